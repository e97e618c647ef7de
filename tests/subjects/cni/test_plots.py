"""The chart of a Care Need Index."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.errors import OmradesindexError
from tests.figures import patches, words_in


def test_bars_are_as_long_as_the_need() -> None:
    result = oi.cni(oi.example_statistics(), normalise="per_person")
    figure = result.plot.ranking()
    drawn = np.array([bar.get_width() for bar in patches(figure, "cni-bar")])  # type: ignore[attr-defined]
    values = [*sorted(result.chosen[:-1], reverse=True), result.chosen[-1]]  # the whole city last
    np.testing.assert_allclose(drawn / drawn[0], np.array(values) / values[0], rtol=1e-6)
    assert "hela Exempelstad (påhittad)" in words_in(figure)
    assert "… 6 områden till, på blad 2 …" in words_in(result.plot.ranking(most=8))


def test_an_area_that_lacks_figures_says_so() -> None:
    result = oi.cni(oi.malmo_statistics(), normalise="per_person")
    told = words_in(result.plot.ranking(lang="en"))
    assert told.count("no figures") == int(np.isnan(result.chosen).sum()) > 0


def test_another_language_is_refused() -> None:
    with pytest.raises(OmradesindexError, match="'sv' or 'en'"):
        oi.cni(oi.example_statistics(), normalise="raw").plot.ranking(lang="se")  # type: ignore[arg-type]
