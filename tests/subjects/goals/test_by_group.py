"""How far each group has to go, and whether one has further than another."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError
from tests.subjects.by_group.made_up import AREAS, YEARS, results, table
from tests.subjects.conftest import said

SHARE = "lag_lon"


@cache
def total() -> oi.types.Trend:
    return oi.trend(results(table(), *YEARS))


@cache
def goals() -> oi.types.ByGroup[oi.types.Goals]:
    asked = [
        oi.Goal("index", 2030, at_most="city"),
        oi.Goal(SHARE, 2030, at_most=10),
        oi.Goal("index", 2030, at_most=95, areas=("01", "03")),
    ]
    return oi.goals(total(), asked, by="sex")


def test_what_is_left_to_an_indicators_goal_is_the_groups_own_figure() -> None:
    first = results(table(), *YEARS)[0]
    by_sex = first.index.compute(first.statistics, period=YEARS[-1], reference=first, by="sex")
    rows = goals().gaps.query("measure == '2'").set_index("area")
    for column, group in (("first", "women"), ("second", "men")):
        own = by_sex[group].indicators[SHARE]
        np.testing.assert_allclose(rows[column].loc[AREAS], own.loc[AREAS] - 10)
        assert rows[column].iloc[-1] == pytest.approx(own.iloc[-1] - 10)


def test_the_city_is_everybodys_for_every_group() -> None:
    targets = {g: goals()[g].to_frame().query("goal == 1")["target"].unique() for g in ("women", "men")}
    assert len(targets["women"]) == 1
    assert targets["women"].tolist() == targets["men"].tolist() == [goals().total.outlooks[0].target[0]]


def test_the_gap_is_judged_by_both_groups_errors() -> None:
    held = goals()
    errors = [held[g].trend.errors[-1].standard_error[:-1] for g in ("women", "men")]
    place = [i.id for i in total().index.indicators].index(SHARE)
    rows = held.gaps.query("measure == '2'").iloc[: len(AREAS)]
    reach = (rows["high"] - rows["low"]) / 2
    error = np.hypot(*(e[:, place] for e in errors))
    np.testing.assert_allclose(reach / error, (reach / error).iloc[0])


def test_areas_that_a_goal_is_not_for_are_not_told_of() -> None:
    assert goals().gaps.query("measure == '3'")["area"].tolist() == ["01", "03"]
    assert "Går inte att säga" not in goals().summary()


def test_an_indicator_that_is_not_common_is_followed_where_the_groups_have_it() -> None:
    full = table()
    name = next(i for i in total().index.indicators if i.id == SHARE).formula.numerator[0]
    gone = (full["area"] == "05") & (full["sex"] == "men") & (full["variable"] == name)
    full = full.assign(value=full["value"].mask(gone), status=np.where(gone, "suppressed", "observed"))
    held = oi.goals(oi.trend(results(full, *YEARS)), oi.Goal(SHARE, 2030, at_most=10), by="sex")
    assert SHARE not in held.common
    rows = held.gaps.set_index("area")
    assert rows["gap"].isna().loc[AREAS].tolist() == [False] * 4 + [True]
    assert rows["verdict"]["05"] == "untested"
    assert held["men"].to_frame().set_index("area")["status"]["05"] == "unknown"


def test_what_groups_have_no_figures_of_is_refused_with_why() -> None:
    full = table()
    tenure = next(i for i in total().index.indicators if i.id == "bostads_eller_aganderatt").formula
    full = full[(full["sex"] == "total") | ~full["variable"].isin(tenure.variables)]
    trend, goal = oi.trend(results(full, *YEARS)), oi.Goal("bostads_eller_aganderatt", 2030, at_least=40)
    with pytest.raises(ComputeError, match=r"'women' \(Tenant.*: cannot be broken down by sex"):
        oi.goals(trend, goal, by="sex")


def test_who_has_reached_a_goal_is_told() -> None:
    page = said(goals().page())
    assert "Så många områden har nått målet: kvinnor" in page
    assert "So many areas have reached the goal: women" in said(goals().page("en"))
