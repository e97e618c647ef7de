"""Rights, by right and group: the figures that the city has said tell of each, gaps as gaps, no verdict."""

from __future__ import annotations

import numpy as np

from omradesindex.index import words as of_index
from omradesindex.index.groups.common_set import group_label
from omradesindex.reports import words_rights
from omradesindex.reports.given import Given
from omradesindex.reports.knowledge import Right
from omradesindex.show.page import Block, Heading, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.statistics.vocabulary import QUALITIES, TOTAL
from omradesindex.wording import Language, capital, say, unit_said


def blocks(given: Given, lang: Language) -> list[Block]:
    """Lay every right out, in the order of the city's own list."""
    found: list[Block] = [Paragraph(words_rights.rights_line(lang))]
    for right in given.knowledge.rights:
        found += [Heading(right.name, 3), Paragraph(words_rights.right_source(right.source, lang))]
        if not right.indicators:
            found.append(Paragraph(words_rights.nothing_measures(lang)))
            continue
        found.append(_table(given, right, lang))
    return found


def _table(given: Given, right: Right, lang: Language) -> Table:
    """The whole city's figures: a row for each indicator, a column for everybody and for each group."""
    result = given.result
    names = [indicator.id for indicator in given.indicators]
    rows = [names.index(name) for name in right.indicators]
    told = [given.indicators[k] for k in rows]
    decimals = [indicator.decimals for indicator in told]
    sides = [(capital(say(lang, "alla", "all")), result.measured)]
    for by in given.by:
        groups = [group for group in by.groups if any(one != TOTAL for one in group)]
        sides += [(capital(group_label(by.by, group, lang)), by.cells[group].measured) for group in groups]
    signs = [of_index.marks(result).get(quality, "") for quality in QUALITIES]
    columns = [
        Column(
            say(lang, "Indikator", "Indicator"),
            [f"{i.direction.arrow} {i.label.in_(lang)} ({unit_said(i.unit, lang)})" for i in told],
            "name",
        )
    ]
    for head, measured in sides:
        values = measured.values[-1, rows]
        columns.append(
            Column(
                head,
                values.tolist(),
                decimals=decimals,
                marks=[
                    "" if np.isnan(value) else signs[kind]
                    for value, kind in zip(values, measured.quality[-1, rows], strict=True)
                ],
            )
        )
    return Table(
        f"{right.name} · {of_index.city(result, lang)}",
        columns,
        [
            words_rights.gaps_line(bool(given.by), lang),
            of_index.arrow_line(lang),
            of_index.mark_line(result, lang),
        ],
    )
