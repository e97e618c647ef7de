"""The index: known answers by hand, and the properties that any honest index has."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from tests.cities import codes, counts, statistics
from tests.index.small import small_city, two_indicators, without

INDEX = oi.load_index("malmo-2023")
SEEDS = st.integers(0, 2**32 - 1)


def test_scores_by_hand() -> None:
    result = two_indicators().compute(statistics(small_city()))
    unemployment, income = np.array([10.0, 20.0, 30.0]), np.array([300.0, 200.0, 100.0])
    # The city: 90 of 400 unemployed, 6 000 tkr on 30 persons; not the means of the three areas.
    z1 = (unemployment - 22.5) / unemployment.std()
    z2 = -(income - 200.0) / income.std()
    expected = 100 + 10 * (2 * z1 + z2) / 3
    np.testing.assert_allclose(result.scores["index"], expected, rtol=1e-14)
    assert result.ranks["index"].tolist() == [3, 2, 1]
    assert result.indicators.loc["whole"].tolist() == [22.5, 200.0]
    np.testing.assert_allclose(result.contributions["arbetsloshet"], 10 * 2 / 3 * z1, rtol=1e-14)


def test_the_stated_alternatives_for_centre_and_spread() -> None:
    s = statistics(small_city())
    by_areas = two_indicators(centre="areas", ddof=1).compute(s)
    assert by_areas.scores["index"].mean() == pytest.approx(100)
    spread = by_areas.reference.fitted.parameters["spread"][0]
    assert spread == pytest.approx(np.std([10, 20, 30], ddof=1))


@settings(max_examples=25)
@given(SEEDS, st.permutations(codes(7)))
def test_permuting_areas_permutes_results(seed: int, order: list[str]) -> None:
    table = counts(INDEX, codes(7), seed=seed)
    a = INDEX.compute(statistics(table))
    # The order of areas is that of their first rows.
    shuffled = table.set_index("area").loc[order].reset_index()
    b = INDEX.compute(statistics(shuffled))
    np.testing.assert_allclose(b.scores.loc[codes(7)], a.scores, rtol=1e-10)
    assert b.areas == tuple(order)


@settings(max_examples=25)
@given(SEEDS, st.integers(0, 11), st.integers(0, 6))
def test_worse_on_one_indicator_is_never_a_lesser_challenge(seed: int, which: int, place: int) -> None:
    table = counts(INDEX, codes(7), seed=seed)
    before = INDEX.compute(statistics(table))
    indicator = INDEX.indicators[which]
    # Measured with the same stick: the figure changes for one area, in the direction that is worse.
    formula = indicator.formula
    variable = formula.numerator[0]
    if indicator.id == "bostads_eller_aganderatt":
        variable, change = "lagenheter_hyresratt", 50.0
    else:
        change = 50.0 if indicator.direction.sign > 0 else -50.0
    row = (table["area"] == codes(7)[place]) & (table["variable"] == variable)
    table.loc[row, "value"] += change
    after = INDEX.compute(statistics(table), reference=before)
    difference = (after.scores - before.scores)["index"].to_numpy()
    assert difference[place] > 0
    np.testing.assert_allclose(np.delete(difference, place), 0, atol=1e-9)


@settings(max_examples=25)
@given(SEEDS, st.floats(0.01, 1000))
def test_the_unit_of_income_changes_nothing(seed: int, factor: float) -> None:
    table = counts(INDEX, codes(7), seed=seed)
    scaled = table.copy()
    scaled.loc[scaled["variable"] == "nettoinkomst_summa_tkr", "value"] *= factor
    a, b = INDEX.compute(statistics(table)), INDEX.compute(statistics(scaled))
    np.testing.assert_allclose(a.scores, b.scores, rtol=1e-9)


@settings(max_examples=25)
@given(SEEDS)
def test_parts_sum_to_the_whole(seed: int) -> None:
    result = INDEX.compute(statistics(counts(INDEX, codes(9), seed=seed)))
    np.testing.assert_allclose(result.contributions.sum(axis=1), result.scores["index"] - 100, atol=1e-9)
    dimensions = [d.id for d in INDEX.dimensions]
    np.testing.assert_allclose(result.scores[dimensions].mean(axis=1), result.scores["index"], rtol=1e-12)


@settings(max_examples=10)
@given(SEEDS)
def test_the_same_figures_give_the_same_answer_and_are_left_alone(seed: int) -> None:
    table = counts(INDEX, codes(5), seed=seed)
    before = table.copy(deep=True)
    s = statistics(table)
    a, b = INDEX.compute(s), INDEX.compute(s)
    pd.testing.assert_frame_equal(a.to_frame(), b.to_frame(), check_exact=True)
    pd.testing.assert_frame_equal(table, before)
    assert a.fingerprint == b.fingerprint == s.fingerprint


def test_equal_areas_share_a_rank() -> None:
    table = small_city()
    table.loc[table["area"] == "02", "value"] = table.loc[table["area"] == "03", "value"].to_numpy()
    result = two_indicators().compute(statistics(table))
    assert result.ranks["index"].tolist() == [3, 1, 1]
    assert "Delad plats 1 av 3" in str(result.explain("02"))


# -- what is missing ------------------------------------------------------------------------------------


def test_a_definition_may_ask_for_more_or_less() -> None:
    table = {
        "id": "tva",
        "methods": {"coverage": 0.5},
        "dimensions": [{"id": "ekonomi", "indicators": ["arbetsloshet", "nettoinkomst"]}],
    }
    s = statistics(without(small_city(), "nettoinkomst_summa_tkr"))
    assert oi.types.Index.from_definition(parse_definition(table)).compute(s).scores["index"].notna().all()
    assert two_indicators(coverage=1.0).compute(s).scores["index"].isna().all()


# -- periods ----------------------------------------------------------------------------------------------


def test_another_year_meets_the_same_stick() -> None:
    base = INDEX.compute(oi.example_statistics(), period="2020")
    later = INDEX.compute(oi.example_statistics(), period="2024", reference=base)
    alone = INDEX.compute(oi.example_statistics(), period="2024")
    assert later.reference.fitted is base.reference.fitted
    assert later.reference.periods == ("2020",) * 12
    assert not np.allclose(later.scores, alone.scores)
    # Where the figures are those of the base year, so are the scores.
    again = INDEX.compute(oi.example_statistics(), period="2020", reference=base.reference)
    pd.testing.assert_frame_equal(again.scores, base.scores)


# -- bad input ---------------------------------------------------------------------------------------------


def test_no_spread_is_said_and_not_divided_by() -> None:
    table = small_city()
    table.loc[table["variable"] == "nettoinkomst_summa_tkr", "value"] = 2000.0
    with pytest.raises(
        oi.errors.ComputeError, match=r"indicator 'nettoinkomst': all areas have the same value .200"
    ):
        two_indicators().compute(statistics(table))


def test_what_rounding_leaves_is_no_spread() -> None:
    # A third each; in binary .1 of .3 is not .7 of 2.1.
    table = small_city()
    parts = {"arbetslosa_16_64": [0.1, 0.3, 0.7], "arbetskraft_16_64": [0.3, 0.9, 2.1]}
    for name, values in parts.items():
        table.loc[table["variable"] == name, "value"] = [k * 1.0 for k in values]
    shares = [top / base for top, base in zip(*parts.values(), strict=True)]
    assert len(set(shares)) > 1
    with pytest.raises(
        oi.errors.ComputeError, match=r"'arbetsloshet': all areas have the same value .33\.3333"
    ):
        two_indicators().compute(statistics(table))


@pytest.mark.parametrize("normalise", ["z_score", "rank", "percentile_rank", "borda", "normal_score"])
def test_areas_with_equal_figures_share_every_rank(normalise: str) -> None:
    table = small_city()
    twin = table[table["area"] == "02"].assign(area="04")
    twin["value"] *= 0.7  # the same shares, but for their last digit
    result = two_indicators(normalise=normalise, centre="areas").compute(statistics(pd.concat([table, twin])))
    assert result.ranks["index"].tolist() == [4, 2, 1, 2]


def test_what_is_no_longer_in_kronor_is_not_equal_on_the_scale_of_an_income() -> None:
    columns = {"a": [300_000, 400_000, 400_003, 500_000], "b": [310_000, 420_000, 420_000, 400_000]}
    rows = [(code, n, "2024", x) for n, own in columns.items() for code, x in zip(codes(4), own, strict=True)]
    table = pd.DataFrame(rows, columns=["area", "variable", "period", "value"]).assign(kind="mean")
    words = {"label": "L", "definition": "D", "population": "P", "unit": "kr"}
    own = words | {"direction": "higher_is_worse", "formula": {"kind": "given"}}
    index = oi.types.Index.from_definition(
        parse_definition(
            {
                "id": "kronor",
                "dimensions": [{"id": "inkomst", "indicators": list(columns)}],
                "indicators": dict.fromkeys(columns, own),
                "methods": {"normalise": "none", "zero": 0, "points": 1},
            }
        )
    )
    figures = oi.Statistics.from_frame(table, name="Påhittad")
    result = index.compute(figures)
    assert result.scales == {"inkomst": 500_000.0, "index": 500_000.0}
    distance = index.with_methods(aggregate="wroclaw").compute(figures)
    assert distance.scales == pytest.approx({"inkomst": 1.0, "index": 1.0}, rel=0.5)
    # Three kronor in 300 000 are a hundred-thousandth of the distance from the best.
    assert distance.ranks["inkomst"].tolist() == distance.ranks["index"].tolist() == [4, 3, 2, 1]
    tried = oi.robustness(index, figures, aggregate=["wroclaw"], rest="own", n="all").outcomes()
    assert tried[[f"rank:{code}" for code in codes(4)]].to_numpy().tolist() == [[4, 3, 2, 1]] * 2


def test_a_single_area_has_no_spread() -> None:
    table = small_city()
    with pytest.raises(oi.errors.ComputeError, match=r"only one area has a value"):
        two_indicators().compute(statistics(table[table["area"] == "01"]))


def test_no_value_for_the_city() -> None:
    rows = pd.DataFrame(
        {"area": codes(3), "variable": "arbetsloshet", "period": "2024", "value": [1.0, 2.0, 3.0]}
    )
    index = oi.types.Index.from_definition(
        parse_definition({"id": "en", "dimensions": [{"id": "ekonomi", "indicators": ["arbetsloshet"]}]})
    )
    with pytest.raises(oi.errors.ComputeError, match=r'the whole city has no value.*centre = "areas"'):
        index.compute(statistics(rows))


def test_a_reference_of_another_definition() -> None:
    s = statistics(small_city())
    other = INDEX.compute(oi.example_statistics())
    with pytest.raises(oi.errors.ComputeError, match=r"reference was made for another definition"):
        two_indicators().compute(s, reference=other)


def test_a_reference_without_an_indicator_that_now_has_figures() -> None:
    base = two_indicators(coverage=0.5).compute(statistics(without(small_city(), "nettoinkomst_summa_tkr")))
    with pytest.raises(oi.errors.ComputeError, match=r"no spread for 'nettoinkomst'"):
        two_indicators(coverage=0.5).compute(statistics(small_city()), reference=base)


# -- trees deeper than two levels ----------------------------------------------------------------------------


def test_dimensions_within_dimensions_weigh_as_their_tree_says() -> None:
    table = {
        "id": "djup",
        "dimensions": [
            {
                "id": "ekonomi",
                "dimensions": [
                    {"id": "arbete", "weight": 3, "indicators": ["arbetsloshet", "lag_ekonomisk_standard"]}
                ],
                "indicators": ["nettoinkomst"],
            },
            {"id": "boende", "indicators": ["trangboddhet"]},
        ],
    }
    index = oi.types.Index.from_definition(parse_definition(table))
    result = index.compute(statistics(counts(INDEX, codes(5), seed=8)))
    ids = [i.id for i in index.indicators]
    weight = dict(zip(ids, result.weights[0], strict=True))
    assert weight == pytest.approx(
        {
            "arbetsloshet": 3 / 16,
            "lag_ekonomisk_standard": 3 / 16,
            "nettoinkomst": 1 / 8,
            "trangboddhet": 1 / 2,
        }
    )
    np.testing.assert_allclose(result.contributions.sum(axis=1), result.scores["index"] - 100, atol=1e-9)
    assert list(result.scores) == ["index", "arbete", "ekonomi", "boende"]


def test_a_measuring_stick_says_whose_it_is_and_how_it_measures() -> None:
    stick = two_indicators().compute(statistics(small_city())).reference
    said = repr(stick).splitlines()
    assert said[0] == f"Måttstock · {stick.name}"
    assert said[1:3] == [f"Uppgifter för: {stick.periods[0]}", "Normalisering: z_score"]
    assert "Behandling" not in repr(stick)
    treated = two_indicators(treat="winsorise").compute(statistics(small_city())).reference
    assert "Treatment: outlying values are treated" in treated.page("en").text()


def test_stated_weights_are_the_definition_s_own_and_learnt_ones_the_reference_s() -> None:
    index, table = oi.load_index("malmo-oppna-data"), oi.malmo_statistics()
    base = index.compute(table)
    heavier = index.reweight({"boende": 5})
    both = heavier.compute(table), heavier.compute(table, reference=base)
    np.testing.assert_allclose(both[1].scores, both[0].scores, rtol=0, atol=1e-9)
    assert (both[1].scores["index"] - base.scores["index"]).abs().max() > 1
    learnt = index.with_methods(weight={"index": "critic"})
    found = learnt.compute(table)
    again = learnt.compute(table, reference=found)
    assert again.reference.weights["index"].tolist() == found.reference.weights["index"].tolist()
    with pytest.raises(oi.errors.ComputeError, match="the reference's weights of 'index' were found in anot"):
        learnt.compute(table, reference=base)
