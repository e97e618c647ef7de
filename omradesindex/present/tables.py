"""The table a person wants to read: as text for a terminal, as HTML for a notebook or a page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index.caveats import notes
from omradesindex.index.decimals import score_decimals
from omradesindex.index.explaining import scale_line
from omradesindex.present import words
from omradesindex.present.cut import MOST, Cut, cut
from omradesindex.present.words import say
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS, STATUS_LABELS, STATUSES
from omradesindex.wording import NBSP, Language, number, with_unit

if TYPE_CHECKING:
    from omradesindex.index import Result

_NARROWEST_NAME = 14
_NARROWEST_HEAD = 6


def text_table(result: Result, *, lang: Language = "sv", width: int = 100, most: int | None = MOST) -> str:
    """Write a result as a table of text.

    Parameters
    ----------
    result : Result
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
    words.check_language(lang)
    head = f"{words.headline(result, lang)} · {words.periods(result, lang)}: {result.quality_line(lang)}"
    lines = [*wrap(head, width), *wrap(scale_line(result, lang), width), ""]
    lines += _rows(result, lang, width, most)
    lines.append("")
    for dimension in result.index.walk():
        listed = [_named(result, member.id, lang) for member in dimension.leaves()]
        lines += wrap(f"{dimension.label.in_(lang)}: {', '.join(listed)}", width, subsequent_indent="  ")
    for text in (words.arrow_line(lang), words.mark_line(result, lang), *notes(result, lang)):
        lines += wrap(text, width)
    return "\n".join(lines)


def _named(result: Result, name: str, lang: Language) -> str:
    """An indicator with its arrow, and the mark or the reason where it is not official."""
    row = result.quality.loc[name]
    arrow = next(i.direction.arrow for i in result.index.indicators if i.id == name)
    mark = words.marks(result).get(str(row["quality"]), "")
    lacking = f" [{STATUS_LABELS[str(row['status'])][0].in_(lang)}]" if not row["areas"] else ""
    return f"{arrow}{NBSP}{result.label(name, lang)}{mark}{lacking}"


def _rows(result: Result, lang: Language, width: int, most: int | None) -> list[str]:
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
        parts = [rank.rjust(rank_width), code.rjust(code_width), _cut(name, name_width).ljust(name_width)]
        parts += [_cut(cell, w).rjust(w) for cell, w in zip(row, widths, strict=True)]
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


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip(" ,") + "…"


_STYLE = (
    "<style>"
    ".omradesindex{font-family:system-ui,sans-serif;color:#1a1a1a;background:#fff;max-width:75em;"
    "overflow-x:auto;line-height:1.4}"
    ".omradesindex table{border-collapse:collapse;font-size:.875em;margin:.6em 0;"
    "font-variant-numeric:tabular-nums}"
    ".omradesindex caption{text-align:left;font-weight:600;font-size:1.1em;padding:.3em 0;white-space:normal}"
    ".omradesindex th,.omradesindex td{padding:.25em .6em;text-align:right;border-bottom:1px solid #d9d9d9;"
    "color:inherit;background:#fff}"
    ".omradesindex thead th{border-bottom:2px solid #1a1a1a;vertical-align:bottom;font-weight:600}"
    ".omradesindex tbody th{text-align:left;font-weight:400}"
    ".omradesindex .name{text-align:left}"
    ".omradesindex .index{font-weight:600}"
    ".omradesindex .city th,.omradesindex .city td{border-bottom:2px solid #1a1a1a}"
    ".omradesindex p{font-size:.875em;margin:.3em 0;max-width:60em}"
    ".omradesindex summary{cursor:pointer;font-size:.875em}"
    "</style>"
)


def html_table(result: Result, *, lang: Language = "sv", most: int | None = 200) -> str:
    """Write a result as HTML: the scores, and the indicators in their own units to unfold.

    Marked up for screen readers (caption, row and column headers), without scripts, every text escaped.

    Parameters
    ----------
    result : Result
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
    words.check_language(lang)
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
        f'<div class="omradesindex" lang="{lang}">{_STYLE}',
        _paragraphs([result.quality_line(lang)]),
        _score_table(result, shown, lang),
        _paragraphs([*after, scale_line(result, lang)]),
        f"<details><summary>{escape(unfold)}</summary>",
        _indicator_table(result, shown, lang),
        _paragraphs([words.arrow_line(lang), words.mark_line(result, lang)]),
        "</details>",
        _paragraphs([*notes(result, lang), words.source_line(result, lang)]),
        "</div>",
    ]
    return "\n".join(part for part in parts if part)


def html_page(result: Result, *, lang: Language = "sv") -> str:
    """Write a page of its own with the whole table."""
    return page_of(words.headline(result, lang), html_table(result, lang=lang, most=None), lang)


def page_of(title: str, body: str, lang: Language) -> str:
    """Write a page of its own around what stands on it; the title is escaped here."""
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _paragraphs(texts: Sequence[str]) -> str:
    return "\n".join(f"<p>{escape(text)}</p>" for text in texts if text)


def _table(caption: str, heads: Sequence[str], body: Sequence[str]) -> str:
    return (
        f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{''.join(heads)}</tr></thead>\n<tbody>\n"
        + "\n".join(body)
        + "\n</tbody>\n</table>"
    )


def with_break(body: Sequence[str], shown: Cut, columns: int, lang: Language) -> list[str]:
    """Put a row between the first areas and the last, where some are left out."""
    if not shown.broken:
        return list(body)
    row = f'<tr><td colspan="{columns}">{escape(shown.between(lang))}</td></tr>'
    return [*body[: shown.head], row, *body[shown.head :]]


def _head(text: str, kind: str = "") -> str:
    return f'<th scope="col"{_class(kind)}>{escape(text)}</th>'


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""


def _score_table(result: Result, shown: Cut, lang: Language) -> str:
    ranks = words.rank_labels(result)
    scores = result.scores.to_numpy()
    ranges = None if result.rank_ranges is None else result.rank_ranges.texts()
    heads = [
        _head(say(lang, "Rang", "Rank")),
        *([] if ranges is None else [_head(words.range_head(lang))]),
        _head(say(lang, "Kod", "Code")),
        _head(say(lang, "Område", "Area"), "name"),
    ]
    heads += [_head(result.label(c, lang), "index" if c == "index" else "") for c in result.columns]
    body = []
    decimals = [score_decimals(result, column) for column in result.columns]
    for i in shown.order:
        code = result.areas[i]
        range_cell = "" if ranges is None else f"<td>{ranges[i]}</td>"
        cells = [
            f"<td{_class('' if k else 'index')}>{number(score, decimals[k], lang=lang)}</td>"
            for k, score in enumerate(scores[i])
        ]
        body.append(
            f"<tr><td>{ranks[i]}</td>{range_cell}<td>{escape(code)}</td>"
            f'<th scope="row">{escape(result.statistics.name_of(code))}</th>{"".join(cells)}</tr>'
        )
    caption = f"{words.headline(result, lang)} · {words.periods(result, lang)}"
    return _table(caption, heads, with_break(body, shown, len(heads), lang))


def _indicator_table(result: Result, shown: Cut, lang: Language) -> str:
    heads = [_head(say(lang, "Kod", "Code")), _head(say(lang, "Område", "Area"), "name")]
    heads += [
        _head(f"{indicator.direction.arrow} {indicator.label.in_(lang)} ({indicator.unit})")
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
    return _table(caption, heads, [body[0], *with_break(body[1:], shown, len(heads), lang)])


def _indicator_row(result: Result, row: int, code: str, name: str, lang: Language, kind: str = "") -> str:
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
    return (
        f'<tr{_class(kind)}><td>{escape(code)}</td><th scope="row">{escape(name)}</th>{"".join(cells)}</tr>'
    )
