"""What studies of robustness are tested on, and how figures of them are looked at."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from matplotlib.lines import Line2D

import omradesindex as oi
from tests.figures import frame, texts, words_in

INDEX = oi.load_index("malmo-2023")
EXAMPLE = oi.example_statistics()
EVERYTHING: dict[str, Any] = {
    "sets": ["sbn", "mkb"],
    "drop": 1,
    "weights": ["±25 %", "dirichlet", "critic"],
    "normalise": ["min_max", "rank"],
    "treat": [{"method": "exponential_tail", "rule": False, "fence": 0.5}],
    "aggregate": ["geometric", {"dimension": "arithmetic", "index": "geometric"}, "mpi"],
}
#: Draws of the study whose figures are looked at.
LEAST = 600
CHOICES: dict[str, Any] = {
    "weights": "±25 %", "normalise": ["min_max", "rank"], "aggregate": ["geometric"], "drop": 1,
}  # fmt: skip
FIGURES = ("ranks", "acceptability", "pairs", "sensitivity", "scenarios", "rank_sets")


def assert_legible(figure) -> None:
    sheet = shapely.box(*figure.bbox.extents)
    told = words_in(figure)
    frames = np.array([frame(text) for text in texts(figure)])
    assert [text for text, box in zip(told, frames, strict=True) if not sheet.covers(box)] == []
    first, second = shapely.STRtree(frames).query(frames, predicate="intersects")
    shared = shapely.area(shapely.intersection(frames[first], frames[second]))
    least = np.minimum(shapely.area(frames[first]), shapely.area(frames[second]))
    over = (first < second) & (shared >= 0.12 * least)
    assert [(told[i], told[j]) for i, j in zip(first[over], second[over], strict=True)] == []


def lines(figure, gid: str) -> list[Line2D]:
    return [line for axes in figure.axes for line in axes.findobj(Line2D) if line.get_gid() == gid]
