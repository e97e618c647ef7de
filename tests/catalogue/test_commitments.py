"""Goals are the Agenda's seventeen, the Convention's articles, or the city's own by its ids."""

from __future__ import annotations

import pytest

from omradesindex.catalogue import indicators
from omradesindex.catalogue.commitments import AGENDA_2030, CONVENTION, goal_id, goal_label, goal_said
from omradesindex.errors import DefinitionError


def test_the_agenda_has_seventeen_goals_each_with_its_number() -> None:
    assert list(AGENDA_2030) == list(range(1, 18))
    assert goal_label("agenda2030-4").sv == "God utbildning för alla"
    assert goal_said("agenda2030-11").en == "goal 11"


def test_the_convention_is_named_by_article() -> None:
    assert goal_said("barnkonventionen-31").sv == "artikel 31"
    assert goal_label("barnkonventionen-31").en == "rest, leisure, play and culture"
    assert goal_label(goal_id("barnkonventionen-54")).sv == "artikel 54"
    named = {goal for i in indicators().values() for goal in i.goals if goal.startswith("barnkonventionen")}
    assert named == {f"barnkonventionen-{article}" for article in CONVENTION}


def test_a_goal_of_the_city_is_kept_as_it_is() -> None:
    assert goal_id("trygg-stad") == "trygg-stad"
    assert goal_said("trygg-stad").sv == goal_label("trygg-stad").en == "trygg-stad"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("agenda2030-18", "agenda2030-1 to agenda2030-17"),
        ("agenda2030-0", "agenda2030-1 to agenda2030-17"),
        ("agenda2030-04", "agenda2030-1 to agenda2030-17"),
        ("agenda2030", "agenda2030-1 to agenda2030-17"),
        ("barnkonventionen-55", "barnkonventionen-1 to barnkonventionen-54"),
    ],
)
def test_a_goal_that_there_is_not_is_refused(name: str, expected: str) -> None:
    with pytest.raises(DefinitionError, match=f"no goal '{name}'.*{expected}"):
        goal_id(name)


def test_what_is_no_id_is_refused() -> None:
    with pytest.raises(DefinitionError, match="the goals 'Mål 4' cannot be used"):
        goal_id("Mål 4", "goals")
