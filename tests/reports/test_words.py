"""The sentences of a report: true of what they are said of, and easy to read on the first page."""

from __future__ import annotations

from types import SimpleNamespace

from omradesindex.reports import words
from omradesindex.show.page import Heading, Items, Paragraph
from tests.reports import made
from tests.sentences.lix import lix


def test_the_first_page_is_easy_to_read() -> None:
    texts: list[str] = []
    for block in made.full().page().blocks:
        if isinstance(block, Heading) and block.text == words.ON_MAP.sv:
            break
        if isinstance(block, Paragraph):
            texts.append(block.text)
        if isinstance(block, Items) and "poäng" not in block.texts[0]:
            texts += block.texts
    assert lix(texts) <= 30
    assert "standardavvikelse" not in " ".join(texts)


def test_robustness_is_three_sentences() -> None:
    given = made.full().given
    lines = words.robust_lines(given, "sv")
    assert len(lines) == 3
    among = given.robustness.among_first(3)
    first = given.robustness.base.ranks["index"].nsmallest(3).index
    always = int((among[first] == 1).sum())
    told = {0: "Ingen av de 3", 3: "Alla de 3"}.get(always, f"{always} av de 3")
    assert lines[1] == f"{told} med störst utmaning var kvar bland dem varje gång."


def test_what_may_not_be_concluded_follows_what_was_given() -> None:
    alone, study = (words.may_not(report.given, "sv") for report in (made.report(), made.full()))
    assert any("samma poäng" in line for line in alone)
    assert not any("samma poäng" in line for line in study)


def test_the_first_page_says_that_not_every_area_has_every_figure() -> None:
    given = made.report().given
    told = "saknas i något område"
    assert not any(told in line for line in words.may_not(given, "sv"))
    first, *others = given.result.made_of
    gaps = SimpleNamespace(made_of=[SimpleNamespace(areas=first.areas - 1), *others])
    lacking = SimpleNamespace(
        result=gaps, areas=given.areas, change=None, followed=None, robustness=None, sets=None
    )
    assert any(f"1 av 11 indikatorer {told}" in line for line in words.may_not(lacking, "sv"))  # type: ignore[arg-type]
