"""What an answer hands over: its files, each with what it is and for whom, written together or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from omradesindex.frozen import Frozen
from omradesindex.show.cut import sheets_of
from omradesindex.show.drawing import can_draw
from omradesindex.show.file_names import file_name
from omradesindex.show.files import excel_csv, figure_writers, left_out, parquet_writer
from omradesindex.show.page import Page
from omradesindex.show.table import Column, Table
from omradesindex.show.writing import (
    Writer,
    first_sheet,
    in_new_folder,
    with_further,
    write_csv,
    write_text,
    write_together,
)
from omradesindex.wording import Language, Text, plural, say

if TYPE_CHECKING:
    import pandas as pd

#: Who opens a file: a reader, a spreadsheet program, whoever computes on, a map program; nobody outside.
Whom = Literal["reader", "sheet", "data", "map", "inside"]

WHOM = Frozen(
    {
        "reader": Text("att läsa och lämna vidare", "to read and hand on"),
        "sheet": Text("att öppna i ett kalkylprogram", "to open in a spreadsheet program"),
        "data": Text("att räkna vidare på", "to compute on"),
        "map": Text("att öppna i ett kartprogram", "to open in a map program"),
        "inside": Text("inte att lämna vidare", "not to be handed on"),
    }
)

_README = Text("vilken fil som är för vem", "which file is for whom")

#: How the files of a figure's further sheets are numbered.
_FURTHER = ("-[0-9]", "-[0-9][0-9]")
# Of a chart, in a PDF.
_MOST_SHEETS = 20

#: Between the parts of a long text.
RULE = f"\n\n{'-' * 80}\n\n"


@dataclass(frozen=True)
class File:
    """One file: its name, what it holds and who opens it."""

    name: str
    what: Text
    whom: Whom


class Written(list[Path]):
    """The paths of the files that were written; shows what each is and for whom.

    Attributes
    ----------
    files : tuple of File
        In the same order.
    """

    def __init__(self, paths: Sequence[Path], files: Sequence[File], lang: Language) -> None:
        super().__init__(paths)
        # Said now, of the units that the answer is about.
        self.files = tuple(replace(f, what=Text(f.what.in_("sv"), f.what.in_("en"))) for f in files)
        self._lang = lang

    def page(self) -> Page:
        """Return the list of files as a page: one that is written in several forms has one row."""
        lang = self._lang
        folder = self[0].parent if self else ""
        return files_page(say(lang, f"Sparat i {folder}", f"Saved in {folder}"), self.files, lang)

    def __repr__(self) -> str:
        return self.page().text()

    def _repr_html_(self) -> str:
        return self.page().html()


def files_page(title: str, listed: Sequence[File], lang: Language) -> Page:
    """Return a list of files as a page: one that is written in several forms has one row."""
    forms: dict[tuple[str, File], list[str]] = {}
    for file in sorted(listed, key=lambda file: list(WHOM).index(file.whom)):
        name = Path(file.name)
        forms.setdefault((name.with_suffix("").as_posix(), replace(file, name="")), []).append(name.suffix)
    files = [file for _, file in forms]
    # For whom stands once, above their files: beside a long name there is then room for what it is.
    firsts = {WHOM[file.whom].in_(lang): row for row, file in reversed([*enumerate(files)])}
    n = len(listed)
    table = Table(
        say(lang, f"{n} {plural(n, 'fil', 'filer')}", f"{n} {plural(n, 'file', 'files')}"),
        [
            Column(
                say(lang, "Fil", "File"),
                [f"{stem}{', '.join(suffixes)}" for (stem, _), suffixes in forms.items()],
                "words",
            ),
            Column(say(lang, "Innehåll", "Contents"), [file.what.in_(lang) for file in files], "words"),
        ],
        breaks={row: f"{whom[0].upper()}{whom[1:]}:" for whom, row in firsts.items()},
    )
    return Page(title, [table], lang=lang)


class Folder:
    """The files of an answer, declared one after another and then written together.

    Parameters
    ----------
    lang : {"sv", "en"}
        Language of what people read and of what files are called; data files hold the same in both.
    figures : bool
        Whether charts and maps are drawn.

    Examples
    --------
    >>> import tempfile
    >>> folder = Folder("sv")
    >>> folder.page("index", lambda: Page("Index", []), Text("tabellen", "the table"))
    >>> [path.name for path in folder.write(tempfile.mkdtemp())]
    ['index.txt', 'index.html', 'index.xlsx']
    """

    def __init__(self, lang: Language, *, figures: bool = True) -> None:
        self.lang = lang
        self.figures = figures
        self._files: dict[str, tuple[File, Writer]] = {}
        self._earlier: list[str] = []
        self._beside: tuple[File, ...] = ()
        self._inside = False
        self._undrawn = self._unbound = False

    def add(self, name: str, write: Writer, what: Text, whom: Whom) -> None:
        """Add a file of any kind, and what writes it; it is called as the folder's language has it."""
        called = file_name(name, self.lang)
        self._files[called] = (File(called, what, "inside" if self._inside else whom), write)

    def names(self, *whom: Whom) -> list[File]:
        """Return the files that have been added so far for some who open them."""
        return [file for file, _ in self._files.values() if file.whom in whom]

    def keep_inside(self) -> None:
        """Say that what is added from here on tells what others must not know."""
        self._inside = True

    def page(
        self,
        name: str,
        page: Callable[[], Page],
        what: Text,
        *,
        more: Callable[[], Sequence[object]] = tuple,
        book: bool = True,
    ) -> None:
        """Add a page, made once, as text, as HTML and as a workbook where ``book`` is true.

        The text goes on with ``more``, a rule between them.
        """
        page = cache(page)
        self.text(f"{name}.txt", lambda: [page(), *more()], what)
        self.add(f"{name}.html", lambda path: write_text(path, page().html(whole=True)), what, "reader")
        if book:
            self.book(name, page, what)

    def html(self, name: str, page: Page, what: Text) -> None:
        """Add a page as HTML alone."""
        self.add(f"{name}.html", lambda path: write_text(path, page.html(whole=True)), what, "reader")

    def book(self, name: str, page: Callable[[], Page], what: Text) -> None:
        """Add a page's tables as a workbook, a sheet for each, where one can be written."""
        from omradesindex.show.workbook import can_bind, write_page

        self.earlier(f"{name}.xlsx")
        if not can_bind():
            self._unbound = True
            return
        self.add(f"{name}.xlsx", lambda path: write_page(path, page()), what, "sheet")

    def text(self, name: str, parts: Callable[[], Sequence[object]], what: Text) -> None:
        """Add a text in parts, a rule between them."""
        self.add(name, lambda path: write_text(path, f"{RULE.join(map(str, parts()))}\n"), what, "reader")

    def table(
        self, name: str, frame: Callable[[], pd.DataFrame], what: Text, *, parquet: bool = False
    ) -> None:
        """Add a table to compute on as CSV and, if asked for, as Parquet."""
        self.add(f"{name}.csv", lambda path: write_csv(path, frame()), what, "data")
        if parquet:
            self.earlier(f"{name}.parquet")
            for file, write in parquet_writer(f"{name}.parquet", frame).items():
                self.add(file, write, what, "data")

    def sheet(self, name: str, frame: Callable[[], pd.DataFrame], what: Text) -> None:
        """Add a table for the spreadsheet programs of the language: its heads and decimal signs."""
        self.add(f"{name}.csv", lambda path: excel_csv(path, frame(), self.lang), what, "sheet")

    def figure(self, name: str, draw: Callable[[], Any], what: Text, *, rows: int = 0) -> None:
        """Add a chart or map as PNG and SVG, where figures are asked for and can be drawn.

        Where it has more ``rows`` than a sheet has room for, a PDF holds all its sheets; of thousands of rows
        they are read in the tables.
        """
        kinds = ("png", "svg")
        further = (f"{name}{sheet}.{kind}" for sheet in ("", *_FURTHER) for kind in kinds)
        self.earlier(*further, f"{name}.pdf")
        if not self.figures:
            return
        if not can_draw():
            self._undrawn = True
            return
        whole = 1 < sheets_of(rows) <= _MOST_SHEETS
        for file, write in figure_writers({name: draw}, pdf=whole).items():
            self.add(file, write, what, "reader")

    def readme(self, name: str, title: str, beside: Sequence[File] = ()) -> None:
        """Add a text that says which of the files, and of those ``beside`` them, is for whom."""
        files = [file for file, _ in self._files.values()]

        def write(path: Path) -> None:
            # Written last: further sheets of a figure lie there by then.
            there = [replace(f, name=sheet) for f in files for sheet in with_further(path.parent, f.name)]
            write_text(path, f"{files_page(title, [*there, *beside], self.lang)}\n")

        self._beside = tuple(beside)
        self.add(name, write, _README, "reader")

    def earlier(self, *names: str) -> None:
        """Name files (``grupper_*.png``) that another answer of the same kind may have left here.

        Those that are not among the new ones are taken away, so that no old figure stands beside a new text.
        """
        self._earlier += [file_name(name, self.lang) for name in names]

    def write(self, folder: str | Path) -> Written:
        """Write all files to a folder, which is made if it is not there, or none.

        Raises
        ------
        OmradesindexError
            The folder, or a file in it, cannot be written.
        """
        if self._undrawn:
            left_out("maps and charts", "matplotlib", "plot")
        if self._unbound:
            left_out("workbooks (.xlsx)", "openpyxl", "excel")
        writers = {name: write for name, (_, write) in self._files.items()}
        paths = write_together(Path(folder), writers, instead_of=self._earlier)
        files = [self._files.get(path.name) or self._files[first_sheet(path.name)] for path in paths]
        named = [replace(file, name=path.name) for (file, _), path in zip(files, paths, strict=True)]
        return Written(paths, named, self.lang)

    def write_new(self, folder: str | Path, more: Callable[[Path], object]) -> Written:
        """Write all files to a folder of their own, and what ``more`` adds there, or none: for others.

        Raises
        ------
        OmradesindexError
            The folder holds something, or cannot be written.
        """
        written: list[Written] = []

        def fill(new: Path) -> None:
            written.append(self.write(new))
            more(new)  # last: what is entered in a ledger has been written

        target = in_new_folder(folder, fill)
        made = written[0]
        names = [*(path.name for path in made), *(file.name for file in self._beside)]
        return Written([target / name for name in names], [*made.files, *self._beside], self.lang)
