"""Wide tables, with a column for each year or variable, made long where the table itself says of what."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import pandas as pd

from omradesindex.catalogue import indicators, variables
from omradesindex.errors import StatisticsError, listing
from omradesindex.periods import Calendar
from omradesindex.statistics.moments import period_label

#: What may stand in a table's head, beside the breakdowns.
_HEADS = ("area", "variable", "period")


def made_long(frame: pd.DataFrame, where: str, columns: Collection[str]) -> pd.DataFrame:
    """Return a table with a row for each figure: what the columns are told by becomes columns.

    What they are told by, the table must say: the name of its columns (as ``pivot`` gives them, ``period`` or
    ``variable``, or several levels of such), heads that all are periods, or heads that all are variables and
    indicators of the catalogue.

    Parameters
    ----------
    frame : DataFrame
    where : str
        Named in errors.
    columns : collection of str
        Columns that a long table can have.

    Raises
    ------
    StatisticsError
        Heads of several levels that are not named.

    Examples
    --------
    >>> wide = pd.DataFrame({"area": ["1", "2"], "variable": "folkmangd", "2023": [8, 9], "2024": [9, 9]})
    >>> made_long(wide, "here", ["area", "variable", "period", "value"]).iloc[0].to_dict()
    {'area': '1', 'variable': 'folkmangd', 'period': '2023', 'value': 8}
    """
    heads = frame.columns
    if heads.nlevels > 1:
        return _unstacked(frame, where, columns)
    figures = [head for head in heads if head not in columns]
    if not figures:
        return frame
    named = str(heads.name) in columns and heads.name not in heads
    told_by = str(heads.name) if named else _told_by(frame, figures)
    if told_by is None:
        return frame
    kept = [head for head in heads if head in columns]
    if told_by == "period":
        frame = frame.rename(columns={head: _as_label(head) for head in figures})
        figures = [_as_label(head) for head in figures]
    return frame.rename_axis(columns=None).melt(kept, figures, var_name=told_by, value_name="value")


def _told_by(frame: pd.DataFrame, figures: list[str]) -> str | None:
    """Return what unnamed heads say: a time, or a variable; None where they do not."""
    if "value" in frame.columns:
        return None
    if "period" not in frame.columns and "variable" in frame.columns:
        labels = [_as_label(head) for head in figures]
        return "period" if None not in Calendar(labels).values() else None
    if "variable" not in frame.columns:
        return "variable" if set(figures) <= {*variables(), *indicators()} else None
    return None


def _as_label(head: Any) -> str:
    if isinstance(head, pd.Period):
        return period_label(head)
    return f"{head:%Y-%m-%d}" if isinstance(head, date) else str(head)


def _unstacked(frame: pd.DataFrame, where: str, columns: Collection[str]) -> pd.DataFrame:
    """Stack the named levels of heads; a level without a name holds the names of columns."""
    heads = frame.columns
    # What was an index before has a head at one level alone.
    beside = [head for head in heads if head[0] in _HEADS and not any(map(str, head[1:]))]
    levels = [name for name in heads.names if name is not None]
    unnamed = [level for level, name in enumerate(heads.names) if name is None]
    strange = [name for name in levels if name not in columns]
    figures = [head for head in heads if head not in beside]
    measured = all(head[level] in columns for head in figures for level in unnamed)
    if strange or not levels or len(unnamed) > 1 or not measured:
        raise StatisticsError(
            "the columns have names of several levels"
            + (
                f", told by {listing(strange)}"
                if strange
                else ""
                if levels
                else ", and it is not said of what"
            ),
            where=where,
            expected=f"one name for each column, or levels named by some of {listing(_HEADS)} and breakdowns",
            remedy="name the levels (frame.columns.names = …), or make the table long first",
        )
    if beside:
        frame = frame.set_index(beside).rename_axis(index=[head[0] for head in beside])
    long = frame.stack(levels, future_stack=True)  # noqa: PD013  # melt keeps no level of heads as columns
    return (long.rename("value") if isinstance(long, pd.Series) else long).reset_index()
