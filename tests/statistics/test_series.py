"""A series that is broken is never compared across: not by change or trend, not by filling, not by checks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.statistics.series import Break, Dated, breaks_between

INDEX = """
id = "egen"
label = "Eget"
description = "Eget"
[[dimensions]]
id = "arbete"
label = "Arbete"
indicators = [{ id = "andel" }, { id = "annan" }]
"""
INDICATORS = """
[indicators.{0}]
label = "{0}"
definition = "{0}"
population = "alla"
unit = "%"
direction = "higher_is_better"
formula = {{ kind = "share", numerator = ["{1}"], denominator = ["folkmangd"] }}
"""


def figures(
    *, series: bool = True, years: tuple[str, ...] = ("2019", "2020", "2021", "2022", "2023")
) -> pd.DataFrame:
    """Five areas; what is counted as employed changes in 2022."""
    rows = []
    for k, year in enumerate(years):
        for a in range(5):
            new = year >= "2022"
            counts = {
                "folkmangd": 1000.0,
                "i_arbete": 500 + 50 * a + 7 * k * (a % 2) + 60 * new,
                "ovriga": 300 - 40 * a + 3 * k,
            }
            rows += [
                {"area": f"0{a}", "variable": v, "period": year, "value": n, "kind": "count",
                 "series": ("BAS" if new else "RAMS") if v == "i_arbete" else ""}
                for v, n in counts.items()
            ]  # fmt: skip
    frame = pd.DataFrame(rows)
    return frame if series else frame.drop(columns="series")


@pytest.fixture
def index(tmp_path: Path) -> oi.types.Index:
    file = tmp_path / "egen.toml"
    file.write_text(
        INDEX + INDICATORS.format("andel", "i_arbete") + INDICATORS.format("annan", "ovriga"),
        encoding="utf-8",
    )
    return oi.load_index(file)


@pytest.fixture
def table() -> oi.Statistics:
    return oi.Statistics.from_frame(figures(), name="Fem områden")


def test_the_table_tells_where_a_series_is_broken(table: oi.Statistics) -> None:
    assert table.breaks == (Break("i_arbete", "2021", "2022", "RAMS", "BAS"),)
    assert "i_arbete 2021 och 2022 går inte att jämföra" in str(table.page())
    assert oi.Statistics.from_frame(figures(series=False)).breaks == ()


def test_the_series_travel_with_the_figures(table: oi.Statistics, tmp_path: Path) -> None:
    again = oi.Statistics.from_frame(table.to_frame(), name="igen", whole="")
    assert again.series == table.series
    table.to_frame().to_csv(tmp_path / "fem.csv", index=False)
    assert oi.read_statistics(tmp_path / "fem.csv", whole="").series == table.series
    assert table.only(periods=["2021", "2023"]).breaks[0].later == "2023"
    assert table.without("i_arbete").series == {}
    assert "series" not in table.without("i_arbete").to_frame()
    assert table.fingerprint != oi.Statistics.from_frame(figures(series=False)).fingerprint


def test_figures_of_two_series_in_one_period_are_refused() -> None:
    frame = figures()
    frame.loc[1, "series"] = "BAS"
    with pytest.raises(oi.errors.StatisticsError, match="differs from that of the variable's other rows"):
        oi.Statistics.from_frame(frame)


def test_no_year_is_measured_with_a_stick_of_another_series(
    index: oi.types.Index, table: oi.Statistics
) -> None:
    earlier = index.compute(table, period="2021")
    with pytest.raises(oi.errors.ComputeError, match="'i_arbete' of 2021 and of 2022 cannot be compared"):
        index.compute(table, period="2022", reference=earlier)
    assert index.compute(table, period="2020", reference=earlier).scores.notna().all(axis=None)


@pytest.mark.parametrize("stick", ["base", "ranks", "goalposts"])
def test_a_trend_does_not_cross_a_break(index: oi.types.Index, table: oi.Statistics, stick: str) -> None:
    with pytest.raises(oi.errors.ComputeError, match="cannot be compared"):
        oi.trend(index, table, stick=stick)  # type: ignore[arg-type]
    one_side = ["2019", "2020", "2021"]
    assert oi.trend(index, table, periods=one_side, stick=stick).labels == tuple(one_side)  # type: ignore[arg-type]
    assert len(oi.trend(index.without("andel"), table, stick=stick).labels) == 5  # type: ignore[arg-type]


def test_a_change_of_ranks_does_not_cross_a_break(index: oi.types.Index, table: oi.Statistics) -> None:
    years = [index.compute(table, period=year) for year in ("2021", "2022", "2023")]
    with pytest.raises(oi.errors.ComputeError, match="RAMS and BAS"):
        oi.change(years[0], years[1], stick="ranks")
    assert oi.change(years[1], years[2], stick="ranks").by_rank


def test_a_gap_is_not_filled_from_beyond_a_break(index: oi.types.Index) -> None:
    frame = figures()
    gap = (frame["variable"] == "i_arbete") & (frame["period"] == "2022") & (frame["area"] == "03")
    frame["status"] = np.where(gap, "missing", "observed")
    frame.loc[gap, "value"] = np.nan
    broken, one = (oi.Statistics.from_frame(f, name="x") for f in (frame, frame.drop(columns="series")))
    last = index.with_methods(impute="last", centre="areas")
    assert last.compute(one, period="2022", partial=True).indicators.loc["03", "andel"] == pytest.approx(66.4)
    assert np.isnan(last.compute(broken, period="2022", partial=True).indicators.loc["03", "andel"])


def test_of_one_period_it_takes_two_names() -> None:
    named, unnamed = Dated("a", "2022", "BAS"), Dated("a", "2022", "")
    assert breaks_between([named], [unnamed]) == ()
    assert breaks_between([named], [Dated("a", "2022", "RAMS")])
    assert breaks_between([unnamed], [Dated("a", "2023", "BAS")])


def test_a_mapping_says_from_which_period_on_a_series_holds(tmp_path: Path) -> None:
    wide = figures().query("variable == 'i_arbete'").pivot_table("value", "area", "period").reset_index()
    wide.to_csv(tmp_path / "i_arbete.csv", index=False)
    (tmp_path / "mapping.toml").write_text(
        """
[[table]]
dimensions = ["area"]
split.kolumn = "{år}"
area = "area"
period = "år"
variables = [{ variable = "i_arbete", kind = "count", series = { 2019 = "RAMS", 2022 = "BAS" } }]
""",
        encoding="utf-8",
    )
    read = oi.read_statistics(tmp_path / "i_arbete.csv", mapping=tmp_path / "mapping.toml")
    assert [b.text("en") for b in read.breaks] == [
        "i_arbete 2021 and 2022 cannot be compared: the figures are of different series (RAMS, BAS)"
    ]


def test_the_column_is_there_only_where_a_series_is_named(table: oi.Statistics) -> None:
    assert table.to_frame().groupby("variable")["series"].unique().map(list).to_dict() == {
        "folkmangd": [""],
        "i_arbete": ["RAMS", "BAS"],
        "ovriga": [""],
    }
