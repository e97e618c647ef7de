"""The map of a spread is darker where the sub-areas of an area are more unlike."""

from __future__ import annotations

import numpy as np

from tests.maps_of import AREAS, answers, colours, listed


def test_colours_follow_the_standard_deviation() -> None:
    spread = answers()["SpreadPlots"]
    figure = spread.plot.map("boende")
    table = spread.to_frame().query("measure == 'boende'").set_index("area")["spread"][[*AREAS]]
    light = [int(c[1:3], 16) for c in colours(figure)]
    assert (np.diff(np.array(light)[np.argsort(table.to_numpy())]) <= 0).all()
    told = listed(figure)
    assert any(text.startswith(f"{int(table.max())},") for text in told)
    assert spread.plot.map(lang="en").alt != spread.plot.map().alt
