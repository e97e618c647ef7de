"""A breakdown as text for a terminal and as HTML for a notebook or a page."""

from __future__ import annotations

from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words
from omradesindex.index.caveats import notes
from omradesindex.index.decimals import score_decimals
from omradesindex.index.groups.words import (
    common_line,
    definition_lines,
    left_out_line,
    quality_line,
    uncomputed_line,
)
from omradesindex.index.page import shortened
from omradesindex.index.scale import scale_line
from omradesindex.show.tags import STYLE, column_head, paragraphs, table_of
from omradesindex.statistics.categories import column_label
from omradesindex.wording import Language, check_language, join, number, say

if TYPE_CHECKING:
    from omradesindex.index.groups.breakdown import Breakdown

_NARROWEST = 14


def headline(breakdown: Breakdown, lang: Language, column: str | None = None) -> str:
    """What is shown, whose it is, and what it is broken down by; of a table, its periods."""
    named = [column_label(c).in_(lang) for c in breakdown.by]
    by = f"{say(lang, 'efter', 'by')} {join(named, lang=lang)}"
    if column is not None and column not in breakdown.total.columns:
        # An indicator is the same in every index.
        return f"{breakdown.full.label(column, lang)} · {words.whose(breakdown.full, lang)} · {by}"
    if column is not None:
        return f"{words.headline(breakdown.full, lang, column)} · {by}"
    return f"{words.headline(breakdown.full, lang)} · {by} · {words.periods(breakdown.total, lang)}"


def first_computed(breakdown: Breakdown) -> str:
    """The index, or where no group has one the first dimension that can be computed."""
    total = breakdown.total
    return next((c for c in total.columns if not np.isnan(total.level_scores[c]).all()), "index")


def _columns(breakdown: Breakdown, lang: Language) -> tuple[list[str], list[list[str]]]:
    """Heads and cells: a score with its place for each group, the total, and the gap where there are two."""
    column = first_computed(breakdown)
    decimals = score_decimals(breakdown.total, column)
    scores = breakdown.scores_of(column).to_numpy(dtype=float)
    ranks = breakdown.ranks_of(column).to_numpy(dtype=float, na_value=np.nan)
    heads = [_upper(breakdown.label(g, lang)) for g in breakdown.groups] + [say(lang, "Alla", "All")]
    cells = [
        [
            f"{number(s, decimals, lang=lang)} ({number(r, lang=lang)})" if not np.isnan(s) else number(s)
            for s, r in zip(row, places, strict=True)
        ]
        for row, places in zip(scores, ranks, strict=True)
    ]
    if len(breakdown.groups) == 2:
        heads.append(say(lang, "Skillnad", "Gap"))
        for row, values in zip(cells, scores, strict=True):
            row.append(number(values[0] - values[1], decimals, lang=lang, sign=True))
    return heads, cells


def _lines(breakdown: Breakdown, lang: Language) -> list[str]:
    """What stands under the table."""
    column = first_computed(breakdown)
    what = breakdown.full.label(column, lang)
    told = say(
        lang,
        f"{what}: poäng, och inom parentes platsen inom gruppen (1 = störst utmaning). Alla grupper mäts "
        "med samma måttstock som alla invånare.",
        f"{what}: scores, and in brackets the place within the group (1 = greatest challenge). Every group "
        "is measured with the same stick as all inhabitants.",
    )
    if len(breakdown.groups) == 2:
        first, second = (breakdown.label(g, lang) for g in breakdown.groups)
        told += f" {say(lang, 'Skillnad', 'Gap')}: {first} \N{MINUS SIGN} {second}."
    lines = [
        told,
        scale_line(breakdown.full, lang),
        common_line(breakdown, lang),
        quality_line(breakdown, lang),
        left_out_line(breakdown, lang),
        uncomputed_line(breakdown, lang),
        *definition_lines(breakdown, lang),
        *(text.in_(lang) for text in breakdown.remarks),
        *notes(breakdown.total, lang),
    ]
    return [line for line in lines if line]


def breakdown_text(breakdown: Breakdown, *, lang: Language = "sv", width: int = 100) -> str:
    """Write a breakdown as a table of text: scores and places of every group, and what they rest on.

    Parameters
    ----------
    breakdown : Breakdown
    lang : {"sv", "en"}
    width : int
        Characters in a line; long names are cut to fit.
    """
    check_language(lang)
    heads, cells = _columns(breakdown, lang)
    code_head, name_head = say(lang, "Kod", "Code"), say(lang, "Område", "Area")
    code_width = max(len(code_head), *map(len, breakdown.areas))
    names = [breakdown.statistics.name_of(code) for code in breakdown.areas]
    legend = ""
    if sum(map(len, heads)) + 2 * len(heads) + code_width + 2 + _NARROWEST > width:
        # Heads that do not fit become letters, told below: a cut head would not tell groups apart.
        n = len(breakdown.groups)
        letters = [_letter(k) for k in range(n)]
        legend = "; ".join(f"{a} = {h}" for a, h in zip(letters, heads[:n], strict=True)) + "."
        heads = [*letters, *heads[n:]]
    widths = [max(len(h), *(len(row[k]) for row in cells)) for k, h in enumerate(heads)]
    room = max(width - sum(widths) - 2 * len(widths) - code_width - 2, _NARROWEST)
    name_width = min(room, max(len(name_head), *map(len, names)))

    def line(code: str, name: str, row: list[str]) -> str:
        parts = [code.rjust(code_width), shortened(name, name_width).ljust(name_width)]
        parts += [shortened(cell, w).rjust(w) for cell, w in zip(row, widths, strict=True)]
        return "  ".join(parts).rstrip()

    lines = [*wrap(headline(breakdown, lang), width), "", line(code_head, name_head, heads)]
    lines += [line(c, n, row) for c, n, row in zip(breakdown.areas, names, cells, strict=True)]
    lines.append("")
    for text in ([legend] if legend else []) + _lines(breakdown, lang):
        lines += wrap(text, width)
    return "\n".join(lines)


def breakdown_html(breakdown: Breakdown, *, lang: Language = "sv") -> str:
    """Write a breakdown as HTML, marked up for screen readers, without scripts, every text escaped."""
    check_language(lang)
    heads, cells = _columns(breakdown, lang)
    body = [
        f'<tr><td>{escape(code)}</td><th scope="row">{escape(breakdown.statistics.name_of(code))}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row)
        + "</tr>"
        for code, row in zip(breakdown.areas, cells, strict=True)
    ]
    tops = [
        column_head(say(lang, "Kod", "Code")),
        column_head(say(lang, "Område", "Area"), "name"),
        *map(column_head, heads),
    ]
    table = table_of(headline(breakdown, lang), tops, body)
    return "\n".join(
        [
            f'<div class="omradesindex" lang="{lang}">{STYLE}',
            table,
            paragraphs(_lines(breakdown, lang)),
            "</div>",
        ]
    )


def _letter(place: int) -> str:
    """Name a column by a letter: A to Z, then A2 and so on."""
    again, letter = divmod(place, 26)
    return chr(ord("A") + letter) + (str(again + 1) if again else "")


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
