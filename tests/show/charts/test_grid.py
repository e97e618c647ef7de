"""Cells: what they hold can be read, heads that slant keep inside."""

from __future__ import annotations

import pytest
from matplotlib.colors import to_hex

from omradesindex.show.charts.grid import Cells, SlantedHeads, column_width, draw_classes
from omradesindex.show.figure import INK, PAPER, SMALL, lay_out, text_width
from tests.figures import cells, frame, patches, texts, words_in


def test_heads_stand_in_the_room_they_say_they_need() -> None:
    names = ["Kort", "Ett namn som är långt nog för att brytas på flera rader i bilden", "Mellan"]
    heads = SlantedHeads.measured(names, 0.6)
    width = 1.0 + 0.6 * 3 + heads.overhang + 0.1
    page = lay_out("", "", [], width=width, body=heads.height, alt="Prov.")
    for place in range(3):
        heads.write(page, place, 1.0 + 0.6 * place, page.bottom)
    assert " ".join(words_in(page.figure)).replace("\n", " ") == " ".join(names)
    last = frame(texts(page.figure)[-1])
    assert last.bounds[2] <= width * 100
    assert max(frame(text).bounds[3] for text in texts(page.figure)) <= (page.top + 0.1) * 100


def test_a_cell_holds_a_text_in_black_or_white() -> None:
    page = lay_out("", "", [], width=4.0, body=1.0, alt="Prov.")
    written = Cells(page)
    written.write((1.0, 0.5), (0.6, 0.29), "12,3", {"facecolor": "#542788"}, frame=1.0)
    written.write((2.0, 0.5), (0.6, 0.29), "en lång text", {"facecolor": "#ffffff"})
    written.paint()
    assert cells(page.figure) == [("#542788", None), ("#ffffff", None)]
    assert len(patches(page.figure, "frame")) == 1
    dark, light = texts(page.figure)
    assert [to_hex(dark.get_color()), to_hex(light.get_color())] == [PAPER, INK]
    assert light.get_text().endswith("…")


def test_classes_have_their_edges_between_them() -> None:
    page = lay_out("", "", [], width=4.0, body=1.0, alt="Prov.")
    draw_classes(page, 1.0, 0.5, 0.5, ["#000000", "#777777", "#ffffff"], ["90", "110"], strong=1)
    first, second = texts(page.figure)
    assert [first.get_position()[0] * 4, second.get_position()[0] * 4] == [1.5, 2.0]
    assert (first.get_weight(), second.get_weight()) == ("normal", "bold")


def test_columns_are_narrower_the_more_they_are_and_hold_their_texts() -> None:
    assert column_width(0.68, [["12,5"]] * 14) == pytest.approx(0.68, abs=0.01)
    many = column_width(0.68, [["12,5"], *[["1"]] * 60])
    assert text_width("12,5", SMALL) < many < 0.4
    assert column_width(0.68, []) == 0.68
