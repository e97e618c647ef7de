"""Each area has the colour of its type."""

from __future__ import annotations

from omradesindex.subjects.area_types.maps import FACES, type_map
from tests.figures import words_in
from tests.subjects.area_types.town import types


def test_the_legend_has_the_types_that_there_are() -> None:
    figure = type_map(types(), "sv")
    told = words_in(figure)
    assert "3 socioekonomiskt blandade" in told
    assert "4 goda socioekonomiska förutsättningar" not in told
    assert "uppgift saknas" in told
    assert "1 av 4 områden är av typ 1 eller 2." in told
    assert len({str(face["facecolor"]) for face in FACES.values()}) == 6
