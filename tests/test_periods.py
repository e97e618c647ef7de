from __future__ import annotations

import random
from datetime import date

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.periods import Calendar, Period, read_period


@pytest.mark.parametrize(
    ("labels", "start", "end"),
    [
        (("2024", "år 2024", "2024 (prel.)", "20\u200b24", "2024\u00a0"), (2024, 1, 1), (2025, 1, 1)),
        (("2022–2023", "2022-2023", "2022−23", "2022 – 2023", "2022 till 2023"), (2022, 1, 1), (2024, 1, 1)),
        (("2022/23", "läsår 2022/2023", "Läsåret 2022–23", "lå 22/23"), (2022, 8, 1), (2023, 8, 1)),
        (("1999/00", "läsår 99/00"), (1999, 8, 1), (2000, 8, 1)),
        (("2023M9", "2023M09", "2023-09", "sep 2023", "202309"), (2023, 9, 1), (2023, 10, 1)),
        (("2023K4", "2023Q4", "kv 4 2023", "K4-2023", "fjärde kvartalet 2023"), (2023, 10, 1), (2024, 1, 1)),
        (("VT2023", "VT 23", "2023VT", "2023H1", "1:a halvåret 2023"), (2023, 1, 1), (2023, 7, 1)),
        (("HT2023", "hösten 2023", "2023 halvår 2", "juli–december 2023"), (2023, 7, 1), (2024, 1, 1)),
        (("tertial 2 2023", "T2 2023", "2023T2", "2023M05–2023M08"), (2023, 5, 1), (2023, 9, 1)),
        (("2023V05", "v. 5 2023", "2023-W05", "vecka 5, 2023"), (2023, 1, 30), (2023, 2, 6)),
        (("2023-12-31", "31 december 2023", "31/12 2023", "20231231"), (2023, 12, 31), (2024, 1, 1)),
    ],
)  # fmt: skip
def test_one_period_however_it_is_written(labels, start, end) -> None:
    read = {read_period(label) for label in labels}
    assert read == {Period(date(*end), date(*start), "")}
    assert [read_period(label).label for label in labels] == [*labels]  # shown as written
    assert len(set(Calendar(labels).spellings().values())) == 1


@pytest.mark.parametrize(
    "wrong",
    ["", "x", "våren", "2022/22", "2022-2021", "2022K5", "2022M13", "2023V53", "1280", "2023-02-30", "2023¹",
     "2015-2016-2017", "2022-2", "03/04/2023", "22/23", "prognos 2030 hög"],
)  # fmt: skip
def test_what_tells_no_time(wrong: str) -> None:
    assert read_period(wrong) is None


def test_a_label_of_two_meanings_is_told_by_those_beside_it() -> None:
    assert read_period("2008-09") is None
    assert Calendar(["2008-09", "2008-01"])["2008-09"] == read_period("2008M09")
    assert Calendar(["2008-09", "2012-13"])["2008-09"] == read_period("2008–2009")
    both = Calendar(["2008-09", "2008-01", "2012-13"])
    assert both["2008-09"] is None
    with pytest.raises(oi.errors.StatisticsError, match="nothing tells when '2008-09'"):
        both.latest()


@pytest.mark.parametrize(
    "ordered",
    [
        ("VT2022", "HT2022", "VT2023", "HT2023"),
        ("2023M8", "2023M9", "2023M10"),
        ("kv 3 2022", "kv 4 2022", "kv 1 2023"),
        ("sep 2022", "okt 2022", "apr 2023"),
        ("v 9 2023", "v 10 2023"),
        # Of two that end together the shorter one is the later.
        ("2020–2023", "2022–2023", "2023", "HT2023", "2023K4", "2023M12", "2023-12-31"),
        # A school year ends before the calendar year does that it ends in.
        ("2022", "2022/23", "2023"),
    ],
)
def test_the_order_of_time(ordered) -> None:
    shuffled = random.Random(1).sample(ordered, len(ordered))
    calendar = Calendar(shuffled)
    assert calendar.in_order() == ordered
    assert calendar.latest() == ordered[-1]
    assert calendar.before(ordered[1]) == ordered[:1]
    assert calendar.after(ordered[0]) == ordered[1:]


def test_an_order_that_nobody_knows_is_not_made_up() -> None:
    calendar = Calendar(["2024", "senaste", "2023"])
    assert calendar.in_order() == ("senaste", "2023", "2024")
    assert calendar.span() == "senaste, 2023, 2024"
    assert calendar.before("senaste") == calendar.after("senaste") == ()
    assert Calendar(["senaste"]).latest() == "senaste"
    assert calendar.latest(["2023", "2024"]) == "2024"
    with pytest.raises(oi.errors.StatisticsError, match="period=…"):
        calendar.latest()


def test_spans_of_spans_can_be_read() -> None:
    assert Calendar(["2019–2021", "2023", "2020-2022"]).span() == "2019–2021 – 2023"
    assert Calendar([]).span() == ""


# -- in a table -----------------------------------------------------------------------------------------


def _table(*periods, variable="folkmangd"):
    rows = [
        (a, variable, p, 10.0 * k + a_) for k, p in enumerate(periods, 1) for a, a_ in (("A", 1), ("B", 2))
    ]
    return pd.DataFrame(rows, columns=["area", "variable", "period", "value"])


def test_a_table_knows_its_periods_in_time() -> None:
    statistics = oi.Statistics.from_frame(_table("HT2023", "VT2023", "VT2022"))
    assert statistics.periods() == statistics.periods("folkmangd") == ("VT2022", "VT2023", "HT2023")
    assert "VT2022–HT2023" in repr(statistics)
    assert statistics.block("folkmangd", "2023 HT").value[0] == 11
    assert statistics.has("folkmangd", "H1 2022")
    assert statistics.only(periods="höstterminen 2023").periods() == ("HT2023",)


def test_one_period_written_twice_is_one() -> None:
    table = _table("2023M9", "2023M10")
    table.loc[1, "period"] = "2023M09"
    assert oi.Statistics.from_frame(table).periods() == ("2023M9", "2023M10")
    twice = pd.concat([table, table.iloc[[0]].assign(period="2023-09")])
    with pytest.raises(oi.errors.StatisticsError, match="already given"):
        oi.Statistics.from_frame(twice)


@pytest.mark.parametrize(
    ("column", "label"),
    [
        (pd.Series([2023.0, 2023.0]), "2023"),
        (pd.Series(pd.PeriodIndex(["2023-09"] * 2, freq="M")), "2023-09"),
        (pd.Series(pd.PeriodIndex(["2023Q3"] * 2, freq="Q")), "2023Q3"),
        (pd.Series(pd.to_datetime(["2023-12-31"] * 2)), "2023-12-31"),
        (pd.Series([2023, 2023], dtype="Int64"), "2023"),
        (pd.Series(["VT2023"] * 2, dtype="category"), "VT2023"),
    ],
)
def test_columns_of_dates_and_years(column, label) -> None:
    assert oi.Statistics.from_frame(_table("2023").assign(period=column)).periods() == (label,)


@pytest.mark.parametrize("column", [[2023.5, 2023.5], [2023.0, None], [pd.NaT, pd.NaT]])
def test_no_period_is_refused(column) -> None:
    with pytest.raises(oi.errors.StatisticsError, match="period"):
        oi.Statistics.from_frame(_table("2023").assign(period=column))
