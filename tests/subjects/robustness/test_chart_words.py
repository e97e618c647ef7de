"""What figures say to those who do not see them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from omradesindex.subjects.robustness.chart_words import places_alt, sensitivity_alt, sensitivity_line


def test_the_widest_is_named_and_single_places_counted(shown) -> None:
    n = len(shown.base.areas)
    low = np.arange(1.0, n + 1)
    high = low.copy()
    high[2] += 3
    told = places_alt(shown.base, low, high, "sv")
    assert f"Bara en plats kan {n - 1} ha." in told
    assert f"Bredast: {shown.base.areas[2]} " in told
    assert told.endswith("plats 3–6.")
    assert "None has a place" in places_alt(shown.base, low * np.nan, high, "en")


def test_what_hardly_varies_is_not_told_as_a_share(shown) -> None:
    still = replace(shown.shares, moved=np.zeros_like(shown.shares.moved))
    study = replace(shown, shares=still)
    for told in (
        sensitivity_line(study, "mean_rank_shift", "sv"),
        sensitivity_alt(study, "mean_rank_shift", ["x"], np.array([0.5]), "sv"),
    ):
        assert told == "Vad som betyder mest för platserna går inte att säga: platserna ändras knappt."
    assert "Sobolindex" in sensitivity_line(shown, "mean_rank_shift", "sv")
