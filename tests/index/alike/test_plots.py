"""The map is a method of its plots."""

from __future__ import annotations

from tests.index.alike.test_answer import ALIKE


def test_the_map_is_drawn() -> None:
    assert ALIKE.plot.map(lang="en").alt.startswith("Areas that are alike")
