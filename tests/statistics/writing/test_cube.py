"""What stands in a cell without a figure, and what a reader is told of it."""

from __future__ import annotations

from dataclasses import replace

from omradesindex.statistics.vocabulary import QUALITIES
from omradesindex.statistics.writing.cube import Category, quality_said
from tests.statistics.writing.cubes import said, small


def test_each_absence_has_its_mark_and_each_mark_its_meaning() -> None:
    cube = small()
    assert cube.marks.ravel().tolist() == ["", "", "..", "", "", "...", "...", "."]
    assert cube.told("sv")[2:] == [
        ".. = röjandeskyddad",
        "... = saknas och ej insamlad",
        ". = kan inte förekomma",
    ]
    assert replace(cube, status=cube.status[:1], values=cube.values[:1]).told("en")[2:] == [".. = suppressed"]


def test_names_that_are_the_same_are_told_apart() -> None:
    areas = replace(small().dimensions[0], categories=(Category("1", said("Ön")), Category("2", said("Ön"))))
    assert areas.labels("sv") == ["Ön", "Ön (2)"]


def test_every_quality_but_the_official_is_said() -> None:
    assert [q for q in QUALITIES if not quality_said(q, "sv")] == ["official"]
