"""The heat map: every value in its own unit."""

from __future__ import annotations

import omradesindex as oi
from omradesindex.index.classes import COLOURS
from omradesindex.show.figure import PAPER
from omradesindex.wording import NBSP
from tests.figures import cells, texts, words_in


def test_heat_map_writes_every_value_in_its_own_unit(compute) -> None:
    result = compute(quality="official")
    figure = result.plot.heatmap()
    told = words_in(figure)
    assert f"1{NBSP}234,5" in told
    assert {"12,0*", "30,0"} <= set(told)
    assert f"Arbetslöshet{NBSP}(%)" in told
    assert "hela Provstad (påhittad)" in told
    assert sorted(t for t in told if t in "▲▼") == ["▲", "▲", "▼"]
    arrows = [text for text in texts(figure) if text.get_text() in "▲▼"]
    assert {arrow.get_rotation() for arrow in arrows} == {0}  # a turned arrow would point the wrong way
    painted = cells(figure)
    assert len(painted) == (len(result.areas) + 1) * (len(result.indicators.columns) + 1)
    assert sum(hatch is not None for _, hatch in painted) == 2  # the indicator of 06, and its index


def test_heat_map_colours_by_direction(result: oi.types.Result) -> None:
    """High income is a smaller challenge: the richest area is at the purple end."""
    painted = [colour for colour, _ in cells(result.plot.heatmap())]
    by_row = [painted[i : i + 4] for i in range(0, len(painted), 4)]
    order = ["city", "01", "02", "04", "03", "05", "06"]
    income = {area: row[2] for area, row in zip(order, by_row, strict=True)}
    assert income["03"] == COLOURS[0]
    assert income["06"] in COLOURS[4:]
    assert income["city"] == PAPER
