"""What a map of an answer shows, for tests of the rooms that draw one: colours by area, and the list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from matplotlib.colors import to_hex

from omradesindex.show.figure import Picture
from tests.figures import patches, words_in
from tests.test_plots import AREAS, NAMES, answers

__all__ = ["AREAS", "NAMES", "answers", "colours", "holds_classes", "listed"]


def colours(figure: Picture) -> list[str]:
    """The colour of each area, in the order of the areas."""
    return [to_hex(patch.get_facecolor()) for patch in patches(figure, "area")]


def listed(figure: Picture) -> list[str]:
    """What is written on the map's sheets."""
    return [text for sheet in figure.sheets for text in words_in(sheet)]


def holds_classes(
    figure: Picture,
    classes: Sequence[str],
    faces: Mapping[str, Mapping[str, Any]],
    names: Iterable[str] = NAMES,
) -> None:
    """Each area has the colour of its class, every area is listed, and the text says how many are in each."""
    assert colours(figure) == [to_hex(faces[name]["facecolor"]) for name in classes]
    told = listed(figure)
    assert set(names) <= set(told)
    counts = {name: list(classes).count(name) for name in classes}
    assert all(f": {n}" in figure.alt for n in counts.values())
