"""Normalisations by an area's place among the others: each by hand, and as Wales published it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from omradesindex.errors import MethodError
from omradesindex.methods import fit
from omradesindex.methods.normalise_rank import exponential

NAN = float("nan")
#: Whole numbers: two values that differ do so by more than rounding.
TABLES = hnp.arrays(
    float,
    st.tuples(st.integers(3, 12), st.integers(1, 4)),
    elements=st.one_of(st.integers(-50, 50).map(float), st.just(NAN)),
)

COLUMN = np.array([1.0, 2, 2, 4, 9])[:, None]


def on_column(method: object, x: object = COLUMN, **common: object) -> list[float]:
    """Learn from the column, and apply to it or to others."""
    return fit(COLUMN, method, **common).apply(x)[:, 0].tolist()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("rank", [1, 2, 2, 4, 5]),
        ({"method": "rank", "ties": "average"}, [1, 2.5, 2.5, 4, 5]),
        ({"method": "rank", "ties": "max"}, [1, 3, 3, 4, 5]),
        ("borda", [0, 1, 1, 3, 4]),
        ("percentile_rank", [0, 0.25, 0.25, 0.75, 1]),
        ("categories", [1, 3, 3, 4, 5]),
        ({"method": "categories", "at": [0.5], "scores": [-1, 1]}, [-1, 1, 1, 1, 1]),
        ({"method": "categories", "by": "sd"}, [2, 2, 2, 3, 4]),
    ],
)
def test_by_hand(method: object, expected: list[float]) -> None:
    assert on_column(method) == pytest.approx(expected)


@pytest.mark.parametrize("name", ["rank", "percentile_rank", "exponential"])
@given(x=TABLES, data=st.data())
def test_scenarios_with_gaps_ties_and_values_beyond(name: str, x: np.ndarray, data: st.DataObject) -> None:
    other = data.draw(hnp.arrays(float, (5, x.shape[1]), elements=st.integers(-60, 60).map(lambda v: v / 2)))
    together = fit(np.stack([x, -x]), name).apply(other)
    np.testing.assert_allclose(together[0], fit(x, name).apply(other), rtol=1e-13, atol=1e-13)
    np.testing.assert_allclose(together[1], fit(-x, name).apply(other), rtol=1e-13, atol=1e-13)


def test_normal_scores() -> None:
    x = np.arange(1.0, 10)[:, None]
    np.testing.assert_allclose(fit(x, "normal_score").apply(x)[:, 0], stats.norm.ppf(np.arange(1, 10) / 10))


def test_another_value_gets_its_place_between_the_nearest_areas() -> None:
    assert on_column("rank", [[0.0], [1.5], [2.0], [3.0], [6.5], [99.0]]) == [1, 1.5, 2, 3, 4.5, 5]
    assert on_column("percentile_rank", [[-9.0], [3.0]]) == [0, 0.5]
    low, between, high = on_column("exponential", [[4.0], [6.5], [9.0]])
    assert high == pytest.approx(100)
    assert between == pytest.approx(float(exponential(0.9)))
    assert low == pytest.approx(float(exponential(0.8)))


def test_scbs_five_types_of_areas() -> None:
    # 2022: mean 9.10, standard deviation 5.47 over Sweden's RegSO; cuts 3.63, 9.10, 14.57, 20.04.
    x = np.array([[9.10 - 5.47], [9.10 + 5.47]])
    found = fit(x, {"method": "categories", "by": "sd", "scores": [5, 4, 3, 2, 1]})
    assert found.apply([[3.62], [3.64], [9.2], [14.6], [20.0], [20.1]])[:, 0].tolist() == [5, 4, 3, 2, 2, 1]


def test_fourteen_areas_by_the_exponential_transformation() -> None:
    x = np.arange(14.0, 0, -1)[:, None]
    y = fit(x, "exponential").apply(x)[:, 0]
    assert y[[0, 1, 13]] == pytest.approx([100, 57.12, 1.68], abs=0.005)
    assert (y[:13] > y[1:]).all()


def test_a_tenth_of_many_areas_scores_above_fifty() -> None:
    x = np.arange(1000.0)[:, None]
    assert (fit(x, "exponential").apply(x) > 50).mean() == pytest.approx(0.1, abs=0.004)


@pytest.mark.parametrize(
    "domain", ["Income", "Employment", "Health", "Education", "Access", "Housing", "Crime", "Environment"]
)
def test_the_welsh_domain_scores(shared: Callable[..., Path], domain: str) -> None:
    wales = pd.read_csv(shared("oracles", "wimd2019", "wimd2019_lsoa11.csv"))
    ranks = wales[f"{domain}_rank"].to_numpy(float)
    assert len(ranks) == 1909
    printed = wales[f"{domain}_score"].to_numpy(float)
    np.testing.assert_allclose(exponential((1909 + 1 - ranks) / 1909), printed, rtol=0, atol=1e-8)
    # As a normalisation of a turned value: rank 1 is the most deprived, and areas that tie share it.
    found = fit(-ranks[:, None], {"method": "exponential", "ties": "max"}).apply(-ranks[:, None])[:, 0]
    np.testing.assert_allclose(found, printed, rtol=0, atol=1e-8)


@pytest.mark.parametrize(
    ("method", "message"),
    [
        ({"method": "rank", "ties": "mean"}, "the option 'ties' is 'mean'"),
        ({"method": "exponential", "scale": 0}, "the option 'scale' is 0"),
        ({"method": "categories", "by": "terciles"}, "'quantiles', 'sd'"),
        ({"method": "categories", "at": [0.5, 0.2]}, "the cuts do not rise"),
        ({"method": "categories", "at": [20, 50]}, "a quantile lies outside 0 to 1"),
        ({"method": "categories", "scores": [1, 2]}, "2 scores are given for 4 cuts"),
    ],
)
def test_each_fault_has_its_own_words(method: object, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        fit(COLUMN, method)


def test_the_share_of_a_rank_lies_between_nothing_and_all() -> None:
    for share in (1.5, -0.1):
        with pytest.raises(
            MethodError, match=r"a rank's share lies outside 0 to 1\. Expected: \(n \+ 1 − rank\)"
        ):
            exponential([share])
    with pytest.raises(MethodError, match=r"^the scale is 0"):
        exponential([0.5], scale=0)


def test_percentile_ranks_above_zero_rounded_and_of_all() -> None:
    x = np.array([[0.0], [0], [1], [2], [2], [7]])
    spec = {"method": "percentile_rank", "above_zero": True, "of": "all", "ties": "max"}
    assert fit(x, spec).apply(x)[:, 0].tolist() == [0, 0, 0.25, 0.75, 0.75, 1]
    assert fit(x, {**spec, "of": "others", "ties": "min", "decimals": 2}).apply(x)[:, 0].tolist() == [
        0, 0, 0, 0.33, 0.33, 1,
    ]  # fmt: skip
    batch = np.stack([x, x + 1])
    np.testing.assert_array_equal(fit(batch, spec).apply(batch)[0], fit(x, spec).apply(x))
    for wrong, what in (
        (-x, "below zero"),
        (np.array([[0.0], [0], [1]]), "fewer than two areas are above zero"),
    ):
        with pytest.raises(MethodError, match=rf"column 0: .*{what}"):
            fit(wrong, spec)


def test_ties_may_differ_between_columns() -> None:
    x = np.array([[1.0, 1], [1, 1], [2, 2]])
    assert fit(x, {"method": "rank", "ties": {1: "max"}}).apply(x).tolist() == [[1, 2], [1, 2], [3, 3]]
