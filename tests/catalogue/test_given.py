"""Indicators that are made of no sums, such as life expectancy: their figures are given."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from tests.cities import statistics

YEARS = {"01": 79.0, "02": 84.5, "X00": 82.0}


def definition_of(tables: dict[str, Any]) -> oi.types.Index:
    return oi.types.Index.from_definition(parse_definition(tables))


def index() -> oi.types.Index:
    return definition_of({"id": "liv", "dimensions": [{"id": "d", "indicators": ["medellivslangd"]}]})


def city(**areas: float) -> oi.Statistics:
    rows = [(area, "medellivslangd", "2024", value) for area, value in areas.items()]
    table = pd.DataFrame(rows, columns=["area", "variable", "period", "value"]).assign(quality="made_up")
    return statistics(table, whole="X00" if "X00" in areas else None)


def test_given_figures_are_taken_as_they_stand() -> None:
    result = index().compute(city(**YEARS))
    frame = result.to_frame().query("level == 'indicator'")
    assert dict(zip(frame["area"], frame["value"], strict=True)) == YEARS
    ranks = result.ranks["index"]
    assert ranks["01"] < ranks["02"]  # a shorter life is the greater challenge


def test_without_a_figure_of_its_own_the_city_is_not_made_of_its_areas() -> None:
    with pytest.raises(oi.errors.OmradesindexError, match="medellivslangd"):
        index().compute(city(**{"01": 79.0, "02": 84.5}))


def test_what_is_not_given_is_said_to_be_missing() -> None:
    table = pd.DataFrame(
        {"area": ["01", "02"], "variable": "folkmangd", "period": "2024", "value": [10.0, 20.0]}
    )
    with pytest.raises(oi.errors.OmradesindexError, match=r"lacks 'medellivslangd'"):
        index().compute(statistics(table.assign(quality="made_up")))


@pytest.mark.parametrize("suffix", [".toml", ".csv"])
def test_an_own_given_indicator_is_written_and_read_back(tmp_path: Path, suffix: str) -> None:
    own = definition({"kind": "given"})
    assert oi.load_index(own.save(tmp_path / f"a{suffix}")).indicators == own.indicators


def definition(formula: dict[str, Any]) -> oi.types.Index:
    indicator = {
        "label": "Ljud",
        "definition": "Ljudnivå",
        "population": "Området",
        "unit": "dB",
        "direction": "higher_is_worse",
        "formula": formula,
    }
    return definition_of(
        {"id": "a", "indicators": {"ljud": indicator}, "dimensions": [{"id": "d", "indicators": ["ljud"]}]}
    )
