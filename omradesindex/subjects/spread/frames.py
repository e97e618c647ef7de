"""The tables of a spread, each made of its arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.methods.inequality import theil_decomposition, variance_decomposition
from omradesindex.methods.quantiles import weighted_quantiles, weighted_spread
from omradesindex.statistics.vocabulary import QUALITIES

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.spread.answer import Spread

MARKS = ("lowest", "p10", "median", "p90", "highest")


def table(spread: Spread) -> pd.DataFrame:
    """See :attr:`Spread.table`."""
    import pandas as pd

    n_measures, n_areas = spread.area_values.shape
    inside = spread.known[:, None, :] & spread.members
    small = inside & ~spread.named[:, None, :]
    worst = np.where(inside, spread.quality[:, None, :], -1).max(axis=-1, initial=-1)
    base = np.where(np.isnan(spread.base), 0.0, spread.base)[:, None, :] * spread.members
    there = base * spread.known[:, None, :]
    with np.errstate(invalid="ignore", divide="ignore"):
        coverage = there.sum(axis=-1) / base.sum(axis=-1)
        doubtful = (there * spread.doubtful).sum(axis=-1) / there.sum(axis=-1)
    # A base that nobody knows can be of any size.
    coverage[(np.isnan(spread.base)[:, None, :] & spread.members).any(axis=-1)] = np.nan
    quality = np.array([*QUALITIES, ""], dtype=object)[worst]
    quality[[m in spread.levels for m in spread.measures]] = ""
    columns: dict[str, Any] = {
        "measure": np.repeat(np.array(spread.measures, dtype=object), n_areas),
        "area": np.tile(np.array(spread.areas, dtype=object), n_measures),
        "name": [spread.division.name_of(a) for a in spread.areas] * n_measures,
        "period": np.repeat(np.array(spread.periods, dtype=object), n_areas),
        "unit": np.repeat(np.array([spread.unit(m) for m in spread.measures], dtype=object), n_areas),
        "value": spread.area_values.ravel(),
        **{name: spread.marks[..., place].ravel() for place, name in enumerate(MARKS)},
        "spread": spread.deviation.ravel(),
        "n": inside.sum(axis=-1).ravel(),
        "too_small": small.sum(axis=-1).ravel(),
        "lowest_in": _joined(spread, 0),
        "highest_in": _joined(spread, 4),
        "doubtful": doubtful.ravel(),
        "coverage": coverage.ravel(),
        "quality": quality.ravel(),
        "source": np.repeat(np.array(spread.sources, dtype=object), n_areas),
    }
    return pd.DataFrame(columns)


def _joined(spread: Spread, mark: int) -> list[str]:
    codes = np.array(spread.sub_areas, dtype=object)
    return ["; ".join(codes[row]) for row in spread.at(mark).reshape(-1, len(codes))]


def extremes(spread: Spread) -> pd.DataFrame:
    """See :attr:`Spread.extremes`."""
    import pandas as pd

    ends = np.stack([spread.at(0), spread.at(4)], axis=2)
    measure, area, end, sub = np.nonzero(ends)
    return pd.DataFrame(
        {
            "measure": np.array(spread.measures, dtype=object)[measure],
            "area": np.array(spread.areas, dtype=object)[area],
            "end": np.array(["lowest", "highest"], dtype=object)[end],
            "sub_area": np.array(spread.sub_areas, dtype=object)[sub],
            "name": [spread.sub_name(spread.sub_areas[s]) for s in sub],
            "value": spread.values[measure, sub],
            "base": spread.base[measure, sub],
            "doubtful": spread.doubtful[sub],
        }
    )


def inequality(spread: Spread) -> pd.DataFrame:
    """See :attr:`Spread.inequality`."""
    import pandas as pd

    groups = np.array(spread.division.codes, dtype=object)[spread.members[:-1].argmax(axis=0)].tolist()
    variance = variance_decomposition(spread.values, groups, spread.base)
    rows = np.array([m not in spread.levels for m in spread.measures])
    rows &= ~(np.where(spread.known, spread.values, 0.0) < 0).any(axis=1)
    fits = np.where(spread.known & rows[:, None], spread.values, np.nan)
    theil = theil_decomposition(fits, groups, spread.base)
    return pd.DataFrame(
        {
            "variance": variance.total,
            "variance_between": variance.between,
            "variance_within": variance.within,
            "between_share": variance.between_share,
            "theil": theil.total,
            "theil_between": theil.between,
            "theil_within": theil.within,
            "theil_between_share": theil.between_share,
            "n": spread.known.sum(axis=1),
        },
        index=pd.Index(spread.measures, name="measure", dtype=object),
    )


def standing_out(spread: Spread) -> pd.DataFrame:
    """See :attr:`Spread.standing_out`."""
    import pandas as pd

    turn = np.array([spread.sign(m) for m in spread.measures])[:, None]
    own, city = spread.area_values[:, :-1] * turn, spread.area_values[:, -1:] * turn
    there = ~np.isnan(own)
    middle = weighted_quantiles(own, (0.5,))
    sd = weighted_spread(own)[:, None]
    area = spread.members[:-1].argmax(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        distance = np.where(sd > 0, (spread.values * turn - city) / sd, np.nan)
    good = (there & (own <= middle) & (own <= city))[:, area]
    measure, sub = np.nonzero(spread.named & good & (distance >= spread.k))
    order = np.lexsort((-distance[measure, sub], measure))
    measure, sub = measure[order], sub[order]
    return pd.DataFrame(
        {
            "measure": np.array(spread.measures, dtype=object)[measure],
            "area": np.array(spread.areas, dtype=object)[area[sub]],
            "sub_area": np.array(spread.sub_areas, dtype=object)[sub],
            "name": [spread.sub_name(spread.sub_areas[s]) for s in sub],
            "value": spread.values[measure, sub],
            "area_value": spread.area_values[measure, area[sub]],
            "city_value": spread.area_values[measure, -1],
            "distance": distance[measure, sub],
            "base": spread.base[measure, sub],
            "doubtful": spread.doubtful[sub],
        }
    )
