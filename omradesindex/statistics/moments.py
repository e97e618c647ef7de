"""Periods that a table keeps as time and not as text: days, and pandas' own periods."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pandas as pd

from omradesindex.periods import read_period

if TYPE_CHECKING:
    from omradesindex.statistics.checker import Checker


def labelled(column: pd.Series[Any], check: Checker) -> pd.Series[Any]:
    """Return a column of periods as labels: days and periods as text, years that are numbers without a point.

    Raises
    ------
    StatisticsError
        A number that is no year; a moment of a day, or of a time zone, where a day begins elsewhere.

    Examples
    --------
    >>> from omradesindex.statistics.checker import Checker
    >>> quarters = pd.Series(pd.period_range("2023Q3", periods=2, freq="Q"))
    >>> labelled(quarters, Checker(quarters.to_frame("period"), "here", None)).tolist()
    ['2023Q3', '2023Q4']
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column
    kind = pd.api.types.infer_dtype(column, skipna=True)
    times = column.dropna()
    if kind == "period":
        return times.map(period_label).reindex(column.index).astype(object)
    if kind in ("date", "datetime", "datetime64"):
        zoned = times.map(lambda time: getattr(time, "tzinfo", None) is not None)
        check.refuse(
            zoned.astype(bool).reindex(column.index, fill_value=False),
            "the period '{period}' is a moment in a time zone, and which day that is depends on the place",
            expected="days without a time zone, periods or years",
            remedy="say whose days they are: frame['period'].dt.tz_convert('Europe/Stockholm').dt.date",
        )
        clocked = times.map(lambda time: getattr(time, "time", datetime.min.time)() != datetime.min.time())
        check.refuse(
            clocked.astype(bool).reindex(column.index, fill_value=False),
            "the period '{period}' is a moment of a day",
            expected="a day, a period or a year",
            remedy="leave out the clock: frame['period'].dt.normalize()",
        )
        return times.map(lambda day: f"{day:%Y-%m-%d}").reindex(column.index).astype(object)
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        years = column.astype(float)
        check.refuse(
            ~(years % 1 == 0).to_numpy(dtype=bool), "the period '{period}' is no year", expected="a year"
        )
        return years.astype(int).astype(str)
    return column


def period_label(period: pd.Period) -> str:
    """Return pandas' own label of a period, or from when to when it is where the label says another time.

    Examples
    --------
    >>> period_label(pd.Period("2023", freq="Y")), period_label(pd.Period("2023Q1", freq="Q-JUN"))
    ('2023', '2022M07–2022M09')
    """
    first, last = period.start_time.date(), period.end_time.date()
    label = str(period)
    read = read_period(label)
    if read is not None and (read.start, read.end.toordinal() - 1) == (first, last.toordinal()):
        return label
    if first == last:
        return f"{first:%Y-%m-%d}"
    if first.day == 1 and (period + 1).start_time.day == 1:
        return f"{first:%YM%m}–{last:%YM%m}"
    return f"{first:%Y-%m-%d}–{last:%Y-%m-%d}"
