"""What is known of children, what is not, and the steps of a child-impact analysis as empty fields."""

from __future__ import annotations

from omradesindex.index import Result, load_index
from omradesindex.index import words as of_index
from omradesindex.index.page import indicator_column
from omradesindex.reports import words
from omradesindex.reports.given import Given
from omradesindex.reports.sections.board import groups
from omradesindex.show.page import Block, Field, Heading, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.wording import Language, inside, say

#: How the catalogue says whom an indicator is about, where these are children.
_ABOUT = ("barn", "elev", "unga")


def blocks(given: Given, lang: Language) -> list[Block]:
    """Lay out the indicators about children, the gaps, and the fields."""
    result = given.children
    assert result is not None  # asked before
    about = about_children(result)
    known = [k for k in about if result.made_of[k].areas]
    found: list[Block] = [Paragraph(words.children_line(len(known), lang))]
    if known:
        found.append(_values(result, known, lang))
        names = [result.index.indicators[k].id for k in known]
        found += groups(given.children_by, names, words.CHILDREN.in_(lang), lang)
    found += [Heading(words.UNKNOWN.in_(lang), 3), Paragraph(_unknown(result, known, lang))]
    found.append(Heading(words.IMPACT.in_(lang), 3))
    found.append(Paragraph(words.impact_line(lang)))
    found += [Field(label.in_(lang), 4) for label in words.IMPACT_FIELDS]
    return found


def about_children(result: Result) -> list[int]:
    """Positions of the indicators that are about children and the young."""
    return [
        k
        for k, indicator in enumerate(result.index.indicators)
        if any(word in indicator.population.sv.lower() for word in _ABOUT)
    ]


def _values(result: Result, known: list[int], lang: Language) -> Table:
    rows = [len(result.areas), *range(len(result.areas))]
    columns = [
        Column(say(lang, "Kod", "Code"), [result.whole, *result.areas], "code"),
        Column(say(lang, "Område", "Area"), [of_index.city(result, lang), *result.names.values()], "name"),
    ]
    columns += [indicator_column(result, k, rows, lang) for k in known]
    return Table(
        f"{words.CHILDREN.in_(lang)} · {of_index.whose(result, lang)}",
        columns,
        [of_index.arrow_line(lang), of_index.mark_line(result, lang)],
        ruled=frozenset({0}),
    )


def _unknown(result: Result, known: list[int], lang: Language) -> str:
    """The indicators about children that the library knows and that have no figures here."""
    there = {result.index.indicators[k].id for k in known}
    own = [i for k, i in enumerate(result.index.indicators) if k in about_children(result)]
    lacking = {i.id: i for i in (*own, *load_index("barn").indicators) if i.id not in there}
    return words.unknown_line([inside(i.label.in_(lang)) for i in lacking.values()], lang)
