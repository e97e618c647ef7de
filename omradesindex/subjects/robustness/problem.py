"""Everything that draws are scored with, prepared once: plain arrays, which travel to other processes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.methods.equal import own_scale
from omradesindex.subjects.robustness.score import Prepared, Way
from omradesindex.subjects.robustness.weights import Scheme, Tree
from omradesindex.wording import Text

Floats = NDArray[np.float64]
Integers = NDArray[np.intp]

#: Factors with a combination of levels in every draw, in the order of a group's number.
CHOICES: tuple[str, ...] = ("set", "weights", "aggregate", "impute", "treat", "normalise")

#: What each factor is called where people read it.
LABELS: Mapping[str, Text] = {
    "set": Text("vilket förslag som gäller", "which proposal is used"),
    "weights": Text("vikterna", "the weights"),
    "aggregate": Text("hur delarna vägs samman", "how the parts are combined"),
    "impute": Text("hur luckor fylls", "how gaps are filled"),
    "treat": Text("hur udda uppgifter räknas", "how outliers are treated"),
    "normalise": Text("skalan", "the scale"),
    "drop": Text("vilka indikatorer som ingår", "which indicators are in"),
    "subsets": Text("vilka indikatorer som väljs", "which indicators are chosen"),
    "sampling": Text("slumpen", "chance"),
    "membership": Text("oklar områdestillhörighet", "unclear membership"),
}


@dataclass(frozen=True)
class Factor:
    """Something that could have been chosen otherwise, or is not known exactly.

    Attributes
    ----------
    name : str
    levels : tuple of str
        What it can be; for a continuous factor, how it varies.
    base : str
        What it is in the index as defined.
    copies : mapping of str to str
        Levels that give the very scores of another on these figures, each with that: they are not drawn.
    """

    name: str
    levels: tuple[str, ...]
    base: str
    copies: Mapping[str, str] = field(default_factory=dict)

    @property
    def distinct(self) -> tuple[str, ...]:
        """The levels without the copies."""
        return tuple(level for level in self.levels if level not in self.copies)

    @property
    def label(self) -> Text:
        """What it is called where people read it."""
        return LABELS[self.name]


@dataclass(frozen=True)
class Candidates:
    """One set of indicators, with everything that can be done to it.

    Attributes
    ----------
    label : str
    tree : Tree
    weights : ndarray, shape (n_parts,)
        As the definition gives them.
    schemes : tuple of Scheme
        The levels of the factor ``weights``; the first is the definition's own.
    learnt : mapping of (scheme, combination) to ndarray, shape (n_parts,)
        Weights that a method found, for each combination of imputation, treatment and normalisation.
    ways : tuple of tuple of Way
        For each level of the factor ``aggregate``, how each node brings its parts together.
    prepared : tuple of Prepared
        One for each combination of imputation, treatment and normalisation, the last varying fastest.
    drops : ndarray of int, shape (n_levels, most)
        Rows of weights that are left out, −1 for none; the first leaves all in.
    subsets : tuple of ndarray of int, shape (n_levels, n_left_out)
        For each node with more indicators than are chosen: what every choice of so many leaves out.
    figures : tuple of str
        The indicators that have figures.
    """

    label: str
    tree: Tree
    weights: Floats
    schemes: tuple[Scheme, ...]
    learnt: Mapping[tuple[int, int], Floats]
    ways: tuple[tuple[Way, ...], ...]
    prepared: tuple[Prepared, ...]
    drops: Integers
    subsets: tuple[Integers, ...]
    figures: tuple[str, ...]

    @cached_property
    def parts_with_figures(self) -> NDArray[np.bool_]:
        """Whether each row of weights is of something that has figures, or holds something that has."""
        return self.tree.holding(self.figures)


def starts_of(values: NDArray[Any]) -> Integers:
    """Where each run of one and the same number begins."""
    return np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]])[: len(values)])


@dataclass(frozen=True)
class Problem:
    """All sets and factors, and which of them vary.

    Attributes
    ----------
    areas : tuple of str
        In the order of the index as defined, the highest score first; rows of all arrays stand so.
    base_scores : ndarray, shape (n_areas,)
        Of the index as defined; NaN last.
    base_scale : float
        What they are equal on.
    sets : tuple of Candidates
        The first is the index as defined.
    factors : tuple of Factor
        Those that vary.
    active : mapping of str to array of int
        Levels that each of :data:`CHOICES` is drawn from.
    n_errors : int
        How many errors each area needs for each source.
    sources : tuple of str
        The sources of error that the prepared values know, whether they vary or not.
    partial : bool
    idle : tuple of Factor
        What was to vary but changes no score on these figures.
    """

    areas: tuple[str, ...]
    base_scores: Floats
    base_scale: float
    sets: tuple[Candidates, ...]
    factors: tuple[Factor, ...]
    active: Mapping[str, Integers]
    sizes: tuple[int, ...]
    n_errors: int
    sources: tuple[str, ...]
    partial: bool = False
    idle: tuple[Factor, ...] = ()

    @property
    def n_groups(self) -> int:
        """How many combinations of choices there are."""
        return int(np.prod(self.sizes))

    @cached_property
    def base_ranks(self) -> NDArray[np.int64]:
        """Ranks of the index as defined; 0 where there is no score."""
        from omradesindex.methods import rank

        return np.nan_to_num(rank(self.base_scores, scale=self.base_scale), nan=0.0).astype(np.int64)

    @cached_property
    def _scales(self) -> Floats:
        """What scores are equal on, for each set and combination that its values were prepared for."""
        return np.array([[prepared.scale for prepared in own.prepared] for own in self.sets])

    @cached_property
    def _own_scales(self) -> NDArray[np.bool_]:
        """Whether scores stand on a scale of their own, for each set and way to aggregate."""
        return np.array([[any(way.own_scale for way in ways) for ways in own.ways] for own in self.sets])

    def scales_of(self, codes: Integers, scores: Floats) -> Floats:
        """What the scores of draws are equal on; those of a group stand side by side.

        Parameters
        ----------
        codes : ndarray, shape (n_draws,)
        scores : ndarray, shape (n_areas, n_draws)
        """
        starts = starts_of(codes)
        groups, sizes = codes[starts], np.diff(starts, append=len(codes))
        sets = groups // int(np.prod(self.sizes[1:]))
        scales = np.repeat(self._scales[sets, groups % self._scales.shape[1]], sizes)
        ways = groups // int(np.prod(self.sizes[3:])) % self.sizes[2]
        for start, size in zip(starts, sizes * self._own_scales[sets, ways], strict=True):
            draws = slice(start, start + size)
            scales[draws] = own_scale(scores[:, draws], axis=0)
        return scales

    @cached_property
    def n_parts(self) -> int:
        """Rows of uniforms that weights need."""
        varying = [s for c in self.sets for s in self._schemes_of(c) if s.varies]
        return max(len(c.weights) for c in self.sets) if varying else 0

    @property
    def continuous(self) -> tuple[str, ...]:
        """The factors whose levels cannot be counted."""
        names = [f.name for f in self.factors if f.name in self.sources]
        return (*names, *(["weights"] if self.n_parts else []))

    def _schemes_of(self, candidates: Candidates) -> Sequence[Scheme]:
        return [candidates.schemes[k] for k in self.active["weights"]]

    @property
    def n_subsets(self) -> int:
        """Rows of uniforms that choices of indicators need."""
        return max(len(c.subsets) for c in self.sets) if self.varies("subsets") else 0

    def varies(self, name: str) -> bool:
        """Whether a factor varies."""
        return any(factor.name == name for factor in self.factors)

    @property
    def varying_sources(self) -> tuple[str, ...]:
        """The sources of error that vary."""
        return tuple(s for s in self.sources if self.varies(s))

    @property
    def varying_choices(self) -> tuple[str, ...]:
        """The factors that vary and that somebody chooses."""
        return tuple(factor.name for factor in self.factors if factor.name not in self.sources)

    def code(self, picks: Mapping[str, Integers]) -> Integers:
        """Number of the group of a combination of levels."""
        number = np.zeros(1, dtype=np.intp)
        for name, size in zip(CHOICES, self.sizes, strict=True):
            number = number * size + picks[name]
        return number

    def levels_of(self, codes: Integers) -> dict[str, Integers]:
        """Levels of each of the choices in a group."""
        return dict(zip(CHOICES, np.unravel_index(codes, self.sizes), strict=True))

    def only(self, names: Sequence[str]) -> Problem:
        """Let some factors vary, and hold the others as in the index as defined."""
        active = {
            name: levels if name in names else np.zeros(1, dtype=np.intp)
            for name, levels in self.active.items()
        }
        return replace(self, factors=tuple(f for f in self.factors if f.name in names), active=active)
