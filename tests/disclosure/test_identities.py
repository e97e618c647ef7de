"""Sums that figures are of each other are found, accidents are not, and what follows is not told again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

import omradesindex as oi
from omradesindex.catalogue.identities import identities
from omradesindex.disclosure.identities import Found, FoundIdentity, found_identities
from omradesindex.errors import OmradesindexError

Floats = NDArray[np.float64]
Told = list[tuple[Hashable, set[Hashable]]]


def counts(n: int, n_figures: int, seed: int, mean: float = 300.0) -> dict[Hashable, Floats]:
    """Counts of nothing in common but the size of their areas."""
    rng = np.random.default_rng(seed)
    size = mean * rng.lognormal(0, 1, n_figures)
    return {f"s{k}": rng.poisson(size * rng.uniform(0.05, 1)).astype(float) for k in range(n)}


def told(those: tuple[FoundIdentity, ...]) -> Told:
    return [(one.whole, set(one.parts)) for one in those]


def test_sums_of_one_two_and_three_are_found_each_once() -> None:
    series = counts(12, 60, 1)
    series["alike"] = series["s0"].copy()
    series["two"] = series["s1"] + series["s2"]
    series["three"] = series["s3"] + series["s4"] + series["s5"]
    found = found_identities(series, margin=5)
    assert told(found.exact) == [("s0", {"alike"}), ("two", {"s1", "s2"}), ("three", {"s3", "s4", "s5"})]
    assert all(one.holds == one.of == 60 for one in found.exact)
    assert found.nearly == ()


def test_what_follows_from_what_is_found_is_not_told() -> None:
    series = counts(5, 60, 2)
    series |= {name: series["s0"].copy() for name in ("as s0", "too")}
    series["all"] = series["s0"] + series["s1"] + series["s2"]
    series["rest"] = series["s1"] + series["s2"]
    # all = s0 + rest = as s0 + s1 + s2 …
    found = found_identities(series, margin=5)
    assert sorted(len(one.parts) for one in found.exact) == [1, 1, 2, 2]
    known = [("as s0", ["s0"]), ("too", ["s0"]), ("rest", ["s1", "s2"]), ("gone", ["s1", "s9"])]
    assert len(found_identities(series, margin=5, known=known).exact) == 1
    everything = [*known, ("all", ["s0", "rest"])]
    assert found_identities(series, margin=5, known=everything) == Found()


def test_only_figures_that_are_known_of_all_are_held_against_each_other() -> None:
    rng = np.random.default_rng(3)
    series = counts(6, 200, 3)
    series["two"] = series["s1"] + series["s2"]
    hidden = {name: np.where(rng.random(200) < 0.3, np.nan, values) for name, values in series.items()}
    found = found_identities(hidden, margin=5)
    assert told(found.exact) == [("two", {"s1", "s2"})]
    both = ~np.isnan(hidden["two"] + hidden["s1"] + hidden["s2"])
    assert found.exact[0].of == both.sum()
    # Nothing is known of figures that never stand beside each other.
    hidden["s1"] = np.where(np.isnan(hidden["two"]), series["s1"], np.nan)
    assert found_identities(hidden, margin=5) == Found()


def test_longer_sums_are_found_where_figures_are_many() -> None:
    series = counts(10, 60, 11)
    parts = {f"s{k}" for k in range(7)}
    series["all"] = sum((series[part] for part in sorted(parts)), start=np.zeros(60))
    series["two"] = series["s0"] + series["s1"]
    found = found_identities(series, margin=5)
    assert told(found.exact) == [("two", {"s0", "s1"}), ("all", {"two", *parts} - {"s0", "s1"})]
    # Of some only half is known, and the sum is found of those that are known of the same figures.
    half = series | {name: np.where(np.arange(60) < 30, np.nan, series[name]) for name in ("s8", "s9")}
    assert len(found_identities(half, margin=5).exact) == 2
    few = {name: values[:15] for name, values in series.items()}
    assert told(found_identities(few, margin=5).exact) == [("two", {"s0", "s1"})]


def test_what_is_nearly_a_sum_is_told_with_how_often() -> None:
    rng = np.random.default_rng(4)
    series = counts(8, 140, 4)
    series["noisy"] = series["s1"] + series["s2"] + rng.integers(-2, 3, 140)
    series["noisy"][:3] += 40
    found = found_identities(series, margin=5)
    assert found.exact == ()
    (one,) = found.nearly
    assert (one.whole, set(one.parts), one.holds, one.of) == ("noisy", {"s1", "s2"}, 137, 140)
    assert "137 av 140 tal" in one.question().sv
    named = FoundIdentity(("a", "value"), (("b", "denominator"), "c"), 9, 10).question()
    assert named.sv.startswith("'a' är nästan summan av nämnaren i 'b' och 'c' (9 av 10 tal).")
    assert 'identities={"a": ["b/denominator", "c"]}' in named.en
    series["noisy"][:20] += 40
    assert found_identities(series, margin=5) == Found()


def test_near_is_no_news_of_small_figures() -> None:
    rng = np.random.default_rng(5)
    small = {f"s{k}": rng.poisson(6.0, 200).astype(float) for k in range(8)}
    assert found_identities(small, margin=5) == Found()
    # A part that is within the margin itself is no part that anything tells of.
    series = counts(4, 200, 5) | {"few": rng.poisson(1.0, 200).astype(float)}
    series["noisy"] = series["s0"] + rng.integers(-2, 3, 200)
    (one,) = found_identities(series, margin=5).nearly
    assert {one.whole, *one.parts} == {"noisy", "s0"}


@pytest.mark.parametrize("mean", [0.5, 2.0, 8.0])
def test_small_counts_that_agree_by_accident_tell_nothing(mean: float) -> None:
    rng = np.random.default_rng(6)
    for n_figures in (8, 10, 14, 30):
        for _ in range(5):
            series = {k: rng.poisson(mean, n_figures).astype(float) for k in range(25)}
            assert found_identities(series, margin=0).exact == ()


def test_few_figures_and_zeros_tell_nothing() -> None:
    series = counts(4, 2, 7)
    series["two"] = series["s0"] + series["s1"]
    assert found_identities(series, margin=5) == Found()
    nothing = {"a": np.zeros(50), "b": np.zeros(50), "c": counts(1, 50, 7)["s0"], "d": np.full(50, np.nan)}
    assert found_identities(nothing, margin=5) == Found()
    # A part that is 0 but for two figures.
    rare = counts(4, 50, 7) | {"rare": np.r_[np.full(2, 20.0), np.zeros(48)]}
    rare["nearly s0"] = rare["s0"] + rare["rare"]
    assert found_identities(rare, margin=1).exact == ()
    assert found_identities({}, margin=5) == Found()


def test_what_holds_exactly_in_a_few_large_figures_is_no_accident() -> None:
    series = counts(4, 5, 7)
    series["two"] = series["s0"] + series["s1"]
    (one,) = found_identities(series, margin=5).exact
    assert (one.whole, {*one.parts}, one.of) == ("two", {"s0", "s1"}, 5)
    # Nearly is asked about only where many figures say so.
    series["two"] = series["two"] + np.array([0, 1, 0, 0, 0])
    assert found_identities(series, margin=5) == Found()


def test_the_same_figures_again_and_totals_are_no_evidence() -> None:
    series = {name: np.tile(values, 10) for name, values in counts(5, 5, 8, mean=20.0).items()}
    series["two"] = series["s0"] + series["s1"]
    assert found_identities(series, margin=0).exact == ()
    series = counts(5, 40, 9, mean=20.0)
    series["two"] = series["s0"] + series["s1"]
    assert len(found_identities(series, margin=0).exact) == 1
    totals = np.arange(40) >= 3
    assert found_identities(series, margin=0, sums=totals).exact == ()
    assert len(found_identities(series, margin=0, sums=np.zeros(40, dtype=bool)).exact) == 1


def test_sums_of_decimals_are_equal_by_the_rule_of_the_house() -> None:
    series = {name: values / 10 for name, values in counts(4, 60, 10).items()}
    series["two"] = series["s0"] + series["s1"]
    series["two"][7] = np.nextafter(series["two"][7], np.inf)
    assert told(found_identities(series, margin=0).exact) == [("two", {"s0", "s1"})]


@pytest.mark.parametrize(
    ("series", "margin", "error"),
    [
        ({"a": np.ones(3), "b": np.ones(4)}, 5, r"the series have the shapes"),
        ({"a": np.ones((3, 2))}, 5, r"the series have the shapes"),
        ({"a": np.ones(3)}, -1, r"the margin is -1"),
        ({"a": np.ones(3)}, float("nan"), "margin"),
        ("a", 5, "given as str"),
    ],
)
def test_what_cannot_be_searched_is_refused(
    series: Mapping[Hashable, Floats], margin: float, error: str
) -> None:
    with pytest.raises(OmradesindexError, match=error):
        found_identities(series, margin=margin)


# -- in real figures ----------------------------------------------------------------------------------------


def columns_of(frame: pd.DataFrame) -> dict[Hashable, Floats]:
    return {name: frame[name].to_numpy(float) for name in frame.select_dtypes("number").columns}


def test_what_the_catalogue_tells_is_found_in_the_example_and_nothing_else(everything: oi.Statistics) -> None:
    names = ["arbetskraft_16_64", "arbetslosa_16_64", "sysselsatta_16_64", "befolkning_16_64", "folkmangd"]
    names += [
        "befolkning_20_24",
        "befolkning_20_64",
        "befolkning_25_64",
        "elever_ak9",
        "gymnasiebehoriga_ak9",
    ]
    names += ["utbildning_forgymnasial_25_64", "lagutbildad_25_64", "utbildning_eftergymnasial_25_64"]
    figures = everything.only(names, periods=["2024"]).to_frame()
    keys = ["area", *everything.breakdowns]
    series = columns_of(figures.pivot_table(index=keys, columns="variable", values="value"))
    found = found_identities(series, margin=5)
    by_definition = {(one.whole, *sorted(one.parts)) for one in identities(names) if one.complete}
    alike = {"lagutbildad_25_64", "utbildning_forgymnasial_25_64"}
    assert {(one.whole, *sorted(map(str, one.parts))) for one in found.exact if len(one.parts) > 1} == {
        one for one in by_definition if len(one) > 2
    }
    assert [{one.whole, *one.parts} for one in found.exact if len(one.parts) == 1] == [alike]
    assert found.nearly == ()


def test_what_is_true_of_malmo_s_small_areas_is_found_and_nothing_else(shared: Callable[..., Path]) -> None:
    frame = pd.read_csv(shared("data", "malmo_deso2018_stats_2022.csv"))
    frame.columns = frame.columns.str.removesuffix("_2022")
    shares = frame.columns[frame.columns.str.contains("pct|tkr|typ|2023")]
    found = found_identities(columns_of(frame.drop(columns=shares)), margin=5)
    alike = {frozenset((one.whole, *one.parts)) for one in found.exact if len(one.parts) == 1}
    everybody = {"folkmangd", "folkmangd_fodelse", "bakgrund_totalt", "pers_hus_totalt"}
    assert set().union(*alike) == everybody
    assert len(alike) == 3
    assert [set(one.parts) for one in found.exact if len(one.parts) > 1] == [
        {"svensk_bakgrund", "utlandsk_bakgrund"},
        {"fodd_sverige", "fodd_europa_utom_sverige", "fodd_ovriga_varlden"},
        {
            f"pers_{kind}"
            for kind in ("smahus", "flerbostadshus", "ovriga_hus", "specialbostad", "hus_saknas")
        },
    ]
    # The source perturbs each figure of the labour market by itself.
    assert told(found.nearly) == [
        ("arbetskraft_16_64", {"sysselsatta_16_64", "arbetslosa_16_64"}),
        ("antal_16_64", {"arbetskraft_16_64", "utanfor_arbkr_16_64"}),
    ]


@pytest.mark.parametrize(
    ("path", "exact", "nearly"),
    [
        (("sverige", "regso_folkmangd_kon_2022.csv"), [("totalt", {"män", "kvinnor"})], []),
        (
            ("valdeltagande_2022_malmo_valdistrikt.csv",),
            [("kommun_rostberattigade", {"region_rostberattigade"})],
            [("kommun_valdeltagande_pct", {"region_valdeltagande_pct"})],
        ),
        (("malmo_deso2025_stats_2024_2025.csv",), [], []),
        (("malmo_regso_housing_tenure_2020_2023.csv",), [], []),
        (("malmo_regso_foreign_born_2020_2023.csv",), [], []),
        (("malmo_regso2025_arbetsmarknad_by_sex_2024.csv",), [], []),
        (("malmo_regso_segregationsbarometern_by_sex_2008_2022.csv",), [], []),
        (("malmo_deso2018_tradtackning.csv",), [], []),
        (
            ("malmo_regso_bra_misshandel_bostadsinbrott_2018_2022.csv",),
            [],
            [("misshandel_antal_svarande_ntu", {"bostadsinbrott_antal_svarande_ntu"})],
        ),
    ],
)
def test_nothing_false_is_said_of_published_tables(
    shared: Callable[..., Path], path: tuple[str, ...], exact: Told, nearly: Told
) -> None:
    found = found_identities(columns_of(pd.read_csv(shared("data", *path))), margin=5)
    assert (told(found.exact), told(found.nearly)) == (exact, nearly)


def test_ages_of_published_tables_make_up_their_total_and_no_other_sum(shared: Callable[..., Path]) -> None:
    for path in (
        ("malmo_regso2025_folkmangd_alder_kon_2024.csv",),
        ("uppsala", "uppsala_regso2025_folkmangd_alder_kon_2024.csv"),
    ):
        frame = pd.read_csv(shared("data", *path))
        wide = frame.pivot_table(index=["regso_2025", "kon"], columns="alder", values="antal")
        found = found_identities(columns_of(wide), margin=5)
        assert told(found.exact) == [("totalt", {*wide.columns} - {"totalt"})]
        assert found.nearly == ()


def test_small_areas_of_another_city_are_asked_about_their_labour_force(shared: Callable[..., Path]) -> None:
    folder = shared("data", "uppsala", "scb")
    figures = oi.read_statistics(folder, mapping=folder / "mapping.toml").to_frame()
    wide = figures[figures["kind"] == "count"].pivot_table(index="area", columns="variable", values="value")
    found = found_identities(columns_of(wide), margin=5)
    assert found.exact == ()
    assert told(found.nearly) == [("arbetskraft_16_64", {"arbetslosa_16_64", "sysselsatta_16_64"})]
    known = [(one.whole, one.parts) for one in identities(map(str, wide.columns)) if one.complete]
    assert found_identities(columns_of(wide), margin=5, known=known) == Found()
