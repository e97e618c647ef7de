"""The sentences that text alternatives share."""

from __future__ import annotations

from omradesindex.show.alternative import areas_line, ends_line


def test_one_area_is_first_and_not_last_as_well() -> None:
    assert ends_line(["01 Torget (5)"], "sv", first="Överst", last="nederst") == "Överst: 01 Torget (5)."


def test_areas_are_counted_in_both_languages() -> None:
    assert [areas_line(n, lang) for n, lang in ((1, "sv"), (2, "sv"), (33755, "en"))] == [
        "1 område",
        "2 områden",
        "33,755 areas",
    ]
