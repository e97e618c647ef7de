"""Excel: tables of one's own, PxWeb's layout with spans, and workbooks that want to do something."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.statistics.reading import ReadLimits
from omradesindex.statistics.reading.excel import read_sheet
from omradesindex.statistics.reading.grid import Grid, raw_from_grid
from omradesindex.statistics.reading.layout import parse_excel
from tests.statistics.reading.workbooks import changed, workbook

openpyxl = pytest.importorskip("openpyxl")
rich_text = pytest.importorskip("openpyxl.cell.rich_text")
CellRichText, TextBlock = rich_text.CellRichText, rich_text.TextBlock
InlineFont = pytest.importorskip("openpyxl.cell.text").InlineFont


def test_a_tidy_table_and_its_addresses(tmp_path: Path) -> None:
    header = ["area", "variable", "period", "value", "kind"]
    file = tmp_path / "x.xlsx"
    file.write_bytes(workbook([header, ["01", "a", 2024, 5.5, "mean"], ["02", "a", 2024, "..", "mean"]]))
    frame = oi.read_statistics(file).to_frame()
    assert frame["status"].tolist() == ["observed", "suppressed"]
    assert frame["period"].tolist() == ["2024", "2024"]
    file.write_bytes(workbook([["En rubrik"], [], header, ["01", "a", 2024, "5,5x", ""]]))
    with pytest.raises(
        oi.errors.StatisticsError,
        match=r"x\.xlsx, sheet 'Blad1', cell D4, area '01', .*: '5,5x' is not a number",
    ):
        oi.read_statistics(file)
    file.write_bytes(workbook([header, [1, "a", 2024, 5, ""]]))
    with pytest.raises(oi.errors.StatisticsError, match=r"cell A2: the area code 1 is a number"):
        oi.read_statistics(file)


def test_what_a_cell_shows_in_per_cent_is_read_in_per_cent() -> None:
    data = workbook([["område", "Andel"], ["A", 0.07], ["B", 0.125]], formats={"B2": "0.0%", "B3": "0%"})
    grid = parse_excel(data, name="x.xlsx")
    assert isinstance(grid, Grid)
    assert raw_from_grid(grid).frame["value"].tolist() == [7, 12.5]
    half = workbook([["område", "Andel"], ["A", 0.07], ["B", 12.5]], formats={"B2": "0.0%"})
    grid = parse_excel(half, name="x.xlsx")
    assert isinstance(grid, Grid)
    with pytest.raises(oi.errors.StatisticsError, match=r"cell B3: .*one unit in a column"):
        raw_from_grid(grid)


def test_a_date_is_no_number() -> None:
    grid = parse_excel(workbook([["område", "Andel"], ["A", dt.date(2024, 2, 1)]]), name="x.xlsx")
    assert isinstance(grid, Grid)
    with pytest.raises(oi.errors.StatisticsError, match=r"cell B2: .*is a date"):
        raw_from_grid(grid, ["område"])


def test_formulas_are_never_computed() -> None:
    data = workbook([["område", "Antal"], ["A", 1], ["B", "=1+1"]])
    with pytest.raises(oi.errors.StatisticsError, match=r"cell B3: the formula has no computed value"):
        parse_excel(data, name="x.xlsx")
    # As a spreadsheet saves it: with the value that it computed last.
    kept = changed(data, lambda name, text: text.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>77</v>"))
    kept = changed(kept, lambda name, text: text.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>77</v>"))
    grid = parse_excel(kept, name="x.xlsx")
    assert isinstance(grid, Grid)
    assert grid.rows[1] == ["B", 77]


def test_an_error_of_the_spreadsheet_is_refused() -> None:
    grid = parse_excel(workbook([["område", "Antal"], ["A", "#DIV/0!"], ["B", 2]]), name="x.xlsx")
    assert isinstance(grid, Grid)
    with pytest.raises(oi.errors.StatisticsError, match=r"cell B2: '#DIV/0!' is not a number"):
        raw_from_grid(grid, ["område"])


def test_several_sheets_are_asked_about() -> None:
    data = workbook([["område", "a"], ["x", 1]], Blad2=[["område", "a"], ["x", 2]], Tomt=[])
    with pytest.raises(oi.errors.StatisticsError, match=r"2 sheets with cells: 'Blad1', 'Blad2'.*sheet ="):
        read_sheet(data, name="x.xlsx")
    assert read_sheet(data, name="x.xlsx", sheet="Blad2")[1][1] == ["x", 2]
    with pytest.raises(oi.errors.StatisticsError, match="did you mean 'Blad2'"):
        read_sheet(data, name="x.xlsx", sheet="Bladd2")


def test_a_sheet_that_states_a_wrong_extent_is_read_to_its_end() -> None:
    data = workbook([["område", "a", "b"], ["x", 1, 2], ["y", 3, 4]])
    lying = changed(data, lambda name, text: text.replace(b'ref="A1:C3"', b'ref="A1:B2"'))
    assert lying != data
    assert read_sheet(lying, name="x.xlsx")[1] == [["område", "a", "b"], ["x", 1, 2], ["y", 3, 4]]


def _same(name: str, text: bytes) -> bytes:
    return text


def _far(name: str, text: bytes) -> bytes:
    return (
        text.replace(b'r="2"', b'r="99999999"')
        .replace(b'"A2"', b'"A99999999"')
        .replace(b'"B2"', b'"B99999999"')
    )


def _declares(name: str, text: bytes) -> bytes:
    return b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + text if "sheet1" in name else text


MANY = b"<x>" + b"".join(b"<si><t>%d</t></si>" % i for i in range(300_004)) + b"</x>"
SMALL = [["område", "Antal"], ["A", 1]]
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a zip bomb in xlsx clothing": (
        lambda: changed(workbook(SMALL), _same, **{"xl/bomb.xml": b"0" * 30_000_000}),
        r"unpacks to \d+ times its size, more than the limit of 200",
    ),
    "endless texts": (
        lambda: changed(workbook(SMALL), _same, **{"xl/sharedStrings.xml": MANY}),
        r"sharedStrings\.xml: there are 150002 cells, more than the limit",
    ),
    "endless formats": (
        lambda: changed(workbook(SMALL), lambda name, text: MANY if "styles" in name else text),
        "too many formats|styles.xml: there are",
    ),
    "entities in UTF-16": (
        lambda: changed(workbook(SMALL), lambda name, text: _declares(name, text).decode().encode("utf-16")),
        "declares entities",
    ),
    "endless parts": (
        lambda: changed(workbook(SMALL), _same, **{f"x{i}": b"" for i in range(2001)}),
        r"has 20\d\d parts, more than the limit of 2000",
    ),
    "a row far away": (lambda: changed(workbook(SMALL), _far), r"cells, more than the limit of"),
    "entities": (lambda: changed(workbook(SMALL), _declares), "declares entities"),
    "macros": (lambda: changed(workbook(SMALL), _same, **{"xl/vbaProject.bin": b"x"}), "holds macros"),
    "an old workbook": (lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 100, r"old \.xls"),
    "no workbook": (lambda: b"hej", "no workbook"),
    "a zip of something else": (lambda: changed(workbook(SMALL), lambda name, text: b"x"), "damaged"),
    "an empty sheet": (lambda: workbook([]), "empty"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_workbook_that_harms_is_refused(case: str) -> None:
    make, message = HOSTILE[case]
    with pytest.raises(oi.errors.StatisticsError, match=message):
        parse_excel(make(), name="x.xlsx", limits=ReadLimits(cells=100_000))


def rich(*cells: tuple[str, object]) -> bytes:
    """A tidy-looking table whose cells hold raised characters."""
    book = openpyxl.Workbook()
    book.active.append(["område", "Antal, m²"])
    for row in cells:
        book.active.append(list(row))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def high(text: str) -> object:
    return TextBlock(InlineFont(vertAlign="superscript"), text)


def test_raised_characters_are_footnotes() -> None:
    data = rich(
        ("Norr", CellRichText("12", high("1"))),
        ("Söder", CellRichText("1 234", high("1)"), " ", high("a"))),
        ("Öster", CellRichText("..", high("2"))),
    )
    grid = parse_excel(data, name="x.xlsx")
    assert isinstance(grid, Grid)
    raw = raw_from_grid(grid)
    assert raw.frame["value"].tolist()[:2] == [12, 1234]
    assert raw.frame["status"].iloc[2] == "suppressed"
    grid = parse_excel(rich(("Norr", 1), (CellRichText("Söder", high("1")), 2)), name="x.xlsx")  # type: ignore[arg-type]
    assert isinstance(grid, Grid)
    assert raw_from_grid(grid).codes("område") == ("Norr", "Söder")
    assert raw_from_grid(grid).codes("kolumn") == ("Antal, m²",)


def test_a_number_that_is_raised_as_a_whole_is_asked_about() -> None:
    book = openpyxl.Workbook()
    for row in (["område", "Antal"], ["Norr", 1]):
        book.active.append(row)
    book.active["B2"].font = openpyxl.styles.Font(vertAlign="superscript")
    kept = io.BytesIO()
    book.save(kept)
    grid = parse_excel(kept.getvalue(), name="x.xlsx")
    assert isinstance(grid, Grid)
    with pytest.raises(oi.errors.StatisticsError, match="cell B2: the number 1 is raised, as a footnote is"):
        raw_from_grid(grid)


def test_a_sign_that_is_text_multiplies_nothing() -> None:
    data = workbook([["område", "Andel"], ["A", 0.4], ["B", 12.5]], formats={"B2": '0.0" %"', "B3": "0.0\\%"})
    grid = parse_excel(data, name="x.xlsx")
    assert isinstance(grid, Grid)
    raw = raw_from_grid(grid)
    assert (raw.frame["value"].tolist(), raw.units) == ([0.4, 12.5], {"Andel": "%"})
    scaled = workbook([["område", "Antal"], ["A", 12000]], formats={"B2": "0,"})
    grid = parse_excel(scaled, name="x.xlsx")
    assert isinstance(grid, Grid)
    with pytest.raises(oi.errors.StatisticsError, match="cell B2: the number 12000 is shown in thousands"):
        raw_from_grid(grid)


def test_sheets_that_are_hidden_or_hold_text_only_are_passed_over() -> None:
    table = [["område", "a"], ["x", 1]]
    book = openpyxl.load_workbook(
        io.BytesIO(workbook([["Läs mig"], ["En mening."]], Data=table, Gammal=table, Tomt=[]))
    )
    book["Gammal"].sheet_state = "hidden"
    kept = io.BytesIO()
    book.save(kept)
    assert read_sheet(kept.getvalue(), name="x.xlsx").title == "Data"
    assert read_sheet(kept.getvalue(), name="x.xlsx", sheet="Gammal").rows == table
    book["Data"].sheet_state = "veryHidden"
    del book["Blad1"]
    kept = io.BytesIO()
    book.save(kept)
    with pytest.raises(oi.errors.StatisticsError, match="sheets with cells are hidden: 'Data', 'Gammal'"):
        read_sheet(kept.getvalue(), name="x.xlsx")
