"""Answers made anew from what may be shown: a city of made-up figures in which one area has few."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError
from omradesindex.reports.released import AREAS, FOLDER
from omradesindex.statistics import Statistics
from tests.cities import SHARE

FEW = 3.0


@cache
def figures() -> Statistics:
    rows = []
    for year, more in (("2020", 0.0), ("2021", 4.0), ("2022", 9.0)):
        for k in range(8):
            n = FEW if (k, year) == (2, "2022") else 60.0 + 9 * k * k + more * (k % 3)
            rows += [(f"{k + 1:02}", "n", year, n), (f"{k + 1:02}", "d", year, 800.0 + k)]
    frame = pd.DataFrame(rows, columns=["area", "variable", "period", "value"])
    city = frame.groupby(["variable", "period"], as_index=False)["value"].sum().assign(area="X")
    whole = pd.concat([frame, city], ignore_index=True).assign(kind="count", quality="made_up")
    return Statistics.from_frame(whole, name="Prov (påhittad)", whole="X")


@cache
def asked() -> dict[str, Any]:
    statistics = figures()
    before = SHARE.compute(statistics, period="2020")
    after = SHARE.compute(statistics, period="2022", reference=before)
    goal = oi.Goal("i", 2030, at_most="city")
    return {
        "result": after,
        "change": oi.change(before, after),
        "goals": oi.goals(oi.trend(SHARE, statistics), goal),
    }


@cache
def report() -> Any:
    return oi.report(**asked())


def test_what_is_withheld_stands_in_no_file(tmp_path: Path) -> None:
    report().save(tmp_path / "ut", formats=["html", "txt"])
    told = pd.read_csv(tmp_path / "ut" / FOLDER / AREAS, dtype={"area": str, "period": str})
    gone = told["status"] == "suppressed"
    assert int(gone.sum()) == report().withheld > 1
    assert told[gone & (told["area"] == "03") & (told["period"] == "2022")]["variable"].tolist() == ["n"]
    assert told.loc[gone, ["value", "numerator", "denominator"]].isna().all(axis=None)
    measured = asked()["result"].measured.values[2, 0]
    share = f"{measured:.1f}".replace(".", ",")
    for path in (tmp_path / "ut").glob("rapport.*"):
        assert f">{share}<" not in path.read_text("utf-8")
    assert np.isnan(report().result.level_scores["index"][2])
    assert "dolda, för att ingen ska kunna kännas igen" in str(report().page())


def test_all_answers_are_of_the_same_figures() -> None:
    given = report().given
    assert given.goals.trend.results[-1] is given.change.after is given.result
    assert given.goals.trend.results[0] is given.change.before
    assert given.goals.goals == asked()["goals"].goals


@pytest.mark.parametrize(("way", "told"), [("revised", "been revised"), ("boundaries", "other boundaries")])
def test_a_change_by_way_of_two_editions_is_refused(way: str, told: str) -> None:
    before, after = asked()["change"].results
    again = SHARE.compute(figures(), period="2020", reference=before)
    change = oi.change(before, after, **{way: again})
    assert len(change.stages) > 2
    with pytest.raises(ComputeError, match=rf"the change goes by way of .*{told}.*oi.change"):
        oi.report(after, change=change)
