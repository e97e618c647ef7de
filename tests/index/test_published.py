"""Published indices as definitions in docs/publicerade_index.md, held against their published figures."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from tests.methods.asem import Shared

PAGE = Path(__file__).parents[2] / "docs" / "publicerade_index.md"
INDICES = {
    table["id"]: oi.types.Index.from_definition(parse_definition(table))
    for block in re.findall(r"^```toml\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    if "id" in (table := tomllib.loads(block))
}


def computed(index: oi.types.Index, values: pd.DataFrame) -> oi.types.Result:
    """The index on indicators' values; areas in rows, indicators' ids or their order in columns."""
    ids = [i.id for i in index.indicators]
    people = pd.DataFrame({"folkmangd": np.arange(1.0, len(values) + 1)}, index=values.index)
    tidy = values.set_axis(ids, axis=1).join(people).rename_axis("area").reset_index()
    tidy = tidy.melt("area", var_name="variable")
    return index.compute(oi.Statistics.from_frame(tidy.assign(period="2024", kind="index"), name="prov"))


def made_up(rows: list[list[float]]) -> pd.DataFrame:
    return pd.DataFrame(rows, index=[f"a{k}" for k in range(len(rows))])


@pytest.mark.parametrize("name", list(INDICES))
def test_it_is_read_computed_and_saved(name: str, tmp_path: Path) -> None:
    index = INDICES[name]
    k = np.arange(1, 6.0)[:, None] + np.arange(len(index.indicators)) / 8
    incomes = np.array([i.unit == "dollar" for i in index.indicators])
    result = computed(index, made_up((25 + 2 * k + 80 * incomes).tolist()))
    assert result.scores.notna().all().all()
    assert str(result.explain("a1"))
    assert str(result.explain("a1", lang="en"))
    for suffix in (".toml", ".csv"):
        assert oi.load_index(index.save(tmp_path / f"x{suffix}")).methods == index.methods


def test_townsend(shared: Shared) -> None:
    counts = pd.read_csv(shared("oracles", "townsend", "dataset_2011_uk_local_authority.csv"), index_col=0)
    printed = pd.read_csv(shared("oracles", "townsend", "scores_2011_uk_local_authority.csv"))
    not_owned, crowded = (
        counts[[f"F{n}" for n in names]].sum(axis=1) for names in ((2357, 2362, 2368), (2081, 2083))
    )
    shares = pd.DataFrame(
        {
            "car": 100 * counts["F991"] / counts["F989"],
            "owned": 100 * not_owned / counts["F2347"],
            "crowded": 100 * crowded / counts["F2075"],
            "work": 100 * counts["F248"] / counts["F244"],
        }
    )
    shares.index = shares.index.str.strip()
    plain = INDICES["townsend"]
    own = {"method": "log", "offset": 1}
    each = {"method": "by_indicator", "indicators": {"trangbodda": own, "arbetslosa": own}}
    for index in (plain, plain.with_methods(treat=each)):
        scores = computed(index, shares).scores["index"]
        gap = scores - printed.set_index(printed["geo_code"].str.strip())["TDS"][scores.index]
        assert len(gap) == 404
        assert gap.abs().max() < 5e-9


def test_svi(shared: Shared) -> None:
    table = pd.read_csv(shared("oracles", "svi", "svi_pa_county_2018.csv"), dtype={"FIPS": str}).set_index(
        "FIPS"
    )
    names = [c.removeprefix("EPL_") for c in table if c.startswith("EPL_")]
    result = computed(INDICES["svi"], table[[f"EP_{n}" for n in names]])
    np.testing.assert_allclose(result.normalised[:-1], table[[f"EPL_{n}" for n in names]], rtol=0, atol=1e-12)
    for kind, index in (("RPL", INDICES["svi"]), ("SPL", INDICES["svi"].with_methods(rescale="none"))):
        scores = computed(index, table[[f"EP_{n}" for n in names]]).scores
        printed = table[[f"{kind}_THEMES", *(f"{kind}_THEME{k}" for k in range(1, 5))]]
        np.testing.assert_allclose(scores, printed, rtol=0, atol=1e-9)


def test_wales(shared: Shared) -> None:
    table = pd.read_csv(shared("oracles", "wimd2019", "wimd2019_lsoa11.csv"), index_col="lsoa11_code")
    names = ("Income", "Employment", "Health", "Education", "Access", "Housing", "Crime", "Environment")
    result = computed(INDICES["wimd"], table[[f"{name}_rank" for name in names]])
    assert (result.scores["index"] - table["IMD_score"]).abs().max() < 1e-8
    assert (result.ranks["index"] == table["IMD_rank"]).sum() == 1909


def test_hdi(shared: Shared) -> None:
    table = pd.read_csv(shared("oracles", "hdi2021", "hdr2021_22_year2021.csv"), index_col="iso3")
    table = table[table["hdi_2021"].notna()]
    result = computed(INDICES["hdi"], table[[f"{n}_2021" for n in ("le", "eys", "mys", "gnipc")]])
    assert (result.scores["index"].round(3) - table["hdi_2021"]).abs().max() < 1e-9


def test_people_count_in_components_scales_and_classes() -> None:
    rng = np.random.default_rng(4)
    rows = made_up((rng.normal(size=(9, 1)) + rng.normal(size=(9, 4))).tolist())
    people = np.arange(1, 10)
    everybody = np.repeat(rows.to_numpy(), people, axis=0)
    z = (everybody - everybody.mean(axis=0)) / everybody.std(axis=0)
    loadings = np.abs(np.linalg.eigh(np.corrcoef(everybody.T))[1][:, -1])
    score = z @ loadings
    by_hand = (1000 + 100 * (score - score.mean()) / score.std())[np.cumsum(people) - 1]
    plain = INDICES["nzdep"]
    np.testing.assert_allclose(computed(plain, rows).scores["index"], by_hand, rtol=1e-7)
    fifths = plain.with_methods(rescale={"index": {"method": "categories", "people": "folkmangd"}})
    order = np.argsort(by_hand)
    before = np.cumsum(people[order]) / people.sum()
    classes = 1 + sum((before >= q).astype(int) for q in (0.2, 0.4, 0.6, 0.8))
    np.testing.assert_array_equal(computed(fifths, rows).scores["index"].iloc[order], np.minimum(classes, 5))


def test_a_product_of_two_components_counted_to_ten() -> None:
    rows = made_up([[0, 3, 10, 5], [4, 0, 20, 20], [8, 1, 40, 10], [2, 2, 30, 40]])
    ranks = np.array(
        [[0, 100, 0, 0], [50, 0, 100 / 3, 200 / 3], [100, 0, 100, 100 / 3], [0, 50, 200 / 3, 100]]
    )
    burden, sensitive = (2 * ranks[:, 0] + ranks[:, 1]) / 3, ranks[:, 2:].mean(axis=1)
    by_hand = 10 * burden / burden.max() * 10 * sensitive / sensitive.max()
    np.testing.assert_allclose(computed(INDICES["calenviroscreen"], rows).scores["index"], by_hand, atol=1e-9)


def test_angles_of_shares_are_summed() -> None:
    rows = made_up((np.random.default_rng(2).uniform(0, 100, (6, 8))).tolist())
    angles = np.arcsin(np.sqrt(rows.to_numpy() / 100))
    weights = np.array([6.62, 4.64, 3.01, 3.74, 3.34, 2.88, 2.68, 2.5])
    by_hand = ((angles - angles.mean(axis=0)) / angles.std(axis=0)) @ weights * 8 / 29.41
    np.testing.assert_allclose(computed(INDICES["jarman"], rows).scores["index"], by_hand, rtol=1e-12)


def test_scotland_s_share_leaves_the_area_itself_out() -> None:
    ranks = made_up([[rank] * 7 for rank in (1, 2.5, 2.5, 4)])
    share = np.array([3, 1.5, 1.5, 0]) / 4
    by_hand = -23 * np.log(1 - share * (1 - np.exp(-100 / 23)))
    np.testing.assert_allclose(computed(INDICES["simd"], ranks).scores["index"], by_hand, atol=1e-9)
    english = computed(INDICES["imd"], ranks).scores["index"]
    share = share + 1 / 4
    by_hand = -23 * np.log(1 - share * (1 - np.exp(-100 / 23)))
    np.testing.assert_allclose(english, 0.999 * by_hand, atol=1e-9)


def test_fixed_ends_need_no_areas_that_differ() -> None:
    """Nothing is learnt from the areas, so they may be alike, and one alone will do."""
    index = INDICES["sdg"]
    for rows in ([[36.5, 72.5]], [[36.5, 72.5]] * 3):
        assert computed(index, made_up(rows)).scores["index"].tolist() == [50] * len(rows)
    bare = index.with_methods(normalise="none")
    assert computed(bare, made_up([[1, 5], [1, 5]])).scores["index"].tolist() == [2, 2]
    with pytest.raises(oi.errors.ComputeError, match=r"the same value.*"):
        computed(index.with_methods(normalise="min_max"), made_up([[1, 5], [1, 5]]))


def test_a_zero_in_a_geometric_mean_names_the_area_and_the_part() -> None:
    index = INDICES["sdg"].with_methods(aggregate="geometric")
    with pytest.raises(oi.errors.ComputeError, match=r"area 'a1', 'fattiga'") as caught:
        computed(index, made_up([[10, 50], [73, 60]]))
    assert "området 'a1'" in caught.value.in_("sv")


def test_a_distance_from_an_optimum_has_a_direction() -> None:
    own = {"fattiga": {"method": "distance", "low": 1, "high": 2}}
    index = INDICES["sdg"].with_methods(treat={"method": "by_indicator", "indicators": own})
    with pytest.raises(oi.errors.ComputeError, match=r"'fattiga'.*distance from an optimum"):
        computed(index, made_up([[10, 50], [73, 60]]))


def test_a_missing_dimension_is_filled_and_said() -> None:
    rows = made_up([[0, 45], [np.nan, 100], [73, 72.5], [36.5, 100]])
    groups = {"a0": "norr", "a1": "norr", "a2": "syd", "a3": "norr"}
    index = INDICES["sdg"].with_methods(fill={"index": {"method": "group_mean", "groups": groups}})
    result = computed(index, rows)
    assert result.scores["index"].tolist() == [50, 87.5, 25, 75]  # (100 + 50) / 2 of the north, and 100
    assert np.isnan(result.scores["mal_1"]["a1"])
    assert result.coverage["index"].tolist() == [1, 0.5, 1, 1]
    told = "Ingen fattigdom saknas i 1 område. Där är den uppskattad från andra områden."
    assert told in " ".join(result.page().notes)
    assert not result.index.additive
    assert np.isnan(computed(INDICES["sdg"], rows).scores["index"]["a1"])
    with pytest.raises(oi.errors.DefinitionError, match="cannot be filled by 'last'"):
        index.with_methods(fill={"index": "last"})


def test_scores_are_turned_and_rounded() -> None:
    rows = made_up([[0, 45], [73, 72.5], [36.5, 100]])
    turned = {"method": "turned", "low": 0, "high": 100}
    index = INDICES["sdg"].with_methods(rescale={"mal_4": turned}, decimals={"index": 0})
    result = computed(index, rows)
    assert result.scores["mal_4"].tolist() == [100, 50, 0]
    assert result.scores["index"].tolist() == [100, 25, 25]
    ranks = INDICES["sdg"].with_methods(rescale={"dimension": "rank", "index": "z_score"})
    base = computed(ranks, rows)
    assert base.scores["mal_1"].tolist() == [3, 1, 2]
    # The stick is kept: another year is placed among the areas of the first.
    later = computed(INDICES["sdg"], made_up([[73, 45]] * 3))
    again = ranks.compute(later.statistics, reference=base)
    assert again.scores["mal_1"].tolist() == [1, 1, 1]
    assert again.scores["index"].notna().all()
    with pytest.raises(oi.errors.ComputeError, match=r"'mal_1', rescale.*no two different values"):
        computed(ranks, made_up([[73, 45], [73, 50]]))


def test_people_are_those_of_the_statistics() -> None:
    index = INDICES["ons"]
    rows = made_up([[4, 1], [9, 5], [25, 7]])
    scores = computed(index, rows).scores["levnadsvanor"]
    everybody = np.repeat(2 * (np.array([2, 3, 5]) - 1), [1, 2, 3])
    expected = 100 + 10 * (2 * (np.array([2, 3, 5]) - 1) - everybody.mean()) / everybody.std()
    np.testing.assert_allclose(scores, expected)
    by_code = {"a0": 1, "a1": 2, "a2": 3}
    same = index.with_methods(normalise={"method": "z_score", "people": by_code})
    np.testing.assert_allclose(computed(same, rows).scores["levnadsvanor"], expected)
    wrong = index.with_methods(normalise={"method": "z_score", "people": "folkmngd"})
    with pytest.raises(oi.errors.ComputeError, match="did you mean 'folkmangd'"):
        computed(wrong, rows)
    assert computed(index, rows).uncertainty().to_frame() is not None


def test_a_reference_that_measures_scores_another_way_is_refused() -> None:
    rows = made_up([[0, 45], [73, 72.5], [36.5, 100]])
    base = computed(INDICES["sdg"].with_methods(rescale={"index": "rank"}), rows)
    other = INDICES["sdg"].with_methods(rescale={"index": "min_max"})
    with pytest.raises(oi.errors.ComputeError, match="once more by rank"):
        other.compute(base.statistics, reference=base)
