"""Classes of scores and their colours."""

from __future__ import annotations

import numpy as np

import omradesindex as oi
from omradesindex.index.charts.classes import _COLOURS, classes
from omradesindex.show.figure import PAPER, on


def luminance(colour: str) -> float:
    c = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return float(np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722])


def test_colours_darken_away_from_the_city_also_without_hue() -> None:
    light = [luminance(colour) for colour in _COLOURS]
    assert light[:4] == sorted(light[:4])
    assert light[4:] == sorted(light[4:], reverse=True)


def test_text_on_every_colour_can_be_read() -> None:
    for colour in (*_COLOURS, PAPER):
        low, high = sorted((luminance(colour), luminance(on(colour))))
        assert (high + 0.05) / (low + 0.05) >= 4


def test_classes_are_the_same_for_every_index_on_the_same_scale(result: oi.types.Result) -> None:
    malmo = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    assert classes(malmo).edges.tolist() == [85, 90, 95, 100, 105, 110, 115]
    assert classes(result).edges.tolist() == classes(malmo).edges.tolist()
    palette = classes(result)
    assert palette.colour(100.0) == _COLOURS[4]
    assert palette.colour(99.9) == _COLOURS[3]
    assert palette.colour(-50.0) == _COLOURS[0]
