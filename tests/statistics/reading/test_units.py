"""Units in a source's words."""

from __future__ import annotations

import pytest

from omradesindex.statistics.reading.units import is_unit, unit_in, unit_of


@pytest.mark.parametrize(
    ("text", "unit"),
    {
        "procent": "%",
        "Per cent": "%",
        "promille": "‰",
        "per mille": "‰",
        "per 1 000": "‰",
        "per 1000 invånare": "‰",
        "per tusen": "‰",
        "per 10 000 invånare": "per 10 000",
        "per 100 000 av medelfolkmängden": "per 100 000",
        "per 100\u00a0000": "per 100 000",
        "1000-tal": "tusental",
        "Tusental": "tusental",
        "tkr": "tkr",
        "mnkr": "mnkr",
        "miljoner kronor": "mnkr",
        "kronor": "kr",
        "antal": "",
        "": "",
    }.items(),
)
def test_a_unit_is_known_by_its_names(text: str, unit: str) -> None:
    assert unit_of(text) == unit


def test_a_heading_names_its_unit_at_its_end() -> None:
    assert unit_in("Anmälda brott, per 100 000 invånare") == "per 100 000"
    assert unit_in("Folkmängd (tusental) 2023") == "tusental"
    assert unit_in("Medelinkomst, tkr") == "tkr"
    assert [unit_in(f"x_{end}") for end in ("pct", "tkr_2022", "per_100k", "antal")] == [
        "%",
        "tkr",
        "per 100 000",
        "",
    ]
    assert unit_in("Personer under 60 procent av medianen") == ""
    assert unit_in("Antal i kronor räknat efter ålder") == ""


def test_a_row_of_units() -> None:
    assert all(map(is_unit, ("antal", "procent", "tkr", "(kr)")))
    assert not any(map(is_unit, ("Norr", "kvinnor", "2023", "")))
