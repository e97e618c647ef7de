"""The map of a theme has each area in the colour of its verdict."""

from __future__ import annotations

from omradesindex.subjects.themes.maps import FACES
from tests.maps_of import answers, holds_classes


def test_areas_have_the_colour_of_their_verdict() -> None:
    themes = answers()["ThemesPlots"]
    rows = themes.to_frame().query("theme == 'ekonomi'")
    holds_classes(themes.plot.map("ekonomi"), rows["verdict"].tolist(), FACES)
