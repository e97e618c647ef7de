"""Counts that were rounded to a base: by which rule, and so how far from each figure the truth may lie.

A table says it with a column ``rounding``: ``nearest 5``, ``random 5``, ``controlled 5``. What was done to a
figure stays with it, since nobody sees it on a 15; a sum of rounded figures says of how many it is made:
``3 x nearest 5``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import did_you_mean, listing
from omradesindex.methods.equal import same
from omradesindex.methods.sums import gathered
from omradesindex.patterns import pattern
from omradesindex.plaintext import plain
from omradesindex.statistics.uniform import constant
from omradesindex.statistics.vocabulary import STATUSES
from omradesindex.wording import Language, say

if TYPE_CHECKING:
    from scipy import sparse

    from omradesindex.statistics.checker import Checker, Labels
    from omradesindex.statistics.placed import Placed

Floats = NDArray[np.float64]

_OBSERVED = STATUSES.index("observed")

#: To the nearest multiple, by lot, or so that sums hold (wide: up to two bases away), from the closest on.
HOWS: tuple[str, ...] = ("nearest", "random", "controlled", "controlled wide")

_NOTE = " är avrundade till multiplar av "
_APART = " Delar summerar inte alltid till helheter."

_FRACTIONS = " of fractions"
_TEXT = pattern(
    rf"(?:(?P<parts>\d+(?:\.\d+)?) x )?(?P<how>{'|'.join(HOWS)}) (?P<base>[1-9]\d{{0,8}})"
    rf"(?P<fractions>{_FRACTIONS})?"
)


class Rounding(NamedTuple):
    """What was done to a figure.

    Attributes
    ----------
    how : str
        One of :data:`HOWS`.
    base : int
    parts : float
        Of how many rounded figures this is the sum; a share of one where it was split.
    whole : bool
        Whether what was rounded were whole numbers: below 5 is then 4 at most.
    """

    how: str
    base: int
    parts: float = 1.0
    whole: bool = True

    @property
    def text(self) -> str:
        """The words of the column ``rounding``.

        Examples
        --------
        >>> Rounding("nearest", 5).text, Rounding("random", 10, 3.0, whole=False).text
        ('nearest 5', '3 x random 10 of fractions')
        """
        parts = "" if same(self.parts, 1.0) else f"{self.parts:.12f}".rstrip("0").rstrip(".") + " x "
        return f"{parts}{self.how} {self.base}{'' if self.whole else _FRACTIONS}"

    def said(self, lang: Language = "sv") -> str:
        """Say it to a reader.

        Examples
        --------
        >>> Rounding("nearest", 5).said()
        'till multiplar av 5'
        """
        return say(lang, f"till multiplar av {self.base}", f"to multiples of {self.base}")

    @property
    def reach(self) -> tuple[float, float]:
        """How much less, and how much more, the truth may be.

        Examples
        --------
        >>> Rounding("nearest", 5).reach, Rounding("nearest", 10).reach, Rounding("random", 5).reach
        ((2.0, 2.0), (5.0, 4.0), (4.0, 4.0))
        """
        if self.how == "nearest":  # half-way goes up
            half = self.base / 2
            down, up = (self.base // 2, (self.base + 1) // 2 - 1) if self.whole else (half, half)
        else:
            down = up = self.base * (1 + (self.how == "controlled wide")) - self.whole
        return self.parts * down, self.parts * up

    @property
    def deviation(self) -> float:
        r"""Standard deviation of what it does to a figure, where any distance from a multiple is as likely.

        To the nearest one, :math:`b/\sqrt{12}`; to either neighbour by lot, :math:`b/\sqrt6`, and no more
        where sums are kept. Roundings are independent of each other.

        Examples
        --------
        >>> round(Rounding("nearest", 5).deviation, 2), round(Rounding("random", 5, 4.0).deviation, 2)
        (1.44, 4.08)
        """
        variance = {"nearest": 1 / 12, "controlled wide": 4 / 6}.get(self.how, 1 / 6)
        return self.base * float(np.sqrt(variance * self.parts))


def read_rounding(text: str) -> Rounding | None:
    """Read the words of the column ``rounding``; None where they are no such.

    Examples
    --------
    >>> read_rounding("3 x nearest 5")
    Rounding(how='nearest', base=5, parts=3.0, whole=True)
    """
    read = _TEXT.fullmatch(text)
    if read is None or not float(read["parts"] or 1):
        return None
    return Rounding(read["how"], int(read["base"]), float(read["parts"] or 1), read["fractions"] is None)


@dataclass(frozen=True, eq=False)
class Marks:
    """What was done to each figure of a table.

    Attributes
    ----------
    kinds : tuple of (Rounding or None)
        Each once; the first is None: nothing.
    codes : ndarray of int, shape (n_blocks, n_areas), or (n_rows,)
        Positions in ``kinds``.
    """

    kinds: tuple[Rounding | None, ...]
    codes: NDArray[np.int32]

    @classmethod
    def none(cls, shape: tuple[int, ...]) -> Marks:
        """Nothing was done to any of them."""
        return cls((None,), constant(np.int32(0), shape))

    def __getitem__(self, at: Any) -> Marks:
        return Marks(self.kinds, self.codes[at])

    def __bool__(self) -> bool:
        return bool(self.codes.any())

    @property
    def texts(self) -> NDArray[np.object_]:
        """The words of each figure; empty where nothing was done."""
        return self._spread(["" if kind is None else kind.text for kind in self.kinds], object)

    @property
    def used(self) -> tuple[Rounding, ...]:
        """What was done to any of them, each once."""
        kinds = (self.kinds[code] for code in np.unique(self.codes))
        return tuple(kind for kind in kinds if kind is not None)

    def reach(self) -> tuple[Floats, Floats]:
        """How much less, and how much more, the truth of each figure may be."""
        down, up = zip(*((0.0, 0.0) if kind is None else kind.reach for kind in self.kinds), strict=True)
        return self._spread(down, float), self._spread(up, float)

    def deviation(self) -> Floats:
        """Standard deviation of what was done to each figure; 0 for nothing."""
        return self._spread([0.0 if kind is None else kind.deviation for kind in self.kinds], float)

    def _spread(self, of_kinds: Iterable[object], dtype: type) -> NDArray[Any]:
        return np.asarray([*of_kinds], dtype=dtype)[self.codes]

    def times(self, factors: Floats) -> Marks:
        """The same of figures that are multiplied, each row by its factor."""
        return self.summed_of(self._rows(factors), self.kinds) if self else self

    def _rows(self, factors: Floats) -> Floats:
        """How much of each kind is in each figure; shape (n_kinds, n_blocks, n_areas)."""
        kinds = np.arange(len(self.kinds))[:, None, None]
        return np.where(self.codes == kinds, np.abs(factors)[:, None], 0.0)

    def summed(self, inside: Floats | sparse.csc_array[Any], there: NDArray[np.bool_]) -> Marks:
        """What was done to sums of the figures.

        Parameters
        ----------
        inside : ndarray or sparse array, shape (n_areas, n_wholes)
            The share 0–1 of each that belongs to each whole.
        there : ndarray of bool, shape (n_blocks, n_areas)
            Which figures are added.
        """
        if not self:
            return Marks.none((len(self.codes), inside.shape[1]))
        amounts = [gathered((self.codes == k) & there, inside) for k in range(len(self.kinds))]
        return self.summed_of(np.stack(amounts), self.kinds)

    @staticmethod
    def summed_of(amounts: Floats, kinds: tuple[Rounding | None, ...]) -> Marks:
        """What sums are marked as, from how much of each kind (``amounts[k]``) is in each."""
        columns = amounts.reshape(len(kinds), -1).T
        distinct, codes = np.unique(columns.round(12), axis=0, return_inverse=True)
        made = [_together([(k, n) for k, n in zip(kinds, row, strict=True) if k and n]) for row in distinct]
        places = {kind: place for place, kind in enumerate(dict.fromkeys([None, *made]))}
        own = np.array([places[kind] for kind in made], dtype=np.int32)
        return Marks(tuple(places), own[codes.reshape(-1)].reshape(amounts.shape[1:]))

    def spread(self, placed: Placed) -> Marks:
        """Those of rows, where each row's figure stands in a table."""
        return Marks(self.kinds, placed.spread(self.codes, 0))

    def with_whole(self, status: NDArray[np.int8]) -> Marks:
        """These figures, and last the sum of those that are there."""
        whole = self.summed(np.ones((self.codes.shape[1], 1)), status == _OBSERVED)
        return self.beside(whole)

    def with_last(self, rows: NDArray[np.bool_], status: NDArray[np.int8]) -> Marks:
        """These figures, where in some rows the last is the sum of the others that are there."""
        if not self:
            return self
        parts = self[:, :-1]
        both = self.beside(parts.with_whole(status[:, :-1])[:, -1:])
        codes = both.codes[:, :-1].copy()
        codes[rows, -1] = both.codes[rows, -1]
        return Marks(both.kinds, codes)

    def beside(self, other: Marks) -> Marks:
        """These figures, and others to the right of them."""
        if not (self or other):
            return Marks.none((len(self.codes), self.codes.shape[1] + other.codes.shape[1]))
        kinds = tuple(dict.fromkeys([*self.kinds, *other.kinds]))
        own = np.array([kinds.index(kind) for kind in other.kinds], dtype=np.int32)
        return Marks(kinds, np.column_stack([self.codes, own[other.codes]]))


def _together(parts: list[tuple[Rounding, float]]) -> Rounding | None:
    """What a sum of rounded figures is, given how many of each kind; never closer than they are together."""
    if not parts:
        return None
    base = max(kind.base for kind, _ in parts)
    how = max((kind.how for kind, _ in parts), key=HOWS.index)
    alike = len({(kind.how, kind.base, kind.whole) for kind, _ in parts}) == 1
    number = sum(n * kind.parts * (kind.base / base) for kind, n in parts)
    return Rounding(how, base, round(float(number), 12), alike and parts[0][0].whole)


def tells_rounding(notes: Iterable[str]) -> bool:
    """Whether notes tell of rounded counts already.

    Examples
    --------
    >>> tells_rounding(["Antalen är avrundade till multiplar av 5."])
    True
    """
    return any(_NOTE in note for note in notes)


def rounding_notes(marks: Marks, notes: tuple[str, ...]) -> tuple[str, ...]:
    """Return a table's notes with what a reader must be told of rounded counts, where they do not tell it.

    Parameters
    ----------
    marks : Marks
        Of the table's counts.
    notes : tuple of str
    """
    if not marks or tells_rounding(notes):
        return notes
    used = marks.used
    bases = " och ".join(map(str, sorted({kind.base for kind in used})))
    whose = "Antalen" if (marks.codes > 0).all() else "En del av antalen"
    apart = "" if all(kind.how.startswith("controlled") for kind in used) else _APART
    return (*notes, f"{whose}{_NOTE}{bases}.{apart}")


def read_marks(check: Checker, numbers: dict[str, Floats], kind: Labels) -> Marks:
    """Return what a table's column ``rounding`` says of each row.

    Raises
    ------
    StatisticsError
        Words that are no rounding, figures that are no counts, or that are not what they are said to be.
    """
    rows = len(check.frame)
    if "rounding" not in check.frame:
        return Marks.none((rows,))
    rows_of, cells = check.distinct("rounding")
    said = ["" if cell is None else plain(str(cell)) for cell in cells]
    texts = dict.fromkeys(["", *said])
    kinds = {text: read_rounding(text) for text in texts}
    check.refuse(
        np.array([bool(text) and kinds[text] is None for text in said], dtype=bool)[rows_of],
        "the rounding is '{rounding}'",
        expected=f"how and to which base: {listing(f'{how} 5' for how in HOWS)}; empty for none",
        remedy="correct it" + next((did_you_mean(t, HOWS) for t in texts if t and kinds[t] is None), ""),
    )
    places = {text: place for place, text in enumerate(texts)}
    codes = np.array([places[text] for text in said], dtype=np.int32)[rows_of]
    marked = codes > 0
    check.refuse(
        marked & (kind != "count") & (kind != "share"),
        "a rounding is stated of a figure that is a '{kind}'",
        expected="a rounding of counts, or of a share's numerator and denominator",
        remedy="leave 'rounding' empty there",
    )
    check.refuse(
        marked & (kind == "share") & np.isnan(numbers["denominator"]) & ~np.isnan(numbers["value"]),
        "a rounding is stated of a share without its counts",
        expected="a share's numerator and denominator, which were rounded",
        remedy="give them, or leave 'rounding' empty there",
    )
    base = np.array([k.base if k and k.parts.is_integer() else np.nan for k in kinds.values()])[codes]
    for column in ("value", "numerator", "denominator"):
        counted = kind == ("count" if column == "value" else "share")
        with np.errstate(invalid="ignore"):
            apart = ~same(numbers[column], base * np.round(numbers[column] / base))
        check.refuse(
            marked & counted & ~np.isnan(base) & ~np.isnan(numbers[column]) & apart,
            f"the figure is no multiple of its base, although its rounding is '{{rounding}}' ({column})",
            remedy="correct the row, or leave 'rounding' empty where nothing was rounded",
        )
    return Marks(tuple(kinds.values()), codes)
