"""One number parser: what is read, what is refused and where it says so."""

from __future__ import annotations

import datetime as dt
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.errors import StatisticsError
from omradesindex.statistics.reading.cells import Percent, check_signs, read_numbers
from omradesindex.statistics.reading.marks import OWN_MARKS
from omradesindex.wording import number

NBSP, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


def place(i: int) -> str:
    return f"cell B{i + 2}"


READ = {
    "1 234,5": 1234.5,
    f"1{NBSP}234{NBSP}567": 1234567,
    f"12{NARROW}345,75": 12345.75,
    "1.234.567,8": 1234567.8,
    "1,234.5": 1234.5,
    "\N{MINUS SIGN}3": -3,
    "\N{EN DASH}3,5": -3.5,
    "+7": 7,
    ",5": 0.5,
    "0.123": 0.123,
    "12345.678": 12345.678,
    "1,5e3": 1500,
    "  42 ": 42,
    "-": 0,
    "\N{MINUS SIGN}": 0,
}


@pytest.mark.parametrize("text", READ)
def test_a_number_is_read(text: str) -> None:
    read = read_numbers([text], place)
    assert (read.value[0], read.status[0]) == (READ[text], "observed")


@pytest.mark.parametrize(
    ("mark", "status"), {"..": "suppressed", ".": "missing", "...": "missing", "": "missing"}.items()
)
def test_a_mark_says_why_there_is_no_figure(mark: str, status: str) -> None:
    for marks in ({}, {"marks": OWN_MARKS}):
        read = read_numbers([mark, 5], place, **marks)  # type: ignore[arg-type]
        assert read.status.tolist() == [status, "observed"]
        assert np.isnan(read.value[0])


REFUSED = {
    "12 34": "'12 34' is not a number",
    "1_000": "not a number",
    "\u0661\u0662": "not a number",
    "nan": "not a number",
    "inf": "not a number",
    "5.": "not a number",
    "1.234.567.8": "not a number",
    "0 123": "not a number",
    "- 5": "not a number",
    "#DIV/0!": "not a number",
    "1e999": "too large",
    "1.234": "'1.234' may be 1234 or 1 and a fraction",
    "1,234": "'1,234' may be 1234 or 1 and a fraction",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_number_is_refused_with_its_address(text: str) -> None:
    with pytest.raises(oi.errors.StatisticsError, match=rf"cell B3: .*{REFUSED[text]}"):
        read_numbers([5, text], place)


def test_a_dash_in_a_table_of_one_s_own_is_asked_about() -> None:
    with pytest.raises(oi.errors.StatisticsError, match=r"cell B2: .*dash may mean zero or missing.*marks ="):
        read_numbers(["-"], place, marks=OWN_MARKS)
    assert read_numbers(["-"], place, marks={**OWN_MARKS, "-": "zero"}).value[0] == 0
    assert read_numbers(["–"], place, marks={**OWN_MARKS, "-": "missing"}).status[0] == "missing"


def test_another_cell_tells_what_a_mark_means() -> None:
    assert read_numbers(["1.234", "0,5"], place).value.tolist() == [1234, 0.5]
    assert read_numbers(["1.234", "0.5"], place).value.tolist() == [1.234, 0.5]
    assert read_numbers(["1.234", "1.234.567"], place).value.tolist() == [1234, 1234567]
    assert read_numbers(["1.234"], place, decimal=".").value[0] == 1.234
    assert read_numbers(["1.234"], place, decimal=",").value[0] == 1234


def test_two_decimal_marks_in_one_table_are_refused() -> None:
    with pytest.raises(
        oi.errors.StatisticsError, match=r"cell B3: '1,5' and '2\.5' \(cell B2\) have different"
    ):
        read_numbers(["2.5", "1,5"], place)
    with pytest.raises(oi.errors.StatisticsError, match=r"not written with the decimal mark '\.'"):
        read_numbers(["1,5"], place, decimal=".")


@pytest.mark.parametrize("cell", [True, dt.date(2024, 1, 2), float("inf"), 10**400, [1]])
def test_a_typed_cell_that_is_no_number_is_refused(cell: object) -> None:
    with pytest.raises(oi.errors.StatisticsError, match="cell B2"):
        read_numbers([cell], place)


def test_per_cent_is_read_and_not_mixed() -> None:
    read = read_numbers(["12,5 %", "0", Percent(0.07), ".."], place)
    assert read.value[:3].tolist() == [12.5, 0, 7]
    assert check_signs(read, ["a"] * 4, place) == {"a": "%"}
    for other in ("13", "13 ‰"):
        mixed = read_numbers(["12 %", other], place)
        with pytest.raises(oi.errors.StatisticsError, match=r"cell B3: .*one unit in a column"):
            check_signs(mixed, ["a", "a"], place)
        check_signs(mixed, ["a", "b"], place)


@given(st.lists(st.floats(-1e9, 1e9).map(lambda x: round(x, 2)), min_size=1, max_size=20))
def test_numbers_as_we_write_them_are_read_back(values: list[float]) -> None:
    for lang in ("sv", "en"):
        texts = [number(v, 2, lang=lang) for v in values]  # type: ignore[arg-type]
        assert read_numbers(texts, place).value.tolist() == values


@given(st.text(max_size=30))
def test_any_text_is_a_number_a_mark_or_refused(text: str) -> None:
    try:
        read = read_numbers([text], place)
    except oi.errors.StatisticsError:
        return
    assert np.isfinite(read.value[0]) == (read.status[0] == "observed")


@given(
    st.lists(
        st.sampled_from(["1.5", "1.234", "-0.5", "+7.25", "1,5", "1,234", "1 234.5", "..", "", "7", "2 %"]),
        min_size=1,
    ),
    st.sampled_from(["", ".", ","]),
    st.sampled_from(["", ".", ","]),
)
def test_plain_fractions_are_read_as_all_others(cells: list[str], decimal: str, usual: str) -> None:
    def told() -> object:
        try:
            read = read_numbers(cells, str, decimal=decimal, usual=usual)
        except StatisticsError as error:
            return str(error)
        return [[str(one) for one in column] for column in read]

    quick = told()
    with pytest.MonkeyPatch.context() as patched:
        none = dict.fromkeys(("", ".", ","), re.compile("(?!)"))
        patched.setattr("omradesindex.statistics.reading.cells._FRACTION", none)
        assert told() == quick
