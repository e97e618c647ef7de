"""Correlations, alpha, components and main effects: by hand, against COINr's print, and as properties."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods.multivariate import (
    CORRELATIONS,
    alpha_interval,
    correlation,
    correlation_interval,
    cronbach_alpha,
    main_effect,
    principal_components,
)

NAN = float("nan")

# Whole numbers: two columns that differ do so by more than rounding.
_TABLES = hnp.arrays(
    float,
    st.tuples(st.integers(4, 14), st.integers(2, 5)),
    elements=st.one_of(st.integers(-50, 50).map(float), st.just(NAN)),
)
_FULL = hnp.arrays(
    float, st.tuples(st.integers(4, 14), st.integers(2, 5)), elements=st.integers(-50, 50).map(float)
)


# -- correlations -------------------------------------------------------------------------------------------


def test_three_kinds_by_hand() -> None:
    x = np.array([[1.0, 1.0], [2.0, 3.0], [3.0, 2.0], [4.0, 10.0]])
    assert correlation(x)[0][0, 1] == pytest.approx(13 / np.sqrt(5 * 50))
    assert correlation(x, method="spearman")[0][0, 1] == pytest.approx(1 - 6 * 2 / (4 * 15))
    assert correlation(x, method="kendall")[0][0, 1] == pytest.approx((5 - 1) / 6)


def test_ties_share_their_mean_rank() -> None:
    x = np.array([[1.0, 5.0], [1.0, 7.0], [2.0, 6.0]])
    assert correlation(x, method="spearman")[0][0, 1] == pytest.approx(0.0)
    assert correlation([[1.0, 1], [1, 1], [2, 2], [3, 3]], method="kendall")[0][0, 1] == pytest.approx(1.0)


@pytest.mark.parametrize("method", CORRELATIONS)
def test_each_pair_uses_the_rows_that_it_has(method: str) -> None:
    x = np.array([[1.0, 2.0, NAN], [2.0, NAN, 1.0], [4.0, 1.0, 5.0], [8.0, 9.0, 2.0], [3.0, 4.0, 4.0]])
    r, n = correlation(x, method=method)
    assert n.tolist() == [[5, 4, 4], [4, 4, 3], [4, 3, 4]]
    rows = [0, 2, 3, 4]
    assert r[0, 1] == pytest.approx(correlation(x[rows][:, :2], method=method)[0][0, 1])
    assert r[1, 0] == pytest.approx(r[0, 1])


@pytest.mark.parametrize("method", CORRELATIONS)
def test_what_does_not_vary_has_no_correlation(method: str) -> None:
    # 0.1 seven times over: its mean is not exactly 0.1.
    x = np.column_stack([np.full(7, 0.1), np.arange(7.0)])
    r, n = correlation(x, method=method)
    assert np.isnan(r[0]).all()
    assert r[1, 1] == pytest.approx(1.0)
    assert (n == 7).all()


def test_a_column_can_be_constant_in_the_rows_of_one_pair_only() -> None:
    r, n = correlation([[1.0, 1.0], [1.0, 2.0], [5.0, NAN], [6.0, NAN]])
    assert n[0, 1] == 2
    assert np.isnan(r[0, 1])
    assert r[0, 0] == pytest.approx(1.0)


@pytest.mark.parametrize("scale", [1e-200, 1e200])
def test_very_small_and_very_large_values_are_correlated_too(scale: float) -> None:
    x = np.array([[1.0, 1.0], [2.0, 3.0], [3.0, 2.0], [4.0, 10.0]])
    assert correlation(x * scale)[0][0, 1] == pytest.approx(13 / np.sqrt(250))


@pytest.mark.parametrize("method", CORRELATIONS)
def test_scenarios_stand_in_leading_dimensions(method: str) -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=(2, 3, 9, 4))
    x[1, 2, 4, 1] = NAN
    r, n = correlation(x, method=method)
    assert r.shape == n.shape == (2, 3, 4, 4)
    one, rows = correlation(x[1, 2], method=method)
    np.testing.assert_array_equal(r[1, 2], one)
    np.testing.assert_array_equal(n[1, 2], rows)


@pytest.mark.slow
@given(_TABLES, st.sampled_from(CORRELATIONS), st.randoms(use_true_random=False))
def test_symmetric_bounded_and_the_same_in_any_order(x: np.ndarray, method: str, random) -> None:
    r, n = correlation(x, method=method)
    np.testing.assert_allclose(r, r.T, atol=1e-12)
    assert (np.abs(r[~np.isnan(r)]) <= 1).all()
    columns, rows = (random.sample(range(size), size) for size in (x.shape[1], x.shape[0]))
    again, n_again = correlation(x[rows][:, columns], method=method)
    np.testing.assert_allclose(again, r[np.ix_(columns, columns)], atol=1e-12)
    np.testing.assert_array_equal(n_again, n[np.ix_(columns, columns)])


@given(_FULL)
def test_the_same_as_numpy_and_unmoved_by_units(x: np.ndarray) -> None:
    assume((np.ptp(x, axis=0) > 0).all())
    r, _ = correlation(x)
    np.testing.assert_allclose(r, np.corrcoef(x, rowvar=False), atol=1e-12)
    np.testing.assert_allclose(correlation(x * 3 + 7)[0], r, atol=1e-12)
    np.testing.assert_allclose(correlation(x, -x)[0], -r, atol=1e-12)


def test_what_cannot_be_correlated_is_refused() -> None:
    with pytest.raises(MethodError, match="did you mean 'spearman'"):
        correlation(np.eye(3), method="sperman")
    with pytest.raises(MethodError, match="the same rows"):
        correlation(np.eye(3), np.eye(4))


# -- intervals ----------------------------------------------------------------------------------------------


def test_interval_of_pearson_by_fishers_z() -> None:
    low, high = correlation_interval(0.5, 14)
    z, half = np.arctanh(0.5), 1.959963984540054 / np.sqrt(11)
    assert (low, high) == pytest.approx((np.tanh(z - half), np.tanh(z + half)))


@pytest.mark.parametrize(("method", "least"), [("pearson", 4), ("spearman", 4), ("kendall", 5)])
def test_too_few_rows_have_no_interval(method: str, least: int) -> None:
    low, high = correlation_interval([0.5, 0.5], [least - 1, least], method=method)
    assert np.isnan([low[0], high[0]]).all()
    assert low[1] < 0.5 < high[1]


def test_a_perfect_correlation_has_no_width() -> None:
    assert correlation_interval(1.0, 14) == pytest.approx((1.0, 1.0))


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(0)
    draws = rng.multivariate_normal([0, 0], [[1, 0.6], [0.6, 1]], size=(4000, 14))
    for method, truth in (("pearson", 0.6), ("spearman", 6 / np.pi * np.arcsin(0.3))):
        low, high = correlation_interval(correlation(draws, method=method)[0][:, 0, 1], 14, method=method)
        assert 0.93 < ((low < truth) & (truth < high)).mean() < 0.97


def test_the_interval_of_alpha_holds_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(0)
    k, r = 3, 0.5
    parallel = np.full((k, k), r) + (1 - r) * np.eye(k)
    found = cronbach_alpha(rng.multivariate_normal(np.zeros(k), parallel, size=(4000, 14)))
    low, high = alpha_interval(found, 14, k)
    truth = k * r / (1 + (k - 1) * r)
    assert 0.93 < ((low < truth) & (truth < high)).mean() < 0.97


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_is_a_share(level: float) -> None:
    with pytest.raises(MethodError, match="between 0 and 1"):
        correlation_interval(0.5, 14, level=level)
    with pytest.raises(MethodError, match="between 0 and 1"):
        alpha_interval(0.5, 14, 3, level=level)


# -- alpha --------------------------------------------------------------------------------------------------


def test_alpha_by_hand() -> None:
    # Variances 1 and 1, covariance 1/2: 2/1 · (1 − 2/3).
    assert cronbach_alpha([[1.0, 2.0], [2.0, 4.0], [3.0, 3.0]]) == pytest.approx(2 / 3)
    same = np.repeat(np.arange(5.0)[:, None], 4, axis=1)
    assert cronbach_alpha(same) == pytest.approx(1.0)
    assert np.isnan(cronbach_alpha([[1.0, -1.0], [2.0, -2.0], [5.0, -5.0]]))


def test_alpha_is_negative_where_columns_go_against_each_other() -> None:
    assert cronbach_alpha([[1.0, 6.0], [2.0, 4.0], [3.0, 3.0], [5.0, 2.5]]) < 0


@given(_FULL, st.randoms(use_true_random=False))
def test_alpha_at_most_one_and_the_same_in_any_order(x: np.ndarray, random) -> None:
    alpha = cronbach_alpha(x)
    assume(not np.isnan(alpha) and np.abs(x.sum(axis=1)).var() > 1e-6)
    assert alpha <= 1 + 1e-12
    rows, columns = (random.sample(range(size), size) for size in x.shape)
    assert cronbach_alpha(x[rows][:, columns]) == pytest.approx(float(alpha), abs=1e-9)
    np.testing.assert_array_equal(cronbach_alpha(np.stack([x, x])), [alpha, alpha])


def test_one_column_has_no_alpha() -> None:
    with pytest.raises(MethodError, match="at least two columns"):
        cronbach_alpha([[1.0], [2.0]])


# -- components ---------------------------------------------------------------------------------------------


def test_two_columns_by_hand() -> None:
    found = principal_components([[1.0, 2.0], [2.0, 4.0], [3.0, 3.0]])
    assert found.eigenvalues == pytest.approx([1.5, 0.5])
    assert found.explained == pytest.approx([0.75, 0.25])
    half = np.sqrt(0.5)
    np.testing.assert_allclose(np.abs(found.vectors), half)
    np.testing.assert_allclose(found.vectors[:, 0], half)
    np.testing.assert_allclose(found.loadings[:, 0], np.sqrt(1.5) * half)
    assert found.vectors[0, 1] * found.vectors[1, 1] < 0


@given(_FULL)
def test_components_rebuild_the_correlations(x: np.ndarray) -> None:
    assume((np.ptp(x, axis=0) > 0).all())
    found = principal_components(x)
    np.testing.assert_allclose(found.loadings @ found.loadings.T, correlation(x)[0], atol=1e-9)
    np.testing.assert_allclose(found.vectors.T @ found.vectors, np.eye(x.shape[1]), atol=1e-9)
    assert found.explained.sum() == pytest.approx(1.0)
    assert (np.diff(found.eigenvalues) <= 1e-9).all()
    assert (found.vectors.sum(axis=0) > -1e-8).all()


def test_only_complete_rows_are_used() -> None:
    rng = np.random.default_rng(2)
    x = rng.normal(size=(12, 3))
    x[4, 1] = NAN
    found, rest = principal_components(x), principal_components(np.delete(x, 4, axis=0))
    assert found.n == 11
    np.testing.assert_allclose(found.vectors, rest.vectors, atol=1e-12)
    both = principal_components(np.stack([x, x]))
    np.testing.assert_allclose(both.loadings[1], found.loadings, atol=1e-12)


def test_fewer_rows_than_columns() -> None:
    found = principal_components(np.random.default_rng(3).normal(size=(3, 5)))
    assert found.vectors.shape == (5, 5)
    assert found.eigenvalues[2:] == pytest.approx(np.zeros(3), abs=1e-12)
    assert found.explained.sum() == pytest.approx(1.0)


def test_many_rows_need_no_matrix_of_rows_by_rows() -> None:
    x = np.random.default_rng(4).normal(size=(400_000, 2))  # squared: a terabyte
    assert principal_components(x).explained == pytest.approx([0.5, 0.5], abs=0.01)


def test_what_has_no_components_is_refused() -> None:
    with pytest.raises(MethodError, match="column '1' does not vary"):
        principal_components([[1.0, 2.0], [3.0, 2.0], [4.0, 2.0]])
    with pytest.raises(MethodError, match="fewer than two areas"):
        principal_components([[1.0, NAN], [NAN, 2.0], [4.0, 2.0]])


# -- main effects -------------------------------------------------------------------------------------------


def test_independent_parts_have_their_share_of_the_variance() -> None:
    # A full grid: the columns are exactly independent, and y = x1 + 2 x2 + 3 x3.
    grid = np.stack(np.meshgrid(*[np.linspace(-1, 1, 7)] * 3), axis=-1).reshape(-1, 3)
    y = grid @ [1.0, 2.0, 3.0]
    assert main_effect(grid, y) == pytest.approx([1 / 14, 4 / 14, 9 / 14])
    assert main_effect(grid, y, method="local_linear") == pytest.approx([1 / 14, 4 / 14, 9 / 14], rel=0.02)


@pytest.mark.slow
def test_the_local_one_sees_what_bends() -> None:
    """Ishigami's function, a = 7, b = 0.1: S = .3139, .4424, 0 (analytic)."""
    rng = np.random.default_rng(7)
    x = rng.uniform(-np.pi, np.pi, size=(1500, 3))
    y = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    assert main_effect(x, y, method="local_linear") == pytest.approx([0.3139, 0.4424, 0.0], abs=0.05)
    assert main_effect(x, y)[1] < 0.02


@given(_TABLES, st.randoms(use_true_random=False))
def test_a_main_effect_is_a_share_in_any_order(x: np.ndarray, random) -> None:
    y = np.nansum(x, axis=1)
    linear = main_effect(x, y)
    known = linear[~np.isnan(linear)]
    assert ((known >= 0) & (known <= 1)).all()
    rows = random.sample(range(len(x)), len(x))
    np.testing.assert_allclose(main_effect(x[rows], y[rows]), linear, atol=1e-12)
    local = main_effect(x, y, method="local_linear")
    np.testing.assert_array_equal(np.isnan(local), np.isnan(linear))
    known = local[~np.isnan(local)]
    assert ((known >= 0) & (known <= 1)).all()


def test_main_effects_of_scenarios() -> None:
    rng = np.random.default_rng(4)
    x, y = rng.normal(size=(3, 14, 4)), rng.normal(size=(3, 14))
    for method in ("linear", "local_linear"):
        every = main_effect(x, y, method=method)
        assert every.shape == (3, 4)
        np.testing.assert_allclose(every[2], main_effect(x[2], y[2], method=method), atol=1e-12)


def test_an_unknown_main_effect_is_refused() -> None:
    with pytest.raises(MethodError, match="did you mean 'linear'"):
        main_effect(np.eye(3), np.arange(3.0), method="linaer")


# -- COINr's ASEM example -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def asem(shared: Callable[..., Path]) -> Callable[[str], pd.DataFrame]:
    folder = shared("oracles", "coinr_asem")
    return lambda name: pd.read_csv(folder / f"{name}.csv")


def test_alpha_of_every_pillar_as_coinr_prints_it(asem: Callable[[str], pd.DataFrame]) -> None:
    parent = asem("base_meta_ind").set_index("iCode")["Parent"]
    values = asem("base_Normalised").set_index("uCode")
    printed = asem("cronbach_L2_groups").set_index("group")["alpha"]
    assert len(printed) == 8
    for group, alpha in printed.items():
        columns = [code for code in parent.index[parent == group] if code in values]
        assert cronbach_alpha(values[columns]) == pytest.approx(alpha, abs=1e-10)


def test_correlations_of_indicators_and_pillars_as_coinr_prints_them(
    asem: Callable[[str], pd.DataFrame],
) -> None:
    printed = asem("corr_L1L2_pearson").pivot_table(index="Var2", columns="Var1", values="Correlation")
    everything = asem("base_Aggregated").set_index("uCode")
    assert printed.shape == (49, 8)
    r, n = correlation(everything[printed.index], everything[printed.columns])
    np.testing.assert_allclose(r, printed, atol=1e-10)
    assert (n == 51).all()


def test_first_components_as_coinr_prints_them(asem: Callable[[str], pd.DataFrame]) -> None:
    meta = asem("base_meta_ind")
    pillars = meta[meta["Level"] == 2]
    printed = asem("weights_PCA_L2").set_index("iCode")["Weight"]
    values = asem("base_Aggregated").set_index("uCode")
    assert pillars["Parent"].nunique() == 2
    for _, codes in pillars.groupby("Parent")["iCode"]:
        first = principal_components(values[codes]).vectors[:, 0]
        np.testing.assert_allclose(first, printed[codes], atol=1e-10)
