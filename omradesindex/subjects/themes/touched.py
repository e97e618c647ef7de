"""How many a theme touches: counts of people (dwellings, events), never shares that are added together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import variables
from omradesindex.index.uncertainty.value_intervals import REASONS, counted
from omradesindex.methods.intervals import normal
from omradesindex.methods.segregation import (
    dissimilarity,
    dissimilarity_by_chance,
    dissimilarity_error,
    fewest_areas,
)
from omradesindex.wording import Text

if TYPE_CHECKING:
    from omradesindex.index.result import Result

Floats = NDArray[np.float64]

#: Units of variables that count who was asked, not who lives there.
_ASKED = ("svarande", "tillfrågade")
#: What is counted, as a reader is told it.
UNITS = {
    "personer": Text("personer", "persons"),
    "hushåll": Text("hushåll", "households"),
    "lägenheter": Text("lägenheter", "dwellings"),
    "brott": Text("brott", "crimes"),
    "kontroller": Text("kontroller", "inspections"),
}
#: Where an area has fewer of those whom it touches, or of the others, no area's number is told.
FEWEST = 20
FEW = Text("för få personer i något område", "too few persons in some area")
_SAMPLE = Text("svaren är ett urval, inte alla", "the answers are a sample, not everybody")
_GOOD_EVENTS = Text("händelser räknas, inte de som saknar dem", "events are counted, not who lacks them")
#: Why a number is not told although the indicator counts.
NOT_TOLD = (_SAMPLE, _GOOD_EVENTS)


@dataclass(frozen=True)
class Touched:
    """How many one indicator's challenge touches, area by area.

    Where a higher value is a greater challenge these are the cases that the indicator counts; where it is a
    smaller one, those of its base that are not among them.

    Attributes
    ----------
    persons, base : ndarray, shape (n_areas + 1,)
        How many it touches and how many they are among, over the areas and the whole city; NaN where not
        known.
    unit : str
        What is counted: ``personer``, ``lägenheter`` …
    part : bool
        Whether those whom it touches are a part of the base.
    reason : Text or None
        Why nothing is known.
    """

    persons: Floats
    base: Floats
    unit: str = "personer"
    part: bool = True
    reason: Text | None = None

    @property
    def known(self) -> bool:
        """Whether there is a count for every area, so that they can be put beside each other."""
        return self.reason is None and not np.isnan(self.persons[:-1]).any()

    @cached_property
    def told(self) -> bool:
        """Whether numbers of single areas may be told: with one of them small, the others give it away."""
        others = self.base - self.persons if self.part else np.full(self.base.shape, np.inf)
        return self.known and bool((np.minimum(self.persons, others)[:-1] >= FEWEST).all())

    @cached_property
    def unevenness(self) -> tuple[float, float, float]:
        """Dissimilarity beyond chance, with its 95 % interval; NaN where it is not defined.

        Carrington and Troske's: see :func:`omradesindex.methods.segregation.dissimilarity_by_chance`.
        """
        if not (self.known and self.part):
            return np.nan, np.nan, np.nan
        group = self.persons[:-1]
        rest = self.base[:-1] - group
        lot = float(dissimilarity_by_chance(group, rest))
        if not lot < 1:
            return np.nan, np.nan, np.nan
        raw = float(dissimilarity(group, rest))
        limits = normal(raw, float(dissimilarity_error(group, rest)))
        whole = np.clip(
            (np.array([raw, limits.lower, limits.upper], dtype=float) - lot) / (1 - lot), 0.0, 1.0
        )
        return float(whole[0]), float(whole[1]), float(whole[2])

    @cached_property
    def half(self) -> NDArray[np.bool_]:
        """The fewest areas where half of those whom it touches are; none where not known."""
        return fewest_areas(self.persons[:-1]) if self.known else np.zeros(len(self.persons) - 1, dtype=bool)

    @cached_property
    def here(self) -> Floats:
        """How many it touches in each area; NaN where that may not be told."""
        return self.persons[:-1] if self.told else np.full(len(self.persons) - 1, np.nan)

    @cached_property
    def excess(self) -> Floats:
        """How many more it touches in each area than if the area had the whole city's share; NaN likewise."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(self.here - self.base[:-1] * self.persons[-1] / self.base[-1])


def touched(result: Result, place: int) -> Touched:
    """Count whom the indicator at a place touches.

    Examples
    --------
    >>> import omradesindex as oi
    >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    >>> place = [member.id for member in result.index.members].index("sysselsattning")
    >>> count = touched(result, place)
    >>> count.unit, bool(count.persons[-1] < count.base[-1])
    ('personer', True)
    """
    member = result.index.members[place]
    indicator, measured = member.indicator, result.measured
    nothing = np.full(len(measured.values), np.nan)
    found = counted(result.statistics, indicator, measured, place)
    if isinstance(found, str):
        return Touched(nothing, nothing, reason=REASONS[found])
    known = variables()
    # The base says who is counted: residents, dwellings, or those who answered.
    names = (*indicator.formula.denominator, *indicator.formula.numerator)
    unit = next((known[name].unit for name in names if name in known), "personer")
    if unit in _ASKED or _is_survey(result, place):
        return Touched(nothing, nothing, unit, reason=_SAMPLE)
    worse = indicator.direction.sign > 0
    if found.part:
        persons = found.events if worse else found.base - found.events
    elif worse:
        persons = found.events
        unit = next((known[name].unit for name in indicator.formula.numerator if name in known), unit)
    else:
        return Touched(nothing, nothing, unit, reason=_GOOD_EVENTS)
    return Touched(np.asarray(persons), found.base, unit, found.part)


def _is_survey(result: Result, place: int) -> bool:
    """Whether the figures bring a survey's own error, so that their counts are of those who were asked."""
    blocks = (result.statistics.block(*block) for block in result.measured.used[place])
    return any(bool((block.standard_error > 0).any()) for block in blocks)
