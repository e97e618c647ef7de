"""What the library answers with survives pickle and copy, and is as unchangeable afterwards."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.catalogue import indicators, variables
from omradesindex.frozen import Frozen
from omradesindex.methods.registry import every_method
from omradesindex.show.shown import Shown

HOW: list[Callable[[Any], Any]] = [lambda x: pickle.loads(pickle.dumps(x)), copy.deepcopy, copy.copy]


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    """One of each public answer, on two years of the made-up city."""
    index, statistics = oi.load_index("malmo-2023"), oi.example_statistics()
    first, last = statistics.periods()[0], statistics.periods()[-1]
    before = index.compute(statistics, period=first)
    after = index.compute(statistics, period=last, reference=before)
    fewer = index.without("boende").with_identity(id="utan-boende")
    people = statistics.only(["folkmangd"], periods=[last])
    return {
        "statistics": statistics,
        "result": after,
        "breakdown": index.compute(statistics, period=last, by=["sex"]),
        "comparison": oi.compare([index, fewer], statistics),
        "robustness": oi.robustness(index, statistics, weights="±25 %", rest="own", n=20, rng=1, sobol=False),
        "change": oi.change(before, after),
        "trend": oi.trend(index, statistics),
        "examination": oi.examine(after),
        "uncertainty": after.uncertainty(),
        "protected": oi.protect(people),
        "division": oi.example_division(),
        "crosswalk": oi.geography.Crosswalk(
            id="x", sources=("a", "b"), targets=("1",), shares=np.ones((2, 1))
        ),
        "cni": oi.cni(statistics, normalise="raw"),
        "difference": oi.diff(index, fewer),
        "explanation": after.explain("01"),
        "policy": oi.DisclosurePolicy(),
        "limits": oi.sources.ReadLimits(),
        "indicators": indicators(),
        "variables": variables(),
        "methods": tuple(every_method()),
    }


@pytest.mark.parametrize("how", HOW, ids=["pickle", "deepcopy", "copy"])
def test_every_answer_survives(answers: dict[str, Any], how: Callable[[Any], Any]) -> None:
    for name, answer in answers.items():
        again = how(answer)
        assert type(again) is type(answer), name
        if name in ("statistics", "result"):
            assert again.fingerprint == answer.fingerprint
        if name not in ("methods", "crosswalk"):
            assert str(again) == str(answer), name
        if isinstance(answer, Shown) and name != "limits":
            assert {answer, answer} == {answer}, name
            assert how(answer.page("en")).text() == answer.page("en").text(), name
    index = answers["result"].index
    assert how(index) == index
    assert hash(how(index)) == hash(index)
    assert how(answers["result"]).scores.equals(answers["result"].scores)


@pytest.mark.parametrize("how", HOW, ids=["pickle", "deepcopy", "copy"])
def test_what_was_locked_stays_locked(answers: dict[str, Any], how: Callable[[Any], Any]) -> None:
    block = how(answers["statistics"]).block("folkmangd", answers["statistics"].periods()[0])
    with pytest.raises(ValueError, match="read-only"):
        block.value[0] = 1
    shares = how(answers["crosswalk"]).shares
    with pytest.raises(ValueError, match="read-only"):
        shares[0, 0] = np.nan
    weights = how(answers["result"].index).methods.coverage
    with pytest.raises(TypeError, match="does not support item assignment"):
        weights["index"] = 0.5
    with pytest.raises(AttributeError, match="frozen"):
        weights._items = {}
    with pytest.raises(AttributeError):
        how(answers["result"]).partial = True


def test_a_frozen_mapping_is_a_mapping_of_its_own() -> None:
    given = {"a": 1}
    frozen = Frozen(given)
    given["b"] = 2
    assert frozen == {"a": 1}
    assert {**frozen, "c": 3} == {"a": 1, "c": 3}
    assert repr(frozen) == "{'a': 1}"
    with pytest.raises(AttributeError, match="frozen"):
        del frozen._items
