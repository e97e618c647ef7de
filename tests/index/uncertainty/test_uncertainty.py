"""The uncertainty of a result: tables, what changes nothing, and that intervals hold the truth."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import omradesindex as oi
from tests.cities import counts, statistics
from tests.conftest import ROOT
from tests.index.uncertainty.made_up import AREAS, example, index, whole


@given(seed=st.integers(0, 10_000), data=st.data())
@settings(max_examples=10, deadline=None)
def test_order_and_names_of_areas_change_nothing(seed: int, data: st.DataObject) -> None:
    table = counts(index(), AREAS, seed=seed)
    renamed = dict(zip(AREAS, data.draw(st.permutations(AREAS)), strict=True))
    first = index().compute(statistics(table)).uncertainty().to_frame()
    second = index().compute(statistics(table.assign(area=table["area"].map(renamed)))).uncertainty()
    key = ["area", "level", "measure"]
    first = first.replace({"area": renamed}).set_index(key).sort_index()
    other = second.to_frame().set_index(key).sort_index()
    for name in ("value", "low", "high", "standard_error", "known"):
        np.testing.assert_allclose(first[name], other[name], rtol=1e-6, atol=1e-9)


@cache
def simulation() -> ModuleType:
    path = ROOT / "benchmarks" / "coverage_of_intervals.py"
    spec = importlib.util.spec_from_file_location("coverage_of_intervals", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("kind", "draws", "low", "high"),
    [
        ("shares", 2000, 0.91, 0.985),
        ("counts", 2000, 0.94, 0.995),
        ("differences", 2000, 0.93, 0.97),
        ("surveys", 1000, 0.92, 0.97),
        ("scores", 60, 0.92, 1.0),
    ],
)
def test_intervals_hold_the_truth_as_often_as_they_say(
    kind: str, draws: int, low: float, high: float
) -> None:
    """A short run of the benchmark: single cases within what so few draws allow, their mean within 93–97 %.

    A share of twenty people cannot be covered by exactly 95 %, and exact limits of few events are never too
    short: these may leave the goal, and the mean of the counts lies above it.
    """
    draw: Callable[..., list[tuple[str, str, float]]] = getattr(simulation(), kind)
    found = draw(np.random.default_rng(11), draws)
    assert [row for row in found if not low <= row[2] <= high] == []
    assert 0.93 <= np.mean([row[2] for row in found]) <= 0.972


def test_mistakes() -> None:
    with pytest.raises(oi.errors.ComputeError, match="did you mean 'valdeltagande'"):
        example().uncertainty(exact=["valdeltagandet"])
    with pytest.raises(oi.errors.ComputeError, match="did you mean 'empirical_bayes'"):
        example().uncertainty(shrink="empirical_bayse")
    with pytest.raises(oi.errors.MethodError, match=r"95 % is 0\.95"):
        example().uncertainty(level=95)


def test_the_table_holds_every_score_and_value_once() -> None:
    frame = whole().to_frame()
    members, areas = len(index().members), len(example().areas)
    assert len(frame) == members * (areas + 1) + len(example().columns) * areas
    assert set(frame["level"]) == {"index", "dimension", "indicator"}
    assert not frame.duplicated(["area", "level", "measure"]).any()


def test_it_is_saved_as_pages_and_as_a_table(tmp_path: Path) -> None:
    written = whole().save(tmp_path, lang="en")
    assert [path.name for path in written] == [file.name for file in written.files]
    assert {"uncertainty.txt", "uncertainty.html", "uncertainty.csv"} <= {path.name for path in written}
    kept = pd.read_csv(tmp_path / "uncertainty.csv", dtype={"area": str})
    # The last digit hangs on which reader of numbers a version of pandas has.
    np.testing.assert_allclose(kept["low"], whole().to_frame()["low"], rtol=1e-15)
    assert "intervals" in (tmp_path / "uncertainty.txt").read_text(encoding="utf-8")
    assert "To compute on" in repr(written)


@pytest.mark.parametrize("method", ["topsis", "wroclaw", "copeland"])
def test_areas_held_against_each_other_have_no_interval_and_it_says_why(method: str) -> None:
    index = oi.load_index("malmo-2023").with_methods(aggregate={"index": method})
    uncertain = index.compute(oi.example_statistics()).uncertainty()
    assert uncertain.scores.query("measure == 'index'")["low"].isna().all()
    assert uncertain.scores.query("measure == 'ekonomi'")["low"].notna().all()
    page = uncertain.page("en").text()
    assert "The method holds the areas against each other" in " ".join(page.split())
    assert "Chance is known for" not in page
    remarks = uncertain.explain("01", lang="en").tables()[0].to_frame().set_index("Part")["Remark"]
    assert remarks.iloc[0] == "the areas are held against each other"
    assert (remarks.iloc[1:] == "").all()
