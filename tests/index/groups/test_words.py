"""The words of a breakdown, in both languages."""

from __future__ import annotations

import omradesindex as oi
from omradesindex.index.groups import words
from tests.index.groups.made_up import both, example, few, malmo


def test_whose_figures_and_what_they_are_broken_down_by() -> None:
    assert words.headline(malmo(), "en", "lag_lon") == "Pay below 1.5 base amounts · Malmö · by sex"
    by = "· efter kön och funktionsnedsättning · bygger på 10 av 12 indikatorer · 2024"
    assert words.headline(both(), "sv").endswith(by)
    assert "Ekonomi" in words.headline(example(), "sv", "ekonomi")


def test_the_first_that_could_be_computed_is_shown() -> None:
    assert words.first_computed(example()) == "index"
    whole = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics(), by=["sex"])
    assert words.first_computed(whole) == "delaktighet"
    bare = oi.load_index("malmo-oppna-data").compute(few(), by=["sex"])
    assert words.first_computed(bare) == "index"
    assert words.uncomputed_line(example(), "sv") == ""
    assert words.uncomputed_line(bare, "sv").endswith("minst hälften krävs. Indikatorerna visas var för sig.")
    assert words.gap_line(bare, "sv") == ""


def test_how_far_two_groups_lie_apart() -> None:
    gap = example().scores["women"] - example().scores["men"]
    least, most = (f"{value:+.1f}".replace("-", "−") for value in (gap.min(), gap.max()))
    said = words.gap_line(example(), "en")
    assert said.startswith(f"Score on 11 of 12 indicators: the gap women − men goes from {least} points (")
    assert f"to {most} ({gap.idxmax()} " in said
    assert words.gap_line(both(), "en") == ""


def test_the_least_firm_of_the_groups_figures_is_told_and_official_ones_are_not() -> None:
    assert words.quality_line(malmo(), "en") == "The groups' figures: 4 estimated."
    table = oi.malmo_statistics().to_frame().assign(quality="official")
    official = oi.Statistics.from_frame(table, name="Malmö", division=oi.geso(), whole="1280")
    firm = oi.load_index("malmo-oppna-data").compute(official, by=["sex"], partial=True)
    assert words.quality_line(firm, "en") == ""


def test_what_is_left_out_and_why() -> None:
    assert words.left_out_line(example(), "en") == (
        "Indicators left out: tenant-owned or owner-occupied (cannot be broken down by sex)."
    )
    assert words.common_line(example(), "en").startswith("Rests on 11 of 12 indicators, all made up.")


def test_what_a_group_means_is_told_or_that_nobody_says() -> None:
    (said,) = words.definition_lines(both(), "sv")
    assert said.startswith("Funktionsnedsättning: påhittad")
    table = oi.example_statistics().to_frame().drop(columns="disability_definition")
    unsaid = oi.Statistics.from_frame(table, name="x", division=oi.example_division(), whole="X00")
    groups = oi.load_index("malmo-2023").compute(unsaid, by=["disability"])
    assert words.definition_lines(groups, "en") == ["Disability: the source states no definition."]
