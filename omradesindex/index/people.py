"""How many live in the areas, where a method counts over people and names the variable that says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue.methods import Spec, spec_name
from omradesindex.errors import MethodError, did_you_mean, listing
from omradesindex.index.measure import Measured
from omradesindex.methods import Choice
from omradesindex.statistics import Statistics

if TYPE_CHECKING:
    from omradesindex.index.compute import Level

Floats = NDArray[np.float64]


def by_people(how: Choice, years: Sequence[Measured], statistics: Statistics) -> Choice:
    """Put the areas' own counts where a normalisation names the variable that says how many live there.

    Parameters
    ----------
    years : sequence of Measured
        What the stick is learnt from; of several years each area counts with the people of that year.

    Raises
    ------
    MethodError
        A variable that the figures do not hold; an area without a figure.
    """
    name = how.options.get("people")
    if not isinstance(name, str):
        return how
    counts = [_counts(name, how.name, year, statistics) for year in years]
    return Choice(how.method, {**how.options, "people": np.concatenate(counts)})


def levels_by_people(
    levels: Sequence[Level], years: Sequence[Measured], statistics: Statistics
) -> tuple[Level, ...]:
    """Do the same with weights that are learnt and scores that are measured once more."""

    def counted(spec: Spec) -> Spec:
        if not isinstance(spec, Mapping) or not isinstance(name := spec.get("people"), str):
            return spec
        counts = [_counts(name, spec_name(spec), year, statistics) for year in years]
        if len(counts) > 1:
            return {**spec, "people": np.concatenate(counts)}
        # By area's code, whatever the order in which areas are taken later.
        return {**spec, "people": dict(zip(statistics.areas, counts[0].tolist(), strict=True))}

    return tuple(
        replace(level, weight=counted(level.weight), rescale=counted(level.rescale)) for level in levels
    )


def _counts(name: str, method: str, measured: Measured, statistics: Statistics) -> Floats:
    periods = statistics.periods(name)
    if not periods:
        raise MethodError(
            f"the option 'people' names '{name}', which the figures do not hold"
            f"{did_you_mean(name, statistics.variables)}",
            where=f"method '{method}'",
            expected="a variable that counts people, or a table of a number for each area's code",
        )
    usual = Counter(when for when in measured.periods if when).most_common(1)
    when = usual[0][0] if usual and usual[0][0] in periods else statistics.calendar.latest(periods)
    counts = statistics.block(name, when).value[:-1]
    lacking = [area for area, n in zip(statistics.areas, counts, strict=True) if np.isnan(n)]
    if lacking:
        raise MethodError(
            f"nobody knows how many live in {listing(lacking)} ('{name}', {when})",
            where=f"method '{method}'",
            expected="a figure for each area",
        )
    return np.asarray(counts, dtype=float)
