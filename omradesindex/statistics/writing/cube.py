"""A cube of figures as it is handed to statistical databases: dimensions, cells, and what each cell is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from omradesindex.frozen import Frozen
from omradesindex.show.table import apart
from omradesindex.statistics.vocabulary import NO_CELL, QUALITY_LABELS, STATUS_LABELS
from omradesindex.wording import Language, Said, Text, join

Role = Literal["geo", "time", "metric"]

#: What stands where there is no figure, by status, as in PxWeb's own tables.
MARKS: Mapping[str, str] = Frozen(
    {"suppressed": "..", "missing": "...", "not_collected": "...", NO_CELL: "."}
)
_NO_CELL = Text("kan inte förekomma", "not applicable")


@dataclass(frozen=True)
class Category:
    """One of the things that a dimension tells apart.

    Attributes
    ----------
    code : str
    label : Said
    unit : Said
        Of what is measured; empty in other dimensions.
    decimals : int
        With how many it is shown.
    """

    code: str
    label: Said
    unit: Said = field(default_factory=dict)
    decimals: int = 0


@dataclass(frozen=True)
class Dimension:
    """A dimension and its categories, each of which has a label of its own in every language."""

    code: str
    label: Said
    categories: tuple[Category, ...]
    role: Role

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its categories."""
        return tuple(category.code for category in self.categories)

    def labels(self, lang: Language) -> list[str]:
        """Return what its categories are called, each in its own way."""
        return apart(category.label[lang] for category in self.categories)


@dataclass(frozen=True)
class Cube:
    """Figures of all combinations of some dimensions, the last running fastest.

    Attributes
    ----------
    code : str
        What the table is called by machines.
    title : Said
    dimensions : tuple of Dimension
    values : ndarray
        As many axes as there are dimensions; NaN where there is no figure.
    quality : ndarray of str, same shape
        What each figure is (:data:`~omradesindex.statistics.vocabulary.QUALITIES`); "" where there is none.
    status : ndarray of str, same shape
        ``observed``, or why there is no figure; ``no_cell`` where none belongs.
    notes : mapping of language to sequence of str
        What every reader must be told.
    source : Said
    """

    code: str
    title: Said
    dimensions: tuple[Dimension, ...]
    values: NDArray[np.float64]
    quality: NDArray[np.object_]
    status: NDArray[np.object_]
    notes: Mapping[Language, Sequence[str]] = field(default_factory=dict)
    source: Said = field(default_factory=dict)

    @property
    def marks(self) -> NDArray[np.object_]:
        """What stands in each cell without a figure; "" where there is one."""
        marks = np.full(self.status.shape, "", dtype=object)
        for status, mark in MARKS.items():
            marks[(self.status == status) & np.isnan(self.values)] = mark
        return marks

    def told(self, lang: Language) -> list[str]:
        """Return the notes, and what the marks mean that stand in the cells."""
        meant: dict[str, list[str]] = {}
        for status, mark in MARKS.items():
            if (self.status == status).any():
                label = _NO_CELL if status == NO_CELL else STATUS_LABELS[status][0]
                meant.setdefault(mark, []).append(label.in_(lang))
        return [
            *self.notes.get(lang, ()),
            *(f"{mark} = {join(labels, lang=lang)}" for mark, labels in meant.items()),
        ]


def quality_said(quality: str, lang: Language) -> str:
    """Say what a figure is that is not official; nothing of one that is.

    Examples
    --------
    >>> quality_said("estimated", "sv"), quality_said("official", "sv")
    ('uppskattad', '')
    """
    return "" if quality in ("", "official") else QUALITY_LABELS[quality][0].in_(lang)
