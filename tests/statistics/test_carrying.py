"""How far carried figures may be off: by hand, and by how often the stated error holds."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.geography import Crosswalk, Key
from tests.geography.line_city import figures

#: a goes whole to 1; a quarter of b too, the rest to 2.
WALK = Crosswalk(
    id="x",
    sources=("a", "b"),
    targets=("1", "2"),
    shares=np.array([[1.0, 0.0], [0.25, 0.75]]),
    weight=np.array([10.0, 10.0]),
)


def test_a_count_by_hand() -> None:
    stated = oi.data.carrying_error(figures(["a", "b"], value=[100.0, 300.0]), WALK)
    # Densities 10 and 30 vary by half of their mean; √2 · 1/2 · 1/4 · 3/4 of the 300 may lie elsewhere.
    assert stated["standard_error"].tolist() == pytest.approx([300 * np.sqrt(2) * 0.5 * 0.1875] * 2)
    assert stated[["lowest", "highest"]].to_numpy().tolist() == [[100, 400], [0, 300]]
    assert stated["area"].tolist() == ["1", "2"]


def test_what_is_not_split_is_exact_and_what_is_held_back_is_not_told() -> None:
    whole = Crosswalk(id="y", sources=("a", "b"), targets=("1",), shares=np.ones((2, 1)), weight=np.ones(2))
    exact = oi.data.carrying_error(figures(["a", "b"], value=[100.0, 300.0]), whole)
    assert exact[["standard_error", "lowest", "highest"]].to_numpy().tolist() == [[0, 400, 400]]
    held = figures(["a", "b"], value=[100.0, np.nan], status=["observed", "suppressed"])
    assert oi.data.carrying_error(held, WALK)["highest"].isna().all()


@pytest.mark.parametrize("seed", range(3))
def test_the_stated_error_is_of_the_size_of_the_real_one(seed: int) -> None:
    """Densities and rates of pieces are drawn, each for itself: what the estimate says is then known."""
    rng, n = np.random.default_rng(seed), 400
    pieces = [f"d{i}" for i in range(2 * n)]
    weight = rng.uniform(50, 150, 2 * n)
    truth = weight * rng.normal(1.0, 0.15, 2 * n)
    rate = rng.normal(30, 5, 2 * n)
    # Each source is two neighbours; each target one of these and one of the next source's.
    to_source = Key("gamla", tuple(pieces), tuple(f"g{i // 2}" for i in range(2 * n)))
    to_target = Key("nya", tuple(pieces), tuple(f"n{(i + 1) // 2 % n}" for i in range(2 * n)))
    walk = oi.crosswalk(to_source, to_target, weights=dict(zip(pieces, weight, strict=True)))
    base, part = (x.reshape(-1, 2).sum(axis=1) for x in (truth, truth * rate / 100))
    people = figures(list(walk.sources), value=base)
    shares = figures(
        list(walk.sources), variable="andel", kind="share", value=100 * part / base, denominator=base
    )
    sums = pd.DataFrame({"n": truth, "part": truth * rate}, index=to_target.areas).groupby(level=0).sum()
    sums = sums.loc[list(walk.targets)]
    real = {"folkmangd": sums["n"], "andel": sums["part"] / sums["n"]}
    laid = walk.between(walk.sources, walk.targets)
    carried = {"folkmangd": laid @ base, "andel": 100 * (laid @ part) / (laid @ base)}
    for table, name in ((people, "folkmangd"), (shares, "andel")):
        stated = oi.data.carrying_error(table, walk)
        z = (carried[name] - real[name].to_numpy()) / stated["standard_error"].to_numpy()
        # Between whole sources the spread is smaller by the root of two: each is a mean of two pieces.
        assert 0.88 < np.sqrt((z**2).mean()) / np.sqrt(2) < 1.12
    limits, truth_ = oi.data.carrying_error(people, walk), real["folkmangd"].to_numpy()
    assert ((limits["lowest"] <= truth_) & (truth_ <= limits["highest"])).all()


def test_without_weights_the_error_is_not_known() -> None:
    walk = Crosswalk(id="x", sources=("a",), targets=("1", "2"), shares=np.array([[0.5, 0.5]]))
    stated = oi.data.carrying_error(figures(["a"], value=[10.0]), walk)
    assert stated["standard_error"].isna().all()
    assert stated[["lowest", "highest"]].to_numpy().tolist() == [[0, 10], [0, 10]]
