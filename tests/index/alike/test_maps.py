"""Each area has the colour of its group."""

from __future__ import annotations

from omradesindex.index.alike.maps import COLOURS, face_of, group_map
from omradesindex.index.alike.words import group_label
from tests.figures import words_in
from tests.index.alike.test_answer import ALIKE


def test_the_legend_has_the_groups_that_there_are() -> None:
    figure = group_map(ALIKE, "sv")
    told = " ".join(words_in(figure))
    assert "14 områden delas i 3 grupper" in told
    for group, size in zip(ALIKE.groups, ALIKE.sizes, strict=True):
        label = group_label(ALIKE.result, group, "sv")
        assert label in told
        assert f"{label}: {size}" in figure.alt


def test_no_two_groups_look_the_same() -> None:
    assert len({tuple(face_of(k).items()) for k in range(3 * len(COLOURS))}) == 3 * len(COLOURS)
