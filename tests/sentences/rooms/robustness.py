"""What is said of robustness, and when it is true."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from omradesindex.subjects.robustness.problem import LABELS
from omradesindex.wording import Text, area_name
from tests.sentences.rooms.common import uncertainty_of
from tests.sentences.sentence import Room, Said

#: At most so many: sentences that no table knows, sentences outside ``words``, wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 4, 0, 1
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 40, 30

ROOM = Room()

#: What a choice is called at the beginning of a sentence.
_ANY = Text("|".join(label.sv for label in LABELS.values()), "|".join(label.en for label in LABELS.values()))
_OFTEN = re.compile(
    r"(?P<sign>mer än|mindre än|more than|less than)? ?(?P<n>\d+) "
    r"(?:gång(?:er)?|times?) (?:av|in) (?P<of>\d+)"
)


def named(said: Said, text: str) -> list[str]:
    """Codes of the areas that a text names."""
    names = said.answer.base.names
    return [code for code in said.answer.areas if area_name(code, names[code]) in text]


def first_ones(said: Said) -> set[str]:
    base = said.answer.base.ranks["index"]
    return set(base.index[(base <= said.answer.first_places).fillna(False)])


def share_of(said: Said, code: str) -> float:
    return float(said.answer.among_first(said.answer.first_places)[code])


def as_often(share: float, text: str) -> bool:
    """Whether a text says how often something happens that has a share of the draws."""
    if re.search(r"varje gång|every time", text):
        return share == 1
    if re.search(r"\baldrig\b|\bnever\b", text):
        return share == 0
    told = _OFTEN.search(text)
    if told is None:
        return False
    count = share * int(told["of"])
    if told["sign"]:
        return count > int(told["n"]) if told["sign"] in ("mer än", "more than") else count < int(told["n"])
    return abs(count - int(told["n"])) <= 0.5


def frequencies(said: Said, *, first: bool) -> bool:
    """Whether each area that is named is among the first as often as is said."""
    told = named(said, said.text)
    rest = {code: said.text.split(area_name(code, said.answer.base.names[code]))[1] for code in told}
    return (
        bool(told)
        and all((code in first_ones(said)) == first for code in told)
        and all(as_often(share_of(said, code), text) for code, text in rest.items())
    )


def places(said: Said, code: str) -> Any:
    return said.answer.acceptability.loc[code]


def labels(said: Said) -> list[str]:
    return [factor.label.in_(said.lang) for factor in said.answer.problem.factors]


def area_of(said: Said) -> str:
    assert said.area is not None
    return said.area


# -- what was done ------------------------------------------------------------------------------------------


@ROOM.when(
    "Vi räknade om indexet på alla {n:n} sätt[| som ger egna poäng].",
    "We computed the index in all {n:n} ways[| that give scores of their own].",
)
def _(said: Said) -> Any:
    return said.answer.every and said.n == said.answer.n


@ROOM.when(
    "Vi räknade om indexet på {n:n} sätt, dragna bland {m:n} olika.",
    "We computed the index in {n:n} ways, drawn from {m:n} different ones.",
)
def _(said: Said) -> Any:
    return said.n == said.answer.n and said.m == said.answer.combinations < said.n


@ROOM.when("Vi räknade om indexet på {n:n} sätt.", "We computed the index in {n:n} [way|ways].")
def _(said: Said) -> Any:
    return said.n == said.answer.n and not said.answer.every


@ROOM.when("Vi varierade samtidigt {what}.", "We varied {what} at the same time.")
def _(said: Said) -> Any:
    return 1 < len(labels(said)) <= 3 and all(label in said.what for label in labels(said))


@ROOM.when("Vi varierade {what}.", "We varied {what}.")
def _(said: Said) -> Any:
    n = len(labels(said))
    return said.what.startswith(labels(said)[0]) and (n == 1 or n > 3)


@ROOM.when("Samtidigt varierade vi {what}.", "At the same time we varied {what}.")
def _(said: Said) -> Any:
    return len(labels(said)) > 3 and said.what.endswith(labels(said)[-1])


@ROOM.when("Så varierade vi.", "This is how we varied.")
def _(said: Said) -> Any:
    return said.answer.tried


@ROOM.when("Vilket förslag som gäller: {names}.", "Which proposal is used: {names}.")
def _(said: Said) -> Any:
    return len(said.answer.factors.loc["set", "levels"]) == 1 + said.names.count(", ") + 1


@ROOM.when("Vikterna: ±{x:x} %.", "The weights: ±{x:x}%.")
def _(said: Said) -> Any:
    # No share of the index, nor of a dimension, is further from its own.
    drawn, index, whole = said.answer.design(), said.answer.base.index, 0.0
    for dimension in index.dimensions:
        over = drawn[f"weight:{dimension.id}"] * sum(d.weight for d in index.dimensions) / dimension.weight
        for leaf in dimension.leaves():
            own = drawn[f"weight:{leaf.id}"] * sum(m.weight for m in dimension.leaves()) / leaf.weight
            if drawn[f"weight:{leaf.id}"].min() > 0 and "set" not in drawn:
                whole = max(whole, float((own * over - 1).abs().max()))
    return (
        whole <= said.x / 100 + 1e-9 and said.answer.factors.loc["weights", "levels"][-1] == f"±{said.x:g} %"
    )


@ROOM.when(
    f"[{_ANY.sv}]: {{names}} ger här samma poäng som {{other}} och räknas inte igen.",
    f"[{_ANY.en}]: here {{names}} [gives|give] the same scores as {{other}} and [is|are] not counted again.",
)
def _(said: Said) -> Any:
    factors = [*said.answer.problem.factors, *said.answer.problem.idle]
    copies = next(f.copies for f in factors if f.label.in_(said.lang).casefold() in said.text.casefold())
    return len(copies) == 1 + said.names.count(", ") + bool(re.search(" och | and ", said.names))


@ROOM.when(f"[{_ANY.sv}]: {{levels}}.", f"[{_ANY.en}]: {{levels}}.")
def _(said: Said) -> Any:
    return said.text.split(":")[0].casefold() in [label.casefold() for label in labels(said)]


@ROOM.when(
    "Inget av det som skulle varieras ändrar någon poäng.", "Nothing that was to vary changes any score."
)
def _(said: Said) -> Any:
    return not said.answer.problem.factors


@ROOM.when(
    "Därför går det inte att säga hur långt slutsatsen håller.",
    "Therefore how far the conclusion holds cannot be said.",
)
def _(said: Said) -> Any:
    return not said.answer.problem.factors


@ROOM.when(
    "Vi skulle också ha varierat {what}, men det ändrar inga poäng här.",
    "We were also to vary {what}, but that changes no scores here.",
)
def _(said: Said) -> Any:
    return said.what in [factor.label.in_(said.lang) for factor in said.answer.problem.idle]


@ROOM.when(
    "Det går inte att säga hur långt slutsatsen håller.", "How far the conclusion holds cannot be said."
)
def _(said: Said) -> Any:
    return not said.answer.base.ranks["index"].notna().any()


@ROOM.when(
    "[Indexet kan inte beräknas för något område|Det finns ingen ordning att pröva].",
    "[The index cannot be computed for any area|There is no order to try].",
)
def _(said: Said) -> Any:
    return not said.answer.base.ranks["index"].notna().any()


@ROOM.when(
    "[Ett område|{n:n} områden] saknar ibland plats, [som mest |]{often}.",
    "[One area lacks|{n:n} areas lack] a place at times, [at most |]{often}.",
)
def _(said: Said) -> Any:
    placed = said.answer.acceptability.sum(axis=1)[said.answer.base.ranks["index"].notna()]
    return as_often(1 - float(placed.min()), said.often)


@ROOM.when("Alla sätt att räkna är ändå med i andelarna.", "Shares are still of all ways of counting.")
def _(said: Said) -> Any:
    return bool((said.answer.acceptability.sum(axis=1) < 1).any())


# -- the first places ---------------------------------------------------------------------------------------


@ROOM.when(
    "{who} [var bland de tre med störst utmaning|hade plats 1] varje gång.",
    "{who} [was|were|had] [among the three with the greatest challenge|place 1] every time.",
)
def _(said: Said) -> Any:
    return set(named(said, said.who)) == {code for code in first_ones(said) if share_of(said, code) == 1}


@ROOM.when(
    "{told} [var det|hade den|var bland de tre med störst utmaning|hade plats 1] {rest}.",
    "{told} [was so|had it|was among the three with the greatest challenge|had place 1] {rest}.",
)
def _(said: Said) -> Any:
    return frequencies(said, first=True)


@ROOM.when(
    "Ibland [var andra bland dem|hade andra plats 1]: {told}.",
    "At times others [were among them|had place 1]: {told}.",
)
def _(said: Said) -> Any:
    return frequencies(said, first=False)


@ROOM.when(
    "Det är inte en sannolikhet, utan hur ofta våra sätt att räkna ger samma svar.",
    "It is not a probability, but how often our ways of counting give the same answer.",
)
def _(said: Said) -> Any:
    return said.answer.problem.varying_choices


@ROOM.when(
    "Det är inte en sannolikhet, utan hur ofta svaret blir detsamma när slumpen dras om.",
    "It is not a probability, but how often the answer is the same when chance is drawn anew.",
)
def _(said: Said) -> Any:
    return said.answer.problem.varying_sources and not said.answer.problem.varying_choices


# -- how far places move ------------------------------------------------------------------------------------


def moved(said: Said) -> float:
    """How many places an area moves, over all draws made again."""
    ranks = said.answer.outcomes().filter(like="rank:").rename(columns=lambda c: c.removeprefix("rank:"))
    base = said.answer.base.ranks["index"].astype(float)
    return float((ranks.astype(float)[list(base.index)] - base).abs().fillna(0).to_numpy().mean())


@ROOM.when("Inget område byter plats någon gång.", "No area ever changes places.")
def _(said: Said) -> Any:
    return moved(said) == 0


@ROOM.when(
    "Ett område flyttas i genomsnitt mindre än {x:x} platser.",
    "On average an area moves less than {x:x} places.",
)
def _(said: Said) -> Any:
    return 0 < moved(said) < said.x


@ROOM.when("Ett område flyttas i genomsnitt {x:x} platser.", "On average an area moves {x:x} places.")
def _(said: Said) -> Any:
    return said.answer.every or abs(moved(said) - said.x) <= 0.05 + 1e-9


def still(said: Said) -> list[str]:
    ranks = said.answer.ranks
    return [code for code in said.answer.areas if bool((ranks["low"] == ranks["high"]).fillna(False)[code])]


@ROOM.when(
    "Samma plats minst 90 gånger av 100 har {n:n} områden.",
    "{n:n} areas have the same place at least 90 times in 100.",
)
def _(said: Said) -> Any:
    return said.n == len(still(said)) and all(places(said, code).max() >= 0.9 for code in still(said))


@ROOM.when(
    "Samma plats minst 90 gånger av 100 har {who}.",
    "{who} [has|have] the same place at least 90 times in 100.",
)
def _(said: Said) -> Any:
    told = named(said, said.who)
    return sorted(told) == sorted(still(said)) and all(places(said, code).max() >= 0.9 for code in told)


@ROOM.when(
    "Mest flyttas {who}: minst 90 gånger av 100 har det plats {low:n}–{high:n}.",
    "{who} moves the most: at least 90 times in 100 it has places {low:n}–{high:n}.",
)
def _(said: Said) -> Any:
    (code,), ranks = named(said, said.who), said.answer.ranks
    within = places(said, code).loc[said.low : said.high].sum()
    return (
        within >= 0.9 * places(said, code).sum()
        and said.high - said.low == (ranks["high"] - ranks["low"]).max()
    )


# -- pairs --------------------------------------------------------------------------------------------------


def order_of(said: Said) -> Any:
    """How often each pair has its commonest order."""
    above = said.answer.above.to_numpy()
    return np.maximum(above, above.T)


@ROOM.when(
    "{n:n} av {m:n} par av områden går inte att skilja åt.",
    "{n:n} of {m:n} pairs of areas cannot be told apart.",
)
def _(said: Said) -> Any:
    upper = np.triu_indices(len(said.answer.areas), 1)
    return said.m == len(upper[0]) and said.n == (order_of(said)[upper] < 0.95).sum()


ROOM.always(
    "Låt inte indexet ensamt avgöra vilket av dem som går före.",
    "Do not let the index alone decide which of the two goes first.",
    "a piece of advice, after the pairs whose order does not hold",
)


@ROOM.when("De två områdena går inte att skilja åt.", "The two areas cannot be told apart.")
def _(said: Said) -> Any:
    return len(said.answer.areas) == 2 and order_of(said)[0, 1] < 0.95


@ROOM.when(
    "Ordningen är densamma mindre än 95 gånger av 100.", "Their order is the same less than 95 times in 100."
)
def _(said: Said) -> Any:
    order = order_of(said)
    row = order if said.area is None else order[said.answer.areas.index(said.area)]
    return (row[row > 0] < 0.95).any()


@ROOM.when("Jämnast är det mellan {who}.", "Most even are {who}.")
def _(said: Said) -> Any:
    first, second = (said.answer.areas.index(code) for code in named(said, said.who))
    upper = np.triu_indices(len(said.answer.areas), 1)
    even = np.abs(said.answer.above.to_numpy() - 0.5)
    return min(even[first, second], even[second, first]) == np.minimum(even, even.T)[upper].min()


@ROOM.when(
    "Varje par av områden har samma ordning minst 95 gånger av 100.",
    "Every pair of areas has the same order at least 95 times in 100.",
)
def _(said: Said) -> Any:
    return (order_of(said)[np.triu_indices(len(said.answer.areas), 1)] >= 0.95).all()


# -- what matters most --------------------------------------------------------------------------------------


def causes(said: Said) -> Any:
    table = said.answer.sensitivity
    own = table[table["output"] == (said.area or "mean_rank_shift")].set_index("factor")
    names = {factor.name: factor.label.in_(said.lang).casefold() for factor in said.answer.problem.factors}
    return own.rename(index=names)


@ROOM.when(
    "{what} betyder mest för [platserna|områdets plats].",
    "What matters most for the [places|area's place]: {what}.",
)
def _(said: Said) -> Any:
    own = causes(said)
    mine = own.loc[said.what.casefold()]
    return (own["total_high"].drop(said.what.casefold()) < mine["total_low"]).all()


@ROOM.when(
    "Därifrån kommer {share} procent av variationen.", "From there come {share} per cent of the variation."
)
def _(said: Said) -> Any:
    own = causes(said)
    mine = own.loc[own["total"].idxmax()]
    low, _, high = said.share.partition("–")
    ends = [min(max(100 * mine[f"total_{end}"], 0), 100) for end in ("low", "high")]
    return abs(int(low) - ends[0]) <= 0.5 and abs(int(high or low) - ends[1]) <= 0.5


@ROOM.when(
    "Mest för [platserna|områdets plats] betyder {what}.", "Most for the [places|area's place] matter {what}."
)
def _(said: Said) -> Any:
    own = causes(said)
    told = [name for name in own.index if name in said.what.casefold()]
    limit = own.loc[own["total"].idxmax(), "total_low"]
    return set(told) == set(own.index[own["total_high"] >= limit])


@ROOM.when("Vilket av dem går inte att säga.", "Which of them cannot be said.")
def _(said: Said) -> Any:
    return causes(said)["total"].notna().all()


@ROOM.when(
    "Vilket val som betyder mest för [platserna|områdets plats] går inte att säga av så få sätt att räkna.",
    "Which choice matters most for the [places|area's place] cannot be said from so few ways of counting.",
)
def _(said: Said) -> Any:
    own = causes(said)
    return (own["total_high"] >= own.loc[own["total"].idxmax(), "total_low"]).all()


@ROOM.when(
    "Vad som betyder mest för [platserna|områdets plats] går inte att säga: {why}.",
    "What matters most for the [places|area's place] cannot be said: {why}.",
)
def _(said: Said) -> Any:
    own, always = causes(said), re.search("alltid|aldrig|always|never", said.why)
    return own["total"].isna().all() and bool(always) == (own["reason"] == "still").all()


@ROOM.when(
    "Vad som betyder mest för platserna är inte uträknat.",
    "What matters most for the places has not been worked out.",
)
@ROOM.when("Områdena är för många för den metoden.", "The areas are too many for that method.")
def _(said: Said) -> Any:
    return said.answer.unshared and said.answer.shares is None


@ROOM.when(
    "Mest flyttar {name}: i genomsnitt {x:x} platser.",
    "{name} moves the areas most: {x:x} places on average.",
)
def _(said: Said) -> Any:
    levels = said.answer.by_level.query("factor == 'set'").set_index("level")["mean_rank_shift"]
    labels = {own.id: own.label.in_(said.lang) for own in said.answer.varied.sets}
    return labels[levels.idxmax()].casefold() == said.name.casefold() and abs(levels.max() - said.x) <= 0.05


@ROOM.when(
    "Andelarna är hur mycket av variationen i områdets plats som hör till varje val.",
    "Shares are how much of the variation of the area's place belongs to each choice.",
)
def _(said: Said) -> Any:
    return causes(said)["total"].notna().all()


@ROOM.when("Varje andel är ett 95-procentigt intervall (bootstrap).", "Each is a 95% interval (bootstrap).")
def _(said: Said) -> Any:
    return said.answer.shares.level == 0.95


# -- what the ranges and columns are ------------------------------------------------------------------------


@ROOM.when("Intervallen är {kind}.", "Each interval is a {kind}.")
def _(said: Said) -> Any:
    return said.kind == said.answer.kind(said.lang)


@ROOM.when("De visar hur {what} platserna.", "It shows how {what} places.")
def _(said: Said) -> Any:
    choices, chance = re.search("val|choices", said.what), re.search("slump|chance", said.what)
    varies = said.answer.problem
    return (bool(choices), bool(chance)) == (bool(varies.varying_choices), bool(varies.varying_sources))


@ROOM.when(
    "De visar hur våra val flyttar platserna, inte hur slumpen gör det.",
    "It shows how our choices move places, not how chance does.",
)
def _(said: Said) -> Any:
    return not said.answer.problem.varying_sources


ROOM.always(
    "De lovar inte att den sanna platsen är med.",
    "It does not promise to hold the true place.",
    "a range of draws is no confidence set",
)


@ROOM.when(
    "Platsintervallet är ett {kind}: de mittersta 90 % av sätten att räkna.",
    "The range of places is a {kind}: the middle 90% of the ways of counting.",
)
def _(said: Said) -> Any:
    return said.kind == said.answer.kind(said.lang)


@ROOM.when("Plats: i indexet som det är definierat.", "Place: in the index as defined.")
def _(said: Said) -> Any:
    return said.answer.ranks["base"].equals(said.answer.base.ranks["index"].rename("base"))


ROOM.always("Plats 1 har störst utmaning.", "Place 1 has the greatest challenge.", "places follow scores")
ROOM.always(
    "Ytterst: från lägsta till högsta plats någon gång.",
    "Extremes: from the lowest to the highest place at any time.",
    "they are the ends of what was counted",
)


@ROOM.when(
    "Sista kolumnen: hur ofta området är [bland de tre med störst utmaning|på plats 1].",
    "Last column: how often the area is [among the three with the greatest challenge|in place 1].",
)
def _(said: Said) -> Any:
    return said.answer.first_places == (3 if re.search("tre|three", said.text) else 1)


def least_known(said: Said) -> float:
    return float(np.nanmin(uncertainty_of(said.answer.base).score_known["index"]))


@ROOM.when(
    "Uppgifter vars slump ingen känner hålls oförändrade, och då blir intervallen för korta.",
    "Figures whose chance error nobody knows are kept as they are, which makes the ranges too short.",
)
def _(said: Said) -> Any:
    return said.answer.problem.varies("sampling") and least_known(said) < 1


@ROOM.when(
    "Som mest är det {n:n} procent av indexets vikt i ett område.",
    "At most that is {n:n} per cent of the index's weight in an area.",
)
def _(said: Said) -> Any:
    return abs(100 * (1 - least_known(said)) - said.n) <= 0.5


def together(said: Said) -> Any:
    dependence = said.answer.varied.dependence if hasattr(said.answer, "varied") else "moderate"
    return uncertainty_of(said.answer.base, dependence).dependence


@ROOM.when(
    "Flera indikatorer är räknade på samma personer.", "Several indicators are counted on the same persons."
)
def _(said: Said) -> Any:
    return (np.triu(together(said).correlations[0], 1) > 0).any()


@ROOM.when(
    "Därför antar vi att deras fel hänger ihop måttligt.",
    "We assume that their errors are moderately correlated.",
)
def _(said: Said) -> Any:
    return together(said).name == "moderate"


# -- of an area ---------------------------------------------------------------------------------------------


@ROOM.when(
    "Plats {place:n} av {n:n} (plats 1 har störst utmaning).",
    "Place {place:n} of {n:n} (place 1 has the greatest challenge).",
)
def _(said: Said) -> Any:
    return said.place == said.answer.base.ranks["index"][area_of(said)] and said.n == len(said.answer.areas)


@ROOM.when("Den är delad.", "It is shared.")
def _(said: Said) -> Any:
    ranks = said.answer.base.ranks["index"]
    return (ranks == ranks[area_of(said)]).sum() > 1


@ROOM.when("Området har ingen plats i indexet.", "The area has no place in the index.")
def _(said: Said) -> Any:
    return np.isnan(said.answer.base.scores["index"][area_of(said)])


@ROOM.when("Det får aldrig någon plats.", "It never has a place.")
def _(said: Said) -> Any:
    return places(said, area_of(said)).sum() == 0


@ROOM.when(
    "Minst 90 gånger av 100 har det plats {places} ({kind}).",
    "At least 90 times in 100 it has [place|places] {places} ({kind}).",
)
def _(said: Said) -> Any:
    low, _, high = said.places.partition("–")
    own = places(said, area_of(said))
    within = own.loc[int(low) : int(high or low)].sum()
    return within >= 0.9 * own.sum() and said.kind == said.answer.kind(said.lang)


def ever(said: Said) -> Any:
    own = places(said, area_of(said))
    return own.index[own > 0]


@ROOM.when("Den ändras aldrig.", "It never changes.")
def _(said: Said) -> Any:
    return len(ever(said)) == 1


@ROOM.when("Ytterst är det plats {a:n} och {b:n}.", "At the extremes it is place {a:n} and {b:n}.")
def _(said: Said) -> Any:
    return (said.a, said.b) == (ever(said).min(), ever(said).max())


@ROOM.when(
    "Det är {often} [bland de tre med störst utmaning|på plats 1].",
    "It is [never |][among the three with the greatest challenge|in place 1][| every time].",
)
def _(said: Said) -> Any:
    return as_often(share_of(said, area_of(said)), said.text)


@ROOM.when(
    "Det är {often} [bland de tre med störst utmaning|på plats 1].",
    "It is [among the three with the greatest challenge|in place 1] {often}.",
)
def _(said: Said) -> Any:
    return as_often(share_of(said, area_of(said)), said.text)


@ROOM.when(
    "Ordningen mot varje annat område är densamma minst 95 gånger av 100.",
    "Its order against every other area is the same at least 95 times in 100.",
)
def _(said: Said) -> Any:
    row = said.answer.areas.index(area_of(said))
    return (np.delete(order_of(said)[row], row) >= 0.95).all()


@ROOM.when("Det går inte att skilja från {who}.", "It cannot be told apart from {who}.")
def _(said: Said) -> Any:
    order = order_of(said)[said.answer.areas.index(area_of(said))]
    near = {code for code, share in zip(said.answer.areas, order, strict=True) if share < 0.95}
    return set(named(said, said.who)) == near - {area_of(said)}


# -- the places that chance leaves open, and the smallest change -------------------------------------------


@ROOM.when("Här står de platser som slumpen lämnar öppna.", "These are the places that chance leaves open.")
def _(said: Said) -> Any:
    return bool((said.answer.sets.lower <= said.answer.sets.rank).all())


@ROOM.when(
    "De rymmer alla områdens sanna plats på en gång, minst {n:n} gånger av 100.",
    "They hold all areas' true places at once at least {n:n} times in 100.",
)
def _(said: Said) -> Any:
    return said.answer.sets.simultaneous and said.n == round(100 * said.answer.sets.level)


@ROOM.when(
    "Minst {n:n} procent av indexets vikt har ett känt fel.",
    "At least {n:n} per cent of the index's weight has a known error.",
)
def _(said: Said) -> Any:
    return abs(100 * said.answer.known - said.n) <= 0.5


@ROOM.when("De övriga antas vara lika osäkra.", "The others are assumed to be as uncertain.")
def _(said: Said) -> Any:
    return said.answer.known < 1


ROOM.always(
    "Metoden är rangmängder enligt Mogstad, Romano, Shaikh och Wilhelm (2023).",
    "The method is that of Mogstad, Romano, Shaikh and Wilhelm (2023).",
    "it is the method of methods/rank_sets.py",
)
ROOM.always(
    "Alla par prövas stegvis.", "All pairs are tested by steps.", "it is the method of methods/rank_sets.py"
)


@ROOM.when(
    "{second} får lika många poäng som {first} först när {x:x} procent av vikten flyttas mellan indikatorer.",
    "{second} draws level with {first} once {x:x} per cent of the weight is moved between indicators.",
)
def _(said: Said) -> Any:
    scores = said.answer.index.compute(said.answer.base.statistics).scores["index"]
    return (
        abs(scores[said.answer.first] - scores[said.answer.second]) < 1e-6
        and abs(100 * said.answer.moved - said.x) <= 0.05
    )


# -- places that chance leaves open -------------------------------------------------------------------------


def open_pairs(said: Said) -> tuple[int, int]:
    """How many pairs are not told apart by tests that hold together, and how many there are."""
    n = int((~np.isnan(said.answer.sets.rank)).sum())
    return len(said.answer.not_told_apart()), n * (n - 1) // 2


_TO_DO = Text(
    "låt inte indexet ensamt avgöra vilket av dem som prioriteras.",
    "do not let the index alone decide which of the two is given priority.",
)


@ROOM.when(
    f"{{n:n}} av {{all:n}} par av områden går inte att skilja åt: {_TO_DO.sv}",
    f"{{n:n}} of {{all:n}} pairs of areas cannot be told apart: {_TO_DO.en}",
)
def _(said: Said) -> bool:
    return said.answer.sets.simultaneous and (said.n, said.all) == open_pairs(said)


@ROOM.when(
    f"Inget av {{all:n}} par av områden går att skilja åt: {_TO_DO.sv}",
    f"None of {{all:n}} pairs of areas can be told apart: {_TO_DO.en}",
)
def _(said: Said) -> bool:
    return said.answer.sets.simultaneous and open_pairs(said) == (said.all, said.all)


@ROOM.when("Alla {all:n} par av områden går att skilja åt.", "All {all:n} pairs of areas can be told apart.")
def _(said: Said) -> bool:
    return said.answer.sets.simultaneous and open_pairs(said) == (0, said.all)
