"""What a trend hands over."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

import omradesindex as oi


def test_everything_is_saved(beyond: oi.types.Trend, tmp_path: Path) -> None:
    written = beyond.save(tmp_path, figures=False)
    assert [path.name for path in written] == [
        "trend.txt",
        "trend.html",
        "trend.xlsx",
        "trend_ord.txt",
        "trend_ord.html",
        "trend.csv",
        "trend_ar.csv",
        "konvergens_beta.csv",
        "konvergens_sigma.csv",
        "omprovning.csv",
    ]
    assert len(pd.read_csv(tmp_path / "trend.csv")) == len(beyond.to_frame())


def test_it_shows_itself_as_its_first_table(beyond: oi.types.Trend) -> None:
    assert "sigma" not in repr(beyond)
    assert "Skissängen" in beyond._repr_html_()
