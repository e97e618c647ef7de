"""What classes of scores are painted with."""

from __future__ import annotations

import numpy as np

from omradesindex.index.charts.classes import paint
from omradesindex.index.classes import COLOURS, Classes
from omradesindex.show.figure import ABSENT, PAPER, on


def luminance(colour: str) -> float:
    c = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return float(np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722])


def test_colours_darken_away_from_the_city_also_without_hue() -> None:
    light = [luminance(colour) for colour in COLOURS]
    assert light[:4] == sorted(light[:4])
    assert light[4:] == sorted(light[4:], reverse=True)


def test_text_on_every_colour_can_be_read() -> None:
    for colour in (*COLOURS, PAPER):
        low, high = sorted((luminance(colour), luminance(on(colour))))
        assert (high + 0.05) / (low + 0.05) >= 4


def test_what_is_missing_is_hatched() -> None:
    palette = Classes(np.arange(7.0), is_city=False)
    assert paint(palette, 3.0)["facecolor"] == COLOURS[4]
    assert paint(palette, float("nan"))["hatch"] == ABSENT["hatch"]
