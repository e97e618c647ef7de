"""Sobol indices: published and exact values, two other programs, and what must not change them."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods.sensitivity import SobolIndices, discrete, sobol_design, sobol_indices

#: Ishigami & Homma (1990) with a = 7, b = 0.1.
FIRST, TOTAL = np.array([0.3139, 0.4424, 0.0]), np.array([0.5576, 0.4424, 0.2437])

ESTIMATORS = pytest.mark.parametrize("first", ["centred", "jansen", "uncentred"])


def ishigami(u: np.ndarray) -> np.ndarray:
    x = np.pi * (2 * u - 1)
    return np.sin(x[..., 0]) + 7 * np.sin(x[..., 1]) ** 2 + 0.1 * x[..., 2] ** 4 * np.sin(x[..., 0])


def indices(y: np.ndarray, **options: object) -> SobolIndices:
    """Of runs in the order of the design."""
    return sobol_indices(y[0], y[1], y[2:], **{"resamples": 0, **options})  # type: ignore[arg-type]


@ESTIMATORS
def test_ishigami(first: str) -> None:
    found = indices(ishigami(sobol_design(2**14, 3, rng=1).runs()), first=first, resamples=200, rng=1)
    np.testing.assert_allclose(found.first, FIRST, atol=0.01)
    np.testing.assert_allclose(found.total, TOTAL, atol=0.01)
    assert ((found.first_low < FIRST) & (found.first_high > FIRST)).all()
    assert ((found.total_low < TOTAL) & (found.total_high > TOTAL)).all()
    assert (found.first_high - found.first_low < 0.06).all()


def test_as_coinr_estimates_them(shared) -> None:
    folder = "coinr_asem"
    y = pd.read_csv(shared("oracles", folder, "sa_y_500x3.csv"))["y"].to_numpy().reshape(5, 500)
    theirs = pd.read_csv(shared("oracles", folder, "sa_estimate_500x3.csv"))
    found = indices(y, first="uncentred")
    np.testing.assert_allclose(found.first, theirs["Si"], rtol=0, atol=1e-10)
    np.testing.assert_allclose(found.total, theirs["STi"], rtol=0, atol=1e-10)
    np.testing.assert_allclose(found.variance, theirs["Variance"].iloc[0], rtol=0, atol=1e-10)
    # y = x₁ + 2x₂ + 3x₃, so the truth is known, and the same runs say more when they are centred.
    truth = np.array([1, 4, 9]) / 14
    assert np.abs(indices(y).first - truth).max() < np.abs(found.first - truth).max() / 2


@pytest.mark.parametrize("groups", [None, ["one", "two", "two"]])
def test_against_salib(groups: list[str] | None) -> None:
    sample = pytest.importorskip("SALib.sample.sobol", reason="needs SALib")
    analyze = pytest.importorskip("SALib.analyze.sobol")
    n = 1024
    problem = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[0, 1]] * 3}
    if groups:
        problem["groups"] = groups
    theirs = sample.sample(problem, n, calc_second_order=False, seed=np.random.default_rng(5))
    design = sobol_design(n, [1, 2] if groups else 3, rng=5)
    factors = len(design.factors)
    # They list the runs row by row, A first and B last.
    order = [0, *range(2, factors + 2), 1]
    ours = design.runs()[order].swapaxes(0, 1).reshape(-1, 3)
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-9)

    flat = ishigami(ours)
    told = analyze.analyze(problem, flat, calc_second_order=False, num_resamples=500, seed=1)
    runs = np.empty((factors + 2, n))
    runs[order] = flat.reshape(n, -1).T
    # They centre and scale by all runs and divide the variance by n.
    found = indices((runs - flat.mean()) / flat.std(), first="uncentred")
    bessel = 2 * n / (2 * n - 1)
    np.testing.assert_allclose(found.first * bessel, told["S1"], rtol=0, atol=1e-10)
    np.testing.assert_allclose(found.total * bessel, told["ST"], rtol=0, atol=1e-10)
    ours_centred = indices(runs, resamples=500, rng=1)
    np.testing.assert_allclose(ours_centred.first, told["S1"], atol=0.01)
    np.testing.assert_allclose(
        ours_centred.total_high - ours_centred.total_low, 2 * told["ST_conf"].astype(float), rtol=0.3
    )


def exact(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First-order and total indices of a function of equally probable levels, by its table of values."""
    axes = range(table.ndim)
    others = [tuple(j for j in axes if j != i) for i in axes]
    first = [table.mean(axis=other).var() for other in others]
    total = [table.var() - table.mean(axis=i).var() for i in axes]
    return np.array(first) / table.var(), np.array(total) / table.var()


def every_pair(table: np.ndarray) -> np.ndarray:
    """Return the runs of every row of A with every row of B, in the order of the design."""
    rows = np.array(list(product(*(range(k) for k in table.shape))))
    a, b = (np.array(side) for side in zip(*product(rows, rows), strict=True))
    swapped = [np.where(np.arange(table.ndim) == i, b, a) for i in range(table.ndim)]
    return np.stack([table[tuple(x.T)] for x in (a, b, *swapped)])


@ESTIMATORS
@given(table=hnp.arrays(float, (2, 3, 2), elements=st.integers(-9, 9)).filter(np.ptp))
def test_exact_where_every_run_is_made(first: str, table: np.ndarray) -> None:
    y = every_pair(table)
    n = y.shape[1]
    found = indices(y, first=first)
    # The one difference left is that the estimate of the variance divides by one less.
    bessel = 2 * n / (2 * n - 1)
    first_order, total = exact(table)
    own = 1 - (1 - found.first) * bessel if first == "jansen" else found.first * bessel
    np.testing.assert_allclose(own, first_order, atol=1e-9)
    np.testing.assert_allclose(found.total * bessel, total, atol=1e-9)
    assert (total >= first_order - 1e-12).all()
    np.testing.assert_allclose(found.variance, table.var() * bessel)
    np.testing.assert_allclose(found.mean, table.mean(), atol=1e-12)


@pytest.mark.parametrize("p", [0.5, 0.1])
def test_two_choices_of_two_levels_each(p: float) -> None:
    x = sobol_design(4096, 2, rng=1).runs()
    y = 3 * discrete(x[..., 0], [1 - p, p]) + 2 * discrete(x[..., 1], 2)
    parts = np.array([9 * p * (1 - p), 4 / 4])
    found = indices(y)
    np.testing.assert_allclose(found.first, parts / parts.sum(), atol=0.01)
    np.testing.assert_allclose(found.total, parts / parts.sum(), atol=0.01)


RUNS = st.tuples(st.integers(1, 4), st.integers(20, 60)).flatmap(
    lambda shape: hnp.arrays(float, (shape[0] + 2, shape[1], 2), elements=st.integers(-50, 50))
)


@given(RUNS, st.floats(0.01, 100), st.booleans(), st.floats(-1e4, 1e4))
def test_unit_and_origin_do_not_matter(y: np.ndarray, scale: float, flip: bool, shift: float) -> None:
    scale = -scale if flip else scale
    one, other = (indices(values, resamples=20, rng=1) for values in (y, scale * y + shift))
    for name in ("first", "total", "first_low", "total_high"):
        np.testing.assert_allclose(getattr(one, name), getattr(other, name), rtol=1e-6, atol=1e-6)


@given(RUNS, st.randoms(use_true_random=False))
def test_factors_and_outputs_in_another_order(y: np.ndarray, random) -> None:
    order = list(range(2, len(y)))
    random.shuffle(order)
    one, other = indices(y, resamples=20, rng=1), indices(y[[0, 1, *order]][..., ::-1], resamples=20, rng=1)
    places = np.array(order) - 2
    for name in ("first", "total", "first_low", "total_high"):
        np.testing.assert_allclose(getattr(one, name)[places][..., ::-1], getattr(other, name), atol=1e-9)


def test_each_output_as_if_it_were_alone() -> None:
    x = sobol_design(512, 3, rng=1).runs()
    y = np.stack([[ishigami(x), x[..., 0]], [x[..., 2] ** 2, x.prod(axis=-1)]])  # 2 × 2 outputs
    together = indices(np.moveaxis(y, (0, 1), (2, 3)), resamples=50, rng=1)
    assert together.first.shape == (3, 2, 2)
    for i, j in np.ndindex(2, 2):
        alone = indices(y[i, j], resamples=50, rng=1)
        np.testing.assert_allclose(together.first[:, i, j], alone.first, atol=1e-12)
        np.testing.assert_allclose(together.total_low[:, i, j], alone.total_low, atol=1e-12)
        np.testing.assert_allclose(together.variance[i, j], alone.variance)


def test_a_factor_that_does_nothing_has_exactly_no_total() -> None:
    x = sobol_design(256, 3, rng=1).runs()
    found = indices(x[..., 0] * np.exp(x[..., 1]), resamples=20, rng=1)
    assert found.total[2] == found.total_low[2] == found.total_high[2] == found.first[2] == 0


def test_nothing_to_share_out_and_missing_runs() -> None:
    x = sobol_design(256, 2, rng=1).runs()
    gap = x[..., 0].copy()
    gap[2, 17] = np.nan
    level = np.full_like(gap, 0.1)
    rounding = 100 + 1e-14 * np.sin(1e6 * gap)
    endless = np.where(np.isnan(gap), np.inf, 1.0)
    endless[0, 3] = -np.inf
    y = np.stack([x[..., 0], level, rounding, gap, endless], axis=-1)
    found = indices(y, resamples=20, rng=1)
    for values in (found.first, found.total, found.first_low, found.total_high):
        assert np.isnan(values[:, 1:3]).all()
        assert np.isfinite(values[:, 0]).all()
        assert np.isnan(values[0, 3:]).all()
    assert found.variance[1:3].tolist() == [0, 0]
    assert found.mean[1] == pytest.approx(0.1)


def test_rare_changes_leave_intervals_from_the_resamples_that_hold_any() -> None:
    y = np.zeros((3, 64))
    y[0, 3] = y[2, 3] = 1.0  # half of the resamples are without it
    found = indices(y, resamples=200, rng=1)
    assert np.isfinite([found.total_low, found.total_high]).all()


def test_large_values_keep_their_digits() -> None:
    y = ishigami(sobol_design(1024, 3, rng=1).runs())
    np.testing.assert_allclose(indices(y + 1e9).total, indices(y).total, atol=1e-6)


@pytest.mark.parametrize("first", ["centred", "jansen"])
def test_intervals_hold_about_as_often_as_they_say(first: str) -> None:
    # Three hundred analyses of independent runs, as outputs of one.
    draws = sobol_design(256, 3 * 300, kind="random", rng=1).block()
    a, b = (side.reshape(256, 300, 3) for side in draws)
    ab = [np.where(np.arange(3) == i, b, a) for i in range(3)]
    y = ishigami(np.stack([a, b, *ab]))
    found = indices(y, first=first, resamples=300, rng=1, level=0.9)
    for low, high, truth in (
        (found.first_low, found.first_high, FIRST),
        (found.total_low, found.total_high, TOTAL),
    ):
        covered = ((low <= truth[:, None]) & (truth[:, None] <= high)).mean(axis=1)
        assert (covered > 0.83).all()
        assert (covered < 0.96).all()


def test_the_same_seed_the_same_intervals() -> None:
    y = ishigami(sobol_design(256, 3, rng=1).runs())
    one, again, other = (indices(y, resamples=50, rng=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.first_low, again.first_low)
    assert (one.first_low != other.first_low).any()
    np.testing.assert_array_equal(one.first, other.first)
    assert np.isnan(indices(y).first_low).all()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"first": "janson"}, "did you mean 'jansen'"),
        ({"level": 95}, "0.95"),
        ({"resamples": -1}, "0 or more"),
        ({"y_b": np.zeros(9)}, "one design"),
        ({"y_ab": np.zeros((2, 9))}, "one design"),
        ({"y_ab": np.zeros((0, 8))}, "one design"),
        ({"y_a": np.zeros(1), "y_b": np.zeros(1), "y_ab": np.zeros((1, 1))}, "too few"),
    ],
)
def test_what_is_refused(options: dict[str, object], said: str) -> None:
    given = {"y_a": np.zeros(8), "y_b": np.zeros(8), "y_ab": np.zeros((2, 8))} | options
    with pytest.raises(MethodError, match=said):
        sobol_indices(**given)  # type: ignore[arg-type]
