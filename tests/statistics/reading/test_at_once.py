"""Columns of very many different numbers are read to what they are cell by cell."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.errors import StatisticsError
from omradesindex.statistics.reading import at_once, columnar
from omradesindex.statistics.reading.cells import APOSTROPHES, MINUSES, SPACES, check_signs, read_numbers
from omradesindex.statistics.reading.marks import OWN_MARKS
from omradesindex.statistics.reading.raw import SUPPRESSED

pa = pytest.importorskip("pyarrow")

DIGITS = st.text("0123456789", min_size=1, max_size=18)
SPACE = st.sampled_from(["", " ", "\u00a0", "\u202f"])
SIGN = st.sampled_from(["", "", "-", "+", "\N{MINUS SIGN}", "\N{EN DASH}"])
POWER = st.sampled_from(["", "", "", "e5", "E-7", "e+12", "e400"])
STRANGE = st.sampled_from(
    [
        *("", ".", "..", "…", "saknas", "<5", "-", "5¹", "1,5 1)", "2.5*", "5.", "1.2.3", "1,2.3", "12 34"),
        *("5 ‰", "0 %", "7 %", "nan", "inf", "0x1f", "1_000", "٣", "1e", "--5", "5-", "1 234", "1.234"),
        *("1,234", "-1,234 ", "1.234 %", " ", "1.234,5", "1.234.567", "1,234,567"),
    ]
)


@st.composite
def numbers(draw: st.DrawFn, mark: str | None = None) -> str:
    """A number in writing."""
    mark = mark or draw(st.sampled_from([".", ","]))
    other = "," if mark == "." else "."
    part = draw(st.one_of(st.just(""), DIGITS.map(lambda digits: mark + digits)))
    if draw(st.booleans()):
        return draw(SPACE) + draw(SIGN) + draw(DIGITS) + part + draw(POWER) + draw(SPACE)
    parting = draw(st.sampled_from([" ", "\u00a0", "'", "\u2019", other]))
    groups = draw(st.lists(st.text("0123456789", min_size=3, max_size=3), min_size=1, max_size=3))
    first = draw(st.sampled_from(["1", "23", "456"]))
    return draw(SIGN) + parting.join([first, *groups]) + part


def written(cells: list[str], usual: str) -> at_once.Written:
    """The column in parts of three."""
    parts = [cells[i : i + 3] for i in range(0, len(cells), 3)]
    return at_once.Written(pa.chunked_array([pa.array(part, pa.string()) for part in parts]), usual)


def one_by_one(cells: list[str], usual: str) -> tuple[list[str], list[bool]] | None:
    """What they are, to the last bit; None where they are refused."""
    try:
        read = read_numbers(cells, str, marks=OWN_MARKS, usual=usual)
        if "‰" in check_signs(read, [""] * len(cells), str).values():
            return None
    except StatisticsError:
        return None
    return [float(v).hex() for v in read.value], (read.status == SUPPRESSED).tolist()


def at_one_go(cells: list[str], usual: str) -> tuple[list[str], list[bool]] | None:
    read = written(cells, usual).numbers(OWN_MARKS)
    return None if read is None else ([float(v).hex() for v in read[0]], read[1].tolist())


@given(st.lists(st.one_of(numbers(), STRANGE), min_size=1, max_size=8), st.sampled_from([".", ","]))
@example(["1.234", "5,5¹"], ".")
@example(["1.234", "2,345¹"], ".")
@example(["1.234", "1.5", "2,345¹"], ".")
@example(["1.234", "12.3456", "5¹"], ",")
@example(["7 %", "0", "8"], ".")
def test_what_is_read_at_once_is_what_it_is_cell_by_cell(cells: list[str], usual: str) -> None:
    read = at_one_go(cells, usual)
    assert read is None or read == one_by_one(cells, usual)


@given(st.data(), st.sampled_from([".", ","]), st.sampled_from([".", ","]))
def test_plain_numbers_and_gaps_are_read_at_once(data: st.DataObject, mark: str, usual: str) -> None:
    cells = data.draw(st.lists(st.one_of(numbers(mark), st.sampled_from(["", "..", "."])), min_size=1))
    expected = one_by_one(cells, usual)
    assert at_one_go(cells, usual) == expected


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False).map(repr), min_size=1))
def test_a_decimal_is_read_to_its_last_digit(texts: list[str]) -> None:
    read = written(texts, ".").numbers(OWN_MARKS)
    assert read is not None
    assert [float(v).hex() for v in read[0]] == [float(text).hex() for text in texts]


def test_what_is_missing_is_no_number() -> None:
    column = at_once.Written(pa.chunked_array([["1,5", None], [None, ".."]]), ".")
    read = column.numbers(OWN_MARKS)
    assert read is not None
    assert read[0].tolist() == pytest.approx([1.5, np.nan, np.nan, np.nan], nan_ok=True)
    assert read[1].tolist() == [False, False, False, True]
    assert (len(column), column.cell(0), column.strange) == (4, "1,5", [".."])


@pytest.mark.parametrize("mark", [".", ","])
@pytest.mark.parametrize("sign", ["", *MINUSES])
@pytest.mark.parametrize("parting", [" ", *SPACES, *APOSTROPHES])
def test_every_space_apostrophe_and_dash_is_read(parting: str, sign: str, mark: str) -> None:
    cells = [f"{sign}1{parting}234{mark}5", f"{sign}12{parting}345{parting}678", f"{sign}0{mark}75"]
    assert at_one_go(cells, mark) == one_by_one(cells, mark)
    assert at_one_go(cells, mark) is not None


def test_part_of_a_part_is_read_too() -> None:
    texts = pa.array(["x", "1.5", "\N{MINUS SIGN}2", "y"])
    read = at_once.Written(pa.chunked_array([texts[1:3]]), ".").numbers(OWN_MARKS)
    assert read is not None
    assert read[0].tolist() == [1.5, -2.0]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["1,25", "1.25"], "row 3, column 'value', area '02'.*different decimal marks"),
        (["5 %", "7"], "row 3, column 'value', area '02'.*'%'"),
        (["5 ‰", "7 ‰"], "per mille"),
        (["5", "1e400"], "row 3, column 'value'.*too large"),
        (["1.234,5", "5."], "row 3, column 'value', area '02'.*'5.' is not a number"),
        (["5", "'=5"], "row 3, column 'value', area '02'.*'=5' is not a number"),
    ],
)
def test_what_is_wrong_is_told_by_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cells: list[str], told: str
) -> None:
    path = tmp_path / "t.csv"
    rows = "".join(f"{area:02};folk;2024;{cell}\n" for area, cell in enumerate(cells, start=1))
    path.write_text("area;variable;period;value\n" + rows, encoding="utf-8")
    messages = []
    for large in (10_000, 0):
        monkeypatch.setattr(columnar, "LARGE", large)
        with pytest.raises(StatisticsError, match=told) as refused:
            oi.read_statistics(path)
        messages.append(str(refused.value))
    assert messages[0] == messages[1]
