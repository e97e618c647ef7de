"""What a report rests on."""

from __future__ import annotations

from tests.reports import made


def test_everything_that_is_computed_is_known() -> None:
    given = made.full().given
    assert list(given.computed()) == [given.result, *given.by, given.robustness.base]
    assert list(given.answers()) == [given.result, *given.by, given.robustness]
    assert given.followed is None


def test_themes_are_those_of_the_same_figures() -> None:
    themes = made.report().given.themes
    assert themes.result.measured.periods == made.result().measured.periods
