"""Grids of shares, areas × ranks and areas × areas."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.figures import boxes, patches, words_in


def test_without_room_for_figures_the_colours_reach_as_far_as_the_shares(many, shown) -> None:
    image = next(i for axes in many.plot.acceptability(most=20).axes for i in axes.images)
    most = np.ma.filled(image.get_array(), 0.0).max()
    assert most <= image.get_clim()[1] <= most + 0.05
    image = next(i for axes in shown.plot.acceptability().axes for i in axes.images)
    assert image.get_clim() == (0, 1)


def test_heat_map_holds_the_shares_in_the_order_of_the_base(shown, drawn) -> None:
    figure = drawn("acceptability")
    image = next(i for axes in figure.axes for i in axes.images)
    order = shown.base.ranks["index"].astype(int).argsort().to_numpy()
    shares = shown.acceptability.to_numpy()[order]
    shown = np.ma.filled(image.get_array(), 0.0)
    assert shown == pytest.approx(shares[:, : shown.shape[1]])
    frames = patches(figure, "base")
    # The base's places rise by one from row to row.
    assert np.diff([box.get_x() for box in frames]) == pytest.approx(np.full(13, frames[0].get_width()))


def test_pairs_that_cannot_be_told_apart_are_framed(shown, drawn) -> None:
    figure = drawn("pairs")
    share = shown.above.to_numpy()
    told_apart = int((np.maximum(share, share.T) >= 0.95).sum())
    assert 0 < told_apart < 14 * 13
    assert boxes(figure, "apart") == told_apart
    assert boxes(figure, "open") == 14 * 13 - told_apart
    assert boxes(figure, "frame") == boxes(figure, "open")


def test_a_share_just_below_the_limit_is_not_rounded_to_it(shown) -> None:
    above = shown.tally.pairs.above.copy()
    above[0, 1] = np.ceil(0.95 * shown.n) - 1
    above[1, 0] = shown.n - above[0, 1]
    near = replace(shown, tally=replace(shown.tally, pairs=replace(shown.tally.pairs, above=above)))
    assert 94.5 < 100 * above[0, 1] / shown.n < 95
    told = words_in(near.plot.pairs())
    assert "<95" in told
    assert ">5" in told


def test_an_area_without_ranks_is_neither_above_nor_below(prov) -> None:
    never = prov.base.scores["index"].isna().sum()
    assert never == 1
    figure = prov.plot.pairs()
    assert boxes(figure, "absent") == 2 * 5
    # 01 and 02 are equal in everything.
    assert words_in(figure).count("=") == 2
    line = next(line for line in str(prov.page()).splitlines() if line.startswith(" 06 "))
    assert line.split()[-1] == "–"
    assert "utan plats" in words_in(figure)
    assert prov.summary().startswith("Provindex · Provstad (påhittad)\n")
    assert "3 av 10 par av områden går inte att skilja åt" in prov.summary()
