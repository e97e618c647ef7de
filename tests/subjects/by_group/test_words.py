"""Which group fares worse where, in both languages."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from omradesindex.subjects.by_group.words import (
    city_line,
    groups_of,
    headline,
    page_notes,
    pair_label,
    verdict_line,
    verdict_text,
)
from tests.subjects.by_group.made_up import change, example
from tests.subjects.conftest import said


def with_verdicts(*verdicts: str) -> object:
    held = change()
    contrast = held.contrasts[0]
    column = np.array([*verdicts, "second"], dtype=object)[:, None]
    known = replace(contrast, verdict=np.broadcast_to(column, contrast.verdict.shape))
    return held, known


def test_areas_are_named_where_few_and_counted_where_not() -> None:
    held, contrast = with_verdicts("first", "noise", "noise", "second", "untested")
    line = said(verdict_line(held, contrast, 0, "sv"))
    assert line.startswith("Sämre utveckling för kvinnor: 01 (")
    assert "Kan vara slump: 2 områden." in line
    assert "Går inte att säga (slumpens storlek är inte känd): 1 område." in line
    assert said(verdict_line(held, contrast, 0, "en")).startswith("Worse development for women: 01 (")
    assert "sämre utveckling för män" in city_line(held, contrast, 0, "sv")


def test_a_city_without_a_figure_is_not_told_of() -> None:
    held, contrast = change(), change().contrasts[0]
    nowhere = replace(contrast, gap=np.full_like(contrast.gap, np.nan))
    assert city_line(held, nowhere, 0, "sv") == ""
    assert verdict_text(held, contrast, "noise", "en") == "may be chance"


def test_groups_are_named_as_people() -> None:
    held = example()
    assert pair_label(held, held.contrasts[0], "en").count("disability") in (1, 2)
    assert groups_of(change(), change().contrasts[0], "sv") == ("kvinnor", "män")
    assert headline(change(), "sv").endswith("efter kön")


def test_every_reader_is_told_what_groups_rest_on() -> None:
    notes = said(page_notes(change(), "sv"))
    for needed in (
        "antas deras fel vara oberoende",
        "Grupperna jämförs på",
        "Alla grupper mäts med den",
    ):
        assert needed in notes
