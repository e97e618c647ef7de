"""The sentences of a run: how it stands, what was read, who has moved, and what the checks found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.index import words
from omradesindex.index.decimals import score_decimals
from omradesindex.subjects.change.words import CONTRIBUTIONS, mostly, verdict_of
from omradesindex.wording import Language, Text, area_name, inside, join, number, plural, say

if TYPE_CHECKING:
    from omradesindex.subjects.change.numbers import ChangeNumbers
    from omradesindex.subjects.update.answer import Update

_MOVERS = 3

#: What a person has to do with what a check found.
AWAITS = Text("väntar på beslut", "awaits a decision")
KNOWN = Text("för kännedom", "for your information")
NOT_COMPARED = Text("Ingen jämförelse med den godkända körningen", "Not compared with the accepted run")
NO_CHANGE_BY_GROUP = Text("Ingen förändring efter grupp", "No change by group")
WORKING_MATERIAL = Text(
    "Arbetsmaterial: pröva sekretessen innan något publiceras.",
    "Working material: apply disclosure control before anything is published.",
)
SAME_YEAR = Text(
    "Index för samma år som i den godkända körningen", "The index of the accepted run's own year"
)


def compared_without(update: Update, lang: Language) -> list[str]:
    """Say which indicators are no part of the comparison with the accepted run, and why."""
    if update.change is None or not update.left_out:
        return []
    labels = {indicator.id: indicator.label.in_(lang) for indicator in update.result.index.indicators}
    names = join([inside(labels[name]) for name in update.left_out], lang=lang)
    return [
        say(
            lang,
            f"Jämförelsen med den godkända körningen gäller indexet utan {names}. Varför det inte går att "
            "jämföra står bland kontrollerna.",
            f"The comparison with the accepted run is of the index without {names}. Why that cannot be "
            "compared stands among the checks.",
        )
    ]


def standing(update: Update, lang: Language) -> str:
    """How it stands: whether a person has something to decide."""
    asks = len(update.asks)
    word = say(lang, plural(asks, "sak", "saker"), plural(asks, "thing", "things"))
    things = f"{number(asks, lang=lang)} {word}"
    if update.status == "unchanged":
        line = say(lang, "Inget nytt sedan den godkända körningen.", "Nothing new since the accepted run.")
    elif asks and update.status == "accepted":
        line = say(
            lang,
            f"Kontrollerna hittade {things} att ta ställning till. Körningen är godkänd.",
            f"The checks found {things} to decide on. The run is accepted.",
        )
    elif asks:
        line = say(
            lang,
            f"Kontrollerna hittade {things} att ta ställning till. Inget ersätts förrän någon har godkänt "
            "det.",
            f"The checks found {things} to decide on. Nothing is replaced until somebody has accepted it.",
        )
    else:
        line = say(
            lang,
            "Kontrollerna hittade inget att ta ställning till.",
            "The checks found nothing to decide on.",
        )
    if update.change is None and not update.why_no_change:
        line += say(lang, " Det finns ingen tidigare godkänd körning.", " There is no earlier accepted run.")
    return line


def what_was_read(update: Update, lang: Language) -> str:
    """How much was read, and which years the index is of."""
    statistics = update.result.statistics
    span, variables, codes = statistics.calendar.span(), len(statistics.variables), len(statistics.areas)
    return say(
        lang,
        f"Läst: {variables} {plural(variables, 'variabel', 'variabler')} för {codes} "
        f"{plural(codes, 'område', 'områden')}, {span}. Indexet gäller {words.periods(update.result, lang)}.",
        f"Read: {variables} {plural(variables, 'variable', 'variables')} for {codes} "
        f"{plural(codes, 'area', 'areas')}, {span}. The index is of {words.periods(update.result, lang)}.",
    )


def movers(change: ChangeNumbers | None, lang: Language) -> list[str]:
    """Name the areas that have changed most, and what they consist of: nothing that may be chance.

    Between two versions of one year there is nothing for chance to explain.
    """
    if change is None:
        return []
    rows, firm = moved(change), ("improved", "worsened")
    if change.newer and not change.by_rank:
        verdicts = change.judged.verdict[:, 0]
        rows = [row for row in rows if verdicts[row] in firm]
        if not rows and (verdicts == "untested").all():
            return []  # the page's table says that nobody can tell
        if not rows:
            return [
                say(
                    lang,
                    "Inget område har säkert ändrats sedan den godkända körningen.",
                    "No area has certainly changed since the accepted run.",
                )
            ]
    lines, decimals = [], score_decimals(change.after)
    for row in rows[:_MOVERS]:
        by = number(float(moves(change)[row]), decimals, lang=lang, sign=True)
        unit = say(lang, "poäng", "points")
        judged = f", {verdict_of(change, row, lang)}" if change.newer else ""
        code = change.areas[row]
        line = f"{area_name(code, change.name_of(code))}: {by} {unit}{judged}."
        parts = mostly(change, row, decimals, lang)
        lines.append(f"{line} {CONTRIBUTIONS.in_(lang)}: {parts}." if parts else line)
    head = say(lang, "Indexet har ändrats mest här:", "The index has changed most here:")
    return [head, *lines] if lines else []


def moves(change: ChangeNumbers) -> NDArray[np.float64]:
    """By how much the index of each area has changed, as it was computed."""
    if change.by_rank:
        return np.full(len(change.areas), np.nan)
    return np.asarray(change.comparable_scores[1][:, 0] - change.original_scores[:, 0])


def moved(change: ChangeNumbers) -> list[int]:
    """Return the rows whose index, as it is shown, has changed: the greatest change first."""
    size = np.nan_to_num(np.abs(moves(change)))
    least = 0.5 * 10.0 ** -score_decimals(change.after)  # what is not nought as it is written
    return [int(row) for row in np.argsort(-size, kind="stable") if size[row] >= least]


def more_in_file(n: int, lang: Language) -> str:
    """Say where the rest of what a check found stands."""
    return say(lang, f"… och {n} till, i kontroller.csv", f"… and {n} more, in checks.csv")
