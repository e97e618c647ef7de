"""What a type checker, and with it an editor, sees of the library: every verb, and its answer by its class.

Read by mypy (``files`` in ``pyproject.toml``) and never run.
"""

from __future__ import annotations

from pathlib import Path
from typing import assert_type

import pandas as pd

import omradesindex as oi
from omradesindex.show.figure import Picture
from omradesindex.show.folder import Written


def areas_and_figures() -> None:
    assert_type(oi.geso(), oi.types.Division)
    assert_type(oi.read_division("own.gpkg", code="code", name="name"), oi.types.Division)
    assert_type(oi.geso().keys["deso_2018"], oi.Key)
    assert_type(oi.crosswalk(oi.geso(), oi.example_division()), oi.types.Crosswalk)
    assert_type(oi.malmo_statistics(), oi.Statistics)
    assert_type(oi.read_statistics("own.csv"), oi.Statistics)
    assert_type(oi.data.malmo_series(), oi.Statistics)
    assert_type(oi.data.malmo_spread(), pd.DataFrame)
    assert_type(oi.data.malmo_outside(), oi.Statistics)
    assert_type(oi.counts("register.parquet", variables="own.toml", period="2024"), oi.types.Counts)


def an_index(statistics: oi.Statistics) -> None:
    index = oi.load_index("malmo-2023")
    assert_type(index, oi.types.Index)
    assert_type(index.without("boende").with_identity(id="own"), oi.types.Index)
    assert_type(oi.diff(index, index), oi.types.Difference)
    assert_type(oi.list_indices(), tuple[str, ...])
    result = index.compute(statistics)
    assert_type(result, oi.types.Result)
    assert_type(result.scores, pd.DataFrame)
    by_sex = index.compute(statistics, by=["sex"])
    assert_type(by_sex, oi.types.Breakdown)
    assert_type(by_sex["women"], oi.types.Result)
    assert_type(result.uncertainty(), oi.types.Uncertainty)
    assert_type(result.alike(), oi.types.Likeness)


def an_answer(result: oi.types.Result) -> None:
    assert_type(result.page(), oi.types.Page)
    assert_type(result.explain("10"), oi.types.Page)
    assert_type(result.summary(), str)
    assert_type(result.to_frame(), pd.DataFrame)
    assert_type(result.plot.map(), Picture)
    assert_type(result.plot.ranking(size=(8.27, 11.69), save="rang.pdf", sheet=2), Picture)
    assert_type(result.save("folder"), Written)
    assert_type(result.page().tables()[0].to_frame(), pd.DataFrame)


def verbs(index: oi.types.Index, statistics: oi.Statistics, result: oi.types.Result) -> None:
    assert_type(oi.compare(["mkb", index], statistics), oi.types.Comparison)
    assert_type(oi.examine(result), oi.types.Examination)
    key = oi.geso().keys["deso_2018"]
    assert_type(oi.spread(index, statistics, key, division=oi.geso()), oi.types.Spread)
    assert_type(oi.themes(index, statistics, body="asn"), oi.types.Themes)
    assert_type(oi.cni(statistics), oi.types.CniResult)
    assert_type(oi.area_types(result, mean=9.1, spread=5.47), oi.types.AreaTypes)
    assert_type(oi.change(result, result), oi.types.Change)
    by_sex = oi.change(result, result, by="sex")
    assert_type(by_sex, oi.types.ByGroup[oi.types.Change])
    assert_type(by_sex["women"], oi.types.Change)
    assert_type(by_sex.total, oi.types.Change)
    assert_type(by_sex.gaps, pd.DataFrame)
    assert_type(by_sex.plot.gaps(), Picture)
    assert_type(oi.trend(index, statistics, by=["sex", "disability"])["women", "with"], oi.types.Trend)
    assert_type(oi.compare(["mkb", index], statistics, by="sex"), oi.types.ByGroup[oi.types.Comparison])
    assert_type(oi.robustness(index, statistics, by="sex"), oi.types.ByGroup[oi.types.Robustness])
    trend = oi.trend(index, statistics)
    assert_type(trend, oi.types.Trend)
    assert_type(trend.plot.lines(), Picture)
    goal = oi.Goal("index", 2030, at_most="city")
    assert_type(oi.goals(trend, goal), oi.types.Goals)
    assert_type(oi.new_project("uppsala"), oi.types.NewProject)
    assert_type(oi.data.variables(), oi.types.Variables)
    assert_type(oi.goals(trend, goal, by="sex"), oi.types.ByGroup[oi.types.Goals])
    assert_type(oi.review(result), oi.types.Review)
    assert_type(oi.report(result, children=True), oi.types.Report)
    assert_type(oi.robustness(index, statistics), oi.types.Robustness)
    assert_type(oi.what_if(result), oi.types.WhatIf)
    assert_type(oi.update("project.toml", by="sex"), oi.types.Update)
    assert_type(oi.reproduce("project.toml", "runs/a"), oi.types.Reproduction)
    protected = oi.protect(statistics)
    assert_type(protected, oi.types.Protected)
    assert_type(oi.audit(statistics), oi.types.Audit)
    assert_type(oi.publish(protected, "others.csv"), Path)


def a_name_that_is_none() -> None:
    oi.malmo_statistic()  # type: ignore[attr-defined]
    oi.types.Reslut  # type: ignore[attr-defined]  # noqa: B018
    oi.data.malmo_spred()  # type: ignore[attr-defined]
