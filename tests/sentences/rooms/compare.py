"""What is said of a comparison, and when it is true."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tests.sentences.battery import plain
from tests.sentences.facts import codes_in, order_alike
from tests.sentences.sentence import Room, Said

#: At most so many sentences that no table knows, sentences outside ``words``, and wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 18, 0, 1
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 40, 32

ROOM = Room()

GREATEST_SV, GREATEST_EN = "de {top} med störst utmaning", "the {top} with the greatest challenge"


# -- who has the greatest challenge -------------------------------------------------------------------------


def first(comparison: Any) -> dict[str, set[str]]:
    """The areas with the greatest challenge in each index, from the scores."""
    places = comparison.scores.loc[list(comparison.compared)].rank(ascending=False, method="min")
    return {name: set(places.index[places[name] <= comparison.top]) for name in comparison.sets}


def moves(said: Said) -> pd.DataFrame:
    """The places in the proposal that is explained and in the base."""
    own, comparison = said.area, said.answer
    frame = comparison.to_frame()
    return frame[(frame["set"] == own) & frame["area"].isin(comparison.compared)]


ROOM.always("Områdenas plats i varje index.", "The areas' place in each index.", "what the table holds")


@ROOM.when("Plats 1 har störst utmaning.", "Place 1 has the greatest challenge.")
def place_one(said: Said) -> bool:
    scores, ranks = said.answer.scores, said.answer.ranks
    return all(scores[n].max() == scores[n][ranks[n] == 1].min() for n in said.answer.sets)


@ROOM.when("Grundindex: {base}.", "Base index: {base}.")
def base(said: Said) -> bool:
    return said.base == said.answer.sets[0] == said.answer.base


@ROOM.when(
    f"Bland {GREATEST_SV} i alla index[| som det går att säga något om]: {{names}}.",
    f"Among {GREATEST_EN} in every index[| of which something can be said]: {{names}}.",
)
def in_every(said: Said) -> bool:
    return codes_in(said.answer, said.names) == set.intersection(*first(said.answer).values())


@ROOM.when(
    f"Bland {GREATEST_SV} i något men inte i alla: {{names}}.",
    f"Among {GREATEST_EN} in some but not in all: {{names}}.",
)
def in_some(said: Said) -> bool:
    each = first(said.answer).values()
    return codes_in(said.answer, said.names) == set.union(*each) - set.intersection(*each)


@ROOM.when(f"Samma områden är {GREATEST_SV}.", f"The same areas are {GREATEST_EN}.")
def the_same(said: Said) -> bool:
    """Of each proposal that is told of; on the page's own line of all under the same label."""
    each = first(said.answer)
    own = [said.area] if said.area else [n for n in each if each[n] == each[said.answer.base]]
    return all(each[name] == each[said.answer.base] for name in own) and len(own) > 0


@ROOM.when(
    f"{{name}} kommer in bland {GREATEST_SV} (plats {{before:n}} → {{after:n}}){{why}}",
    f"{{name}} enters {GREATEST_EN} (place {{before:n}} → {{after:n}}){{why}}",
)
def enters(said: Said) -> bool:
    return said.after <= said.answer.top < said.before and moved(said)


@ROOM.when(
    f"{{name}} lämnar {GREATEST_SV} (plats {{before:n}} → {{after:n}}){{why}}",
    f"{{name}} leaves {GREATEST_EN} (place {{before:n}} → {{after:n}}){{why}}",
)
def leaves(said: Said) -> bool:
    return said.before <= said.answer.top < said.after and moved(said)


def moved(said: Said) -> bool:
    (code,) = codes_in(said.answer, said.name)
    ranks = said.answer.ranks.loc[code]
    places = [said.area] if said.area else said.answer.sets[1:]
    return ranks[said.answer.base] == said.before and said.after in [ranks[n] for n in places]


# -- how far they agree -------------------------------------------------------------------------------------


@ROOM.when(
    "{n:n} av {all:n} [område|områden] byter plats.", "{n:n} of {all:n} [area changes|areas change] place."
)
def change_place(said: Said) -> bool:
    rows = of_each(said)
    return any((int((r["rank"] != r["rank_base"]).sum()), len(r)) == (said.n, said.all) for r in rows)


@ROOM.when("I genomsnitt flyttar områdena {shift:x} platser.", "On average the areas move {shift:x} places.")
def mean_shift(said: Said) -> bool:
    return any(
        abs(float((r["rank"] - r["rank_base"]).abs().astype(float).mean()) - said.shift) <= 0.051
        for r in of_each(said)
    )


@ROOM.when(
    "I {n:n} av {all:n} par står områdena i samma ordning som i {base}.",
    "In {n:n} of {all:n} pairs the areas stand in the same order as in {base}.",
)
def same_order(said: Said) -> bool:
    each = [(rows["rank_base"].tolist(), rows["rank"].tolist()) for rows in of_each(said)]
    return said.base == said.answer.base and (said.n, said.all) in [order_alike(*two) for two in each]


def of_each(said: Said) -> list[pd.DataFrame]:
    """The places of the proposal that is explained; on a page of all, of each."""
    frame = said.answer.to_frame()
    frame = frame[frame["area"].isin(said.answer.compared)]
    return [frame[frame["set"] == name] for name in ([said.area] if said.area else said.answer.sets[1:])]


@ROOM.when("Inget område byter plats.", "No area changes place.")
def none_moves(said: Said) -> bool:
    return any(bool((rows["rank"] == rows["rank_base"]).all()) for rows in of_each(said))


ROOM.always(
    "Spearman och Kendall: 1 är samma ordning, 0 inget samband och −1 omvänd ordning.",
    "Spearman and Kendall: 1 is the same order, 0 no relation and −1 the reverse order.",
    "what rank correlations are",
)
ROOM.always(
    "Platser: hur många platser ett område flyttar i genomsnitt.",
    "Places: how many places an area moves on average.",
    "what the column holds",
)


@ROOM.when(
    "↑1 är ett steg närmare plats 1 än i grundindexet.",
    "↑1 is one step nearer place 1 than in the base index.",
)
def up(said: Said) -> bool:
    return any((rows["rank"] < rows["rank_base"]).any() for rows in of_all(said))


@ROOM.when("↓1 är ett steg längre från plats 1.", "↓1 is one step farther from place 1.")
def down(said: Said) -> bool:
    return any((rows["rank"] > rows["rank_base"]).any() for rows in of_all(said))


@ROOM.when("= är en delad plats.", "= is a shared place.")
def shared(said: Said) -> bool:
    return any(rows["rank"].duplicated().any() for rows in of_all(said))


def of_all(said: Said) -> list[pd.DataFrame]:
    frame = said.answer.to_frame()
    return [frame[frame["set"] == name].dropna(subset=["rank"]) for name in said.answer.sets]


ROOM.always(
    "Poäng: så mycket ändrar indikatorn avståndet till de områden som byter ordning med området.",
    "Points: by so much the indicator changes the distance to the areas that change order with this one.",
    "what the column holds",
)


@ROOM.when("Det är ett genomsnitt, i poäng enligt {base}.", "It is a mean, in points of {base}.")
def in_points(said: Said) -> bool:
    return said.base == said.answer.base


# -- what they are ------------------------------------------------------------------------------------------


@ROOM.when(
    "Det här är grundindexet, som de andra jämförs med.",
    "This is the base index, which the others are compared with.",
)
def the_base(said: Said) -> bool:
    return said.area is None or said.area == said.answer.base


@ROOM.when("{first}: {label}; {others}.", "{first}: {label}; {others}.")
def what_ids_stand_for(said: Said) -> bool:
    """Every part gives ids and their index's own label."""
    parts = [part.partition(": ") for part in said.text.removesuffix(".").split("; ")]
    told = {name: label for names, _, label in parts for name in names.split(", ")}
    known = (*said.answer.sets, *said.answer.empty)
    return told == {name: said.answer.index_of(name).label.in_(said.lang) for name in known}


def labels(said: Said) -> dict[str, str]:
    """The indicators' ids by their names, of all indices."""
    answer = said.answer
    every = [answer.index_of(name) for name in (*answer.sets, *answer.empty)]
    return {i.label.in_(said.lang): i.id for index in every for i in index.indicators}


def has_figures(said: Said) -> set[str]:
    coverage = said.answer.coverage
    return set(coverage.loc[coverage["figures"], "indicator"])


def proposals(said: Said) -> list[Any]:
    """The indices of what is explained; on a page of all, of each."""
    names = [said.area] if said.area else [*said.answer.sets[1:], *said.answer.empty]
    return [said.answer.index_of(name) for name in names]


@ROOM.when("Jämfört med {what}", "Compared with {what}")
def compared_with(said: Said) -> bool:
    """The base by its own name; and what follows is itself a sentence of this room that is true."""
    base = said.answer.index_of(said.answer.base)
    head, _, rest = said.what.partition(f" ({base.id}): ")
    if not rest or head != plain(base.label.in_(said.lang)):
        return False
    if rest in ("ingen skillnad.", "no difference."):
        return any(ids(one) == ids(base) for one in proposals(said))
    for entry in ROOM:
        values = entry.match(rest, said.lang)
        if values is not None:
            return bool(entry.is_true(Said(said.answer, said.lang, said.case, said.area, rest, values)))
    return False


@ROOM.when("{old} byts mot {new} ({dimension}).", "{dimension}: {new} instead of {old}.")
def replaced(said: Said) -> bool:
    old, new = labels(said)[said.old], labels(said)[said.new]
    return has(said, new) and in_base(said, old) and any(old not in ids(one) for one in proposals(said))


@ROOM.when("{new} läggs till i {dimension}.", "{dimension}: {new} added.")
def added(said: Said) -> bool:
    new = labels(said)[said.new]
    return has(said, new) and not in_base(said, new)


@ROOM.when("{old} utgår ({dimension}).", "{dimension}: {old} left out.")
def left_out(said: Said) -> bool:
    old = labels(said)[said.old]
    return in_base(said, old) and any(old not in ids(one) for one in proposals(said))


@ROOM.when("Dimensionen {name} läggs till ({members}).", "The dimension {name} is added ({members}).")
def dimension_added(said: Said) -> bool:
    base_has = {one.label.in_(said.lang) for one in said.answer.index_of(said.answer.base).walk()}
    return said.name not in base_has and any(
        said.name in {one.label.in_(said.lang) for one in index.walk()} for index in proposals(said)
    )


@ROOM.when(
    "Varje dimension väger då {now:x} procent i stället för {then:x}.",
    "Each dimension then weighs {now:x} per cent instead of {then:x}.",
)
def each_weighs(said: Said) -> bool:
    def share(index: Any) -> float:
        return 100 / len(index.dimensions)

    before = share(said.answer.index_of(said.answer.base))
    return abs(before - said.then) < 0.1 and any(abs(share(one) - said.now) < 0.5 for one in proposals(said))


@ROOM.when("Den har vikten {weight:x}.", "Its weight is {weight:x}.")
def weighs(said: Said) -> bool:
    return any(member.weight == said.weight for one in proposals(said) for member in one.members)


ROOM.always(
    "Andra upplysningar till läsaren.", "Other notes to the reader.", "the notes differ, as the diff holds"
)
ROOM.always(
    "Beskrivs på ett annat sätt: {names}.",
    "Told in other words: {names}.",
    "the diff of the definitions",
)


def ids(index: Any) -> set[str]:
    return {member.id for member in index.members}


def has(said: Said, indicator: str) -> bool:
    return any(indicator in ids(one) for one in proposals(said))


def in_base(said: Said, indicator: str) -> bool:
    return indicator in ids(said.answer.index_of(said.answer.base))


# -- what has no figures ------------------------------------------------------------------------------------

ROOM.always(
    "Det gäller bara den del som syns.", "That is only of the part that shows.", "said with the next line"
)
ROOM.always(
    "Bara den delen av förslagen syns.", "Only that part of the proposals shows.", "said after the counts"
)
ROOM.always("Här räknas de bara bort.", "Here they are only left out.", "said after the counts")
ROOM.always(
    "Vad de skulle ändra syns inte: {names}.", "What they would change does not show: {names}.", "below"
)


@ROOM.when("{n:n} av {all:n} nya indikatorer har uppgifter.", "{n:n} of {all:n} new indicators have figures.")
def new_with_figures(said: Said) -> bool:
    return said.n < said.all and any(new(said, one) == (said.n, said.all) for one in proposals(said))


def new(said: Said, index: Any) -> tuple[int, int]:
    own = ids(index) - ids(said.answer.index_of(said.answer.base))
    return len(own & has_figures(said)), len(own)


@ROOM.when("Nya indikatorer som har uppgifter: {counts}.", "New indicators with figures: {counts}.")
def counts_of_new(said: Said) -> bool:
    told = {part.split()[0]: (int(part.split()[1]), int(part.split()[3])) for part in said.counts.split(", ")}
    return all(new(said, said.answer.index_of(name)) == counted for name, counted in told.items())


@ROOM.when(
    "Indikatorer som byts mot en utan uppgifter: {counts}.",
    "Indicators that give way to one without figures: {counts}.",
)
def replaced_by_none(said: Said) -> bool:
    def lost(name: str) -> int:
        gone = ids(said.answer.index_of(said.answer.base)) - ids(said.answer.index_of(name))
        return len(gone & has_figures(said))

    told = {part.split()[0]: int(part.split()[1]) for part in said.counts.split(", ")}
    return all(0 < n <= lost(name) for name, n in told.items())


@ROOM.when("Bygger på {n:n} av {all:n} indikatorer.", "Rests on {n:n} of {all:n} indicators.")
def rests_on(said: Said) -> bool:
    names = [said.area] if said.area else said.answer.sets
    return said.n < said.all and (said.n, said.all) in [said.answer.counts(name) for name in names]


@ROOM.when("Uppgifter saknas för {names}.", "There are no figures for {names}.")
def no_figures(said: Said) -> bool:
    return not any(name in said.names for name, i in labels(said).items() if i in has_figures(said))


@ROOM.when("{old} byts mot {new}, som saknar uppgifter.", "{new} instead of {old}, but without figures.")
def half_old(said: Said) -> bool:
    known = has_figures(said)
    return labels(said)[said.old] in known and labels(said)[said.new] not in known


@ROOM.when("Här syns bara att {old} inte räknas.", "Here it only shows that {old} is not counted.")
def only_gone(said: Said) -> bool:
    return labels(said)[said.old] in has_figures(said)


@ROOM.when("{old}, som saknar uppgifter, byts mot {new}.", "{new} instead of {old}, which has no figures.")
def half_new(said: Said) -> bool:
    known = has_figures(said)
    return labels(said)[said.old] not in known and labels(said)[said.new] in known


@ROOM.when("Här syns bara att {new} tillkommer.", "Here it only shows that {new} is added.")
def only_added(said: Said) -> bool:
    return labels(said)[said.new] in has_figures(said)


@ROOM.when(
    "Förslaget rör också indikatorer utan uppgifter.",
    "The proposal also concerns indicators without figures.",
)
def concerns_unknown(said: Said) -> bool:
    every = ids(said.answer.index_of(said.answer.base)).union(*map(ids, proposals(said)))
    return bool(every - has_figures(said))
