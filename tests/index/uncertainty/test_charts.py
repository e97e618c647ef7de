"""The intervals of the index, drawn."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from tests.figures import words_in


@pytest.fixture(scope="module")
def uncertainty() -> oi.types.Uncertainty:
    return oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics()).uncertainty()


def test_every_interval_is_as_long_as_it_is(uncertainty: oi.types.Uncertainty) -> None:
    figure = uncertainty.plot.intervals()
    lines = [line for axes in figure.axes for line in axes.lines if line.get_gid() == "interval"]
    drawn = [float(np.ptp(np.asarray(line.get_xdata(), dtype=float))) for line in lines]
    order = np.argsort(-uncertainty.result.level_scores["index"], kind="stable")
    true = (uncertainty.score_high["index"] - uncertainty.score_low["index"])[order]
    np.testing.assert_allclose(np.array(drawn) / drawn[0], true / true[0], rtol=1e-6)
    assert any("Slumpintervall: " in text for text in words_in(figure))


def test_of_many_areas_both_ends_are_drawn(uncertainty: oi.types.Uncertainty) -> None:
    assert "… 6 more areas, on sheet 2 …" in words_in(uncertainty.plot.intervals(lang="en", most=8))
