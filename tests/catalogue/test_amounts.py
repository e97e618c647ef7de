"""Numbers of a definition: finite, within bounds, and of no other kind."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.catalogue.amounts import number, numbers, weight, whole_number
from omradesindex.errors import DefinitionError


def test_numbers_of_any_kind_become_plain_ones() -> None:
    assert numbers([np.int64(2), 0.5, np.float32(0.25)], "weights") == (2.0, 0.5, 0.25)
    assert type(number(np.int64(2), "per")) is float
    assert type(whole_number(np.int64(2), "decimals", 0, 6)) is int
    assert weight(0) == 0.0


@pytest.mark.parametrize("value", [True, "1", None, float("nan"), float("inf"), 10**400, [1], 1j])
def test_what_is_no_finite_number(value: object) -> None:
    with pytest.raises(
        DefinitionError, match=r"^per must be a finite number, but is .*Expected: .*What to do: "
    ):
        number(value, "per")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: numbers("1, 2", "weights"), "weights must be a list of numbers, but is '1, 2'"),
        (lambda: numbers({"a": 1}, "weights"), "weights must be a list of numbers"),
        (lambda: numbers([1, "2"], "weights"), "weights must be a finite number, but is '2'"),
        (lambda: whole_number(7, "decimals", 0, 6), "decimals must be a whole number 0–6, but is 7"),
        (lambda: whole_number(2.0, "decimals", 0, 6), "decimals must be a whole number 0–6, but is 2.0"),
        (lambda: whole_number(True, "decimals", 0, 6), "but is True"),
        (lambda: weight(-0.5), "the weight -0.5 is negative.*What to do: to turn an indicator round"),
        (lambda: weight(-1, "boende"), "the weight of 'boende' is -1, negative. Expected: zero or more"),
    ],
)
def test_each_fault_has_its_own_words(call, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(DefinitionError, match=message):
        call()
