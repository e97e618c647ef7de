"""The Fay–Herriot model: closed forms, an independent likelihood, and what it must do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import optimize

from omradesindex.errors import MethodError
from omradesindex.methods.fay_herriot import FEW_AREAS, fay_herriot

METHODS = ["reml", "moment"]


def city(n: int, seed: int, a: float = 4.0) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Direct figures, their variances, one covariate, and the truth."""
    rng = np.random.default_rng(seed)
    x, d = rng.normal(size=n), rng.uniform(0.5, 8, n)
    truth = 10 + 3 * x + rng.normal(scale=np.sqrt(a), size=n)
    return truth + rng.normal(scale=np.sqrt(d)), d, x[:, None], truth


@pytest.mark.parametrize("method", METHODS)
@given(hnp.arrays(float, st.integers(3, 15), elements=st.integers(-50, 50).map(float)), st.floats(0.5, 500))
def test_equal_variances_have_a_closed_form(method: str, y: np.ndarray, d: float) -> None:
    # Both estimators are then max(0, s² − D), and shrinkage is James–Stein's towards the mean.
    expected = y.var(ddof=1) - d
    assume(abs(expected) > 1e-6 * d)
    found = fay_herriot(y, np.full(len(y), d), method=method)
    expected = max(expected, 0.0)
    assert found.between == pytest.approx(expected, rel=1e-7, abs=1e-9)
    gamma = expected / (expected + d)
    np.testing.assert_allclose(found.values, y.mean() + gamma * (y - y.mean()), rtol=1e-7, atol=1e-7)


@pytest.mark.parametrize("seed", range(6))
def test_reml_is_the_top_of_the_restricted_likelihood(seed: int) -> None:
    y, d, x, _ = city(25, seed)
    design = np.column_stack([np.ones(25), x])
    # Error contrasts: data from which the regression has been removed, by any basis of its complement.
    contrasts = np.linalg.qr(design, mode="complete")[0][:, 2:]

    def minus_log_likelihood(a: float) -> float:
        v = contrasts.T @ np.diag(a + d) @ contrasts
        e = contrasts.T @ y
        return 0.5 * (np.linalg.slogdet(v)[1] + e @ np.linalg.solve(v, e))

    best = optimize.minimize_scalar(
        minus_log_likelihood, bounds=(0, 60), method="bounded", options={"xatol": 1e-10}
    )
    assert fay_herriot(y, d, x).between == pytest.approx(best.x, rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("seed", range(6))
def test_moment_estimate_solves_fay_and_herriots_equation(seed: int) -> None:
    y, d, x, _ = city(25, seed)
    found = fay_herriot(y, d, x, method="moment")
    assert found.between > 0
    assert ((y - found.synthetic) ** 2 / (found.between + d)).sum() == pytest.approx(25 - 2, rel=1e-9)
    # The coefficients are those of weighted least squares.
    beta = np.polyfit(x[:, 0], y, 1, w=1 / np.sqrt(found.between + d))
    np.testing.assert_allclose(found.coefficients, beta[::-1], rtol=1e-9)


@pytest.mark.parametrize("method", METHODS)
def test_no_spread_beyond_chance_leaves_the_regression_alone(method: str) -> None:
    x = np.arange(30.0)[:, None]
    y = 2 + 3 * x[:, 0] + np.resize([0.1, -0.1], 30)
    found = fay_herriot(y, np.full(30, 4.0), x, method=method)
    assert found.between == 0
    np.testing.assert_array_equal(found.values, found.synthetic)
    assert found.own_weight.tolist() == [0.0] * 30
    assert len(found.notes) == 1
    assert "A was estimated as 0" in found.notes[0]


def test_few_areas_are_noted() -> None:
    for n, noted in ((14, True), (FEW_AREAS, True), (FEW_AREAS + 1, False)):
        y, d, x, _ = city(n, 5)
        found = fay_herriot(y, d, x)
        assert any(f"{n} areas are few" in note for note in found.notes) == noted


def test_area_without_a_figure_gets_the_regressions() -> None:
    y, d, x, _ = city(25, 2)
    y[3], d[7] = np.nan, np.nan
    there = ~(np.isnan(y) | np.isnan(d))
    found, without = fay_herriot(y, d, x), fay_herriot(y[there], d[there], x[there])
    np.testing.assert_allclose(found.values[there], without.values, rtol=1e-9)
    np.testing.assert_allclose(found.mse[there], without.mse, rtol=1e-9)
    assert found.own_weight[[3, 7]].tolist() == [0.0, 0.0]
    assert found.values[3] == found.synthetic[3]
    # All of A remains uncertain there.
    assert (found.mse[[3, 7]] > found.between).all()


@pytest.mark.parametrize("method", METHODS)
def test_unit_and_order_do_not_matter(method: str) -> None:
    y, d, x, _ = city(22, 4)
    found = fay_herriot(y, d, x, method=method)
    metres = fay_herriot(1000 * y + 7, 1e6 * d, 5 * x - 2, method=method)
    np.testing.assert_allclose(metres.values, 1000 * found.values + 7, rtol=1e-8)
    np.testing.assert_allclose(metres.mse, 1e6 * found.mse, rtol=1e-7)
    order = np.random.default_rng(0).permutation(22)
    again = fay_herriot(y[order], d[order], x[order], method=method)
    np.testing.assert_allclose(again.values, found.values[order], rtol=1e-9)


def test_batch_is_the_same_as_one_by_one() -> None:
    y = np.stack([city(21, seed)[0] for seed in range(4)]).reshape(2, 2, 21)
    d, x = city(21, 0)[1:3]
    found = fay_herriot(y, d, x)
    for at in np.ndindex(2, 2):
        alone = fay_herriot(y[at], d, x)
        np.testing.assert_array_equal(found.values[at], alone.values)
        assert found.between[at] == alone.between


@pytest.mark.parametrize("method", METHODS)
def test_mean_squared_error_is_about_what_happens(method: str) -> None:
    # 200 cities of 30 areas that share regression and variances: deviations from the truth, squared.
    rng = np.random.default_rng(8)
    x, d = rng.normal(size=30), rng.uniform(1, 6, 30)
    truth = 10 + 3 * x + rng.normal(scale=2, size=(200, 30))
    found = fay_herriot(truth + rng.normal(scale=np.sqrt(d), size=(200, 30)), d, x[:, None], method=method)
    happened = ((found.values - truth) ** 2).mean()
    assert found.mse.mean() == pytest.approx(happened, rel=0.08)
    assert happened < 0.8 * d.mean()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: fay_herriot([1, 2, 3], [1, 0, 1]), "position 1: a variance is not above zero"),
        (lambda: fay_herriot([1, 2, 3], [1, 1]), "do not fit"),
        (
            lambda: fay_herriot([1, 2], [1, 1], [[1], [2]]),
            "2 areas with a figure cannot carry 2 coefficients",
        ),
        (lambda: fay_herriot([1.0], [1.0]), "1 areas with a figure cannot carry 1"),
        (lambda: fay_herriot([1, 2, 3, 4], [1] * 4, np.ones((4, 1))), "constant or follows from the others"),
        (lambda: fay_herriot([1, 2, 3, 4], [1] * 4, [[1], [2], [3], [np.nan]]), "a covariate is missing"),
        (lambda: fay_herriot([1, 2, 3, 4], [1] * 4, [1, 2, 3, 4]), r"shape \(4,\) for 4 areas"),
        (lambda: fay_herriot([1, 2, 3], [1, 1, 1], method="rem"), "did you mean 'reml'"),
    ],
)
def test_bad_input_is_refused(call, said: str) -> None:
    with pytest.raises(MethodError, match=said):
        call()
