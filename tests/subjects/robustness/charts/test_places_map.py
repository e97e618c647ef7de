"""The map of places is darker where an area may have more of them, and lists which."""

from __future__ import annotations

import numpy as np

from tests.maps_of import answers, colours, listed


def test_colours_follow_how_many_places_there_are() -> None:
    for name, low, high in (("RobustnessPlots", "low", "high"), ("RanksUnderErrorPlots", "low", "high")):
        answer = answers()[name]
        table = answer.to_frame()
        wide = (table[high] - table[low]).to_numpy(dtype=float)
        light = [int(c[1:3], 16) for c in colours(answer.plot.map())]
        assert (np.diff(np.array(light)[np.argsort(wide, kind="stable")]) <= 0).all(), name
        told = listed(answer.plot.map())
        ends = table[[low, high]].to_numpy(dtype=int)
        assert all((f"{a}" if a == b else f"{a}–{b}") in told for a, b in ends), name
