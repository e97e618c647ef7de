"""Each group is measured with the total's stick; what cannot be broken down is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import omradesindex as oi
from tests.cities import statistics
from tests.index.groups.made_up import AREAS, broken_down, city, index

pytestmark = pytest.mark.filterwarnings("error::UserWarning")


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


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.parametrize("name", ["borda", "copeland", "kemeny", "wroclaw", "topsis", "benefit_of_the_doubt"])
def test_a_method_that_has_no_stick_is_refused(name: str) -> None:
    with pytest.raises(oi.errors.ComputeError, match="scores of two groups cannot be compared"):
        index().with_methods(aggregate=name).compute(oi.example_statistics(), by=["sex"])


def test_one_group_alone_is_no_breakdown() -> None:
    table = city()
    with pytest.raises(oi.errors.ComputeError, match="against each other: only 'women' has figures"):
        broken_down(table[table["sex"] != "men"])


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


def test_a_negative_tolerance_is_refused() -> None:
    with pytest.raises(oi.errors.ComputeError, match="tolerance"):
        broken_down(city(), tolerance=-1)


def test_two_columns_at_once() -> None:
    both = index().compute(oi.example_statistics(), by=["sex", "disability"])
    assert len(both.groups) == 4
    assert both.reconciliation["reconciles"].all()
    assert set(both.gaps["by"]) == {"sex", "disability"}
    frame = both.to_frame()
    assert set(zip(frame["sex"], frame["disability"], strict=True)) == {*both.groups, ("total", "total")}


def test_two_of_eleven_are_no_index_even_where_what_there_is_is_asked_for() -> None:
    figures = oi.malmo_statistics().only(
        ["lag_lon", "ekonomiskt_bistand", "gymnasiebehorighet", "nettoinkomst"]
    )
    for partial, how_many in ((False, "2 av 11 indikatorer"), (True, "0 av 11 indikatorer i en dimension")):
        found = oi.load_index("malmo-oppna-data").compute(figures, by=["sex"], partial=partial)
        assert len(found.common) == 2
        assert found.scores.isna().all(axis=None)
        assert f"Inget index räknas: {how_many}" in repr(found)


def test_one_measure_of_five_is_not_called_by_the_name_of_its_dimension() -> None:
    found = oi.load_index("barn").compute(oi.malmo_statistics(), by="sex", partial=True)
    assert found.common == ("forskola_inskrivna",)
    assert found.scores_of("barn").isna().all(axis=None)
    assert "Barn, skillnaden" not in found.summary()
    assert "Indikatorerna visas var för sig." in found.summary()
    assert "Inskrivna i förskola · Malmö" in repr(found)


def test_a_place_cannot_be_broken_down_by_person() -> None:
    for by in ("sex", "age", "disability"):
        with pytest.raises(
            oi.errors.ComputeError, match=f"can be broken down by '{by}': 'gronska', 'underhall'"
        ):
            oi.load_index("fysisk-miljo").compute(oi.example_statistics(), by=[by])


def test_an_index_of_one_age_is_no_breakdown() -> None:
    with pytest.raises(oi.errors.ComputeError, match="only '13-17' has figures of what has a meaning for it"):
        oi.load_index("ctc").compute(oi.example_statistics(), by=["age"])


def test_malmo_has_no_figures_by_disability() -> None:
    with pytest.raises(oi.errors.ComputeError, match="Malmö: no figures are broken down by 'disability'"):
        oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics(), by=["disability"])
