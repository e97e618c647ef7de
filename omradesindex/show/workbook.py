"""A page as a workbook: a sheet for each table, numbers as numbers, and a sheet of what must be known."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from itertools import zip_longest
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

from omradesindex.errors import OmradesindexError
from omradesindex.patterns import pattern
from omradesindex.plaintext import visible
from omradesindex.show import words
from omradesindex.show.page import Items, Page, Paragraph
from omradesindex.show.sheets import PLAIN, Book, Cell, Look, new_book
from omradesindex.show.table import Column, Origin, Table, untaken
from omradesindex.wording import TAGS, Language, say

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_LONGEST_NAME = 31  # of a sheet
_FORBIDDEN = pattern(r"[\[\]:*?/\\]")
_RESERVED = ("History",)  # Excel keeps it for itself
_WIDEST, _PAGE = 60, 100
_A4 = 9  # what Office calls the size of paper
#: Figures whose origins have a row each; of more, a spreadsheet program is slow to open.
_MOST_ALONE = 50_000
#: The row of a table's heads, and that of its first values.
_HEADS, _FIRST = 3, 4
#: A whole number that has been made a text, with the mark of a place that several share.
_TOLD = pattern(r"([0-9]{1,9})(=?)")


def can_bind() -> bool:
    """Whether a workbook can be written."""
    return find_spec("openpyxl") is not None


def write_page(path: Path, page: Page) -> None:
    """Write a page to a workbook; texts are texts, and no cell is a formula.

    Raises
    ------
    OmradesindexError
        The package openpyxl is not installed.
    """
    if not can_bind():
        raise OmradesindexError(
            "a workbook needs the package openpyxl", remedy='install it: pip install "omradesindex[excel]"'
        )
    with new_book(path) as book:
        _write(book, page, path.name)


def _write(book: Book, page: Page, where: str) -> None:
    lang, workbook = page.lang, book.workbook
    tables: list[tuple[str, Table]] = []
    for table in page.tables():
        tables.append((_name(table.caption, workbook.sheetnames, lang), table))
        _fill(book, tables[-1][0], table, page.stamp, where)
    if any(column.origins for _, table in tables for column in table.columns):
        name = _name(say(lang, "Ursprung", "Origin"), workbook.sheetnames, lang)
        _fill(book, name, _origin_table(_origins(tables, lang), lang), page.stamp, where)
    about = workbook.create_sheet(_name(say(lang, "Att veta", "Read me"), workbook.sheetnames, lang))
    lead: list[str] = []
    for block in page.blocks:
        if isinstance(block, Paragraph | Items):
            lead += [block.text] if isinstance(block, Paragraph) else block.texts
    about.column_dimensions["A"].width = _PAGE
    _set_up_print(about, page.stamp)
    rows = book.rows(about, where)
    for row, text in enumerate([page.title, *lead, *page.told]):
        look = Look(bold=row == 0, wrapped=True, vertical="top")
        rows.append([Cell(text, look)], lines=_lines(text, _PAGE))
    workbook.properties.title, workbook.properties.creator = visible(page.title), "omradesindex"
    workbook.properties.language = TAGS[lang]


def _name(caption: str, used: Collection[str], lang: Language) -> str:
    """A name that a sheet can have, and that no other has."""
    plain = _FORBIDDEN.sub(" ", caption.partition(" · ")[0])[:_LONGEST_NAME].strip(" '")
    return untaken(plain or say(lang, "Tabell", "Table"), {*used, *_RESERVED}, _LONGEST_NAME)


def _set_up_print(sheet: WriteOnlyWorksheet, stamp: str) -> None:
    """Print on A4 across, as wide as the sheet, with the stamp at the foot of every page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    foot = sheet.HeaderFooter.oddFooter
    foot.left.text, foot.right.text = visible(stamp).replace("&", "&&"), "&P (&N)"


def _origins(tables: Sequence[tuple[str, Table]], lang: Language) -> Iterator[list[str]]:
    """Yield for each figure of the tables in which cell it stands, what it is and where it comes from.

    A number that says nothing of itself is computed from the others. Where figures are very many, those
    that follow on each other in a column and come from the same share a row.
    """
    from openpyxl.utils import get_column_letter

    told = [[_told(column, lang) for column in table.columns] for _, table in tables]
    alone = sum(len(own) for columns in told for own in columns) <= _MOST_ALONE
    for (sheet, table), columns in zip(tables, told, strict=True):
        names = next((column.texts("sv") for column in table.columns if column.kind == "name"), None)
        for k, (head, own) in enumerate(zip(table.heads, columns, strict=True), 1):
            letter = get_column_letter(k)
            for rows, origin in _stretches(own, alone=alone):
                cell, name = f"{letter}{_FIRST + rows[0]}", names[rows[0]] if names else ""
                if len(rows) > 1:
                    cell = f"{cell}:{letter}{_FIRST + rows[-1]}"
                    name = say(lang, f"{len(rows)} rader", f"{len(rows)} rows")
                yield [sheet, cell, name, head, *origin]


def _told(column: Column, lang: Language) -> dict[int, Origin]:
    """Where the figures of a column come from, by row."""
    computed = Origin("", *(text.in_(lang) for text in words.COMPUTED))
    own = column.origins() if column.origins else ()
    pairs = enumerate(zip_longest(own, _numbers(column)))
    return {row: origin or computed for row, (origin, number) in pairs if (origin, number) != (None, None)}


def _stretches(own: Mapping[int, Origin], *, alone: bool) -> Iterator[tuple[range, Origin]]:
    """Yield the rows of figures, each alone or those that follow on each other and come from the same."""
    first = last = -1
    for row, origin in own.items():
        if first < 0 or alone or row != last + 1 or origin != own[last]:
            if first >= 0:
                yield range(first, last + 1), own[last]
            first = row
        last = row
    if first >= 0:
        yield range(first, last + 1), own[last]


def _numbers(column: Column) -> Iterator[float | None]:
    """Yield what a column's cells are as numbers, None where they are none."""
    for value in column.values:
        if column.decimals is not None:
            yield float(value) if math.isfinite(value) else None
        else:  # a place, which may be shared
            told = _TOLD.fullmatch(str(value)) if column.kind == "number" else None
            yield None if told is None else int(told[1])


def _origin_table(rows: Iterable[Sequence[str]], lang: Language) -> Table:
    heads = (
        say(lang, "Blad", "Sheet"),
        say(lang, "Cell", "Cell"),
        say(lang, "Område", "Area"),
        say(lang, "Uppgift", "Figure"),
        say(lang, "Period", "Period"),
        say(lang, "Kvalitet", "Quality"),
        say(lang, "Status", "Status"),
        say(lang, "Källa", "Source"),
    )
    columns = zip(*rows, strict=True)
    caption = say(lang, "Var varje uppgift kommer ifrån", "Where each figure comes from")
    return Table(caption, [Column(head, own, "words") for head, own in zip(heads, columns, strict=True)])


def _width(head: str, column: Column) -> float:
    """Return how wide a column is: its heads are broken between words, its cells are not."""
    longest = max(map(len, head.split()), default=0)
    return min(max(longest + 3, 9, *(len(text) + 2 for text in column.texts("sv")), 9), _WIDEST)


@lru_cache(maxsize=4096)
def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column."""
    return len(wrap(text, max(int(width) - 1, 1)))


def _fill(book: Book, name: str, table: Table, stamp: str, where: str) -> None:
    from openpyxl.utils import get_column_letter

    sheet = book.workbook.create_sheet(name)
    columns = [*zip(table.heads, table.columns, strict=True)]
    widths = [_width(head, column) for head, column in columns]
    for k, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(k)].width = width
    _set_up_print(sheet, stamp)
    sheet.print_title_rows = f"{_HEADS}:{_HEADS}"
    after = next((k for k, column in enumerate(table.columns, 2) if column.kind == "name"), 1)
    sheet.freeze_panes = f"{get_column_letter(after)}{_FIRST}"
    if table.length and columns:
        sheet.auto_filter.ref = f"A{_HEADS}:{get_column_letter(len(columns))}{_HEADS + table.length}"
    rows = book.rows(sheet, where)
    rows.append([Cell(table.caption, Look(bold=True))])
    rows.append()
    head = Look(bold=True, wrapped=True, vertical="bottom")
    lines = max((_lines(text, width) for text, width in zip(table.heads, widths, strict=True)), default=1)
    rows.append([Cell(text, head) for text in table.heads], lines=lines)
    of_columns = [_cells(column, width) for column, width in zip(table.columns, widths, strict=True)]
    for row in zip(*of_columns, strict=True):
        rows.append((cell for cell, _ in row), lines=max(lines for _, lines in row))
    if table.told:
        rows.append()
    for note in table.told:
        rows.append([Cell(note)])


def _cells(column: Column, width: float) -> Iterator[tuple[Cell, int]]:
    """Yield the cells of a column, and how many lines each takes."""
    look = Look(horizontal="center") if column.kind == "code" else PLAIN
    wrapped = Look(wrapped=True, vertical="top")
    for row, value in enumerate(column.values):
        if column.decimals is not None:
            mark = column.marks[row] if column.marks else ""
            shown = _number_look(column.decimals_of(row), mark, sign=column.sign)
            yield Cell(float(value), shown) if math.isfinite(value) else Cell(None), 1
            continue
        text = str(value)
        if column.kind == "number" and (told := _TOLD.fullmatch(text)):  # a place, which may be shared
            yield Cell(int(told[1]), Look(f'0"{told[2]}"' if told[2] else "0")), 1
        elif column.kind == "words" and (lines := _lines(text, width)) > 1:
            yield Cell(text, wrapped), lines
        else:
            yield Cell(text, look), 1


@lru_cache
def _number_look(decimals: int, mark: str, *, sign: bool) -> Look:
    """How a number is shown: the sign of one that is not official stands beside it, and it stays a number."""
    digits = f"#,##0{'.' + '0' * decimals if decimals else ''}"
    after = f'"{mark}"' if mark and '"' not in mark else ""
    shown = f"{digits}{after}"
    return Look(f"+{shown};-{shown};{shown}" if sign else shown)
