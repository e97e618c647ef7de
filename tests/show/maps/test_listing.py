"""Every area is in the list, however many columns and sheets it takes."""

from __future__ import annotations

import pytest

from omradesindex.show.figure import lay_out
from omradesindex.show.maps.listing import Listing, Row
from tests.figures import words_in

LOOK = {"facecolor": "#542788"}


def listing(n: int, name: str = "Område") -> Listing:
    rows = [
        Row("", str(k), LOOK, f"0380R{k:03}", f"{name} {k}", f"{100 - k / 7:.1f}") for k in range(1, n + 1)
    ]
    return Listing(rows, ("", "Plats", "Område", "Poäng"))


def test_rows_are_shared_out_on_sheets_and_none_is_lost() -> None:
    whole = listing(262)
    pages = whole.pages(10.3, 12.0)
    assert len(pages) > 1
    assert [row for page in pages for row in page.rows] == list(whole.rows)
    assert all(page.height(10.3) <= 12.0 for page in pages)


@pytest.mark.parametrize("width", [4.0, 7.5, 10.3])
def test_all_rows_are_drawn_within_the_width(width: float) -> None:
    whole = listing(20)
    page = lay_out("", "", [], width=width + 0.7, body=whole.height(width), alt="")
    whole.draw(page, page.left, page.right, page.top)
    told = words_in(page.figure)
    for row in whole.rows:
        assert {row.label, row.code, row.name, row.value} <= set(told)
    for text in page.figure.texts:
        box = text.get_window_extent()
        assert box.x0 >= 0
        assert box.x1 <= page.figure.bbox.x1


def test_a_long_name_is_cut_and_never_runs_into_its_value() -> None:
    whole = listing(3, name="Mellersta Valsätra-Gottsunda centrum-Östra Gottsunda" * 2)
    assert whole.columns(10.3) >= 1
    page = lay_out("", "", [], width=5.0, body=whole.height(4.3), alt="")
    whole.draw(page, page.left, page.right, page.top)
    assert sum(text.endswith("…") for text in words_in(page.figure)) == 3
