"""A dimension parted into several: headings that say content and year at once."""

from __future__ import annotations

import pytest

from omradesindex.errors import StatisticsError
from omradesindex.statistics.reading import RawTable
from omradesindex.statistics.reading.splitting import known_dimension, split_dimensions


def raw(*headings: str, **more: object) -> RawTable:
    cube = {"region": ["A"], "kolumn": list(headings)}
    return RawTable.from_cube("t", cube, range(len(headings)), **more)  # type: ignore[arg-type]


def test_each_pair_of_braces_is_a_dimension() -> None:
    made = split_dimensions(raw("Antal män 2023", "Andel 2024"), {"kolumn": "{innehåll} {år}"})
    assert made.dimensions == ("region", "innehåll", "år")
    assert made.frame[["innehåll", "år", "value"]].values.tolist() == [
        ["Antal män", "2023", 0.0],
        ["Andel", "2024", 1.0],
    ]
    assert split_dimensions(made, {}) is made


def test_a_unit_is_kept_by_what_is_left_of_its_heading() -> None:
    made = split_dimensions(
        raw("Antal 2023", "Inkomst 2023", units={"Inkomst 2023": "tkr"}), {"kolumn": "{innehåll} {år}"}
    )
    assert made.units["Inkomst"] == "tkr"
    assert split_dimensions(raw("Andel (‰) 2023"), {"kolumn": "Andel (‰) {år}"}).units[""] == "‰"


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ({"kolumn": "År {år}"}, r"^t: 'Antal' of 'kolumn' does not look like 'År \{år\}'.*correct 'split'"),
        ({"kolumn": "{region}"}, "'split' makes 'region', which is there already"),
        ({"kolum": "{x}"}, r"there is no dimension 'kolum' .did you mean 'kolumn'.*may have renamed"),
    ],
)
def test_what_cannot_be_parted(template: dict[str, str], message: str) -> None:
    with pytest.raises(StatisticsError, match=message):
        split_dimensions(raw("År 2023", "Antal"), template)


def test_a_known_dimension_passes() -> None:
    known_dimension(raw("x"), "kolumn")
