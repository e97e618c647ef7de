"""One page for whoever decides."""

from __future__ import annotations

from dataclasses import replace

import pytest

import omradesindex as oi
from omradesindex.geography import Whole
from omradesindex.reports.given import Given
from omradesindex.reports.sections.one_page import blocks, table
from omradesindex.show.page import Figure, Items, Paragraph
from tests.reports import made, small_city


def test_the_areas_named_first_are_those_of_the_table() -> None:
    items = next(block for block in blocks(made.report().given, "sv") if isinstance(block, Items))
    rows = table(made.report().given, "sv").to_frame().head(3)
    assert [text.split()[2].strip(",") for text in items.texts] == [
        name.split()[0] for name in rows["Område"]
    ]


def test_without_outlines_there_is_no_map() -> None:
    assert not [block for block in blocks(made.report().given, "sv") if isinstance(block, Figure)]


def test_an_area_without_a_place_has_its_letter_of_the_map_in_the_table() -> None:
    pytest.importorskip("matplotlib")
    longer = {code: f"0380R0{code}" for code in (*small_city.CODES, "X")}
    frame = small_city.figures().to_frame()
    gone = (frame["area"] == "05") & frame["variable"].isin(["elever", "ej_behoriga"])
    frame.loc[gone, ["value", "status", "quality"]] = [None, "missing", ""]
    frame = frame.assign(area=frame["area"].map(longer))
    squares = small_city.DIVISION.outlines.rename(index=longer)
    division = replace(
        small_city.DIVISION,
        codes=tuple(longer[code] for code in small_city.CODES),
        whole=Whole(longer["X"], "Rutstad (påhittad)"),
        outlines_from=lambda: squares,
    )
    city = oi.Statistics.from_frame(frame, name="Rutstad (påhittad)", division=division, whole=longer["X"])
    given = Given(small_city.INDEX.compute(city, period="2022"))
    places = table(given, "sv").to_frame()["Plats"].astype(str).tolist()
    assert places == ["1", "2", "3", "4", "5", "6", "– (a)"]
    (figure,) = (block for block in blocks(given, "sv") if isinstance(block, Figure))
    assert figure.picture.sheets == (figure.picture,)  # the list is the table


def test_the_times_that_are_compared_are_said() -> None:
    given = small_city.report().given
    told = [block.text for block in blocks(given, "sv") if isinstance(block, Paragraph)]
    years = given.followed.labels
    assert any(text.startswith(f"Från {years[0]} till {years[-1]}. ") for text in told)
