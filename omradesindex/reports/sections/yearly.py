"""Areas × what each board answers for: the table that the annual analysis takes."""

from __future__ import annotations

import numpy as np

from omradesindex.catalogue.bodies import body_said
from omradesindex.index import words as of_index
from omradesindex.reports import words
from omradesindex.reports.given import Given
from omradesindex.reports.sections.areas import harder_in, unknown_chance
from omradesindex.reports.sections.board import own
from omradesindex.show.page import Block, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.wording import Language, say


def blocks(given: Given, lang: Language) -> list[Block]:
    """Lay the table out: for every board how many of its indicators are harder than in the city."""
    result, order = given.result, of_index.ordered(given.result)
    counts = {board: (mine, harder_in(given, mine)) for board, mine in missions(given).items()}
    columns = [
        Column(say(lang, "Kod", "Code"), list(result.areas), "code"),
        Column(say(lang, "Område", "Area"), list(result.names.values()), "name"),
        *(
            Column(
                f"{body_said(board)} ({len(mine)})",
                harder.tolist(),
                decimals=0,
            )
            for board, (mine, harder) in counts.items()
        ),
    ]
    table = Table(
        f"{words.YEARLY.in_(lang)} · {of_index.whose(result, lang)}",
        [column.rows(np.asarray(order).tolist()) for column in columns],
    )
    lacking = any(np.isnan(harder).any() for _, harder in counts.values())
    unknown = any(unknown_chance(given)[:, mine].any() for mine, _ in counts.values())
    return [
        Paragraph(words.yearly_line(lang)),
        *([Paragraph(words.unknown_chance_line(lang))] if unknown else []),
        *([Paragraph(words.no_figures_line(lang))] if lacking else []),
        table,
    ]


def missions(given: Given) -> dict[str, list[int]]:
    """Every board's indicators that have figures, where the index knows who answers for them."""
    boards = given.result.index.responsible()
    return {board: mine for board in boards if (mine := own(given, board))}
