"""Several indices on the same figures, in numbers: ranks, who comes first, moves and their causes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.catalogue import diff
from omradesindex.doors import door
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.index.result import Result
from omradesindex.methods import rank
from omradesindex.methods.agreement import kendall, spearman
from omradesindex.statistics import Statistics
from omradesindex.subjects.compare.moves import Parts, attribution, causes, parts_of
from omradesindex.subjects.compare.seen import lacks_figures
from omradesindex.wording import Language

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.index import Index

Floats = NDArray[np.float64]


@door
@dataclass(frozen=True, eq=False, repr=False)
class Compared:
    """The numbers of indices held against a base on the same figures.

    Data frames have the sets' ids as columns (or in the column ``set``), the base first. A rank is the
    place among the areas that have a score in *every* set; 1 = greatest challenge.

    Attributes
    ----------
    results : mapping of str to Result
        By the sets' ids, the base first.
    top : int
        How many areas count as coming first.
    everything : Result
        Every indicator of any set, once: what it is made of, its quality and sources. Its scores mean
        nothing.
    empty : mapping of str to Index
        The sets that nothing can be said of, because nothing that is new in them has figures.
    """

    results: Mapping[str, Result]
    top: int
    everything: Result
    empty: Mapping[str, Index]

    # -- what is compared -------------------------------------------------------------------------------

    @property
    def sets(self) -> tuple[str, ...]:
        """Ids of the sets that were computed, the base first."""
        return tuple(self.results)

    @property
    def base(self) -> str:
        """Id of the set that the others are held against."""
        return self.sets[0]

    @property
    def statistics(self) -> Statistics:
        """The figures that all sets were computed from."""
        return self.everything.statistics

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of all areas."""
        return self.statistics.areas

    @property
    def partial(self) -> bool:
        """Whether some set is compared on fewer indicators than it has, because the others lack figures."""
        return self.everything.partial

    @cached_property
    def compared(self) -> tuple[str, ...]:
        """The areas that have a score in every set: those that have ranks."""
        return tuple(np.array(self.areas, dtype=object)[self._rows])

    @cached_property
    def left_out(self) -> tuple[str, ...]:
        """The areas that lack a score in some set."""
        compared = set(self.compared)
        return tuple(code for code in self.areas if code not in compared)

    @cached_property
    def _scores(self) -> Floats:
        return np.stack([r.scores["index"].to_numpy(dtype=float) for r in self.results.values()], axis=-1)

    @cached_property
    def _scales(self) -> Floats:
        """What each set's scores are equal on."""
        return np.array([result.scale for result in self.results.values()])

    @cached_property
    def _rows(self) -> NDArray[np.intp]:
        return np.flatnonzero(~np.isnan(self._scores).any(axis=1))

    @cached_property
    def _ranks(self) -> Floats:
        ranks = np.full(self._scores.shape, np.nan)
        ranks[self._rows] = rank(self._scores[self._rows].T, scale=self._scales).T
        return ranks

    @cached_property
    def _first(self) -> NDArray[np.bool_]:
        """Whether an area comes first in a set, areas × sets."""
        return self._ranks <= self.top

    def place_of(self, name: str) -> int:
        """Return the place of a set among the computed ones, the base's being 0.

        Raises
        ------
        ComputeError
            It is none of them; the nearest is suggested.
        """
        if name not in self.sets:
            raise ComputeError(
                f"'{name}' is not among the compared sets{did_you_mean(str(name), self.sets)}",
                expected=f"one of {listing(self.sets, 40)}",
            )
        return self.sets.index(name)

    # -- tables -----------------------------------------------------------------------------------------

    def _frame(self, values: Any) -> pd.DataFrame:
        import pandas as pd

        rows = pd.Index(self.areas, name="area", dtype=object)
        return pd.DataFrame(values, index=rows, columns=pd.Index(self.sets, name="set", dtype=object))

    @cached_property
    def scores(self) -> pd.DataFrame:
        """Scores, areas × sets, each on its own index's scale."""
        return self._frame(self._scores.copy())

    @cached_property
    def ranks(self) -> pd.DataFrame:
        """Ranks, areas × sets; equal scores share the smallest; empty for an area without all its scores."""
        return self._frame(self._ranks).astype("Int64")

    @cached_property
    def common(self) -> tuple[str, ...]:
        """The areas that come first in every set."""
        return self._where(self._first.all(axis=1))

    @cached_property
    def contested(self) -> tuple[str, ...]:
        """The areas that come first in some sets but not in all."""
        return self._where(self._first.any(axis=1) & ~self._first.all(axis=1))

    @cached_property
    def never(self) -> tuple[str, ...]:
        """The areas that come first in no set."""
        ranked = ~np.isnan(self._ranks).any(axis=1)
        return self._where(ranked & ~self._first.any(axis=1))

    def _where(self, chosen: ArrayLike) -> tuple[str, ...]:
        """Return the chosen areas in the order of the base."""
        order = np.argsort(self._ranks[:, 0], kind="stable")
        mask = np.asarray(chosen)
        return tuple(self.areas[i] for i in order if mask[i])

    @cached_property
    def agreement(self) -> pd.DataFrame:
        """How far each set's order agrees with the base's: one row for each set.

        Returns
        -------
        DataFrame
            ``spearman`` and ``kendall`` (tau-b) of the scores; ``mean_shift`` (mean of the absolute
            changes of rank), ``largest_shift``; ``entering`` and ``leaving`` (areas that come first in one
            and not in the other), ``same_top`` (there are none such), ``seen`` (false for :attr:`unseen`
            sets).
        """
        import pandas as pd

        ranks = self._ranks[self._rows].T
        shift = np.abs(ranks - ranks[0])
        first = self._first.T
        entering, leaving = (first & ~first[0]).sum(axis=1), (first[0] & ~first).sum(axis=1)
        return pd.DataFrame(
            {
                "spearman": spearman(ranks[0], ranks),
                "kendall": kendall(ranks[0], ranks),
                "mean_shift": shift.mean(axis=1),
                "largest_shift": shift.max(axis=1).astype(int),
                "entering": entering,
                "leaving": leaving,
                "same_top": (entering + leaving) == 0,
                "seen": [name not in self.unseen for name in self.sets],
            },
            index=pd.Index(self.sets, name="set", dtype=object),
        )

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """Which indicators each set has, and which of them have figures: one row for each set and indicator.

        Returns
        -------
        DataFrame
            ``set``, ``indicator``, ``dimension``, ``role`` (beside the base: ``kept``, ``added`` or
            ``replaced``), ``instead_of``, ``figures`` (whether any area has a value), ``areas`` (how many
            have), ``quality``, ``status``, ``period``, ``reason`` (why there are no figures at all).
        """
        import pandas as pd

        base = self.results[self.base].index
        known = {member.id for member in base.members}
        quality = self.everything.quality.drop(columns="dimension")
        frames = []
        for name in (*self.sets, *self.empty):
            index = self.index_of(name)
            ids = [member.id for member in index.members]
            pairs = {new.id: old.id for old, new, _ in diff(base, index).replaced}
            frame = quality.loc[ids, ["areas", "quality", "status", "period", "reason"]].reset_index()
            frame.insert(0, "set", name)
            frame.insert(2, "dimension", [index.dimension_of(i).id for i in ids])
            frame.insert(3, "role", [_role(i, known, pairs) for i in ids])
            frame.insert(4, "instead_of", [pairs.get(i, "") for i in ids])
            frame.insert(5, "figures", frame["areas"] > 0)
            frames.append(frame)
        return pd.concat(frames, ignore_index=True)

    def index_of(self, name: str) -> Index:
        """Return the index of a set, computed or not."""
        if name in self.empty:
            return self.empty[name]
        return self.results[self.sets[self.place_of(name)]].index

    @cached_property
    def unseen(self) -> tuple[str, ...]:
        """The sets of which nothing that sets them apart from the base has figures.

        They are computed as the base is, so that their order is the base's says nothing about them.
        """
        base = self.results[self.base].index
        return tuple(
            name
            for name in self.sets[1:]
            if self._comes_to_the_base(name) and lacks_figures(base, self.results[name].index, self.figures)
        )

    @cached_property
    def figures(self) -> frozenset[str]:
        """The indicators that have figures."""
        return frozenset(str(name) for name, areas in self.everything.quality["areas"].items() if areas)

    def _comes_to_the_base(self, name: str) -> bool:
        """Whether a set tells the areas apart exactly as the base does."""
        parts = self.parts[name]
        if parts is None:
            own, base = (self._scores[self._rows, k] for k in (self.place_of(name), 0))
        else:
            own, base = parts.scale * parts.after, parts.before
        return bool(np.allclose(own, base, rtol=1e-9, atol=1e-9))

    def counts(self, name: str) -> tuple[int, int]:
        """Return how many of a set's indicators have figures, and how many it has."""
        rows = self.coverage["figures"][self.coverage["set"] == name]
        return int(rows.sum()), len(rows)

    # -- moves ------------------------------------------------------------------------------------------

    @cached_property
    def parts(self) -> Mapping[str, Parts | None]:
        """The parts of each set's scores beside the base's; None where its scores are no sums."""
        base = self.results[self.base]
        return {name: parts_of(base, result, self._rows) for name, result in self.results.items()}

    @cached_property
    def attribution(self) -> pd.DataFrame:
        """Every score's difference from the base, taken apart by indicator.

        Returns
        -------
        DataFrame
            One row for each set but the base, compared area and indicator with figures: ``points_base``
            and ``points``, the indicator's part of the distance from 100 in the base and in the set (zero
            where it is no part of it), and ``difference``. An area's differences sum to the difference
            between its two scores (less that between the two scales' zero points, where they differ).
            Without the rows of a set whose scores are not sums.
        """
        return attribution(self.parts, self.compared)

    @cached_property
    def causes(self) -> pd.DataFrame:
        """What made each area move, indicator by indicator, greatest first.

        An area moves because its distance to the areas that it passes turns (or to those that pass it,
        where it falls). Each indicator's part of that change is exact; it is given as a mean over the
        passed areas, in points of the base.

        Returns
        -------
        DataFrame
            ``set``, ``area``, ``indicator``, ``instead_of`` (of a replaced pair the old one),
            ``without_figures`` (the half of a replaced pair that has none, so that only the other shows),
            ``role`` (``kept``, ``heavier`` or ``lighter`` of one that stands in both; ``added``, ``removed``,
            ``replaced``), ``gaps`` (it weighs more or less because others lack figures), ``points`` (above
            zero: lifted the area), ``distance`` (the sum of the area's points).
            :func:`omradesindex.subjects.compare.moves.parts_of` says how indices whose points have
            different lengths are made comparable.
        """
        return causes(self.parts, self._ranks[self._rows], self.compared)

    @cached_property
    def moves(self) -> pd.DataFrame:
        """The areas whose rank a set changes: one row for each set and moved area, greatest moves first.

        Returns
        -------
        DataFrame
            ``set``, ``area``, ``name``, ``rank_base``, ``rank``, ``change`` (above zero: nearer the first
            place), ``enters`` and ``leaves`` (the first ``top``), ``cause`` (the indicator that changed the
            distance to the passed areas most in the move's direction), ``instead_of``, ``without_figures``,
            ``role``, ``gaps``, ``cause_points`` and ``distance`` as in :attr:`causes`.
        """
        frame = self.to_frame()
        frame = frame[(frame["set"] != self.base) & frame["change"].fillna(0).ne(0)]
        place = frame["set"].map({name: k for k, name in enumerate(self.sets)})
        frame = frame.assign(_set=place, _size=-frame["change"].abs())
        frame = frame.sort_values(["_set", "_size", "rank"], kind="stable").reset_index(drop=True)
        why = ["cause", "instead_of", "without_figures", "role", "gaps", "cause_points", "distance"]
        where = ["set", "area", "name"]
        return frame[[*where, "rank_base", "rank", "change", "enters", "leaves", *why]]

    def to_frame(self) -> pd.DataFrame:
        """Return scores, ranks and moves as one tidy table.

        Returns
        -------
        DataFrame
            One row for each set and area, with the columns of :attr:`moves` and ``score``, ``first``
            (comes first in the set), ``with_figures`` and ``of`` (the set's indicators), ``base``,
            ``statistics`` and ``partial``.
        """
        import pandas as pd

        n, m = self._scores.shape
        first, in_base = self._first, self._first[:, [0]]
        counts = [self.counts(name) for name in self.sets]
        frame = pd.DataFrame(
            {
                "set": np.repeat(np.array(self.sets, dtype=object), n),
                "area": np.tile(np.array(self.areas, dtype=object), m),
                "name": [self.statistics.name_of(code) for code in self.areas] * m,
                "score": self._scores.T.ravel(),
                "rank_base": np.tile(self._ranks[:, 0], m),
                "rank": self._ranks.T.ravel(),
                "change": (self._ranks[:, [0]] - self._ranks).T.ravel(),
                "first": first.T.ravel(),
                "enters": (first & ~in_base).T.ravel(),
                "leaves": (in_base & ~first).T.ravel(),
                "with_figures": np.repeat([known for known, _ in counts], n),
                "of": np.repeat([every for _, every in counts], n),
            }
        ).astype({"rank_base": "Int64", "rank": "Int64", "change": "Int64"})
        causes = self.causes.drop_duplicates(["set", "area"]).rename(
            columns={"indicator": "cause", "points": "cause_points"}
        )
        frame = frame.merge(causes, on=["set", "area"], how="left")
        text = ["cause", "instead_of", "without_figures", "role"]
        frame[text] = frame[text].astype(object).fillna("")
        frame["gaps"] = frame["gaps"].eq(True)
        frame[["cause_points", "distance"]] = frame[["cause_points", "distance"]].astype(float)
        return frame.assign(base=self.base, statistics=self.statistics.name, partial=self.partial)

    # -- words ------------------------------------------------------------------------------------------

    def label(self, name: str, lang: Language = "sv") -> str:
        """Return the label of a set, or of an indicator of any set."""
        if name in self.results or name in self.empty:
            return self.index_of(name).label.in_(lang)
        return self.everything.label(name, lang)


def _role(indicator: str, base: set[str], pairs: Mapping[str, str]) -> str:
    return "kept" if indicator in base else "replaced" if indicator in pairs else "added"
