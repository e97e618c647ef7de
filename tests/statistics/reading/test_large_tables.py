"""Large tables of CSV as people save them are read, and refused, by columns as they are by rows."""

from __future__ import annotations

import csv
import io
import re
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omradesindex.errors import StatisticsError
from omradesindex.statistics.reading import columnar, csv_tables
from omradesindex.statistics.reading.columnar import Columns
from omradesindex.statistics.reading.csv_tables import parse_csv
from omradesindex.statistics.reading.grid import tidy_frame
from omradesindex.statistics.reading.limits import ReadLimits

HEAD = ["area", "variable", "period", "value"]
ROWS = [[f"{area:02}", "folk", "2024", str(area)] for area in range(1, 6)]
CELLS = st.sampled_from(
    [
        *("01", "folk", "2024", "5", "1.5", "1,5", "..", "", " ", "Norr, del 1", "a;b", "Källa: SCB", "'=5"),
        *('sagt "så"', "två\nrader", "Östra¹", "st", "1) not", "\N{MINUS SIGN}5", "\u00a0", "5\x01"),
    ]
)
BELOW = st.sampled_from(
    [
        *(
            "",
            ",",
            ",,,,",
            ";;;;",
            '"",""',
            "Källa: SCB, 2024",
            '"Källa: SCB, 2024"',
            "Källa: SCB;;;",
            "Norr",
        ),
        *(
            "1) preliminärt",
            "01",
            "01,folk,2024,5",
            '"oavslutat',
            " ",
            "Uppdaterad,2024-01-01",
            "a,b,c,d,e,f",
        ),
    ]
)
ABOVE = st.sampled_from(["sep=;", "Folkmängd", '"Folkmängd, efter år"', "", ",,,", "Folkmängd;;;"])


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A file of CSV, most often a tidy table with something about it."""
    rows = draw(
        st.lists(st.one_of(st.sampled_from(ROWS), st.lists(CELLS, min_size=4, max_size=4)), max_size=5)
    )
    heading = draw(st.sampled_from([HEAD, [*HEAD[:2], "", *HEAD[2:]], [*HEAD, "© SCB"], [*HEAD, "", ""]]))
    if len(heading) > 4 and draw(st.booleans()):
        at = heading.index("") if "" in heading else 4
        rows = [[*row[:at], *[""] * (len(heading) - 4), *row[at:]] for row in rows]
    if draw(st.booleans()):
        units = draw(st.sampled_from([["", "", "", "antal"], ["Enhet", "", "", "%"], ["", "", "", "st¹"]]))
        rows = [[*units, *[""] * (len(heading) - 4)], *rows]
    uneven = st.sampled_from([[], [], [""], ["", ""], ["x"], None])
    ends = [draw(uneven) for _ in rows] if draw(st.booleans()) else [[] for _ in rows]
    rows = [row[:-1] if end is None else [*row, *end] for row, end in zip(rows, ends, strict=True)]
    beyond = draw(st.sampled_from([0, 0, 0, 2]))
    text = io.StringIO()
    writer = csv.writer(
        text,
        delimiter=draw(st.sampled_from(",;\t")),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])),
        lineterminator="\n",
    )
    writer.writerows([heading + [""] * draw(st.sampled_from([0, beyond]))])
    writer.writerows([row + [""] * beyond for row in rows])
    above, below = draw(st.lists(ABOVE, max_size=2)), draw(st.lists(BELOW, max_size=4))
    whole = "".join(f"{line}\n" for line in above) + text.getvalue() + "\n".join(below)
    whole = whole.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n", "\r"])))
    return whole.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"])), errors="replace")


def made_of(data: bytes, large: int, lines: int = 100, block: int = 4_194_304) -> tuple[object, ...]:
    """What a file is read to, with where each row stood, or the words with which it is refused."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columnar, "LARGE", large)
        patch.setattr(columnar, "_BLOCK", block)
        patch.setattr(csv_tables, "_LINES", lines)
        try:
            grid = parse_csv(data, name="t.csv")
            places = [
                [grid.place(row, place) for place in range(len(grid.header))] for row in range(len(grid.rows))
            ]
            about = (grid.header, [*map(list, grid.rows)], places, grid.title, grid.notes, grid.units)
            frame = tidy_frame(grid).to_csv() if grid.tidy else ""
        except StatisticsError as error:
            return (str(error),)
    return (*about, grid.first_row, grid.point, frame)


@given(tables(), st.sampled_from([100, 4, 3, 2]), st.sampled_from([4_194_304, 60]))
def test_a_table_is_read_by_columns_as_it_is_by_rows(data: bytes, lines: int, block: int) -> None:
    assert made_of(data, 0, lines, block) == made_of(data, 10**9)


TABLE = "area,variable,period,value\n" + "".join(f"{area:03},folk,2024,{area}\n" for area in range(200))


@pytest.mark.parametrize(
    "text",
    [
        *(
            TABLE + below
            for below in ("\n", "\n\n\n", ",,,,\n", ",,,\n" * 500, "\nKälla: SCB\n", "Källa: SCB, 2024\n")
        ),
        *(above + TABLE for above in ("Folkmängd\n", "Folkmängd\n\n", "\n", "sep=,\n")),
        *(TABLE.replace("\n", beyond) for beyond in (",\n", ",,\n", ",,\r\n")),
        TABLE.replace("\n", ",,\n").replace(",value,,", ",value"),
        TABLE.replace(",folk", ",,folk").replace(",variable", ",,variable"),
        *(TABLE.replace("value\n", f"value\n{units}\n") for units in (",,,antal", "Enhet,,,antal,,")),
        *(TABLE.replace("7\n", ending) for ending in ("7,\n", "7,,,\n", '7,""\n')),
    ],
    ids=lambda text: repr(text[:8] + text[-20:]),
)
def test_what_people_leave_about_a_table_costs_no_time(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(columnar, "LARGE", 0)
    rows = parse_csv(text.encode(), name="t.csv").rows
    assert isinstance(rows, Columns)
    assert [rows[0], rows[-1], len(rows)] == [
        ["000", "folk", "2024", "0"],
        ["199", "folk", "2024", "199"],
        200,
    ]
    assert made_of(text.encode(), 0) == made_of(text.encode(), 10**9)


@pytest.mark.parametrize(
    ("below", "told"),
    [
        ("Norr\n", "row 202: there are 1 cells, but 4 columns"),
        ("\n01,folk,2024\n", "row 203: there are 3 cells, but 4 columns"),
        ("01,folk,2024,5x\n\n", "row 202, column 'value', area '01'.*'5x' is not a number"),
        ("01,folk,2024\n01,folk,2024,5\n", "row 202: there are 3 cells, but 4 columns"),
        ("01,folk,2024,5,,x\n01,folk,2024,5\n", "row 202: there are 6 cells, but 4 columns"),
        ("01,folk,2024,5,\n01,folk,2024,5x\n", "row 203, column 'value', area '01'.*'5x' is not a number"),
        ("Källa: SCB\n01,folk,2024,5x\n", "row 202: there are 1 cells, but 4 columns"),
    ],
)
def test_what_is_no_note_is_refused_where_it_stands(below: str, told: str) -> None:
    by_columns = made_of((TABLE + below).encode(), 0)
    assert re.search(told, str(by_columns[0]))
    assert by_columns == made_of((TABLE + below).encode(), 10**9)


def test_a_large_table_is_refused_by_row_and_not_for_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columnar, "LARGE", 0)
    data = (TABLE.replace("007,folk", "007") + TABLE[27:]).encode()
    with pytest.raises(StatisticsError, match="row 9: there are 3 cells, but 4 columns"):
        parse_csv(data, name="t.csv", limits=ReadLimits(cells=100))


def test_quotation_marks_within_cells_cost_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columnar, "LARGE", 0)
    data = TABLE.replace("folk", '"barn, ""små"""').replace("007,", '0"7,').encode()
    rows = parse_csv(data, name="t.csv").rows
    assert isinstance(rows, Columns)
    assert rows[7] == ['0"7', 'barn, "små"', "2024", "7"]
    assert made_of(data, 0) == made_of(data, 10**9)


def test_a_column_without_heading_that_holds_something_is_refused() -> None:
    data = (
        TABLE.replace(",folk", ",,folk")
        .replace(",variable", ",,variable")
        .replace("007,,", "007,x,")
        .encode()
    )
    by_columns = made_of(data, 0)
    assert "column 2 has no heading" in str(by_columns[0])
    assert by_columns == made_of(data, 10**9)


@pytest.mark.parametrize("place", ["Folk\rmängd\n{}", "{}\nKälla:\rSCB\n", "{}\n\r\n\n"])
def test_a_carriage_return_alone_is_read_as_by_rows(place: str) -> None:
    for ending in ("\n", "\r\n"):
        data = place.format(TABLE).replace("\n", ending).encode()
        assert made_of(data, 0) == made_of(data, 10**9)


@pytest.mark.parametrize("cell", ["fo\rlk", '"fo\rlk"', "folk\r", "\rfolk", '"fo\r\nlk"\r'])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_carriage_return_within_a_row_is_read_as_by_rows(cell: str, ending: str) -> None:
    data = TABLE.replace("007,folk", f"007,{cell}").replace("\n", ending).encode()
    assert made_of(data, 0) == made_of(data, 10**9)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC, csv.QUOTE_MINIMAL])
def test_quoted_cells_cost_no_time(
    monkeypatch: pytest.MonkeyPatch, quoting: Literal[0, 1, 2], ending: str
) -> None:
    monkeypatch.setattr(columnar, "LARGE", 0)
    text = io.StringIO()
    writer = csv.writer(text, quoting=quoting, lineterminator=ending)
    writer.writerows(
        [[*HEAD, "source"], *([f"{area:02}", "folk", 2024, area / 8, "SCB, 2024"] for area in range(9))]
    )
    grid = parse_csv(text.getvalue().encode(), name="t.csv")
    assert isinstance(grid.rows, Columns)
    assert grid.rows[8] == ["08", "folk", "2024", "1.0", "SCB, 2024"]
    assert made_of(text.getvalue().encode(), 0) == made_of(text.getvalue().encode(), 10**9)


NUMBERS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.from_regex(r"-?[0-9]{1,25}(\.[0-9]{1,30})?", fullmatch=True),
    st.integers(-(2**63), 2**63).map(str),
)


@given(
    st.lists(NUMBERS, min_size=1, max_size=9),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([",", ";", "\t"]),
    st.booleans(),
)
def test_each_number_is_what_python_reads(
    texts: list[str], encoding: str, ending: str, delimiter: str, quoted: bool
) -> None:
    written = [text.replace(".", ",") if delimiter == ";" else text for text in texts]
    cells = [HEAD, *(["Öst", "folk", "2024", f'"{number}"' if quoted else number] for number in written)]
    data = "".join(delimiter.join(row) + ending for row in cells).encode(encoding)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columnar, "LARGE", 0)
        grid = parse_csv(data, name="t.csv")
        frame = tidy_frame(grid)
    assert isinstance(grid.rows, Columns)
    assert [value.hex() for value in frame["value"]] == [float(text).hex() for text in texts]
    assert [*frame["area"]] == ["Öst"] * len(texts)
