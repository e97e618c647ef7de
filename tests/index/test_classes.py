"""Classes of scores and their colours."""

from __future__ import annotations

import omradesindex as oi
from omradesindex.index.classes import COLOURS, classes


def test_classes_are_the_same_for_every_index_on_the_same_scale(result: oi.types.Result) -> None:
    malmo = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    assert classes(malmo).edges.tolist() == [85, 90, 95, 100, 105, 110, 115]
    assert classes(result).edges.tolist() == classes(malmo).edges.tolist()
    palette = classes(result)
    assert palette.colour(100.0) == COLOURS[4]
    assert palette.colour(99.9) == COLOURS[3]
    assert palette.colour(-50.0) == COLOURS[0]
