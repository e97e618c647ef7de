"""Goals as a page: all of them, each, and those of one area."""

from __future__ import annotations

import pytest

import omradesindex as oi
from tests.subjects.conftest import areas_in, said


def test_it_says_whose_it_is_and_what_it_rests_on(goals: oi.types.Goals) -> None:
    page = goals.page()
    assert page.title.startswith("Mål")
    assert "Exempelstad (påhittad)" in page.title
    for text in ("Ingen vet om takten består", "simulerade"):
        assert text in said(page.first())
    assert page.html().count('scope="row"') >= 14
    assert "← moving away" in str(goals.page("en"))


def test_a_goal_that_is_reached_needs_nothing_more(goals: oi.types.Goals) -> None:
    frame = goals.to_frame()
    reached = frame[(frame["goal"] == 1) & frame["status"].isin(["reached", "may_lose"])]["area"]
    assert len(reached) > 2
    lines = str(goals.page()).split("\n2. ")[0].splitlines()
    for area in reached:
        (line,) = [line for line in lines if line.split()[:1] == [area]]
        assert line.split().count("–") == 2  # neither left nor needed
    assert "bara där rörelsen är större än slumpen" in said(goals)


def test_of_many_areas_both_ends_are_listed(goals: oi.types.Goals) -> None:
    table = goals.page(most=8).tables()[1]
    assert table.breaks == {6: "… 6 områden till …"}
    assert len(areas_in(list(table.columns[0].values))) == 8


def test_one_area_stands_to_each_goal_that_it_has(goals: oi.types.Goals) -> None:
    both, one = goals.explain("07"), goals.explain("01", lang="en")
    assert both.title == "07 Skissängen: 0 av 2 mål nådda"
    assert both.tables()[0].to_frame()["Kvar"].tolist() == [6.7, 5.2]
    assert one.title == "01 Exempeltorg: 1 of 1 goal reached"
    assert one.tables()[0].length == 1
    with pytest.raises(oi.errors.ComputeError, match="did you mean '07'"):
        goals.explain("7")
    few = oi.goals(goals.trend, oi.Goal("gymnasiebehorighet", 2028, at_least=85, areas=("07",)))
    assert "Inget av målen gäller området." in said(few.explain("01"))
    assert few.explain("01").title == "01 Exempeltorg: har inga mål"
