"""A page as data: headings, paragraphs, tables and figures, made once and written in any form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from omradesindex.doors import door
from omradesindex.errors import OmradesindexError, listing
from omradesindex.show.table import Table
from omradesindex.wording import Language

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture

#: Characters in a line of a terminal.
WIDTH = 100
_NARROWEST = 20


@dataclass(frozen=True)
class Heading:
    """A heading within a page; level 2 stands directly below the page's title.

    Parameters
    ----------
    text : str
    level : int
    anchor : str
        What a :class:`Link` of the same page leads to; empty where none does.
    new_page : bool
        On paper it begins a sheet of its own.
    """

    text: str
    level: int = 2
    anchor: str = ""
    new_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A text; one with ``label`` begins with it, and its lines hang under it."""

    text: str
    label: str = ""


@dataclass(frozen=True)
class Items:
    """Short texts below each other, each a point of its own."""

    texts: Sequence[str]


@dataclass(frozen=True)
class Link:
    """A text that leads to the heading of the same page with this anchor; without one it is only read."""

    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Contents:
    """The list of what a page holds, under a caption."""

    caption: str
    links: Sequence[Link]


@dataclass(frozen=True)
class Field:
    """An empty field that a reader fills in: never with anything of ours in it."""

    label: str
    lines: int = 3


@dataclass(frozen=True)
class Figure:
    """A figure: what draws it, and what it says to those who do not see it, which no figure is without.

    Examples
    --------
    >>> Figure(lambda: picture, " ")
    Traceback (most recent call last):
    ...
    omradesindex.errors.OmradesindexError: a figure has no text for those who do not see it. Expected: ...
    """

    draw: Callable[[], Picture]
    text: str

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise OmradesindexError(
                "a figure has no text for those who do not see it",
                expected="one or two sentences: what is shown, and what comes out of it",
            )

    @classmethod
    def of(cls, picture: Picture) -> Figure:
        """Return a figure that is drawn already, with the text that it brings."""
        return cls(lambda: picture, picture.alt)

    @cached_property
    def picture(self) -> Picture:
        """What it draws, drawn once."""
        return self.draw()


@dataclass(frozen=True)
class Fold:
    """What there is to unfold in a window; in a terminal it is left out.

    Where it takes long to make, ``blocks`` is a function, so that nobody waits for what is not shown.
    """

    summary: str
    blocks: Sequence[Block] | Callable[[], Sequence[Block]]

    @cached_property
    def within(self) -> Sequence[Block]:
        """What stands in it."""
        return self.blocks() if callable(self.blocks) else self.blocks

    def __reduce__(self) -> tuple[type[Fold], tuple[str, Sequence[Block]]]:
        # What makes the blocks may be a function that cannot be put away; the blocks can.
        return type(self), (self.summary, self.within)


Block = Heading | Paragraph | Items | Contents | Field | Table | Figure | Fold


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

    def write(self, path: str | Path) -> Path:
        """Write the page to ``.txt``, ``.html``, ``.xlsx`` (a sheet a table) or ``.csv`` (its first table).

        Raises
        ------
        OmradesindexError
            Another kind of file, a page without tables as ``.csv``, a folder that is not there, or a file
            that cannot be written.
        """
        from omradesindex.show import workbook, writing

        path = Path(path)
        writers: dict[str, Callable[[Path], Any]] = {
            ".txt": lambda to: writing.write_text(to, f"{self.text()}\n"),
            ".html": lambda to: writing.write_text(to, self.html(whole=True)),
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
