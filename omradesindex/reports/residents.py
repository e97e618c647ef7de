"""One page an area for those who live there, in easy words."""

from __future__ import annotations

import numpy as np

from omradesindex.index import words as of_index
from omradesindex.index.words_notes import mix_line
from omradesindex.reports import words, words_residents
from omradesindex.reports.given import Given
from omradesindex.reports.sections.areas import against_city, anchor, unknown_chance
from omradesindex.show.page import Block, Contents, Heading, Items, Link, Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.wording import Language, area_name, capital, inside, unit_said


def residents(given: Given, lang: Language) -> Page:
    """Lay out a page for every area, in the order of codes: no resident looks for a place in a list."""
    names = [area_name(code, given.statistics.name_of(code)) for code in given.areas]
    links = [Link(name, anchor(code)) for code, name in zip(given.areas, names, strict=True)]
    blocks: list[Block] = [Contents(words_residents.RESIDENTS_CONTENTS.in_(lang), links)]
    for place, (code, name) in enumerate(zip(given.areas, names, strict=True)):
        blocks += [
            Heading(name, 2, anchor(code), new_page=True),
            *map(Paragraph, words_residents.residents_lines(given, place, lang)),
            *_table(given, place, lang),
            *_good(given, place, lang),
            Paragraph(f"{words.ACCESS.in_(lang)} {words.contact_line(given.knowledge.contact, lang)}"),
        ]
    return Page(
        words_residents.residents_title(given, lang),
        blocks,
        [mix_line(given.result, lang), of_index.source_line(given.result, lang)],
        lang,
        words.stamp(given, lang),
    )


def _table(given: Given, place: int, lang: Language) -> list[Block]:
    code = given.areas[place]
    values, stands = given.result.measured.values, against_city(given)[place]
    rows = [k for k in range(len(given.indicators)) if not np.isnan(values[place, k])]
    if not rows:
        return [Paragraph(words.no_figures(lang))]
    decimals = [given.indicators[k].decimals for k in rows]
    marks = of_index.marks(given.result)
    table = Table(
        f"{words_residents.RESIDENTS_TABLE.in_(lang)} · {area_name(code, given.statistics.name_of(code))}",
        [
            Column(
                words_residents.RESIDENTS_WHAT.in_(lang),
                [
                    f"{given.indicators[k].label.in_(lang)} ({unit_said(given.indicators[k].unit, lang)})"
                    f"{marks.get(given.result.made_of[k].quality, '')}"
                    for k in rows
                ],
                "name",
            ),
            Column(
                words_residents.RESIDENTS_HERE.in_(lang),
                [float(values[place, k]) for k in rows],
                decimals=decimals,
            ),
            Column(
                capital(of_index.city(given.result, lang)),
                [float(values[-1, k]) for k in rows],
                decimals=decimals,
            ),
            Column(
                words_residents.RESIDENTS_COMPARED.in_(lang),
                [words.AGAINST_CITY[stands[k]].in_(lang) for k in rows],
                "words",
            ),
        ],
        [
            of_index.mark_line(given.result, lang),
            words.unsure_line(lang) if "unsure" in stands[rows] else "",
            words.unknown_chance_line(lang) if unknown_chance(given)[place, rows].any() else "",
        ],
    )
    return [table]


def _good(given: Given, place: int, lang: Language) -> list[Block]:
    stands = against_city(given)[place]
    names = [
        inside(indicator.label.in_(lang))
        for k, indicator in enumerate(given.indicators)
        if stands[k] == "better"
    ]
    return [Paragraph(words_residents.RESIDENTS_GOOD.in_(lang)), Items(names)] if names else []
