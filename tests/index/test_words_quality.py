"""What is said of the quality of a result's figures: how many, of which kind, and what is lacking."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from omradesindex.wording import NBSP
from tests.cities import SHARE, codes, counts, statistics
from tests.index.small import small_areas as city
from tests.index.small import without

INDEX = oi.load_index("malmo-2023")


def test_an_indicator_of_small_areas_is_said_to_be_chance_in_part() -> None:
    small, large = (SHARE.compute(statistics(city(1, n=n))) for n in (60, 2000))
    share = small.quality.loc["i", "reliability"]
    assert 0.4 < share < 0.7 < 0.95 < large.quality.loc["i", "reliability"]
    percent = round(100 * (1 - share))
    told = f"En del av skillnaderna mellan områdena är slump: andel ({percent}{NBSP}%)."
    assert told in small.quality_line()
    assert "slump" not in large.quality_line()
    assert f"chance: andel ({percent}{NBSP}%)" in small.quality_line("en")


def test_two_thirds_of_a_dimension_are_enough_and_less_is_not() -> None:
    table = counts(INDEX, codes(6), seed=4)
    result = INDEX.compute(statistics(without(table, "trangbodda")))
    assert result.coverage["boende"].eq(2 / 3).all()
    assert result.scores.notna().all().all()
    np.testing.assert_allclose(result.contributions.sum(axis=1), result.scores["index"] - 100, atol=1e-9)
    assert result.contributions["trangboddhet"].eq(0).all()

    fewer = statistics(without(table[table["variable"] != "inflyttade"], "trangbodda"))
    short = INDEX.compute(fewer)
    assert short.scores["boende"].isna().all()
    assert short.scores["index"].isna().all()
    assert short.ranks["index"].isna().all()
    assert short.scores["ekonomi"].notna().all()
    assert "boende (1 av 3)" in short.quality_line()
    assert "Därför räknas varken boende eller index." in short.quality_line()
    assert short.quality.loc["in_och_utflyttning", "reason"] == "the table lacks 'inflyttade'"

    partial = INDEX.compute(fewer, partial=True)
    assert partial.scores["index"].notna().all()
    assert "Poängen bygger bara på de uppgifter som finns." in partial.quality_line()
    assert "Poängen bygger på 10 av 12 indikatorer." in str(partial.explain("01"))
    assert "rest on the figures that there are" in partial.quality_line("en")
    assert partial.to_frame()["partial"].all()


def heavy(**methods: object) -> oi.types.Index:
    """Three indicators in one dimension, the first a hundred times as heavy as each of the others."""
    members = [{"id": "arbetsloshet", "weight": 100}, "nettoinkomst", "trangboddhet"]
    return oi.types.Index.from_definition(
        parse_definition(
            {
                "id": "tung",
                "methods": {"centre": "areas", **methods},
                "dimensions": [{"id": "d", "indicators": members}],
            }
        )
    )


def test_an_area_without_any_does_not_speak_for_all_that_have_too_little() -> None:
    """One of four has figures, and one area lacks it: the dimension has at most one of four, not none."""
    result = oi.load_index("fysisk-miljo").compute(oi.malmo_statistics(), partial=True)
    assert "1 av 4 indikatorer finns med." in result.quality_line()
    assert "fysisk miljö (som mest 1 av 4)" in result.quality_line()
    assert "(at most 1 of 4)" in result.quality_line("en")


def test_enough_is_a_share_of_the_weight() -> None:
    index = heavy()
    table = counts(index, codes(6), seed=4)
    light = statistics(without(table, index.indicators[1].formula.numerator[0], area="01"))
    assert index.compute(light).coverage["d"].round(6).tolist() == [round(101 / 102, 6), *[1.0] * 5]
    assert index.compute(light).scores["index"].notna().all()

    holes = statistics(without(table, "arbetslosa_16_64", area="01"))
    result = index.compute(holes)
    assert result.coverage.loc["01", "d"] == pytest.approx(2 / 102)
    assert result.scores["d"].isna().tolist() == [True, *[False] * 5]
    assert "mindre än två tredjedelar av vikten har uppgifter i d (2,0 % av vikten i 1 område)" in (
        result.quality_line().replace(NBSP, " ")
    )
    assert "(2.0 % of the weight in 1 area)" in result.quality_line("en").replace(NBSP, " ")
    # What figures teach weighs the scores, and does not decide whether there is enough of them.
    for learnt in ("equal", "standard_deviation"):
        by_figures = heavy(weight=learnt).compute(holes)
        assert by_figures.coverage.loc["01", "d"] == pytest.approx(2 / 102)
    said = heavy(weight={"d": {"method": "given", "weights": [1, 1, 1]}}).compute(holes)
    assert said.coverage.loc["01", "d"] == pytest.approx(2 / 3)
    assert said.scores["index"].notna().all()


def test_each_dimension_says_its_own_limit() -> None:
    index = INDEX.with_methods(coverage={"boende": 1.0})
    table = counts(INDEX, codes(6), seed=4)
    table = table[~table["variable"].isin(["trangbodda", "arbetslosa_16_64", "nettoinkomst_summa_tkr"])]
    told = index.compute(statistics(table)).quality_line()
    assert "Färre än 100 procent av indikatorerna har uppgifter i boende (2 av 3)" in told
    assert "Färre än två tredjedelar av indikatorerna har uppgifter i ekonomi (1 av 3)" in told


def test_one_area_s_gap_is_its_own() -> None:
    full = counts(INDEX, codes(6), seed=5)
    # The city's row is given, so that one area's gap does not take the city's value away.
    city = (
        full.groupby(["variable", "period"], as_index=False)["value"]
        .sum()
        .assign(area="X", quality="made_up")
    )
    table = pd.concat([without(full, "rostande_kommunval", "03"), city.assign(status="observed")])
    result = INDEX.compute(statistics(table, whole="X"))
    assert np.isnan(result.indicators.loc["03", "valdeltagande"])
    assert result.coverage.loc["03", "delaktighet"] == pytest.approx(2 / 3)
    assert result.scores["index"].notna().all()
    assert result.quality.loc["valdeltagande", "areas"] == 5
    assert "Bara 5 av 6 områden har uppgifter om valdeltagande i kommunvalet." in result.quality_line()
    assert "Uppgift saknas om valdeltagande i kommunvalet" in str(result.explain("03"))
