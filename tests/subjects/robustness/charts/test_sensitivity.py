"""Bars of shares of variance."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.errors import ComputeError
from tests.figures import patches


def test_sobol_bars_are_as_long_as_the_shares(shown) -> None:
    figure = shown.plot.sensitivity("08")
    table = shown.sensitivity.query("output == '08'").sort_values("total", ascending=False, kind="stable")
    widths = np.array([bar.get_width() for bar in patches(figure, "sobol")])
    shares = np.nan_to_num(table[["total", "first"]].to_numpy().clip(min=0)).ravel()
    assert widths == pytest.approx(shares * widths.max() / shares.max(), abs=1e-9)
    with pytest.raises(ComputeError, match="mean_rank_shift"):
        shown.plot.sensitivity("mean_rank_shiff")
