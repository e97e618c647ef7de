"""What is said of one area."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

import omradesindex as oi
from omradesindex.subjects.robustness.area_words import area_lines, shares_line


def test_who_is_never_among_the_first_is_said_so(shown: oi.types.Robustness) -> None:
    last = shown.base.ranks["index"].idxmax()
    assert "Det är aldrig bland de tre med störst utmaning." in " ".join(area_lines(shown, last, "sv"))
    assert "It is never among the three" in " ".join(area_lines(shown, last, "en"))


def test_why_nothing_is_said_of_a_place_that_hardly_varies(shown: oi.types.Robustness) -> None:
    hardly = replace(shown, shares=replace(shown.shares, moved=np.ones_like(shown.shares.moved)))
    code = next(
        c for c in hardly.areas if (hardly.sensitivity.query("output == @c")["reason"] == "hardly").all()
    )
    assert "det byter nästan aldrig plats" in shares_line(hardly, code, "sv")
    assert "betyder mest" not in " ".join(area_lines(hardly, code, "sv"))
    shares = hardly.explain(code).tables()[0]
    assert "det byter nästan aldrig plats" in " ".join(shares.told)
    assert set(shares.columns[2].values) == {"–"}
