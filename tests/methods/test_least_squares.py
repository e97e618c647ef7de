"""Least squares: what the linear algebra library finds, in an order of our own."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.methods.least_squares import inverse_of, orthogonal, solved

RNG = np.random.default_rng(1)


def test_columns_are_made_of_orthogonal_ones() -> None:
    design = RNG.normal(size=(3, 14, 5))
    q, r = orthogonal(design)
    np.testing.assert_allclose(np.einsum("mnk,mkj->mnj", q, r), design, atol=1e-12)
    np.testing.assert_allclose(
        np.einsum("mnk,mnj->mkj", q, q), np.broadcast_to(np.eye(5), (3, 5, 5)), atol=1e-12
    )
    assert (np.tril(r, -1) == 0).all()


def test_a_column_that_follows_from_others_adds_nothing() -> None:
    x = RNG.normal(size=(14, 2))
    r = orthogonal(np.column_stack([x, x[:, 0] + 2 * x[:, 1]]))[1]
    assert r[2, 2] < 1e-13


@pytest.mark.parametrize("k", [1, 2, 6])
def test_coefficients_and_their_spread_are_those_of_the_library(k: int) -> None:
    design, y = RNG.normal(size=(20, k)), RNG.normal(size=20)
    beta, root = solved(design, y)
    np.testing.assert_allclose(beta, np.linalg.lstsq(design, y, rcond=None)[0], atol=1e-12)
    np.testing.assert_allclose(root @ root.T, np.linalg.inv(design.T @ design), atol=1e-12)
    np.testing.assert_allclose(inverse_of(np.triu(design[:k])), np.linalg.inv(np.triu(design[:k])), rtol=1e-9)
