"""A comparison as text for a terminal and as HTML for a notebook or a page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.index.decimals import score_decimals
from omradesindex.index.explain import scale_line
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
from omradesindex.subjects.compare.words import (
    count_of,
    empty_line,
    new_indicators,
    the_first,
    who_comes_first,
)
from omradesindex.wording import Language, area_name, check_language, correlation, join, number, say

if TYPE_CHECKING:
    from omradesindex.subjects.compare.answer import Comparison

_LONGEST_NAME = 34
_NARROWEST_NAME = 14
_STYLE_HERE = (
    "<style>.omradesindex td.first{background:#f1ece0;font-weight:600}"
    ".omradesindex tr.rule th,.omradesindex tr.rule td{border-top:2px solid #1a1a1a}"
    ".omradesindex td.word{text-align:center}</style>"
)


# -- what a comparison says of itself ---------------------------------------------------------------------


def comparison_subtitle(comparison: Comparison, lang: Language) -> str:
    """The period, what a rank is, and what the sets are held against."""
    when = words.periods(comparison.everything, lang)
    told = f"{say(lang, 'Uppgifter för', 'Figures for')} {when}. " if when else ""
    return told + say(
        lang,
        f"Områdenas plats i varje uppsättning; plats 1 är störst utmaning. Bas: {comparison.base}.",
        f"The areas' place in each set; place 1 is the greatest challenge. Base: {comparison.base}.",
    )


def sets_line(comparison: Comparison, lang: Language) -> str:
    """What the sets' ids stand for."""
    by_label: dict[str, list[str]] = {}
    for name in (*comparison.sets, *comparison.empty):
        by_label.setdefault(comparison.label(name, lang), []).append(name)
    return "; ".join(f"{', '.join(names)}: {label}" for label, names in by_label.items()) + "."


def left_out_line(comparison: Comparison, lang: Language) -> str:
    """The sets that could not be computed and the areas without ranks, and why."""
    told = empty_line(comparison, lang)
    if comparison.left_out:
        codes = join(comparison.left_out, lang=lang)
        why = say(
            lang,
            f"Områden utan plats, eftersom index saknas i någon uppsättning: {codes}.",
            f"Areas without a place, because some set gives them no index: {codes}.",
        )
        told = f"{told} {why}".strip()
    return told


def first_lines(comparison: Comparison, lang: Language) -> list[str]:
    """Who comes first in every set, and who in some only."""
    first = the_first(comparison, lang)
    sv = lang == "sv"
    place = first if comparison.top == 1 else f"bland {first}" if sv else f"among {first}"
    if comparison.common:
        head = f"{_upper(place)} i alla uppsättningar" if sv else f"{_upper(place)} in every set"
        lines = [f"{head}: {_listed(comparison, comparison.common, lang)}."]
    else:
        lines = [
            f"Inget område är {place} i alla uppsättningar." if sv else f"No area is {place} in every set."
        ]
    if comparison.contested:
        head = f"{_upper(place)} i någon men inte alla" if sv else f"{_upper(place)} in some but not all"
        lines.append(f"{head}: {_listed(comparison, comparison.contested, lang)}.")
    return lines


def _listed(comparison: Comparison, codes: Sequence[str], lang: Language) -> str:
    return join([_area(comparison, code) for code in codes], lang=lang)


def _area(comparison: Comparison, code: str) -> str:
    return area_name(code, comparison.statistics.name_of(code))


def _changes(comparison: Comparison, lang: Language) -> list[tuple[list[str], list[str]]]:
    """Who enters and leaves in each set; sets of which the same is to be said stand together."""
    by_text: dict[tuple[str, ...], list[str]] = {}
    for name in comparison.sets[1:]:
        by_text.setdefault(tuple(who_comes_first(comparison, name, lang)), []).append(name)
    return [(names, list(texts)) for texts, names in by_text.items()]


def set_head(comparison: Comparison, name: str, lang: Language) -> list[str]:
    """A set's id in lines that are broken at its hyphens, and how many of its indicators have figures."""
    count = count_of(comparison, name, lang)
    return [*name.replace("-", "-\n").replace("_", "_\n").split("\n"), *([count] if count else [])]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _scale_lines(comparison: Comparison, lang: Language) -> list[str]:
    """How scores are read: once where all sets share the scale, else for each."""
    told = {name: scale_line(result, lang) for name, result in comparison.results.items()}
    if len(set(told.values())) == 1:
        return [told[comparison.base]]
    return [f"{name}: {text}" for name, text in told.items()]


def _order(comparison: Comparison) -> list[int]:
    ranks = comparison.ranks[comparison.base].to_numpy(dtype=float, na_value=np.inf)
    return [int(i) for i in np.argsort(ranks, kind="stable")]


def _cells(comparison: Comparison) -> list[list[str]]:
    """Ranks with the change from the base, areas × sets: ``3 ↑2``, ``5= ↓1``, ``4``."""
    ranks = comparison.ranks.to_numpy(dtype=float, na_value=np.nan)
    rows = []
    for row in ranks:
        cells = []
        for k, value in enumerate(row):
            if np.isnan(value):
                cells.append("–")
                continue
            tied = "=" if int((ranks[:, k] == value).sum()) > 1 else ""
            change = int(row[0] - value)
            arrow = f" {'↑' if change > 0 else '↓'}{abs(change)}" if change else ""
            cells.append(f"{value:.0f}{tied}{arrow}")
        rows.append(cells)
    return rows


def _agreements(comparison: Comparison, lang: Language) -> list[tuple[str, list[str]]]:
    frame = comparison.agreement
    # Of a set that is the base in disguise, full agreement would be read as a finding.
    frame = frame[["spearman", "kendall", "mean_shift"]].where(frame["seen"], np.nan)
    rows = (
        ("Spearman", "spearman", 2, correlation),
        ("Kendall", "kendall", 2, correlation),
        (say(lang, "Platser, medel", "Places, mean"), "mean_shift", 1, number),
    )
    return [
        (head, [write(v, decimals, lang=lang) for v in frame[name]]) for head, name, decimals, write in rows
    ]


# -- text ---------------------------------------------------------------------------------------------------


def comparison_text(
    comparison: Comparison, *, lang: Language = "sv", width: int = 100, most: int | None = MOST
) -> str:
    """Write a comparison as a table of text.

    Parameters
    ----------
    comparison : Comparison
    lang : {"sv", "en"}
    width : int
        Characters in a line; sets that do not fit stand in a table below.
    most : int or None
        Areas that are listed; of more, the first and the last in the base, and the table says so.

    Returns
    -------
    str
        Ranks with arrows for the change from the base, rank correlations, who comes first in every set,
        who enters and leaves and mainly by what, and what a reader must be told.

    Examples
    --------
    >>> import omradesindex as oi
    >>> base = oi.load_index("malmo-oppna-data")
    >>> own = base.without("lag_lon").with_identity(id="utan-lag-lon")
    >>> print(comparison_text(oi.compare([base, own], oi.malmo_statistics())).split("·")[0])
    Jämförelse av 2 index
    """
    check_language(lang)
    everything = comparison.everything
    lines = [*wrap(words.headline(everything, lang), width)]
    lines += [*wrap(comparison_subtitle(comparison, lang), width), ""]
    lines += _blocks(comparison, lang, width, most)
    lines.append("")
    for text in first_lines(comparison, lang):
        lines += wrap(text, width, subsequent_indent="  ")
    lines.append("")
    for names, texts in _changes(comparison, lang):
        lines += wrap(f"{', '.join(names)}: {texts[0]}", width, subsequent_indent="  ")
        for text in texts[1:]:
            lines += wrap(text, width, initial_indent="  ", subsequent_indent="  ")
    lines.append("")
    for text in (
        sets_line(comparison, lang),
        new_indicators(comparison, lang),
        left_out_line(comparison, lang),
        *caveats(everything, lang),
    ):
        lines += wrap(text, width)
    return "\n".join(lines)


def _blocks(comparison: Comparison, lang: Language, width: int, most: int | None) -> list[str]:
    """Write as many tables below each other as the width makes needed."""
    shown = cut(_order(comparison), most)
    cells = _cells(comparison)
    agreements = _agreements(comparison, lang)
    heads = [set_head(comparison, name, lang) for name in comparison.sets]
    widths = [
        max(*map(len, head), *(len(row[k]) for row in cells), *(len(row[k]) for _, row in agreements))
        for k, head in enumerate(heads)
    ]
    names = [_area(comparison, code) for code in comparison.areas]
    labels = [*(names[i] for i in shown.order), *(head for head, _ in agreements)]
    longest = min(max(map(len, labels)), _LONGEST_NAME)
    name_width = max(min(longest, width - sum(widths[:2]) - 4), _NARROWEST_NAME)
    lines: list[str] = []
    for block in _fitting(widths, width - name_width):

        def line(label: str, row: Sequence[str], block: Sequence[int] = block) -> str:
            cut = label if len(label) <= name_width else label[: name_width - 1].rstrip(" ,") + "…"
            return "  ".join([cut.ljust(name_width), *(row[k].rjust(widths[k]) for k in block)]).rstrip()

        if lines:
            lines.append("")
        deep = max(len(heads[k]) for k in block)
        for level in range(deep):
            texts = [head[level - deep + len(head)] if level >= deep - len(head) else "" for head in heads]
            lines.append(line(say(lang, "Område", "Area") if level == deep - 1 else "", texts))
        body = [line(names[i], cells[i]) for i in shown.order]
        if shown.left_out:
            body.insert(shown.head, shown.between(lang))
        lines += body
        lines += [line(head, row) for head, row in agreements]
    return lines


def _fitting(widths: Sequence[int], room: int) -> list[list[int]]:
    """Part the columns into as few blocks as fit, of about the same size; each begins with the base."""
    others = range(1, len(widths))
    for n in range(1, len(widths)):
        size = -(-len(others) // n)
        blocks = [[0, *others[k : k + size]] for k in range(0, len(others), size)]
        if all(sum(widths[c] + 2 for c in block) <= room for block in blocks):
            return blocks
    return [[0, c] for c in others]


# -- HTML ---------------------------------------------------------------------------------------------------


def comparison_html(comparison: Comparison, *, lang: Language = "sv", most: int | None = 200) -> str:
    """Write a comparison as HTML: ranks, and to unfold the reasons, the scores and the indicators.

    Parameters
    ----------
    comparison : Comparison
    lang : {"sv", "en"}
    most : int or None
        Areas that are listed; None lists all.
    """
    check_language(lang)
    everything = comparison.everything
    shown = cut(_order(comparison), most)
    told = [
        comparison.explain(name, lang=lang).splitlines() for name in (*comparison.sets, *comparison.empty)
    ]
    reasons = "".join(f"<p>{'<br>'.join(escape(line) for line in lines if line)}</p>" for lines in told)
    parts = [
        f'<div class="omradesindex" lang="{lang}">{STYLE}{_STYLE_HERE}',
        _rank_table(comparison, shown, lang),
        paragraphs(
            [
                comparison_subtitle(comparison, lang),
                shown.told(lang),
                *first_lines(comparison, lang),
                new_indicators(comparison, lang),
                left_out_line(comparison, lang),
            ]
        ),
        f"<details><summary>{say(lang, 'Vad varje uppsättning ändrar', 'What each set changes')}</summary>",
        reasons,
        "</details>",
        f"<details><summary>{say(lang, 'Poäng', 'Scores')}</summary>",
        _score_table(comparison, shown, lang),
        paragraphs(_scale_lines(comparison, lang)),
        "</details>",
        f"<details><summary>{say(lang, 'Indikatorer', 'Indicators')}</summary>",
        _coverage_table(comparison, lang),
        paragraphs([words.arrow_line(lang), words.mark_line(everything, lang)]),
        "</details>",
        paragraphs(
            [
                sets_line(comparison, lang),
                *caveats(everything, lang),
                words.source_line(everything, lang),
            ]
        ),
        "</div>",
    ]
    return "\n".join(part for part in parts if part)


def comparison_page(comparison: Comparison, *, lang: Language = "sv") -> str:
    """Write a page of its own with every area."""
    body = comparison_html(comparison, lang=lang, most=None)
    return page_of(words.headline(comparison.everything, lang), body, lang)


def _set_heads(comparison: Comparison, lang: Language, sets: Sequence[str] = ()) -> list[str]:
    heads = []
    for name in sets or comparison.sets:
        count = count_of(comparison, name, lang)
        title = escape(comparison.label(name, lang), quote=True)
        under = f"<br>{escape(count)}" if count else ""
        heads.append(f'<th scope="col" title="{title}">{escape(name)}{under}</th>')
    return heads


def _area_heads(lang: Language) -> list[str]:
    return [column_head(say(lang, "Kod", "Code")), column_head(say(lang, "Område", "Area"), "name")]


def _area_cells(comparison: Comparison, code: str) -> str:
    name = escape(comparison.statistics.name_of(code))
    return f'<td>{escape(code)}</td><th scope="row">{name}</th>'


def _rank_table(comparison: Comparison, shown: Cut, lang: Language) -> str:
    cells = _cells(comparison)
    first = comparison.ranks.to_numpy(dtype=float, na_value=np.nan) <= comparison.top
    body = []
    for i in shown.order:
        row = "".join(
            f"<td{class_attribute('first' if first[i, k] else '')}>{cell}</td>"
            for k, cell in enumerate(cells[i])
        )
        body.append(f"<tr>{_area_cells(comparison, comparison.areas[i])}{row}</tr>")
    body = with_break(body, shown, 2 + len(comparison.sets), lang)
    for k, (head, numbers) in enumerate(_agreements(comparison, lang)):
        rule = class_attribute("" if k else "rule")
        values = "".join(f"<td>{value}</td>" for value in numbers)
        body.append(f'<tr{rule}><td></td><th scope="row">{escape(head)}</th>{values}</tr>')
    caption = words.headline(comparison.everything, lang)
    return table_of(caption, [*_area_heads(lang), *_set_heads(comparison, lang)], body)


def _score_table(comparison: Comparison, shown: Cut, lang: Language) -> str:
    scores = comparison.scores.to_numpy()
    decimals = [score_decimals(result) for result in comparison.results.values()]
    body = [
        f"<tr>{_area_cells(comparison, comparison.areas[i])}"
        + "".join(f"<td>{number(s, d, lang=lang)}</td>" for s, d in zip(scores[i], decimals, strict=True))
        + "</tr>"
        for i in shown.order
    ]
    caption = f"{say(lang, 'Poäng', 'Scores')} · {words.whose(comparison.everything, lang)}"
    return table_of(
        caption,
        [*_area_heads(lang), *_set_heads(comparison, lang)],
        with_break(body, shown, 2 + len(decimals), lang),
    )


def _coverage_table(comparison: Comparison, lang: Language) -> str:
    """Indicators × sets: whether a set has the indicator, and whether it has figures."""
    sets = (*comparison.sets, *comparison.empty)
    has = {
        (s, i): f for s, i, f in comparison.coverage[["set", "indicator", "figures"]].itertuples(index=False)
    }
    told = {None: "", True: say(lang, "ja", "yes"), False: say(lang, "saknas", "missing")}
    body = []
    for indicator in comparison.everything.index.indicators:
        quality = str(comparison.everything.quality.at[indicator.id, "quality"])
        mark = words.marks(comparison.everything).get(quality, "")
        cells = "".join(f'<td class="word">{told[has.get((name, indicator.id))]}</td>' for name in sets)
        label = f"{indicator.direction.arrow} {indicator.label.in_(lang)}{mark}"
        body.append(f'<tr><th scope="row">{escape(label)}</th>{cells}</tr>')
    heads = [column_head(say(lang, "Indikator", "Indicator"), "name"), *_set_heads(comparison, lang, sets)]
    return table_of(say(lang, "Vilka indikatorer som ingår", "Which indicators are part of it"), heads, body)
