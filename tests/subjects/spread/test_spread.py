"""The spread inside areas: by hand on a small city, and what must hold on any."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.errors import ComputeError, DivisionError, StatisticsError
from omradesindex.geography import Division, Key, Provenance, Whole
from tests.cities import statistics

MARKS = ["lowest", "p10", "median", "p90", "highest"]
JOBS = ("arbetslosa_16_64", "arbetskraft_16_64")


def town(n: int = 2) -> Division:
    areas = [f"{chr(65 + i)}" for i in range(n)]
    return Division(
        id="provstad",
        label="Provstad",
        codes=tuple(areas),
        names=tuple(f"Område {a}" for a in areas),
        whole=Whole("P00", "Provstad"),
        provenance={"outlines": Provenance("made_up", "Påhittat.")},
    )


def unemployment(rows: dict[str, tuple[float, float]], **columns: object) -> oi.Statistics:
    """Unemployed and labour force by sub-area."""
    frame = pd.DataFrame(
        [
            (sub, variable, "2024", value)
            for sub, counted in rows.items()
            for variable, value in zip((*JOBS, "folkmangd"), (*counted, 2 * counted[1]), strict=True)
        ],
        columns=["area", "variable", "period", "value"],
    )
    return statistics(frame.assign(quality="made_up", kind="count", **columns))


#: A has 10, 20 and 20 %; B has 30, 5 and, of only ten people, 90 %.
CITY = {"a1": (10, 100), "a2": (20, 100), "a3": (40, 200), "b1": (30, 100), "b2": (15, 300), "b3": (9, 10)}
KEY = Key("prov", tuple(CITY), tuple("AAABBB"), confidence=(1, 1, 0.5, 1, 1, 1), names=tuple("uvwxyz"))


@pytest.fixture(scope="module")
def hand() -> oi.types.Spread:
    return oi.spread("arbetsloshet", unemployment(CITY), KEY, division=town(), minimum_base=20)


def row(spread: oi.types.Spread, area: str) -> pd.Series:
    return spread.table.set_index("area").loc[area]


def test_quality_and_notes_stand_in_every_text() -> None:
    figures = unemployment(CITY).to_frame().assign(quality="proxy")
    own = oi.Statistics.from_frame(figures, name="Prov", notes=("Sagt av källan.",))
    spread = oi.spread("arbetsloshet", own, KEY, division=town(), minimum_base=20, k=1)
    for told in (str(spread), spread.explain("A"), spread._repr_html_()):
        assert "Närmevärden (helt eller delvis): Arbetslöshet." in told
        assert "Sagt av källan." in told
    near, far = (" ".join(str(s).split()) for s in (spread, replace(spread, k=2)))
    assert "minst 1 standardavvikelse (" in near
    assert "minst 2 standardavvikelser (" in far
    assert "1 delområde har för någon uppgift" in near


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


@settings(max_examples=40)
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
    means = [np.average(found.values[0][inside], weights=found.base[0][inside]) for inside in found.members]
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


# -- the index of sub-areas ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def example() -> oi.types.Spread:
    division = oi.example_division()
    return oi.spread(
        oi.load_index("malmo-2023"),
        oi.example_statistics(level="sub_area"),
        division.keys["delomrade"],
        division=division,
    )


def test_sub_areas_are_measured_with_the_areas_stick(example: oi.types.Spread) -> None:
    index = oi.load_index("malmo-2023")
    by_areas = index.compute(oi.example_statistics())
    by_hand = index.compute(oi.example_statistics(level="sub_area"), reference=by_areas)
    pd.testing.assert_frame_equal(example.scores, by_hand.scores, check_names=False)
    assert len(example.scores) == 100
    # The city is in the middle of both, and is worth the same there.
    assert example.area_values[0, -1] == pytest.approx(100)
    assert by_hand.measured.values[-1] == pytest.approx(by_areas.measured.values[-1])
    assert example.area_values[0, :-1] == pytest.approx(by_areas.scores["index"].to_numpy())


def test_without_the_areas_stick_the_scores_are_others(example: oi.types.Spread) -> None:
    own = oi.load_index("malmo-2023").compute(oi.example_statistics(level="sub_area"))
    assert not np.allclose(own.scores["index"], example.scores["index"])


def test_what_sub_areas_lack_is_named_and_not_guessed() -> None:
    division, index = oi.example_division(), oi.load_index("asn")
    sub = oi.example_statistics(level="sub_area")
    key = division.keys["delomrade"]
    lacking = oi.spread(index, sub, key, division=division).missing
    assert len(lacking) == 2
    given_ = oi.spread(index, sub, key, division=division, areas=oi.example_statistics())
    assert given_.missing == lacking
    rows = given_.table[given_.table["measure"].isin(lacking)]
    assert rows["value"].notna().all()  # the areas' own figures, as they were given
    assert rows[[*MARKS, "spread"]].isna().all(axis=None)
    assert (rows["n"] == 0).all()


def test_the_areas_own_result_can_be_the_stick(example: oi.types.Spread) -> None:
    result = oi.load_index("malmo-2023").compute(oi.example_statistics())
    found = oi.spread(result.index, example.statistics, example.key, division=example.division, areas=result)
    assert found.area_result is result
    pd.testing.assert_frame_equal(found.scores, example.scores)
    earlier = result.index.compute(oi.example_statistics(), period="2020")
    with pytest.raises(ComputeError, match="areas' result is of 2020, the sub-areas' figures are of 2024"):
        oi.spread(result.index, example.statistics, example.key, division=example.division, areas=earlier)


def test_indicators_alone_have_no_scores(hand: oi.types.Spread) -> None:
    with pytest.raises(ComputeError, match="single indicators"):
        _ = hand.scores


# -- bad input ----------------------------------------------------------------------------------------------


def test_a_sub_area_outside_is_left_out_only_where_that_is_said() -> None:
    more = unemployment({**CITY, "rest": (100, 100)})
    with pytest.raises(DivisionError, match="'rest'"):
        oi.spread("arbetsloshet", more, KEY, division=town())
    found = oi.spread("arbetsloshet", more, KEY, division=town(), outside=["rest"])
    assert "rest" not in found.sub_areas
    assert row(found, "P00")["highest"] == 90


def test_a_sub_area_without_rows_is_refused() -> None:
    fewer = unemployment({k: v for k, v in CITY.items() if k != "b2"})
    with pytest.raises(StatisticsError, match=r"'b2'.*has no figures"):
        oi.spread("arbetsloshet", fewer, KEY, division=town())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"minimum_base": -1}, "minimum.base"),
        ({"minimum_base": float("nan")}, "minimum.base"),
        ({"k": -1.0}, "k is -1"),
        ({"areas": unemployment(CITY)}, "the areas' figures are about"),
    ],
)
def test_senseless_options_are_refused(options: dict[str, object], said: str) -> None:
    with pytest.raises(ComputeError, match=said):
        oi.spread("arbetsloshet", unemployment(CITY), KEY, division=town(), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("asked", [["arbetsloshett"], []])
def test_unknown_or_no_indicators_are_refused(asked: list[str]) -> None:
    with pytest.raises(ComputeError, match=r"arbetsloshet'|no indicator"):
        oi.spread(asked, unemployment(CITY), KEY, division=town())


def test_no_figures_at_all_is_said() -> None:
    with pytest.raises(ComputeError, match=r"none of the indicators.*the table lacks"):
        oi.spread("sysselsattning", unemployment(CITY), KEY, division=town())


def test_a_share_without_its_denominator_needs_a_weight() -> None:
    table = pd.DataFrame(
        {"area": list(CITY), "variable": "arbetsloshet", "period": "2024", "value": [1.0, 2, 3, 4, 5, 6],
         "kind": "share", "quality": "official"}
    )  # fmt: skip
    with pytest.raises(StatisticsError, match="weight 'folkmangd'"):
        oi.spread("arbetsloshet", statistics(table), KEY, division=town())
    people = table.assign(variable="folkmangd", kind="count", value=[10.0, 10, 10, 1, 1, 8])
    found = oi.spread("arbetsloshet", statistics(pd.concat([table, people])), KEY, division=town())
    assert row(found, "B")["median"] == 6
    assert row(found, "B")["value"] == pytest.approx(5.7)
    assert row(found, "B")["quality"] == "estimated"


def test_a_missing_figure_lowers_the_coverage() -> None:
    table = unemployment(CITY).to_frame()
    gone = (table["area"] == "b1") & (table["variable"] == JOBS[0])
    table.loc[gone, ["value", "status"]] = [np.nan, "suppressed"]
    table = table[table["area"].isin(CITY)]
    found = oi.spread("arbetsloshet", statistics(table), KEY, division=town())
    assert row(found, "B")["coverage"] == pytest.approx(310 / 410)
    assert np.isnan(row(found, "B")["value"])
    assert row(found, "B")["n"] == 2


# -- words --------------------------------------------------------------------------------------------------


def test_an_area_is_explained(hand: oi.types.Spread) -> None:
    told = hand.explain("A").splitlines()
    assert told[0] == "A Område A: 3 delområden"
    assert "från 10,0 (a1 u) till 20,0" in told[1]
    assert "a2 v och a3 w" in told[1]
    assert told[2] == "Osäker områdestillhörighet: a3 w."
    assert "Sticker ut: b1 x, Arbetslöshet 30,0 (hela staden 15,3)." in hand.explain("B")
    assert "3 sub-areas" in hand.explain("A", "en")
    with pytest.raises(ComputeError, match="'C' is unknown"):
        hand.explain("C")


def test_frame_says_whose_figures_they_are(hand: oi.types.Spread) -> None:
    assert set(hand.to_frame()["statistics"]) == {"Exempelstad (påhittad)"}
