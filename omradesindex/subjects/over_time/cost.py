"""What caution costs: how large a true change must be to be found, and how large with independent errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from omradesindex.index.uncertainty.uncertainty import Uncertainty
from omradesindex.methods.sums import total
from omradesindex.subjects.over_time.rows import rows_of

if TYPE_CHECKING:
    from omradesindex.subjects.over_time.over_time import OverTime


class Cost(NamedTuple):
    """True changes of the index, in points, that are found half of the time, of the area in the middle.

    ``found``: as the errors are taken to hang together. ``independent``: if they were independent.
    """

    found: float
    independent: float


def cost_of(held: OverTime) -> Cost | None:
    """Return how large a change must be to be found every second time; None where nothing is judged.

    Notes
    -----
    A verdict is given where the estimate is beyond the half width of its interval, and an unbiased estimate
    of a change of just that size is so in half of all cases.

    Examples
    --------
    >>> import omradesindex as oi
    >>> index, figures = oi.load_index("malmo-2023"), oi.example_statistics()
    >>> before = index.compute(figures, period="2020")
    >>> cost = cost_of(oi.change(before, index.compute(figures, period="2024", reference=before)))
    >>> bool(1 < cost.found / cost.independent < 1.7)
    True
    """
    errors = [known for known in held.errors if isinstance(known, Uncertainty)]
    if held.by_rank or len(errors) < len(held.errors) or "index" not in held.columns:
        return None
    half = (held.judged.high[:, 0] - held.judged.low[:, 0]) / 2
    known = ~np.isnan(half)
    if not known.any():
        return None
    taken, alone = np.zeros(len(half)), np.zeros(len(half))
    for result, one in zip(held.judged_results, errors, strict=True):
        rows = rows_of(result, held.areas)
        taken += one.score_error["index"][rows] ** 2
        alone += total((one.score_parts["index"][rows] ** 2).T)
    with np.errstate(invalid="ignore", divide="ignore"):
        narrower = half * np.sqrt(alone / taken)
    return Cost(float(np.median(half[known])), float(np.median(narrower[known])))
