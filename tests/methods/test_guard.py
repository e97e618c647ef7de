"""What every method asks of its arrays: numbers, in shapes that fit, and one voice for what is not."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.errors import MethodError
from omradesindex.methods.aggregate import arithmetic
from omradesindex.methods.guard import check_level, choose, floats, numbers, refuse, refuse_large, together
from omradesindex.methods.treat import winsorise
from omradesindex.methods.weight_data import critic

NAN = float("nan")


@pytest.mark.parametrize("given", ["x", [None, "x"], [[1], [2, 3]], 10**400, object()])
def test_what_is_no_array_of_numbers_is_refused_in_one_voice(given: object) -> None:
    for call in (
        lambda: arithmetic(given, [1]),
        lambda: arithmetic([[1.0]], given),
        lambda: winsorise(given),
        lambda: critic(given),
    ):
        with pytest.raises(MethodError, match="cannot be read as an array of numbers"):
            call()


def test_a_missing_value_passes_and_infinity_does_not() -> None:
    assert floats(["1.5", 2], "x").tolist() == [1.5, 2.0]
    np.testing.assert_array_equal(numbers([0.0, NAN, 3.0], "the rates", at_least=0), [0.0, NAN, 3.0])
    with pytest.raises(
        MethodError, match=r"^position 1: a value in the rates is infinite\. Expected: finite"
    ):
        numbers([1.0, np.inf], "the rates")
    with pytest.raises(
        MethodError, match=r"position \(1, 0\): a value in the rates is below 0\. Expected: 0 or"
    ):
        numbers([[1.0, 2.0], [-0.5, -7.0]], "the rates", at_least=0)


def test_the_first_bad_position_is_told_with_what_was_expected_and_what_to_do() -> None:
    refuse(np.zeros(3, dtype=bool), "nothing is wrong")
    with pytest.raises(MethodError) as refused:
        refuse(np.array([False, True, True]), "it is odd", expected="even", remedy="halve it")
    error = refused.value
    assert (error.where, error.what, error.expected, error.remedy) == (
        "position 1",
        "it is odd",
        "even",
        "halve it",
    )
    with pytest.raises(MethodError, match=r"^it is odd\.$"):
        refuse(np.array(True), "it is odd")


def test_arrays_meet_along_the_areas() -> None:
    events, persons = together(events=np.ones((2, 3)), persons=np.array([5.0]))
    assert events.shape == persons.shape == (2, 3)
    assert persons.tolist() == [[5.0] * 3] * 2
    # Two periods of three areas are not three periods of two, though numpy would stretch one area over both.
    with pytest.raises(MethodError, match=r"do not fit each other: own weight \(3,\), events \(2,\)"):
        together(own_weight=np.ones(3), events=np.ones(2))
    with pytest.raises(MethodError, match=r"Expected: the same number along the last axis"):
        together(events=np.ones((2, 3)), persons=np.ones((4, 3)))


def test_a_level_leaves_its_rest_on_one_side_or_on_two() -> None:
    assert check_level(0.9, 2) == pytest.approx(0.05)
    assert check_level(0.9, 1) == pytest.approx(0.1)
    with pytest.raises(MethodError, match=r"the level 95 is no level of confidence.*95 % is 0\.95"):
        check_level(95, 2)
    for level in (0, 1, -0.5, 200):
        with pytest.raises(MethodError, match=r"such as 0\.95\.$"):
            check_level(level, 2)
    with pytest.raises(MethodError, match="an interval has no 3 sides"):
        check_level(0.9, 3)


def test_a_name_is_one_of_those_that_there_are() -> None:
    choose("interval", "wilson", ("wilson", "exact"))
    with pytest.raises(
        MethodError, match=r"the interval 'wilsn' is unknown \(did you mean 'wilson'\?\).*'exact'"
    ):
        choose("interval", "wilsn", ("wilson", "exact"))


def test_what_has_no_room_is_refused_before_and_says_how_much_it_would_take() -> None:
    refuse_large("the distances", 15_000, 15_000, remedy="take fewer")
    with pytest.raises(
        MethodError, match=r"^the distances would take 3\.2 GB of memory\. Expected: at most 2 GB.*take fewer"
    ):
        refuse_large("the distances", 20_000, 20_000, remedy="take fewer")
