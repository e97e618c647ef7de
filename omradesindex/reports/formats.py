"""In which forms a report is written: a function for each, which declares its files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from omradesindex.doors import warn
from omradesindex.errors import OmradesindexError, did_you_mean, listing
from omradesindex.frozen import Frozen
from omradesindex.index.open_data import add_description, add_open_data
from omradesindex.reports.words import PARTS, PROPOSALS
from omradesindex.show import pdf, word
from omradesindex.show.files import left_out
from omradesindex.show.page import Page
from omradesindex.wording import Text

if TYPE_CHECKING:
    from omradesindex.reports.answer import Report
    from omradesindex.show.folder import Folder


class Needs(NamedTuple):
    """What a form needs that is not always installed: the module, the package and our extra."""

    module: str
    package: str
    extra: str


@dataclass(frozen=True)
class Format:
    """A form that a report is written in.

    Attributes
    ----------
    what : str
        What is left out where it cannot be written.
    add : callable
        Adds its files to a folder.
    needs : Needs or None
    may_refuse : bool
        Whether it is not for every index: where it was not asked for by name, it is then left out.
    check : callable or None
        Of a form outside the extra ``all``: refuses in its own words where it cannot be written here. That it
        is left out is told to those alone who ask for it.
    """

    what: str
    add: Callable[[Report, Folder], None]
    needs: Needs | None = None
    may_refuse: bool = False
    check: Callable[[], None] | None = None

    @property
    def can(self) -> bool:
        """Whether what it needs is installed."""
        return self.needs is None or find_spec(self.needs.module) is not None


def _html(report: Report, folder: Folder) -> None:
    for stem, page in report.pages(folder.lang).items():
        folder.html(stem, page, Text(page.title, page.title))


def _txt(report: Report, folder: Folder) -> None:
    folder.text(
        "rapport.txt",
        lambda: [report.page(folder.lang)],
        Text("rapporten som ren text", "the report as plain text"),
    )


def _what_if(report: Report, folder: Folder) -> None:
    from omradesindex.reports.what_if.what_if import add_page

    given = report.given
    add_page(folder, report.result, given.robustness, given.sets, report.stamp(folder.lang))


def _docx(report: Report, folder: Folder) -> None:
    page = report.page(folder.lang)
    folder.add(
        "rapport.docx",
        lambda to: word.write_page(to, page, report.template),
        Text("rapporten som Word-dokument", "the report as a Word document"),
        "reader",
    )


def _pdf(report: Report, folder: Folder) -> None:
    pdf.check()
    lang, page = folder.lang, report.page(folder.lang)
    folder.add(
        "rapport.pdf",
        lambda to: pdf.write_page(to, page.html(whole=True), lang),
        Text("rapporten som tillgänglig PDF (PDF/UA-1)", "the report as an accessible PDF (PDF/UA-1)"),
        "reader",
    )


def _xlsx(report: Report, folder: Folder) -> None:
    given, lang = report.given, folder.lang

    def page() -> Page:
        own = [answer.page(lang) for answer in given.answers()]
        blocks = [block for one in own for block in one.blocks]
        notes = dict.fromkeys(note for one in own for note in one.told)
        return Page(own[0].title, blocks, tuple(notes), lang, report.stamp(lang))

    folder.book("tabeller", page, _TABLES)


def _open(report: Report, folder: Folder) -> None:
    add_open_data(folder, report.result)
    if report.publisher is not None:
        add_description(folder, report.result, report.publisher)


def _slides(report: Report, folder: Folder) -> None:
    """The charts that a meeting is shown, one to a file: what is text in them is text in the SVG."""
    given, lang = report.given, folder.lang
    division = given.statistics.division
    known = not np.isnan(given.result.level_scores["index"]).all()
    if known and division is not None and division.has_outlines:
        folder.figure("karta", lambda: given.result.plot.map(lang=lang), _MAP)
    if known:
        folder.figure("rangordning", lambda: given.result.plot.ranking(lang=lang), _ORDER)
    if given.change is not None:
        change = given.change
        folder.figure("forandring", lambda: change.plot.moves(lang=lang), PARTS["change"])
    if given.trend is not None:
        trend = given.trend
        folder.figure("trend", lambda: trend.plot.lines(lang=lang), PARTS["followed"])
    if given.sets is not None:
        sets = given.sets
        folder.figure("rangdiagram", lambda: sets.plot.bump(lang=lang), PROPOSALS)


#: What the workbook holds.
_TABLES = Text(
    "tabellerna, talen som tal, och var varje tal kommer ifrån",
    "the tables, numbers as numbers, and where each number comes from",
)

_MAP = Text("kartan, till en bild i ett bildspel", "the map, for a slide")
_ORDER = Text("områdenas ordning, till en bild i ett bildspel", "the order of the areas, for a slide")

FORMATS: Mapping[str, Format] = Frozen(
    {
        "html": Format("web pages", _html),
        "docx": Format("the Word document", _docx, Needs("docx", "python-docx", "word")),
        "pdf": Format(
            "the PDF", _pdf, Needs("weasyprint", "weasyprint", "pdf"), may_refuse=True, check=pdf.check
        ),
        "xlsx": Format("the workbook", _xlsx, Needs("openpyxl", "openpyxl", "excel")),
        "open": Format("open data", _open),
        "slides": Format("slides", _slides, Needs("matplotlib", "matplotlib", "plot")),
        "txt": Format("the plain text", _txt),
        "what_if": Format("the page of other weights", _what_if, may_refuse=True),
    }
)


def formats_given(names: Iterable[str] | str | None) -> list[Format]:
    """Return the forms that are asked for; without names all that can be written here.

    Raises
    ------
    OmradesindexError
        An unknown form, none at all, or one whose package is not installed.

    Warns
    -----
    UserWarning
        A form that was not asked for by name, and is left out for want of a package; later, one that is not
        for the index.
    """
    if names is None:
        for form in FORMATS.values():
            if not form.can and form.needs is not None and form.check is None:
                left_out(form.what, form.needs.package, form.needs.extra)
        return [_unless_refused(form) for form in FORMATS.values() if form.can]
    asked = [names] if isinstance(names, str) else list(names)
    if not asked:
        raise OmradesindexError("no form is named", expected=f"some of {listing(FORMATS)}")
    for name in asked:
        if name not in FORMATS:
            raise OmradesindexError(
                f"a report is not written as '{name}'{did_you_mean(str(name), FORMATS)}",
                expected=f"some of {listing(FORMATS)}",
            )
        form = FORMATS[name]
        if form.check is not None:
            form.check()
        if not form.can and form.needs is not None:
            raise OmradesindexError(
                f"'{name}' needs the package {form.needs.package}, which is not installed",
                remedy=f'install it: pip install "omradesindex[{form.needs.extra}]"',
            )
    return [FORMATS[name] for name in dict.fromkeys(asked)]


def _unless_refused(form: Format) -> Format:
    """Leave a form out, with a word about it, where it is not for the index."""
    if not form.may_refuse:
        return form

    def add(report: Report, folder: Folder) -> None:
        try:
            form.add(report, folder)
        except OmradesindexError as error:
            warn(f"{form.what} left out: {error}")

    return replace(form, add=add)
