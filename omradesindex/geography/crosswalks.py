"""Crosswalks: what share of each area of one division (or year) goes to which area of another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import door
from omradesindex.errors import DivisionError, did_you_mean, listing
from omradesindex.frozen import Frozen, lock
from omradesindex.geography.text_table import check_codes
from omradesindex.geography.weights import check_weights
from omradesindex.methods.guard import numbers, refuse_large
from omradesindex.show.page import Page
from omradesindex.show.shown import Shown
from omradesindex.wording import Language

if TYPE_CHECKING:
    import pandas as pd


Floats = NDArray[np.float64]


def refuse_many(sources: int, targets: int, where: str) -> None:
    """Refuse shares of so many areas in so many others that no usual computer has room for them."""
    refuse_large(
        f"the shares of {sources} areas in {targets} others",
        sources,
        targets,
        each=40,  # with what is made of them on the way
        where=where,
        remedy="make one for each county; where every sub-area lies whole in one area, a Key is enough",
        error=DivisionError,
    )


def _unsaid() -> Floats:
    return np.empty(0)


@door
@dataclass(frozen=True, repr=False, eq=False, kw_only=True)
class Crosswalk(Shown):
    """What share of each source area goes to which target area.

    A :class:`Key` puts each sub-area whole in one area. Between two versions of a division (DeSO 2018 and
    2025, a redrawn GeSO) an area may also be split, and a crosswalk says how. Make one with
    :func:`omradesindex.crosswalk` from outlines, points or the parts that both consist of, or with
    :meth:`from_frame` from a table of codes, and hand it to :meth:`Statistics.to_areas` in a key's place.

    Parameters
    ----------
    id : str
        Short name, for example ``"deso_2018_2025"``.
    sources, targets : tuple of str
        Codes of the areas that figures are carried from and to.
    shares : ndarray, shape (n_sources, n_targets)
        Share 0–1 of each source in each target. A source's add up to one, so that counts are preserved, or
        are all zero where it cannot be bridged.
    weight : ndarray, shape (n_sources,), optional
        What each source weighs altogether, in the unit that the shares were found by; NaN where not known.
    weighed_by : str, optional
        What decided the shares, for readers: ``"yta"``, ``"folkmängd"``; empty where codes alone did.
    uncovered : ndarray, shape (n_sources,), optional
        Share 0–1 of each source's surface that lies in no target (often sea).
    unbridged : mapping of str to str, optional
        The sources that cannot be carried, and why: ``outside``, ``unweighted`` or ``no_shares``.
    label : str, optional
        What it is called for readers.

    Raises
    ------
    DivisionError
        On repeated codes, arrays of another shape, or shares that are negative or do not add up to one.

    Examples
    --------
    >>> import numpy as np
    >>> found = Crosswalk(id="2018_2025", sources=("a", "b"), targets=("1", "2"),
    ...                   shares=np.array([[1.0, 0.0], [0.25, 0.75]]))
    >>> found.split
    ('b',)
    >>> np.array([100.0, 40.0]) @ found.shares
    array([110.,  30.])
    """

    id: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    shares: Floats
    weight: Floats = field(default_factory=_unsaid)
    weighed_by: str = ""
    uncovered: Floats = field(default_factory=_unsaid)
    unbridged: Mapping[str, str] = field(default_factory=dict)
    label: str = ""

    def __post_init__(self) -> None:
        where = f"crosswalk '{self.id}'"
        sources = check_codes(self.sources, where=where, what="source")
        targets = check_codes(self.targets, where=where, what="target")
        n = len(sources)
        arrays = {
            name: numbers(getattr(self, name), f"'{name}' of {where}").copy()
            for name in ("shares", "weight", "uncovered")
        }
        for name, default in (("weight", np.nan), ("uncovered", 0.0)):
            arrays[name] = arrays[name] if arrays[name].size else np.full(n, default)
        shapes = {"shares": (n, len(targets)), "weight": (n,), "uncovered": (n,)}
        for name, array in arrays.items():
            if array.shape != shapes[name]:
                raise DivisionError(
                    f"'{name}' has the shape {array.shape}", where=where, expected=str(shapes[name])
                )
            object.__setattr__(self, name, array)
        lock(arrays.values())
        bridged = np.array([s not in self.unbridged for s in sources], dtype=bool)
        total = arrays["shares"].sum(axis=1)
        wrong = ~(np.abs(total - bridged) <= 1e-9) | ~(arrays["shares"] >= 0).all(axis=1)
        if wrong.any():
            at = int(np.flatnonzero(wrong)[0])
            raise DivisionError(
                f"the shares of '{sources[at]}' add up to {total[at]:g}, or one of them is negative",
                where=where,
                expected="1 for every source, 0 for one that cannot be bridged",
            )
        object.__setattr__(self, "sources", sources)
        object.__setattr__(self, "targets", targets)
        object.__setattr__(self, "unbridged", Frozen(dict(self.unbridged)))
        object.__setattr__(self, "label", self.label or self.id)

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        lock(state.values())

    @classmethod
    def from_frame(
        cls,
        frame: pd.DataFrame,
        *,
        source: str,
        target: str,
        share: str | None = None,
        weights: Mapping[str, float] | None = None,
        id: str = "",  # noqa: A002
        label: str = "",
    ) -> Crosswalk:
        """Build a crosswalk from a table of codes, such as the one SCB publishes between two versions.

        Parameters
        ----------
        frame : DataFrame
            A row for each source and each target it has a part in; codes are text.
        source, target, share : str
            Names of the columns. Without shares a source with one target goes there whole, alone or merged
            with others; one with several cannot be bridged, which :attr:`unbridged` says.
        weights : mapping of str to float, optional
            What each target weighs, such as its population the first year there is one. It splits a source
            whose targets have nothing from elsewhere; in others, nobody knows what came from where.
        id, label : str, optional
            The columns' names where not given.

        Raises
        ------
        DivisionError
            A missing column, a pair given twice, a code that is no text, shares that do not add up to one.

        Examples
        --------
        >>> import pandas as pd
        >>> table = pd.DataFrame({"DeSO_2018": ["a", "b", "c", "c"], "DeSO_2025": ["1", "1", "2", "3"]})
        >>> found = Crosswalk.from_frame(table, source="DeSO_2018", target="DeSO_2025")
        >>> found.to_frame()["change"].tolist()
        ['merged', 'merged', 'unbridged']
        >>> dict(found.unbridged)
        {'c': 'no_shares'}
        """
        from omradesindex.geography.crosswalk_tables import from_table

        return from_table(
            frame, source=source, target=target, share=share, weights=weights, id_=id, label=label
        )

    @cached_property
    def split(self) -> tuple[str, ...]:
        """Sources that more than one target has a part in."""
        several = (self.shares > 0).sum(axis=1) > 1
        return tuple(code for code, yes in zip(self.sources, several, strict=True) if yes)

    @cached_property
    def empty(self) -> tuple[str, ...]:
        """Targets that no source has a part in."""
        return tuple(t for j, t in enumerate(self.targets) if not self.shares[:, j].any())

    def is_doubtful(self, sources: Iterable[str]) -> list[bool]:
        """Whether each source is split: nobody knows exactly what went where."""
        split = set(self.split)
        return [s in split for s in sources]

    def between(
        self, sources: Sequence[str], targets: Sequence[str], *, outside: Collection[str] = ()
    ) -> Floats:
        """The shares laid out for figures of ``sources`` that are wanted for ``targets``.

        Parameters
        ----------
        sources, targets : sequence of str
            Codes in the figures' order and in the wanted one. Every source of the crosswalk has figures.
        outside : collection of str, optional
            Sources that go nowhere, known to the crosswalk or not.

        Returns
        -------
        ndarray, shape (n_targets, n_sources)

        Raises
        ------
        DivisionError
            Sources that the crosswalk does not know, lacks figures of or cannot bridge; targets that are not
            among the wanted.
        """
        where = f"crosswalk '{self.id}'"
        row = {code: i for i, code in enumerate(self.sources)}
        unknown = [s for s in sources if s not in row and s not in outside]
        if unknown:
            raise DivisionError(
                f"the areas {listing(unknown)} are not among its sources"
                f"{did_you_mean(unknown[0], self.sources)}",
                where=where,
                expected=f"one of its {len(row)} sources, such as {listing(self.sources[:2])}",
                remedy="check the figures' year against the crosswalk's; "
                "name a residual row, whose people belong to no area, in outside=[…]",
            )
        given = set(sources)
        absent = [s for s in self.sources if s not in given]
        if absent:
            raise DivisionError(
                f"there are no figures for {listing(absent)}",
                where=where,
                expected=f"figures for all {len(row)} sources",
                remedy="add their rows; where a figure does not exist, say so in 'status'",
            )
        lost = [s for s in sources if s in self.unbridged and s not in outside]
        if lost:
            why = ", ".join(dict.fromkeys(self.unbridged[s] for s in lost))
            raise DivisionError(
                f"{listing(lost)} cannot be carried ({why})",
                where=where,
                expected="shares for every source",
                remedy="give weights that say how they are split; outside=[…] counts them in the whole only",
            )
        column = {code: j for j, code in enumerate(targets)}
        strange = [t for t in self.targets if t not in column and t not in self.empty]
        if strange:
            raise DivisionError(
                f"it leads to the area {listing(strange)}, which is not among the wanted",
                where=where,
                expected=f"one of {listing(targets, most=20)}",
                remedy="use the crosswalk that belongs to the division",
            )
        refuse_many(len(sources), len(targets), where)
        laid = np.zeros((len(targets), len(sources)))
        to = [j for j, t in enumerate(self.targets) if t in column]
        into = [k for k, s in enumerate(sources) if s in row and s not in outside]
        taken = self.shares[np.ix_([row[sources[k]] for k in into], to)]
        laid[np.ix_([column[self.targets[j]] for j in to], into)] = taken.T
        return laid

    def moved(self, counts: Mapping[str, float]) -> float:
        """Share 0–1 of the people (or dwellings) who do not follow the largest part of their area.

        Parameters
        ----------
        counts : mapping of str to float
            How many there are in each source.

        Examples
        --------
        >>> import numpy as np
        >>> found = Crosswalk(id="x", sources=("a", "b"), targets=("1", "2"),
        ...                   shares=np.array([[1.0, 0.0], [0.25, 0.75]]))
        >>> found.moved({"a": 600, "b": 400})
        0.1
        """
        n = check_weights(counts, self.sources, where=f"crosswalk '{self.id}'")
        left = self.shares.sum(axis=1) - self.shares.max(axis=1)
        return float((n * left).sum() / n.sum()) if n.any() else 0.0

    def to_frame(self) -> pd.DataFrame:
        """One row per source and target: ``source, target, share, change, uncovered, reason``.

        ``change``: ``unchanged`` (one to one), ``merged``, ``split`` or ``unbridged``, which has no target.
        """
        import pandas as pd

        merged = (self.shares > 0).sum(axis=0) > 1
        rows: list[tuple[object, ...]] = []
        for i, source in enumerate(self.sources):
            there = np.flatnonzero(self.shares[i])
            if source in self.unbridged:
                rows.append((source, None, np.nan, "unbridged", self.uncovered[i], self.unbridged[source]))
            for j in there:
                change = "split" if len(there) > 1 else "merged" if merged[j] else "unchanged"
                rows.append((source, self.targets[j], self.shares[i, j], change, self.uncovered[i], ""))
        return pd.DataFrame(rows, columns=["source", "target", "share", "change", "uncovered", "reason"])

    def page(self, lang: Language = "sv") -> Page:
        """Return what goes where, and what cannot be carried."""
        from omradesindex.geography.crosswalk_words import crosswalk_page

        return crosswalk_page(self, lang)
