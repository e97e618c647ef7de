"""How wide an outsider's guess has to be, and how far it must reach where few contributors dominate."""

from __future__ import annotations

import numpy as np

from omradesindex.disclosure.attack import Intervals
from omradesindex.disclosure.need import Need

INF = float("inf")


def tight(need: Need, low: float, high: float, value: float) -> bool:
    found = Intervals(np.array([0]), np.array([low]), np.array([high]))
    return bool(need.too_tight(found, np.array([value]))[0])


def test_where_only_the_width_counts() -> None:
    need = Need(np.array([5.0]), np.array([0.0]))
    assert need.enough.tolist() == [5.0]
    assert not tight(need, 3.0, 8.0, 3.0)
    assert tight(need, 3.0, 7.9, 5.0)
    assert not tight(need, 0.0, INF, np.nan)


def test_where_both_sides_count() -> None:
    need = Need(np.array([5.0]), np.array([10.0]))
    assert need.enough.tolist() == [INF]  # an attack may not stop before both sides are known
    assert not tight(need, 40.0, 60.0, 50.0)
    assert tight(need, 41.0, 90.0, 50.0)
    assert tight(need, 0.0, 59.0, 50.0)
    # No value lies below nobody.
    assert not tight(need, 0.0, 13.0, 3.0)
    # Of what nobody here knows only the width can be asked.
    assert not tight(need, 0.0, 5.0, np.nan)


def test_some_cells_need() -> None:
    need = Need(np.array([1.0, 2.0, 3.0]), np.array([0.0, 4.0, 0.0])).of(np.array([2, 1]))
    assert (need.width.tolist(), need.side.tolist()) == ([3.0, 2.0], [0.0, 4.0])
