"""Rank sets, drawn as they are."""

from __future__ import annotations

import numpy as np
import pytest

from tests.figures import patches, words_in


def test_rank_sets_are_drawn_as_they_are(shown, drawn) -> None:
    figure = drawn("rank_sets")
    sets = shown.rank_sets()
    found = sets.to_frame().sort_values("rank")
    bars = patches(figure, "range")[-14:]
    span = (found["high"] - found["low"]).to_numpy(dtype=float)
    width = np.array([bar.get_width() for bar in bars]) - 0.12
    assert width == pytest.approx(span * width.max() / span.max(), abs=1e-9)
    told = " ".join(words_in(figure))
    assert ("antas vara lika osäkra" in told) == (sets.known < 1)
    assert "samma personer" in told


def test_the_sets_have_a_plot_of_their_own(shown) -> None:
    figure = shown.rank_sets().plot.rank_sets(lang="en", most=8)
    assert "… 6 more areas, on sheet 2 …" in words_in(figure)
    assert "Widest: " in figure.alt
