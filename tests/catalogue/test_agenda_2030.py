"""Goals are the Agenda's seventeen, by number, or the city's own by its ids."""

from __future__ import annotations

import pytest

from omradesindex.catalogue.agenda_2030 import AGENDA_2030, goal_id, goal_label, goal_said
from omradesindex.errors import DefinitionError


def test_the_agenda_has_seventeen_goals_each_with_its_number() -> None:
    assert list(AGENDA_2030) == [f"agenda2030-{number}" for number in range(1, 18)]
    assert AGENDA_2030["agenda2030-4"].sv == "God utbildning för alla"
    assert goal_said("agenda2030-11").en == "goal 11"


def test_a_goal_of_the_city_is_kept_as_it_is() -> None:
    assert goal_id("trygg-stad") == "trygg-stad"
    assert goal_said("trygg-stad").sv == goal_label("trygg-stad").en == "trygg-stad"


@pytest.mark.parametrize("name", ["agenda2030-18", "agenda2030-0", "agenda2030-04", "agenda2030"])
def test_a_goal_that_the_agenda_does_not_have_is_refused(name: str) -> None:
    with pytest.raises(DefinitionError, match=f"no goal '{name}'.*agenda2030-1 to agenda2030-17"):
        goal_id(name)


def test_what_is_no_id_is_refused() -> None:
    with pytest.raises(DefinitionError, match="the goals 'Mål 4' cannot be used"):
        goal_id("Mål 4", "goals")
