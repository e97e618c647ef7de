"""One stick of several years: learnt from all areas in all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from omradesindex.catalogue.methods import chosen
from omradesindex.errors import ComputeError, listing
from omradesindex.index.compute import (
    WITHOUT_NOISE,
    LaidOut,
    Reference,
    aggregate,
    learn,
    learn_treatment,
    levels_on,
    signs,
)
from omradesindex.index.fill import fill
from omradesindex.index.measure import Measured, measure
from omradesindex.statistics import Statistics


def stick_of(
    index: LaidOut, statistics: Statistics, periods: Sequence[str] | None, base: str | None
) -> Reference:
    """Learn an index's stick from several years at once; see :meth:`omradesindex.index.Index.stick`."""
    where = f"index '{index.id}' on {statistics.name}"
    if chosen("normalise", index.methods.normalise).options.get("spread") == WITHOUT_NOISE:
        raise ComputeError(
            "the spread without noise is that of one year",
            where=where,
            remedy="measure with spread = 'observed', or with one year's stick",
        )
    named = _periods(index, statistics, periods, where)
    first = statistics.calendar.named(base) if base is not None else named[0]
    if first not in named:
        raise ComputeError(
            f"the base {first} is not one of the years of the stick",
            where=where,
            expected=f"one of {listing(named)}",
        )
    years = [fill(index, measure(index.indicators, statistics, period=p), statistics, p) for p in named]
    pooled = _pooled(years, years[named.index(first)])
    treatment = learn_treatment(index, pooled, statistics.areas, statistics.name)
    stick = learn(index, pooled, statistics, treatment=treatment, years=years)
    shown = stick.fitted.apply(stick.treat(pooled.values) * signs(index))
    found = aggregate(
        index,
        levels_on(index, statistics, *years),
        index.methods.zero + index.methods.points * shown[:-1],
        statistics.areas * len(years),
        name=statistics.name,
        weights={},
        rescaled={},
        partial=False,
    )
    span = "" if len(named) == 1 else f"{named[0]}\N{EN DASH}{named[-1]}"
    return replace(stick, weights=found.weights, rescaled=found.rescaled, learnt=None, years=span)


def _periods(
    index: LaidOut, statistics: Statistics, periods: Sequence[str] | None, where: str
) -> tuple[str, ...]:
    """Return the years of the stick in the order of time: those asked for, or all that have figures."""
    known = statistics.periods()
    if periods is None:
        found = {p: measure(index.indicators, statistics, period=p).values[:-1] for p in known}
        asked = tuple(p for p, values in found.items() if not np.isnan(values).all())
    else:
        asked = tuple(statistics.calendar.named(p) for p in periods)
        absent = [p for p in asked if p not in known]
        if absent:
            raise ComputeError(
                f"there are no figures for {listing(absent)}",
                where=where,
                expected=f"some of {listing(known)}",
            )
    if not asked:
        raise ComputeError("no year is named to learn the stick from", where=where)
    return tuple(p for p in known if p in asked)


def _pooled(years: Sequence[Measured], base: Measured) -> Measured:
    """All areas of all years beneath each other, and the whole city of the base year last."""
    return replace(
        base,
        values=np.concatenate([*(year.values[:-1] for year in years), base.values[-1:]]),
        dated=tuple(dict.fromkeys(d for year in years for d in year.dated)),
    )
