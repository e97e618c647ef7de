"""What stands beside a figure and could tell it: standard errors, and shares of its base."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.errors import ComputeError
from omradesindex.statistics import Statistics

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]

#: Steps that shares of a base are given in: the finest that still spans enough persons.
_STEPS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0)


def for_others(
    statistics: Statistics, policy: DisclosurePolicy, *, notes: tuple[str, ...] = ()
) -> Statistics:
    """Return a copy whose ``doubtful`` and ``coverage`` are in steps that each span two margins of persons.

    Times the base they are counts of persons in single sub-areas. ``doubtful`` is rounded up and ``coverage``
    down, so that neither promises too much.
    """
    n = len(statistics.all_areas)
    told = {column: array[:, :n] for column, array in statistics.numbers.items()}
    is_count = np.array([kind == "count" for kind in statistics.kinds])[:, None]
    base = np.where(np.isnan(told["denominator"]) & is_count, told["value"], told["denominator"])
    step = _step(np.nan_to_num(base), 2 * policy.margin_width)
    coarse = {
        column: np.clip(rounded(np.round(told[column] / step, 9)) * step, 0.0, 1.0)
        for column, rounded in (("doubtful", np.ceil), ("coverage", np.floor))
    }
    return statistics.with_figures(coarse, notes=notes)


def _step(base: Floats, persons: int) -> Floats:
    steps = np.array(_STEPS)
    wide = steps * base[..., None] >= persons
    wide[..., -1] = True
    found: Floats = steps[wide.argmax(axis=-1)]
    return found


def errors_that_tell(statistics: Statistics, policy: DisclosurePolicy) -> pd.DataFrame:
    """Return the shares without counts whose standard error gives away that few persons are behind them.

    A share p with the standard error s comes from about n = p (1 − p) / s² persons, and so n · p of them: who
    has the two has the counts, as also with an interval such as Wilson's.

    Returns
    -------
    DataFrame
        Their rows, with ``persons``.
    """
    frame = statistics.to_frame()
    if "standard_error" not in frame:
        return frame.iloc[:0].assign(persons=np.nan)
    frame = frame[(frame["kind"] == "share") & frame["denominator"].isna() & (frame["standard_error"] > 0)]
    share = frame["value"] / 100
    persons = share * (1 - share) / (frame["standard_error"] / 100) ** 2
    # Design effects blur the number, so whole persons are not waited for.
    few = np.round(persons * np.minimum(share, 1 - share)) < policy.threshold
    return frame.assign(persons=persons)[few & (share > 0) & (share < 1)]


def refuse_telling_errors(statistics: Statistics, policy: DisclosurePolicy) -> None:
    """Raise a ComputeError for the first share whose standard error tells."""
    telling = errors_that_tell(statistics, policy)
    if len(telling):
        first = telling.iloc[0]
        raise ComputeError(
            f"the standard error of '{first['variable']}' in area '{first['area']}' gives away that the "
            f"share comes from few persons ({len(telling)} such)",
            where=statistics.name,
            remedy="give numerators and denominators, so that it can be protected, or leave the column out",
        )
