"""The figures that travel with the library: read once, at both levels, and nobody's to change."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.statistics.embedded import malmo_series


def test_they_are_read_once_and_belong_to_their_division() -> None:
    assert oi.malmo_statistics() is oi.malmo_statistics()
    assert oi.malmo_statistics().areas == malmo_series().areas == oi.geso().codes
    assert oi.malmo_statistics().whole == oi.geso().whole.code
    assert oi.example_statistics() is oi.example_statistics(level="area")
    with pytest.raises(ValueError, match="read-only"):
        oi.malmo_statistics().block("folkmangd", "2022").value[0] = 0


def test_the_areas_of_the_made_up_city_are_sums_of_its_parts() -> None:
    areas, parts = oi.example_statistics(), oi.example_statistics(level="sub_area")
    key = oi.example_division().keys["delomrade"]
    assert (parts.areas, parts.whole, parts.division) == (key.sub_areas, None, None)
    for group in (None, ("women", "total", "total")):
        small, large = (s.block("folkmangd", "2024", group).value for s in (parts, areas))
        sums = [small[:-1][[a == code for a in key.areas]].sum() for code in areas.areas]
        np.testing.assert_array_equal(large, [*sums, small[:-1].sum()])
    # What no parts add up to exists for areas only.
    assert set(areas.variables) - set(parts.variables) == {"medellivslangd", "problemindex_trygghetsmatning"}


def test_it_says_that_it_is_made_up() -> None:
    made_up = oi.example_statistics()
    assert "påhittad" in made_up.name
    assert made_up.notes
    assert "påhittad" in made_up.definitions["disability"]
    assert set(np.unique(made_up.quality)) == {oi.statistics.vocabulary.QUALITIES.index("made_up")}


def test_there_is_no_third_level() -> None:
    with pytest.raises(oi.errors.OmradesindexError, match="level"):
        oi.example_statistics(level="kvarter")  # type: ignore[arg-type]
