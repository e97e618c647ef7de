"""What is said to whoever counts, in both languages. When it is said: test_matching.py."""

from __future__ import annotations

from omradesindex.registers import words


def test_a_value_is_quoted_as_it_stands_and_what_may_be_meant_is_asked() -> None:
    near, alone = words.nobody_has("'arbetlös'", "status", "arbetslos"), words.nobody_has("3", "antal", "")
    assert near.sv.endswith("värdet 'arbetlös' i kolumnen 'status'. Menas 'arbetslos'?")
    assert near.en.endswith("the value 'arbetlös' in the column 'status'. Is 'arbetslos' meant?")
    assert (alone.sv[-1], alone.en[-1]) == (".", ".")


def test_conditions_that_rule_each_other_out_are_told_of_the_variable() -> None:
    said = words.counts_nobody("valda")
    assert said.sv == "Ingen i registret räknas i 'valda', fast varje villkor gäller någon."
    assert "counted in 'valda'" in said.en


def test_nobody_and_everybody_are_not_the_same() -> None:
    nobody, everybody = words.holds_of_nobody("'a' = 1"), words.holds_of_everybody("'a' = 1")
    assert (nobody.sv, everybody.sv) == (
        "Villkoret 'a' = 1 gäller ingen i registret.",
        "Villkoret 'a' = 1 gäller alla i registret.",
    )
    assert "nobody" in nobody.en
    assert "everybody" in everybody.en
