"""A page as data: headings, paragraphs, tables and figures, made once and written in any form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from omradesindex.doors import door
from omradesindex.errors import OmradesindexError, listing
from omradesindex.show.blocks import (
    Block,
    Contents,
    Field,
    Figure,
    Fold,
    Heading,
    Items,
    Link,
    Paragraph,
)
from omradesindex.show.table import Table
from omradesindex.wording import Language

__all__ = [
    "WIDTH",
    "Block",
    "Contents",
    "Field",
    "Figure",
    "Fold",
    "Heading",
    "Items",
    "Link",
    "Page",
    "Paragraph",
]

#: Characters in a line of a terminal.
WIDTH = 100
_NARROWEST = 20


@door
@dataclass(frozen=True)
class Page:
    """What an answer says, as data.

    Parameters
    ----------
    title : str
        What is shown and whose figures it is about.
    blocks : sequence of Heading, Paragraph, Items, Contents, Field, Table, Figure or Fold
        In the order of reading.
    notes : sequence of str
        What every reader must be told, whatever part of the page is shown: the quality of the figures, what
        they rest on, their source. Empty ones are left out.
    lang : {"sv", "en"}
    stamp : str
        What tells pages made of the same figures from others; it stands last, and at the foot of paper.

    Examples
    --------
    >>> from omradesindex.show.table import Column
    >>> rows = [Column("Område", ["Hamnen"], "name"), Column("Index", [104.2], decimals=1)]
    >>> page = Page("Index · Hamnstad", [Table("", rows)], ["1 av 1 indikator har uppgifter."])
    >>> print(page)
    Index · Hamnstad
    <BLANKLINE>
    Område  Index
    Hamnen  104,2
    <BLANKLINE>
    1 av 1 indikator har uppgifter.
    """

    title: str
    blocks: Sequence[Block]
    notes: Sequence[str] = ()
    lang: Language = "sv"
    stamp: str = ""

    @property
    def told(self) -> tuple[str, ...]:
        """The notes that say something, and the stamp after them."""
        return tuple(note for note in (*self.notes, self.stamp) if note)

    def tables(self) -> list[Table]:
        """Return all tables in the order of reading, those to unfold too."""
        return [block for block in _opened(self.blocks) if isinstance(block, Table)]

    def first(self) -> Page:
        """Return the page up to and with its first table; the notes that every reader must be told stay."""
        for place, block in enumerate(self.blocks):
            if isinstance(block, Table):
                return replace(self, blocks=tuple(self.blocks[: place + 1]))
        return self

    def text(self, width: int = WIDTH) -> str:
        """Write the page as text, in lines of ``width`` characters (at least 20)."""
        if width < _NARROWEST:
            raise OmradesindexError(f"the width is {width}", expected=f"at least {_NARROWEST} characters")
        from omradesindex.show.terminal import text_of

        return text_of(self, width)

    def html(self, *, whole: bool = False) -> str:
        """Write the page as HTML: a part that stands alone beside others, or with ``whole`` a document."""
        from omradesindex.show.html import document_of, html_of

        return document_of(self) if whole else html_of(self)

    def write(self, path: str | Path, *, template: str | Path | None = None) -> Path:
        """Write the page to a file, by its ending.

        Parameters
        ----------
        path : str or Path
            ``.txt``, ``.html``, ``.docx`` (Word), ``.pdf``, ``.xlsx`` (a sheet a table) or ``.csv`` (its
            first table).
        template : str or Path, optional
            A Word document whose styles, page size, head and foot a ``.docx`` takes.

        Raises
        ------
        OmradesindexError
            Another kind of file, a page without tables as ``.csv``, a folder that is not there, or a file
            that cannot be written; a template that is none or lacks styles that are needed.
        """
        from omradesindex.show import pdf, word, workbook, writing

        path = Path(path)
        if template is not None and path.suffix.lower() != ".docx":
            raise OmradesindexError(
                "a template is for Word alone", where=str(path), expected="a file that ends with .docx"
            )
        form = None if template is None else Path(template)
        writers: dict[str, Callable[[Path], Any]] = {
            ".txt": lambda to: writing.write_text(to, f"{self.text()}\n"),
            ".html": lambda to: writing.write_text(to, self.html(whole=True)),
            ".docx": lambda to: word.write_page(to, self, form),
            ".pdf": lambda to: pdf.write_page(to, self.html(whole=True), self.lang),
            ".xlsx": lambda to: workbook.write_page(to, self),
            ".csv": lambda to: writing.write_csv(to, self.tables()[0].to_frame()),
        }
        if path.suffix.lower() not in writers:
            raise OmradesindexError(
                f"a page cannot be written as '{path.suffix}'",
                where=str(path),
                expected=f"a file that ends with one of {listing(writers)}",
            )
        if path.suffix.lower() == ".csv" and not self.tables():
            raise OmradesindexError(
                "the page has no table", where=str(path), remedy="write it as .txt or .html"
            )
        return writing.write_file(path, writers[path.suffix.lower()])

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        return self.html()


def _opened(blocks: Sequence[Block]) -> list[Block]:
    return [
        one for block in blocks for one in (_opened(block.within) if isinstance(block, Fold) else [block])
    ]
