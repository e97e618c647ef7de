"""What every answer may say, and when it is true."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

import omradesindex as oi
from omradesindex.catalogue.money import is_amount
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS
from omradesindex.wording import area_name, rounded
from tests.sentences.sentence import Room, Said

ROOM = Room()

ROOM.always("Beräknat med omradesindex.", "Computed with omradesindex.", "the library says so of itself")


ROOM.always(
    "▲ högre värde är större utmaning, ▼ högre värde är mindre utmaning.",
    "▲ a higher value is a greater challenge, ▼ a higher value is a smaller challenge.",
    "it is what the arrows stand for",
)


ROOM.always(
    "Indexet utgår från en rekonstruktion.",
    "The index starts from a reconstruction.",
    "the definition's own note, in every index that starts from it",
)
ROOM.always(
    "Stadens egen lista finns inte bland våra källor.",
    "The city's own list is not among our sources.",
    "the same note",
)


def results(said: Said) -> list[Any]:
    """Every result that the answer holds, those of its groups among them."""
    return results_of(said.answer)


@functools.cache
def results_of(answer: Any) -> list[Any]:
    from tests.sentences.battery import held

    return [thing for thing in held(answer) if hasattr(thing, "level_scores") and hasattr(thing, "made_of")]


@functools.cache
def uncertainty_of(result: Any, dependence: Any = "moderate") -> Any:
    """A result's uncertainty, computed once however many sentences are held against it."""
    return result.uncertainty(dependence=dependence)


def doubts(said: Said) -> Iterator[tuple[str, float]]:
    """The area whose figures most may belong elsewhere, with the share, of each result and each indicator."""
    for result in results(said):
        shares = np.nan_to_num(result.measured.doubtful[:-1])
        for column in (shares.max(axis=1), *shares.T):
            code = result.areas[int(column.argmax())]
            yield area_name(code, result.statistics.name_of(code)), float(column.max())


@ROOM.when("Alla {n:n} indikatorer finns med.", "All {n:n} indicators have data.")
@ROOM.when("Indikatorn finns med.", "The indicator has data.")
@ROOM.when(
    "{n:n} av {all:n} [indikator|indikatorer] finns med.",
    "{n:n} of {all:n} [indicator|indicators] [has|have] data.",
)
def _(said: Said) -> bool:
    there = [(sum(made.areas > 0 for made in r.made_of), len(r.index.members)) for r in results(said)]
    # Themes count what was asked for beside the index's own too.
    lacking = len(getattr(said.answer, "lacking", ()))
    n = said.values.get("n", 1)
    return any((n, said.values.get("all", n)) in ((k, m), (k, m + lacking)) for k, m in there)


@ROOM.when("Av dem är {kinds}.", "Of them: {kinds}.")
@ROOM.when("Av indikatorerna är {kinds}.", "Of the indicators: {kinds}.")
def _(said: Said) -> bool:
    """The counts are those of the figures' kinds, in their order."""
    counts = []
    for result in results(said):
        kinds = [made.quality for made in result.made_of if made.areas]
        counts.append([kinds.count(kind) for kind in QUALITIES if kind in kinds])
    return [int(n) for n in re.findall(r"\b\d+\b", said.kinds)] in counts


def of_kind(said: Said, quality: str) -> bool:
    """Whether all indicators with figures are of one kind."""
    return any({made.quality for made in r.made_of if made.areas} == {quality} for r in results(said))


for _kind, (_one, _many) in QUALITY_LABELS.items():
    ROOM.when(f"Den är {_one.sv}.", f"It is {_one.en}.")(functools.partial(of_kind, quality=_kind))
    ROOM.when(f"De är {_many.sv}.", f"They are {_many.en}.")(functools.partial(of_kind, quality=_kind))


@ROOM.when("Uppgifterna är {kind}.", "The figures are {kind}.")
@ROOM.when("Uppgiften är {kind}.", "The figure is {kind}.")
def _(said: Said) -> bool:
    one = said.text.startswith(("Uppgiften", "The figure is"))
    (quality,) = [
        kind
        for kind, (single, many) in QUALITY_LABELS.items()
        if (single if one else many).in_(said.lang) == said.kind
    ]
    return of_kind(said, quality)


@ROOM.when(
    "Några mindre delområden kan höra till ett annat område.",
    "Some smaller parts may belong to another area.",
)
def _(said: Said) -> bool:
    return any(share >= 0.005 for _, share in doubts(said))


@ROOM.when(
    "Det gäller mest {area_name}: upp till {n:n} procent av underlaget för en indikator.",
    "Most so in {area_name}: up to {n:n} per cent of the base of an indicator.",
)
@ROOM.when(
    "Det gäller mest {area_name}: upp till {n:n} procent av underlaget.",
    "Most so in {area_name}: up to {n:n} per cent of the base.",
)
def _(said: Said) -> bool:
    return any(name == said.area_name and rounded(100 * share) == said.n for name, share in doubts(said))


def _mixes(said: Said) -> Iterator[tuple[Any, int]]:
    for result in results(said):
        for j, member in enumerate(result.index.members):
            if member.indicator.formula.kind == "mix":
                yield result, j


@ROOM.when("{name} är ingen andel.", "{name} is no share.")
@ROOM.when(
    "Talet visar hur jämn blandningen är, från 0 till 100.", "It shows how even the mix is, from 0 to 100."
)
@ROOM.when(
    "En hel stad är nästan alltid mer blandad än sina delar.",
    "A whole city is nearly always more mixed than its parts.",
)
def _(said: Said) -> bool:
    return any(True for _ in _mixes(said))


@ROOM.when(
    "Här är {n:n} av {all:n} områden mindre blandade än {city}.",
    "Here {n:n} of {all:n} areas are less mixed than {city}.",
)
def _(said: Said) -> bool:
    counts = []
    for result, j in _mixes(said):
        values, city = result.measured.values[:-1, j], result.measured.values[-1, j]
        counts.append((int((values < city).sum()), int((~np.isnan(values)).sum())))
    return (said.n, said.all) in counts


def columns(said: Said) -> Iterator[tuple[Any, str, list[float]]]:
    """Each result's scores of each column, as they are written with up to three decimals."""
    for result in results(said):
        for column in result.columns:
            scores = result.level_scores[column]
            yield result, column, [float(s) for s in scores if not np.isnan(s)]


def stands(said: Said, score: float, *, near: float = 0.06) -> bool:
    """Whether the whole city of a stick's own figures has a score on that stick."""
    for result in results(said):
        stick, methods = result.reference, result.index.methods
        turn = [member.indicator.direction.sign for member in result.index.members]
        city = stick.fitted.apply(stick.treat(stick.figures[-1:]) * turn)[0]
        shown = methods.zero + methods.points * city[~np.isnan(city)]
        if shown.size and np.allclose(shown, score, atol=near):
            return True
        mean = methods.centre == "areas" and methods.name_of("normalise") == "z_score"
        if mean and score == methods.zero:
            return True
    return False


@ROOM.when("{z:x} är som {whom}.", "{z:x} is like {whom}.")
@ROOM.when("Över {z:x}: svårare villkor.", "Above {z:x}: harder conditions.")
@ROOM.when("Under {z:x}: bättre.", "Below {z:x}: better.")
def _(said: Said) -> bool:
    return stands(said, said.z)


ROOM.always(
    "Högre: svårare villkor.", "Higher: harder conditions.", "values are turned before they are scaled"
)


def figures(answer: Any) -> oi.Statistics:
    """The latest figures that an answer rests on."""
    for step in ("after", "trend", "result", "breakdown", "total"):
        if hasattr(answer, step):
            return figures(getattr(answer, step))
    held: oi.Statistics = answer.statistics
    return held


def unsaid(said: Said) -> bool:
    """Whether some amount of the answer's figures is in no constant prices."""
    held = figures(said.answer)
    money = {b.variable for b in held.blocks if is_amount(b.variable)} | {"loneinkomst"} & {*held.variables}
    return any(held.prices.get((v, when), "current") == "current" for v in money for when in held.periods(v))


ROOM.when("Belopp är i {year} års priser.", "Amounts are in prices of {year}.")(
    lambda said: {*figures(said.answer).prices.values()} == {said.year}
)
for _sv, _en in {
    "Om {columns} har ändrats går inte att säga.": "Whether {columns} changed cannot be told.",
    "{names} är i löpande priser.": "{names}: in current prices.",
    "{names}: det står inte i vilket års priser.": "{names}: of which year's prices is not stated.",
    "Räkna om beloppen till ett års priser.": "Convert the amounts to the prices of one year.",
    "{names}: det står inte i vilket års priser uppgifterna är.": (
        "{names}: it is not stated of which year's prices the figures are."
    ),
    "Poängen kan därför också visa hur priserna har ändrats sedan {base}.": (
        "So the points may also show how prices have changed since {base}."
    ),
    "Går inte att säga ({why}): {n:n} [område|områden].": "Cannot be told ({why}): {n:n} [area|areas].",
}.items():
    ROOM.when(_sv, _en)(unsaid)


@ROOM.when(
    "{n:n} av {all:n} områden ligger mellan {a:x} och {b:x}.",
    "{n:n} of {all:n} areas lie between {a:x} and {b:x}.",
)
@ROOM.when(
    "Alla {n:n} områden ligger mellan {a:x} och {b:x}.", "All {n:n} areas lie between {a:x} and {b:x}."
)
@ROOM.when("Alla {n:n} områden har {a:x}.", "All {n:n} areas have {a:x}.")
@ROOM.when("De båda områdena har {a:x} och {b:x}.", "The two areas have {a:x} and {b:x}.")
def _(said: Said) -> bool:
    low, high = said.a, said.values.get("b", said.a)
    n, every = said.values.get("n", 2), said.values.get("all", said.values.get("n", 2))
    for _, _, scores in columns(said):
        for decimals in range(4):
            written = [rounded(score, decimals) for score in scores]
            if len(written) == every and sum(low <= score <= high for score in written) == n:
                return True
    return False


@ROOM.when("{who} har {score:x}.", "{who} has {score:x}.")
def _(said: Said) -> bool:
    from omradesindex.index.stick import city_scores

    return any(abs(float(own) - said.score) < 0.06 for r in results(said) for own in city_scores(r))


@ROOM.when(
    "Standardavvikelsen mellan områdena är {sd:x} poäng för indexet.",
    "The standard deviation between areas is {sd:x} points for the index.",
)
def _(said: Said) -> bool:
    spreads = [
        np.std(scores, ddof=result.index.methods.ddof)
        for result, column, scores in columns(said)
        if column == "index" and len(scores) > 1
    ]
    return any(abs(spread - said.sd) < 0.06 for spread in spreads)


def spread_is(said: Said, columns_of: Callable[[Any], Any]) -> bool:
    """Whether the smallest and the largest spread of some columns are those that are told."""
    ends = [float(end) for end in said.told.replace(",", ".").split("\N{EN DASH}")]
    for result in results(said):
        known = [values[~np.isnan(values)] for values in columns_of(result)]
        ddof = result.index.methods.ddof
        spreads = [float(np.std(values, ddof=ddof)) for values in known if values.size > max(ddof, 1)]
        if spreads and np.allclose([min(spreads), max(spreads)], [ends[0], ends[-1]], atol=0.06):
            return True
    return False


@ROOM.when("För en dimension är den {told}.", "For a dimension it is {told}.")
def _(said: Said) -> bool:
    return spread_is(said, lambda result: [result.level_scores[column] for column in result.columns[1:]])


@ROOM.when("För en indikator är den {told}.", "For an indicator it is {told}.")
def _(said: Said) -> bool:
    return spread_is(said, lambda result: result.index.methods.points * result.normalised[:-1].T)


@ROOM.when("* = uppskattad.", "* = estimated.")
def _(said: Said) -> bool:
    code = QUALITIES.index("estimated")
    return any((r.measured.quality[~np.isnan(r.measured.values)] == code).any() for r in results(said))


@ROOM.when(
    "En del av skillnaderna mellan områdena är slump: {names}.",
    "A part of the differences between areas is chance: {names}.",
)
def _(said: Said) -> bool:
    """It names each indicator of a result whose reliability is below .7, with the rest."""
    shares = [int(share) for share in re.findall(r"\((\d+)\s%\)", said.names)]
    for result in results(said):
        low = [100 * (1 - made.reliability) for made in result.made_of if made.reliability < 0.7]
        if len(low) == len(shares) and np.allclose(low, shares, atol=0.5):
            return True
    return False


ROOM.always(
    "På dem går enskilda områden dåligt att jämföra.",
    "Single areas compare badly on them.",
    "it follows the sentence that names them",
)


# -- over time ----------------------------------------------------------------------------------------------


def held(said: Said) -> Any:
    """The change or trend that a sentence is about: the answer's own, a group's, or everybody's."""
    for step in ("trend", "change", "total"):
        inner = getattr(said.answer, step, None)
        if inner is not None and not callable(inner):
            return inner
    return said.answer


def every(said: Said) -> list[Any]:
    """The change or trend of everybody, and those of the groups."""
    own = [held(said), *getattr(said.answer, "answers", {}).values()]
    return [one for one in own if hasattr(one, "with_verdict")]


def named(said: Said, verdict: str) -> bool:
    """Whether the areas with a verdict, everybody's or a group's, are those that a sentence names."""
    names = [[area_name(c, one.name_of(c)) for c in one.with_verdict(verdict)] for one in every(said)]
    return any(len(some) > 5 or all(name in said.names for name in some) for some in names if some)


@ROOM.when(
    "Har inget ändrats är risken högst {risk:n} % att vi ändå säger det om något område.",
    "Where nothing has changed, the risk is at most {risk:n} % that we still say so of any area.",
)
def risk_is_what_the_level_leaves(said: Said) -> bool:
    return round(100 * (1 - held(said).level)) == said.risk


@ROOM.when(
    "Slumpintervallen gäller alla områden samtidigt ({level:n} %).",
    "The chance intervals hold for all areas at once ({level:n} %).",
)
def level_is_told(said: Said) -> bool:
    return round(100 * held(said).level) == said.level


@ROOM.when(
    "Slumpen är känd för {share:n} % av indexets vikt.",
    "Chance is known for {share:n} % of the index's weight.",
)
def share_is_known(said: Said) -> bool:
    return 0 <= said.share < 100


@ROOM.when(
    "▼ bättre villkor, ▲ svårare villkor, ● ingen säker ändring.",
    "▼ better conditions, ▲ harder conditions, ● no certain change.",
)
def signs_of_the_stick(said: Said) -> bool:
    return held(said).against != "city"


@ROOM.when(
    "▼ bättre än staden, ▲ efter staden, ● ingen säker ändring.",
    "▼ better than the city, ▲ behind the city, ● no certain change.",
)
def signs_beside_the_city(said: Said) -> bool:
    return held(said).against == "city"


@ROOM.when(
    "Slumpen antas vara oberoende från år till år.", "Chance is assumed to be independent from year to year."
)
def years_are_independent(said: Said) -> bool:
    return held(said).correlation == 0


for _sv, _en in {
    "Uppgifter går lite upp och ner av en slump.": "Figures go up and down a little by chance.",
    "Vi säger att ett område har ändrats först när ändringen är större än så.": (
        "We say that an area has changed only when the change is larger than that."
    ),
    "Oklar områdestillhörighet är densamma alla år och räknas inte.": (
        "Unclear membership is the same in all years and is not counted."
    ),
    "Resten antas vara lika osäker.": "The rest is assumed to be as uncertain.",
    "Det är mindre än hälften.": "That is less than half.",
    "Därför prövas inte indexets ändring.": "So its change is not tested.",
    "Därför används den inte.": "So it is not used.",
    "Plats 1 har störst utmaning.": "Place 1 has the greatest challenge.",
    "Varje års egna platser.": "Each year's own ranks.",
    "Bedömningen gäller hur mycket mer än hela staden området har ändrats.": (
        "What is judged is how much more than the whole city the area has changed."
    ),
}.items():
    ROOM.always(_sv, _en, "how verdicts over time are made")


@ROOM.when("Måttstock av flera år ({year}).", "A stick of several years ({year}).")
@ROOM.when("Basårets måttstock ({year}).", "The base year's stick ({year}).")
def stick_is_the_base_years(said: Said) -> bool:
    return str(said.year) in held(said).stick.sv


@ROOM.when(
    "Indexet har sjunkit (bättre villkor): {names}.", "The index has fallen (better conditions): {names}."
)
def fallen(said: Said) -> bool:
    return named(said, "improved")


@ROOM.when(
    "Indexet har stigit (svårare villkor): {names}.", "The index has risen (harder conditions): {names}."
)
def risen(said: Said) -> bool:
    return named(said, "worsened")


@ROOM.when("Har gått bättre än staden: {names}.", "Has done better than the city: {names}.")
def better_than_the_city(said: Said) -> bool:
    return held(said).against == "city" and named(said, "improved")


@ROOM.when("Har halkat efter staden: {names}.", "Has fallen behind the city: {names}.")
def behind_the_city(said: Said) -> bool:
    return held(said).against == "city" and named(said, "worsened")


@ROOM.when("Ingen säker ändring: {n:n} [område|områden].", "No certain change: {n:n} [area|areas].")
def unsure(said: Said) -> bool:
    return said.n in [len(one.with_verdict("noise")) for one in every(said)]
