"""What a study says of one area, as data."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.show.page import Paragraph
from omradesindex.subjects.robustness.labels import upper


def sentences(page: object) -> str:
    return " ".join(block.text for block in page.blocks if isinstance(block, Paragraph))  # type: ignore[attr-defined]


def test_the_tables_are_the_study_s_numbers_for_the_area(shown: oi.types.Robustness) -> None:
    area = shown.areas[5]
    page = shown.explain(area)
    factors, without = (table.to_frame() for table in page.tables())
    assert list(factors.iloc[:, 0]) == [upper(factor.label.sv) for factor in shown.problem.factors]
    alone = shown.one_at_a_time.query("area == @area").set_index("factor")
    places = [
        f"{low}" if low == high else f"{low}–{high}"
        for low, high in zip(alone["best"], alone["worst"], strict=True)
    ]
    assert list(factors.iloc[:, 1]) == places
    assert without.iloc[:, 1].tolist() == shown.leave_one_out.loc[area].drop("base").astype(float).tolist()


@pytest.mark.parametrize(("lang", "place"), [("sv", "Plats {} av 14"), ("en", "Place {} of 14")])
def test_the_sentences_give_place_range_and_neighbours(shown: oi.types.Robustness, lang, place: str) -> None:
    for area, row in shown.ranks.iterrows():
        told = sentences(shown.explain(area, lang=lang))
        assert place.format(row["base"]) in told
        assert shown.kind(lang) in told
        for pair in shown.pairs.query("not told_apart and above < 0.94 and above > 0.06").itertuples():
            other = {pair.first: pair.second, pair.second: pair.first}.get(area)
            assert other is None or f"{other} {shown.base.names[other]}" in told


def test_an_area_without_a_place_and_one_that_is_not_there(prov: oi.types.Robustness) -> None:
    lacking = str(prov.base.scores["index"].isna().idxmax())
    page = prov.explain(lacking)
    assert "ingen plats i indexet" in sentences(page)
    assert page.tables() == []
    with pytest.raises(oi.errors.ComputeError, match="'99' is unknown"):
        prov.explain("99")
