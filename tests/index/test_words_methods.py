"""How points are given and brought together is said of every method, shortly and without its name."""

from __future__ import annotations

import pytest

from omradesindex.index.words_methods import POINTS, TOGETHER, points_said, together_line
from omradesindex.index.words_scale import key_line
from omradesindex.methods import find_methods
from omradesindex.methods.rescaling import RESCALINGS
from omradesindex.wording import Language
from tests.cities import statistics
from tests.index.small import small_city, two_indicators
from tests.sentences.lix import lix

_KEY = "100 är som hela staden. Över 100: svårare villkor. Under 100: bättre."


def test_every_method_is_told() -> None:
    assert POINTS.keys() == find_methods("normalise").keys() | RESCALINGS.keys()
    assert TOGETHER.keys() == find_methods("aggregate").keys() - {"arithmetic"}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_is_told_is_easy_to_read_and_calls_no_method_by_its_name(lang: Language) -> None:
    for name in POINTS:
        told = f"So: {points_said(name, lang)}. Higher: harder."
        assert f"({name})" not in told
        assert lix([told]) <= 30, told
    for name, told in TOGETHER.items():
        assert f"({name})" not in told.in_(lang)
        assert lix([_KEY, told.in_(lang)]) <= 30, told


def test_where_parts_are_brought_together_in_several_ways_it_is_said_where() -> None:
    index = two_indicators(aggregate={"ekonomi": "minimum"})
    result = index.compute(statistics(small_city()))
    assert together_line(result, "sv") == "Den lägsta delen avgör."  # the index has but one part
    assert "minimum" not in key_line(result, "en")
