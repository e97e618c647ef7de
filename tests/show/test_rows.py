"""The left edge of charts: names that fit, ranks where there are some, a word between."""

from __future__ import annotations

from omradesindex.show.cut import cut
from omradesindex.show.figure import MARGIN, lay_out
from omradesindex.show.rows import LONGEST, Rows
from tests.figures import texts, words_in

CODES, NAMES = ["01", "02", "03"], ["Torget", "02", "Ett namn som är " + "mycket " * 12 + "långt"]


def test_names_are_cut_and_codes_are_not_written_twice() -> None:
    rows = Rows.measured(CODES, NAMES, cut(range(3), None), "sv")
    page = lay_out("", "", [], width=6.0, body=2.0, alt="Prov.")
    rows.write_heads(page, 1.8)
    for row in range(3):
        rows.write(page, row, 1.5 - row * 0.3)
    told = words_in(page.figure)
    assert told[:3] == ["01", "Torget", "02"]
    assert told[-1].endswith("…")
    assert rows.right - rows.name_at <= LONGEST
    assert "Område" not in told
    assert all(text.get_window_extent().x0 >= MARGIN * 100 - 3 for text in texts(page.figure))


def test_ranks_have_heads_and_room() -> None:
    plain, ranked = (
        Rows.measured(CODES, ["A", "B", "C"], cut(range(3), None), "en", ranks=ranks) for ranks in ((), "123")
    )
    page = lay_out("", "", [], width=6.0, body=2.0, alt="Prov.")
    ranked.write_heads(page, 1.8)
    ranked.write(page, 0, 1.5)
    assert words_in(page.figure) == ["Place", "Area", "1", "01", "A"]
    assert ranked.code_at > plain.code_at


def test_what_is_left_out_is_said_and_has_room() -> None:
    shown = cut(range(9), 4)
    rows = Rows.measured([f"{k}" for k in shown.order], ["x"] * 4, shown, "sv")
    page = lay_out("", "", [], width=6.0, body=2.0, alt="Prov.")
    rows.write_between(page, 1.0)
    (text,) = texts(page.figure)
    assert text.get_text() == "… 5 områden till …"
    assert text.get_window_extent().x1 <= rows.right * 100 + 2
