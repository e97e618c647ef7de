"""One shared factor: as R prints it, where the likelihood is greatest, and when there is none."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.errors import MethodError
from omradesindex.methods.weight_factor import LEAST, fit_factor, one_factor

# Covariances of six tests of 112 persons (Smith and Stanley 1983), R's ``ability.cov``.
TESTS = np.array(
    [
        [24.641, 5.991, 33.520, 6.023, 20.755, 29.701],
        [5.991, 6.700, 18.137, 1.782, 4.936, 7.204],
        [33.520, 18.137, 149.831, 19.424, 31.430, 50.753],
        [6.023, 1.782, 19.424, 12.711, 4.757, 9.075],
        [20.755, 4.936, 31.430, 4.757, 52.604, 66.762],
        [29.701, 7.204, 50.753, 9.075, 66.762, 135.292],
    ]
)


def persons(covariance: np.ndarray, n: int = 112) -> np.ndarray:
    """Values whose covariances are these."""
    drawn = np.random.default_rng(0).normal(size=(n, len(covariance)))
    apart, _ = np.linalg.qr(drawn - drawn.mean(axis=0))
    return np.asarray(apart @ np.linalg.cholesky(covariance).T)


def unlikely(x: np.ndarray, loadings: np.ndarray, own: np.ndarray) -> float:
    """What is least where the likelihood is greatest."""
    fitted = np.outer(loadings, loadings) + np.diag(own)
    return float(np.linalg.slogdet(fitted)[1] + np.trace(np.linalg.solve(fitted, np.corrcoef(x.T))))


def test_six_tests_as_factanal_prints_them() -> None:
    found = fit_factor(persons(TESTS))
    assert found.loadings.round(3).tolist() == [0.682, 0.384, 0.502, 0.300, 0.877, 0.849]
    assert found.uniquenesses.round(3).tolist() == [0.535, 0.853, 0.748, 0.910, 0.232, 0.280]
    weights = found.loadings / found.uniquenesses
    np.testing.assert_allclose(one_factor(persons(TESTS)), weights / weights.sum())


@pytest.mark.parametrize("seed", range(12))
def test_no_other_factor_is_likelier(seed: int) -> None:
    rng = np.random.default_rng(seed)
    k = int(rng.integers(3, 8))
    x = rng.normal(size=(40, 1)) * rng.uniform(0.3, 1, k) + rng.normal(size=(40, k)) * rng.uniform(
        0.1, 1.5, k
    )
    found = fit_factor(x)
    assert (found.uniquenesses >= LEAST - 1e-9).all()
    least = unlikely(x, found.loadings, found.uniquenesses)
    for size in (1e-3, 1e-2, 0.1):
        for _ in range(50):
            own = np.clip(found.uniquenesses + size * rng.normal(size=k), LEAST, 1)
            assert unlikely(x, found.loadings + size * rng.normal(size=k), own) >= least - 1e-9


def test_unit_order_and_gaps_have_no_effect() -> None:
    x = persons(TESTS)
    weights = one_factor(x)
    np.testing.assert_allclose(one_factor(x[::-1] * [1, 9, 2, 3, 4, 5] + 7), weights, atol=1e-9)
    holed = np.concatenate([x, np.full((2, 6), np.nan)])
    assert one_factor(holed).tolist() == weights.tolist()


@pytest.mark.parametrize(
    ("x", "said"),
    [
        (np.zeros((2, 3, 4)), "one set of values at a time"),
        (np.eye(5)[:, :2], "2 columns share no factor"),
        (np.random.default_rng(1).normal(size=(4, 3)), "too few areas have a value in every column: 4"),
        (np.where(np.arange(3) == 1, np.nan, persons(TESTS[:3, :3])), "^column 1: too few areas"),
        (persons(TESTS) * [1, 1, 1, 1, 1, 0], "column 5: it does not vary"),
        (persons(TESTS) * [1, 1, 1, 1, 1, -1], "column 5: it points against the others in the factor"),
    ],
)
def test_what_has_no_factor(x: np.ndarray, said: str) -> None:
    with pytest.raises(MethodError, match=said):
        one_factor(x)
