"""The numbers of a spread: by hand on a small city, and what must hold on any."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.errors import ComputeError
from omradesindex.geography import Key
from tests.cities import statistics
from tests.subjects.spread.provstad import CITY, JOBS, KEY, MARKS, row, town, unemployment


def test_marks_by_hand(hand: oi.types.Spread) -> None:
    assert row(hand, "A")[MARKS].tolist() == [10, 10, 20, 20, 20]
    # The ten people of b3 are in no mark.
    assert row(hand, "B")[MARKS].tolist() == [5, 5, 5, 30, 30]
    assert row(hand, "P00")[["lowest", "highest"]].tolist() == [5, 30]
    assert row(hand, "B")[["n", "too_small"]].tolist() == [3, 1]


def test_the_area_s_own_value_and_weighted_spread(hand: oi.types.Spread) -> None:
    assert row(hand, "A")["value"] == pytest.approx(17.5)
    assert row(hand, "A")["spread"] == pytest.approx(np.sqrt((100 * 7.5**2 + 300 * 2.5**2) / 400))
    # In the spread b3 counts with its ten people.
    people = np.repeat([30.0, 5.0, 90.0], [100, 300, 10])
    assert row(hand, "B")["spread"] == pytest.approx(people.std())


def test_extremes_name_all_that_are_equal(hand: oi.types.Spread) -> None:
    assert row(hand, "A")[["lowest_in", "highest_in"]].tolist() == ["a1", "a2; a3"]
    assert row(hand, "B")["highest_in"] == "b1"
    a = hand.extremes.query("area == 'A' and end == 'highest'")
    assert a[["sub_area", "name"]].to_numpy().tolist() == [["a2", "v"], ["a3", "w"]]
    assert a["doubtful"].tolist() == [False, True]


def test_doubtful_membership_is_weighed(hand: oi.types.Spread) -> None:
    assert row(hand, "A")["doubtful"] == pytest.approx(0.5)
    assert row(hand, "P00")["doubtful"] == pytest.approx(200 / 810)


def test_inequality_by_hand(hand: oi.types.Spread) -> None:
    people = [100, 100, 200, 100, 300, 10]
    rate = np.repeat([10.0, 20, 20, 30, 5, 90], people)
    found = hand.inequality.loc["arbetsloshet"]
    assert found["variance"] == pytest.approx(rate.var())
    a, b, city = 17.5, 100 * 54 / 410, rate.mean()
    assert found["variance_between"] == pytest.approx((400 * (a - city) ** 2 + 410 * (b - city) ** 2) / 810)
    assert found["theil"] == pytest.approx(np.mean(rate / city * np.log(rate / city)))
    assert found["n"] == 6


def test_what_stands_out_follows_its_rule() -> None:
    loose = oi.spread("arbetsloshet", unemployment(CITY), KEY, division=town(), minimum_base=20, k=1)
    # B (13,2 %) is better than the city (15,3 %); b1 lies 14,7 points beyond it, b3 is too small to be named.
    sd = (17.5 - 100 * 54 / 410) / 2
    found = loose.standing_out
    assert found["sub_area"].tolist() == ["b1"]
    assert found["distance"].tolist() == pytest.approx([(30 - 100 * 124 / 810) / sd])
    for_all = oi.spread("arbetsloshet", unemployment(CITY), KEY, division=town(), k=1)
    assert for_all.standing_out["sub_area"].tolist() == ["b3", "b1"]
    far = float(found["distance"].iloc[0])
    assert oi.spread(
        "arbetsloshet", unemployment(CITY), KEY, division=town(), minimum_base=20, k=far + 0.01
    ).standing_out.empty


def test_a_good_sub_area_never_stands_out_where_more_is_better() -> None:
    jobs = {"a1": (60, 100), "a2": (95, 100), "b1": (70, 100), "b2": (20, 100)}
    key = Key("prov", tuple(jobs), tuple("AABB"))
    frame = pd.DataFrame(
        [
            (sub, v, "2024", value, "count")
            for sub, counted in jobs.items()
            for v, value in zip(("sysselsatta_16_64", "befolkning_16_64"), counted, strict=True)
        ],
        columns=["area", "variable", "period", "value", "kind"],
    )
    found = oi.spread("sysselsattning", statistics(frame), key, division=town(), k=0).standing_out
    assert found["sub_area"].tolist() == ["a1"]  # 60 % in A with 77,5 %; the city has 61,25 %


cities = st.lists(
    st.tuples(st.integers(0, 2), st.integers(1, 3000), st.integers(0, 100)), min_size=3, max_size=25
).filter(lambda rows: {area for area, _, _ in rows} == {0, 1, 2})


def made(rows: list[tuple[int, int, int]], scale: int = 1) -> oi.types.Spread:
    counted = {f"s{i:02}": (n * scale * pct / 100, n * scale) for i, (_, n, pct) in enumerate(rows)}
    key = Key("prov", tuple(counted), tuple("ABC"[area] for area, _, _ in rows))
    return oi.spread("arbetsloshet", unemployment(counted), key, division=town(3))


@given(cities)
def test_marks_are_in_order_and_inequality_adds_up(rows: list[tuple[int, int, int]]) -> None:
    found = made(rows)
    marks = found.table[MARKS].to_numpy()
    assert (np.diff(marks, axis=1) >= 0).all()
    one = found.inequality.loc["arbetsloshet"]
    assert one["variance_between"] + one["variance_within"] == pytest.approx(one["variance"], abs=1e-8)
    if one["theil"] > 0:
        assert one["theil_between"] + one["theil_within"] == pytest.approx(one["theil"], abs=1e-10)
    alone = found.table.set_index("area").loc[lambda t: t["n"] == 1]
    assert alone[MARKS].eq(alone["median"], axis=0).all(axis=None)
    assert (alone["spread"] == 0).all()
    # An area's own value is the mean of its sub-areas' over the people.
    parts = [found.inside(row) for row in range(len(found.areas))]
    means = [np.average(found.values[0][own], weights=found.base[0][own]) for own in parts]
    assert found.table["value"].to_numpy() == pytest.approx(means, abs=1e-8)


@settings(max_examples=25)
@given(cities, st.integers(2, 50), st.randoms())
def test_neither_the_order_nor_the_size_of_the_city_matters(rows, scale: int, random) -> None:
    columns = ["area", *MARKS, "spread", "n", "doubtful"]
    first = made(rows)
    shuffled = list(rows)
    random.shuffle(shuffled)
    for other in (made(shuffled), made(rows, scale)):
        pd.testing.assert_frame_equal(other.table[columns], first.table[columns], rtol=1e-9, atol=1e-6)


def test_indicators_alone_have_no_scores(hand: oi.types.Spread) -> None:
    with pytest.raises(ComputeError, match="single indicators"):
        _ = hand.scores


def test_a_missing_figure_lowers_the_coverage() -> None:
    table = unemployment(CITY).to_frame()
    gone = (table["area"] == "b1") & (table["variable"] == JOBS[0])
    table.loc[gone, ["value", "status"]] = [np.nan, "suppressed"]
    table = table[table["area"].isin(CITY)]
    found = oi.spread("arbetsloshet", statistics(table), KEY, division=town())
    assert row(found, "B")["coverage"] == pytest.approx(310 / 410)
    assert np.isnan(row(found, "B")["value"])
    assert row(found, "B")["n"] == 2
