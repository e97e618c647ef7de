"""An SVG says each stretch of land once, and no more decimals than are seen."""

from __future__ import annotations

import re

import pytest

from omradesindex.show import svg
from omradesindex.show.svg import shortened

LOOK = ' clip-path="url(#{})" style="fill: none"'


def path(points: list[tuple[float, float]], clip: str = "a") -> str:
    steps = " \n".join(f"{'L' if k else 'M'} {x} {y}" for k, (x, y) in enumerate(points))
    return f'<path d="{steps} \nz"{LOOK.format(clip)}/>'


LAND = [(10.04, 20.0), (14.5, 21.26), (15.5, 28.75), (9.0, 24.0)]


def test_land_that_is_drawn_again_elsewhere_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(svg, "_MANY", 4)
    moved = [(x + 30.333, y - 7.25) for x, y in LAND]
    other = [*moved[:-1], (moved[-1][0] + 1, moved[-1][1])]
    written = shortened("\n".join([path(LAND), path(moved, "b"), path(other, "c")]))
    first, again, different = written.split("\n")
    assert first.startswith('<path id="land-1" d="M10 20l4.5 1.3 1 7.5 -6.5 -4.8z"')
    assert again == '<use xlink:href="#land-1" x="30.33" y="-7.25"/>'
    assert different.startswith('<path d="M40.4 12.8')


def test_few_points_are_written_to_the_hundredth_each_time() -> None:
    assert shortened(path(LAND) + path(LAND)).count("M10.04 20l4.46 1.26") == 2


def test_a_curve_keeps_what_it_consists_of() -> None:
    assert shortened('<path d="M 1.23456 2 Q 3 4.5678 5 6"/>') == '<path d="M 1.23 2 Q 3 4.57 5 6"/>'


def test_steps_add_up_to_where_the_points_are() -> None:
    points = [(k / 3, k / 7) for k in range(50)]
    numbers = re.findall(r"-?[\d.]+", re.search(r'd="([^"]+)"', shortened(path(points)))[1])
    x, y = (sum(map(float, numbers[k::2])) for k in (0, 1))
    assert (x, y) == pytest.approx(points[-1], abs=0.005)
