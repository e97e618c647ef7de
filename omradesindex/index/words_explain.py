"""The sentences that explain an area's score."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from typing import TYPE_CHECKING

from omradesindex.index.decimals import score_decimals
from omradesindex.index.stick import counted_from, is_own
from omradesindex.index.words import listed, of_periods
from omradesindex.index.words_scale import counted_from_city, mean_of_areas, stick_year
from omradesindex.wording import Language, exact_decimals, number, say

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored


def score_said(result: Scored, score: float, lang: Language) -> str:
    """The score that the page is about, for its head."""
    if isnan(score):
        return say(lang, "index saknas", "no index")
    return f"index {number(score, score_decimals(result), lang=lang)}"


def place_said(place: int, of: int, lang: Language, *, shared: bool) -> str:
    """The area's place among those that have one."""
    if of == 1:
        return say(lang, "Det är det enda området med ett index.", "It is the only area with an index.")
    rank, every = number(place, lang=lang), number(of, lang=lang)
    if shared:
        return say(
            lang,
            f"Delad plats {rank} av {every} (plats 1 har störst utmaning).",
            f"Shared place {rank} of {every} (place 1 has the greatest challenge).",
        )
    return say(
        lang,
        f"Plats {rank} av {every} (plats 1 har störst utmaning).",
        f"Place {rank} of {every} (place 1 has the greatest challenge).",
    )


def no_index(result: Scored, lacking: Sequence[str], lang: Language) -> str:
    """Why the area has no index: the dimensions that lack a score; nothing where none does."""
    if not lacking:
        return ""
    names = listed(result, lacking, lang)
    return say(
        lang,
        f"Index saknas, eftersom {names} inte kan räknas.",
        f"No index, because {names} cannot be computed.",
    )


def partly(result: Scored, lang: Language) -> str:
    """That the score rests on a part, where that was asked for and something is lacking."""
    there, n = sum(made.areas > 0 for made in result.made_of), len(result.index.members)
    if not result.partial or all(made.areas == len(result.areas) for made in result.made_of):
        return ""
    if there == n:
        return say(
            lang,
            "Poängen bygger bara på de uppgifter som finns.",
            "The scores rest on the figures that there are, and on no others.",
        )
    return say(
        lang,
        f"Poängen bygger på {there} av {n} indikatorer. Det är inte hela indexet.",
        f"The scores rest on {there} of {n} indicators. That is not the whole index.",
    )


def caption(parts: Sequence[float], lang: Language, *, additive: bool) -> str:
    """The head of the indicators, those that raise the score most first; ``parts`` as they are written."""
    if not additive:
        return say(lang, "Indikatorerna, var för sig", "The indicators, one by one")
    if all(part <= 0 for part in parts):
        return say(
            lang, "Det här drar ner poängen, mest nederst", "This lowers the score, most at the bottom"
        )
    if all(part >= 0 for part in parts):
        return say(lang, "Det här drar upp poängen mest", "This raises the score most")
    return say(
        lang,
        "Det här drar upp poängen mest (överst) eller ner den (nederst)",
        "This raises the score most (at the top) or lowers it (at the bottom)",
    )


def how_counted(result: Scored, lang: Language, *, additive: bool) -> str:
    """What a number beside an indicator is: its part of the score, or its own distance."""
    zero = number(result.index.methods.zero, exact_decimals([result.index.methods.zero]), lang=lang)
    if additive:
        return say(
            lang,
            f"Bidrag: så många poäng över eller under {zero} som indikatorn står för. Det är ingen orsak.",
            f"Contribution: the points above or below {zero} that the indicator stands for. It is no cause.",
        )
    return say(
        lang,
        f"Poäng: hur långt indikatorn ligger över eller under {zero}. Poängen summerar inte till indexet.",
        f"Points: how far the indicator lies above or below {zero}. They do not add up to the index.",
    )


def against_said(result: Scored, lang: Language) -> str:
    """What the points are counted from, as the head of its column."""
    kind = counted_from(result).kind
    if kind == "city":
        return counted_from_city(result, lang)
    return (
        mean_of_areas(result, lang)
        if kind == "areas"
        else say(lang, f"0 poäng{stick_year(result)}", f"0 points{stick_year(result)}")
    )


def against_when(result: Scored, lang: Language) -> str:
    """That points are counted from another year's figures, and of which year each is."""
    if is_own(result) or counted_from(result).kind == "zero":
        return ""
    when = of_periods(result, result.reference.periods, lang)
    whom = against_said(result, lang)
    return say(
        lang,
        f"Måttstock: poängen räknas från {whom}. Jämförelsen är uppgifter för {when}.",
        f"Stick: points are counted from {whom}. The comparison is figures for {when}.",
    )


def missing(result: Scored, names: Sequence[str], lang: Language) -> str:
    """The indicators that the area has no figures of."""
    if not names:
        return ""
    return say(
        lang,
        f"Uppgift saknas om {listed(result, names, lang)}.",
        f"No figures of {listed(result, names, lang)}.",
    )


def called_in(result: Scored, bodies: str, lang: Language) -> str:
    """Whom the indicators call in that are harder than in the city."""
    whom = counted_from_city(result, lang)
    return say(
        lang,
        f"{bodies}, efter antalet indikatorer där området har större utmaning än {whom}.",
        f"{bodies}, by the number of indicators where the area has a greater challenge than {whom}.",
    )
