"""Whatever is given in an argument's place, a verb answers or says what it wants; never a traceback."""

from __future__ import annotations

import contextlib
import pathlib

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.subjects.robustness.ranks_under_error import ranks_under_error
from omradesindex.subjects.robustness.smallest_change import smallest_change
from tests.cities import codes, counts, statistics
from tests.subjects.robustness.only import only

INDEX = oi.load_index("malmo-oppna-data")
CITY = statistics(counts(INDEX, codes(6)))
RESULT = INDEX.compute(CITY)
OTHER = INDEX.without("lag_lon").with_identity(id="b")
WRONG = [
    None, "x", pathlib.Path("x.csv"), pd.DataFrame({"a": [1]}), RESULT, [], [None], {"a": None}, 0, -1, 1.5,
    True, float("nan"), "±250 %", b"x", np.array([1.0]), ["malmo-2023", "malmo-2023"],
]  # fmt: skip


@pytest.fixture(scope="module")
def study() -> oi.types.Robustness:
    return only(INDEX, CITY, drop=1, n=60, sobol=False)


@pytest.fixture(scope="module")
def comparison() -> oi.types.Comparison:
    return oi.compare([INDEX, OTHER], CITY)


def walk(verb, given: dict[str, object], *names: str) -> None:  # type: ignore[no-untyped-def]
    for name in names:
        for wrong in WRONG:
            with contextlib.suppress(oi.errors.OmradesindexError):
                verb(**{**given, name: wrong})


@pytest.mark.slow
def test_robustness() -> None:
    given = {"index": INDEX, "statistics": CITY, "drop": 1, "n": 20, "sobol": False}
    names = ("sets", "weights", "normalise", "treat", "aggregate", "impute", "data", "membership", "partial")
    walk(
        oi.robustness,
        given,
        "index",
        "statistics",
        "drop",
        "subsets",
        *names,
        "n",
        "rng",
        "sobol",
        "executor",
    )


def test_compare_and_examine() -> None:
    names = ("indices", "statistics", "base", "top", "period", "partial", "reference")
    walk(oi.compare, {"indices": [INDEX, OTHER], "statistics": CITY}, *names)
    walk(oi.examine, {"result": RESULT}, "result", "links", "strong", "weak")


def test_spread() -> None:
    town = oi.example_division()
    given = {
        "index_or_indicators": "sysselsattning",
        "sub_statistics": oi.example_statistics(level="sub_area"),
        "key": town.keys["delomrade"],
        "division": town,
    }
    walk(oi.spread, given, "sub_statistics", "key", "division", "minimum_base", "k")


def test_what_a_study_answers(study: oi.types.Robustness) -> None:
    for verb in (study.rank_ranges, study.told_apart, study.score_ranges):
        walk(verb, {"level": 0.9}, "level")
    walk(study.explain, {"area": "01"}, "area", "lang")
    walk(study.among_first, {}, "k")
    walk(study.crossing, {}, "target")
    walk(study.design, {}, "start", "stop")
    walk(study.outcomes, {}, "start", "stop")
    walk(study.scenario, {}, "draw")
    walk(study.evaluate, {}, "design")
    walk(study.summary, {}, "lang")
    walk(smallest_change, {"base": RESULT, "first": "01", "second": "02"}, "base", "first", "second")
    walk(ranks_under_error, {"base": RESULT, "draws": 500}, "base", "level", "simultaneous", "rng")


def test_what_a_comparison_answers(comparison: oi.types.Comparison) -> None:
    walk(comparison.explain, {"name": "b"}, "name", "lang")
    walk(comparison.counts, {}, "name")
    walk(comparison.label, {}, "name")
    walk(RESULT.explain, {"area": "01"}, "area")
