"""What rank ranges and rank sets share: rows, and an axis of places."""

from __future__ import annotations

import numpy as np

from omradesindex.show.cut import cut
from omradesindex.subjects.robustness.charts.rank_rows import bar, places_chart, point


def test_the_axis_holds_every_rank_and_the_first_are_shaded(shown) -> None:
    n = len(shown.base.areas)
    ranks = np.arange(1.0, n + 1)
    chart = places_chart(shown.base, cut(range(n), None), [bar(ranks, ranks), point(ranks)], [], "sv")
    panel = chart.parts[0]
    assert panel.between == (0.5, n + 0.5)
    assert panel.band[:2] == (0.5, 3.5)
    assert [text for _, text in panel.ticks] == [str(k) for k in range(1, n + 1)]
    assert chart.key[-1].text == "de tre med störst utmaning"
