"""Which area a row is about, and where areas are left out."""

from __future__ import annotations

import omradesindex as oi
from omradesindex.show.cut import cut
from omradesindex.subjects.over_time.rows import areas, breaks


def test_codes_and_names_and_the_city_last(change: oi.types.Change) -> None:
    code, name = areas(change, [9, 0], "en", "whole city")
    assert (code.head, list(code.values)) == ("Code", ["10", "01", ""])
    assert (name.head, list(name.values)) == ("Area", ["Siffervången", "Exempeltorg", "whole city"])


def test_a_word_stands_where_areas_are_left_out() -> None:
    assert breaks(cut(range(14), 8), "sv") == {6: "… 6 områden till …"}
    assert breaks(cut(range(14), None), "sv") == {}
