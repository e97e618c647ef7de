"""Which areas to look closer at, because of how they have changed: a stated rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import ComputeError

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]

#: Why an area is to be looked at again: its index has risen or fallen much, by more than chance; it has come
#: among the first or left them, which chance may have done.
REASONS: tuple[str, ...] = ("worsened", "improved", "entered", "left")

#: How many areas count as coming first, where nobody says.
TOP = 3


@dataclass(frozen=True)
class Moves:
    """What the rule looks at, for each area.

    ``estimate``: change of the index; ``verdict``: what a test said of it; ``spread``: standard deviation
    between the areas at the start; ``before``, ``after``: ranks. Where areas are followed on a stick, and the
    city is too: ``city``, its change; ``beyond``: what a test said of how much more the area has changed.
    """

    areas: tuple[str, ...]
    names: Sequence[str]
    estimate: Floats
    verdict: NDArray[np.object_]
    spread: float
    before: Floats
    after: Floats
    city: float = float("nan")
    beyond: NDArray[np.object_] | None = None


def reopen(moves: Moves, *, size: float, top: int | None) -> pd.DataFrame:
    """Apply the rule; see :meth:`OverTime.reopen`.

    Raises
    ------
    ComputeError
        A size that is not above zero, or a top that is no number of areas.
    """
    import pandas as pd

    if not size > 0:
        raise ComputeError(
            f"the size of a change that matters is {size:g}", expected="standard deviations above zero"
        )
    top = min(TOP, len(moves.areas)) if top is None else top
    if not 1 <= top <= len(moves.areas):
        raise ComputeError(
            f"the first {top} of {len(moves.areas)} areas were asked for",
            expected=f"a number from 1 to {len(moves.areas)}",
        )
    firm = np.isin(moves.verdict, ("improved", "worsened"))
    with np.errstate(invalid="ignore", divide="ignore"):
        in_sd = moves.estimate / moves.spread
        large = firm & (np.abs(in_sd) >= size)
    was, now = moves.before <= top, moves.after <= top
    reasons = (
        large & (moves.verdict == "worsened"),
        large & (moves.verdict == "improved"),
        now & ~was & ~np.isnan(moves.before),
        was & ~now & ~np.isnan(moves.after),
    )
    named = tuple(zip(REASONS, reasons, strict=True))
    applies = [", ".join(name for name, rows in named if rows[i]) for i in range(len(moves.areas))]
    frame = pd.DataFrame(
        {
            "area": moves.areas,
            "name": moves.names,
            "reasons": applies,
            "estimate": moves.estimate,
            "in_sd": in_sd,
            "rank_before": moves.before,
            "rank_after": moves.after,
            "more_than_noise": firm,
            "city": moves.city,
            "beyond_city": "untested" if moves.beyond is None else moves.beyond,
        }
    ).astype({"rank_before": "Int64", "rank_after": "Int64"})
    frame = frame[frame["reasons"] != ""]
    return frame.sort_values("estimate", ascending=False, kind="stable", ignore_index=True)
