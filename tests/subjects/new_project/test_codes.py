"""How the codes of two files are alike, and why they do not meet."""

from __future__ import annotations

from omradesindex.subjects.new_project.codes import kind_of, why_apart


def test_the_kind_is_seen_however_codes_are_written() -> None:
    assert kind_of(["0380c1450", "380C1450", "0380A0010_DeSO2025"]) == "DeSO"
    assert kind_of(["0380R001", "0380C1450"]) == kind_of([]) == kind_of(["12800101"]) == ""


def test_why_codes_do_not_meet() -> None:
    assert "små bokstäver" in why_apart(["0380c1450"], ["0380C1450"], "sv")
    assert "zero" in why_apart(["380"], ["0380"], "en")
    assert "version" in why_apart(["0380R001"], ["0380R001_RegSO2025"], "sv")
    assert why_apart(["0380R001"], ["1280R001"], "sv") == why_apart(["a"], ["a"], "sv") == ""
