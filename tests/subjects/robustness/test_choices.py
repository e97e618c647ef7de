"""What is let vary, as it is written."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.errors import MethodError
from omradesindex.subjects.robustness.choices import (
    is_ranges,
    left_out,
    method_levels,
    ranges,
    told_apart,
    vectors,
    weight_schemes,
)

PARTS, BASE = ("ekonomi", "boende"), np.array([1.0, 1.0])


def test_the_index_s_own_method_is_always_a_level() -> None:
    assert method_levels("normalise", ["rank", "min_max", "rank"], "min_max") == (("min_max", "rank"), (0, 1))
    assert method_levels("normalise", "own", "min_max") == (("min_max",), (0,))
    with pytest.raises(MethodError, match="one level, 'min_max'"):
        method_levels("normalise", "min_max", "min_max")


@pytest.mark.parametrize("word", ["±12,5 %", "+/-12.5%", "± 0,125", 0.125])
def test_a_relative_range_is_read_as_people_write_it(word: object) -> None:
    (_, scheme), drawn = weight_schemes(word)
    assert (scheme.kind, scheme.share, drawn) == ("relative", 0.125, (1,))


def test_one_other_way_to_weigh_is_a_choice_between_the_two() -> None:
    assert weight_schemes("critic") == (("given", "critic"), (0, 1))
    assert weight_schemes(["own", "critic"]) == (("given", "critic"), (0, 1))


def test_ranges_and_vectors_keep_what_is_not_named() -> None:
    scheme = ranges({"ekonomi": (1, 3)}, PARTS, BASE)
    assert (scheme.low, scheme.high) == (pytest.approx([1, 1]), pytest.approx([3, 1]))
    assert is_ranges({"ekonomi": (1, 3)})
    assert not is_ranges({"ekonomi": 3})
    table = vectors({"boende": 2}, PARTS, BASE).table
    assert table is not None
    assert table.tolist() == [[1.0], [2.0]]


def test_ways_to_leave_out_and_labels_of_their_own() -> None:
    assert left_out(3, 2).tolist()[-1] == [1, 2]
    assert told_apart(["a", "b", "a"]) == ("a", "b", "a, 2")
