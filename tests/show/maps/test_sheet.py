"""A map and its list on their sheets: as many areas as there are, on any paper, with the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
import shapely
from matplotlib.figure import Figure
from matplotlib.text import Text

from omradesindex.errors import OmradesindexError
from omradesindex.show.drawing import in_form
from omradesindex.show.figure import Picture, Sheet, lay_out
from omradesindex.show.maps.coverage import Coverage
from omradesindex.show.maps.legends import Words
from omradesindex.show.maps.listing import Listing, Row
from omradesindex.show.maps.sheet import MapContent, map_sheet
from tests.figures import frame, texts, words_in
from tests.show.maps.country import country

COLOURS = ("#542788", "#b2abd2", "#fee0b6", "#e08214")


def content(n: int, ragged: float = 0.0) -> MapContent:
    labels = tuple(str(k + 1) for k in range(n))
    faces = [{"facecolor": COLOURS[k % 4]} for k in range(n)]
    rows = [Row("", label, faces[k], f"K{k:04}", f"Område {k}", f"{k}") for k, label in enumerate(labels)]
    listing = Listing(rows, ("", "Nr", "Område", "Värde"))
    return MapContent(Coverage.of(list(country(n, ragged=ragged))), labels, faces, listing, Words(()))


def make(width: float, body: float, remarks: Sequence[str] = (), *, part=None) -> Sheet:
    title = "Karta" if part is None else f"Karta · listan {part[0]} ({part[1]})"
    return lay_out(title, "", [*remarks, "Källa: prov."], width=width, body=body, alt="En karta.")


def svg(figure: Picture) -> bytes:
    into = io.BytesIO()
    figure.savefig(into, format="svg")
    return into.getvalue()


@pytest.mark.parametrize("n", [14, 61, 262])
def test_no_area_is_lost_from_the_list_and_no_text_lies_over_another(n: int) -> None:
    figure = map_sheet(content(n), make, "sv")
    told = [word for sheet in figure.sheets for word in words_in(sheet)]
    assert {f"Område {k}" for k in range(n)} <= set(told)
    for sheet in figure.sheets:
        assert sheet.get_size_inches()[1] <= 11.0 * 2**0.5 + 0.01
        boxes = [frame(text) for text in texts(sheet)]
        paper = shapely.box(*sheet.bbox.extents)
        assert all(paper.covers(box) for box in boxes)
        first, second = shapely.STRtree(boxes).query(boxes, predicate="intersects")
        for i, j in zip(first, second, strict=True):
            assert i >= j or boxes[i].intersection(boxes[j]).area < 0.12 * min(boxes[i].area, boxes[j].area)


def test_a_map_of_262_areas_with_real_bends_is_less_than_a_megabyte_and_always_the_same() -> None:
    figure = map_sheet(content(262, ragged=12.0), make, "sv")
    drawn = svg(figure)
    assert len(drawn) < 1_000_000
    assert svg(map_sheet(content(262, ragged=12.0), make, "sv")) == drawn


@pytest.mark.parametrize("size", [(8.27, 11.69), (11.69, 8.27), (13.33, 7.5), (5.0, 4.0)])
def test_a_size_that_is_asked_for_is_kept(size: tuple[float, float]) -> None:
    figure = in_form(lambda: map_sheet(content(61), make, "sv"), {"size": size})
    told = [word for sheet in figure.sheets for word in words_in(sheet)]
    assert {f"Område {k}" for k in range(61)} <= set(told)
    for sheet in figure.sheets:
        assert tuple(sheet.get_size_inches()) == pytest.approx(size)
        paper = shapely.box(*sheet.bbox.extents)
        assert all(paper.covers(frame(text)) for text in texts(sheet))


def test_a_map_is_drawn_in_axes_of_somebodys_own() -> None:
    mine = Figure(figsize=(10.0, 5.0))
    left, right = mine.subplots(1, 2)
    right.plot([0, 1])
    figure = in_form(lambda: map_sheet(content(14), make, "sv"), {"ax": left})
    assert figure is mine
    within = left.get_window_extent()
    drawn = [text for text in left.findobj(Text) if text.get_text().startswith("Område ")]
    assert len(drawn) == 14
    assert all(within.x0 <= text.get_window_extent().x0 for text in drawn)


def test_the_sheet_that_is_asked_for_is_drawn() -> None:
    def draw() -> Picture:
        return map_sheet(content(262), make, "sv")

    second = in_form(draw, {"sheet": 2})
    assert second.title.startswith("Karta · listan 1")
    assert words_in(second) == words_in(in_form(draw).sheets[1])
    with pytest.raises(OmradesindexError, match="no sheet 9"):
        in_form(draw, {"sheet": 9})
