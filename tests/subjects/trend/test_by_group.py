"""Whether the gap between two groups grows: the line through it, its error, and the truth."""

from __future__ import annotations

import numpy as np
import pandas as pd

import omradesindex as oi
from omradesindex.subjects.trend.lines import fit_lines
from tests.cities import statistics
from tests.subjects.by_group.made_up import AREAS, YEARS, results, table, trend


def test_a_groups_trend_is_that_of_its_own_results() -> None:
    first, *rest = results(table(), *YEARS)
    by = [first.index.compute(first.statistics, period=p, reference=first, by="sex") for p in YEARS]
    alone = oi.trend([b["men"] for b in by]).to_frame()
    own = trend()["men"].to_frame()
    for column in ("slope", "error", "low", "high"):
        np.testing.assert_allclose(own[column], alone[column])
    assert len(rest) == 2


def test_the_gaps_slope_is_that_of_a_line_through_the_gap() -> None:
    held = trend()
    women, men = held["women"], held["men"]
    errors = np.hypot(women.value_errors, men.value_errors)
    line = fit_lines(held.total.years, women.values - men.values, errors)
    gaps = held.gaps[held.gaps["area"].isin(AREAS)].query("measure == 'index'")
    np.testing.assert_allclose(gaps["gap"], line.slope[:, 0])
    np.testing.assert_allclose(gaps["gap"], women.lines.slope[:, 0] - men.lines.slope[:, 0])


def test_the_city_is_judged_by_itself() -> None:
    city = trend().gaps[~trend().gaps["area"].isin(AREAS)].query("measure == 'index'")
    assert len(city) == 1
    assert city["low"].notna().all()


def test_a_gap_that_grows_in_one_area_is_found_there() -> None:
    full = table()
    still = full[full["period"] == "2020"]
    indicator = next(i for i in results(full, "2020")[0].index.indicators if i.direction.sign > 0)
    years = []
    for k, period in enumerate(("2020", "2021", "2022", "2023")):
        year = still.assign(period=period)
        worse = (year["area"] == "02") & year["variable"].isin(indicator.formula.numerator)
        for sex in ("men", "total"):
            year.loc[worse & (year["sex"] == sex), "value"] += 300.0 * k
        years.append(year)
    held = oi.trend(results(pd.concat(years), "2020", "2021", "2022", "2023"), by="sex")
    assert held.with_verdict("second", "delaktighet") == ("02",)
    assert held.with_verdict("first", "delaktighet") == ()


def test_without_known_errors_the_scatter_of_the_gap_is_the_error_and_readers_are_told() -> None:
    bare = oi.trend(_without_counts(), by="sex")
    assert any("visar sig i hur åren svänger kring linjen" in note.sv for note in bare.asked.notes)
    assert bare.gaps["low"].notna().any()


def _without_counts() -> list[oi.types.Result]:
    """The same indicators as figures that bring no counts, whose errors nobody knows."""
    first, *_ = results(table(), *YEARS)
    rows = []
    for year in YEARS:
        by_sex = first.index.compute(first.statistics, period=year, reference=first, by="sex")
        for sex, result in {"women": by_sex["women"], "men": by_sex["men"], "total": by_sex.full}.items():
            values = result.indicators.rename_axis("area").reset_index().melt("area", var_name="variable")
            rows.append(values.assign(period=year, sex=sex, kind="index", quality="made_up"))
    city = statistics(pd.concat(rows), whole="whole")
    base = first.index.compute(city, period=YEARS[0])
    return [base, *(first.index.compute(city, period=y, reference=base) for y in YEARS[1:])]
