"""Which indicators tell the areas apart, and which do so no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from omradesindex.index.uncertainty.if_alike import errors_if_alike
from omradesindex.methods.beyond_chance import chance_of_differences, share_beyond_chance
from omradesindex.subjects.over_time.noise import Errors

if TYPE_CHECKING:
    from omradesindex.index.result import Result

#: What is said of an indicator: it tells the areas apart, it does not, it did but no longer does (which only
#: a review knows that has an earlier year), or nobody can say.
VERDICTS: tuple[str, ...] = ("tells", "does_not", "no_longer", "untested")

#: Above this probability of differences as large by chance alone, an indicator does not tell the areas apart.
CHANCE = 0.05

_FEWEST = 3


class Telling(NamedTuple):
    """Whether an indicator tells the areas apart.

    ``verdict``: ``tells``, ``does_not``, or ``untested`` where the figures' error is not known (or the areas
    are too few). ``real``: the share of the differences between areas that is not chance, 0–1; NaN where
    untested. ``n``: areas that the test rests on.
    """

    verdict: str
    real: float
    n: int


def telling(result: Result, errors: Errors) -> dict[str, Telling]:
    """Test each indicator that has figures.

    Where the values, as they are shown, are the same in all areas, nothing needs testing. The test is
    Cochran's Q (:func:`omradesindex.methods.beyond_chance.chance_of_differences`). No count's error is less
    than if the area were as the city: with 60 persons an area, indicators that do not differ would otherwise
    be said to in one case of ten.
    """
    values, error = result.measured.values[:-1], errors.standard_error[:-1]
    city = result.measured.values[-1]
    alike = np.stack([errors_if_alike(result, j, float(v)) for j, v in enumerate(city)], axis=-1)
    tested_by = np.where(error > 0, np.fmax(error, alike), error)
    chance, real = chance_of_differences(values, tested_by), share_beyond_chance(values, error)
    tested = (~np.isnan(values) & ~np.isnan(error)).sum(axis=0)
    answers = {}
    for j, indicator in enumerate(result.index.indicators):
        known = values[~np.isnan(values[:, j]), j]
        shown = np.round(known, indicator.decimals)
        if not len(known):
            continue
        if len(known) >= _FEWEST and (shown == shown[0]).all():
            answers[indicator.id] = Telling("does_not", 0.0, len(known))
        elif tested[j] < _FEWEST:
            answers[indicator.id] = Telling("untested", float("nan"), int(tested[j]))
        else:
            verdict = "tells" if chance[j] < CHANCE else "does_not"
            answers[indicator.id] = Telling(verdict, float(np.nan_to_num(real[j])), int(tested[j]))
    return answers
