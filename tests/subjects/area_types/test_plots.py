"""The map is what there is to draw of area types."""

from __future__ import annotations

from tests.subjects.area_types.town import types


def test_the_map_is_listed() -> None:
    assert "map" in dir(types().plot)
