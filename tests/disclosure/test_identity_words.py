"""What is asked of an identity that nearly holds names it, how often it does, and both answers."""

from __future__ import annotations

from omradesindex.disclosure.identity_words import identity_question


def test_a_sum_is_asked_about_with_both_answers() -> None:
    asked = identity_question("a", ["b", "c"], 137, 1400)
    assert asked.sv == (
        "'a' är nästan summan av 'b' och 'c' (137 av 1\N{NO-BREAK SPACE}400 tal). "
        "Är det så enligt definitionen, skriv "
        'identities={"a": ["b", "c"]}. Annars skriv identities={"a": []}.'
    )
    assert asked.en == (
        "'a' is nearly the sum of 'b' and 'c' (137 of 1,400 figures). If it is so by definition, write "
        'identities={"a": ["b", "c"]}. If not, write identities={"a": []}.'
    )


def test_two_that_are_alike_are_no_sum() -> None:
    asked = identity_question("å", ["ä"], 9, 10)
    assert asked.sv.startswith("'å' är nästan lika med 'ä' (9 av 10 tal).")
    assert asked.en.startswith("'å' is nearly equal to 'ä' (9 of 10 figures).")
    assert 'identities={"å": ["ä"]}' in asked.sv


def test_what_stands_beside_a_share_is_said_in_words() -> None:
    asked = identity_question("a/numerator", ["b/denominator"], 9, 10)
    assert asked.sv.startswith("Täljaren i 'a' är nästan lika med nämnaren i 'b' (9 av 10 tal).")
    assert asked.en.startswith("The numerator of 'a' is nearly equal to the denominator of 'b'")
    assert 'identities={"a/numerator": []}' in asked.en
