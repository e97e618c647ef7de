"""A formula and an indicator hold only what can be computed and shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from omradesindex.catalogue import Direction, Formula, Indicator, indicators
from omradesindex.catalogue.indicator import OURS, Ask
from omradesindex.errors import DefinitionError
from omradesindex.wording import Text


def test_a_direction_has_a_sign_and_an_arrow() -> None:
    assert [(d.sign, d.arrow) for d in Direction] == [(1, "▲"), (-1, "▼")]


def test_a_formula_names_each_variable_once() -> None:
    formula = Formula("share", ("a", "b"), ("b", "c"), per=100)
    assert formula.variables == ("a", "b", "c")
    assert formula.is_part
    assert not Formula("rate", ("a",), ("b",)).is_part


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ({"kind": "given", "numerator": ["folkmangd"]}, "given takes no numerator"),
        ({"kind": "share"}, "needs both a numerator and a denominator"),
        ({"kind": "gven"}, "did you mean 'given'"),
        ({"kind": "mix", "numerator": ["a"]}, "a mix takes two or more numerators and no denominator"),
        (
            {"kind": "rate", "numerator": ["a"], "denominator": ["b"], "per": 0},
            "per must be above zero, but is 0",
        ),
        (
            {"kind": "rate", "numerator": ["a"], "denominator": ["b"], "per": "1"},
            "per must be a finite number",
        ),
        ({"kind": "share", "numerator": "a", "denominator": ["b"]}, "numerator must be a list of texts"),
        (
            {"kind": "weighted_counts", "numerator": ["a", "b"], "denominator": ["c"], "weights": [1.0]},
            r"1 weights for 2 numerators of a weighted_counts\. Expected: one weight for each",
        ),
        ({"kind": "share", "numerator": ["a"], "denominator": ["b"], "weights": [1.0]}, "and none elsewhere"),
    ],
)
def test_mistakes_in_a_formula_are_named(formula: dict[str, Any], message: str) -> None:
    with pytest.raises(DefinitionError, match=message):
        Formula(**formula)


def own(**change: Any) -> Indicator:
    given = {"label": "Ljud", "definition": "Ljudnivå", "population": "Området", "unit": "dB"}
    return Indicator(id="ljud", direction="higher_is_worse", formula=Formula("given"), **{**given, **change})  # type: ignore[arg-type]


def test_words_of_a_file_become_what_they_mean() -> None:
    ljud = own(label={"sv": "Ljud", "en": "Noise"}, sources=["Egen mätning"])
    assert (ljud.label, ljud.population) == (Text("Ljud", "Noise"), Text("Området", "Området"))
    assert ljud.direction is Direction.HIGHER_IS_WORSE
    assert ljud.sources == ("Egen mätning",)
    assert ljud == own(label=Text("Ljud", "Noise"), sources=("Egen mätning",))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"direction": "higher_is_wors"}, "^indicator 'ljud': .*did you mean 'higher_is_worse'"),
        ({"formula": {"kind": "given"}}, "^indicator 'ljud': formula is given as dict.*Expected: a Formula"),
        ({"decimals": 1.5}, "decimals must be a whole number 0–6, but is 1.5"),
        ({"responsible": ["Tekniska nämnden"]}, "the responsible 'Tekniska nämnden' cannot be used"),
        ({"responsible": "tn"}, "responsible must be a list of texts, but is 'tn'"),
        ({"kind": "samhällsmått"}, "the kind 'samhällsmått' is unknown.*one of 'society', 'service'"),
        ({"goals": ["agenda2030-18"]}, "there is no goal 'agenda2030-18'"),
        ({"moves_within": 0}, "moves_within must be a whole number 1–30, but is 0"),
        ({"moves_within": "snart"}, "moves_within must be a whole number 1–30, but is 'snart'"),
        ({"unit": " "}, "unit must be a text"),
        ({"definition_source": " "}, "definition_source must be a text"),
        ({"asked_by": ["asn"]}, "asked_by is given as str.*a list of Ask"),
        ({"id": "Ljud nivå"}, "the id 'Ljud nivå' cannot be used.*write 'ljud_niva', and keep 'Ljud nivå'"),
    ],
)
def test_mistakes_in_an_indicator_are_named(change: dict[str, Any], message: str) -> None:
    fields = {**vars(own()), **change}
    with pytest.raises(DefinitionError, match=message):
        Indicator(**fields)


def test_whom_it_calls_in_its_goals_and_its_time_are_kept_as_said() -> None:
    ljud = own(responsible=["mn", "tn", "mn"], kind="society", goals=["agenda2030-11"], moves_within=4)
    assert (ljud.responsible, ljud.kind) == (("mn", "tn"), "society")
    assert (ljud.goals, ljud.moves_within) == (("agenda2030-11",), 4)
    unsaid = own()
    assert (unsaid.responsible, unsaid.kind, unsaid.goals, unsaid.moves_within) == ((), None, (), None)


def test_the_catalogue_says_of_each_indicator_what_it_tells_of_and_how_soon_it_moves() -> None:
    for indicator in indicators().values():
        assert None not in (indicator.kind, indicator.moves_within), indicator.id
        # The council's goals are not among the sources.
        assert all(goal.startswith(("agenda2030-", "barnkonventionen-")) for goal in indicator.goals), (
            indicator.id
        )
    nobody = {i.id for i in indicators().values() if not i.responsible}
    assert nobody == {"svarsfrekvens_folkhalsoenkat"}


def test_who_asked_is_a_short_name() -> None:
    assert all(ask.body.islower() for indicator in indicators().values() for ask in indicator.asked_by)
    with pytest.raises(DefinitionError, match="the body 'Kommunala bolaget' cannot be used"):
        Ask("Kommunala bolaget", Text("x", "x"), "theme")


def test_ages_are_read_as_they_are_written_and_kept_in_one_way() -> None:
    young = replace(indicators()["trangboddhet"], ages="13\N{EN DASH}17 år")
    assert young.ages == "13-17"
    assert replace(young, ages="65+").ages == "65-"
    with pytest.raises(DefinitionError, match="ages is 'barn', which is no span of years"):
        replace(young, ages="barn")


def test_whoever_an_indicator_has_a_meaning_for_can_be_told_apart_by_age() -> None:
    for indicator in indicators().values():
        assert indicator.ages is None or "age" in indicator.breakdowns, indicator.id


def test_who_asked_is_said_to_have_asked_for_a_theme_or_for_the_measure() -> None:
    assert {ask.asked_for for indicator in indicators().values() for ask in indicator.asked_by} == {
        "theme",
        "measure",
    }
    with pytest.raises(DefinitionError, match=r"'asn' does not say whether .* a theme or for this measure"):
        Ask("asn", Text("x", "x"))
    with pytest.raises(DefinitionError, match="did you mean 'theme'"):
        Ask("asn", Text("x", "x"), "themes")


def test_whose_definition_it_is_has_a_name_or_is_ours() -> None:
    assert own().definition_source == OURS
    assert indicators()["barnfattigdom"].definition_source == "Rädda Barnen"
