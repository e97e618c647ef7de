"""Exponentials and logarithms of our own: the library's, to the last digit or the one before."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtri

from omradesindex.methods import functions

RNG = np.random.default_rng(1)
MANY = np.concatenate([RNG.normal(size=5000) * 5, RNG.uniform(-740, 709, 5000)])
SMALL = RNG.normal(size=10_000) * 10.0 ** RNG.integers(-12, 1, 10_000)


@pytest.mark.parametrize(
    ("name", "x"),
    [
        ("exp", MANY),
        ("log", np.abs(MANY)),
        ("log", np.exp(MANY / 100)),
        ("expm1", SMALL),
        ("log1p", np.abs(SMALL)),
        ("arcsin", RNG.random(10_000)),
        ("arcsin", np.minimum(np.abs(SMALL), 1.0)),
    ],
)
def test_as_the_library_says(name: str, x: np.ndarray) -> None:
    expected = getattr(np, name)(x)
    assert (np.abs(getattr(functions, name)(x) - expected) <= 2 * np.spacing(np.abs(expected))).all()


def test_ends() -> None:
    nan, inf = float("nan"), float("inf")
    assert functions.exp([nan, inf, -inf, 0, -745.0]).tolist()[1:] == [inf, 0, 1, 5e-324]
    assert functions.log([inf, 0, 1, 5e-324]).tolist() == [inf, -inf, 0, float(np.log(5e-324))]
    assert functions.log1p([-1, inf, 0]).tolist() == [-inf, inf, 0]
    assert functions.expm1([-inf, inf, 0]).tolist() == [-1, inf, 0]
    assert functions.normal_quantile([0, 0.5, 1]).tolist() == [-inf, 0, inf]
    assert functions.arcsin([0, 0.5, 1]).tolist() == np.arcsin([0, 0.5, 1]).tolist()
    assert np.isnan(functions.arcsin([-0.1, 1.1])).all()
    for name in ("exp", "log", "log1p", "expm1", "normal_quantile", "arcsin"):
        assert np.isnan(getattr(functions, name)(nan))
    assert np.isnan(functions.log(-1.0))


@pytest.mark.parametrize("exponent", [-2.0, -1.0, 0.5, 1.0, 1.5, 2.0, 3.0, 1 / 3])
def test_powers(exponent: float) -> None:
    x = RNG.uniform(0.01, 1.0, 100)
    np.testing.assert_allclose(functions.power(x, exponent), x**exponent, rtol=1e-14)


def test_quantiles_of_the_normal_distribution() -> None:
    p = np.concatenate([RNG.random(1000), 10.0 ** -RNG.uniform(1, 300, 1000)])
    np.testing.assert_allclose(functions.normal_quantile(p), ndtri(p), rtol=2e-15, atol=1e-15)


def test_a_hypotenuse() -> None:
    assert functions.hypot([3.0, 0.0], [4.0, 0.0]).tolist() == [5, 0]
