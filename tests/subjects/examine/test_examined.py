"""How indicators, dimensions and index vary together."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from tests.subjects.examine.provstad import NAN, A, B, C, city


def test_correlations_are_turned_and_in_the_index_order(plain: oi.types.Result) -> None:
    r = oi.examine(plain).correlations
    assert list(r.index) == list(r.columns) == [i.id for i in plain.index.indicators]
    assert r.loc["arbetsloshet", "lag_ekonomisk_standard"] == pytest.approx(1 / np.sqrt(1.01))
    assert r.loc["arbetsloshet", "ekonomiskt_bistand"] == pytest.approx(-0.5 / np.sqrt(1.25))
    assert r.loc["trangboddhet", "bostads_eller_aganderatt"] == pytest.approx(1 / np.sqrt(2))
    np.testing.assert_allclose(np.diag(r), 1.0)


def test_with_scores_by_hand(plain: oi.types.Result) -> None:
    found = oi.examine(plain).with_scores
    assert list(found.columns) == ["index", "ekonomi", "boende"]
    one, two = B, (B - C) / np.sqrt(2)
    assert found.loc["trangboddhet", "boende"] == pytest.approx(np.corrcoef(one, one + two)[0, 1])


def test_each_pair_says_how_many_areas_it_rests_on() -> None:
    holed = A + 0.1 * B
    holed[[2, 5]] = NAN
    examination = oi.examine(
        city({"arbetsloshet": A + 0.2 * C, "lag_ekonomisk_standard": holed, "trangboddhet": B})
    )
    assert examination.counts.loc["arbetsloshet", "lag_ekonomisk_standard"] == 6
    assert examination.counts.loc["arbetsloshet", "trangboddhet"] == 8
    assert examination.counts.loc["arbetsloshet", "ekonomiskt_bistand"] == 0
    assert np.isnan(examination.correlations.loc["arbetsloshet", "ekonomiskt_bistand"])
    rows = [0, 1, 3, 4, 6, 7]
    expected = np.corrcoef((A + 0.2 * C)[rows], holed[rows])[0, 1]
    r, low, high, n = examination.pair("arbetsloshet", "lag_ekonomisk_standard")
    assert (r, n) == (pytest.approx(expected), 6)
    assert low < r < high
