"""What a service announces and how a table is described, read without trusting either."""

from __future__ import annotations

from typing import Any

import pytest

from omradesindex.errors import SourceError, StatisticsError
from omradesindex.sources.describing import Limits, as_body, json_reader, ordered_codes


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"cells": 100, "values": 50, "calls": 30, "timeWindow": 10}, Limits(100, 50, 30, 10.0)),
        (
            {"cells": 0, "values": -1, "calls": 30},
            Limits(None, None, None, 0.0),
        ),  # so many in no time: nothing
        ({"cells": True, "values": "50", "calls": None, "timeWindow": 1e13}, Limits()),
        ({"cells": 99.9}, Limits(cells=99)),
        (["cells"], Limits()),
        (None, Limits()),
    ],
)
def test_limits_are_numbers_or_nothing(told: Any, expected: Limits) -> None:
    assert Limits.announced(told, "cells", "values", "calls") == expected


def test_codes_stand_in_the_service_s_order() -> None:
    assert ordered_codes({"index": ["b", "a"]}, "t") == ("b", "a")
    assert ordered_codes({"index": {"a": 1, "b": 0}}, "t") == ("b", "a")


@pytest.mark.parametrize(
    "category", [None, [], {}, {"index": "ab"}, {"index": ["a", 1]}, {"index": {"a": "0"}}]
)
def test_a_variable_without_codes_is_refused(category: Any) -> None:
    with pytest.raises(
        SourceError, match=r"^t: a variable has no codes\. Expected: the description of a table"
    ):
        ordered_codes(category, "t")


def test_a_body_is_always_written_in_the_same_way() -> None:
    assert as_body({"kön": ["1", 2]}) == '{"kön":["1",2]}'.encode()
    assert json_reader("Kolada")(b"\xef\xbb\xbf[1]") == [1]
    with pytest.raises(StatisticsError, match=r"^Kolada"):
        json_reader("Kolada")(b"{")
