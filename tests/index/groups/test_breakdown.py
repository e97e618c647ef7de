"""An index broken down: the total's stick, the common set, the gaps, and whether parts add up."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.index.groups.group_gaps import pairs, share_difference
from omradesindex.index.groups.page import breakdown_html, breakdown_text
from tests.cities import codes, counts, statistics

AREAS = codes(5)


def index() -> oi.types.Index:
    return oi.load_index("malmo-2023")


def city(seed: int = 0, *, equal: bool = False) -> pd.DataFrame:
    """Counts of women, of men, and of everybody as their sum."""
    women = counts(index(), AREAS, seed=seed)
    men = women if equal else counts(index(), AREAS, seed=seed + 1000)
    total = women.assign(value=women["value"] + men["value"])
    return pd.concat(
        [women.assign(sex="women"), men.assign(sex="men"), total.assign(sex="total")], ignore_index=True
    )


def broken_down(table: pd.DataFrame, **options: object) -> oi.types.Breakdown:
    found = index().compute(statistics(table), by=["sex"], **options)  # type: ignore[call-overload]
    assert isinstance(found, oi.types.Breakdown)
    return found


@pytest.fixture(scope="module")
def example() -> oi.types.Breakdown:
    return index().compute(oi.example_statistics(), by=["sex"])


@pytest.fixture(scope="module")
def malmo() -> oi.types.Breakdown:
    return oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics(), by=["sex"], partial=True)


@pytest.fixture(autouse=True)
def no_warning() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        yield


# -- the stick ----------------------------------------------------------------------------------------------


def test_the_stick_is_the_totals() -> None:
    """A group's score is worked out by hand from the total's mean and spread."""
    table = city()
    found = broken_down(table)
    alone = index().compute(statistics(table[table["sex"] == "total"].drop(columns="sex")))
    ids = [m.id for m in index().members]
    values, women = alone.indicators, found["women"].indicators
    for name in ids:
        sign = next(i.direction.sign for i in index().indicators if i.id == name)
        spread = values[name].iloc[:-1].std(ddof=index().methods.ddof)
        expected = sign * (women[name] - values[name].iloc[-1]) / spread
        np.testing.assert_allclose(found["women"].normalised[:, ids.index(name)], expected, rtol=1e-9)
    assert found["women"].reference is found.total.reference
    pd.testing.assert_frame_equal(found.total.scores, alone.scores)


def test_the_same_stick_as_a_reference_given() -> None:
    old, new = city(1), city(2)
    stick = index().compute(statistics(old))
    found = broken_down(new, reference=stick)
    by_hand = index().compute(statistics(new[new["sex"] == "men"].drop(columns="sex")), reference=stick)
    np.testing.assert_allclose(found["men"].scores, by_hand.scores, rtol=1e-12)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=8, deadline=None)
def test_equal_groups_have_no_gap(seed: int) -> None:
    gaps = broken_down(city(seed, equal=True)).gaps
    np.testing.assert_allclose(gaps["points"].dropna(), 0, atol=1e-9)
    np.testing.assert_allclose(gaps["gap"].dropna(), 0, atol=1e-9)
    np.testing.assert_allclose(gaps[["ratio", "parity"]].dropna(), 1)
    known = gaps.dropna(subset=["low"])
    assert len(known)
    assert ((known["low"] < 0) & (known["high"] > 0)).all()


@given(seed=st.integers(0, 10_000), data=st.data())
@settings(max_examples=8, deadline=None)
def test_order_and_names_of_areas_change_nothing(seed: int, data: st.DataObject) -> None:
    table = city(seed)
    renamed = dict(zip(AREAS, data.draw(st.permutations(AREAS)), strict=True))
    rows = np.random.default_rng(seed).permutation(len(table))
    one = broken_down(table)
    other = broken_down(table.assign(area=table["area"].map(renamed)).iloc[rows])
    assert one.groups == other.groups
    assert one.common == other.common
    np.testing.assert_allclose(one.scores, other.scores.loc[[renamed[a] for a in one.areas]], rtol=1e-9)
    key = ["area", "measure", "pair", "within"]
    first = one.gaps.replace({"area": renamed}).set_index(key).sort_index()
    second = other.gaps.set_index(key).sort_index()
    for column in ("points", "gap", "low", "high"):
        np.testing.assert_allclose(first[column], second[column], rtol=1e-6, atol=1e-9)


def test_spelling_of_a_category_changes_nothing() -> None:
    table = city()
    words = {"women": "Kvinnor", "men": "1", "total": "totalt"}
    pd.testing.assert_frame_equal(
        broken_down(table).gaps, broken_down(table.assign(sex=table["sex"].map(words))).gaps
    )


@given(seed=st.integers(0, 10_000))
@settings(max_examples=8, deadline=None)
def test_names_of_the_categories_change_nothing(seed: int) -> None:
    """Any column and any names: only what the groups are called differs."""
    table = city(seed)
    other = table.rename(columns={"sex": "language"})
    other["language"] = other["language"].map({"women": "a-språk", "men": "b-språk", "total": "total"})
    one = broken_down(table)
    two = index().compute(statistics(other, breakdowns=["language"]), by=["language"])
    assert two.groups == (("a-språk",), ("b-språk",))
    columns = ["points", "gap", "low", "high", "ratio", "parity"]
    np.testing.assert_array_equal(one.scores, two.scores)
    np.testing.assert_array_equal(one.gaps[columns], two.gaps[columns])


def test_swapping_two_groups_turns_the_gaps() -> None:
    table = city()
    swapped = table.assign(sex=table["sex"].map({"women": "men", "men": "women", "total": "total"}))
    one, other = broken_down(table).gaps, broken_down(swapped).gaps
    np.testing.assert_allclose(one["points"], -other["points"])
    np.testing.assert_allclose(one["low"], -other["high"])


# -- the common set -----------------------------------------------------------------------------------------


def test_what_cannot_be_broken_down_is_named_and_left_out(example: oi.types.Breakdown) -> None:
    assert example.left_out == {"bostads_eller_aganderatt": "kan inte delas efter kön"}
    assert set(example.common) | set(example.left_out) == {m.id for m in example.index.members}
    for result in (*example.results.values(), example.total):
        assert result.indicators["bostads_eller_aganderatt"].isna().all()


def test_the_total_is_recomputed_on_the_common_set(example: oi.types.Breakdown) -> None:
    assert not np.allclose(example.total.scores["index"], example.full.scores["index"])
    same = ["delaktighet", "utbildning", "ekonomi"]
    np.testing.assert_allclose(example.total.scores[same], example.full.scores[same])
    assert list(example.scores.columns) == ["women", "men", "total"]
    np.testing.assert_allclose(example.scores["total"], example.total.scores["index"])


def test_a_group_result_says_whose_it_is(example: oi.types.Breakdown) -> None:
    assert example["women"].statistics.name == "Exempelstad (påhittad), kvinnor"
    assert "kvinnor" in repr(example["women"])
    assert example.statistics.name == "Exempelstad (påhittad)"


def test_a_figure_missing_for_one_group_in_one_area_leaves_the_common_set() -> None:
    table = city()
    gone = (table["variable"] == "trangbodda") & (table["sex"] == "men") & (table["area"] == "03")
    table.loc[gone, "value"] = np.nan
    found = broken_down(table)
    assert found.left_out == {"trangboddhet": "4 av 5 områden har uppgifter för alla grupper"}
    gaps = found.gaps[found.gaps["measure"] == "trangboddhet"].set_index("area")
    assert not gaps["common"].any()
    assert gaps["gap"].isna()["03"]
    assert gaps.loc[["01", "02"], "gap"].notna().all()


def test_the_groups_are_of_the_period_that_the_total_is_of() -> None:
    """Newer figures for everybody are never held against older ones for a group."""
    table = city()
    newer = table[(table["sex"] == "total") & table["variable"].isin(["trangbodda", "personer_trangboddhet"])]
    found = broken_down(pd.concat([table, newer.assign(period="2025")], ignore_index=True))
    assert found.left_out == {"trangboddhet": "inga uppgifter för någon av grupperna 2025"}


def test_a_fault_in_a_period_that_is_not_used_stops_nothing() -> None:
    table = city()
    crowded = table[table["variable"].isin(["trangbodda", "personer_trangboddhet"])].assign(period="2025")
    share = next(i.formula for i in index().indicators if i.id == "arbetsloshet")
    women = table[(table["sex"] == "women") & table["variable"].isin(share.variables)].assign(period="2025")
    women.loc[women["variable"].isin(share.denominator), "value"] = 1.0
    found = broken_down(pd.concat([table, crowded, women], ignore_index=True))
    assert found.total.measured.periods[[i.id for i in index().indicators].index("arbetsloshet")] == "2024"
    assert not found.left_out


def test_no_common_indicator_is_an_error() -> None:
    table = city()
    table.loc[(table["sex"] == "women") & (table["area"] == "01"), "value"] = np.nan
    with pytest.raises(oi.errors.ComputeError, match="no indicator has figures for all of the groups"):
        broken_down(table)


@pytest.mark.parametrize(
    ("by", "message"),
    [
        (["disability"], "no figures are broken down by 'disability'"),
        (["sexx"], "did you mean 'sex'"),
        ([], "names no column"),
        (["sex", "sex"], "names a column twice"),
    ],
)
def test_bad_by(by: list[str], message: str) -> None:
    with pytest.raises(oi.errors.ComputeError, match=message):
        index().compute(statistics(city()), by=by)


@pytest.mark.parametrize("name", ["borda", "copeland", "kemeny", "wroclaw", "benefit_of_the_doubt"])
def test_a_method_that_has_no_stick_is_refused(name: str) -> None:
    with pytest.raises(oi.errors.ComputeError, match="scores of two groups cannot be compared"):
        index().with_methods(aggregate=name).compute(oi.example_statistics(), by=["sex"])


def test_one_group_alone_is_no_breakdown() -> None:
    table = city()
    with pytest.raises(oi.errors.ComputeError, match="against each other: only 'women' has figures"):
        broken_down(table[table["sex"] != "men"])


# -- parts and totals ---------------------------------------------------------------------------------------


@given(seed=st.integers(0, 10_000))
@settings(max_examples=10, deadline=None)
def test_groups_reconcile_with_the_total(seed: int) -> None:
    sums = broken_down(city(seed)).reconciliation
    assert len(sums)
    assert sums["reconciles"].all()
    np.testing.assert_allclose(sums["difference"], 0, atol=1e-9)


@pytest.mark.parametrize(("off", "why"), [(-7.0, "a group missing"), (7.0, "overlap")])
def test_parts_that_do_not_add_up_are_warned_about(off: float, why: str) -> None:
    table = city()
    wrong = (table["variable"] == "trangbodda") & (table["sex"] == "men") & (table["area"] == "02")
    table.loc[wrong, "value"] += off
    with pytest.warns(UserWarning, match=f"'trangbodda'.*7.0 apart.*{why}") as caught:
        found = broken_down(table)
    assert caught[0].filename == __file__
    bad = found.reconciliation[found.reconciliation["reconciles"].eq(False)]
    assert set(bad["area"]) <= {"02"}
    np.testing.assert_allclose(bad["difference"], off)
    assert any("trangbodda" in note for note in found.notes)
    # A source that states such a tolerance is not warned about.
    assert not broken_down(table, tolerance=7).remarks


def test_a_group_larger_than_the_whole_is_an_error_unless_noise_explains_it() -> None:
    table = city()
    women = (table["variable"] == "trangbodda") & (table["sex"] == "women") & (table["area"] == "02")
    whole = float(table.loc[(table["variable"] == "trangbodda") & (table["sex"] == "total")].iloc[1]["value"])
    table.loc[women, "value"] = whole + 3
    with pytest.raises(oi.errors.ComputeError, match="more than the whole") as caught:
        broken_down(table)
    assert all(
        word in str(caught.value) for word in ("'women' is", "area '02'", "'trangbodda'", "2024", "tolerance")
    )
    with pytest.warns(UserWarning, match="a group is larger than the whole"):
        broken_down(table.assign(period="2025"))


@pytest.mark.parametrize("last", ["18-29", "24-", "20 år"])
def test_age_groups_that_overlap_are_an_error(last: str) -> None:
    names = {"women": "16-24", "men": last, "total": "total"}
    table = city().rename(columns={"sex": "age"})
    table["age"] = table["age"].map(names)
    with pytest.raises(oi.errors.ComputeError, match=f"the age groups '16-24', '{last}' overlap"):
        index().compute(statistics(table), by=["age"])
    # Beside each other they are two groups.
    apart = table.replace({"age": {last: "25-"}})
    assert index().compute(statistics(apart), by=["age"]).groups == (("16-24",), ("25-",))


def test_noise_from_2025_is_told_of() -> None:
    table = city().assign(period="2025")
    table.loc[(table["variable"] == "trangbodda") & (table["sex"] == "men"), "value"] += 1
    with pytest.warns(UserWarning, match="do not add up"):
        found = broken_down(table)
    assert any("slumpmässigt brus" in note for note in found.notes)


def test_a_negative_tolerance_is_refused() -> None:
    with pytest.raises(oi.errors.ComputeError, match="tolerance"):
        broken_down(city(), tolerance=-1)


# -- gaps ---------------------------------------------------------------------------------------------------


def test_gaps_are_differences_of_what_is_shown(example: oi.types.Breakdown) -> None:
    gaps = example.gaps.set_index(["measure", "area"])
    women, men = example["women"], example["men"]
    assert set(example.gaps["pair"]) == {"women − men"}
    for column in women.columns:
        np.testing.assert_allclose(gaps.loc[column]["points"], women.scores[column] - men.scores[column])
    name = "sysselsattning"
    np.testing.assert_allclose(gaps.loc[name]["gap"], women.indicators[name] - men.indicators[name])
    np.testing.assert_allclose(gaps.loc[name]["ratio"], women.indicators[name] / men.indicators[name])
    whole = example.full.indicators[name]
    np.testing.assert_allclose(gaps.loc[name]["parity"], 1 - (women.indicators[name] / whole - 1).abs())


def test_an_interval_holds_its_gap_or_a_reason_stands_there(example: oi.types.Breakdown) -> None:
    rows = example.gaps[example.gaps["level"] == "indicator"]
    known = rows["low"].notna()
    assert known.any()
    assert ((rows["low"] <= rows["gap"]) & (rows["gap"] <= rows["high"]))[known].all()
    assert (rows["reason"] == "").equals(known)


def test_gaps_in_points_have_the_interval_of_the_stick(example: oi.types.Breakdown) -> None:
    gaps = example.gaps
    # Of an indicator on a straight stick: the interval in its own unit, stretched and perhaps turned.
    rows = gaps[(gaps["level"] == "indicator") & gaps["low"].notna()]
    for _, of in rows.groupby("measure"):
        slope = (of["points"] / of["gap"]).median()
        ends = np.sort(np.stack([slope * of["low"], slope * of["high"]]), axis=0)
        np.testing.assert_allclose(of["points_low"], ends[0], rtol=1e-9)
        np.testing.assert_allclose(of["points_high"], ends[1], rtol=1e-9)
    # Of a score: each group's own error by chance alone, added as squares.
    one, other = (example[g].uncertainty() for g in ("women", "men"))
    for level in ("index", "ekonomi"):
        of = gaps[gaps["measure"] == level]
        half = 1.959963984540054 * np.hypot(one.score_error[level], other.score_error[level])
        np.testing.assert_allclose(of["points_high"] - of["points"], half)
        np.testing.assert_allclose(of["points"] - of["points_low"], half)
        np.testing.assert_allclose(of["known"], np.minimum(one.score_known[level], other.score_known[level]))


def test_newcombes_examples() -> None:
    """The rows a, c and h of his table II (method 10)."""
    lower, upper = share_difference([56, 9, 10], [70, 10, 10], [48, 3, 0], [80, 10, 10])
    np.testing.assert_allclose(lower, [0.0524, 0.1705, 0.6075], atol=5e-5)
    np.testing.assert_allclose(upper, [0.3339, 0.8090, 1.0], atol=5e-5)


def test_an_interval_of_nobody_is_none() -> None:
    assert np.isnan(share_difference([0, np.nan], [0, 5], [1, 1], [2, 2])).all()


def test_pairs_differ_in_one_column() -> None:
    groups = [(s, d) for s in ("women", "men") for d in ("with", "without")]
    found = {(p.label, p.within) for p in pairs(["sex", "disability"], groups)}
    assert found == {
        ("women − men", "disability=with"),
        ("women − men", "disability=without"),
        ("with − without", "sex=women"),
        ("with − without", "sex=men"),
    }


def test_two_columns_at_once() -> None:
    both = index().compute(oi.example_statistics(), by=["sex", "disability"])
    assert len(both.groups) == 4
    assert both.reconciliation["reconciles"].all()
    assert set(both.gaps["by"]) == {"sex", "disability"}
    frame = both.to_frame()
    assert set(zip(frame["sex"], frame["disability"], strict=True)) == {*both.groups, ("total", "total")}
    assert "A = Kvinnor med funktionsnedsättning" in repr(both)


# -- Malmö --------------------------------------------------------------------------------------------------


def test_malmo_by_sex_is_what_there_is(malmo: oi.types.Breakdown) -> None:
    assert malmo.common == ("lag_lon", "ekonomiskt_bistand")
    assert malmo.left_out["gymnasiebehorighet"] == "4 av 14 områden har uppgifter för alla grupper"
    assert malmo.left_out["bostads_eller_aganderatt"] == "kan inte delas efter kön"
    rows = malmo.gaps[(malmo.gaps["measure"] == "ekonomiskt_bistand") & (malmo.gaps["area"] == "1280")]
    np.testing.assert_allclose(rows[["first", "second"]], [[5.1, 4.6]], atol=0.05)
    eligible = malmo.gaps[malmo.gaps["measure"] == "gymnasiebehorighet"]
    assert eligible["gap"].notna().sum() == 4
    assert malmo.scores.notna().all(axis=None)


def test_malmo_has_too_little_for_an_index_unless_it_is_asked_for() -> None:
    found = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics(), by=["sex"])
    assert found.scores.isna().all(axis=None)
    assert "beräknas inte" in repr(found)


def test_malmo_has_no_figures_by_disability() -> None:
    with pytest.raises(oi.errors.ComputeError, match="Malmö: no figures are broken down by 'disability'"):
        oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics(), by=["disability"])


# -- words --------------------------------------------------------------------------------------------------


def test_what_a_reader_sees(malmo: oi.types.Breakdown) -> None:
    text = str(malmo.explain("10"))
    assert "Kvinnor jämfört med män:" in text
    assert "Grupperna jämförs på 2 av 11 indikatorer" in text
    assert "Gruppernas uppgifter: 2 uppskattade." in text
    assert "Gruppernas uppgifter: 2 uppskattade." in repr(malmo)
    assert "Women against men:" in str(malmo.explain("10", "en"))
    assert "delvis beräknat · efter kön · 2023" in breakdown_text(malmo).replace("\n", " ")
    page = breakdown_html(malmo, lang="en")
    assert page.count('scope="row"') == 14
    assert "by sex" in page
    assert max(map(len, breakdown_text(malmo, width=80).splitlines())) <= 80
    with pytest.raises(oi.errors.ComputeError, match="the area '99' is unknown"):
        malmo.explain("99")
    with pytest.raises(oi.errors.ComputeError, match="did you mean 'women'"):
        malmo["woman"]
