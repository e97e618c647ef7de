"""The uncertainty of a result as text for a terminal and as HTML for a notebook."""

from __future__ import annotations

from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index.caveats import caveats
from omradesindex.index.decimals import score_decimals
from omradesindex.index.uncertainty.value_intervals import REASONS
from omradesindex.methods.equal import reaches
from omradesindex.methods.intervals import normal
from omradesindex.show.cut import Cut, cut
from omradesindex.wording import NBSP, Language, check_language, join, number, say

if TYPE_CHECKING:
    from omradesindex.index.uncertainty.intervals import Uncertainty

_WIDTH = 100
_MOST = 64
_STYLE = (
    "<style>.omradesindex table{border-collapse:collapse}.omradesindex th,.omradesindex td"
    "{padding:2px 8px;text-align:right}"
    ".omradesindex th[scope=row]{text-align:left;font-weight:normal}"
    ".omradesindex th:nth-child(2){text-align:left}</style>"
)


def uncertainty_text(found: Uncertainty, *, lang: Language = "sv") -> str:
    """Write the index's intervals as text, and what they are made of.

    Parameters
    ----------
    found : Uncertainty
    lang : {"sv", "en"}
    """
    check_language(lang)
    heads, rows = _rows(found, lang)
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    lines = [*wrap(headline(found, lang), _WIDTH), ""]
    for cells in (heads, *rows):
        padded = [cells[0].rjust(widths[0]), cells[1].ljust(widths[1])]
        padded += [cell.rjust(width) for cell, width in zip(cells[2:], widths[2:], strict=True)]
        lines.append("  ".join(padded).rstrip())
    lines.append("")
    for text in notes(found, lang):
        lines += wrap(text, _WIDTH)
    return "\n".join(lines)


def uncertainty_html(found: Uncertainty, *, lang: Language = "sv") -> str:
    """Write the index's intervals as HTML, marked up for screen readers, every text escaped."""
    check_language(lang)
    heads, rows = _rows(found, lang)
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in heads)
    body = "".join(
        f'<tr><td>{escape(row[0])}</td><th scope="row">{escape(row[1])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[2:])
        + "</tr>"
        for row in rows
    )
    told = "".join(f"<p>{escape(text)}</p>" for text in notes(found, lang))
    return (
        f'<div class="omradesindex" lang="{lang}">{_STYLE}<table>'
        f"<caption>{escape(headline(found, lang))}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{told}</div>"
    )


def headline(found: Uncertainty, lang: Language) -> str:
    """What is shown, of which index, and whose it is."""
    result = found.result
    what = say(lang, "Indexets slumpintervall", "Sampling intervals of the index")
    if _widened(found):
        wider = ", vidgat där tillhörigheten är osäker", ", widened where membership is doubtful"
        what += say(lang, *wider)
    percent = number(100 * found.level, 0 if round(100 * found.level) == 100 * found.level else 1, lang=lang)
    shown = f"{what} ({percent}{NBSP}%) · {result.index.label.in_(lang)} · {result.statistics.name}"
    return shown + (say(lang, " · ofullständigt", " · partial") if result.partial else "")


def _rows(found: Uncertainty, lang: Language) -> tuple[list[str], list[list[str]]]:
    result = found.result
    heads = [
        say(lang, "Kod", "Code"),
        say(lang, "Område", "Area"),
        "Index",
        say(lang, "intervall", "interval"),
        say(lang, "antagen del", "assumed part"),
    ]
    score, decimals = result.level_scores["index"], score_decimals(result)
    shown = _shown(found)
    rows = []
    for place in shown.order:
        code = result.areas[place]
        low, high, doubt = (
            float(side["index"][place])
            for side in (found.score_low, found.score_high, found.score_membership)
        )
        # What membership adds, as the interval that it alone would make.
        alone = number(float(normal(0.0, doubt, level=found.level).upper), decimals, lang=lang)
        rows.append(
            [
                code,
                result.statistics.name_of(code),
                number(float(score[place]), decimals, lang=lang),
                number(low, decimals, lang=lang)
                if np.isnan(low)
                else f"{number(low, decimals, lang=lang)}–{number(high, decimals, lang=lang)}",
                f"±{alone}" if doubt > 0 else "",
            ]
        )
    if shown.broken:
        rows.insert(shown.head, ["", shown.between(lang), "", "", ""])
    return heads, rows


def _shown(found: Uncertainty) -> Cut:
    score = found.result.level_scores["index"]
    return cut([int(k) for k in np.argsort(-np.nan_to_num(score, nan=-np.inf), kind="stable")], _MOST)


def notes(found: Uncertainty, lang: Language) -> list[str]:
    """What every reader must be told."""
    result = found.result
    known = found.score_known["index"]
    told = [
        *([line] if (line := _shown(found).told(lang)) else []),
        say(
            lang,
            "Slumpintervall: hur långt slumpen ensam kan ha flyttat värdet. För ett register som räknar alla "
            "är det inget urvalsfel, utan hur långt ett annat år under samma villkor kunde ha skilt sig.",
            "Sampling interval: how far chance alone may have moved the value. For a register that counts "
            "everybody it is no sampling error, but how much another year under the same conditions might "
            "have differed.",
        ),
    ]
    if np.isfinite(known).any() and not reaches(np.nanmin(known), 1.0):
        share = number(100 * float(np.nanmin(known)), lang=lang)
        lacking = _lacking(found, lang)
        told.append(
            say(
                lang,
                f"Minst {share}{NBSP}% av indexets vikt har ett känt fel; resten räknas som exakt, så "
                f"intervallet är för kort. Utan intervall: {lacking}.",
                f"At least {share}{NBSP}% of the index's weight has a known error; the rest counts as exact, "
                f"so the interval is too short. Without an interval: {lacking}.",
            )
        )
    if _widened(found):
        told.append(
            say(
                lang,
                "Antagen del: delområden vars tillhörighet är osäker kan höra till ett annat område. Hur "
                "mycket det betyder är ett antagande, som ingår i intervallet.",
                "Assumed part: sub-areas of doubtful membership may belong to another area. How much that "
                "matters is an assumption, and is part of the interval.",
            )
        )
    told.append(
        say(
            lang,
            "Närmevärden, uppskattningar och valet av metod ingår inte.",
            "Proxies, estimates and the choice of method are not part of it.",
        )
    )
    return [*told, *caveats(result, lang)]


def _widened(found: Uncertainty) -> bool:
    return bool((np.nan_to_num(found.score_membership["index"]) > 0).any())


def _lacking(found: Uncertainty, lang: Language) -> str:
    """Indicators of which a value has no known error, brought together by the reason."""
    said: dict[str, list[str]] = {}
    for j, member in enumerate(found.result.index.members):
        there = ~np.isnan(found.estimate[:-1, j])
        if there.any() and (there & np.isnan(found.standard_error[:-1, j])).any():
            reasons = dict.fromkeys(str(r) for r in found.reason[:-1, j][there] if r)
            why = "; ".join(REASONS[r].in_(lang) for r in reasons)
            said.setdefault(why, []).append(found.result.label(member.id, lang))
    return "; ".join(f"{join(names, lang=lang)} ({why})" for why, names in said.items())
