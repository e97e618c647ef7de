"""Each area has the colour of its group."""

from __future__ import annotations

from omradesindex.index.alike.maps import COLOURS, face_of, group_map
from tests.figures import words_in
from tests.index.alike.test_answer import ALIKE


def test_the_legend_has_the_groups_that_there_are() -> None:
    told = " ".join(words_in(group_map(ALIKE, "sv")))
    assert "14 områden delas i 3 grupper" in told
    assert "3 " in told


def test_no_two_groups_look_the_same() -> None:
    assert len({tuple(face_of(k).items()) for k in range(3 * len(COLOURS))}) == 3 * len(COLOURS)
