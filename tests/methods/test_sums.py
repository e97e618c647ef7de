"""Sums in one order: equal rows, columns and slices give equal sums, to the last digit."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.methods.sums import belonging, gathered, product, total, weighted

RNG = np.random.default_rng(1)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_a_product_is_summed_from_the_first_term_to_the_last(dtype: type) -> None:
    a, b = (RNG.random(shape).astype(dtype) for shape in ((5, 27), (27, 40)))
    expected = np.zeros((5, 40), dtype=dtype)
    for k in range(27):
        expected += a[:, k, None] * b[k]
    found = product(a, b)
    assert found.dtype == dtype
    assert (found == expected).all()
    # Wherever a column stands, however many there are and however they lie in memory.
    assert (product(a, b[:, 7:8]) == expected[:, 7:8]).all()
    assert (product(a, b[:, ::3]) == expected[:, ::3]).all()
    assert (product(a, b[:, 3:5]) == expected[:, 3:5]).all()
    assert (product(a, b[:, ::-1]) == expected[:, ::-1]).all()
    assert (product(np.asfortranarray(a), np.asfortranarray(b)) == expected).all()
    assert (product(a[[3, 3, 1]], b) == expected[[3, 3, 1]]).all()
    assert (product(np.stack([a, a]), b)[1] == expected).all()
    # Many rows and few columns are taken along the rows.
    assert (product(b.T, a.T) == expected.T).all()
    assert (product(b.T, a[2:4].T) == expected[2:4].T).all()
    assert (product(b.T, a[2]) == expected[2]).all()


def test_a_sum_of_rows_is_that_of_each_of_its_columns() -> None:
    x = RNG.random((27, 40))
    assert (total(x)[:1] == total(x[:, :1])).all()
    assert (total(np.asfortranarray(x)) == total(x)).all()
    np.testing.assert_allclose(total(x), x.sum(axis=0))


def test_parts_that_each_belong_to_one_whole_are_gathered_as_a_matrix_would() -> None:
    rng = np.random.default_rng(5)
    place, parts = rng.integers(-1, 7, 400), rng.normal(size=(2, 3, 400)) * 10.0 ** rng.integers(-9, 9, 400)
    inside = belonging(place, 8, all_in_last=True)
    assert (gathered(parts, inside) == product(parts, inside.toarray())).all()


def test_a_weighted_sum_is_that_of_each_of_its_rows() -> None:
    x, w = RNG.random((3, 40, 27)), RNG.random((3, 27))
    found = weighted(x, w[:, None, :])
    assert (found[1, 5:6] == weighted(x[1, 5:6], w[1])).all()
    assert (found == weighted(np.asfortranarray(x), w[:, None, :])).all()
    np.testing.assert_allclose(found, (x * w[:, None, :]).sum(axis=-1))
