"""What is broken down to be held against each other is of the same groups and the same indicators."""

from __future__ import annotations

import warnings

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError
from omradesindex.subjects.by_group.split import split
from tests.subjects.by_group.made_up import results, table


def test_an_indicator_that_one_year_lacks_for_a_group_is_left_out_of_all() -> None:
    full = table()
    name = results(full, "2020")[0].index.indicators[0].formula.numerator[0]
    gone = (full["period"] == "2022") & (full["sex"] == "men") & (full["variable"] == name)
    first, last = results(full[~gone], "2020", "2022")
    broken = split({"2020": first, "2022": last}, "sex")
    one, other = broken["2020"], broken["2022"]
    assert one.common == other.common
    lacking = first.index.indicators[0].id
    assert lacking not in one.common
    assert "2022" in one.left_out[lacking]
    alone = first.index.compute(first.statistics, period="2020", by="sex")
    assert lacking in alone.common  # by itself that year has it
    assert one["women"].indicators[lacking].isna().all()


def test_parts_that_do_not_add_up_are_warned_of_once() -> None:
    full = table()
    full = full.assign(value=full["value"] + 0.5 * (full["sex"] == "total"))
    years = dict(zip(("2020", "2022"), results(full, "2020", "2022"), strict=True))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        split(years, ["sex"])
    assert len(caught) == 1
    split(years, ["sex"], tolerance=9)


def test_groups_that_come_or_go_are_refused_by_name() -> None:
    full = table()
    other = full[(full["sex"] == "men") & (full["period"] == "2022")].assign(sex="annat", value=1.0)
    by_own = pd.concat([full, other]).rename(columns={"sex": "grupp"})
    first, last = results(by_own, "2020", "2022", breakdowns=["grupp"])
    with pytest.raises(ComputeError, match=r"not the same in 2020 and 2022: .*'annat'"):
        split({"2020": first, "2022": last}, "grupp")


def test_a_year_without_the_groups_is_named() -> None:
    full = table()
    first, last = results(full[(full["period"] != "2022") | (full["sex"] == "total")], "2020", "2022")
    with pytest.raises(ComputeError, match=r"\(2022\)"):
        split({"2020": first, "2022": last}, "sex")


def test_no_indicator_in_common_is_said_with_why() -> None:
    full, own = (
        table(),
        {i.id: set(i.formula.variables) for i in results(table(), "2020")[0].index.indicators},
    )
    early = set.union(*list(own.values())[:3])
    keep = (full["sex"] == "total") | (full["variable"].isin(early) == (full["period"] == "2020"))
    shared = set.union(*list(own.values())[3:]) & early
    keep &= (full["sex"] == "total") | ~full["variable"].isin(shared)
    first, last = results(full[keep], "2020", "2022")
    with pytest.raises(ComputeError, match=r"no indicator has figures"):
        split({"2020": first, "2022": last}, "sex")


def test_a_groups_own_result_is_not_broken_down_again() -> None:
    women = results(table(), "2020")[0]
    women = women.index.compute(women.statistics, period="2020", by="sex")["women"]
    with pytest.raises(ComputeError, match="a group already"):
        split({"2020": women}, "sex")


def test_an_unknown_column_is_refused_with_the_nearest() -> None:
    with pytest.raises(oi.errors.ComputeError, match="did you mean 'sex'"):
        split({"2020": results(table(), "2020")[0]}, "sexx")
