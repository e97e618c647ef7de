"""Area types as a page: the areas in order, each with its index and type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words as index_words
from omradesindex.index.caveats import caveats
from omradesindex.show.cut import cut
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.subjects.area_types.words import HEAD, counted, headline, notes, type_label
from omradesindex.wording import Language, say

if TYPE_CHECKING:
    from omradesindex.subjects.area_types.numbers import TypeNumbers


def page_of(held: TypeNumbers, lang: Language, most: int | None) -> Page:
    """See :meth:`AreaTypes.page`."""
    shown = cut(held.order, most)
    values = held.scores.to_numpy(dtype=float, na_value=np.nan).tolist()
    columns = [
        Column(say(lang, "Kod", "Code"), list(held.areas), "code"),
        Column(say(lang, "Område", "Area"), held.names, "name"),
        Column(say(lang, "Index, %", "Index, %"), values, decimals=1, strong=True),
        Column(say(lang, "Typ", "Type"), [type_label(kind, lang) for kind in held.kinds], "words"),
    ]
    table = Table(
        HEAD.in_(lang),
        [column.rows(shown.order) for column in columns],
        [shown.told(lang)],
        {shown.head: shown.between(lang)} if shown.left_out else {},
    )
    return Page(headline(held, lang), [Paragraph(counted(held, lang)), table], told_below(held, lang), lang)


def told_below(held: TypeNumbers, lang: Language) -> list[str]:
    """Say where the boundaries are, and what the index rests on."""
    result = held.result
    rests = [] if result is None else [*caveats(result, lang), index_words.source_line(result, lang)]
    return [text for text in (*notes(held, lang), *rests) if text]
