"""A page as a Word document: headings, tables and figures by the styles of a template, for everybody to read.

What is written by hand here is WordprocessingML (ECMA-376, part 1); python-docx opens the template, knows
its styles and packs pictures. Heads of tables repeat on every page and no row is split; figures and tables
bear their texts, the document its language and its title. The same page gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from html import escape
from importlib.util import find_spec
from itertools import count, groupby
from pathlib import Path
from typing import Any

from omradesindex.errors import OmradesindexError, listing
from omradesindex.plaintext import visible
from omradesindex.show.blocks import (
    Block,
    Contents,
    Document,
    Field,
    Figure,
    Fold,
    Heading,
    Items,
    Paragraph,
)
from omradesindex.show.table import Column, Table
from omradesindex.show.words import part_of
from omradesindex.show.writing import save_timeless
from omradesindex.wording import TAGS, say

#: The styles that a document is made of. Word knows them all; a template holds those that its maker has used.
STYLES = (
    "Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Caption", "List Bullet", "Table Grid",
)  # fmt: skip
_DEEPEST = 3  # level of headings
_EMU = 635  # in a twentieth of a point, which widths are in here
_DPI = 150
#: In a table: half points of its letters and the width of the widest names, tried one after another.
_FITTINGS = ((17, 2800), (17, 2000), (15, 2000))
#: The notes below a table are in small letters, as on the web: nine points, in half points.
_NOTE = 18
#: Widths of a letter of any font, of a bold one, of a cell's margins.
_LETTER, _BOLD, _MARGIN = 108, 130, 230


def can_write() -> bool:
    """Whether a Word document can be written."""
    return find_spec("docx") is not None


def check_template(template: Path) -> None:
    """Refuse a template that is no Word document, or lacks styles that are needed.

    Raises
    ------
    OmradesindexError
        Also where the package python-docx is not installed.
    """
    _opened(template)


def write_page(path: Path, page: Document, template: Path | None = None) -> None:
    """Write a page to a Word document.

    Parameters
    ----------
    path : Path
    page : Document
    template : Path, optional
        A Word document whose styles, page size, head and foot are used; what else stands in it is left out.

    Raises
    ------
    OmradesindexError
        The package python-docx is not installed; a template that is none, or lacks styles.
    """
    document = _opened(template)
    if template is None:
        _set_up(document, page)
    body = document.element.body
    for element in list(body):
        if not element.tag.endswith("}sectPr"):
            body.remove(element)
    writer = _Writer(document, page)
    for at, element in enumerate(writer.elements()):
        body.insert(at, element)
    _describe(document, page)
    save_timeless(document.save, path)


def _opened(template: Path | None) -> Any:
    try:
        import docx
        from docx.opc.exceptions import OpcError
    except ImportError as error:
        raise OmradesindexError(
            "a Word document needs the package python-docx",
            remedy='install it: pip install "omradesindex[word]"',
        ) from error
    if template is None:
        return docx.Document()
    if not template.is_file():
        what = "it is a folder" if template.is_dir() else "the file does not exist"
        raise OmradesindexError(what, where=str(template), expected="a Word template")
    try:
        document = docx.Document(str(template))
    except (KeyError, ValueError, OSError, zipfile.BadZipFile, SyntaxError, OpcError) as error:
        raise OmradesindexError(
            "it is no Word document",
            where=str(template),
            expected="a .docx file",
            remedy="open it in Word and save it as .docx",
        ) from error
    there = {style.name for style in document.styles}
    lacking = [name for name in STYLES if name not in there]
    if lacking:
        raise OmradesindexError(
            f"the template lacks the styles {listing(lacking)}",
            where=str(template),
            expected=f"a document with {listing(STYLES, len(STYLES))}",
            remedy="use each of them once in the template and save it: Word keeps those that have been used",
        )
    return document


# -- elements -----------------------------------------------------------------------------------------------


def _w(tag: str, *inside: Any, **attributes: Any) -> Any:
    """Make an element of WordprocessingML; what is None is left out."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name.rstrip('_')}"), str(value))
    for part in inside:
        if part is not None:
            element.append(part)
    return element


def _x(tag: str, *inside: str, **attributes: Any) -> str:
    """Write an element of WordprocessingML: tables have many thousands, and reading is quicker."""
    told = "".join([f' w:{name}="{escape(str(value))}"' for name, value in attributes.items()])
    return f"<w:{tag}{told}>{''.join(inside)}</w:{tag}>"


def _table(written: str) -> Any:
    """Return a table as an element."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    return parse_xml(written.replace("<w:tbl>", f"<w:tbl {nsdecls('w')}>", 1))


def _run(text: str, *, bold: bool = False, size: int | None = None) -> Any:
    look = [_w("b") if bold else None, _w("sz", val=size) if size else None]
    return _w("r", _w("rPr", *look) if bold or size else None, *_texts(text))


def _texts(text: str) -> Iterator[Any]:
    """Yield the lines of a text, with breaks between them."""
    for place, line in enumerate(visible(text).split("\n")):
        if place:
            yield _w("br")
        element = _w("t")
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        element.text = line
        yield element


def _field(instruction: str) -> list[Any]:
    """Return the runs that open a field, up to what it shows."""
    told = _w("instrText")
    told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    told.text = f" {instruction} "
    return [
        _w("r", _w("fldChar", fldCharType="begin")),
        _w("r", told),
        _w("r", _w("fldChar", fldCharType="separate")),
    ]


def _end() -> Any:
    return _w("r", _w("fldChar", fldCharType="end"))


def _is_right(column: Column) -> bool:
    return column.kind in ("number", "code")


class _Writer:
    """Writes a page's blocks as elements, by the styles of a document."""

    def __init__(self, document: Any, page: Document) -> None:
        self.document, self.page, self.lang = document, page, page.lang
        self.ids = {name: document.styles[name].style_id for name in STYLES}
        self.bookmarks: dict[str, str] = {}
        self.numbers = count(1)
        section = document.sections[0]
        self.width = (section.page_width - section.left_margin - section.right_margin) // _EMU
        self.height = (section.page_height - section.top_margin - section.bottom_margin) // _EMU

    def elements(self) -> Iterator[Any]:
        yield self.paragraph(self.page.title, style="Title")
        for block in self.page.blocks:
            yield from self.block(block, 1)
        for note in self.page.told:
            yield self.paragraph(note)

    def paragraph(
        self,
        *texts: str | Any,
        style: str = "Normal",
        keep: bool = False,
        new_page: bool = False,
        tight: bool = False,
    ) -> Any:
        properties = _w(
            "pPr",
            _w("pStyle", val=self.ids[style]),
            _w("keepNext") if keep else None,
            _w("pageBreakBefore") if new_page else None,
            _w("spacing", before=0, after=0) if tight else None,
        )
        return _w("p", properties, *(_run(text) if isinstance(text, str) else text for text in texts))

    def block(self, block: Block, level: int) -> Iterator[Any]:
        match block:
            case Heading():
                yield self.heading(block)
            case Paragraph(text, label):
                lead = [_run(f"{label} ", bold=True)] if label else []
                yield self.paragraph(*lead, text)
            case Items(texts):
                for text in texts:
                    yield self.paragraph(text, style="List Bullet", tight=text is not texts[-1])
            case Contents():
                yield from self.contents(block)
            case Field(label, lines):
                yield self.paragraph(_run(label, bold=True), keep=True)
                yield self.empty(label, lines)
            case Figure():
                yield from self.figure(block)
            case Fold(summary):
                yield self.paragraph(_run(summary, bold=True), keep=True)
                for one in block.within:
                    yield from self.block(one, level + 1)
            case Table():
                yield from self.table(block)

    def heading(self, block: Heading) -> Any:
        """A heading of level 2 stands directly below the title: it is Word's first."""
        style = f"Heading {min(max(block.level - 1, 1), _DEEPEST)}"
        texts: list[Any] = [_run(block.text)]
        if block.anchor:
            number = next(self.numbers)
            start = _w("bookmarkStart", id=number, name=self.bookmark(block.anchor))
            texts = [start, *texts, _w("bookmarkEnd", id=number)]
        return self.paragraph(*texts, style=style, keep=True, new_page=block.new_page)

    def bookmark(self, anchor: str) -> str:
        """Return the name of an anchor, as Word takes one."""
        return self.bookmarks.setdefault(anchor, f"del_{len(self.bookmarks) + 1}")

    def contents(self, block: Contents) -> Iterator[Any]:
        """The list as a field, which Word gives page numbers; after it what is not in the document."""
        yield self.paragraph(_run(block.caption, bold=True), keep=True)
        linked = [link for link in block.links if link.anchor]
        for place, link in enumerate(linked):
            text = _w("hyperlink", _run(link.text), anchor=self.bookmark(link.anchor), history=1)
            opening = _field('TOC \\o "1-2" \\h \\z \\u') if place == 0 else []
            closing = [_end()] if place == len(linked) - 1 else []
            yield self.paragraph(*opening, text, *closing, tight=True)
        yield from (self.paragraph(link.text) for link in block.links if not link.anchor)

    def empty(self, label: str, lines: int) -> Any:
        """A box to write in, which knows its label."""
        side = {"val": "single", "sz": 6, "space": 4, "color": "595959"}
        border = _w("pBdr", *(_w(edge, **side) for edge in ("top", "left", "bottom", "right")))
        inside = _w("p", _w("pPr", border), _w("r", *(_w("br") for _ in range(max(lines - 1, 0)))))
        properties = _w("sdtPr", _w("alias", val=visible(label)), _w("id", val=next(self.numbers)))
        return _w("sdt", properties, _w("sdtContent", inside))

    def figure(self, block: Figure) -> Iterator[Any]:
        """Each sheet with its own text; the first with the block's."""
        for place, sheet in enumerate(block.picture.sheets):
            across, down = sheet.get_size_inches() * 1440
            scale = min(self.width / across, 0.9 * self.height / down, 1.0)
            width, height = (int(length * scale) * _EMU for length in (across, down))
            inline = self.document.part.new_pic_inline(io.BytesIO(sheet.small_png(_DPI)), width, height)
            inline.docPr.set("descr", visible(block.text if place == 0 else sheet.alt or block.text))
            inline.docPr.set("name", f"{say(self.lang, 'Bild', 'Figure')} {inline.docPr.get('id')}")
            yield self.paragraph(_w("r", _w("drawing", inline)))

    # -- tables ---------------------------------------------------------------------------------------------

    def table(self, table: Table) -> Iterator[Any]:
        """A table; where it is too wide for the page, in parts below each other that name the rows again."""
        size, widths = self.fitted(table)
        parts = self.parts(table, widths)
        for place, columns in enumerate(parts, 1):
            which = part_of(place, len(parts), self.lang) if len(parts) > 1 else ""
            caption = " · ".join(text for text in (table.caption, which) if text)
            if caption:
                yield self.paragraph(caption, style="Caption", keep=True)
            yield self.grid(table, columns, caption, size, [widths[k] for k in columns])
            yield self.paragraph(tight=True)
        for note in table.told:
            yield self.paragraph(_run(note, size=_NOTE), tight=note is not table.told[-1])

    def fitted(self, table: Table) -> tuple[int, list[int]]:
        """Return the largest letters with which the table keeps within the page, and its columns' widths."""
        for size, widest in _FITTINGS:
            widths = self.widths(table, size / _FITTINGS[0][0], widest)
            if sum(widths) <= self.width:
                return size, widths
        return _FITTINGS[0][0], self.widths(table, 1, _FITTINGS[1][1])

    def widths(self, table: Table, scale: float, widest: int) -> list[int]:
        """Return how wide columns are: heads and names are broken between words, numbers never."""

        def of_head(text: str) -> int:
            return max((len(word) for word in text.split()), default=0) * _BOLD

        widths = []
        for column in table.columns:
            texts = max((len(text) for text in column.texts(self.lang)), default=0)
            longest = texts * (_LETTER if column.strong is False else _BOLD)
            longest = longest if column.kind in ("number", "code") else min(longest, widest)
            widths.append(int(max(of_head(column.title), longest, 3 * _LETTER) * scale) + _MARGIN)
        at = 0
        for group, members in groupby(table.columns, key=lambda column: column.group):
            n = len(list(members))
            lacking = int(of_head(group) * scale) + _MARGIN - sum(widths[at : at + n])
            for k in range(at, at + n if group and lacking > 0 else at):
                widths[k] += -(-lacking // n)
            at += n
        return widths

    def parts(self, table: Table, widths: Sequence[int]) -> list[list[int]]:
        """Return which columns stand together: those that name the row in every part, the others once."""
        first = next((k for k, c in enumerate(table.columns) if c.kind == "name"), -1)
        kept = list(range(first + 1))
        left = self.width - sum(widths[k] for k in kept)
        parts, room = [list(kept)], left
        for k in range(first + 1, len(table.columns)):
            if widths[k] > room and parts[-1] != kept:
                parts.append(list(kept))
                room = left
            parts[-1].append(k)
            room -= widths[k]
        return parts

    def grid(self, table: Table, places: Sequence[int], caption: str, size: int, widths: list[int]) -> Any:
        columns = [table.columns[k] for k in places]
        if sum(widths) > self.width:  # a single column that is wider than the page
            widths = [width * self.width // sum(widths) for width in widths]
        own = {
            k: _MARGIN + _LETTER * max(map(len, column.texts(self.lang)), default=0)
            for k, column in enumerate(columns)
            if column.kind in ("name", "words")
        }
        for k in sorted(own, key=lambda k: -own[k]):  # what is left over is for texts, the longest first
            widths[k] += max(min(self.width - sum(widths), own[k] - widths[k]), 0)
        numbers = [k for k, column in enumerate(columns) if k not in own]
        spare = max(self.width - sum(widths), 0) // max(len(numbers), 1)
        for k in numbers:  # a template's letters may be wider than those that were counted with
            widths[k] += min(spare, widths[k] // 5)
        texts = [column.texts(self.lang) for column in columns]
        rows = [*self.heads(columns, widths, size)]
        for row in range(table.length + 1):
            if row in table.breaks:
                rows.append(self.row([self.cell(table.breaks[row], sum(widths), size, span=len(columns))]))
            if row < table.length:
                cells = [
                    self.cell(text[row], width, size, right=_is_right(column), bold=column.is_strong(row))
                    for column, text, width in zip(columns, texts, widths, strict=True)
                ]
                rows.append(self.row(cells))
        return _table(
            _x(
                "tbl",
                _x(
                    "tblPr",
                    _x("tblStyle", val=self.ids["Table Grid"]),
                    _x("tblW", w=sum(widths), type="dxa"),
                    _x("tblLayout", type="fixed"),
                    _x("tblLook", val="04A0", firstRow=1, firstColumn=1),
                    _x("tblCaption", val=visible(caption)) if caption else "",
                ),
                _x("tblGrid", *(_x("gridCol", w=width) for width in widths)),
                *rows,
            )
        )

    def heads(self, columns: Sequence[Column], widths: Sequence[int], size: int) -> Iterator[str]:
        if any(column.group for column in columns):
            cells, at = [], 0
            for group, members in groupby(columns, key=lambda column: column.group):
                span = len(list(members))
                cells.append(self.cell(group, sum(widths[at : at + span]), size, span=span, bold=True))
                at += span
            yield self.row(cells, head=True)
        yield self.row(
            [
                self.cell(column.title, width, size, right=_is_right(column), bold=True)
                for column, width in zip(columns, widths, strict=True)
            ],
            head=True,
        )

    def row(self, cells: Sequence[str], *, head: bool = False) -> str:
        return _x("tr", _x("trPr", _x("cantSplit"), _x("tblHeader") if head else ""), *cells)

    def cell(
        self, text: str, width: int, size: int, *, span: int = 1, right: bool = False, bold: bool = False
    ) -> str:
        properties = _x("tcPr", _x("tcW", w=width, type="dxa"), _x("gridSpan", val=span) if span > 1 else "")
        spacing = _x("spacing", before=20, after=20, line=240, lineRule="auto")
        style = _x("pStyle", val=self.ids["Normal"])
        inside = _x("pPr", style, spacing, _x("jc", val="right") if right else "")
        run = _x("rPr", _x("b") if bold else "", _x("sz", val=size))
        lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in visible(text).split("\n"))
        return _x("tc", properties, _x("p", inside, _x("r", run, _x("br").join(lines))))


# -- the document -------------------------------------------------------------------------------------------


def _describe(document: Any, page: Document) -> None:
    """Say in the document itself what it is called and in which language it stands."""
    from docx.oxml.ns import qn

    told = document.core_properties
    told.title, told.language, told.author = visible(page.title)[:255], TAGS[page.lang], "omradesindex"
    told.last_modified_by, told.revision, told.comments = "", 1, ""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    normal = document.styles["Normal"].element
    for properties in (defaults, normal.get_or_add_rPr()):
        if properties is None:
            continue
        for language in properties.findall(qn("w:lang")):
            properties.remove(language)
        properties.append(_w("lang", val=TAGS[page.lang], eastAsia=TAGS[page.lang], bidi="ar-SA"))


def _set_up(document: Any, page: Document) -> None:
    """Lay a document without a template on A4, with the stamp and the page number at its foot."""
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Calibri", Pt(11)
    for name in STYLES[1:6]:  # python-docx's own are pale
        document.styles[name].font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
    foot = section.footer.paragraphs[0]
    if page.stamp:
        foot.add_run(f"{visible(page.stamp)}   ")
    number = foot.add_run().element
    for run in (*_field("PAGE"), _run("1"), _end()):
        number.addprevious(run)
