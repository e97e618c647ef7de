"""The smallest change of weights: it swaps, and nothing smaller does."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

import omradesindex as oi
from omradesindex.subjects.robustness.smallest_change import smallest_change

INDEX = oi.load_index("malmo-2023")
BASE = INDEX.compute(oi.example_statistics())


@pytest.mark.parametrize(("first", "second"), [("11", "02"), ("06", "13"), ("01", "07"), ("12", "01")])
def test_the_two_draw_level_with_the_new_weights(first: str, second: str) -> None:
    swap = smallest_change(BASE, first, second)
    assert swap.possible
    assert swap.after.sum() == pytest.approx(1)
    scores = swap.index.compute(BASE.statistics).scores["index"]
    assert scores[first] == pytest.approx(scores[second], abs=1e-6)
    assert BASE.scores.loc[swap.first, "index"] >= BASE.scores.loc[swap.second, "index"]


def test_nothing_smaller_swaps_them() -> None:
    swap = smallest_change(BASE, "06", "13")
    d = 10 * (BASE.normalised[:-1][5] - BASE.normalised[:-1][12])
    sign = 1 if swap.first == "06" else -1
    rng = np.random.default_rng(1)
    # Random directions of change that keep the sum, each scaled to the size just below the smallest.
    moves = rng.standard_normal((20_000, len(d)))
    moves -= moves.mean(axis=1, keepdims=True)
    moves *= 0.999 * swap.moved / (np.abs(moves).sum(axis=1, keepdims=True) / 2)
    allowed = (swap.before + moves >= 0).all(axis=1)
    assert allowed.sum() > 100
    assert (sign * ((swap.before + moves[allowed]) @ d) > 0).all()


def test_relative_change_is_the_least_width_that_swaps_shares_which_sum_to_one() -> None:
    swap = smallest_change(BASE, "06", "13")
    d = 10 * (BASE.normalised[:-1][5] - BASE.normalised[:-1][12]) * (1 if swap.first == "06" else -1)

    def least(width: float) -> float:
        ends = [(share * (1 - width), share * (1 + width)) for share in swap.before]
        found = linprog(d, A_eq=np.ones((1, len(d))), b_eq=[1.0], bounds=ends, method="highs")
        return float(found.fun)

    assert least(swap.relative) == pytest.approx(0, abs=1e-9)
    assert least(0.99 * swap.relative) > 0


def test_what_no_weights_can_do_is_said() -> None:
    swap = smallest_change(BASE, "08", "03")
    if (BASE.normalised[7] > BASE.normalised[2]).all():
        assert not swap.possible
        assert "varje indikator" in swap.summary()
        with pytest.raises(oi.errors.ComputeError, match="no weights"):
            swap.index  # noqa: B018
    else:
        assert swap.moved > smallest_change(BASE, "06", "13").moved


def test_refused() -> None:
    with pytest.raises(oi.errors.ComputeError, match="twice"):
        smallest_change(BASE, "01", "01")
    with pytest.raises(oi.errors.ComputeError, match="99"):
        smallest_change(BASE, "01", "99")
    geometric = INDEX.with_methods(aggregate="geometric").compute(BASE.statistics)
    with pytest.raises(oi.errors.ComputeError, match="arithmetic"):
        smallest_change(geometric, "01", "02")
