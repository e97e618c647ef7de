"""A slip in the definition: told where it is likely, refused where it is certain, and never silent."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from tests.registers.provstad import counted, definition, people, refusal, register


def remarks_on(where: Any, lang: Any = "sv", **columns: Any) -> list[str]:
    """What is said of a condition, and warned of in English."""
    what = definition(variables={"valda": {"where": where}})
    what["variables"] = {"valda": what["variables"]["valda"]}
    with pytest.warns(UserWarning, match="the register") as warned:
        found = counted(register(**columns), variables=what)
    told = [str(w.message) for w in warned if "the register" in str(w.message)]
    assert told == [" ".join(remark.en for remark in found.remarks)]
    printed = " ".join(repr(found).split())
    for remark in found.remarks:
        assert remark.sv in printed
        assert remark.in_(lang) not in found.page(lang).text(10_000)
    assert copy.copy(found).remarks == ()
    return [remark.in_(lang) for remark in found.remarks]


def test_a_value_that_nobody_has_is_told_with_the_one_that_may_be_meant() -> None:
    assert remarks_on({"status": "arbetlös"}) == [
        "Ingen i registret har värdet 'arbetlös' i kolumnen 'status'. Menas 'arbetslos'?"
    ]
    assert remarks_on({"status": ["arbetar", "sjuk"]}, "en") == [
        "Nobody in the register has the value 'sjuk' in the column 'status'."
    ]
    assert remarks_on({"status": {"not": "anat"}}) == [
        "Ingen i registret har värdet 'anat' i kolumnen 'status'. Menas 'annat'?"
    ]


def test_what_the_definition_names_itself_is_not_meant_by_something_else() -> None:
    said = remarks_on({"status": ["arbetlös", "arbetslos", "arbetar"]})
    assert said == ["Ingen i registret har värdet 'arbetlös' i kolumnen 'status'."]


def test_conditions_that_rule_each_other_out_are_told() -> None:
    said = ["Ingen i registret räknas i 'valda', fast varje villkor gäller någon."]
    assert remarks_on({"inkomst": {"above": 500, "below": 100}}) == said
    assert remarks_on([{"status": "arbetar", "inkomst": {"known": False}}]) == said
    # What is told of a condition is not told of the variable again.
    assert len(remarks_on({"status": "sjuk", "inkomst": {"above": 100}})) == 1


def test_a_condition_that_holds_of_nobody_or_of_everybody_is_told() -> None:
    assert remarks_on({"inkomst": {"above": 600}}) == [
        "Villkoret 'inkomst' = { above = 600 } gäller ingen i registret."
    ]
    assert remarks_on({"inkomst": {"from": 0}}) == [
        "Villkoret 'inkomst' = { from = 0 } gäller alla i registret."
    ]
    assert remarks_on({"status": ["arbetar", "annat"]}, "en", status="annat") == [
        "Nobody in the register has the value 'arbetar' in the column 'status'.",
        "The condition 'status' = 'arbetar', 'annat' holds of everybody in the register.",
    ]


def test_values_are_looked_for_in_all_periods_and_among_categories() -> None:
    years = definition(columns={"period": "ar"}, variables={"valda": {"where": {"status": "arbetslos"}}})
    later = register(ar="2024", status=people()["status"].where(people().index < 300, "annat"))
    assert counted(later, variables=years).remarks == ()
    groups = definition(by={"arbete": {"column": "status", "categories": {"ja": "arbetr"}, "rest": "nej"}})
    groups["variables"] = {"folkmangd": {}}
    with pytest.warns(UserWarning, match="'arbetr'"):
        assert "Menas 'arbetar'?" in counted(variables=groups, by="arbete").remarks[0].sv


def test_what_is_as_it_should_be_is_not_remarked_on(recwarn: pytest.WarningsRecorder) -> None:
    found = counted(by=["sex", "age", "disability"])
    assert found.remarks == ()
    assert not [w for w in recwarn if "the register" in str(w.message)]


@pytest.mark.parametrize("written", ["Arbetslos", "arbetslos ", "ARBETSLOS"])
def test_the_same_text_written_otherwise_is_refused(written: str) -> None:
    what = definition(variables={"valda": {"where": {"status": written}}})
    assert f"nobody has the value '{written}', and some have 'arbetslos'" in refusal(variables=what)
    composed = people()["status"].replace("arbetslos", "arbetslo\u0308s")
    what = definition(variables={"valda": {"where": {"status": "arbetslös"}}})
    assert "and some have" in refusal(register(status=composed), variables=what)


def test_values_of_a_few_and_of_columns_with_many_are_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    few = people()["status"].where(people().index > 3, "arbetlos")
    assert "Menas 'arbetslos'?" in remarks_on({"status": "arbetlös"}, status=few)[0]
    monkeypatch.setattr("omradesindex.registers.matching._MOST", 2)
    assert "Menas" not in remarks_on({"status": "arbetlös"})[0]
