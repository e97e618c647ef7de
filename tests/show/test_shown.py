"""A thing shows itself where it is asked for, and never raises where it cannot."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest

import omradesindex as oi
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.shown import Shown, facts

THINGS: dict[str, Callable[[], Shown]] = {
    "index": lambda: oi.load_index("malmo-2023"),
    "difference": lambda: oi.diff(oi.load_index("malmo-2023"), oi.load_index("mkb")),
    "statistics": oi.malmo_statistics,
    "division": oi.geso,
    "key": lambda: oi.geso().keys["deso_2018"],
    "policy": oi.DisclosurePolicy,
    "stick": lambda: oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics()).reference,
}


class Town(Shown):
    def page(self, lang: str = "sv") -> Page:
        return Page("Hamnstad", facts({"Områden": "14", "Nycklar": ""}), lang=lang)


def test_a_thing_prints_and_stands_in_a_notebook_as_its_page() -> None:
    assert repr(Town()) == Town().page().text() == "Hamnstad\nOmråden: 14"
    assert Town()._repr_html_() == Town().page().html()


def test_what_says_nothing_is_left_out() -> None:
    assert facts({"a": "", "b": "c"}) == [Paragraph("c", "b")]


def test_what_is_half_made_says_why_it_cannot_be_shown() -> None:
    class Broken(Shown):
        def page(self, lang: str = "sv") -> Page:
            raise KeyError("namn")

    assert repr(Broken()) == "<Broken that cannot be shown: KeyError: 'namn'>"
    assert Broken()._repr_html_() is None
    assert repr(oi.Statistics.__new__(oi.Statistics)).startswith("<Statistics that cannot be shown: Attrib")
    assert repr(oi.Key.__new__(oi.Key)).startswith("<Key that cannot be shown: AttributeError")


@pytest.mark.parametrize("name", THINGS)
def test_what_a_thing_is_takes_a_few_lines_in_both_languages(name: str) -> None:
    thing = THINGS[name]()
    swedish, english = repr(thing), thing.page("en").text()  # type: ignore[call-arg]
    assert len(swedish.splitlines()) <= 26
    assert swedish != english
    assert "<table" not in swedish
    assert 'lang="sv">' in (thing._repr_html_() or "")
    assert repr(pickle.loads(pickle.dumps(thing))) == swedish


def test_an_unknown_language_is_refused_in_each_floors_words() -> None:
    for make in THINGS.values():
        with pytest.raises(oi.errors.OmradesindexError, match="'sv' or 'en'"):
            make().page("se")  # type: ignore[arg-type]
