"""The table a person wants to read: as text for a terminal, as HTML for a notebook or a page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words
from omradesindex.index.caveats import notes
from omradesindex.index.decimals import score_decimals
from omradesindex.index.explain import scale_line
from omradesindex.index.quality import quality_line
from omradesindex.show.cut import MOST, Cut, cut
from omradesindex.show.tags import (
    STYLE,
    class_attribute,
    column_head,
    page_of,
    paragraphs,
    table_of,
    with_break,
)
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS, STATUS_LABELS, STATUSES
from omradesindex.wording import NBSP, Language, check_language, number, say, with_unit

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored

_NARROWEST_NAME = 14
_NARROWEST_HEAD = 6


def text_table(result: Scored, *, lang: Language = "sv", width: int = 100, most: int | None = MOST) -> str:
    """Write a result as a table of text.

    Parameters
    ----------
    result : Scored
    lang : {"sv", "en"}
    width : int
        Characters in a line; long names are cut to fit.
    most : int or None
        Areas that are listed; of more, the first and the last in rank, and the table says so. None lists all.

    Returns
    -------
    str
        What it is, the areas (1 = greatest challenge, shared places marked ``=``), the indicators with
        direction and quality, and what a reader must be told.

    Examples
    --------
    >>> import omradesindex as oi
    >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    >>> print(text_table(result).split("·")[0])
    Områdesindex ur öppna data
    """
    check_language(lang)
    head = f"{words.headline(result, lang)} · {words.periods(result, lang)}: {quality_line(result, lang)}"
    lines = [*wrap(head, width), *wrap(scale_line(result, lang), width), ""]
    lines += _rows(result, lang, width, most)
    lines.append("")
    for dimension in result.index.walk():
        listed = [_named(result, member.id, lang) for member in dimension.leaves()]
        lines += wrap(f"{dimension.label.in_(lang)}: {', '.join(listed)}", width, subsequent_indent="  ")
    for text in (words.arrow_line(lang), words.mark_line(result, lang), *notes(result, lang)):
        lines += wrap(text, width)
    return "\n".join(lines)


def _named(result: Scored, name: str, lang: Language) -> str:
    """An indicator with its arrow, and the mark or the reason where it is not official."""
    row = result.quality.loc[name]
    arrow = next(i.direction.arrow for i in result.index.indicators if i.id == name)
    mark = words.marks(result).get(str(row["quality"]), "")
    lacking = f" [{STATUS_LABELS[str(row['status'])][0].in_(lang)}]" if not row["areas"] else ""
    return f"{arrow}{NBSP}{result.label(name, lang)}{mark}{lacking}"


def _rows(result: Scored, lang: Language, width: int, most: int | None) -> list[str]:
    shown = cut(words.ordered(result), most)
    ranks = words.rank_labels(result)
    if any(label.endswith("=") for label in ranks):
        # The tie's sign stands to the right of the digits, so that the digits stay in line.
        ranks = [label if label.endswith("=") else f"{label} " for label in ranks]
    names = [result.statistics.name_of(code) for code in result.areas]
    heads = [result.label(column, lang) for column in result.columns]
    scores = result.scores.to_numpy()
    decimals = [score_decimals(result, column) for column in result.columns]
    cells = [[number(s, d, lang=lang) for s, d in zip(row, decimals, strict=True)] for row in scores]
    if result.rank_ranges is not None:
        heads.insert(0, words.range_head(lang))
        cells = [[text, *row] for text, row in zip(result.rank_ranges.texts(), cells, strict=True)]
    widths = [max(len(head), *(len(row[k]) for row in cells)) for k, head in enumerate(heads)]
    rank_head, code_head = say(lang, "Rang", "Rank"), say(lang, "Kod", "Code")
    rank_width = max(len(rank_head), *map(len, ranks))
    code_width = max(len(code_head), *map(len, result.areas))
    name_head = say(lang, "Område", "Area")
    longest = max(len(name_head), *map(len, names))
    fixed = rank_width + code_width
    gaps = 2 + len(widths)
    # Where it is narrow the wide gaps go first, then the ends of names, then of the dimensions' heads.
    gap = 2 if fixed + sum(widths) + longest + 2 * gaps <= width else 1
    while width - fixed - sum(widths) - gap * gaps < _NARROWEST_NAME and max(widths) > _NARROWEST_HEAD:
        widths[widths.index(max(widths))] -= 1
    name_width = min(longest, max(width - fixed - sum(widths) - gap * gaps, _NARROWEST_NAME))

    def line(rank: str, code: str, name: str, row: Sequence[str]) -> str:
        parts = [
            rank.rjust(rank_width),
            code.rjust(code_width),
            shortened(name, name_width).ljust(name_width),
        ]
        parts += [shortened(cell, w).rjust(w) for cell, w in zip(row, widths, strict=True)]
        return (" " * gap).join(parts).rstrip()

    lines = [line(rank_head, code_head, name_head, heads)]
    body = [line(ranks[i], result.areas[i], names[i], cells[i]) for i in shown.order]
    if shown.left_out:
        body.insert(shown.head, shown.between(lang))
    lines += body
    for text in (
        words.range_line(result, lang),
        words.tie_line(result, lang),
        words.alike_line(result, lang),
        words.why_unranked(result, lang),
    ):
        lines += wrap(text, width)
    return lines


def shortened(text: str, width: int) -> str:
    """Cut a text that is longer than ``width`` characters, and say so with an ellipsis."""
    return text if len(text) <= width else text[: width - 1].rstrip(" ,") + "…"


def html_table(result: Scored, *, lang: Language = "sv", most: int | None = 200) -> str:
    """Write a result as HTML: the scores, and the indicators in their own units to unfold.

    Marked up for screen readers (caption, row and column headers), without scripts, every text escaped.

    Parameters
    ----------
    result : Scored
    lang : {"sv", "en"}
    most : int or None
        Areas that are listed; of more, the first and the last in rank, and the table says so. None lists all.

    Examples
    --------
    >>> import omradesindex as oi
    >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    >>> html_table(result).count('scope="row"') >= 14
    True
    """
    check_language(lang)
    shown = cut(words.ordered(result), most)
    after = [
        shown.told(lang),
        words.range_line(result, lang),
        words.tie_line(result, lang),
        words.alike_line(result, lang),
        words.why_unranked(result, lang),
    ]
    unfold = say(lang, "Indikatorerna i egna enheter", "The indicators in their own units")
    parts = [
        f'<div class="omradesindex" lang="{lang}">{STYLE}',
        paragraphs([quality_line(result, lang)]),
        _score_table(result, shown, lang),
        paragraphs([*after, scale_line(result, lang)]),
        f"<details><summary>{escape(unfold)}</summary>",
        _indicator_table(result, shown, lang),
        paragraphs([words.arrow_line(lang), words.mark_line(result, lang)]),
        "</details>",
        paragraphs([*notes(result, lang), words.source_line(result, lang)]),
        "</div>",
    ]
    return "\n".join(part for part in parts if part)


def html_page(result: Scored, *, lang: Language = "sv") -> str:
    """Write a page of its own with the whole table."""
    return page_of(words.headline(result, lang), html_table(result, lang=lang, most=None), lang)


def _score_table(result: Scored, shown: Cut, lang: Language) -> str:
    ranks = words.rank_labels(result)
    scores = result.scores.to_numpy()
    ranges = None if result.rank_ranges is None else result.rank_ranges.texts()
    heads = [
        column_head(say(lang, "Rang", "Rank")),
        *([] if ranges is None else [column_head(words.range_head(lang))]),
        column_head(say(lang, "Kod", "Code")),
        column_head(say(lang, "Område", "Area"), "name"),
    ]
    heads += [column_head(result.label(c, lang), "index" if c == "index" else "") for c in result.columns]
    body = []
    decimals = [score_decimals(result, column) for column in result.columns]
    for i in shown.order:
        code = result.areas[i]
        range_cell = "" if ranges is None else f"<td>{ranges[i]}</td>"
        cells = [
            f"<td{class_attribute('' if k else 'index')}>{number(score, decimals[k], lang=lang)}</td>"
            for k, score in enumerate(scores[i])
        ]
        body.append(
            f"<tr><td>{ranks[i]}</td>{range_cell}<td>{escape(code)}</td>"
            f'<th scope="row">{escape(result.statistics.name_of(code))}</th>{"".join(cells)}</tr>'
        )
    caption = f"{words.headline(result, lang)} · {words.periods(result, lang)}"
    return table_of(caption, heads, with_break(body, shown, len(heads), lang))


def _indicator_table(result: Scored, shown: Cut, lang: Language) -> str:
    heads = [column_head(say(lang, "Kod", "Code")), column_head(say(lang, "Område", "Area"), "name")]
    heads += [
        column_head(f"{indicator.direction.arrow} {indicator.label.in_(lang)} ({indicator.unit})")
        for indicator in result.index.indicators
    ]
    city = len(result.areas)
    whole = result.statistics.whole or ""
    body = [_indicator_row(result, city, whole, words.city(result, lang), lang, "city")]
    body += [
        _indicator_row(result, i, result.areas[i], result.statistics.name_of(result.areas[i]), lang)
        for i in shown.order
    ]
    caption = f"{say(lang, 'Indikatorer', 'Indicators')} · {words.whose(result, lang)}"
    return table_of(caption, heads, [body[0], *with_break(body[1:], shown, len(heads), lang)])


def _indicator_row(result: Scored, row: int, code: str, name: str, lang: Language, kind: str = "") -> str:
    m = result.measured
    cells = []
    for place, indicator in enumerate(result.index.indicators):
        if np.isnan(m.values[row, place]):
            told = STATUS_LABELS[STATUSES[m.status[row, place]]][0].in_(lang)
        else:
            told = QUALITY_LABELS[QUALITIES[m.quality[row, place]]][0].in_(lang)
            told = f"{with_unit(m.values[row, place], indicator.unit, indicator.decimals, lang=lang)}, {told}"
        text = words.value_text(result, row, place, lang)
        cells.append(f'<td title="{escape(told)}">{escape(text)}</td>')
    head = f'<td>{escape(code)}</td><th scope="row">{escape(name)}</th>'
    return f"<tr{class_attribute(kind)}>{head}{''.join(cells)}</tr>"
