"""What is said of an area's score is true of one area, of a shared place, of a part, and of any direction."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.index import words_explain
from omradesindex.index.scored import Scored

MALMO = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())


def test_a_place_is_said_with_what_place_one_is(result: Scored) -> None:
    assert (
        words_explain.place_said(1, 14, "sv", shared=False) == "Plats 1 av 14 (plats 1 har störst utmaning)."
    )
    assert words_explain.place_said(2, 3, "en", shared=True).startswith("Shared place 2 of 3 ")
    assert words_explain.place_said(1, 1, "sv", shared=False) == "Det är det enda området med ett index."
    assert words_explain.score_said(result, float("nan"), "en") == "no index"


def test_the_caption_says_which_way_the_indicators_go() -> None:
    said = [words_explain.caption(parts, "sv", additive=True) for parts in ([2, 1], [2, -1], [-1, -2])]
    assert said[0] == "Det här drar upp poängen mest"
    assert said[1].endswith("(överst) eller ner den (nederst)")
    assert said[2] == "Det här drar ner poängen, mest nederst"
    for area in MALMO.areas:
        parts = MALMO.contributions.loc[area].dropna()
        caption = MALMO.explain(area).tables()[1].caption
        assert ("(överst)" in caption) == bool((parts > 0.05).any() and (parts < -0.05).any())


def test_contributions_are_no_cause_and_other_points_no_contributions() -> None:
    assert "Det är ingen orsak." in words_explain.how_counted(MALMO, "sv", additive=True)
    told = words_explain.how_counted(MALMO, "en", additive=False)
    assert told.endswith("They do not add up to the index.")


@pytest.mark.parametrize(("normalise", "head"), [("z_score", "Hela Malmö"), ("min_max", "0 poäng")])
def test_the_column_beside_is_named_after_what_points_are_counted_from(normalise: str, head: str) -> None:
    index = MALMO.index.with_methods(normalise=normalise, zero=0, points=10)
    table = index.compute(oi.malmo_statistics()).explain("10").tables()[1]
    assert head in [column.head for column in table.columns]


def test_a_part_is_not_called_the_whole() -> None:
    part = oi.load_index("malmo-2023").compute(oi.malmo_statistics(), partial=True)
    assert (
        words_explain.partly(part, "sv") == "Poängen bygger på 9 av 12 indikatorer. Det är inte hela indexet."
    )
    assert words_explain.partly(MALMO, "sv") == ""
    assert "Uppgift saknas om deltagande i fritidsaktivitet, " in part.explain("10").text(300)


def test_whom_it_calls_in_is_held_against_the_same_city() -> None:
    figures, index = oi.example_statistics(), oi.load_index("malmo-2023")
    base = index.compute(figures, period="2020")
    later = index.compute(figures, period="2024", reference=base)
    area = str(later.scores["index"].idxmax())
    assert "större utmaning än hela Exempelstad 2020." in later.explain(area).text(400)
    n = int((later.contributions.loc[area] > 0).sum())
    assert n == int(np.sum([c > 0 for c in later.explain(area).tables()[1].columns[0].values]))
