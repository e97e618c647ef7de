"""An answer's charts: each by its name, and in plain words where nothing can be drawn."""

from __future__ import annotations

import pytest

from omradesindex.errors import OmradesindexError
from omradesindex.show import drawing
from omradesindex.show.drawing import Plots, chart, charts_of


class Drawn(Plots):
    @chart
    def lines(self) -> str:
        return "lines"

    @chart
    def dots(self, size: int = 1) -> str:
        """Draw dots."""
        return "dots" * size

    def no_chart(self) -> None: ...


def test_charts_are_the_methods_that_are_marked() -> None:
    assert charts_of(Drawn) == ("lines", "dots")
    assert (Drawn().dots(2), Drawn.dots.__doc__) == ("dotsdots", "Draw dots.")


def test_what_holds_charts_is_none_and_names_them() -> None:
    with pytest.raises(OmradesindexError, match=r"plot\.lines\(\), plot\.dots\(\)"):
        Drawn()("index", lang="en")


def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "find_spec", lambda name: None)
    with pytest.raises(OmradesindexError, match=r'pip install "omradesindex\[plot\]"'):
        Drawn().lines()


def test_what_holds_charts_shows_their_names() -> None:
    assert repr(Drawn()) == "plot.lines(), plot.dots()"
