"""A method knows its options from its function, settles them, turns them with an indicator, and travels."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from omradesindex.errors import MethodError
from omradesindex.methods import fit
from omradesindex.methods.guard import column_name, per_column
from omradesindex.methods.method import REQUIRED, Method, choose, methods_of
from omradesindex.methods.registry import find_methods, resolve


def raised(x: np.ndarray, weights: object, *, power: float = 2.0, floor: float) -> np.ndarray:
    return np.maximum(x, floor) ** power


RAISED = Method("aggregate", "raised", raised)


def test_options_and_defaults_come_from_the_function() -> None:
    assert dict(find_methods("normalise")["z_score"].options) == {
        "ddof": 0,
        "mean": 0.0,
        "sd": 1.0,
        "spread": "observed",
        "people": None,
    }
    assert find_methods("impute")["multiple"].options["rng"] is REQUIRED
    assert repr(REQUIRED) == "required"


def test_options_in_an_indicators_own_unit_are_turned_with_it() -> None:
    posts = resolve("normalise", {"method": "goalposts", "low": 0, "high": [10, 20]}).turned([1, -1])
    assert posts.options["low"].tolist() == [0, -20]  # type: ignore[attr-defined]
    assert posts.options["high"].tolist() == [10, 0]  # type: ignore[attr-defined]
    target = resolve("normalise", {"method": "distance_to_target", "target": 5}).turned([1, -1])
    assert target.options["target"].tolist() == [5, -5]  # type: ignore[attr-defined]
    with pytest.raises(MethodError, match="'inf' is given without 'sup'"):
        resolve("normalise", {"method": "ampi", "inf": 5}).turned([1, -1])
    straight = resolve("normalise", {"method": "ampi", "inf": 5}).turned([1, 1])
    assert straight.options["inf"].tolist() == [5, 5]  # type: ignore[attr-defined]


def test_choices_and_what_was_learnt_travel_to_other_processes() -> None:
    x = np.array([[1.0, 2.0], [2.0, 9.0], [4.0, 5.0], [3.0, 5.0], [2.0, 4.0], [90.0, 7.0]])
    for choice in (
        resolve("normalise", {"method": "rank", "ties": "max"}),
        resolve("aggregate", "geometric"),
    ):
        assert choice.method.options is not None
        assert pickle.loads(pickle.dumps(choice)) == choice
    for stick in (fit(x, "exponential"), fit(x, np.subtract)):
        again = pickle.loads(pickle.dumps(stick))
        np.testing.assert_array_equal(again.apply(x), stick.apply(x))
    treatment = resolve("treat", "winsorise")(x)
    again = pickle.loads(pickle.dumps(treatment))
    assert again.changes == treatment.changes != ()
    assert (again.apply(x) == treatment.apply(x)).all()
    required = find_methods("normalise")["goalposts"].options["low"]
    assert pickle.loads(pickle.dumps(required)) is REQUIRED


def test_methods_of_keeps_the_order() -> None:
    a, b = Method("treat", "b", len), Method("treat", "a", len)
    assert list(methods_of(a, b)) == ["b", "a"]


def test_options_are_settled_and_reach_the_function() -> None:
    assert RAISED.required == ("floor",)
    assert RAISED.accepts("power")
    assert not RAISED.accepts("x")
    choice = RAISED.with_options({"floor": 2.0})
    assert (choice.name, choice.options) == ("raised", {"floor": 2.0})
    # A word that the function does not know is not handed to it.
    assert choice(np.array([1.0, 3.0]), None, power=3.0, centre=[0]).tolist() == [8.0, 27.0]
    assert RAISED(np.array([5.0]), None, floor=0.0).tolist() == [25.0]


def test_options_that_it_lacks_and_that_it_must_have() -> None:
    with pytest.raises(
        MethodError, match=r"^method 'raised': there is no option 'flor' \(did you mean 'floor'\?\)"
    ):
        RAISED.with_options({"flor": 1})
    with pytest.raises(
        MethodError, match=r'the option \'floor\' is not given\. What to do: write .*"raised", floor'
    ):
        RAISED.with_options({"power": 1.0})
    with pytest.raises(
        MethodError, match=r"^method 'raised': the option 'power' is 'x'\. Expected: a number"
    ):
        RAISED.with_options({"floor": 1.0, "power": "x"})


def test_a_choice_keeps_to_its_own_stage() -> None:
    known = methods_of(RAISED)
    choice = RAISED.with_options({"floor": 2.0})
    assert choose("aggregate", choice, known) is choice
    assert choose("aggregate", {"method": "raised", "floor": 2.0}, known) == choice
    with pytest.raises(MethodError, match=r"^weight: 'raised' is a method to aggregate"):
        choose("weight", choice, known)


def test_a_function_of_ones_own_to_normalise_gets_its_reference_back() -> None:
    own = choose("normalise", lambda x, reference: x / reference.max(), {})
    learnt = own(np.array([[2.0], [8.0]]))
    assert learnt["spread"].tolist() == [6.0]
    assert own.method.apply is not None
    assert own.method.apply(np.array([[4.0]]), learnt).tolist() == [[0.5]]


def test_one_value_for_all_columns_or_one_for_each() -> None:
    assert column_name(3) == "column 3"
    assert per_column([1, 2], 2, "target").tolist() == [1.0, 2.0]
    for given, message in (
        ([1, 2, 3], r"the option 'target' has 3 values for 2 columns\. Expected: one value, or one for each"),
        ([[1, 2]], "has 2 values for 2 columns"),
        ([1, float("nan")], "the option 'target' holds a missing value"),
        ("high", "the option 'target' holds something that is no number"),
    ):
        with pytest.raises(MethodError, match=message):
            per_column(given, 2, "target")  # type: ignore[arg-type]
