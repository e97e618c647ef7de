"""A table as cells and equations: what adds up to what, and what follows though it is not shown."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from omradesindex.disclosure.attack import attack
from omradesindex.disclosure.system import System, build
from omradesindex.errors import StatisticsError
from tests.cities import statistics
from tests.disclosure.made_up import both_sexes, one_count


def equations(system: System) -> list[tuple[float, list[float]]]:
    """The value on the left of each equation, and those on its right."""
    rows = (system.matrix[[i]].tocoo() for i in range(system.matrix.shape[0]))
    told = []
    for row in rows:
        signs = dict(zip(row.coords[1], row.data, strict=True))
        (whole,) = [system.values[c] for c, sign in signs.items() if sign > 0]
        told.append((float(whole), sorted(float(system.values[c]) for c, sign in signs.items() if sign < 0)))
    return sorted(told)


def test_areas_make_the_city_and_sexes_make_everybody() -> None:
    system = build(both_sexes(np.array([[3, 21], [34, 42]])), shares={})
    assert equations(system) == [
        (24.0, [3.0, 21.0]),
        (37.0, [3.0, 34.0]),
        (63.0, [21.0, 42.0]),
        (76.0, [34.0, 42.0]),
        (100.0, [24.0, 76.0]),
        (100.0, [37.0, 63.0]),
    ]
    assert (system.right == 0).all()
    assert system.variable == ("inflyttade",)


def test_men_follow_where_only_women_are_shown() -> None:
    rows = [one_count([20, 30]).assign(sex="total"), one_count([3, 12]).assign(sex="women")]
    system = build(statistics(pd.concat(rows), whole="X"), shares={})
    implied = system.row < 0
    assert sorted(system.values[implied]) == [17.0, 18.0, 35.0]
    assert not system.shown[implied].any()
    assert (20.0, [3.0, 17.0]) in equations(system)


def test_those_who_are_left_of_a_denominator_follow() -> None:
    rows = [one_count([20, 30], "alla"), one_count([3, 12], "sjuka")]
    system = build(statistics(pd.concat(rows), whole="X"), shares={"sjuka": "alla"})
    top, rest, base = system.pairs.T
    assert (system.values[base] - system.values[top]).tolist() == system.values[rest].tolist() == [17, 18, 35]
    assert (system.family[rest] == -1).all()


def test_what_an_equation_leaves_over_is_known_and_an_unknown_leaves_nothing() -> None:
    rows = one_count([200, 300])
    rows.loc[2, "value"] = 503.0  # three persons are registered nowhere
    assert build(statistics(rows, whole="X")).right.tolist() == [3.0]
    rows["value"] = rows["value"].where(rows["area"] != "01")
    system = build(statistics(rows.assign(status=["suppressed", "observed", "observed"]), whole="X"))
    assert system.right.tolist() == [0.0]
    least, most = system.bounds(np.zeros((1, 3), dtype=bool))
    assert (least.tolist(), most.tolist()) == ([0, 300, 503], [np.inf, 300, 503])
    hidden = np.array([[False, True, False]])
    assert system.published(hidden).tolist() == [False, False, True]


def test_areas_within_areas_count_once_in_the_city() -> None:
    figures = statistics(one_count([20, 30, 50]).assign(value=[20, 30, 50, 50]), whole="X")
    system = build(figures, within={"03": ["01", "02"]})
    assert equations(system) == [(50.0, [20.0, 30.0])] * 2
    for within in ({"3": ["01"]}, {"03": ["1"]}, {"X": ["01"]}):
        with pytest.raises(StatisticsError, match=r"areas within areas: '.*' is no area of the table"):
            build(figures, within=within)


def test_shares_carry_their_counts_and_medians_none() -> None:
    share = one_count([25, 50], "andel").assign(
        kind="share", value=[25.0, 50, 40], denominator=[40.0, 60, 100]
    )
    share["numerator"] = share["value"] * share["denominator"] / 100
    system = build(statistics(share, whole="X"))
    assert sorted(system.values[system.row >= 0]) == [10, 30, 40, 40, 60, 100]
    assert len(system.pairs) == 3
    with pytest.raises(StatisticsError, match=r"there are no counts, .*Expected: counts, or shares with"):
        build(statistics(one_count([1, 2], "m").assign(kind="median"), whole="X"))
    with pytest.raises(StatisticsError, match="the share's variable 'alla' is not in the table"):
        build(statistics(share, whole="X"), shares={"andel": "alla"})


def noisy(size: float, men: float = 4) -> System:
    """Women and all are shown and men withheld, of counts that came with noise."""
    rows = pd.concat([one_count([20, 30], "a").assign(sex=sex) for sex in ("women", "men", "total")])
    rows["value"] = np.where(
        rows["sex"] == "total", rows["value"] + np.where(rows["area"] == "X", 2 * men, men), rows["value"]
    )
    rows.loc[rows["sex"] == "men", ["value", "status"]] = np.nan, "suppressed"
    rows["status"] = rows["status"].fillna("observed")
    rows["noise"] = np.where(rows["sex"] == "men", np.nan, size)
    return build(statistics(rows, whole="X"), shares={})


@pytest.mark.parametrize(("size", "low", "high"), [(0.0, 4.0, 4.0), (0.1, 3.6, 4.4), (1.4, 0.0, 9.9)])
def test_figures_that_came_with_noise_tell_as_closely_as_the_noise_is_small(
    size: float, low: float, high: float
) -> None:
    made = noisy(size)
    nothing = np.zeros_like(made.laid.closed)
    men = np.flatnonzero(np.isnan(made.values) & (made.row >= 0) & (made.column == 0))
    found = attack(made.matrix, made.right, *made.bounds(nothing), men)
    assert found.low == pytest.approx([low], abs=0.05)
    assert found.high == pytest.approx([high], abs=0.05)


def test_parts_that_are_further_from_their_total_than_noise_goes_tell_nothing() -> None:
    made = noisy(1.4, men=-15)
    nothing = np.zeros_like(made.laid.closed)
    men = np.flatnonzero(np.isnan(made.values) & (made.row >= 0))
    found = attack(made.matrix, made.right, *made.bounds(nothing), men)
    assert np.isinf(found.high).any()
