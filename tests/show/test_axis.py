"""Axes: ends with air, numbers that never touch, ranks that are round."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from omradesindex.show.axis import Field, draw_axis, ends, rank_axis, rank_ticks, round_ticks
from omradesindex.show.figure import lay_out


@pytest.mark.parametrize("width", [1.6, 3.0, 5.0])
@pytest.mark.parametrize(
    ("low", "high"), [(-0.5, 1.3), (-0.05, 0.02), (-14.0, 19.0), (-1234.0, 900.0), (99.0, 101.0)]
)
def test_numbers_below_an_axis_never_touch(low: float, high: float, width: float) -> None:
    page = lay_out("Rubrik", "", [], width=8.0, body=2.0, alt="Prov.")
    ticks = round_ticks(low, high, width, "sv", parts=5, sign=True)
    draw_axis(page, ticks, Field(low, high, 1.0, 1.0 + width), (0.5, 1.5))
    numbers = [t for t in page.figure.texts if t.get_text() not in ("", "Rubrik")]
    boxes = [t.get_window_extent() for t in numbers]
    assert len(boxes) >= 2
    assert all(left.x1 < right.x0 for left, right in pairwise(boxes))
    # Each says where it stands.
    written = [
        float(t.get_text().replace(",", ".").replace("−", "-").replace("\N{NO-BREAK SPACE}", ""))
        for t in numbers
    ]
    np.testing.assert_allclose(written, [value for value, _ in ticks], atol=1e-9)
    assert len(set(written)) == len(written)


def test_a_field_turns_values_into_inches() -> None:
    field = Field(100.0, 110.0, 2.0, 4.0)
    assert [field.at(v) for v in (100.0, 105.0, 110.0)] == [2.0, 3.0, 4.0]


@pytest.mark.parametrize(
    ("values", "held"), [([], (0.0, 1.0)), ([7.0], (7.0, 7.0)), ([np.nan, 2.0, 4.0], (2.0, 4.0))]
)
def test_ends_hold_every_value_with_air(values: list[float], held: tuple[float, float]) -> None:
    low, high = ends(values)
    assert low < held[0] <= held[1] < high


@pytest.mark.parametrize("n", [1, 30, 31, 61, 262, 3363])
def test_ranks_along_an_axis_are_few_and_hold_both_ends(n: int) -> None:
    ranks = rank_axis(n)
    assert (ranks[0], ranks[-1]) == (1, n)
    assert len(ranks) <= 31
    assert ranks == sorted(set(ranks))
    assert rank_ticks(n, "sv")[0] == (1.0, "1")
