"""The sentences of a trend, each where it is true."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

import omradesindex as oi
from omradesindex.subjects.trend.lines import Lines, fit_lines
from omradesindex.subjects.trend.words import (
    CITY_LABELS,
    RANK_LABELS,
    TREND_LABELS,
    at_level,
    convergence_line,
    error_lines,
    interval_lines,
    labels_of,
    verdict_of,
)
from tests.subjects.conftest import said


def lines(factor: float, *, known: bool = True, areas: int = 3) -> Lines:
    """Lines whose years swing so many times as much as their errors explain."""
    values = np.random.default_rng(3).normal(size=(5, areas, 1))
    laid = fit_lines(np.arange(5.0), values, np.full(values.shape, 0.1 if known else np.nan))
    return replace(laid, inflation=np.array([factor]))


def test_chance_and_what_nobody_knows_are_two_things() -> None:
    for labels in (TREND_LABELS, CITY_LABELS, RANK_LABELS):
        assert labels["noise"].sv == "ingen säker ändring"
        assert labels["untested"].sv == "går inte att säga"


def test_errors_are_told_of_all_families_of_lines() -> None:
    def told(*fitted: Lines) -> str:
        return said(" ".join(error_lines(fitted, "sv")))

    assert told(lines(1.0)) == told(lines(1.004)) == ""
    assert told(lines(1.3)).startswith("Åren svänger 1,30 gånger så mycket")
    assert "1,10 till 1,30 gånger" in told(lines(1.3), lines(1.1))
    assert told(lines(1, known=False)).endswith("kring linjen, i alla områden tillsammans.")
    assert told(lines(1, known=False, areas=1)).endswith("kring linjen.")
    assert told(lines(1.0), lines(1, known=False)).startswith("Där slumpen i gruppernas uppgifter")
    nowhere = replace(lines(1.3), slope=np.full((3, 1), np.nan))
    assert told(nowhere) == ""


def test_an_interval_is_told_in_words(trend: oi.types.Trend) -> None:
    def told(code: str, held: oi.types.Trend = trend) -> str:
        return said(" ".join(interval_lines(held, held.areas.index(code), 2, "sv")))

    assert told("07").endswith("Noll är inte med: rörelsen är mer än slump.")
    assert told("04").endswith("Noll är med: rörelsen kan vara slump.")
    assert "(95 %, alla områden på en gång)." in told("04")
    unknown = replace(trend)
    unknown.__dict__["lines"] = replace(trend.lines, errors=trend.lines.errors * np.nan)
    assert told("07", unknown) == "Om området rör sig går inte att säga. Slumpen i uppgifterna är inte känd."
    short = replace(trend)
    short.__dict__["lines"] = replace(trend.lines, slope=trend.lines.slope * np.nan)
    assert told("07", short).startswith("Området har index för färre än tre år.")
    wide = replace(trend)
    wide.__dict__["lines"] = replace(trend.lines, errors=trend.lines.errors * 20)
    assert told("04", wide).endswith("Området kan ha rört sig lika långt som områden skiljer sig åt.")


def test_convergence_is_read_where_chance_does_least() -> None:
    def told(shrunk: tuple[float, float], split: tuple[float, float]) -> str:
        limits = {"raw": (-9.0, -8.0), "shrunk": shrunk, "split": split}
        rows = [{"way": way, "low": low, "high": high} for way, (low, high) in limits.items()]
        return convergence_line(pd.DataFrame(rows), "sv")

    assert told((-0.3, -0.1), (-0.2, -0.1)) == "Områdena närmar sig varandra."
    assert told((0.1, 0.3), (0.1, 0.3)) == "Områdena glider isär."
    for other in ((-0.1, 0.1), (0.0, 0.0), (np.nan, np.nan)):
        assert told((0.1, 0.3), other).startswith("Om områdena närmar sig varandra går inte att säga")


def test_levels_and_names_are_the_trends_own(trend: oi.types.Trend, beyond: oi.types.Trend) -> None:
    assert said(at_level(replace(trend, level=0.9), "sv")) == "Slumpintervall (90 %)"
    row = trend.areas.index("10")
    assert verdict_of(trend, row, "sv") == "indexet sjunker (bättre villkor)"
    assert verdict_of(beyond, row, "en") == "does better than the city"
    assert labels_of(beyond) is CITY_LABELS
