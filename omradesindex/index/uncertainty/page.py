"""The uncertainty of a result as pages: every area's interval, and one area's with what it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.index.decimals import score_decimals
from omradesindex.index.uncertainty.value_intervals import REASONS
from omradesindex.methods.equal import reaches
from omradesindex.methods.intervals import normal
from omradesindex.show.cut import cut
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.wording import NBSP, Language, Text, area_name, exact_decimals, join, number, say

if TYPE_CHECKING:
    from omradesindex.index.uncertainty.uncertainty import Uncertainty

Floats = NDArray[np.float64]

_CHANCE = Text(
    "Slumpintervall: hur långt slumpen ensam kan ha flyttat värdet. För ett register som räknar alla är det "
    "inget urvalsfel, utan hur långt ett annat år under samma villkor kunde ha skilt sig.",
    "Sampling interval: how far chance alone may have moved the value. For a register that counts everybody "
    "it is no sampling error, but how much another year under the same conditions might have differed.",
)
_ASSUMED = Text(
    "Antagen del: delområden vars tillhörighet är osäker kan höra till ett annat område. Hur mycket det "
    "betyder är ett antagande, som ingår i intervallet.",
    "Assumed part: sub-areas of doubtful membership may belong to another area. How much that matters is an "
    "assumption, and is part of the interval.",
)
_NOT_PART = Text(
    "Närmevärden, uppskattningar och valet av metod ingår inte.",
    "Proxies, estimates and the choice of method are not part of it.",
)


def page_of(uncertainty: Uncertainty, lang: Language, most: int | None) -> Page:
    """Return the index of every area with its interval, the greatest challenge first.

    Parameters
    ----------
    uncertainty : Uncertainty
    lang : {"sv", "en"}
    most : int or None
        Areas that are listed; of more, the first and the last. None lists all.
    """
    result = uncertainty.result
    shown = cut(words.ordered(result), most)
    low, high = uncertainty.score_low["index"], uncertainty.score_high["index"]
    decimals = score_decimals(result)
    sides = (result.level_scores["index"], low, high)
    columns = [
        Column(say(lang, "Kod", "Code"), result.areas, "code"),
        Column(say(lang, "Område", "Area"), list(result.names.values()), "name"),
        *(
            Column(head, side.tolist(), decimals=decimals, group=group, strong=not group)
            for (head, group), side in zip(_heads("Index", "Index", lang), sides, strict=True)
        ),
    ]
    if _widened(uncertainty):
        # What membership adds, as the interval that it alone would make.
        alone = normal(0.0, uncertainty.score_membership["index"], level=uncertainty.level).upper
        columns.append(
            Column(say(lang, "Antagen del", "Assumed part"), alone.tolist(), decimals=decimals, unit="±")
        )
    table = Table(
        f"{_what(uncertainty, lang)} · {words.whose(result, lang)}",
        [column.rows(shown.order) for column in columns],
        [shown.told(lang), *notes(uncertainty, lang)],
        breaks={shown.head: shown.between(lang)} if shown.broken else {},
    )
    told = [*caveats(result, lang), words.source_line(result, lang)]
    return Page(headline(uncertainty, lang), [Paragraph(reach_line(uncertainty, lang)), table], told, lang)


def area_page(uncertainty: Uncertainty, place: int, lang: Language) -> Page:
    """Return the intervals of one area: its scores, and the values that they are made of."""
    result = uncertainty.result
    code = result.areas[place]
    title = f"{area_name(code, result.statistics.name_of(code))} · {headline(uncertainty, lang)}"
    told = [*notes(uncertainty, lang), *caveats(result, lang), words.source_line(result, lang)]
    return Page(title, [_scores(uncertainty, place, lang), _values(uncertainty, place, lang)], told, lang)


def _scores(uncertainty: Uncertainty, place: int, lang: Language) -> Table:
    result = uncertainty.result
    sides = (result.level_scores, uncertainty.score_low, uncertainty.score_high)
    decimals = score_decimals(result)
    return Table(
        say(lang, "Index och dimensioner", "Index and dimensions"),
        [
            Column(say(lang, "Del", "Part"), [result.label(name, lang) for name in result.columns], "name"),
            *(
                Column(head, [side[name][place] for name in result.columns], decimals=decimals, group=group)
                for (head, group), side in zip(_heads("Poäng", "Score", lang), sides, strict=True)
            ),
        ],
    )


def _values(uncertainty: Uncertainty, place: int, lang: Language) -> Table:
    """The indicators, each in its own unit and with its own decimals, or why it has no interval."""
    members = uncertainty.result.index.members
    decimals = [member.indicator.decimals for member in members]
    sides = [uncertainty.estimate, uncertainty.low, uncertainty.high]
    heads = _heads("Värde", "Value", lang)
    if not np.isnan(uncertainty.shrunk).all():
        sides.append(uncertainty.shrunk)
        heads.append((say(lang, "Krympt", "Shrunk"), ""))
    return Table(
        say(lang, "Indikatorerna i egna enheter", "The indicators in their own units"),
        [
            Column(
                say(lang, "Indikator", "Indicator"),
                [m.indicator.label.in_(lang) for m in members],
                "name",
            ),
            Column(say(lang, "Enhet", "Unit"), [m.indicator.unit for m in members], "words"),
            *(
                Column(head, side[place].tolist(), decimals=decimals, group=group)
                for (head, group), side in zip(heads, sides, strict=True)
            ),
            Column(
                say(lang, "Utan intervall", "No interval"),
                [REASONS[reason].in_(lang) if reason else "" for reason in uncertainty.reason[place]],
                "words",
            ),
        ],
    )


def _heads(sv: str, en: str, lang: Language) -> list[tuple[str, str]]:
    """Heads of a value and of its interval, which stands under a head of its own."""
    interval = say(lang, "Intervall", "Interval")
    return [
        (say(lang, sv, en), ""),
        (say(lang, "från", "from"), interval),
        (say(lang, "till", "to"), interval),
    ]


def headline(uncertainty: Uncertainty, lang: Language) -> str:
    """What is shown, of which index, and whose it is."""
    return f"{_what(uncertainty, lang)} · {words.headline(uncertainty.result, lang)}"


def _what(uncertainty: Uncertainty, lang: Language) -> str:
    percent = 100 * uncertainty.level
    level = f"{number(percent, exact_decimals([percent]), lang=lang)}{NBSP}%"
    wider = say(lang, ", vidgat där tillhörigheten är osäker", ", widened where membership is doubtful")
    what = say(lang, "Indexets slumpintervall", "Sampling intervals of the index")
    return f"{what}{wider if _widened(uncertainty) else ''} ({level})"


def reach_line(uncertainty: Uncertainty, lang: Language) -> str:
    """Say how far the shortest and the longest interval of the index reach."""
    result = uncertainty.result
    reach = (uncertainty.score_high["index"] - uncertainty.score_low["index"]) / 2
    if np.isnan(reach).all():
        return say(lang, "Inget område har ett intervall för index.", "No area has an interval of the index.")
    decimals = score_decimals(result)
    least, most = (number(float(v), decimals, lang=lang) for v in (np.nanmin(reach), np.nanmax(reach)))
    code = result.areas[int(np.nanargmax(reach))]
    where = area_name(code, result.statistics.name_of(code))
    return say(
        lang,
        f"Indexets intervall når från ±{least} till ±{most} poäng; längst i {where}.",
        f"The intervals of the index reach from ±{least} to ±{most} points; longest in {where}.",
    )


def notes(uncertainty: Uncertainty, lang: Language) -> list[str]:
    """What an interval is made of, what it lacks, and what is not part of it."""
    known = uncertainty.score_known["index"]
    told = [_CHANCE.in_(lang), uncertainty.dependence.text.in_(lang)]
    if np.isfinite(known).any() and not reaches(np.nanmin(known), 1.0):
        share = number(np.floor(100 * float(np.nanmin(known))), lang=lang)
        lacking = _lacking(uncertainty, lang)
        told.append(
            say(
                lang,
                f"Minst {share}{NBSP}% av indexets vikt har ett känt fel; de övriga antas vara lika "
                f"osäkra. Utan intervall: {lacking}.",
                f"At least {share}{NBSP}% of the index's weight has a known error; the others are assumed to "
                f"be as uncertain. Without an interval: {lacking}.",
            )
        )
    if _widened(uncertainty):
        told.append(_ASSUMED.in_(lang))
    return [*told, _NOT_PART.in_(lang)]


def _widened(uncertainty: Uncertainty) -> bool:
    return bool((np.nan_to_num(uncertainty.score_membership["index"]) > 0).any())


def _lacking(uncertainty: Uncertainty, lang: Language) -> str:
    """Indicators of which a value has no known error, brought together by the reason."""
    by_reason: dict[str, list[str]] = {}
    for j, member in enumerate(uncertainty.result.index.members):
        there = ~np.isnan(uncertainty.estimate[:-1, j])
        if (there & np.isnan(uncertainty.standard_error[:-1, j])).any():
            reasons = dict.fromkeys(str(reason) for reason in uncertainty.reason[:-1, j][there] if reason)
            why = "; ".join(REASONS[reason].in_(lang) for reason in reasons)
            by_reason.setdefault(why, []).append(uncertainty.result.label(member.id, lang))
    return "; ".join(f"{join(names, lang=lang)} ({why})" for why, names in by_reason.items())
