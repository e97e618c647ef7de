"""Where the table is on a worksheet: under titles and stacked headings, above notes, nothing of it hidden."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.statistics.reading import RawTable
from omradesindex.statistics.reading.grid import Grid
from omradesindex.statistics.reading.layout import parse_excel
from tests.statistics.reading.workbooks import openpyxl, workbook

EXPORT: list[list[object]] = [
    ["Folkmängd efter region, kön, ålder och år"],
    [],
    [None, None, "0-17 år", None, "18+ år"],
    [None, None, "2023", "2024", "2023", "2024"],
    ["Norr", "kvinnor", 1, 2, 3, ".."],
    [None, "män", 5, 6, "-", 8],
    ["Söder", "kvinnor", 9, 10, 11, 12],
    [None, "män", 13, 14, 15, "."],
    [],
    ["En fotnot."],
    [],
    ["Senaste uppdatering:"],
    ["20250320 08:00"],
    ["Källa:"],
    ["Exempelstad (påhittad)"],
    ["Sort:"],
    ["antal"],
    ["Intern referenskod:"],
    ["0000X1"],
]


def test_headings_span_columns_and_row_labels_span_rows() -> None:
    raw = parse_excel(workbook(EXPORT), name="x.xlsx")
    assert isinstance(raw, RawTable)
    assert raw.dimensions == ("region", "kön", "ålder", "år")
    cells = raw.frame.set_index(["region", "kön", "ålder", "år"])
    assert cells.loc[("Söder", "män", "0-17 år", "2024"), "value"] == 14
    assert cells.loc[("Norr", "kvinnor", "18+ år", "2024"), "status"] == "suppressed"
    assert cells.loc[("Norr", "män", "18+ år", "2023"), "value"] == 0
    assert cells.loc[("Söder", "män", "18+ år", "2024"), "status"] == "missing"
    assert cells.loc[("Söder", "män", "18+ år", "2024"), "where"] == "cell F8"
    assert (raw.code, raw.updated, raw.source) == ("0000X1", "20250320 08:00", "Exempelstad (påhittad)")
    assert raw.notes == ("En fotnot.",)
    assert dict(raw.units) == {"": "antal"}


def test_dimensions_that_the_title_does_not_name_are_numbered() -> None:
    raw = parse_excel(workbook([["En rubrik"], *EXPORT[1:]]), name="x.xlsx")
    assert isinstance(raw, RawTable)
    assert raw.dimensions == ("rad 1", "rad 2", "rubrik 1", "rubrik 2")


def test_the_layout_s_mistakes_are_named() -> None:
    def told(**cells: object) -> list[list[object]]:
        rows = [list(row) + [None] * (8 - len(row)) for row in EXPORT]
        for name, value in cells.items():
            rows[int(name[1:]) - 1]["ABCDEFGH".index(name[0])] = value
        return rows

    for rows, message in (
        (told(H6=5), r"cell H6: the figure has no heading"),
        (told(D10=5), r"cell D10: there is something below the empty row or the note"),
        (told(B6=None), r"cell B6: the row has no label"),
        (told(C6="många"), r"cell C6: 'många' is not a number"),
        (told(F4="2023"), r"cell F5: there are two figures for the same categories"),
        (told(C6=True), r"cell C6: the cell 'True' is true or false"),
    ):
        with pytest.raises(oi.errors.StatisticsError, match=message):
            parse_excel(workbook(rows), name="x.xlsx")


@pytest.mark.parametrize("what", ["row", "column"])
def test_what_is_hidden_is_not_read_without_a_word(what: str, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["område", "2023", "2024"], ["A", 1, 2], ["B", 3, 4], ["C", 5, 6]):
        book.active.append(row)
    if what == "row":
        book.active.row_dimensions[3].hidden = True
    else:
        book.active.column_dimensions["B"].hidden = True
    book.active.row_dimensions[40].hidden = True  # nothing stands there
    file = tmp_path / "x.xlsx"
    book.save(file)
    with pytest.raises(
        oi.errors.StatisticsError, match=f"hidden or filtered away: '{what} [3B]'.*hidden = 'read'"
    ):
        oi.read_statistics(file)
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        '[[table]]\ndimensions = ["område"]\nhidden = "read"\narea = "område"\nperiod = "kolumn"\n'
        'variables = [{ variable = "folkmangd" }]\n',
        encoding="utf-8",
    )
    read = oi.read_statistics(file, mapping=mapping)
    assert read.areas == ("A", "B", "C")
    assert any("dold" in note for note in read.notes)


def test_an_empty_row_below_the_headings_and_days_as_headings() -> None:
    rows: list[list[object]] = [["område", dt.datetime(2024, 12, 31)], [], ["A", 1], ["B", 2]]
    grid = parse_excel(workbook(rows), name="x.xlsx")
    assert isinstance(grid, Grid)
    assert (grid.header, grid.place(1, 1)) == (("område", "2024-12-31"), "x.xlsx, sheet 'Blad1', cell B4")


def test_a_source_line_right_below_the_table_is_no_area() -> None:
    rows: list[list[object]] = [["område", "2024"], ["A", 1], ["B", 2], ["Källa: påhittat"], ["* uppskattat"]]
    grid = parse_excel(workbook(rows), name="x.xlsx")
    assert isinstance(grid, Grid)
    assert (len(grid.rows), grid.notes) == (2, ("Källa: påhittat", "* uppskattat"))


def test_an_export_says_itself_what_its_marks_mean() -> None:
    with pytest.raises(
        oi.errors.StatisticsError, match=r"'marks' or 'decimal'.*this is one of PxWeb's exports"
    ):
        parse_excel(workbook(EXPORT), name="x.xlsx", marks={"-": "missing"})


def test_a_sheet_of_words_holds_no_table() -> None:
    with pytest.raises(
        oi.errors.StatisticsError, match=r"sheet 'Blad1': there is no table\. Expected: headings, and rows"
    ):
        parse_excel(workbook([["Läs mig"], ["Här finns inget."]]), name="x.xlsx")
