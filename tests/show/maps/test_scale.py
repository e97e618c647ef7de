"""Classes of numbers: round edges, as many colours as classes, a middle where there is one."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.show.figure import ABSENT
from omradesindex.show.maps.scale import Scale


@pytest.mark.parametrize("size", [1e-3, 1.0, 37.0, 1e6])
@pytest.mark.parametrize("middle", [None, 0.0])
def test_edges_are_few_and_round_and_every_number_has_a_colour(size: float, middle: float | None) -> None:
    values = size * np.random.default_rng(1).normal(0.0, 1.0, 300)
    scale = Scale.over(values, middle=middle)
    assert 2 <= len(scale.edges) <= 7
    assert len(scale.colours) == len(scale.edges) + 1
    steps = np.diff(scale.edges)
    assert np.allclose(steps, steps[0])
    assert f"{steps[0]:.0e}"[0] in "125"
    used = {scale.look(float(value))["facecolor"] for value in values}
    assert used >= set(scale.colours[1:-1])
    if middle is not None:
        assert scale.edges[scale.middle or 0] == 0.0


def test_one_far_off_does_not_put_the_others_in_one_class() -> None:
    values = [*np.linspace(1.0, 2.0, 99), 1000.0]
    assert len({Scale.over(values).look(v)["facecolor"] for v in values[:-1]}) >= 4


def test_what_is_missing_is_hatched_and_an_edge_belongs_to_the_class_above() -> None:
    scale = Scale.over([0.0, 0.1, 0.2, 0.3, 0.4, 0.5])
    assert scale.look(float("nan"))["hatch"] == ABSENT["hatch"]
    assert scale.look(0.1 + 0.2)["facecolor"] == scale.look(0.3)["facecolor"] == scale.look(0.31)["facecolor"]
    assert Scale.over([float("nan")]).look(1.0)["facecolor"]


def test_the_legend_is_written_in_the_readers_numbers() -> None:
    legend = Scale.over([88, 97, 104, 121], middle=100).legend("←", "→", "sv")
    assert (legend.edges[legend.strong or 0], legend.edges[0]) == ("100", "85")
    assert Scale.over([0.1, 0.5, 0.9]).legend("←", "→", "sv").edges[0] == "0,2"
    signed = Scale.over([-1.0, 1.0], middle=0.0).legend("←", "→", "en", sign=True)
    assert signed.edges[0][0] == "\N{MINUS SIGN}"
