"""Weights by id are those of the definition, and a width that is said is held."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from omradesindex.subjects.robustness.weights import Floats, Node, Tree, effective, scale_within, within_width
from tests.subjects.robustness.made_up import (
    EXAMPLE,
    INDEX,
)
from tests.subjects.robustness.only import only


def test_weights_by_id_are_those_of_reweight() -> None:
    study = only(INDEX, EXAMPLE, weights=[{"ekonomi": 2}, {"boende": (2, 2)}], n=200)
    assert list(study.factors.loc["weights", "levels"]) == ["given", "ekonomi 2", "boende 2–2"]
    scores = study.evaluate(pd.DataFrame({"weights": ["given", "ekonomi 2"]}))
    heavier = INDEX.reweight({"ekonomi": 2}).compute(EXAMPLE).scores["index"]
    np.testing.assert_allclose(scores.loc[1], heavier, atol=1e-9)
    np.testing.assert_allclose(scores.loc[0], study.base.scores["index"], atol=1e-9)
    design = study.design()
    still = design[design["weights"] == "boende 2–2"]
    np.testing.assert_allclose(still["weight:boende"], 0.4)


#: Three floors: a dimension of a dimension, one of a single indicator, and an indicator beside them.
TREE = Tree(
    ("a", "b", "c", "d", "e", "f"),
    (
        Node("inner", (0, 1, 2), 0, 0.5, (1.0, 1.0, 1.0)),
        Node("outer", (6, 3), 3, 0.5, (1.0, 1.0)),
        Node("single", (4,), 5, 0.5, (1.0,)),
        Node("index", (7, 8, 5), 6, 0.5, (1.0, 1.0, 1.0)),
    ),
    ("a", "b", "c", "inner", "d", "e", "outer", "single", "f"),
)


def varied(own: Floats, width: float, rng: np.random.Generator, lacking: tuple[str, ...] = ()) -> Floats:
    """Shares of the wholes, 2 000 draws of them."""
    figures = TREE.holding(set(TREE.indicators) - set(lacking))
    start = np.repeat(own[:, None], 2000, axis=1)
    return within_width(TREE, start, width, rng.random(start.shape), figures)


@pytest.mark.parametrize("width", [0.05, 0.25, 1.0])
@pytest.mark.parametrize("seed", range(3))
def test_no_share_leaves_the_width_that_is_said(width: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    own = scale_within(TREE, rng.exponential(size=(9, 1)))[:, 0]
    drawn = varied(own, width, rng)
    for node in TREE.nodes:
        np.testing.assert_allclose(drawn[node.rows].sum(axis=0), 1)
    assert drawn.min() >= 0
    whole = effective(TREE, drawn) / effective(TREE, own[:, None])
    assert 1 - width - 1e-9 <= whole.min() <= 1 - 0.98 * width
    assert 1 + 0.98 * width <= whole.max() <= 1 + width + 1e-9
    within = drawn / own[:, None]
    within = within[:, drawn[6:].min(axis=0) > 1e-9]  # of a whole that weighs nothing there are no shares
    assert 1 - width - 1e-6 <= within.min()
    assert within.max() <= 1 + width + 1e-6


def test_what_has_no_figures_takes_nothing_of_the_width() -> None:
    rng, own = np.random.default_rng(1), scale_within(TREE, np.ones((9, 1)))[:, 0]
    drawn = varied(own, 0.25, rng, lacking=("a", "e"))
    there = [1, 2, 3, 5]
    whole = effective(TREE, drawn)[there]
    # "e" is a dimension of its own: what is left is the shares of the others, and of "b" and "c" in theirs.
    own_there = effective(TREE, own[:, None])[there] * np.array([1.5, 1.5, 1, 1])[:, None]
    whole[:2] *= 1.5
    ratio = (whole / whole.sum(axis=0)) / (own_there / own_there.sum())
    assert 0.75 - 1e-9 <= ratio.min() < 0.76
    assert 1.24 < ratio.max() <= 1.25 + 1e-9


@pytest.mark.parametrize("drop", [0, 1])
def test_a_study_holds_the_width_of_what_is_there(drop: int) -> None:
    study = only(INDEX, EXAMPLE, weights="±25 %", drop=drop, n=3000, sobol=False)
    drawn = study.design()
    for dimension in INDEX.dimensions:
        over = drawn[f"weight:{dimension.id}"] * len(INDEX.dimensions)
        weights = drawn[[f"weight:{leaf.id}" for leaf in dimension.leaves()]]
        own = (weights > 0).div((weights > 0).sum(axis=1), axis=0)
        ratio = (weights / own).mul(over, axis=0).to_numpy()
        assert np.nanmin(ratio) >= 0.75 - 1e-9
        assert 1.24 < np.nanmax(ratio) <= 1.25 + 1e-9
