"""The tables of a change: scores, ranks, and what it consists of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.subjects.change.parts import WHOLE, parts_between
from omradesindex.subjects.over_time.sticks import moved

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.change.answer import Change

Floats = NDArray[np.float64]


def change_frame(change: Change) -> pd.DataFrame:
    """See :meth:`Change.to_frame`."""
    frame = _keys(change)
    nan = np.full_like(change._before, np.nan)
    scores = (nan, nan) if change.by_rank else (change._before, change._scores[1])
    judged = change._judged
    for name, values in {
        "before": scores[0],
        "after": scores[1],
        "change": scores[1] - scores[0],
        "city": np.broadcast_to(change.city, nan.shape),
        "estimate": change._estimate,
        "error": nan if change.by_rank else change._error,
        "low": judged.low,
        "high": judged.high,
        "p": judged.p,
        "verdict": judged.verdict,
    }.items():
        frame[name] = values.T.ravel()
    one, two = change._ranks
    for name, places in {"rank_before": one, "rank_after": two, "rank_change": one - two}.items():
        frame[name] = places.T.ravel()
        frame = frame.astype({name: "Int64"})
    first, last = change.periods
    return frame.assign(
        stick=change.stick.en,
        against=change.against,
        level=change.level,
        correlation=change.correlation,
        period_before=first,
        period_after=last,
        index=change.after.index.id,
        statistics=change.after.statistics.name,
        partial=change.before.partial or change.after.partial,
    )


def rank_frame(change: Change) -> pd.DataFrame:
    """See :attr:`Change.ranks`."""
    (low, high), (one, two) = change._rank_limits, change._ranks
    frame = _keys(change)
    for name, values in {
        "rank_before": one,
        "low_before": low[0],
        "high_before": high[0],
        "rank_after": two,
        "low_after": low[1],
        "high_after": high[1],
        "rank_change": one - two,
    }.items():
        frame[name] = values.T.ravel()
    numbers = [column for column in frame if column not in ("area", "name", "measure")]
    frame = frame.astype(dict.fromkeys(numbers, "Int64"))
    return frame.assign(rank_verdict=change._judged_by_rank.verdict.T.ravel())


def parts_frame(change: Change) -> pd.DataFrame:
    """See :attr:`Change.parts`."""
    import pandas as pd

    names = [change.name_of(code) for code in change.areas]
    frames = [
        pd.DataFrame(
            {
                "area": change.areas,
                "name": names,
                "measure": column,
                "cause": cause,
                "indicator": indicator,
                "points": points,
            }
        )
        for column in change.columns
        for cause, found in _steps(change, column)
        for indicator, points in found.items()
    ]
    order = ["area", "name", "measure", "cause", "indicator", "points"]
    if not frames:
        return pd.DataFrame(columns=order)
    place = {name: k for k, name in enumerate((*change.columns, *change.areas))}
    return pd.concat(frames, ignore_index=True).sort_values(
        ["measure", "area"], key=lambda column: column.map(place), kind="stable", ignore_index=True
    )[order]


def _keys(change: Change) -> pd.DataFrame:
    import pandas as pd

    n = len(change.columns)
    return pd.DataFrame(
        {
            "area": np.tile(np.array(change.areas, dtype=object), n),
            "name": [change.name_of(code) for code in change.areas] * n,
            "measure": np.repeat(np.array(change.columns, dtype=object), len(change.areas)),
        }
    )


def _steps(change: Change, column: str) -> list[tuple[str, dict[str, Floats]]]:
    if change.by_rank:
        return []
    found = []
    for one, two in zip(change.stages, change.stages[1:], strict=False):
        rows = change._rows(one.result), change._rows(two.result)
        if column not in one.result.columns or column not in two.result.columns:
            found.append((two.cause, {WHOLE: np.full(len(change.areas), np.nan)}))
            continue
        same = two.cause != "definition"
        parts = parts_between(one.result, two.result, column, rows, same=same)
        if two.cause == "figures":
            # What is of one time in both has been revised since.
            newer = {*moved(one.result, two.result), WHOLE}
            found.append(("revised", {name: part for name, part in parts.items() if name not in newer}))
            parts = {name: part for name, part in parts.items() if name in newer}
        found.append((two.cause, parts))
    return found
