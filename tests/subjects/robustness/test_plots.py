"""The charts of a study by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from omradesindex.errors import ComputeError, OmradesindexError
from omradesindex.show import drawing
from tests.figures import words_in
from tests.subjects.robustness.made_up import (
    LEAST,
    assert_legible,
)


@pytest.mark.parametrize("verb", ["ranks", "acceptability"])
def test_many_areas_are_cut_and_counted(many, verb: str) -> None:
    figure = getattr(many.plot, verb)(most=20)
    assert_legible(figure)
    shown = "Visar de 15 första och de 5 sista av 100 områden."
    assert any(text.startswith(shown) for text in words_in(figure))


def test_without_matplotlib_the_extra_is_named(shown, monkeypatch) -> None:
    monkeypatch.setattr(drawing, "find_spec", lambda _: None)
    with pytest.raises(OmradesindexError, match=r"omradesindex\[plot\]"):
        shown.plot.ranks()


def test_nothing_is_drawn_or_saved_of_no_draws(shown, tmp_path) -> None:
    none = replace(
        shown, tally=type(shown.tally).empty(shown.problem, shown.bins), interrupted=True, shares=None
    )
    assert f"0 av {LEAST}" in none.summary()
    assert str(none.page()).count("–") >= 14
    for ask in (none.plot.ranks, lambda: none.save(tmp_path / "ut")):
        with pytest.raises(ComputeError, match="interrupted"):
            ask()
    assert not (tmp_path / "ut").exists()
