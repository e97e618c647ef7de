"""Number formats: what a cell shows is what its reader saw."""

from __future__ import annotations

import pytest

from omradesindex.statistics.reading.cells import Percent, Signed, Unclear
from omradesindex.statistics.reading.number_formats import as_shown


@pytest.mark.parametrize("code", ["0%", "0.0 %", "[Red]0%;[Red]-0%", "0.0\\ %", '0.0%;"x"', "[<1]0%;0%"])
def test_a_sign_that_multiplies(code: str) -> None:
    assert type(as_shown(0.4, code)) is Percent


@pytest.mark.parametrize(
    "code", ['0.0" %"', "0.0\\%", '0.0"%"', '0.0;-0.0" %"', 'General" %"', '#,##0.0" procent %"']
)
def test_a_sign_that_is_text(code: str) -> None:
    for value in (0.4, -0.4):
        shown = as_shown(value, code)
        assert shown == value
        assert type(shown) is not Percent
        if value < 0 or ";" not in code:
            assert isinstance(shown, Signed)
            assert shown.sign == "%"


def test_per_mille_is_always_text() -> None:
    for code in ("0.0‰", '0.0" ‰"'):
        shown = as_shown(4.0, code)
        assert isinstance(shown, Signed)
        assert (shown, shown.sign) == (4, "‰")


@pytest.mark.parametrize(
    "code", ["0", "#,##0.0", "# ##0", "0_%", "General", '_-* #,##0_-;-* #,##0_-;_-* "-"??_-']
)
def test_a_format_that_changes_nothing(code: str) -> None:
    for value in (0.0, 4.0, -4.0, 12345.0):
        assert type(as_shown(value, code)) is float


@pytest.mark.parametrize("code", ["0,", "0.0,,", '#,##0,"k"', ";;;", '""', "0%%"])
def test_a_format_that_shows_something_else_is_for_a_person(code: str) -> None:
    assert isinstance(as_shown(4.0, code), Unclear)


def test_text_in_place_of_a_number_is_what_stands_there() -> None:
    assert [as_shown(v, '[<5]"..";0') for v in (3.0, 7.0)] == ["..", 7]
    assert [as_shown(v, '0;-0;"-"') for v in (0.0, 7.0)] == [0, 7]
    assert as_shown(0.0, '[=0]"..";0') == ".."
    assert [as_shown(v, "0000") for v in (101.0, 0.5)] == ["0101", 0.5]
