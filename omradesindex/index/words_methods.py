"""How values are made into points and weighed, as a reader is told: no method is called by its name here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from omradesindex.wording import Language, Text, inside, join, say

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored

_FROM_THE_MIDDLE = Text("hur långt från mitten ett område är", "how far from the middle an area is")
_FROM_A_VALUE = Text("hur långt från ett valt värde ett område är", "how far from a chosen value an area is")
_TWO_BY_TWO = Text("Ett område i taget jämförs med ett annat.", "Areas are compared two by two.")
_HOW_EVEN = Text("Hur jämna delarna är räknas också.", "How even the parts are counts too.")

#: Name of a normalisation, also of scores measured once more → what its points tell.
POINTS: Mapping[str, Text] = {
    "z_score": _FROM_THE_MIDDLE,
    "min_max": Text(
        "var ett område är mellan det lägsta och det högsta",
        "where an area is between the lowest and the highest",
    ),
    "goalposts": Text(
        "var ett område är mellan två fasta värden", "where an area is between two fixed values"
    ),
    "robust_z": Text("hur långt från medianen ett område är", "how far from the median an area is"),
    "distance_to_maximum": Text(
        "hur nära ett område är det som har högst värde", "how near an area is to the one with the top value"
    ),
    "distance_to_reference": _FROM_A_VALUE,
    "distance_to_target": Text("hur långt från målet ett område är", "how far from the target an area is"),
    "fraction_of_maximum": Text(
        "hur stor del av det högsta värdet ett område har",
        "how large a part of the top value an area has",
    ),
    "mpi": _FROM_THE_MIDDLE,
    "ampi": _FROM_A_VALUE,
    "none": Text(
        "värdet som det är, men med minus om ett högt är bra",
        "the value as it is, but with a minus if a high one is good",
    ),
    "vector": Text(
        "hur stort värdet är mot alla områdens tillsammans",
        "how large the value is against all areas' together",
    ),
    "rank": Text(
        "områdets plats, från det lägsta till det högsta", "the area's place, from the lowest to the highest"
    ),
    "percentile_rank": Text("hur stor del av områdena som är lägre", "what share of the areas is lower"),
    "borda": Text("hur många områden som är lägre", "how many areas are lower"),
    "normal_score": Text(
        "områdets plats, där de flesta är nära mitten", "the area's place, where most are near the middle"
    ),
    "exponential": Text(
        "områdets plats, med störst steg mellan de högsta",
        "the area's place, with the largest steps at the top",
    ),
    "categories": Text("vilken klass ett område är i", "which class an area is in"),
    "turned": Text("skalan vänds, så att högst blir lägst", "the scale is turned, so that top is bottom"),
}

#: Name of an aggregation → how it brings parts together; of means nothing is told.
TOGETHER: Mapping[str, Text] = {
    "sum": Text("Delarnas poäng läggs ihop.", "The points of the parts are added up."),
    "geometric": Text(
        "En låg del vägs bara till viss del upp av en hög.", "A high part only partly makes up for a low one."
    ),
    "product": Text("Delar räknas gånger varandra.", "Parts are multiplied by each other."),
    "harmonic": Text("Låga delar väger tyngst.", "Low parts weigh the most."),
    "power_mean": Text(
        "Hur tungt en del väger beror på hur hög den är.", "How much a part weighs depends on how high it is."
    ),
    "minimum": Text("Den lägsta delen avgör.", "The lowest part is what counts."),
    "maximum": Text("Den högsta delen avgör.", "The highest part is what counts."),
    "mpi": _HOW_EVEN,
    "ampi": _HOW_EVEN,
    "wroclaw": Text(
        "Poängen visar hur långt det är till minst utmaning i allt.",
        "The points tell how far it is to the least challenge in everything.",
    ),
    "topsis": Text(
        "Poängen visar läget mellan lägst i allt och högst i allt.",
        "The points tell the place between lowest in all and highest in all.",
    ),
    "copeland": _TWO_BY_TWO,
    "kemeny": _TWO_BY_TWO,
    "borda": Text("Poäng ges efter plats i varje del.", "Places in the parts become points."),
    "count_beyond": Text(
        "Talet är hur många delar som är över en gräns.", "The number is how many parts are beyond a limit."
    ),
    "share_beyond": Text(
        "Talet är hur stor del som är över en gräns.", "The number is how large a part is beyond a limit."
    ),
    "benefit_of_the_doubt": Text(
        "Varje område får de vikter som ger det mest.", "Each area gets the weights that give it the most."
    ),
}
_PLAIN = "arithmetic"

_LOGARITHM = Text("logaritmen tas", "the logarithm is taken")
#: Name of a treatment's curve → what it does to a value.
BENT: Mapping[str, Text] = {
    "winsorise": Text("de som är längst ut dras in", "those furthest out are pulled in"),
    "log": _LOGARITHM,
    "offset_log": _LOGARITHM,
    "shifted_log": _LOGARITHM,
    "mirrored_log": _LOGARITHM,
    "square_root": Text("roten tas", "the root is taken"),
    "arcsine": Text("andelen blir en vinkel", "the share becomes an angle"),
    "logit": Text("andelen blir ett odds, och logaritmen tas", "the share becomes the logarithm of its odds"),
    "distance": Text("avståndet till det bästa tas", "the distance to the best is taken"),
    "box_cox": Text("de höjs till en potens", "they are raised to a power"),
    "exponential_tail": Text("de som är långt ut trycks ihop", "those far out are pressed together"),
}

_ALIKE = Text("det som följer med annat väger mest", "what goes with the rest weighs the most")
#: Name of weights that figures decide → what they let weigh the most.
LEARNT: Mapping[str, Text] = {
    "standard_deviation": Text("det som skiljer mest väger mest", "what differs the most weighs the most"),
    "critic": Text(
        "det som skiljer mest och är mest eget väger mest",
        "what differs the most and is most of its own weighs the most",
    ),
    "entropy": Text("det som är mest ojämnt väger mest", "what is least even weighs the most"),
    "first_component": _ALIKE,
    "factor_loadings": _ALIKE,
    "one_factor": _ALIKE,
    "effective": Text(
        "varje del ska betyda så mycket som är sagt", "each part shall mean as much as is said"
    ),
}
#: Weights that somebody decides; nothing is told of them here.
CHOSEN = ("equal", "given", "budget_allocation", "ahp")


def points_said(name: str, lang: Language) -> str:
    """Say what the points of a normalisation tell, in the middle of a sentence.

    Examples
    --------
    >>> points_said("borda", "en"), points_said("of_my_own", "en")
    ('how many areas are lower', 'in a way of our own (of_my_own)')
    """
    said = POINTS.get(name, Text(f"på ett eget sätt ({name})", f"in a way of our own ({name})"))
    return said.in_(lang)


def together_line(result: Scored, lang: Language) -> str:
    """Say how parts are brought together, and where, unless it is by arithmetic means throughout."""
    levels = [level for level in result.index.levels if len(level.parts) > 1] or result.index.levels
    where: dict[str, list[str]] = {}
    for level in levels:
        name = result.index.methods.name_of("aggregate", level.id)
        own = Text(
            f"Delarna vägs samman på ett eget sätt ({name}).",
            f"The parts are brought together in a way of our own ({name}).",
        )
        where.setdefault("" if name == _PLAIN else TOGETHER.get(name, own).in_(lang), []).append(level.id)
    if len(where) == 1:
        return next(iter(where))
    told = []
    for way, ids in where.items():
        if way:
            of = levels_said(ids, [level.id for level in levels], result, lang)
            told.append(f"{say(lang, 'I', 'In')} {of}: {inside(way)}")
    return " ".join(told)


def bent_line(result: Scored, lang: Language) -> str:
    """Say what is done to values before they are made into points, and in which indicators if not in all."""
    treatment, members = result.reference.treatment, result.index.members
    where: dict[str, list[str]] = {}
    for change in treatment.changes if treatment is not None else ():
        where.setdefault(BENT[change.action].in_(lang), []).append(members[change.column].id)
    told = []
    for way, ids in where.items():
        labels = join([inside(result.label(one, lang)) for one in ids], lang=lang)
        of = "" if len(ids) == len(members) else labels
        told.append(
            say(
                lang,
                f"Värdena räknas först om{of and f' i {of}'}: {way}.",
                f"The values are first made into others{of and f' in {of}'}: {way}.",
            )
        )
    return " ".join(told)


def weights_line(result: Scored, lang: Language) -> str:
    """Say that weights come from the figures, and where if not at every level with something to weigh."""
    levels = [level.id for level in result.index.levels if len(level.parts) > 1]
    where: dict[str, list[str]] = {}
    for one in levels:
        name = result.index.methods.name_of("weight", one)
        if name not in CHOSEN:
            own = Text(f"på ett eget sätt ({name})", f"in a way of our own ({name})")
            where.setdefault(LEARNT.get(name, own).in_(lang), []).append(one)
    told = []
    for way, ids in where.items():
        of = "" if ids == levels else levels_said(ids, levels, result, lang)
        told.append(
            say(
                lang,
                f"Vikterna{of and f' i {of}'} räknas ur uppgifterna: {way}.",
                f"The weights{of and f' in {of}'} are computed from the figures: {way}.",
            )
        )
    return " ".join(told)


def levels_said(ids: Sequence[str], among: Sequence[str], result: Scored, lang: Language) -> str:
    """Name some levels in the middle of a sentence: the index, the dimensions, or each by its label."""
    if list(ids) == [one for one in among if one != "index"]:
        return say(lang, "dimensionerna", "the dimensions")
    labels = [
        say(lang, "indexet", "the index") if one == "index" else inside(result.label(one, lang))
        for one in ids
    ]
    return join(labels, lang=lang)
