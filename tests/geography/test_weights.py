"""Weights by code: laid out in order, and refused where they weigh nothing that is known."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from omradesindex.errors import DivisionError
from omradesindex.geography.weights import as_numbers, check_weights


def test_weights_stand_in_the_order_of_the_codes() -> None:
    assert check_weights({"b": 2, "a": np.float32(0.5), "x": -1}, ["a", "b"], where="f").tolist() == [
        0.5,
        2.0,
    ]
    assert as_numbers(["1.5", 2], what="share", where="f").tolist() == [1.5, 2.0]


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({"a": 1.0}, "^f: the weights lack 'b'"),
        ({"a": 1.0, "b": -0.1}, "^f: the weight of 'b' is missing, negative or infinite"),
        ({"a": float("nan"), "b": -0.1}, "the weight of 'a' is missing"),
        ({"a": 1.0, "b": float("inf")}, "the weight of 'b' is missing"),
        ({"a": 1.0, "b": "två"}, "a weight is no number.*What to do: read the column as numbers"),
        ({"a": 1.0, "b": [1, 2]}, "a weight is no number"),
    ],
)
def test_what_is_no_weight(weights: dict[str, Any], message: str) -> None:
    with pytest.raises(DivisionError, match=message):
        check_weights(weights, ["a", "b"], where="f")
