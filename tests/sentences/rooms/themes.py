"""What is said of themes, and when it is true."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

import omradesindex as oi
from omradesindex.catalogue import indicators
from omradesindex.index.uncertainty.value_intervals import REASONS
from omradesindex.statistics.city import city_said
from omradesindex.subjects.themes.touched import FEW, NOT_TOLD
from omradesindex.subjects.themes.words import VERDICT_WORDS
from omradesindex.wording import Language, Text
from tests.sentences.sentence import Room, Said

#: At most so many: sentences that no table knows, sentences outside ``words``, wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 24, 0, 4
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 40, 30

ROOM = Room()

_RESULT = oi.load_index("malmo-2023"), oi.load_index("malmo-oppna-data")
_DIMENSIONS = {d.id: d.label for index in _RESULT for d in index.dimensions}.values()
_INDICATORS = [indicator.label for indicator in indicators().values()]
_REASONS = [*REASONS.values(), *VERDICT_WORDS.values(), FEW, *NOT_TOLD]


def _choice(texts: Iterable[Text]) -> dict[str, str]:
    """One of many, as a pattern writes it; the longest first."""
    of = {lang: sorted({text.in_(lang) for text in texts}, key=len, reverse=True) for lang in LANGUAGES}
    return {lang: "|".join(words) for lang, words in of.items()}


LANGUAGES: tuple[Language, ...] = ("sv", "en")
THEMES, LABELS, WHY = map(_choice, (_DIMENSIONS, [*_DIMENSIONS, *_INDICATORS], _REASONS))


def of_city(said: Said) -> bool:
    """Whether the whole is called by the figures' own name."""
    return said.city.casefold() == city_said(said.answer.result.statistics, said.lang).casefold()


def of_the_compared(said: Said) -> bool:
    """Whether dimensions are held against the areas' mean, and indicators against the city."""
    mean = {"sv": "i områdena i genomsnitt", "en": "in the areas on average"}[said.lang]
    whole = f"i{'n' * (said.lang == 'en')} {city_said(said.answer.result.statistics, said.lang)}"
    return bool(said.other.casefold() == (mean if said.answer.n_dimensions else whole).casefold())


def labelled(said: Said, text: str) -> list[int]:
    """The themes that a list names."""
    labels = [said.answer.result.label(theme, said.lang) for theme in said.answer.themes]
    return [k for k, label in enumerate(labels) if label.casefold() in text.casefold()]


def challenged(said: Said) -> list[float]:
    """How many live where each leading theme is a challenge, of those that some do."""
    themed = said.answer
    of = [float(themed.people_challenged[themed.at(theme)]) for theme in themed.leading]
    return [people for people in of if people > 0]


def persons(said: Said) -> Iterable[int]:
    """The indicators that count persons."""
    themed = said.answer
    return [k for k in range(themed.n_dimensions, len(themed.themes)) if themed.counts[k].unit == "personer"]


def row(said: Said) -> int:
    return int(said.answer.areas.index(said.area))


def stand_out(said: Said) -> list[int]:
    """The leading themes that stand out in the area."""
    themed = said.answer
    return [k for k in map(themed.at, themed.leading) if themed.stands_out[row(said), k]]


def harder(said: Said) -> list[int]:
    themed = said.answer
    return [k for k in map(themed.at, themed.leading) if themed.verdict[row(said), k] == "challenge"]


# -- the city -----------------------------------------------------------------------------------------------


@ROOM.when(
    "{n:n} procent av dem som det rör måste flytta om det ska bli jämnt.",
    "To make it even, {n:n} per cent of those whom it touches would have to move.",
)
def _(said: Said) -> bool:
    themed = said.answer
    certain = [themed.unevenness[k, 0] for k in persons(said) if themed.differs[k] < 1 - themed.level]
    return said.n == round(100 * max(certain))


def most_beyond(said: Said) -> tuple[int, int]:
    """How many persons beyond the city's share the greatest such indicator counts, and in how many areas."""
    themed = said.answer
    sums = [
        (float(themed.counts[k].excess[themed.verdict[:, k] == "challenge"].sum()), k)
        for k in persons(said)
        if themed.counts[k].told
    ]
    most, k = max(sums)
    return round(most), int((themed.verdict[:, k] == "challenge").sum())


ROOM.when("Det är {n:n} personer fler.", "These are {n:n} persons more.")(
    lambda said: said.n == most_beyond(said)[0]
)
ROOM.when(
    "De finns i {areas:n} [område|områden] med större utmaning.",
    "They are in {areas:n} [area|areas] of greater challenge.",
)(lambda said: said.areas == most_beyond(said)[1])


@ROOM.when(
    "{n:n} invånare ({share:n} %) finns där utmaningen är större än {other}.",
    "{n:n} inhabitants ({share:n} %) are where the challenge is greater than {other}.",
)
def _(said: Said) -> bool:
    most = max(challenged(said))
    share = round(100 * most / said.answer.people.sum())
    return of_the_compared(said) and (said.n, said.share) == (round(most), share)


ROOM.when("Det är mer än slump.", "That is beyond chance.")(lambda said: bool(challenged(said)))
for sv, en in (
    ("Mest ojämnt bland folk:", "Most uneven among people:"),
    ("Mest utbrett:", "Most widespread:"),
    ("Mest samlat:", "Most gathered:"),
    ("Går inte att säga:", "Cannot be told:"),
    ("Antalet i områdena visas inte:", "The numbers in the areas are not shown:"),
):
    ROOM.always(sv, en, "a head; what follows it is held against the answer")
ROOM.when("Flest utöver andelen i {city}:", "Most beyond the share in {city}:")(of_city)

# -- one area, one mission ----------------------------------------------------------------------------------

ROOM.when("Sticker ut:", "Stands out:")(lambda said: bool(stand_out(said)))
ROOM.when("Större utmaning än {other}:", "A greater challenge than {other}:")(
    lambda said: of_the_compared(said) and harder(said) and not stand_out(said)
)
ROOM.when(
    "Utmaningen är större än {other}, och större än i områdets övriga teman.",
    "The challenge is greater than {other}, and greater than in the area's other themes.",
)(lambda said: of_the_compared(said) and set(stand_out(said)) <= set(harder(said)))
ROOM.when("Inget tema sticker ut bland områdets egna.", "No theme stands out among the area's own.")(
    lambda said: not stand_out(said)
)
ROOM.when(
    "I inget tema är utmaningen större än {other}, mer än slumpen.",
    "In no theme is the challenge greater than {other}, beyond chance.",
)(lambda said: of_the_compared(said) and not harder(said))
ROOM.when(
    "I inget område sticker ett tema ut bland områdets egna, mer än slumpen.",
    "In no area does a theme stand out among the area's own, beyond chance.",
)(lambda said: not said.answer.stands_out[:, [said.answer.at(t) for t in said.answer.leading]].any())


@ROOM.when(
    "I {n:n} av {all:n} områden är utmaningen större än i {city} i minst en indikator, mer än slumpen.",
    "In {n:n} of {all:n} areas the challenge is greater than in {city} in at least one indicator, beyond "
    "chance.",
)
def _(said: Said) -> bool:
    per_area = (said.answer.verdict == "challenge").sum(axis=1)
    return of_city(said) and (said.n, said.all) == (int((per_area > 0).sum()), len(per_area))


@ROOM.when("Flest ({n:n} av {of:n}): {names}.", "Most ({n:n} of {of:n}): {names}.")
def _(said: Said) -> bool:
    themed = said.answer
    per_area = (themed.verdict == "challenge").sum(axis=1)
    tested = int((~np.isnan(themed.judged.p)).any(axis=0).sum())
    first = themed.areas[int(np.argmax(per_area))]
    return (said.n, said.of) == (int(per_area.max()), tested) and f"{first} " in said.names


# -- how it is read -----------------------------------------------------------------------------------------

for sv, en in (
    (
        "En indikator jämförs med uppgiften för {city}.",
        "An indicator is compared with the figure for {city}.",
    ),
    (
        "Utöver: så många fler än om området hade samma andel som {city}.",
        "Beyond: so many more than if the area had the same share as {city}.",
    ),
    ("Varje fält är ett tema.", "Each field is a theme."),
):
    ROOM.when(sv, en)(of_city if "{city}" in sv else lambda _: True)

ROOM.when(
    "Sticker ut: utmaningen är större än {other}.", "Stands out: the challenge is greater than {other}."
)(of_the_compared)


@ROOM.when(
    "● större utmaning än i {city}[ (en dimension: än i områdena i genomsnitt)|]; ○ mindre; ? går inte att "
    "säga; ◆ sticker ut.",
    "● greater challenge than in {city}[ (a dimension: than in the areas on average)|]; ○ smaller; ? cannot "
    "be told; ◆ stands out.",
)
def _(said: Said) -> bool:
    return of_city(said) and ("dimension" in said.text) == bool(said.answer.n_dimensions)


@ROOM.when(
    "Läget är avståndet till {other}, i standardavvikelser mellan områdena i just det temat.",
    "The position is the distance from {other}, in standard deviations between areas in that theme.",
)
def _(said: Said) -> bool:
    mean = {"sv": "områdenas medelvärde", "en": "the mean of the areas"}[said.lang]
    return bool(
        said.other.casefold()
        == (
            mean
            if said.answer.n_dimensions
            else city_said(said.answer.result.statistics, said.lang).casefold()
        )
    )


ROOM.when("{who} räknas {period:n}.", "{who} are counted in {period:n}.")(
    lambda said: str(said.period) == said.answer.people_of
)
ROOM.when(
    "En dimension, och en blandning, jämförs med områdenas medelvärde, vägt med hur många som finns i dem.",
    "A dimension, and a mix, is compared with the mean of the areas, weighted with how many are in them.",
)(lambda said: not np.isnan(said.answer.people).any())
ROOM.when(
    "Den är också minst {apart:x} [standardavvikelse|standardavvikelser] större än i områdets övriga teman i "
    "genomsnitt.",
    "It is also at least {apart:x} [standard deviation|standard deviations] greater than in the area's other "
    "themes on average.",
)(lambda said: said.apart == said.answer.apart)
ROOM.when(
    "Mer än slumpen: på nivån {level:x} procent, för alla områden och teman på en gång (Šidák).",
    "Beyond chance: at the level {level:x} per cent, for all areas and themes at once (Šidák).",
)(lambda said: said.level == 100 * said.answer.level)
ROOM.when(
    "Vilka indikatorer {body} svarar för står vid varje indikator (`responsible`).",
    "Each indicator says who answers for it, {body} or others (`responsible`).",
)(lambda said: bool(said.answer.body))
ROOM.when("Hus byggs i grupp.", "Houses are built in groups.")(
    lambda said: any(count.unit == "lägenheter" for count in said.answer.counts)
)
for sv, en in (
    (
        (
            "Ojämnt: så många av dem som det rör skulle behöva flytta för att alla områden skulle ha samma "
            "andel."
        ),
        "Uneven: so many of those whom it touches would have to move for all areas to have the same share.",
    ),
    ("Slumpens del är borttagen.", "What chance makes is taken away."),
    ("En dimension har medelvärdet av sina delar.", "A dimension has the mean of its parts."),
    (
        "Därför är lägenheter alltid mer ojämnt spridda än folk.",
        "So dwellings are always spread less evenly than people.",
    ),
    (
        "Mer än slump: så stor del av skillnaden mellan områdena är mer än slump.",
        "Beyond chance: how much of the gap between areas chance does not explain.",
    ),
    (
        "Berörda: de som indikatorn räknar (▲), eller de i dess underlag som inte räknas (▼).",
        "Touched: those whom the indicator counts (▲), or those in its base whom it does not count (▼).",
    ),
    (
        "Den som berörs av flera indikatorer räknas i var och en.",
        "Those who are touched by several indicators are counted in each.",
    ),
    ("Lägg därför inte ihop raderna.", "So do not add the rows."),
    (
        "1,0 är en standardavvikelse mellan områdena i temat.",
        "1.0 is one standard deviation between the areas in the theme.",
    ),
    (
        "Läget visar hur långt området ligger från det som det jämförs med.",
        "The position shows how far the area lies from what it is compared with.",
    ),
    ("Plus är större utmaning.", "Plus is greater challenge."),
    ("Teman jämförs aldrig genom sina poäng.", "Themes are never compared by their scores."),
    (
        "Möjliga platser räknas som hos Klein, Wright och Wieczorek.",
        "Possible places are those of Klein, Wright and Wieczorek.",
    ),
    ("Båda är mer än slumpen.", "Both are beyond chance."),
    ("Bara teman som kan prövas räknas.", "Only themes that can be tested count."),
    (
        "Inom parentes: från lägsta till högsta plats som är möjlig. ? står där det inte går att säga.",
        "In brackets: the places that it can have. ? is where it cannot be told.",
    ),
):
    ROOM.always(sv, en, "the definition of a column, of a mark or of the method; it holds of every answer")


@ROOM.when("Plats 1 har störst utmaning.", "Place 1 has the greatest challenge.")
def _(said: Said) -> bool:
    themed = said.answer
    first = np.where(themed.ranks == 1, themed.position, -np.inf).max(axis=0)
    known = ~np.isnan(themed.position).all(axis=0)
    return bool((first[known] >= np.nanmax(themed.position[:, known], axis=0) - 1e-9).all())


# -- lists, which stand last so that sentences are tried before them ---------------------------------------


@ROOM.when(f"[{THEMES['sv']}] ({{share:n}} %).", f"[{THEMES['en']}] ({{share:n}} %).")
def _(said: Said) -> bool:
    themed, least = said.answer, min(challenged(said))
    gathered = [k for k in labelled(said, said.text) if themed.people_challenged[k] == least]
    return bool(gathered) and said.share == round(100 * least / themed.people.sum())


@ROOM.when(
    "{names} (slumpens storlek är känd för {known:n} % av temats vikt, och minst {least:n} % behövs).",
    "{names} (the size of chance is known for {known:n}% of the theme's weight, and at least {least:n}% is "
    "needed).",
)
def _(said: Said) -> bool:
    return said.known < said.least and untold(said)


@ROOM.when(f"{{names}} ([{WHY['sv']}]).", f"{{names}} ([{WHY['en']}]).")
def untold(said: Said) -> bool:
    """Of every theme that is named nothing can be told, or its numbers are not shown."""
    themed = said.answer
    named = labelled(said, said.names)
    return bool(named) and all(
        np.isin(themed.verdict[:, k], ("unknown", "missing")).all() or not themed.counts[k].told
        for k in named
    )


@ROOM.when(f"[{THEMES['sv']}]: {{names}}.", f"[{THEMES['en']}]: {{names}}.")
def _(said: Said) -> bool:
    """Every area that is named after a theme stands out in it."""
    themed, theme = said.answer, said.text.partition(":")[0]
    places = [
        k for k in map(themed.at, themed.leading) if themed.result.label(themed.themes[k], said.lang) == theme
    ]
    named = [i for i, code in enumerate(themed.areas) if f" {code} " in f" {said.names} "]
    return bool(places and named) and bool(themed.stands_out[named, places[0]].all())


for sv, en in (
    (f"[{LABELS['sv']}].", f"[{LABELS['en']}]."),
    (f"[{LABELS['sv']}]{{more}}.", f"[{LABELS['en']}]{{more}}."),
):
    ROOM.when(sv, en)(lambda said: bool(labelled(said, said.text)))


@ROOM.when(
    "Flera indikatorer är räknade på samma personer.", "Several indicators are counted on the same persons."
)
def _(said: Said) -> bool:
    return bool((np.triu(said.answer.uncertainty.dependence.correlations[0], 1) > 0).any())


@ROOM.when(
    "Därför antar vi att deras fel hänger ihop måttligt.",
    "We assume that their errors are moderately correlated.",
)
def _(said: Said) -> bool:
    return bool(said.answer.uncertainty.dependence.name == "moderate")
