"""Areas in groups by likeness as a page: the groups and what marks them, and the areas of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words as index_words
from omradesindex.index.alike.words import AREAS, GROUPS, counted, headline, named, notes
from omradesindex.index.caveats import caveats
from omradesindex.show.cut import cut
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.wording import Language, say

if TYPE_CHECKING:
    from omradesindex.index.alike.numbers import LikenessNumbers


def page_of(held: LikenessNumbers, lang: Language, most: int | None) -> Page:
    """See :meth:`Likeness.page`."""
    head = say(lang, "Grupp", "Group")
    groups = Table(
        GROUPS.in_(lang),
        [
            Column(head, [str(group.number) for group in held.groups], "name"),
            Column(
                say(lang, "Det som utmärker den", "What marks it"),
                [named(held.result, group.harder, group.better, lang) for group in held.groups],
                "words",
            ),
            Column(say(lang, "Antal områden", "Areas"), held.sizes, decimals=0),
        ],
    )
    shown = cut(held.order, most)
    columns = [
        Column(say(lang, "Kod", "Code"), list(held.areas), "code"),
        Column(say(lang, "Område", "Area"), held.names, "name"),
        Column(head, [str(k) if k else "" for k in held.group_of], "words", strong=True),
        Column(say(lang, "Siluett", "Silhouette"), held.told.tolist(), decimals=2),
    ]
    stays = not np.isnan(held.stays).all()
    if stays:
        columns.append(Column(say(lang, "Stannar, %", "Stays, %"), (100 * held.stays).tolist(), decimals=0))
    areas = Table(
        AREAS.in_(lang),
        [column.rows(shown.order) for column in columns],
        [shown.told(lang)],
        {shown.head: shown.between(lang)} if shown.left_out else {},
    )
    counts = Paragraph(counted(held, lang))
    return Page(headline(held, lang), [counts, groups, areas], told_below(held, lang, stays=stays), lang)


def told_below(held: LikenessNumbers, lang: Language, *, stays: bool) -> list[str]:
    """Say how to read the groups, and what the figures rest on."""
    rests = (*caveats(held.result, lang), index_words.source_line(held.result, lang))
    return [text for text in (*notes(held, lang, stays=stays), *rests) if text]
