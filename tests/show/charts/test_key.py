"""Keys: no line wider than the sheet, nothing lost."""

from __future__ import annotations

from omradesindex.show.charts.key import LINE, Entry, Key
from omradesindex.show.figure import MARGIN, lay_out
from omradesindex.show.marks import Dot
from tests.figures import texts, words_in

ENTRIES = [Entry([Dot(0.5)], f"grupp nummer {k}", 0.1) for k in range(8)]


def test_a_key_is_broken_into_lines_that_fit() -> None:
    key = Key.measured(ENTRIES, 5.0)
    assert len(key.lines) > 1
    assert key.height > LINE * len(key.lines)
    page = lay_out("", "", [], width=5.0, body=key.height, alt="Prov.")
    key.draw(page)
    assert words_in(page.figure) == [entry.text for entry in ENTRIES]
    assert all(text.get_window_extent().x1 <= (5.0 - MARGIN) * 100 + 2 for text in texts(page.figure))


def test_a_text_wider_than_the_sheet_is_cut() -> None:
    key = Key.measured([Entry([], "ett ord " * 30)], 4.0)
    page = lay_out("", "", [], width=4.0, body=key.height, alt="Prov.")
    key.draw(page)
    assert words_in(page.figure)[0].endswith("…")


def test_no_entries_take_no_room() -> None:
    assert Key.measured([], 5.0).height == 0.0
