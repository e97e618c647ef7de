"""Malmö's embedded figures: real, reconciled with the city, each with what it is."""

from __future__ import annotations

import csv
import gzip
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.catalogue import indicators, variables
from omradesindex.datafiles import data_path
from omradesindex.statistics.vocabulary import STATUSES
from tests.conftest import ROOT

Shared = Callable[..., Path]

NOT_COLLECTED = ("deltagande_fritidsaktivitet", "svarsfrekvens_folkhalsoenkat", "trangboddhet")
PROXIES = ("boyta_per_person", "barnfattigdom", "gymnasieexamen", "anmalda_brott", "gronska")
ESTIMATED = (
    "gymnasiebehorighet",
    "ekonomiskt_bistand",
    "lag_lon",
    "disponibel_inkomst_medel",
    "forskola_inskrivna",
    "in_och_utflyttning",
    "sysselsattning",  # by sex; everybody's is made of counts
    "sysselsattning_20_64",
    "sysselsattning_20_65",
    "boende_i_hyresratt",
    "studerande_20_64",
    "varken_arbete_eller_studier_16_19",
    "varken_arbete_eller_studier_20_25",
    "varken_arbete_eller_studier_20_64",
    "anmald_misshandel_per_100000",
    "anmalda_bostadsinbrott_per_100000",
    "utsatt_for_misshandel",
    "utsatt_for_bostadsinbrott",
)
#: Official where they are summed, estimated where a RegSO or a sex had to be told apart.
MIXED = ("tradtackning", "lag_ekonomisk_standard")


@pytest.fixture(scope="module")
def malmo() -> oi.Statistics:
    return oi.malmo_statistics()


def value(
    statistics: oi.Statistics, variable: str, area: str, period: str = "2022", sex: str = "total"
) -> float:
    block = statistics.block(variable, period, (sex,))
    return float(block.value[statistics.all_areas.index(area)])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# -- what needs no sources ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variable", "period", "total"),
    [
        ("folkmangd", "2022", 357_377),
        ("folkmangd", "2023", 362_133),
        ("folkmangd", "2024", 365_644),
        ("rostberattigade_kommunval", "2022", 272_383),
        ("rostande_kommunval", "2022", 195_909),
        ("rostberattigade_riksdagsval", "2022", 251_172),
        ("rostande_riksdagsval", "2022", 189_143),
        ("lagenheter_hyresratt", "2022", 82_893),
        ("lagenheter_bostadsratt", "2022", 70_467),
        ("lagenheter_aganderatt", "2022", 24_207),
    ],
)
def test_the_city_has_the_total_that_is_published(
    malmo: oi.Statistics, variable: str, period: str, total: int
) -> None:
    assert value(malmo, variable, "1280", period) == total


def test_every_count_of_the_city_is_the_sum_of_its_areas(malmo: oi.Statistics) -> None:
    counts = [block for block in malmo.blocks if malmo.block(*block).kind == "count"]
    assert len(counts) > 30
    for block in counts:
        figures = malmo.block(*block).value
        assert figures[:-1].sum() == figures[-1], block


def test_all_areas_are_there_for_everything(malmo: oi.Statistics) -> None:
    assert malmo.areas == tuple(str(n) for n in range(1, 15))
    assert malmo.whole == "1280"
    frame = malmo.to_frame()
    assert len(frame) == 15 * len(malmo.blocks)


def test_every_variable_is_in_the_catalogue(malmo: oi.Statistics) -> None:
    assert set(malmo.variables) <= set(variables()) | set(indicators())
    for block in malmo.blocks:
        if block.variable in variables():
            assert malmo.block(*block).kind == variables()[block.variable].kind


def test_no_value_is_invented_for_what_nobody_published(malmo: oi.Statistics) -> None:
    for name in NOT_COLLECTED:
        block = malmo.block(name, "2022")
        assert np.isnan(block.value).all()
        assert np.isnan(block.numerator).all()
        assert {STATUSES[s] for s in block.status} == {"not_collected"}
        assert not malmo.has(name, "2022", ("women",))


def test_every_row_says_where_it_comes_from_and_what_it_is(malmo: oi.Statistics) -> None:
    frame = malmo.to_frame()
    given = frame["value"].notna()
    assert (frame["source"].str.len() > 20).all()
    assert frame.loc[given, "source"].str.contains("omradesindex").all()
    assert frame.loc[given, "source"].str.contains("SCB|Valmyndigheten").all()
    kinds = frame[given].groupby("variable")["quality"].agg(set)
    assert {name: kinds[name] for name in ESTIMATED} == {name: {"estimated"} for name in ESTIMATED}
    assert {name: kinds[name] for name in PROXIES} == {name: {"proxy"} for name in PROXIES}
    # Of the people of 2024 those in RegSO that lie in two areas are shared out.
    firm = frame[
        given & (frame["period"] != "2024") & ~frame["variable"].isin([*ESTIMATED, *PROXIES, *MIXED])
    ]
    assert set(firm["quality"]) == {"official"}


def test_a_proxy_says_so_in_its_source_and_never_stands_for_overcrowding(malmo: oi.Statistics) -> None:
    frame = malmo.to_frame()
    proxies = frame[(frame["quality"] == "proxy") & frame["value"].notna()]
    assert proxies["source"].str.contains("närmevärde").all()
    assert np.isnan(malmo.block("trangboddhet", "2022").value).all()
    space = malmo.block("boyta_per_person", "2022").value
    assert malmo.areas[int(space[:-1].argmin())] == "10"
    assert malmo.areas[int(space[:-1].argmax())] == "7"
    assert space[malmo.areas.index("10")] == pytest.approx(26.5, abs=0.1)
    assert space[malmo.areas.index("7")] == pytest.approx(44.3, abs=0.1)


def test_everybody_lies_between_the_sexes(malmo: oi.Statistics) -> None:
    """Whatever the sexes were made of: a figure where both lie above everybody would be of two sources."""
    told = oi.load_index("malmo-oppna-data").compute(malmo).indicators
    for name in dict.fromkeys(b.variable for b in malmo.blocks if b.group == ("women",)):
        for period in malmo.periods(name, ("women",)):
            women, men = (malmo.block(name, period, (sex,)).value for sex in ("women", "men"))
            if malmo.block(name, period, ("women",)).kind == "count":
                np.testing.assert_array_equal(women + men, malmo.block(name, period).value)
                continue
            total = malmo.block(name, period).value if malmo.has(name, period) else told[name].to_numpy()
            known = ~np.isnan(women)
            assert (known == ~np.isnan(men)).all()
            # Moves are per 100 out-movers, but each RegSO weighs with its people.
            near = 1.0 if name == "in_och_utflyttning" else 0.15
            assert (total >= np.minimum(women, men) - near)[known].all(), name
            assert (total <= np.maximum(women, men) + near)[known].all(), name


def test_a_survey_says_how_sure_it_is(malmo: oi.Statistics) -> None:
    for name in ("utsatt_for_misshandel", "utsatt_for_bostadsinbrott"):
        block = malmo.block(name, "2018–2022")
        error = block.standard_error
        # The city rests on all answers: its error is a fraction of an area's, and no area's is none.
        assert (error[:-1] > 2 * error[-1]).all()
        assert (error < block.value / 4).all()
    reported = malmo.block("anmald_misshandel_per_100000", "2018–2022")
    assert np.isnan(reported.standard_error).all()


def test_an_area_that_is_hardly_mapped_has_no_tree_cover(malmo: oi.Statistics) -> None:
    block = malmo.block("tradtackning", "2023")
    assert [malmo.areas[i] for i in np.flatnonzero(np.isnan(block.value[:-1]))] == ["5"]
    assert block.coverage[~np.isnan(block.value)].min() >= 0.6
    assert block.value[-1] == pytest.approx(10.6, abs=0.05)


def test_the_extension_sets_have_figures_of_their_own(malmo: oi.Statistics) -> None:
    for name, there in (("barn", 2), ("trygghet", 3), ("fysisk-miljo", 1)):
        result = oi.load_index(name).compute(malmo, partial=True)
        assert (result.quality["areas"] > 0).sum() == there
        assert f"bygger på {there} av" in str(result)
    children = oi.load_index("barn").compute(malmo, partial=True)
    assert children.quality.loc["barnfattigdom", "quality"] == "proxy"
    assert "† = närmevärde" in str(children)


def test_open_data_by_sex_on_what_can_be_told_apart(malmo: oi.Statistics) -> None:
    index = oi.load_index("malmo-oppna-data")
    by_sex = index.compute(malmo, by=["sex"])
    assert by_sex.common == ("sysselsattning", "lag_lon", "lag_ekonomisk_standard", "ekonomiskt_bistand")
    assert set(by_sex.left_out) == {m.id for m in index.members} - set(by_sex.common)
    # Everybody's own result knows nothing of it.
    frame = malmo.to_frame()
    alone = oi.Statistics.from_frame(
        frame[frame["sex"] == "total"], name="Malmö", division=oi.geso(), whole="1280"
    )
    assert index.compute(alone).scores.equals(index.compute(malmo).scores)


def test_everybody_lives_in_one_area_type(malmo: oi.Statistics) -> None:
    types = np.array([malmo.block(f"personer_omradestyp_{t}", "2022").value for t in range(1, 6)])
    np.testing.assert_array_equal(types.sum(axis=0), malmo.block("folkmangd", "2022").value)
    assert (types >= 0).all()
    assert (types[:, -1] > 0).all()


def test_the_doubtful_share_of_the_people_is_carried(malmo: oi.Statistics) -> None:
    doubtful = malmo.block("folkmangd", "2023").doubtful
    # The 8 uncertain DeSO had 12 560 inhabitants in 2023.
    assert doubtful[-1] == pytest.approx(12_560 / 362_133, abs=1e-4)
    assert {malmo.areas[i] for i in np.flatnonzero(doubtful[:-1])} == {"5", "7", "8", "13", "14"}


def test_eligibility_says_how_much_of_the_pupils_it_knows(malmo: oi.Statistics) -> None:
    total = malmo.block("gymnasiebehorighet", "2023", ("total",))
    assert not np.isnan(total.value).any()
    assert total.coverage.min() == pytest.approx(0.644, abs=0.001)
    assert malmo.all_areas[int(total.coverage.argmin())] == "8"
    women, men = (malmo.block("gymnasiebehorighet", "2023", (sex,)) for sex in ("women", "men"))
    known = [malmo.all_areas[i] for i in np.flatnonzero(~np.isnan(women.value))]
    assert known == ["3", "4", "5", "6"]
    assert (np.isnan(women.value) == np.isnan(men.value)).all()
    assert {STATUSES[s] for s in women.status[np.isnan(women.value)]} == {"missing"}
    assert (women.coverage == men.coverage).all()


def test_income_support_of_women_and_men_in_the_city(malmo: oi.Statistics) -> None:
    assert value(malmo, "ekonomiskt_bistand", "1280", "2023", "women") == pytest.approx(5.1, abs=0.05)
    assert value(malmo, "ekonomiskt_bistand", "1280", "2023", "men") == pytest.approx(4.6, abs=0.05)


def test_low_pay_is_not_sold_as_the_opposite_of_own_pay(malmo: oi.Statistics) -> None:
    """The source leaves out who has no pay at all: fewer have "little" than are not even employed."""
    employed = malmo.block("sysselsatta_16_64", "2022").value / malmo.block("befolkning_16_64", "2022").value
    assert (malmo.block("lag_lon", "2023").value < 100 * (1 - employed)).all()
    assert "egen_lon" not in malmo.variables


def test_no_median_is_among_the_figures(malmo: oi.Statistics) -> None:
    assert {malmo.block(*block).kind for block in malmo.blocks} == {"count", "share", "mean", "index"}
    assert not any("median" in name for name in malmo.variables)


def test_nine_of_the_twelve_indicators_have_figures(malmo: oi.Statistics) -> None:
    result = oi.load_index("malmo-2023").compute(malmo)
    quality = result.quality
    assert (quality["status"] == "observed").sum() == 9
    assert set(quality.index[quality["status"] == "not_collected"]) == set(NOT_COLLECTED)
    # Housing has two of its three, participation one; so the index itself is not computed.
    computed = result.scores.notna().all()
    assert computed.to_dict() == {
        "index": False, "delaktighet": False, "utbildning": True, "ekonomi": True, "boende": True,
    }  # fmt: skip
    assert "Färre än två tredjedelar av indikatorerna har uppgifter i delaktighet (1 av 3)" in " ".join(
        str(result).split()
    )


# -- sums by hand, straight from the sources -----------------------------------------------------------------


@pytest.fixture(scope="module")
def deso_of(shared: Shared) -> dict[str, list[dict[str, str]]]:
    """The DeSO table's rows by area, through the source's own key."""
    area = {row["deso_2018"]: row["geso"] for row in rows(shared("data", "malmo_deso2018_to_geso.csv"))}
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows(shared("data", "malmo_deso2018_stats_2022.csv")):
        found[area[row["deso_2018"]]].append(row)
        found["1280"].append(row)
    return found


def added(parts: list[dict[str, str]], *columns: str) -> float:
    return sum(float(row[column]) for row in parts for column in columns)


@pytest.mark.parametrize("area", ["4", "10", "13", "1280"])
def test_counts_are_sums_of_the_deso(
    malmo: oi.Statistics, deso_of: dict[str, list[dict[str, str]]], area: str
) -> None:
    parts = deso_of[area]
    assert value(malmo, "folkmangd", area) == added(parts, "folkmangd_2022")
    assert value(malmo, "folkmangd", area, "2023") == added(parts, "folkmangd_2023")
    assert value(malmo, "sysselsatta_16_64", area) == added(parts, "sysselsatta_16_64_2022")
    assert value(malmo, "befolkning_16_64", area) == added(parts, "antal_16_64_2022")
    assert value(malmo, "hushall_ensamstaende_med_barn", area) == added(parts, "hh_ensam_med_barn_2022")
    assert value(malmo, "lagenheter_aganderatt", area) == added(parts, "lgh_aganderatt_2022")
    education = [f"utb_{c}_2022" for c in ("forgymnasial", "gymnasial", "efter_lt3", "efter_ge3", "saknas")]
    assert value(malmo, "befolkning_25_64", area) == added(parts, *education)
    assert value(malmo, "utbildning_eftergymnasial_25_64", area) == added(parts, *education[2:4])
    assert value(malmo, "befolkning_20_64", area) == added(parts, *education, "alder_20_24_2022")


@pytest.mark.parametrize("area", ["2", "10", "1280"])
def test_area_types_are_those_that_scb_gives_the_regso(
    malmo: oi.Statistics, deso_of: dict[str, list[dict[str, str]]], shared: Shared, area: str
) -> None:
    with gzip.open(shared("data", "scb_omradestyp_regso_2022.csv.gz"), "rt", encoding="utf-8-sig") as file:
        type_of = {row[0]: row[1] for row in csv.reader(file)}
    for kind in "12345":
        inside = [row for row in deso_of[area] if type_of[f"Malmö ({row['RegSO_2020']})"] == kind]
        assert value(malmo, f"personer_omradestyp_{kind}", area) == added(inside, "folkmangd_2022")


@pytest.mark.parametrize("area", ["1", "8", "10", "1280"])
def test_shares_and_means_are_weighted_by_their_people(
    malmo: oi.Statistics, deso_of: dict[str, list[dict[str, str]]], area: str
) -> None:
    for indicator, column, base in (
        ("lag_ekonomisk_standard", "lag_ek_standard_pct_2022", "ek_standard_antal_2022"),
        ("nettoinkomst", "nettoinkomst_medel_tkr_2022", "nettoinkomst_antal_2022"),
    ):
        weighted = sum(float(row[column]) * float(row[base]) for row in deso_of[area])
        assert value(malmo, indicator, area) == pytest.approx(weighted / added(deso_of[area], base), abs=1e-5)


@pytest.mark.parametrize(("sex", "kon"), [("total", "totalt"), ("women", "kvinnor"), ("men", "män")])
def test_income_support_is_weighted_by_hand(
    malmo: oi.Statistics, deso_of: dict[str, list[dict[str, str]]], shared: Shared, sex: str, kon: str
) -> None:
    share = {
        row["regso_2020"]: float(row["ekonomiskt_bistand_pct_derived"])
        for row in rows(shared("data", "malmo_regso_income_support_by_sex_2023.csv"))
        if row["kon"] == kon
    }
    adults = [f"utb_{c}_2022" for c in ("forgymnasial", "gymnasial", "efter_lt3", "efter_ge3", "saknas")]
    for area in ("2", "10", "1280"):
        people = [
            (share[row["RegSOkod_2020"]], added([row], "alder_20_24_2022", *adults)) for row in deso_of[area]
        ]
        mean = sum(s * n for s, n in people) / sum(n for _, n in people)
        assert value(malmo, "ekonomiskt_bistand", area, "2023", sex) == pytest.approx(mean, abs=1e-5)


def test_eligibility_leaves_out_what_is_not_published(
    malmo: oi.Statistics, deso_of: dict[str, list[dict[str, str]]], shared: Shared
) -> None:
    given = rows(shared("data", "malmo_regso_behorighet_by_sex_2023.csv"))
    share = {row["regso_2020"]: row["gymnasiebehorig_totalt_pct"] for row in given}
    block = malmo.block("gymnasiebehorighet", "2023", ("total",))
    for area in ("8", "9", "1280"):
        young = [(share[row["RegSOkod_2020"]], added([row], "alder_15_19_2022")) for row in deso_of[area]]
        known = [(float(s), n) for s, n in young if s]
        at = malmo.all_areas.index(area)
        assert block.coverage[at] == pytest.approx(
            sum(n for _, n in known) / sum(n for _, n in young), abs=1e-4
        )
        mean = sum(s * n for s, n in known) / sum(n for _, n in known)
        assert block.value[at] == pytest.approx(mean, abs=1e-5)


def test_a_district_votes_where_most_of_it_lies(malmo: oi.Statistics, shared: Shared) -> None:
    largest: dict[str, tuple[float, str]] = {}
    for row in rows(shared("data", "malmo_valdistrikt2022_to_geso_area.csv")):
        largest[row["Lkfv"]] = max(
            largest.get(row["Lkfv"], (0.0, "")), (float(row["area_share"]), row["geso"])
        )
    votes = {
        row["Valdistriktskod"]: row
        for row in rows(shared("data", "valdeltagande_2022_malmo_valdistrikt.csv"))
    }
    for area in ("3", "8", "10"):
        inside = [votes[code] for code, (_, geso) in largest.items() if geso == area]
        assert value(malmo, "rostande_kommunval", area) == added(inside, "kommun_rostande")
        assert value(malmo, "rostberattigade_kommunval", area) == added(inside, "kommun_rostberattigade")
    doubtful = [votes[code] for code, (share, geso) in largest.items() if geso == "8" and share < 0.9]
    block = malmo.block("rostberattigade_kommunval", "2022")
    expected = added(doubtful, "kommun_rostberattigade") / value(malmo, "rostberattigade_kommunval", "8")
    assert block.doubtful[malmo.areas.index("8")] == pytest.approx(expected, abs=1e-4)


def by_hand(shared: Shared, column: str, indicator: str, year: str, weight: str) -> dict[str, float]:
    """A column of the segregation barometer, weighted in pandas with one column of the DeSO table."""
    data = shared("data")
    deso = pd.read_csv(data / "malmo_deso2018_stats_2022.csv", dtype={"RegSOkod_2020": str})
    key = pd.read_csv(data / "malmo_deso2018_to_geso.csv", dtype={"geso": str}).set_index("deso_2018")["geso"]
    told = pd.read_csv(data / "malmo_regso_segregationsbarometern_by_sex_2008_2022.csv")
    told = told[(told["indikator"] == indicator) & (told["ar"] == int(year))].set_index("regso_2020")[column]
    share = deso["RegSOkod_2020"].map(told)
    people = deso[weight].where(share.notna(), 0)
    added = (share.fillna(0) * people).groupby(deso["deso_2018"].map(key)).sum()
    found = added / people.groupby(deso["deso_2018"].map(key)).sum()
    return {**found, "1280": (share.fillna(0) * people).sum() / people.sum()}


@pytest.mark.parametrize(
    ("variable", "year", "indicator", "weight"),
    [
        ("boyta_per_person", "2022", "t10boa", "folkmangd_2022"),
        ("in_och_utflyttning", "2022", "t12kvot", "folkmangd_2022"),
        ("forskola_inskrivna", "2022", "t15fsk", "alder_0_4_2022"),
        ("gymnasieexamen", "2020", "t19gymsf", "alder_15_19_2022"),
    ],
)
def test_shares_by_regso_are_weighted_by_hand(
    malmo: oi.Statistics, shared: Shared, variable: str, year: str, indicator: str, weight: str
) -> None:
    expected = by_hand(shared, "totalt", indicator, year, weight)
    for area in malmo.all_areas:
        assert value(malmo, variable, area, year) == pytest.approx(expected[area], abs=1e-5), area


def test_a_sex_weighs_with_its_own_people(malmo: oi.Statistics, shared: Shared) -> None:
    """Area 4 holds whole RegSO only: women of 20–64 by RegSO in 2024, nothing shared out."""
    people = pd.read_csv(shared("data", "malmo_regso2025_folkmangd_alder_kon_2024.csv"))
    ages = ["20-24", *(f"{n}-{n + 4}" for n in range(25, 65, 5))]
    women = people[(people["kon"] == "kvinnor") & people["alder"].isin(ages)]
    women = women.groupby("regso_2025")["antal"].sum()
    labour = pd.read_csv(shared("data", "malmo_regso2025_arbetsmarknad_by_sex_2024.csv"))
    employed = labour[labour["kon"] == "kvinnor"].set_index("regso_2025")["sysselsatta_pct"]
    key = pd.read_csv(shared("data", "malmo_regso2020_to_geso_andelar_2022.csv"))
    inside = key[key["geso"] == 4]
    assert (inside["andel"] == 1).all()
    codes = inside["regso_2020"]
    expected = (employed[codes] * women[codes]).sum() / women[codes].sum()
    assert value(malmo, "sysselsattning_20_65", "4", "2024", "women") == pytest.approx(expected, abs=1e-5)
    assert value(malmo, "befolkning_20_64", "4", "2024", "women") == women[codes].sum()


def test_the_sexes_of_low_standard_relate_as_in_the_source_that_tells_them_apart(
    malmo: oi.Statistics, shared: Shared
) -> None:
    """Area 4 again: everybody's of the DeSO, times women's over everybody's of the RegSO."""
    told = pd.read_csv(shared("data", "malmo_regso_segregationsbarometern_by_sex_2008_2022.csv"))
    told = told[(told["indikator"] == "t2leks") & (told["ar"] == 2022)].set_index("regso_2020")
    people = pd.read_csv(shared("data", "malmo_regso2025_folkmangd_alder_kon_2024.csv"))
    people = people[people["alder"] == "totalt"].pivot_table("antal", "regso_2025", "kon")
    key = pd.read_csv(shared("data", "malmo_regso2020_to_geso_andelar_2022.csv")).set_index("regso_2020")
    inside = key[key["geso"] == 4]
    now = inside["folkmangd_2022"]
    women = now * people["kvinnor"] / people["totalt"]
    share = {
        "women": (told["kvinnor"] * women).sum() / women.sum(),
        "total": (told["totalt"] * now).sum() / now.sum(),
    }
    expected = value(malmo, "lag_ekonomisk_standard", "4") * share["women"] / share["total"]
    found = value(malmo, "lag_ekonomisk_standard", "4", sex="women")
    assert found == pytest.approx(expected, abs=1e-4)


def test_a_rebuild_gives_the_same_bytes(shared: Shared, tmp_path: Path) -> None:
    source = shared("data").parent
    script = ROOT / "scripts" / "build_malmo_statistics.py"
    subprocess.run([sys.executable, script, "--shared", source, "--out", tmp_path], check=True, cwd=ROOT)
    files = ["malmo.csv", "malmo_lineage.csv", "malmo_weights.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == files
    for name in files:
        assert (tmp_path / name).read_bytes() == data_path("statistics", name).read_bytes()


def test_nothing_is_written_when_a_total_does_not_reconcile(shared: Shared, tmp_path: Path) -> None:
    source = tmp_path / "shared" / "data"
    source.mkdir(parents=True)
    for file in shared("data").glob("*.csv"):
        (source / file.name).write_bytes(file.read_bytes())
    deso = source / "malmo_deso2018_stats_2022.csv"
    lines = deso.read_text(encoding="utf-8").splitlines()
    cells = lines[1].split(",")
    place = lines[0].split(",").index("folkmangd_2022")
    cells[place] = str(int(cells[place]) + 1)
    deso.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]), encoding="utf-8")
    script = ROOT / "scripts" / "build_malmo_statistics.py"
    out = tmp_path / "out"
    run = subprocess.run(
        [sys.executable, script, "--shared", tmp_path / "shared", "--out", out],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
    )
    assert run.returncode != 0
    assert "nothing written: folkmangd 2022" in run.stderr
    assert list(out.iterdir()) == []
