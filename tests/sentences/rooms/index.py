"""What is said of the result itself, and when it is true."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd

from omradesindex.index.words_methods import BENT, LEARNT, TOGETHER, levels_said, points_said, together_line
from omradesindex.wording import inside
from tests.sentences.rooms.common import results
from tests.sentences.sentence import Room, Said

#: At most so many: sentences that no table knows, sentences outside ``words``, wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 24, 0, 31
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 41, 30

ROOM = Room()


def own(said: Said) -> Any:
    """The result that the page is about."""
    return results(said)[0]


def place(said: Said) -> int:
    """Where the area that is explained stands in the division's order."""
    return list(own(said).areas).index(said.area)


@ROOM.when(
    "Plats {p:n} av {of:n} (plats 1 har störst utmaning).",
    "Place {p:n} of {of:n} (place 1 has the greatest challenge).",
)
@ROOM.when(
    "Delad plats {p:n} av {of:n} (plats 1 har störst utmaning).",
    "Shared place {p:n} of {of:n} (place 1 has the greatest challenge).",
)
def _(said: Said) -> bool:
    ranks, scores = own(said).level_ranks["index"], own(said).level_scores["index"]
    rank = ranks[place(said)]
    shared = int((ranks == rank).sum()) > 1
    greatest = scores[ranks == 1].min() >= np.nanmax(scores) - 1e-6
    return bool(
        greatest
        and said.p == rank
        and said.of == (~np.isnan(ranks)).sum()
        and shared == said.text.startswith(("Delad", "Shared"))
    )


@ROOM.when("Det är det enda området med ett index.", "It is the only area with an index.")
def _(said: Said) -> bool:
    return int((~np.isnan(own(said).level_scores["index"])).sum()) == 1


@ROOM.when(
    "Bidrag: så många poäng över eller under {z:x} som indikatorn står för.",
    "Contribution: the points above or below {z:x} that the indicator stands for.",
)
def _(said: Said) -> bool:
    parts = own(said).contributions.to_numpy()[place(said)]
    return bool(np.isclose(np.nansum(parts), own(said).level_scores["index"][place(said)] - said.z))


ROOM.always("Det är ingen orsak.", "It is no cause.", "a part of a sum says nothing of what made it")


@ROOM.when(
    "Poäng: hur långt indikatorn ligger över eller under {z:x}.",
    "Points: how far the indicator lies above or below {z:x}.",
)
@ROOM.when("Poängen summerar inte till indexet.", "They do not add up to the index.")
def _(said: Said) -> bool:
    return not own(said).index.additive or bool(np.isnan(own(said).level_scores["index"][place(said)]))


@ROOM.when(
    "{bodies}, efter antalet indikatorer där området har större utmaning än {whom}.",
    "{bodies}, by the number of indicators where the area has a greater challenge than {whom}.",
)
@ROOM.when(
    "{bodies}, efter antalet indikatorer där skolan har större utmaning än {whom}.",
    "{bodies}, by the number of indicators where the school has a greater challenge than {whom}.",
)
def _(said: Said) -> bool:
    result = own(said)
    turn = np.array([member.indicator.direction.sign for member in result.index.members])
    harder = turn * (result.measured.values[place(said)] - result.reference.figures[-1]) > 0
    names = [member.id for member, more in zip(result.index.members, harder, strict=True) if more]
    counts = [len(ids) for ids in result.index.responsible(*names).values()]
    return sorted(counts) == sorted(int(n) for n in re.findall(r"\((\d+)\)", said.bodies))


@ROOM.when("Måttstock: poängen räknas från {whom}.", "Stick: points are counted from {whom}.")
@ROOM.when("Jämförelsen är uppgifter för {when}.", "The comparison is figures for {when}.")
def _(said: Said) -> bool:
    stick, measured = own(said).reference, own(said).measured
    another = stick.periods != measured.periods or not np.array_equal(
        stick.figures, measured.values, equal_nan=True
    )
    year = str(said.values.get("when", "")).split()[:1]
    return another and (not year or year[0] in stick.periods)


def lacking(said: Said, status: str) -> list[str]:
    """The indicators that have no figures at all, for this reason."""
    made = own(said).made_of
    return [m.indicator for m in made if not m.areas and (m.status == status or not status)]


def listed(said: Said, names: list[str]) -> bool:
    """Whether a sentence names these indicators, and as many as it says."""
    labels = [inside(own(said).label(name, said.lang)) for name in names]
    return all(label in said.names for label in labels) and said.values.get("n", len(names)) == len(names)


@ROOM.when("{n:n} har ingen publicerat: {names}.", "{n:n} that nobody has published: {names}.")
def _(said: Said) -> bool:
    return listed(said, lacking(said, "not_collected"))


@ROOM.when("{n:n} saknar uppgifter: {names}.", "{n:n} without figures: {names}.")
def _(said: Said) -> bool:
    return listed(said, lacking(said, "missing"))


@ROOM.when("Uppgift saknas om {names}.", "No figures of {names}.")
def _(said: Said) -> bool:
    gone = np.isnan(own(said).measured.values[place(said)])
    return listed(said, [m.id for m, lacks in zip(own(said).index.members, gone, strict=True) if lacks])


@ROOM.when(
    "Färre än två tredjedelar av indikatorerna har uppgifter i {within}.",
    "Fewer than two thirds of the indicators have figures in {within}.",
)
def _(said: Said) -> bool:
    named = [d.id for d in own(said).index.walk() if inside(d.label.in_(said.lang)) in said.within]
    return bool(named) and all((own(said).level_coverage[name] < 2 / 3).any() for name in named)


@ROOM.when(
    "Poängen bygger bara på de uppgifter som finns.",
    "The scores rest on the figures that there are, and on no others.",
)
def _(said: Said) -> bool:
    return bool(own(said).partial)


@ROOM.when(
    "Poängen bygger på {n:n} av {all:n} indikatorer.", "The scores rest on {n:n} of {all:n} indicators."
)
def _(said: Said) -> bool:
    made = own(said).made_of
    return own(said).partial and (said.n, said.all) == (sum(m.areas > 0 for m in made), len(made))


@ROOM.when("Det är inte hela indexet.", "That is not the whole index.")
def _(said: Said) -> bool:
    return any(not m.areas for m in own(said).made_of)


@ROOM.when("Därför räknas varken {a} eller index.", "So neither {a} nor index is computed.")
@ROOM.when("Områdena står i kodordning.", "The areas stand in the order of their codes.")
@ROOM.when("Inget av dem har ett index.", "None of them has an index.")
def _(said: Said) -> bool:
    return bool(np.isnan(own(said).level_scores["index"]).all())


@ROOM.when("Index saknas, eftersom {names} inte kan räknas.", "No index, because {names} cannot be computed.")
def _(said: Said) -> bool:
    gone = [d.id for d in own(said).index.dimensions if np.isnan(own(said).level_scores[d.id][place(said)])]
    return bool(gone) and listed(said, gone)


@ROOM.when("{dimension}: ▲ {more}", "{dimension}: ▲ {more}")
@ROOM.when("{dimension}: ▼ {more}", "{dimension}: ▼ {more}")
def _(said: Said) -> bool:
    """Each indicator of the dimension, with the arrow of its direction."""
    (dimension,) = [d for d in own(said).index.walk() if d.label.in_(said.lang) == said.dimension]
    return all(
        f"{leaf.indicator.direction.arrow} {leaf.indicator.label.in_(said.lang)}" in said.text
        for leaf in dimension.leaves()
        if any(made.areas and made.indicator == leaf.id for made in own(said).made_of)
    )


@ROOM.when("Likhetstecken efter platsen: delad plats.", "Equals sign after a place: a shared place.")
def _(said: Said) -> bool:
    ranks = own(said).level_ranks["index"]
    known = ranks[~np.isnan(ranks)]
    return len(np.unique(known)) < len(known)


@ROOM.when(
    "Avvikande värden är behandlade, men något område ligger fortfarande långt ut i {names}.",
    "Outlying values are treated, but some area still lies far out in {names}.",
)
def _(said: Said) -> bool:
    result = own(said)
    treated = pd.DataFrame(result.reference.treat(result.measured.values[:-1]))
    far = (treated.skew().abs() > 2) & (treated.kurt() > 3.5)
    return listed(said, [result.index.members[j].id for j in np.flatnonzero(far)])


def _bent(said: Said) -> list[str]:
    """The indicators that a sentence's way of treating them was used on."""
    result = own(said)
    ways = {
        change.column: BENT[change.action].in_(said.lang) for change in result.reference.treatment.changes
    }
    return [result.index.members[j].id for j, way in ways.items() if way == said.way]


@ROOM.when("Värdena räknas först om: {way}.", "The values are first made into others: {way}.")
def _(said: Said) -> bool:
    return len(_bent(said)) == len(own(said).index.members)


@ROOM.when(
    "Värdena räknas först om i {names}: {way}.", "The values are first made into others in {names}: {way}."
)
def _(said: Said) -> bool:
    return 0 < len(_bent(said)) < len(own(said).index.members) and listed(said, _bent(said))


def _learnt(said: Said) -> tuple[list[str], list[str]]:
    """The levels with something to weigh, and those of them whose weights are learnt in a sentence's way."""
    result = own(said)
    among = [level.id for level in result.index.levels if len(level.parts) > 1]
    ways = {one: LEARNT.get(result.index.methods.name_of("weight", one)) for one in among}
    return among, [one for one, way in ways.items() if way is not None and way.in_(said.lang) == said.way]


@ROOM.when("Vikterna räknas ur uppgifterna: {way}.", "The weights are computed from the figures: {way}.")
def _(said: Said) -> bool:
    among, learnt = _learnt(said)
    return among == learnt


@ROOM.when(
    "Vikterna i {names} räknas ur uppgifterna: {way}.",
    "The weights in {names} are computed from the figures: {way}.",
)
def _(said: Said) -> bool:
    among, learnt = _learnt(said)
    return bool(learnt) and learnt != among and said.names == levels_said(learnt, among, own(said), said.lang)


@ROOM.when("Sedan räknas poängen om: {way}.", "The points are then measured once more: {way}.")
def _(said: Said) -> bool:
    methods = own(said).index.methods
    (name,) = {methods.name_of("rescale", level.id) for level in own(said).index.levels}
    return bool(said.way == points_said(name, said.lang))


@ROOM.when(
    "Sedan räknas poängen om i {names}: {way}.", "The points are then measured once more in {names}: {way}."
)
def _(said: Said) -> bool:
    result = own(said)
    methods, levels = result.index.methods, [level.id for level in result.index.levels]
    ways = {one: methods.name_of("rescale", one) for one in levels}
    ids = [one for one in levels if ways[one] != "none" and points_said(ways[one], said.lang) == said.way]
    return 0 < len(ids) < len(levels) and said.names == levels_said(ids, levels, result, said.lang)


@ROOM.when("Så ges poäng: {way}.", "So points are given: {way}.")
def _(said: Said) -> bool:
    return bool(said.way == points_said(own(said).index.methods.name_of("normalise"), said.lang))


def _brought_together(said: Said) -> bool:
    return said.text in together_line(own(said), said.lang)


for _way in dict.fromkeys(TOGETHER.values()):
    ROOM.when(_way.sv, _way.en)(_brought_together)
ROOM.when("I indexet: {way}.", "In the index: {way}.")(_brought_together)
ROOM.when("I dimensionerna: {way}.", "In the dimensions: {way}.")(_brought_together)


@ROOM.when(
    "Så ges poäng i en indikator: minst utmaning ger {low:x} och störst {top:x}.",
    "So an indicator gives points: the least challenge gives {low:x}, the most {top:x}.",
)
def _(said: Said) -> bool:
    values = own(said).normalised[:-1]
    methods = own(said).index.methods
    ends = methods.zero + methods.points * np.array([np.nanmin(values), np.nanmax(values)])
    return bool(np.allclose(ends, (said.low, said.top)))


@ROOM.when("Poängen avrundas.", "The points are rounded.")
def _(said: Said) -> bool:
    return any(level.decimals is not None for level in own(said).index.levels)


@ROOM.when("{name} saknas i {n:n} [område|områden].", "{name} is missing in {n:n} [area|areas].")
def _(said: Said) -> bool:
    scores = own(said).scores
    (part,) = [d.id for d in own(said).index.walk() if d.label.in_(said.lang) == said.name]
    return int((scores[part].isna() & scores["index"].notna()).sum()) == said.n


@ROOM.when("Där är den uppskattad från andra områden.", "There it is an estimate.")
def _(said: Said) -> bool:
    return any(filled.any() for filled in own(said).level_filled.values())
