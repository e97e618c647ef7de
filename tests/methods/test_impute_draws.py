"""The regressions behind imputed values: a line with its error, draws that spread as the truth does."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.errors import MethodError
from omradesindex.methods.impute import multiple, proxy
from omradesindex.methods.impute_draws import regress

NAN = float("nan")
X = np.array([[1.0, NAN], [2, 2], [3, 3], [4, 5]])


def test_a_line_by_hand() -> None:
    # Through 0, 1, 2, 3 with errors +1, −1, −1, +1: slope 1, residual variance 4 / 2.
    x, y = np.array([0.0, 1, 2, 3, 5, NAN]), np.array([1.0, 0, 1, 4, NAN, 7])
    fitted, error = regress(x[:, None], y, "y")
    np.testing.assert_allclose(fitted, [0, 1, 2, 3, 5, NAN], atol=1e-12)
    # At 5, 3.5 from the middle, of four places whose squares sum to 5.
    assert error[4] == pytest.approx(np.sqrt(2 * (1 + 1 / 4 + 3.5**2 / 5)))
    assert np.isnan(error[5])


def test_the_proxy_is_least_squares() -> None:
    rng = np.random.default_rng(4)
    x = rng.normal(size=(14, 3)) * [1, 1000, 1]
    x[:, 2] = 3 + 2 * x[:, 0] - 0.01 * x[:, 1] + rng.normal(size=14)
    full = x.copy()
    x[[2, 9], 2] = NAN
    done = proxy(x, on=[0, 1])
    rest = np.delete(np.arange(14), [2, 9])
    design = np.column_stack([np.ones(14), full[:, :2]])
    beta, residual, *_ = np.linalg.lstsq(design[rest], full[rest, 2], rcond=None)
    np.testing.assert_allclose(done.values[[2, 9], 2], design[[2, 9]] @ beta)
    inverse = np.linalg.inv(design[rest].T @ design[rest])
    se = [np.sqrt(residual[0] / 9 * (1 + d @ inverse @ d)) for d in design[[2, 9]]]
    assert done.spread is not None
    np.testing.assert_allclose(done.spread[[2, 9], 2], se)
    assert done.imputed.sum() == 2
    assert (done.spread[~done.imputed] == 0).all()


def test_draws_are_repeated_by_the_seed_and_vary_only_in_the_gaps() -> None:
    rng = np.random.default_rng(5)
    x = rng.normal(size=(20, 4)) @ rng.normal(size=(4, 4))
    x[[1, 5], 0], x[7, 2], x[3, 3] = NAN, NAN, NAN
    done = multiple(x, rng=1, draws=50)
    assert (done.values == multiple(x, rng=np.random.default_rng(1), draws=50).values).all()
    assert (done.values != multiple(x, rng=2, draws=50).values).any()
    assert done.imputed.sum() == 4
    assert (done.imputed == np.isnan(x)).all()
    assert (done.values[:, ~done.imputed] == x[~done.imputed]).all()
    assert done.spread is not None
    np.testing.assert_allclose(done.spread[done.imputed], done.values[:, done.imputed].std(axis=0, ddof=1))
    assert (done.spread[done.imputed] > 0).all()
    assert (done.spread[~done.imputed] == 0).all()


def test_draws_spread_as_much_as_the_truth_does() -> None:
    # y = 2 x + noise of one: the intervals between draws should hold the hidden value as often as they say.
    rng = np.random.default_rng(6)
    held = []
    for trial in range(60):
        x = rng.normal(size=(40, 2))
        x[:, 1] = 2 * x[:, 0] + rng.normal(size=40)
        hidden = x[:5, 1].copy()
        x[:5, 1] = NAN
        drawn = multiple(x, rng=trial, draws=200).values[:, :5, 1]
        low, high = np.quantile(drawn, [0.05, 0.95], axis=0)
        held.extend((low <= hidden) & (hidden <= high))
    assert 0.84 < np.mean(held) < 0.96  # 300 cases at 90 %: SE 1.7 points


def test_draws_stay_within_bounds() -> None:
    x = np.column_stack([np.arange(10.0), [NAN, 1, 0, 2, 1, 3, 2, 4, 3, 95]])
    done = multiple(x, rng=1, draws=300, low=0, high=100)
    assert done.values[:, 0, 1].min() >= 0
    assert (done.values[:, 0, 1] == 0).any()


def test_a_column_that_nobody_has_stays_missing() -> None:
    x = np.column_stack([np.arange(8.0), [NAN, 1, 0, 2, 1, 3, 2, 4], np.full(8, NAN)])
    done = multiple(x, rng=1)
    assert np.isnan(done.values[..., 2]).all()
    assert not done.imputed[:, 2].any()
    assert done.spread is not None
    assert np.isnan(done.spread[:, 2]).all()


@pytest.mark.parametrize(
    ("impute", "message"),
    [
        (
            lambda: proxy(X, on=[0]),
            r"column 1: 3 areas have both .*Expected: at least 4 areas for 1 predictors",
        ),
        (
            lambda: proxy(np.column_stack([np.ones(6), [NAN, 1, 2, 3, 4, 5]]), on=[0]),
            "column 1: the predictors cannot be told apart.* What to do: predict from fewer",
        ),
        (lambda: multiple(X, rng=1), "column 1: 3 areas have a value.* What to do: leave the indicator out"),
        (lambda: multiple(X, rng=1, draws=1), r"the option 'draws' is 1\. Expected: at least 2"),
        (lambda: multiple(X, rng=1, rounds=0), r"the option 'rounds' is 0\. Expected: at least 1"),
        (lambda: multiple(X, rng=-1), "the option 'rng' is -1. Expected: a seed"),
        (lambda: multiple(X, rng=1, low=2, high=1), "column 0: low is above high"),
        (lambda: multiple(X, rng=1, on=[9]), "column 9 is not one of"),
        (lambda: multiple(X[None], rng=1), "areas × indicators"),
    ],
)
def test_each_fault_has_its_own_words(impute, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(MethodError, match=message):
        impute()
