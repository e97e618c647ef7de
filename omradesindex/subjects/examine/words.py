"""What is said of an index's data: what in it deserves a question, and how its numbers are read."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from omradesindex.frozen import Frozen
from omradesindex.methods.multivariate import correlation_interval
from omradesindex.methods.reliability import LEAST_RELIABILITY
from omradesindex.wording import Language, Text, correlation, number, say, with_unit

# -- flags --------------------------------------------------------------------------------------------------

#: By flag: what is seen, with places for the two, their correlation ``r`` and the own dimension's ``own``.
_SEEN: Mapping[str, Text] = Frozen(
    {
        "collinear": Text(
            "{a} och {b} visar nästan samma sak: {r}.", "{a} and {b} show nearly the same: {r}."
        ),
        "opposed": Text("{a} och {b} drar åt var sitt håll: {r}.", "{a} and {b} pull apart: {r}."),
        "against": Text("{a} går emot {b}: {r}.", "{a} goes against {b}: {r}."),
        "weak": Text("{a} följer knappt {b}: {r}.", "{a} hardly follows {b}: {r}."),
        "elsewhere": Text(
            "{a} följer {b} mer än sin egen dimension: {r}, mot {own}.",
            "{a} follows {b} more than its own dimension: {r}, against {own}.",
        ),
    }
)
#: By flag: what it means, and what there is to do.
_TO_DO: Mapping[str, Text] = Frozen(
    {
        "collinear": Text(
            "Att två mått visar nästan samma sak är inget fel. Samma sak räknas då två gånger. Är det "
            "meningen behöver inget göras.",
            "That two measures show nearly the same is no fault. What they share is then counted twice. "
            "Where that is meant, there is no need to act.",
        ),
        "opposed": Text(
            "Två mått som drar åt var sitt håll tar ut varandra. Fråga om de hör ihop.",
            "Two measures that pull apart cancel each other out. Ask whether they belong together.",
        ),
        "against": Text(
            "Går en del emot sin helhet, se först efter att den är vänd åt rätt håll.",
            "Where a part goes against its whole, see first that it is turned the right way.",
        ),
        "weak": Text(
            "En del som knappt följer sin helhet mäter något eget. Det kan vara meningen.",
            "A part that hardly follows its whole measures something of its own. That may be meant.",
        ),
        "elsewhere": Text(
            "En indikator kan följa en annan dimension mer än sin egen och ändå höra hemma där den är.",
            "An indicator may follow another dimension more than its own and still belong where it is.",
        ),
        "noisy": Text(
            "Är mycket slump, låt inte den indikatorn ensam skilja områden åt.",
            "Where much is chance, let that indicator alone not tell areas apart.",
        ),
    }
)


def flag_line(flag: str, a: str, b: str, r: str, own: str, lang: Language) -> str:
    """Say what a flag is about, with a capital at its head."""
    text = _SEEN[flag].in_(lang).format(a=a, b=b, r=r, own=own)
    return text[:1].upper() + text[1:]


def to_do_lines(flags: Collection[str], lang: Language) -> list[str]:
    """Say of each kind of flag that there is what it means, and what there is to do."""
    return [text.in_(lang) for flag, text in _TO_DO.items() if flag in flags]


def none_line(lang: Language) -> str:
    """Say that nothing deserves a question."""
    return say(lang, "Inga frågor.", "No questions.")


def questions_head(strong: float, weak: float, lang: Language) -> str:
    """What the flags are called, and from where on they are raised."""
    high, low = (number(limit, 2, lang=lang) for limit in (strong, weak))
    return say(
        lang,
        f"Frågor att ställa (samband från {high} och under {low})",
        f"Questions to ask (correlations from {high} and below {low})",
    )


def caution_line(n: int, lang: Language) -> str:
    """Say how far a correlation of so few areas can be trusted."""
    low, high = (float(bound) for bound in correlation_interval(0.5, n))
    if np.isnan(low):
        return say(
            lang,
            f"{n} områden är för få för att säga hur säkert ett samband är. En fråga är inget fel.",
            f"{n} areas are too few to say how sure a correlation is. A question is no fault.",
        )
    half, low_said, high_said = (number(value, 2, lang=lang) for value in (0.5, low, high))
    return say(
        lang,
        f"Med {n} områden är ett samband osäkert. Är det uppmätt till {half} kan det sanna vara från "
        f"{low_said} till {high_said} (95-procentigt slumpintervall). En fråga är inget fel. Ofta behöver "
        "inget göras.",
        f"With {n} areas no correlation is sure. Where {half} is seen, the true one may be from {low_said} "
        f"to {high_said} (95 per cent chance interval). A question is no fault. Often there is no need to "
        "act.",
    )


def lacking_line(names: str, lang: Language) -> str:
    """Name the indicators that cannot be examined."""
    return say(
        lang,
        f"Utan uppgifter, eller utan skillnader mellan områdena: {names}.",
        f"Without figures, or without differences between areas: {names}.",
    )


def not_computed_line(lang: Language) -> str:
    """Say that there is no index to compare with."""
    return say(
        lang,
        "Indexet är inte beräknat. Därför saknas det som jämför med det. Med partial=True beräknas det på de "
        "uppgifter som finns.",
        "The index is not computed. What compares with it is therefore left out. With partial=True it is "
        "computed from the figures there are.",
    )


# -- tables -------------------------------------------------------------------------------------------------


def weights_note(lang: Language) -> str:
    """What the columns of weights are."""
    return say(
        lang,
        "Vikt: så mycket delen räknas enligt definitionen. Använd: vikten när det som saknas har lämnat över "
        "sin. Betydelse: hur nära delen följer indexet, i procent av alla (r²). Den kan vara större eller "
        "mindre än vikten. Dimensioner och indikatorer räknas var för sig.",
        "Weight: how much the part counts by the definition. Used: the weight when what is missing has "
        "handed over its own. Importance: how closely the part follows the index, in per cent of all "
        "(r²). It can be greater or smaller than the weight. Dimensions and indicators are counted each "
        "by themselves.",
    )


def coherence_note(lang: Language) -> str:
    """What alpha and the first component are."""
    return say(
        lang,
        "Alfa (Cronbach): hur väl delarna följs åt, högst 1. Ett högt alfa säger att de visar samma sak, "
        "inte att indexet är bättre. Första komponenten: hur stor del av skillnaderna som ett enda mått "
        "fångar.",
        "Alpha (Cronbach): how closely the parts move together, at most 1. A high alpha says that they show "
        "the same, not that the index is better. First component: how much of the differences one single "
        "measure holds.",
    )


def noise_line(name: str, reliability: float, lang: Language) -> str:
    """Say how much of an indicator's differences between areas is chance."""
    share = with_unit(100 * (1 - reliability), "%", 0, lang=lang)
    return say(
        lang,
        f"Av skillnaderna mellan områdena i {name} är {share} slump.",
        f"Of the differences between areas in {name}, {share} are chance.",
    )


def reliability_note(lang: Language) -> str:
    """What a reliability is, and where it is too low."""
    level = number(LEAST_RELIABILITY, 2, lang=lang)
    return say(
        lang,
        "Reliabilitet: den del av skillnaderna mellan områdena som inte är slump. "
        f"Den är högst 1. Under {level} är det svårt att skilja områden åt. Streck: slumpen är inte känd.",
        "Reliability: the part of the differences between areas that is not chance. "
        f"It is at most 1. Below {level} it is hard to tell areas apart. Dash: chance is not known.",
    )


# -- what is held beside ------------------------------------------------------------------------------------

SIGNS = Text(
    "Plus: måttet är högre där utmaningen är större. Måtten har den riktning som de gavs med.",
    "Plus: the measure is higher where the challenge is greater. Measures have the direction they were given "
    "with.",
)
PLACES = Text(
    "Plats 1 har störst utmaning. I egna mått har plats 1 högst värde.",
    "Place 1 has the greatest challenge. In one's own measures place 1 has the highest value.",
)
LISTED = Text("● hör till listan.", "● is on the list.")
ORDERS = Text(
    "Tal mot tal: Spearmans rangkorrelation. 1 är samma ordning. Fet stil: hela det 95-procentiga "
    "slumpintervallet ligger på samma sida om 0. Alla intervall finns i agreement.",
    "Numbers against numbers: Spearman's rank correlation. 1 is the same order. Bold: the whole 95 per cent "
    "chance interval lies on one side of 0. All intervals are in agreement.",
)
OVERLAP = Text(
    "Listor: hur många områden som finns på båda. Inom parentes står Cohens kappa: 0 är som lottat, 1 är "
    "samma lista. En lista hålls mot lika många områden överst i ett mått. Fet stil: lottning ger så "
    "många gemensamma i mindre än 5 fall av 100.",
    "Lists: how many areas are on both. In brackets stands Cohen's kappa: 0 is as by lot, 1 is the same "
    "list. A list is held against as many areas at the top of a measure. Bold: a lot gives so many in "
    "common in fewer than 5 cases of 100.",
)
TURNED = Text(
    "Mått som följer med biblioteket är vända så att mer är större utmaning. Egna mått är som de gavs.",
    "Measures that travel with the library are turned so that more is a greater challenge. One's own are as "
    "given.",
)


def lower_line(names: str, lang: Language) -> str:
    """Name the measures that point the other way."""
    return say(
        lang,
        f"Lägre är större utmaning, så minus är väntat: {names}.",
        f"Lower is a greater challenge, so that minus is expected: {names}.",
    )


def close_line(names: str, lang: Language) -> str:
    """Name the measures that agree by construction."""
    return say(
        lang,
        f"Vilar på uppgifter som finns även i indexet, så att likhet inget bevisar: {names}.",
        f"Rest on figures that the index has too, so that agreement proves nothing: {names}.",
    )


def missing_line(label: str, names: str, lang: Language) -> str:
    """Name the areas that a measure lacks."""
    return say(lang, f"{label} saknas för {names}.", f"{label} is missing for {names}.")


# -- the chart ----------------------------------------------------------------------------------------------


def grid_line(n: int, areas: int, strongest: tuple[str, str, float] | None, lang: Language) -> str:
    """Say what the grid shows, and which two move most together or apart."""
    told = say(
        lang,
        f"Korrelationer mellan {n} indikatorer över {areas} områden, som rutnät.",
        f"Correlations of {n} indicators over {areas} areas, as a grid.",
    )
    if strongest is None:
        return f"{told} {say(lang, 'Ingen kan beräknas.', 'None can be computed.')}"
    a, b, r = strongest
    value = correlation(r, lang=lang)
    return f"{told} {say(lang, f'Starkast: {a} – {b} ({value}).', f'Strongest: {a} – {b} ({value}).')}"


def under_line(areas: int, when: str, lang: Language) -> str:
    """What stands under the chart's title."""
    what = say(
        lang,
        f"Korrelationer mellan indikatorerna över {areas} områden.",
        f"Correlations of the indicators over {areas} areas.",
    )
    return f"{what} {say(lang, 'Uppgifter för', 'Figures for')} {when}." if when else what


def frames_line(lang: Language) -> str:
    """What the numbers and the frames are."""
    return say(
        lang,
        "Pearsons korrelation, vänd så att plus är större utmaning i samma områden. Ramar: indikatorer i "
        "samma dimension, och den egna dimensionen. Indikatorn är själv en del av den.",
        "Pearson's correlation, turned so that plus is a greater challenge in the same areas. Frames: "
        "indicators of the same dimension, and the own dimension. The indicator is itself part of it.",
    )
