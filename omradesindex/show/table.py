"""A table as data: columns that keep their numbers, and know how these are written for a reader."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from omradesindex.wording import Language, numbers, rounded

if TYPE_CHECKING:
    import pandas as pd

#: What a column holds: numbers; the name of its row; words that may be broken over lines; a code or the like.
Kind = Literal["number", "name", "words", "code"]


class Origin(NamedTuple):
    """Where a figure comes from, in words: its period and quality, whether it is there, its source."""

    period: str
    quality: str
    status: str
    source: str


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    head : str
        What stands at its top.
    values : sequence
        Numbers (NaN where there is none) or texts, one for each row.
    kind : {"number", "name", "words", "code"}
        ``number``: to the right, also where a number has been made a text (``"2="``). ``name``: what the row
        is about, once in a table. ``words``: to the left, broken over lines where it is narrow. ``code``: to
        the right, never broken.
    decimals : int or sequence of int, optional
        With how many decimals numbers are written, all or those of each row (where rows have units of their
        own); without it the values are texts.
    unit : str
        Beside the head; never in the cells.
    sign : bool
        Write a plus before numbers above zero.
    marks : sequence of str
        What stands directly after the value of each row: a mark of quality, a rank in brackets.
    notes : sequence of str
        What each cell says besides, where there is room for it (a tooltip, a comment).
    strong : bool or sequence of bool
        The whole column, or the cells in it, that the eye should find first.
    group : str
        A head over this column and its neighbours of the same group.
    origins : callable, optional
        Gives where the figure of each row comes from, for files that have room for it.

    Examples
    --------
    >>> Column("Index", [108.26, float("nan")], decimals=1, marks=("*", "")).texts("sv")
    ['108,3*', '–']
    """

    head: str
    values: Sequence[Any]
    kind: Kind = "number"
    decimals: int | Sequence[int] | None = None
    unit: str = ""
    sign: bool = False
    marks: Sequence[str] = ()
    notes: Sequence[str] = ()
    strong: bool | Sequence[bool] = False
    group: str = ""
    origins: Callable[[], Sequence[Origin]] | None = None

    def texts(self, lang: Language) -> list[str]:
        """Return the cells as they are read."""
        if self.decimals is None:
            cells = [str(value) for value in self.values]
        else:
            cells = numbers(self.values, self.decimals, lang=lang, sign=self.sign)
        if not self.marks:
            return cells
        return [cell + mark for cell, mark in zip(cells, self.marks, strict=True)]

    @property
    def title(self) -> str:
        """The head with the unit."""
        return f"{self.head} ({self.unit})" if self.unit else self.head

    def decimals_of(self, row: int) -> int:
        """With how many decimals the number of a row is written."""
        return self.decimals if isinstance(self.decimals, int) else (self.decimals or ())[row]

    def is_strong(self, row: int) -> bool:
        """Whether the eye should find a cell first."""
        return self.strong if isinstance(self.strong, bool) else bool(self.strong[row])

    def __getstate__(self) -> dict[str, Any]:
        # What gives the origins may be a function that cannot be put away; the origins can.
        own = self.origins
        return self.__dict__ | {"origins": None if own is None else partial(list, [*own()])}

    def rows(self, order: Sequence[int]) -> Column:
        """Return the column with these of its rows, in this order."""
        origins = self.origins
        return replace(
            self,
            origins=None if origins is None else lambda: (own := origins()) and [own[i] for i in order],
            values=[self.values[i] for i in order],
            decimals=[self.decimals[i] for i in order]
            if isinstance(self.decimals, Sequence)
            else self.decimals,
            marks=[self.marks[i] for i in order] if self.marks else (),
            notes=[self.notes[i] for i in order] if self.notes else (),
            strong=self.strong if isinstance(self.strong, bool) else [self.strong[i] for i in order],
        )


def untaken(name: str, taken: Collection[str], longest: int | None = None) -> str:
    """Return a name that is not taken: the name itself, cut where it is too long, or with a number after it.

    Capitals tell no names apart: spreadsheet programs and many who read do not either.

    Examples
    --------
    >>> untaken("Mål", ["Mål", "Mål (2)"]), untaken("Överensstämmelse", [], 8)
    ('Mål (3)', 'Överenss')
    """
    folded = {one.casefold() for one in taken}
    tried, k = name[:longest], 2
    while tried.casefold() in folded:
        end = f" ({k})"
        tried, k = f"{name[: None if longest is None else longest - len(end)]}{end}", k + 1
    return tried


def apart(names: Iterable[str]) -> list[str]:
    """Return names that differ: of several alike the first keeps its own, the others get numbers after it.

    As :func:`untaken` for one after another, in time that grows with the names.

    Examples
    --------
    >>> apart(["Mål", "Väg", "mål", "Mål"])
    ['Mål', 'Väg', 'mål (2)', 'Mål (3)']
    """
    differing: list[str] = []
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for name in names:
        tried, k = name, numbers.get(name.casefold(), 2)
        while tried.casefold() in taken:
            tried, k = f"{name} ({k})", k + 1
        numbers[name.casefold()] = k
        taken.add(tried.casefold())
        differing.append(tried)
    return differing


@dataclass(frozen=True)
class Table:
    """Columns of equal length under a caption, with the notes that belong to them.

    Parameters
    ----------
    caption : str
        What the table shows and whose figures it holds.
    columns : sequence of Column
    notes : sequence of str
        What must be known to read it; they follow it wherever it goes. Empty ones are left out.
    breaks : mapping of int to str
        Row → what stands before it across all columns, where rows are left out (``"… 12 områden till …"``).
    ruled : collection of int
        Rows with a line under them: the whole city's, the last before another kind of rows.

    Examples
    --------
    >>> table = Table("Index", [Column("Område", ["Hamnen"], "name"), Column("Index", [104.25], decimals=1)])
    >>> table.to_frame()["Index"].tolist()
    [104.3]
    """

    caption: str
    columns: Sequence[Column]
    notes: Sequence[str] = ()
    breaks: Mapping[int, str] = field(default_factory=dict)
    ruled: frozenset[int] = frozenset()

    @cached_property
    def length(self) -> int:
        """How many rows it has."""
        return len(self.columns[0].values) if self.columns else 0

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The notes that say something."""
        return tuple(note for note in self.notes if note)

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """The heads with groups and units, told from each other where two columns have the same."""
        heads: list[str] = []
        for column in self.columns:
            head = f"{column.group}: {column.title}" if column.group else column.title
            heads.append(untaken(head, heads))
        return tuple(heads)

    def to_frame(self) -> pd.DataFrame:
        """Return what is read as a frame: heads with units, numbers rounded as they are written."""
        import pandas as pd

        columns: dict[str, Any] = {}
        for head, column in zip(self.heads, self.columns, strict=True):
            columns[head] = (
                list(column.values)
                if column.decimals is None
                else [rounded(v, column.decimals_of(row)) for row, v in enumerate(column.values)]
            )
        return pd.DataFrame(columns)
