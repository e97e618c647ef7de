"""Legends keep within their room, say all classes, and end where the scale bar may begin."""

from __future__ import annotations

import pytest

from omradesindex.show.figure import ABSENT, Sheet, lay_out
from omradesindex.show.maps.legends import HEIGHT, LINE, Classes, Words
from tests.figures import frame, texts, words_in


def page() -> Sheet:
    return lay_out("Karta", "", [], width=9.0, body=2.0, alt="En karta.")


def test_many_words_take_more_lines_and_none_lies_over_another() -> None:
    names = ["nått", "nått, men kan tappa", "närmar sig, takten räcker", "närmar sig, men för långsamt"]
    names += ["ingen säker rörelse", "fjärmar sig", "går inte att säga"]
    legend = Words([({"facecolor": "#dedede"}, name) for name in names])
    sheet = page()
    room = sheet.right - sheet.left
    assert legend.height(room) == HEIGHT + 2 * LINE
    end = legend.draw(sheet, sheet.left, sheet.bottom, room)
    assert end <= sheet.right - 1.5
    boxes = [frame(text) for text in texts(sheet.figure) if text.get_text() in names]
    assert len(boxes) == len(names)
    assert not any(a.intersects(b) for k, a in enumerate(boxes) for b in boxes[k + 1 :])
    assert Words(()).height(room) == HEIGHT


@pytest.mark.parametrize("absent", ["", "utan plats"])
def test_classes_say_their_edges_ends_and_middle(absent: str) -> None:
    colours, edges = ("#ffffff", "#b2abd2", "#8073ac", "#542788"), ("1", "2", "3")
    legend = Classes(colours, edges, "← mindre", "större →", 1, ("hela Malmö" * 9, "hela Malmö"), absent)
    sheet = page()
    end = legend.draw(sheet, sheet.left, sheet.bottom, sheet.right - sheet.left)
    told = words_in(sheet.figure)
    # What is too long for its place gives way to the next.
    assert {*edges, "← mindre", "större →", "hela Malmö"} <= set(told)
    assert (absent in told) == bool(absent)
    hatched = [p for p in sheet.canvas().figure.findobj() if getattr(p, "get_hatch", lambda: None)()]
    assert bool(hatched) == bool(absent)
    assert ABSENT["hatch"]
    assert sheet.left < end <= sheet.right - 1.5
