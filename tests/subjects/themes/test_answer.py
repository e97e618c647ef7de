"""The answer's tables and files."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError


def test_a_row_for_each_area_and_theme(hand: oi.types.Themes) -> None:
    frame = hand.to_frame()
    assert len(frame) == 4 * 6
    row = frame.set_index(["area", "theme"]).loc[("A", "utan_arbete")]
    assert (row["value"], row["reference"], row["touched"], row["excess"]) == (
        30,
        pytest.approx(20),
        300,
        100,
    )
    assert row["verdict"] == "challenge"
    assert (row["rank"], row["rank_low"], row["rank_high"]) == (1, 1, 2)
    assert row["low"] < row["position"] < row["high"]
    inside = frame.query("level == 'indicator'")
    excludes = (inside["low"] > 0) | (inside["high"] < 0)
    assert (excludes == inside["verdict"].isin(["challenge", "better"])).all()


def test_a_row_for_each_theme_of_the_city(hand: oi.types.Themes, malmo: oi.types.Themes) -> None:
    city = hand.city.set_index("theme")
    row = city.loc["utan_arbete"]
    assert (row["touched"], row["touched_in_challenge"], row["excess"]) == (800, 600, 200)
    assert (row["half_areas"], row["half_share"]) == (2, 0.5)
    assert (row["people"], row["people_share"]) == (2000, 0.5)
    assert np.isnan(city.loc["nod", "touched"])  # people are not added over indicators
    assert (malmo.city[["challenge", "better", "chance", "unknown"]].sum(axis=1) == 14).all()
    untested = malmo.city.set_index("theme").loc["nettoinkomst"]
    assert untested[["people", "excess", "uneven"]].isna().all()


def test_files(hand: oi.types.Themes, tmp_path) -> None:
    names = {path.name for path in hand.save(tmp_path, figures=False)}
    assert {"teman.txt", "teman.html", "teman.csv", "teman_staden.csv"} <= names
    saved = pd.read_csv(tmp_path / "teman.csv")
    assert saved["verdict"].tolist() == hand.to_frame()["verdict"].tolist()
    assert set(saved["index"]) == {"prov"}


def test_a_mission_without_figures_saves_what_it_says(tmp_path) -> None:
    from tests.subjects.themes.town import figures, index

    nothing = oi.themes(index(), figures(), body="hvon")
    nothing.save(tmp_path)
    assert "Går inte att säga" in (tmp_path / "teman.txt").read_text(encoding="utf-8")
    with pytest.raises(ComputeError, match="nothing to draw"):
        nothing.plot.positions()


def test_unknown_area(hand: oi.types.Themes) -> None:
    with pytest.raises(ComputeError, match="'E' is unknown"):
        hand.explain("E")
