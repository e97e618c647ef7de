"""Texts and ids of a definition: one line, both languages, nothing that cannot be seen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from omradesindex.catalogue.text import both, choice, identifier, line, lines, said_of, several, shown
from omradesindex.errors import DefinitionError
from omradesindex.wording import Text


def test_one_string_stands_for_both_languages() -> None:
    assert both("Barn\n i kön", "label") == Text("Barn i kön", "Barn i kön")
    assert both({"sv": "Barn", "en": "Children"}, "label").in_("en") == "Children"
    assert both({"sv": "Barn"}, "label") == Text("Barn", "Barn")
    assert Text("Barn", "Children").in_("sv") == Text("Barn", "Children").in_() == "Barn"


def test_what_an_error_shows_is_short_and_never_fails() -> None:
    assert len(shown(["x" * 50] * 50)) == 80
    assert shown(10**5000) == "of the kind int, and very long"
    nested: list[object] = []
    for _ in range(100_000):
        nested = [nested]
    assert shown(nested) == "of the kind list, and very long"


def test_an_error_keeps_the_place_that_it_has() -> None:
    with pytest.raises(DefinitionError, match=r"^index 'a': the id 'Å' cannot be used"), said_of("index 'a'"):
        identifier("Å")
    with (
        pytest.raises(DefinitionError, match=r"^dimension 'd': "),
        said_of("index 'a'"),
        said_of("dimension 'd'"),
    ):
        identifier("Å")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: line("  ", "label"), "label must be a text, but is '  '"),
        (lambda: line(7, "label"), "label must be a text, but is 7"),
        (lambda: line("a\x1b[31m", "label"), r"label .*control character U\+001B"),
        (lambda: lines("abc", "sources"), "sources must be a list of texts, but is 'abc'"),
        (lambda: both({"en": "x"}, "label"), "label lacks the key 'sv'. Expected: 'sv', and 'en'"),
        (lambda: both({"sv": "x", "de": "y"}, "label"), "label has the key 'de'"),
        (lambda: both({"sv": "x", "en": ""}, "label"), "label.en must be a text"),
        (lambda: several("abc", str, "changes"), "changes must be a list, but is 'abc'"),
        (lambda: several([1], str, "changes"), r"changes are given as int.*a list of str"),
        (
            lambda: identifier("Blå"),
            "the id 'Blå' cannot be used.*What to do: write 'bla', and keep 'Blå'",
        ),
        (
            lambda: choice("them", ["theme", "measure"], "asked_for"),
            "'them' is unknown .did you mean 'theme'",
        ),
        (
            lambda: choice(1, ["theme", "measure"], "asked_for"),
            "the asked_for 1 is unknown. Expected: one of 'theme'",
        ),
    ],
)
def test_each_fault_has_its_own_words(call: Callable[[], object], message: str) -> None:
    with pytest.raises(DefinitionError, match=message):
        call()
