"""How points are given and brought together is said of every method, shortly and without its name."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.index.caveats import caveats
from omradesindex.index.words_methods import (
    BENT,
    CHOSEN,
    LEARNT,
    POINTS,
    TOGETHER,
    bent_line,
    points_said,
    together_line,
    weights_line,
)
from omradesindex.index.words_scale import key_line
from omradesindex.methods import find_methods
from omradesindex.methods.rescaling import RESCALINGS
from omradesindex.methods.treat_shapes import SHAPES
from omradesindex.wording import Language
from tests.cities import statistics
from tests.index.small import small_city, two_indicators
from tests.sentences.lix import lix

_KEY = "100 är som hela staden. Över 100: svårare villkor. Under 100: bättre."


def test_every_method_is_told() -> None:
    assert POINTS.keys() == find_methods("normalise").keys() | RESCALINGS.keys()
    assert TOGETHER.keys() == find_methods("aggregate").keys() - {"arithmetic"}
    assert BENT.keys() == SHAPES.keys()
    assert LEARNT.keys() == find_methods("weight").keys() - set(CHOSEN)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_is_told_is_easy_to_read_and_calls_no_method_by_its_name(lang: Language) -> None:
    for name in POINTS:
        told = f"So: {points_said(name, lang)}. Higher: harder."
        assert f"({name})" not in told
        assert lix([told]) <= 30, told
    for name, told in TOGETHER.items():
        assert f"({name})" not in told.in_(lang)
        assert lix([_KEY, told.in_(lang)]) <= 30, told
    for told in (*BENT.values(), *LEARNT.values()):
        assert lix([f"The values: {told.in_(lang)}."]) <= 45, told


def test_where_parts_are_brought_together_in_several_ways_it_is_said_where() -> None:
    index = two_indicators(aggregate={"ekonomi": "minimum"})
    result = index.compute(statistics(small_city()))
    assert together_line(result, "sv") == "Den lägsta delen avgör."  # the index has but one part
    assert "minimum" not in key_line(result, "en")


def test_values_that_are_bent_and_weights_that_figures_decide_are_told_where_they_are() -> None:
    malmo = oi.load_index("malmo-2023")
    assert bent_line(malmo.compute(oi.example_statistics(), period="2024"), "sv") == ""
    assert weights_line(malmo.compute(oi.example_statistics(), period="2024"), "sv") == ""
    made = malmo.with_methods(
        treat={"method": "by_indicator", "indicators": {"nettoinkomst": "log"}},
        weight={"ekonomi": "first_component", "index": lambda x: [2.0, 1, 1, 1]},
    ).compute(oi.example_statistics(), period="2024")
    assert bent_line(made, "sv") == "Värdena räknas först om i genomsnittlig nettoinkomst: logaritmen tas."
    learnt, own = weights_line(made, "sv").split(". ")
    assert learnt == "Vikterna i ekonomi räknas ur uppgifterna: det som följer med annat väger mest"
    assert own.startswith("Vikterna i indexet räknas ur uppgifterna: på ett eget sätt (")
    assert {bent_line(made, "en"), weights_line(made, "en")} <= set(caveats(made, "en"))
    every = malmo.with_methods(treat={"method": "square_root", "rule": False}, weight="equal")
    told = bent_line(every.compute(oi.example_statistics(), period="2024"), "sv")
    assert told == "Värdena räknas först om: roten tas."
