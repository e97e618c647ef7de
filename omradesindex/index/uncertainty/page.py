"""The uncertainty of a result as pages: every area's interval, and one area's with what it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.index.decimals import score_decimals
from omradesindex.index.uncertainty.words import (
    dash_line,
    first_lines,
    headline,
    notes,
    remark,
    score_remark,
    what,
)
from omradesindex.methods.intervals import normal
from omradesindex.show.cut import cut
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.wording import Language, area_name, say, unit_said

if TYPE_CHECKING:
    from omradesindex.index.uncertainty.uncertainty import Uncertainty


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
    assumed = uncertainty.score_assumed["index"]
    if (np.nan_to_num(assumed) > 0).any():
        # What is assumed, as the interval that it alone would make.
        alone = normal(0.0, np.where(assumed > 0, assumed, np.nan), level=uncertainty.level).upper
        columns.append(
            Column(say(lang, "Antagen del", "Assumed part"), alone.tolist(), decimals=decimals, unit="±")
        )
    table = Table(
        f"{what(uncertainty, lang)} · {words.whose(result, lang)}",
        [column.rows(shown.order) for column in columns],
        [shown.told(lang), *notes(uncertainty, lang), dash_line(uncertainty, lang)],
        breaks={shown.head: shown.between(lang)} if shown.broken else {},
    )
    told = [*caveats(result, lang), words.source_line(result, lang)]
    first = map(Paragraph, first_lines(uncertainty, lang))
    return Page(headline(uncertainty, lang), [*first, table], told, lang)


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
            Column(
                say(lang, "Anmärkning", "Remark"),
                [score_remark(uncertainty, name, place, lang) for name in result.columns],
                "words",
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
            Column(say(lang, "Enhet", "Unit"), [unit_said(m.indicator.unit, lang) for m in members], "words"),
            *(
                Column(head, side[place].tolist(), decimals=decimals, group=group)
                for (head, group), side in zip(heads, sides, strict=True)
            ),
            Column(
                say(lang, "Anmärkning", "Remark"),
                [remark(uncertainty, place, j, lang) for j in range(len(members))],
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
