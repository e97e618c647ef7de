"""What is said of chance in a result: what an interval is, what it is made of, and what it leaves out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.index import words
from omradesindex.index.decimals import score_decimals
from omradesindex.index.uncertainty.score_errors import LEAST_KNOWN, held_together
from omradesindex.index.uncertainty.value_intervals import NO_ERROR, REASONS
from omradesindex.methods.equal import reaches
from omradesindex.statistics.vocabulary import QUALITIES
from omradesindex.wording import Language, Text, area_name, exact_decimals, join, number, plural, say

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored
    from omradesindex.index.uncertainty.numbers import Uncertain

Floats = NDArray[np.float64]

#: Methods that make an interval of counts of everybody.
_COUNTED = ("wilson", "byar")
#: Qualities of figures that nobody has published for the very area.
_WORKED_OUT = tuple(QUALITIES.index(quality) for quality in ("proxy", "estimated", "assumed"))


#: Why no level has an interval where areas are held against each other.
_AGAINST = Text(
    "Metoden håller områdena mot varandra: ett områdes tal ändras när ett annats gör det.",
    "The method holds the areas against each other: one area's number changes when another's does.",
)
_AGAINST_SHORT = Text("områdena hålls mot varandra", "the areas are held against each other")


def percent(uncertainty: Uncertain, lang: Language) -> str:
    """The level as a number of times in a hundred."""
    times = 100 * uncertainty.level
    return number(times, exact_decimals([times]), lang=lang)


def interval_name(uncertainty: Uncertain, lang: Language) -> str:
    """What the interval is called, with its level."""
    times = percent(uncertainty, lang)
    return say(lang, f"{times}-procentigt slumpintervall", f"{times} per cent chance interval")


def what(uncertainty: Uncertain, lang: Language) -> str:
    """What is shown: the index with its interval."""
    interval = interval_name(uncertainty, lang)
    return say(lang, f"Indexet med {interval}", f"The index with its {interval}")


def headline(uncertainty: Uncertain, lang: Language) -> str:
    """What is shown, of which index, and whose it is."""
    return f"{what(uncertainty, lang)} · {words.headline(uncertainty.result, lang)}"


def width_line(uncertainty: Uncertain, lang: Language) -> str:
    """Say how wide the narrowest and the widest interval of the index are, and where."""
    result = uncertainty.result
    width = uncertainty.score_high["index"] - uncertainty.score_low["index"]
    n = int((~np.isnan(width)).sum())
    if not n:
        none = say(lang, "Indexet har inget slumpintervall.", "The index has no chance interval.")
        return f"{none} {_AGAINST.in_(lang)}" if "index" in held_together(result) else none
    decimals = score_decimals(result)
    least, most = (number(float(v), decimals, lang=lang) for v in (np.nanmin(width), np.nanmax(width)))
    if n == 1:
        return say(
            lang, f"Slumpintervallet är {most} poäng brett.", f"The chance interval is {most} points wide."
        )
    if least == most:
        return say(
            lang,
            f"Alla slumpintervall är {most} poäng breda.",
            f"All chance intervals are {most} points wide.",
        )
    code = result.areas[int(np.nanargmax(width))]
    where = area_name(code, result.statistics.name_of(code))
    return say(
        lang,
        f"Slumpintervallen är mellan {least} och {most} poäng breda. Störst är det i {where}.",
        f"The chance intervals are between {least} and {most} points wide. The widest is in {where}.",
    )


#: On which side of the scale's zero an area's interval lies.
SIDES = ("above", "both", "below", "unknown")


def side_text(result: Scored, side: str, lang: Language) -> str:
    """What a map says of an area whose interval lies above the scale's zero, below it, on both sides."""
    zero = number(result.index.methods.zero, exact_decimals([result.index.methods.zero]), lang=lang)
    return {
        "above": Text(f"över {zero}, mer än slump", f"above {zero}, beyond chance"),
        "below": Text(f"under {zero}, mer än slump", f"below {zero}, beyond chance"),
        "both": Text(f"kan vara över eller under {zero}", f"may be above or below {zero}"),
        "unknown": Text("går inte att säga", "cannot be told"),
    }[side].in_(lang)


def map_what(lang: Language) -> str:
    """What a map of chance is of."""
    return say(lang, "hur säkert indexet är", "how certain the index is")


def first_lines(uncertainty: Uncertain, lang: Language) -> list[str]:
    """What a reader meets first: how wide the intervals are, and what that means."""
    told = [width_line(uncertainty, lang), _around_the_city(uncertainty, lang), _wide(uncertainty, lang)]
    return [text for text in told if text]


def _around_the_city(uncertainty: Uncertain, lang: Language) -> str:
    """Say for how many areas it cannot be told on which side of the whole city they are."""
    result, low, high = uncertainty.result, uncertainty.score_low["index"], uncertainty.score_high["index"]
    methods = result.index.methods
    of_the_city = methods.centre == "whole" and methods.name_of("normalise") == "z_score"
    if not (of_the_city and own_stick(uncertainty) and result.index.additive):
        return ""
    n = int(((low < methods.zero) & (methods.zero < high)).sum())
    if not n:
        return ""
    zero = number(methods.zero, exact_decimals([methods.zero]), lang=lang)
    many = number(n, lang=lang)
    return say(
        lang,
        f"I {many} {plural(n, 'område', 'områden')} kan talet vara både över och under {zero}. "
        "Där vet vi inte om villkoren är svårare eller bättre än i hela staden.",
        f"In {many} {plural(n, 'area', 'areas')} the number may be above {zero} or below. "
        "There we do not know whether conditions are harder or better than in the whole city.",
    )


def _wide(uncertainty: Uncertain, lang: Language) -> str:
    """Say so where intervals are wide beside the differences that they are to tell apart."""
    scores = uncertainty.result.level_scores["index"]
    width = uncertainty.score_high["index"] - uncertainty.score_low["index"]
    there = ~np.isnan(width)
    if there.sum() < 2 or float(np.median(width[there])) < np.ptp(scores[there]) / 2:
        return ""
    return say(
        lang,
        "Intervallen är breda jämfört med hur olika områdena är. Läs poängen som ungefärliga.",
        "The intervals are wide beside how much areas differ. Read the scores as approximate.",
    )


def own_stick(uncertainty: Uncertain) -> bool:
    """Whether the result was measured with a stick of its own figures."""
    figures, values = uncertainty.result.reference.figures, uncertainty.result.measured.values
    return figures is not None and np.array_equal(figures, values, equal_nan=True)


def notes(uncertainty: Uncertain, lang: Language) -> list[str]:
    """What an interval is, what it is made of and what it lacks; each is said only where it is so."""
    told = [
        _meaning(uncertainty, lang),
        uncertainty.dependence.text.in_(lang),
        *_stick(uncertainty, lang),
        *_known(uncertainty, lang),
        *_assumed(uncertainty, lang),
        *_left_out(uncertainty, lang),
        *_comparing(uncertainty, lang),
    ]
    return [text for text in told if text]


def _meaning(uncertainty: Uncertain, lang: Language) -> str:
    """What an interval is, for a count of everybody and for a survey."""
    times = percent(uncertainty, lang)
    told = say(
        lang,
        "Slumpintervall: så långt upp eller ner kan slumpen rimligen ha flyttat talet "
        f"({times} gånger av 100).",
        f"Chance interval: this far up or down chance may well have moved the number ({times} times in 100).",
    )
    methods = set(uncertainty.method[~np.isnan(uncertainty.standard_error)].tolist())
    if methods & set(_COUNTED):
        told += " " + say(
            lang,
            "Ett register räknar alla. Där visar intervallet hur ett annat år med samma villkor kunde ha "
            "blivit.",
            "A register counts everybody. There the interval shows how another year with the same conditions "
            "could have turned out.",
        )
    if "survey" in methods:
        told += " " + say(
            lang,
            "En enkät frågar några. Där visar intervallet hur det kunde ha blivit om andra hade fått frågan.",
            "A survey asks some. There the interval shows how it could have turned out with others asked.",
        )
    return told


def _stick(uncertainty: Uncertain, lang: Language) -> Iterable[str]:
    """Whether the stick's own chance is in the interval, and which way that makes it reach."""
    low, high = uncertainty.score_low["index"], uncertainty.score_high["index"]
    if np.isnan(low).all():
        return
    if np.isnan(uncertainty.score_stick["index"]).all():
        yield say(
            lang,
            "Måttstocken räknas som känd. Dess egen slump ingår inte.",
            "The measuring stick is taken as known. Its own chance is not part of it.",
        )
        return
    yield say(lang, "Måttstockens egen slump ingår.", "The measuring stick's own chance is part of it.")
    score, signal = uncertainty.result.level_scores["index"], uncertainty.score_signal["index"]
    lopsided = np.abs((high - score) - (score - low))
    if (lopsided >= 10.0 ** -score_decimals(uncertainty.result)).any() and not np.array_equal(
        score, signal, equal_nan=True
    ):
        methods = uncertainty.result.index.methods
        zero = uncertainty.result.reference.fitted.parameters.get("zero", 0.0)
        middle = methods.zero + methods.points * float(zero)
        at = number(middle, exact_decimals([middle]), lang=lang)
        yield say(
            lang,
            "Slump får områden att se mer olika ut än de är. Måttstocken blir då för lång, och poängen "
            f"hamnar för nära {at}. Därför räcker intervall ofta längre bort från {at} än in mot {at}.",
            "Chance makes areas look more different than they are. The stick is then too long, and scores "
            f"end up too near {at}. Intervals therefore often reach further away from {at} than towards it.",
        )


def remark(uncertainty: Uncertain, place: int, j: int, lang: Language) -> str:
    """Why an area's value has no interval, or one of what is assumed alone."""
    reason = str(uncertainty.reason[place, j])
    if not reason:
        return ""
    why = REASONS[reason].in_(lang)
    if uncertainty.method[place, j] not in ("coverage", "membership"):
        return why
    return say(lang, f"bara antagen del; {why}", f"assumed part alone; {why}")


def score_remark(uncertainty: Uncertain, column: str, place: int, lang: Language) -> str:
    """Why a score has no interval."""
    known = uncertainty.score_known[column][place]
    if not np.isnan(known) and column in held_together(uncertainty.result):
        return _AGAINST_SHORT.in_(lang)
    if np.isnan(known) or not np.isnan(uncertainty.score_low[column][place]) or known >= LEAST_KNOWN:
        return ""
    return REASONS[NO_ERROR].in_(lang)


def _known(uncertainty: Uncertain, lang: Language) -> Iterable[str]:
    """How much of the weight has a known error, what is assumed of the rest, and what has none."""
    known = uncertainty.score_known["index"]
    if not np.isfinite(known).any() or reaches(np.nanmin(known), 1.0):
        return
    if "index" in held_together(uncertainty.result):  # which has no interval, however much is known
        return
    enough = known[known >= LEAST_KNOWN]
    few = int((known < LEAST_KNOWN).sum())
    if enough.size and not reaches(enough.min(), 1.0):
        share = number(np.floor(100 * float(enough.min())), lang=lang)
        yield say(
            lang,
            f"Slumpen är känd för minst {share} procent av indexets vikt. Resten antas vara lika osäker.",
            f"Chance is known for at least {share} per cent of the index's weight. The rest is assumed to be "
            "as uncertain.",
        )
    if few:
        yield say(
            lang,
            f"{few} {plural(few, 'område', 'områden')} har inget intervall för indexet. "
            "Där är slumpen känd för mindre än hälften av vikten.",
            f"{few} {plural(few, 'area has', 'areas have')} no interval of the index. "
            "There chance is known for less than half of the weight.",
        )
    lacking = _lacking(uncertainty, lang)
    if lacking:
        yield say(lang, f"Slumpen är inte känd för {lacking}.", f"Chance is not known for {lacking}.")


def _lacking(uncertainty: Uncertain, lang: Language) -> str:
    """Indicators of which a value has no known error, brought together by the reason."""
    by_reason: dict[str, list[str]] = {}
    for j, member in enumerate(uncertainty.result.index.members):
        there = ~np.isnan(uncertainty.estimate[:-1, j]) & np.isnan(uncertainty.standard_error[:-1, j])
        if there.any():
            why = "; ".join(
                dict.fromkeys(REASONS[r].in_(lang) for r in uncertainty.reason[:-1, j][there] if r)
            )
            by_reason.setdefault(why, []).append(uncertainty.result.label(member.id, lang))
    return "; ".join(f"{join(names, lang=lang)} ({why})" for why, names in by_reason.items())


def _assumed(uncertainty: Uncertain, lang: Language) -> Iterable[str]:
    """What is assumed of sub-areas that may belong elsewhere, and of what is not known of the base."""
    doubt, gone = (
        np.nan_to_num(side["index"]) > 0 for side in (uncertainty.score_membership, uncertainty.score_lacking)
    )
    if doubt.any():
        yield say(
            lang,
            "Antagen del: några delområden kan höra till ett annat område. Hur mycket det betyder är ett "
            "antagande, som ingår i intervallet.",
            "Assumed part: some sub-areas may belong to another area. How much that matters is an "
            "assumption, which is part of the interval.",
        )
    if gone.any():
        share, names, where = _most_lacking(uncertainty, lang)
        yield say(
            lang,
            f"Antagen del: uppgifter saknas för en del av underlaget till {names}, som mest {share} procent "
            f"({where}). Den delen antas kunna skilja sig lika mycket som områdena gör.",
            f"Assumed part: figures are lacking for a part of the base of {names}, at most {share} per cent "
            f"({where}). That part is assumed to differ as much as areas do.",
        )


def dash_line(uncertainty: Uncertain, lang: Language) -> str:
    """What a dash means where what is assumed has a column, and an area has nothing in it."""
    assumed = np.nan_to_num(uncertainty.score_assumed["index"]) > 0
    if not assumed.any() or assumed.all():
        return ""
    return say(
        lang,
        "Streck: området har ingen antagen del.",
        "Dash: the area has no assumed part.",
    )


def _most_lacking(uncertainty: Uncertain, lang: Language) -> tuple[str, str, str]:
    """The greatest share of a base that is not known, the indicators that lack any, and where it is."""
    result = uncertainty.result
    lacking = np.where(np.nan_to_num(uncertainty.lacking[:-1]) > 0, 1 - result.measured.coverage[:-1], 0.0)
    names = [
        result.label(member.id, lang) for j, member in enumerate(result.index.members) if lacking[:, j].any()
    ]
    code = result.areas[int(lacking.max(axis=1).argmax())]
    share = number(np.ceil(100 * float(lacking.max()) - 1e-9), lang=lang)
    return share, join(names, lang=lang), area_name(code, result.statistics.name_of(code))


def _left_out(uncertainty: Uncertain, lang: Language) -> Iterable[str]:
    """What is no part of an interval."""
    result = uncertainty.result
    worked_out = np.isin(result.measured.quality[:-1], _WORKED_OUT) & ~np.isnan(uncertainty.estimate[:-1])
    n = int((worked_out & np.isnan(uncertainty.standard_error[:-1])).any(axis=0).sum())
    if n:
        yield say(
            lang,
            f"{n} {plural(n, 'indikator är uppskattad', 'indikatorer är uppskattade')} utan känt fel. "
            "Intervallet kan då vara för smalt.",
            f"{n} {plural(n, 'indicator is estimated', 'indicators are estimated')} without a known error. "
            "The interval may then be too narrow.",
        )
    yield say(
        lang,
        "Valet av indikatorer, vikter och metod ingår inte.",
        "The choice of indicators, weights and method is not part of it.",
    )


def _comparing(uncertainty: Uncertain, lang: Language) -> Iterable[str]:
    """Whether intervals may be held against each other."""
    if (~np.isnan(uncertainty.score_low["index"])).sum() > 1:
        yield say(
            lang,
            "Två områden kan skilja sig åt även om deras intervall överlappar.",
            "Two areas may differ though their intervals overlap.",
        )
