"""Bars of ranks are the ranges."""

from __future__ import annotations

import numpy as np
import pytest

from tests.figures import patches
from tests.subjects.robustness.made_up import (
    lines,
)


def test_bars_are_the_ranges_and_points_the_base(shown) -> None:
    figure = shown.plot.ranks(level=0.5)
    table = shown.rank_ranges(0.5)
    order = table["base"].astype(int).argsort().to_numpy()
    # The first few are the key's; the others stand in the order of the index as defined.
    bars = patches(figure, "range")[-14:]
    points = [float(line.get_xdata()[0]) for line in lines(figure, "base")][-14:]
    steps = np.diff(points)  # base ranks are 1 to 14
    assert steps == pytest.approx(np.full(13, steps[0]))
    width = np.array([bar.get_width() for bar in bars]) - 0.12
    span = (table["high"] - table["low"]).to_numpy(dtype=float)[order]
    assert width == pytest.approx(span * steps[0])
    left = np.array([bar.get_x() for bar in bars]) + 0.06
    assert left == pytest.approx(points[0] + (table["low"].to_numpy(dtype=float)[order] - 1) * steps[0])
