"""The map of a comparison: towards place 1 orange, away from it purple, the same place grey."""

from __future__ import annotations

import numpy as np

from tests.maps_of import answers, colours, listed


def test_colours_say_which_way_areas_move() -> None:
    comparison = answers()["ComparisonPlots"]
    name = comparison.sets[-1]
    figure = comparison.plot.map(name)
    rows = comparison.to_frame().query("set == @name")
    ways = {1: {"#b35806", "#fdb863"}, 0: {"#dedede"}, -1: {"#b2abd2", "#542788"}}
    for change, colour in zip(rows["change"], colours(figure), strict=True):
        assert colour in ways[int(np.sign(change))]
    ranks = rows[["rank_base", "rank"]].to_numpy(dtype=int) if "rank_base" in rows else []
    told = listed(figure)
    assert all(f"{before} → {after}" in told for before, after in ranks)
    assert comparison.plot.map().alt == figure.alt
