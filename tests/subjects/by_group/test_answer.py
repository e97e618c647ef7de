"""A question by group is an answer as all others are, and holds one for each group."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import omradesindex as oi
from tests.subjects.by_group.made_up import change, example, trend


def test_a_group_is_taken_by_its_name() -> None:
    assert isinstance(change()["women"], oi.types.Change)
    assert isinstance(example()["women", "with"], oi.types.Change)
    with pytest.raises(oi.errors.ComputeError, match="there is no group 'kvinor'"):
        change()["kvinor"]


def test_everybody_is_measured_on_what_the_groups_share() -> None:
    held = change()
    assert held.total.after.indicators.columns[held.total.after.indicators.notna().any()].tolist() == [
        *held.common
    ]


def test_it_is_saved_whole(tmp_path: Path) -> None:
    written = trend().save(tmp_path / "ut", figures=False)
    names = {path.name for path in written}
    assert {"trend_grupper.html", "trend_skillnader.csv", "trend_grupper.csv"} <= names
    gaps = pd.read_csv(tmp_path / "ut" / "trend_skillnader.csv", dtype={"area": str})
    assert len(gaps) == len(trend().gaps)
    assert set(gaps["index"]) == {"malmo-oppna-data"}


def test_summary_and_area_are_told(unpainted: None) -> None:
    assert "Alla områden tillsammans" in change().summary()
    assert change().explain("01", lang="en").tables()
    with pytest.raises(oi.errors.ComputeError, match="the area '99' is unknown"):
        change().explain("99")
