"""Decimals follow the length of a point: what differs looks different, whatever the scale."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.index.decimals import score_decimals, shown_alike
from tests.cities import codes, counts, statistics

INDEX = oi.load_index("malmo-2023")
CITY = statistics(counts(INDEX, codes(12), seed=4))
SCALES = {
    "usual": ({}, 1),
    "unit z": ({"zero": 0, "points": 1}, 2),
    "nought to one": ({"normalise": "min_max", "zero": 0, "points": 1, "centre": "areas"}, 2),
    "to a hundred": ({"normalise": "min_max", "zero": 0, "points": 100, "centre": "areas"}, 1),
    "thousands": ({"zero": 50_000, "points": 10_000}, 0),
}


@pytest.fixture(scope="module", params=SCALES)
def scaled(request: pytest.FixtureRequest) -> tuple[oi.types.Result, int]:
    methods, decimals = SCALES[request.param]
    return INDEX.with_methods(**methods).compute(CITY), decimals


def test_decimals_follow_the_length_of_a_point(scaled: tuple[oi.types.Result, int]) -> None:
    result, decimals = scaled
    assert {score_decimals(result, column) for column in result.columns} == {decimals}
    best = result.scores["index"].max()
    shown = f"{best:.{decimals}f}".replace(".", ",")
    for told in (
        str(result),
        result._repr_html_(),
        str(result.explain(str(result.scores["index"].idxmax()))),
    ):
        assert re.search(rf"(?<![\d,]){shown}(?![\d,])", told.replace("\N{NO-BREAK SPACE}", ""))


@pytest.mark.slow
def test_every_twin_shows_the_same_decimals(tmp_path) -> None:  # type: ignore[no-untyped-def]
    own = INDEX.with_methods(normalise="min_max", zero=0, points=1, centre="areas")
    result = own.compute(CITY)
    area = str(result.scores["index"].idxmax())
    shown = f"{result.scores['index'].max():.2f}".replace(".", ",")
    result.save(tmp_path)
    assert shown in (tmp_path / "tabell_excel.csv").read_text(encoding="utf-8-sig")
    assert shown in str(result.uncertainty())
    other = own.reweight({"ekonomi": 3}).with_identity(id="b")
    comparison = oi.compare([own, other], CITY)
    assert shown in comparison.page().html()
    study = oi.robustness(own, CITY, drop=1, rest="own", n=300)
    study.save(tmp_path / "studie")
    assert shown in (tmp_path / "studie" / "robusthet_excel.csv").read_text(encoding="utf-8-sig")
    later = counts(INDEX, codes(12), seed=5, period="2025")
    both = statistics(pd.concat([counts(INDEX, codes(12), seed=4), later]))
    first = own.compute(both, period="2024")
    change = oi.change(first, own.compute(both, period="2025", reference=first))
    assert f"Index {shown} " in str(change.explain(area))
    assert re.search(r"[−+]0,\d{2}(?!\d)", str(change))


def test_a_method_with_a_scale_of_its_own_is_read_by_its_scores() -> None:
    own = INDEX.with_methods(aggregate={"index": {"method": "share_beyond", "thresholds": 100}})
    result = own.compute(CITY)
    assert score_decimals(result) > 1
    assert score_decimals(result, "ekonomi") == 1


def test_scores_that_are_written_alike_are_told_of() -> None:
    many = statistics(counts(INDEX, [f"{k:03}" for k in range(300)], seed=1))
    result = INDEX.compute(many)
    assert shown_alike(result)
    for lang, told in (
        ("sv", "Poäng som ser lika ut kan skilja sig"),
        ("en", "Scores that look the same"),
    ):
        assert told in result.page(lang, most=9).first().text(500)  # type: ignore[arg-type]
    assert not shown_alike(INDEX.compute(oi.example_statistics()))
