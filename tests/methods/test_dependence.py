"""Errors that hang together, held against persons who are drawn and against sums written out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from omradesindex.errors import MethodError
from omradesindex.methods.dependence import COUNTED, MEASURED, combined, common, latent, root

SAME = np.ones((3, 3))


def drawn(correlation: float, cuts: list[float | None], n: int = 400_000) -> np.ndarray:
    """Correlations between persons' conditions: cut at a quantile, or left as they are."""
    rng = np.random.default_rng(3)
    k = len(cuts)
    x = np.sqrt(correlation) * rng.normal(size=(n, 1)) + np.sqrt(1 - correlation) * rng.normal(size=(n, k))
    seen = [x[:, j] if cut is None else x[:, j] > np.quantile(x[:, j], cut) for j, cut in enumerate(cuts)]
    return np.corrcoef(np.array(seen, dtype=float))


def test_the_moderate_assumption_is_that_of_conditions_cut_at_their_medians() -> None:
    truth = drawn(0.5, [0.5, 0.5, None])
    found = latent([COUNTED, COUNTED, MEASURED], SAME)
    assert found[0, 1] == pytest.approx(2 / np.pi * np.arcsin(0.5))
    assert found[0, 1] == pytest.approx(truth[0, 1], abs=0.01)
    assert truth[0, 2] - 0.005 < found[0, 2] < truth[0, 2] + 0.02


@pytest.mark.parametrize("cuts", [[0.1, 0.1], [0.1, 0.5], [0.05, 0.8], [0.3, 0.9]])
def test_other_cuts_leave_less_of_it(cuts: list[float | None]) -> None:
    assert drawn(0.5, cuts)[0, 1] < latent([COUNTED, COUNTED], np.ones((2, 2)))[0, 1] + 0.005


@given(st.integers(1, 6), st.integers(0, 10_000))
def test_a_sum_of_parts_is_the_quadratic_form(k: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    lower = rng.normal(size=(k, k))
    cov = lower @ lower.T
    r = cov / np.sqrt(np.outer(np.diag(cov), np.diag(cov)))
    parts = rng.normal(size=(4, k))
    np.testing.assert_allclose(combined(parts, r), np.sqrt(np.einsum("ai,ij,aj->a", parts, r, parts)))
    np.testing.assert_allclose(root(r) @ root(r).T, r, atol=1e-8)


def test_the_two_ends() -> None:
    parts = np.array([[1.0, 1, 1, 1, 1, 1]])
    alike = np.ones((6, 6))
    assert combined(parts, np.eye(6))[0] == pytest.approx(np.sqrt(6))
    assert combined(parts, alike)[0] == pytest.approx(6)
    moderate = combined(parts, latent([COUNTED] * 6, alike))[0]
    assert 1.5 < moderate / np.sqrt(6) < 1.7


def test_a_root_of_less_than_full_rank() -> None:
    np.testing.assert_allclose(root(SAME) @ root(SAME).T, SAME)


@pytest.mark.parametrize("correlation", [1.01, -1.2, float("nan")])
def test_what_is_no_correlation_is_refused(correlation: float) -> None:
    with pytest.raises(MethodError, match="a number from −1 to 1"):
        common(correlation, SAME)


def test_correlations_that_cannot_stand_together_are_refused() -> None:
    with pytest.raises(MethodError, match="cannot stand together"):
        common(-0.6, SAME)
    with pytest.raises(MethodError, match="cannot stand together"):
        root([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
    assert common(-0.5, SAME)[0, 1] == -0.5  # the lowest that three can have with each other
