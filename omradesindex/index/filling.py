"""Fill missing values by the method that a definition names; every filled value is marked as estimated."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from omradesindex.catalogue import Definition, settle, spec_name
from omradesindex.index.computing import told_of
from omradesindex.index.measure import Measured, measure
from omradesindex.statistics import Statistics
from omradesindex.statistics.vocabulary import QUALITIES, STATUSES

#: Methods that look at an area's own figures in other periods.
OVER_TIME = ("area_mean", "area_median", "last", "linear")

_ESTIMATED = QUALITIES.index("estimated")
_OBSERVED = STATUSES.index("observed")


def fill(definition: Definition, measured: Measured, statistics: Statistics, period: str | None) -> Measured:
    """Fill the areas' missing values; the whole city's are left alone.

    Methods over time look at the periods up to the one that is computed.

    Raises
    ------
    ComputeError
        The method is not defined on the figures.
    """
    spec = definition.methods.impute
    if spec_name(spec) == "none":
        return measured
    ids = [indicator.id for indicator in definition.indicators]
    with told_of(definition, statistics.name, "impute"):
        choice = settle("impute", spec, ids, statistics.areas, "impute")
        if choice.name in OVER_TIME:
            end = period or statistics.periods()[-1]
            earlier = [p for p in statistics.periods() if p < end]
            history = [measure(definition.indicators, statistics, period=p).values[:-1] for p in earlier]
            found = choice(np.stack([*history, measured.values[:-1]]))
            values, imputed = found.values[-1], found.imputed[-1]
            spread = None if found.spread is None else found.spread[-1]
        else:
            found = choice(measured.values[:-1])
            imputed, spread = found.imputed, found.spread
            # Several draws: their mean is the best single value.
            values = found.values.mean(axis=0) if found.values.ndim > 2 else found.values
    filled = measured.values.copy()
    filled[:-1] = np.where(imputed, values, filled[:-1])
    quality, status = measured.quality.copy(), measured.status.copy()
    quality[:-1][imputed] = np.maximum(quality[:-1][imputed], _ESTIMATED)
    status[:-1][imputed] = _OBSERVED
    return replace(
        measured,
        values=filled,
        quality=quality,
        status=status,
        imputed=imputed,
        imputation_spread=np.where(imputed, np.nan if spread is None else spread, 0.0),
    )
