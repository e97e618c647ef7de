"""What a page is made of: headings, paragraphs, lists, fields, tables and figures, as data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from omradesindex.errors import OmradesindexError
from omradesindex.show.table import Table
from omradesindex.wording import Language

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture


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


class Document(Protocol):
    """What those who write a page on paper take of it."""

    @property
    def title(self) -> str:
        """What is shown and whose figures it is about."""

    @property
    def blocks(self) -> Sequence[Block]:
        """What stands in it, in the order of reading."""

    @property
    def told(self) -> tuple[str, ...]:
        """What every reader must be told."""

    @property
    def lang(self) -> Language:
        """The language that it stands in."""

    @property
    def stamp(self) -> str:
        """What tells it from pages made of other figures."""
