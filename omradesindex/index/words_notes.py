"""What a reader must be told beside a result's figures, each note where it is true."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index.once import once
from omradesindex.index.stick import is_own
from omradesindex.index.words import listed
from omradesindex.index.words_scale import city_name
from omradesindex.wording import Language, area_name, capital, join, number, say

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored

_NEGLIGIBLE_DOUBT = 0.005


def of_other_periods(periods: Sequence[str], quality: str, lang: Language) -> str:
    """Say of what quality the figures of other periods are."""
    when = join(periods, lang=lang)
    return f"{say(lang, f'Uppgifterna för {when}', f'The figures for {when}')}: {quality}"


@once
def doubt_line(result: Scored, lang: Language, place: int | None = None) -> str:
    """How much of an area's figures sits in parts that may belong to another area, at most, and where.

    ``place`` is that of one indicator; without it the worst of all is told.
    """
    doubtful = np.nan_to_num(result.measured.doubtful[:-1])
    if place is not None:
        doubtful = doubtful[:, [place]]
    most = float(doubtful.max(initial=0.0))
    if most < _NEGLIGIBLE_DOUBT:
        return ""
    code = result.areas[int(doubtful.max(axis=1).argmax())]
    area = area_name(code, result.statistics.name_of(code))
    share = number(100 * most, lang=lang)
    of = say(lang, " för en indikator", " of an indicator") if place is None else ""
    return say(
        lang,
        f"Några mindre delområden kan höra till ett annat område. Det gäller mest {area}: upp till {share} "
        f"procent av underlaget{of}.",
        f"Some smaller parts may belong to another area. Most so in {area}: up to {share} per cent of the "
        f"base{of}.",
    )


@once
def filled_line(result: Scored, lang: Language) -> str:
    """Say which dimensions are counted with an estimate where an area lacks them, and in how many areas."""
    told = []
    for level in result.index.levels:
        filled = result.level_filled.get(level.id)
        if filled is None or not filled.any():
            continue
        for part, areas in zip(level.parts, filled.sum(axis=0), strict=True):
            if areas:
                name, many = result.label(part, lang), number(int(areas), lang=lang)
                several = say(lang, *(("områden", "areas") if areas > 1 else ("område", "area")))
                told.append(
                    say(
                        lang,
                        f"{name} saknas i {many} {several}. Där är den uppskattad från andra områden.",
                        f"{name} is missing in {many} {several}. There it is an estimate.",
                    )
                )
    return " ".join(told)


@once
def skewed_line(result: Scored, lang: Language) -> str:
    """Say of which indicators the treatment leaves areas far out, where the stick is the result's own."""
    treatment = result.reference.treatment
    if treatment is None or not treatment.unmet or not is_own(result):
        return ""
    which = listed(result, [result.index.members[j].id for j in treatment.unmet], lang)
    return say(
        lang,
        f"Avvikande värden är behandlade, men något område ligger fortfarande långt ut i {which}.",
        f"Outlying values are treated, but some area still lies far out in {which}.",
    )


@once
def mix_line(result: Scored, lang: Language) -> str:
    """Say of a degree of mix that it is no share, and that a city is more mixed than its parts."""
    told = []
    for j, member in enumerate(result.index.members):
        values, city = result.measured.values[:-1, j], result.measured.values[-1, j]
        if member.indicator.formula.kind != "mix" or np.isnan(values).all():
            continue
        name = capital(listed(result, [member.id], lang))
        told.append(
            say(
                lang,
                f"{name} är ingen andel. Talet visar hur jämn blandningen är, från 0 till 100. En hel stad "
                "är nästan alltid mer blandad än sina delar.",
                f"{name} is no share. It shows how even the mix is, from 0 to 100. A whole city is nearly "
                "always more mixed than its parts.",
            )
        )
        less, n = int((values < city).sum()), int((~np.isnan(values)).sum())
        if less:
            whom = city_name(result, lang)
            many, of = number(less, lang=lang), number(n, lang=lang)
            told.append(
                say(
                    lang,
                    f"Här är {many} av {of} områden mindre blandade än {whom}.",
                    f"Here {many} of {of} areas are less mixed than {whom}.",
                )
            )
    return " ".join(told)
