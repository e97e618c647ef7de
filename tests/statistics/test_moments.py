"""Periods that a table keeps as time."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

import omradesindex as oi
from tests.statistics.made_up import table


def periods(given: Any) -> tuple[str, ...]:
    return oi.Statistics.from_frame(table(period=given)).periods()


@pytest.mark.parametrize(
    ("given", "label"),
    [
        (pd.PeriodIndex(["2023"] * 3, freq="Y"), "2023"),
        (pd.PeriodIndex(["2023Q3"] * 3, freq="Q"), "2023Q3"),
        (pd.PeriodIndex(["2023-09"] * 3, freq="M"), "2023-09"),
        (pd.PeriodIndex(["2023-12-31"] * 3, freq="D"), "2023-12-31"),
        # The label says a year, and the figures are of another twelve months.
        (pd.PeriodIndex(["2023"] * 3, freq="Y-JUN"), "2022M07–2023M06"),
        (pd.PeriodIndex(["2023Q1"] * 3, freq="Q-JUN"), "2022M07–2022M09"),
        (pd.Categorical([pd.Period("2023", "Y")] * 3), "2023"),
        (pd.to_datetime(["2023-12-31"] * 3), "2023-12-31"),
        ([dt.date(2023, 12, 31)] * 3, "2023-12-31"),
        ([dt.datetime(2023, 12, 31)] * 3, "2023-12-31"),
        (pd.array([2023] * 3, "Int64"), "2023"),
        ([2023.0] * 3, "2023"),
    ],
)
def test_times_are_periods(given: Any, label: str) -> None:
    assert periods(given) == (label,)


def test_rows_may_be_named_by_their_period() -> None:
    for index in (pd.PeriodIndex(["2023"] * 3, freq="Y"), pd.DatetimeIndex(["2023-12-31"] * 3)):
        frame = table().drop(columns="period").set_axis(index, axis=0)
        assert oi.Statistics.from_frame(frame).periods() == (str(index[0])[:10],)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (pd.to_datetime(["2023-12-31"] * 3).tz_localize("UTC"), "a moment in a time zone.*tz_convert"),
        ([dt.datetime(2023, 12, 31, tzinfo=dt.UTC)] * 3, "a moment in a time zone"),
        (pd.to_datetime(["2023-12-31 13:00"] * 3), "a moment of a day.*normalize"),
        ([pd.NaT, *pd.to_datetime(["2023-12-31"] * 2)], "'period' is empty"),
        ([pd.Period("2023"), pd.NaT, pd.Period("2023")], "'period' is empty"),
        ([2023.5] * 3, "is no year"),
    ],
)
def test_what_is_no_period_is_told(given: Any, message: str) -> None:
    with pytest.raises(oi.errors.StatisticsError, match=message):
        periods(given)
