"""A mapping's file: what its keys become, and what is wrong with it by line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from omradesindex.errors import DefinitionError
from omradesindex.statistics.reading import read_mapping
from omradesindex.statistics.reading.mapping import Axis, Mapping, VariableMapping
from tests.statistics.reading.written import MAPPING


def read(folder: Path, text: str) -> Mapping:
    path = folder / "m.toml"
    path.write_text(text, encoding="utf-8")
    return read_mapping(path)


def test_each_key_becomes_what_it_means(tmp_path: Path) -> None:
    mapping = read(tmp_path, 'whole = "1280"\n' + MAPPING + 'noise = true\nmarks = { "-" = "zero" }\n')
    (table,) = mapping.tables
    assert (mapping.whole, mapping.overlapping) == ("1280", False)
    assert (table.area, table.period, dict(table.breakdowns)) == (
        Axis("region"),
        Axis("år"),
        {"sex": Axis("kön")},
    )
    assert (dict(table.split), table.noise, table.quality) == ({"kolumn": "År {år}"}, True, "made_up")
    assert table.marks == {"-": "zero"}
    assert table.variables[1] == VariableMapping("folkmangd", {"ålder": ("0-17", "18+")})


def test_one_period_and_one_pattern_are_short(tmp_path: Path) -> None:
    text = '[[table]]\narea = { dimension = "r", keep = "1280*" }\nperiod = { value = "2024" }\n'
    (table,) = read(tmp_path, text + 'variables = [{ variable = "n", where = { d = "x" } }]').tables
    assert (table.area.keep, table.period) == (("1280*",), "2024")
    assert table.variables[0].where == {"d": ("x",)}


@pytest.mark.parametrize(
    ("was", "becomes", "message"),
    [
        ("quality =", "qualty =", r"m\.toml, line 8.*'qualty' is unknown.*did you mean 'quality'"),
        ("[[table]]", "[[table", "cannot be read as TOML"),
        ('"År {år}"', '"År"', "has 0 pairs of braces"),
        ('"År {år}"', '"{år} {år}"', "has 2 pairs of braces"),
        ('"made_up"', '"made up"', "quality 'made up' is unknown"),
        (
            '"made_up"',
            '"made_up"\nrounding = "upp 5"',
            "rounding is 'upp 5'. Expected: how and to which base",
        ),
        ('"made_up"', '"made_up"\nnoise = -1', "noise is -1. Expected: a standard deviation"),
        (
            'variable = "barn_0_17"',
            'variable = "barn_0_17", prices = "KPI"',
            "prices is 'KPI'. Expected: \"current\"",
        ),
        ('area = "region"', 'area = { keep = "x" }', "'dimension' is missing"),
        ('period = "år"', 'period = { value = "?" }', r"the period is still '\?'.*fill it in"),
        ('area = "region"', 'area = "?"', r"a column is still '\?'"),
        ('"barn_0_17"', '"?"', r"a variable is still '\?'.*remove the lines of that variable"),
        ('{ "ålder" = "0-17" }', '"ålder"', "where must be a table, but is 'ålder'"),
        ('breakdowns.sex = "kön"', "breakdowns = 3", "breakdowns must be tables, but is 3"),
        ("[[table]]", "overlapping = 1\n[[table]]", "overlapping must be true or false, but is 1"),
        ("[[table]]", "decimal = 1\n[[table]]", "the key 'decimal' is unknown"),
    ],
)
def test_what_is_wrong_with_a_mapping(tmp_path: Path, was: str, becomes: str, message: str) -> None:
    assert was in MAPPING
    with pytest.raises(DefinitionError, match=message):
        read(tmp_path, MAPPING.replace(was, becomes, 1))
