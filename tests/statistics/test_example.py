"""The made-up city's figures at both levels and in both scenarios, and the truth beside them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.statistics.example import SCENARIOS


def test_they_are_read_once() -> None:
    assert oi.example_statistics() is oi.example_statistics(level="area", scenario="need")
    assert oi.example_statistics(scenario="themes") is not oi.example_statistics()


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


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_it_says_that_it_is_made_up(scenario: Any) -> None:
    made_up = oi.example_statistics(scenario=scenario)
    assert made_up.name.startswith("Exempelstad (påhittad)")
    assert "påhittad" in made_up.notes[0]
    assert "påhittad" in made_up.definitions["disability"]
    assert set(np.unique(made_up.quality)) == {oi.statistics.vocabulary.QUALITIES.index("made_up")}


def test_the_truth_has_a_row_for_each_area_and_year() -> None:
    for scenario in SCENARIOS:
        truth, figures = oi.data.example_truth(scenario=scenario), oi.example_statistics(scenario=scenario)
        assert list(truth.index.unique("area")) == [*figures.areas, figures.whole]
        assert tuple(truth.index.unique("period")) == figures.periods()
        assert "valdeltagande" in truth
    truth.loc["01", "need"] = 9.0  # a reader's own copy
    assert (oi.data.example_truth(scenario="themes").loc["01", "need"] < 1).all()


def test_a_level_or_scenario_that_does_not_exist_is_refused() -> None:
    with pytest.raises(oi.errors.OmradesindexError, match="level"):
        oi.example_statistics(level="kvarter")  # type: ignore[arg-type]
    for door in (oi.example_statistics, oi.data.example_truth):
        with pytest.raises(oi.errors.StatisticsError, match="did you mean 'themes'"):
            door(scenario="theme")
