"""The sentences of goals, each where it is true."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.subjects.goals.goals import Goal
from omradesindex.subjects.goals.words import (
    MODEL_LABELS,
    STATUS_LABELS,
    area_lines,
    chance,
    city_line,
    count_lines,
    how_lines,
    lead_lines,
    share,
    together_line,
    verdict_of,
)
from tests.subjects.conftest import said


def test_nothing_is_certain() -> None:
    assert [said(share(p, "en")) for p in (0.0, 0.314, 1.0, np.nan)] == ["< 1 %", "31 %", "> 99 %", "–"]
    ranges = {
        (0.0, 0.0): "högst 5 %",
        (0.02, 0.61): "högst 65 %",
        (0.31, 0.62): "30–65 %",
        (0.35, 0.35): "35 %",
        (0.3, 1.0): "minst 30 %",
        (1.0, 1.0): "minst 95 %",
        (0.001, 0.999): "från under 5 % till över 95 %",
        (np.nan, 0.5): "–",
    }
    assert [said(chance(*ends, "sv")) for ends in ranges] == [*ranges.values()]


def test_areas_that_move_away_are_named_and_noise_is_never_too_slow(goals: oi.types.Goals) -> None:
    first, second = count_lines(goals, "sv")
    assert "Fjärmar sig: 07 Skissängen." in first
    assert "Ingen säker rörelse: 3 områden." in first
    assert "för långsamt: 1 område." in first
    assert second.endswith("Ingen säker rörelse: 2 områden.")
    for _, label in STATUS_LABELS.values():
        assert label.sv
        assert label.en


def test_what_all_can_reach_is_said_of_goals_for_all_areas_only(goals: oi.types.Goals) -> None:
    def told(*asked: Goal) -> str:
        return said(" ".join(lead_lines(oi.goals(goals.trend, asked), "sv")))

    city = oi.Goal("index", 2030, at_most="city")
    assert "Målet gäller alla områden. Staden är ungefär ett medelvärde" in told(city)
    assert "Ett mål som hela staden gäller" in told(city, oi.Goal("index", 2030, at_most=110))
    assert "medelvärde" not in told(oi.Goal("index", 2030, at_most="city", areas=("07", "10")))
    assert "medelvärde" not in told(oi.Goal("index", 2030, at_most=100))


def test_what_a_degree_of_mix_is_part_of_is_no_mean_of_the_areas() -> None:
    trend = oi.trend(oi.load_index("malmo-oppna-data"), oi.example_statistics())
    for measure, is_mean in (("ekonomi", True), ("boende", False), ("index", False)):
        page = said(oi.goals(trend, Goal(measure, 2030, at_most="city")).page())
        assert ("Exempelstad är ungefär ett medelvärde av dem" in page) == is_mean, measure


def test_only_what_stands_on_the_page_is_explained(goals: oi.types.Goals) -> None:
    both, second = (said(" ".join(how_lines(goals, "sv", places))) for places in (None, [1]))
    assert "kan tappa" in both
    assert "kan tappa" not in second
    assert "Till 2030 är det längre än uppgifterna räcker bakåt" in both
    assert "räcker bakåt" not in second
    assert city_line([goals.goals[1]], "sv") == []
    assert "samtidigt (95 %)" in second


def test_one_area_is_not_told_of_all(alone: oi.types.Goals) -> None:
    told = said(" ".join([*how_lines(alone, "sv"), *together_line(alone, "sv"), *lead_lines(alone, "sv")]))
    assert "lla områden" not in told
    assert "Slumpen prövas på nivån 95 %" in told


def test_one_area_stands_to_each_of_its_goals(goals: oi.types.Goals) -> None:
    row = goals.areas.index("07")
    own = [(k, o.rows.index(row)) for k, o in enumerate(goals.outlooks)]
    first, second = (said(line) for line in area_lines(goals, own, "sv"))
    assert first.endswith(
        "fjärmar sig. Kvar till målet: 6,7 poäng. Sannolikhet att målet är nått 2030: högst 5 %."
    )
    assert "Kvar till målet: 5,2 procentenheter." in second
    assert [verdict_of(n, n, "sv") for n in (0, 1, 2)] == [
        "har inga mål",
        "1 av 1 mål nått",
        "2 av 2 mål nådda",
    ]


def test_each_model_has_a_name_and_one_plain_sentence(goals: oi.types.Goals) -> None:
    page = said(goals.page())
    for name, text in MODEL_LABELS.values():
        assert name.sv in page
        assert text.sv in page


@pytest.fixture(scope="module")
def alone(goals: oi.types.Goals) -> Any:
    """A goal in a city of one area."""
    table = oi.example_statistics().to_frame()
    total = (table[["sex", "disability", "age"]] == "total").all(axis=1) & table["area"].isin(["07", "X00"])
    figures = oi.Statistics.from_frame(
        table.loc[total, ["area", "variable", "period", "value", "kind", "quality", "status", "source"]],
        name="En del av Exempelstad (påhittad)",
        whole="X00",
    )
    index, stick = goals.trend.index, goals.trend.results[0]
    results = [index.compute(figures, period=period, reference=stick) for period in goals.trend.labels]
    return oi.goals(oi.trend(results), oi.Goal("index", 2030, at_most=100))
