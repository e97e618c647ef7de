"""What stands under the tables of themes and beside their figure: how columns, marks and words are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.catalogue.bodies import body_said
from omradesindex.subjects.themes.touched import FEW
from omradesindex.subjects.themes.words import MARKS, OUT, VERDICT_WORDS, city, compared_with, label, people
from omradesindex.wording import Language, Text, capital, exact_decimals, number, plural, say

if TYPE_CHECKING:
    from omradesindex.subjects.themes.themed import Themed

BEYOND = Text(
    "Mer än slump: så stor del av skillnaden mellan områdena är mer än slump.",
    "Beyond chance: how much of the gap between areas chance does not explain.",
)
PLACES = Text(
    "Plats 1 har störst utmaning. Inom parentes: från lägsta till högsta plats som är möjlig. ? står där det "
    "inte går att säga.",
    "Place 1 has the greatest challenge. In brackets: the places that it can have. ? is where "
    "it cannot be told.",
)
_TOUCHED = Text(
    "Berörda: de som indikatorn räknar (▲), eller de i dess underlag som inte räknas (▼).",
    "Touched: those whom the indicator counts (▲), or those in its base whom it does not count (▼).",
)
_NOT_ADDED = Text(
    "Den som berörs av flera indikatorer räknas i var och en. Lägg därför inte ihop raderna.",
    "Those who are touched by several indicators are counted in each. So do not add the rows.",
)
_DWELLINGS = Text(
    "Hus byggs i grupp. Därför är lägenheter alltid mer ojämnt spridda än folk.",
    "Houses are built in groups. So dwellings are always spread less evenly than people.",
)


def notes(themed: Themed, lang: Language) -> list[str]:
    """What must be known to read any of it."""
    whole = city(themed, lang)
    position = say(
        lang,
        "Läget visar hur långt området ligger från det som det jämförs med. 1,0 är en "
        "standardavvikelse mellan områdena i temat. Plus är större utmaning. Teman jämförs aldrig genom sina "
        "poäng.",
        "The position shows how far the area lies from what it is compared with. 1.0 is one "
        "standard deviation between the areas in the theme. Plus is greater challenge. Themes are never "
        "compared by their scores.",
    )
    percent = 100 * themed.level
    level = number(percent, exact_decimals([percent]), lang=lang)
    weighed = not np.isnan(themed.people).any()
    weights = say(lang, ", vägt med hur många som finns i dem", ", weighted with how many are in them")
    held = say(
        lang,
        f"En indikator jämförs med uppgiften för {whole}. En dimension, och en blandning, jämförs med "
        f"områdenas medelvärde{weights if weighed else ''}.",
        f"An indicator is compared with the figure for {whole}. A dimension, and a mix, is compared with the "
        f"mean of the areas{weights if weighed else ''}.",
    )
    rule = say(
        lang,
        f"Mer än slumpen: på nivån {level} procent, för alla områden och teman på en gång (Šidák). "
        "Möjliga platser räknas som hos Klein, Wright och Wieczorek.",
        f"Beyond chance: at the level {level} per cent, for all areas and themes at once (Šidák). "
        "Possible places are those of Klein, Wright and Wieczorek.",
    )
    apart = number(themed.apart, exact_decimals([themed.apart]), lang=lang)
    far = say(
        lang,
        plural(1 if themed.apart == 1 else 2, "standardavvikelse", "standardavvikelser"),
        plural(1 if themed.apart == 1 else 2, "standard deviation", "standard deviations"),
    )
    beside = compared_with(themed, map(themed.at, themed.leading), lang)
    out = say(
        lang,
        f"Sticker ut: utmaningen är större än {beside}. Den är också minst {apart} {far} större än i "
        "områdets övriga teman i genomsnitt. Båda är mer än slumpen. Bara teman som kan prövas räknas.",
        f"Stands out: the challenge is greater than {beside}. It is also at least {apart} {far} greater "
        "than in the area's other themes on average. Both are beyond chance. Only themes that can be tested "
        "count.",
    )
    together = themed.uncertainty.dependence.text.in_(lang)
    return [
        f"{position} {held} {rule} {out}",
        *([together] if together else []),
        *([whose_line(themed, lang)] if themed.body else []),
    ]


def marks_line(themed: Themed, lang: Language) -> str:
    """What the marks beside positions mean."""
    beside = compared_with(themed, range(len(themed.themes)), lang)
    than = say(lang, f" än {beside}", f" than {beside}")
    told = [
        f"{MARKS['challenge']} {VERDICT_WORDS['challenge'].in_(lang)}{than}",
        f"{MARKS['better']} {say(lang, 'mindre', 'smaller')}",
        f"{MARKS['unknown']} {VERDICT_WORDS['unknown'].in_(lang)}",
    ]
    return f"{'; '.join(told)}; {OUT} {say(lang, 'sticker ut', 'stands out')}."


def whose_line(themed: Themed, lang: Language) -> str:
    """Where it stands what a body answers for."""
    name = body_said(themed.body)
    return say(
        lang,
        f"Vilka indikatorer {name} svarar för står vid varje indikator (`responsible`).",
        f"Each indicator says who answers for it, {name} or others (`responsible`).",
    )


def uneven_note(themed: Themed, lang: Language) -> str:
    """What the column of unevenness is, as far as it is needed here."""
    told = [
        say(
            lang,
            "Ojämnt: så många av dem som det rör skulle behöva flytta för att alla områden skulle ha samma "
            "andel. Slumpens del är borttagen.",
            "Uneven: so many of those whom it touches would have to move for all areas to have the same "
            "share. What chance makes is taken away.",
        )
    ]
    if themed.n_dimensions:
        told.append(
            say(
                lang,
                "En dimension har medelvärdet av sina delar.",
                "A dimension has the mean of its parts.",
            )
        )
    if any(count.known and count.unit == "lägenheter" for count in themed.counts):
        told.append(_DWELLINGS.in_(lang))
    return " ".join(told)


def people_note(themed: Themed, lang: Language) -> str:
    """Of when it is counted who is in the areas, or that this is not known."""
    if np.isnan(themed.people).any():
        return say(
            lang,
            "Hur många som finns i områdena är inte känt: folkmängden saknas.",
            "It is not known how many people the areas have: there are no figures of them.",
        )
    who = capital(people(themed, lang))
    return say(lang, f"{who} räknas {themed.people_of}.", f"{who} are counted in {themed.people_of}.")


def touched_notes(themed: Themed, rows: Sequence[int], lang: Language) -> list[str]:
    """How the numbers of those touched are read, and where they are not told and why."""
    beyond = say(
        lang,
        f"Utöver: så många fler än om området hade samma andel som {city(themed, lang)}.",
        f"Beyond: so many more than if the area had the same share as {city(themed, lang)}.",
    )
    by_reason: dict[str, list[str]] = {}
    for k in rows:
        count = themed.counts[k]
        if not count.told:
            why = FEW if count.known else count.reason or VERDICT_WORDS["missing"]
            by_reason.setdefault(why.in_(lang), []).append(label(themed, k, lang))
    told = [f"{', '.join(names)} ({why})" for why, names in by_reason.items()]
    lead = say(lang, "Antalet i områdena visas inte", "The numbers in the areas are not shown")
    return [
        f"{_TOUCHED.in_(lang)} {beyond} {_NOT_ADDED.in_(lang)}",
        f"{lead}: {'; '.join(told)}." if told else "",
    ]


def field_line(themed: Themed, lang: Language) -> str:
    """What a field of the figure shows."""
    if themed.n_dimensions:
        beside = say(lang, "områdenas medelvärde", "the mean of the areas")
    else:
        beside = city(themed, lang)
    return say(
        lang,
        f"Varje fält är ett tema. Läget är avståndet till {beside}, i standardavvikelser mellan områdena i "
        "just det temat.",
        f"Each field is a theme. The position is the distance from {beside}, in standard deviations between "
        "areas in that theme.",
    )


def out_line(lang: Language) -> str:
    """What the mark of a theme that stands out means, in the list of a map."""
    return say(
        lang,
        f"{OUT}: temat sticker ut bland områdets teman.",
        f"{OUT}: the theme stands out among the area's themes.",
    )


def figure_told(themed: Themed, labels: str, lang: Language) -> str:
    """What the figure shows, for those who do not see it."""
    n = number(len(themed.areas), lang=lang)
    return say(lang, f"Läget för {n} områden i {labels}.", f"Where {n} areas stand in {labels}.")
