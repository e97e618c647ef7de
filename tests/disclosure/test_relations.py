"""Which variables sum to, or lie within, which."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from omradesindex.disclosure.declared import Declared
from omradesindex.disclosure.laid import Laid, Reading
from omradesindex.disclosure.laying import lay
from omradesindex.disclosure.relations import Relation, Relations, refuse_slips, said_of
from omradesindex.errors import ComputeError, StatisticsError
from tests.cities import statistics
from tests.disclosure.made_up import one_count

WORK, NONE, FORCE = "sysselsatta_16_64", "arbetslosa_16_64", "arbetskraft_16_64"


def laid(**variables: list[float]) -> Laid:
    rows = pd.concat([one_count(values, name) for name, values in variables.items()])
    return lay([Reading(statistics(rows, whole="X"))])


def known(
    figures: Laid,
    declared: Declared | None = None,
    shares: dict[str, str] | None = None,
    margin: float = 5.0,
) -> dict[tuple[str, tuple[str, ...]], tuple[bool, bool]]:
    """Whether each relation of the figures' own variables is complete, and a share."""
    there = dict.fromkeys((figures.blocks[row].variable, measure) for row, measure in figures.strips)
    found = Relations(figures, there, shares or {}, declared or {}, margin).among(there)
    return {
        (said_of(r.whole), tuple(sorted(map(said_of, r.parts)))): (r.complete, r.share)
        for r in found
        if {r.whole, *r.parts} <= set(there)
    }


def drawn(n: int = 12) -> tuple[list[float], list[float]]:
    rng = np.random.default_rng(3)
    return rng.poisson(400, n).astype(float).tolist(), rng.poisson(60, n).astype(float).tolist()


def test_the_catalogue_says_that_a_sum_is_one() -> None:
    found = known(laid(**{WORK: [40, 50], NONE: [3, 7], FORCE: [43, 57]}))
    assert found[FORCE, tuple(sorted((NONE, WORK)))] == (True, True)


def test_a_numerator_lies_within_its_denominator() -> None:
    figures = laid(sjuka=[4, 9], alla=[40, 60])
    assert known(figures, shares={"sjuka": "alla"}) == {("alla", ("sjuka",)): (False, True)}
    share = one_count([10, 50], "andel").assign(kind="share", denominator=[40.0, 60, 100])
    share["numerator"] = share["value"] * share["denominator"] / 100
    assert known(lay([Reading(statistics(share, whole="X"))])) == {
        ("andel/denominator", ("andel/numerator",)): (False, True)
    }


def test_sums_are_declared_and_refused() -> None:
    figures = laid(a=[4, 9], b=[5, 1], c=[9, 10])
    assert known(figures) == {}
    assert known(figures, {"c": (("a", "b"),)}) == {("c", ("a", "b")): (True, True)}
    # None of them is here: of another table.
    assert known(figures, {"q": (("r", "s"),)}) == {}
    there = [("a", "value"), ("b", "value"), ("c", "value")]
    with pytest.raises(StatisticsError, match=r"the sum's variable 'bb' is not in the table"):
        refuse_slips({"c": (("a", "bb"),)}, there, figures)
    refuse_slips({"c": (("a", "b"),), "q": (("r", "s"),)}, there, figures)
    work = laid(**{WORK: [40, 50], NONE: [3, 7], FORCE: [43, 57]})
    assert (FORCE, tuple(sorted((NONE, WORK)))) not in known(work, {FORCE: ()})


def test_figures_that_always_add_up_tell_it_themselves() -> None:
    a, b = drawn()
    whole = [x + y for x, y in zip(a, b, strict=True)]
    assert known(laid(a=a, b=b, c=whole)) == {("c", ("a", "b")): (True, True)}
    assert known(laid(a=a, b=b, c=whole), {"c": ()}) == {}


def test_what_nearly_adds_up_is_asked_about_and_an_answer_settles_it() -> None:
    a, b = drawn(30)
    whole = [x + y + (k == 4) for k, (x, y) in enumerate(zip(a, b, strict=True))]
    figures = laid(a=a, b=b, c=whole)
    with pytest.raises(ComputeError, match="'c' is nearly the sum of 'a' and 'b'"):
        known(figures)
    assert known(figures, margin=0.0) == {}
    assert known(figures, {"c": ()}) == {}
    assert known(figures, {"c": (("a", "b"),)}) == {("c", ("a", "b")): (True, True)}


def test_two_may_be_together_as_much_as_others() -> None:
    figures = laid(a=[4, 9], b=[5, 1], c=[6, 2], d=[3, 8])
    there = {(name, "value") for name in "abcd"}
    found = Relations(figures, there, {}, {"a+b": (("c", "d"),)}, 0.0).among(there)
    both = ("a+b", "")
    assert {(r.whole, r.parts, r.complete) for r in found} == {
        (both, (("a", "value"), ("b", "value")), True),
        (both, (("c", "value"), ("d", "value")), True),
    }
    # What nobody sees is eliminated: c is in all of both sums.
    declared = {"a": (("c", "e"),), "b": (("d", "e"),)}
    eliminated = Relations(figures, there, {}, declared, 0.0).among(there)
    assert {frozenset(r.parts) for r in eliminated} == {
        frozenset({("a", "value"), ("d", "value")}),
        frozenset({("b", "value"), ("c", "value")}),
    }


def test_how_a_relation_and_a_measure_are_called() -> None:
    a, b, c = ((name, "value") for name in "abc")
    assert Relation(c, (b, a), True, False).said == Relation(c, (a, b), False, True).said
    assert Relation(c, (b, a), True, False).said == "sum|c/value|a/value+b/value"
    assert [said_of(name) for name in (a, ("andel", "denominator"), ("b", ""))] == [
        "a",
        "andel/denominator",
        "b",
    ]


def test_a_group_may_tie_what_everybody_does_not() -> None:
    """Of 25-64 the employed of 16-64 are all the employed, and of 65 and older there are none."""
    rows = [
        one_count(values, name).assign(age=age)
        for name, age, values in (
            ("arbetar", "total", [40.0, 50]),
            ("arbetar", "25-64", [30.0, 40]),
            ("yrkesverksamma", "total", [35.0, 44]),
            ("yrkesverksamma", "25-64", [30.0, 40]),
        )
    ]
    figures = lay([Reading(statistics(pd.concat(rows), whole="X"))])
    there = dict.fromkeys((figures.blocks[row].variable, measure) for row, measure in figures.strips)
    one, other = (name for name in there)
    declared: Declared = {"yrkesverksamma|age=16-64": (("arbetar",),), "yrkesverksamma|age=65-": ((),)}
    found = Relations(figures, there, {"yrkesverksamma": "arbetar"}, declared, 0.0)
    assert found.among(there) == [Relation(one, (other,), False, True)]
    assert found.among(there, "age=25-64") == [Relation(other, (one,), True, False)]
    assert Relation(other, (), True, False) in found.among(there, "age=65-79;sex=women")
