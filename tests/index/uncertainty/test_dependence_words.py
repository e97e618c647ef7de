"""Every choice of dependence says what it assumes."""

from __future__ import annotations

from omradesindex.index.uncertainty.dependence import NAMED
from omradesindex.index.uncertainty.dependence_words import SAID, given


def test_every_choice_has_its_words() -> None:
    assert set(NAMED) <= set(SAID)
    assert "0,25" in given(0.25).sv
    assert "0.25" in given(0.25).en
