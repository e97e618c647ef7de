"""An indicator and a variable of one name: the formula is used, or it is asked which of the two is meant."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.catalogue import Dimension, Formula, Indicator, Member
from omradesindex.wording import Text

TEXT = Text("x", "x")
AREAS = ("A", "B", "C")
FIGURES = {"lekplatser": (8, 15, 4), "barn": (1000, 5000, 400), "pojkar": (500, 2500, 250)}


def indicator(id_: str, formula: Formula) -> Indicator:
    return Indicator(
        id_, Text(id_, id_), TEXT, TEXT, "per 1 000", oi.catalogue.Direction.HIGHER_IS_BETTER, formula
    )


def index(*indicators: Indicator) -> oi.types.Index:
    own = oi.types.Index("eget", TEXT, TEXT, (Dimension("d", TEXT, tuple(map(Member, indicators))),))
    return own.with_methods(centre="areas")


RATE = indicator("lekplatser", Formula("rate", ("lekplatser",), ("barn",), 1000))
OTHER = indicator("tathet", Formula("rate", ("lekplatser",), ("barn",), 1000))


def table(kinds: dict[str, str], figures: dict[str, Any] = FIGURES, **more: Any) -> oi.Statistics:
    rows = [
        (area, name, period, value * factor, kinds.get(name, "count"))
        for name, values in figures.items()
        for period, factor in (("2023", 1), ("2024", 1))
        for area, value in zip(AREAS, values, strict=True)
        if not (name == "lekplatser" and period == "2023")
    ]
    frame = pd.DataFrame(rows, columns=["area", "variable", "period", "value", "kind"])
    return oi.Statistics.from_frame(frame.assign(**more), name="prov")


def values(statistics: oi.Statistics, own: oi.types.Index) -> list[float]:
    return own.compute(statistics, partial=True).indicators[own.indicators[0].id].loc[list(AREAS)].to_list()


@pytest.mark.parametrize("kind", ["count", ""])
def test_a_count_of_the_same_name_is_divided(kind: str) -> None:
    statistics = table({"lekplatser": kind, "barn": "count"})
    if kind:
        assert values(statistics, index(RATE)) == [8.0, 3.0, 10.0]
    assert values(statistics, index(RATE)) == values(statistics, index(OTHER))


def test_intervals_and_spread_see_the_counts() -> None:
    statistics = table({})
    same, other = (index(i).compute(statistics).uncertainty().values for i in (RATE, OTHER))
    assert np.allclose(
        same[["low", "high"]].astype(float), other[["low", "high"]].astype(float), equal_nan=True
    )
    assert same["low"].notna().any()


def test_a_share_under_the_name_of_a_counted_variable_is_asked_about() -> None:
    figures = {**FIGURES, "lekplatser": (8.0, 3.0, 10.0)}
    with pytest.raises(
        oi.errors.ComputeError,
        match=r"prov, indicator 'lekplatser'.*may be the indicator itself.*'index'.*kind",
    ):
        index(RATE).compute(table({"lekplatser": "index"}, figures))
    alone = {"lekplatser": (8.0, 3.0, 10.0)}
    assert values(table({"lekplatser": "index"}, alone), index(RATE).with_methods(centre="areas")) == [
        8,
        3,
        10,
    ]


def test_a_count_is_no_ready_made_value_of_another_formula() -> None:
    share = indicator("lekplatser", Formula("share", ("pojkar",), ("barn",), 100))
    assert values(table({}), index(share)) == [50.0, 50.0, 62.5]
    lacking = {name: FIGURES[name] for name in ("lekplatser", "barn")}
    with pytest.raises(oi.errors.ComputeError, match=r"the table lacks 'pojkar'"):
        index(share).compute(table({}, lacking))
    result = index(share, OTHER).compute(table({}, lacking), partial=True)
    assert result.quality["reason"]["lekplatser"] == (
        "the table lacks 'pojkar'; 'lekplatser' is there as a count, which is no ready-made value"
    )


def test_without_a_kind_it_is_asked_unless_somebody_counts_with_it() -> None:
    share = indicator("lekplatser", Formula("share", ("pojkar",), ("barn",), 100))
    statistics = table({"lekplatser": ""})
    with pytest.raises(
        oi.errors.ComputeError, match=r"does not say of which kind it is.*fill the column 'kind'"
    ):
        index(share).compute(statistics)
    assert values(statistics, index(share, OTHER)) == [50.0, 50.0, 62.5]


def test_a_ready_made_share_goes_before_the_formula() -> None:
    share = indicator("andel", Formula("share", ("pojkar",), ("barn",), 100))
    statistics = table({"andel": "share"}, {**FIGURES, "andel": (51.0, 49.0, 60.0)})
    own = index(share)
    assert values(statistics, own) == [51.0, 49.0, 60.0]


def test_another_year_is_not_made_in_another_way() -> None:
    share = indicator("andel", Formula("share", ("pojkar",), ("barn",), 100))
    frame = table({"andel": "share"}, {**FIGURES, "andel": (51.0, 49.0, 60.0)}).to_frame()
    statistics = oi.Statistics.from_frame(
        frame[~((frame["variable"] == "andel") & (frame["period"] == "2024"))]
    )
    own = index(share)
    with pytest.raises(oi.errors.ComputeError, match="no figures for 2024; there are for 2023"):
        own.compute(statistics, period="2024")
    assert own.compute(statistics, period="2023").indicators["andel"].loc["C"] == 60.0


@pytest.mark.parametrize("kind", ["share", "mean", "median", "index"])
@pytest.mark.parametrize("formula", ["share", "rate", "ratio", "mean"])
def test_eight_per_cent_are_not_eight_people(formula: str, kind: str) -> None:
    made = index(indicator("tathet", Formula(formula, ("lekplatser",), ("barn",))))
    with pytest.raises(
        oi.errors.ComputeError, match=f"'tathet': the formula counts with 'lekplatser'.*'{kind}'"
    ):
        made.compute(table({"lekplatser": kind}))


def test_a_column_is_of_one_kind_in_every_period() -> None:
    frame = table({}, {**FIGURES, "andel": (51.0, 49.0, 60.0)}).to_frame()
    frame.loc[(frame["variable"] == "andel") & (frame["period"] == "2024"), "kind"] = "share"
    share = indicator("andel", Formula("share", ("pojkar",), ("barn",), 100))
    with pytest.raises(oi.errors.ComputeError, match=r"'andel' is of different kinds.*'count', 'share'"):
        index(share).compute(oi.Statistics.from_frame(frame))
