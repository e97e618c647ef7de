"""What is said of results by group, and when it is true."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from omradesindex.statistics.categories import column_label
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS
from omradesindex.wording import area_name, inside, rounded
from tests.sentences.sentence import Room, Said

#: At most so many: sentences that no table knows, sentences outside ``words``, wordings that are not ours.
UNCHECKED, LITERALS, TERMS = 0, 0, 0
#: The LIX of a page, and of what stands above its first table. Shall be 40 and 30.
LIX, LIX_FIRST = 46, 42

ROOM = Room()


def leaves(said: Said, dimension: str = "") -> list[str]:
    """Indicators of a dimension by its label, or of the whole index."""
    index = said.answer.index
    if not dimension:
        return [member.id for member in index.members]
    (found,) = [d for d in index.walk() if inside(d.label.in_(said.lang)) == inside(dimension)]
    return [leaf.id for leaf in found.leaves()]


def common(said: Said, dimension: str = "") -> list[str]:
    """Those of them that the groups are compared on."""
    return [name for name in leaves(said, dimension) if name in said.answer.common]


def labels(said: Said, names: list[str]) -> list[str]:
    """The names of indicators or dimensions as they stand inside a sentence."""
    return [inside(said.answer.full.label(name, said.lang)) for name in names]


def scored(said: Said, name: str) -> bool:
    """Whether any group has a score of the index or of a dimension."""
    return any(not np.isnan(one.level_scores[name]).all() for one in said.answer.results.values())


def worst(said: Said) -> list[str]:
    """What the least firm of the groups' figures is, for each common indicator."""
    ids, told = leaves(said), []
    for name in common(said):
        j, held = ids.index(name), [said.answer.cells[g].measured for g in said.answer.groups]
        told.append(max(int(m.quality[~np.isnan(m.values[:, j]), j].max(initial=0)) for m in held))
    return [QUALITIES[code] for code in told]


def named_qualities(said: Said, word: str) -> set[str]:
    """The qualities that a word may stand for."""
    return {q for q, texts in QUALITY_LABELS.items() if word in {text.in_(said.lang) for text in texts}}


# -- what they rest on --------------------------------------------------------------------------------------


@ROOM.when(
    "Inget index räknas: {n:n} av {all:n} indikatorer, {share:n} procent av vikten; minst hälften krävs.",
    "No index is computed: {n:n} of {all:n} indicators, {share:n} per cent of the weight; at least half is "
    "needed.",
)
def _(said: Said) -> bool:
    every = [(d.weight, [leaf.id for leaf in d.leaves()]) for d in said.answer.index.dimensions]
    whole = sum(weight for weight, _ in every)
    share = sum(w * np.mean([name in said.answer.common for name in ids]) for w, ids in every) / whole
    counted = (said.n, said.all) == (len(said.answer.common), len(leaves(said)))
    return counted and not scored(said, "index") and abs(100 * share - said.share) < 1 and share < 0.5


@ROOM.when("Dimensioner som kan räknas: {names}.", "Dimensions that can be: {names}.")
def _(said: Said) -> bool:
    told = {d.id: inside(d.label.in_(said.lang)) in said.names for d in said.answer.index.walk()}
    return told == {name: scored(said, name) for name in told}


@ROOM.when(
    "Bygger på {n:n} av {all:n} indikatorer ({names}), {which} {quality}.",
    "Rests on {n:n} of {all:n} indicators ({names}), {which} {quality}.",
)
@ROOM.when(
    "Bygger på {n:n} av {all:n} indikatorer, {which} {quality}.",
    "Rests on {n:n} of {all:n} indicators, {which} {quality}.",
)
def _(said: Said) -> bool:
    names = said.values.get("names")
    return (
        (said.n, said.all) == (len(common(said)), len(leaves(said)))
        and (names is None or all(label in names for label in labels(said, common(said))))
        and len(set(worst(said))) == 1
        and set(worst(said)) <= named_qualities(said, said.quality)
    )


@ROOM.when("Det är inte hela indexet.", "It is not the whole index.")
def _(said: Said) -> bool:
    return len(common(said)) < len(leaves(said))


@ROOM.when("Det är inte hela dimensionen {name}.", "It is not the whole {name}.")
def _(said: Said) -> bool:
    return 0 < len(common(said, said.name)) < len(leaves(said, said.name))


@ROOM.when(
    "Alla: alla invånare, räknade på samma indikatorer.", "All: all inhabitants, on the same indicators."
)
def _(said: Said) -> bool:
    """What counts everybody is computed on the common set, where that is not all."""
    total = said.answer.total
    gone = [j for j, name in enumerate(leaves(said)) if name not in said.answer.common]
    return bool(gone) and bool(np.isnan(total.measured.values[:, gone]).all())


@ROOM.when("Gruppernas uppgifter: {counts}.", "The groups' figures: {counts}.")
def _(said: Said) -> bool:
    told = re.findall(r"(\d+) ([^\W\d]+(?: [^\W\d]+)*?)(?:,| och| and|$)", said.counts)
    counted = {quality: worst(said).count(quality) for quality in set(worst(said))}
    found = {q: int(n) for n, word in told for q in named_qualities(said, word) if q in counted}
    return counted == found


@ROOM.when("Utelämnade indikatorer: {told}.", "Indicators left out: {told}.")
def _(said: Said) -> bool:
    """Every indicator outside the common set is named, with its reason."""
    reasons = said.answer.reasons
    return set(reasons) == set(leaves(said)) - set(said.answer.common) and all(
        label in said.told and reasons[name].in_(said.lang) in said.told
        for name, label in zip(reasons, labels(said, list(reasons)), strict=True)
    )


@ROOM.when("Funktionsnedsättning: {meaning}", "Disability: {meaning}")
def _(said: Said) -> bool:
    told = said.answer.statistics.definitions
    names = {column_label(column).in_(said.lang): column for column in said.answer.by}
    column = names[said.text.split(":")[0].lower()]
    return " ".join(told[column].split()) == said.meaning


# -- how groups stand ---------------------------------------------------------------------------------------


@ROOM.when(
    "{what}: skillnaden {one} − {other} går från {least:x} poäng ({lowest}) till {most:x} ({highest}).",
    "{what}: the gap {one} − {other} goes from {least:x} points ({lowest}) to {most:x} ({highest}).",
)
def _(said: Said) -> bool:
    answer = said.answer
    first, second = answer.groups
    there = (answer.label(first, said.lang), answer.label(second, said.lang)) == (said.one, said.other)
    names = [area_name(code, answer.statistics.name_of(code)) for code in answer.areas]
    for column in answer.total.columns:
        if answer.full.label(column, said.lang) not in said.what:
            continue
        gap = answer.results[first].level_scores[column] - answer.results[second].level_scores[column]
        lowest, highest = names[int(np.nanargmin(gap))], names[int(np.nanargmax(gap))]
        near = np.allclose([np.nanmin(gap), np.nanmax(gap)], [said.least, said.most], atol=0.06)
        return there and near and (lowest, highest) == (said.lowest, said.highest)
    return False


@ROOM.when(
    "Inom parentes: områdets plats inom gruppen (plats 1 har störst utmaning).",
    "In brackets: the area's place within the group (place 1 has the greatest challenge).",
)
def _(said: Said) -> bool:
    """Each group's first place is its highest score."""
    for result in said.answer.results.values():
        for column in result.columns:
            ranks, scores = result.level_ranks[column], result.level_scores[column]
            if not np.isnan(scores).all() and scores[ranks == 1].min() < np.nanmax(scores) - 1e-6:
                return False
    return True


@ROOM.when("Alla grupper mäts med samma måttstock.", "All groups are measured with the same stick.")
def _(said: Said) -> bool:
    return all(one.reference is said.answer.full.reference for one in said.answer.results.values())


@ROOM.when("Skillnad: {one} − {other}.", "Gap: {one} − {other}.")
def _(said: Said) -> bool:
    return [said.answer.label(g, said.lang) for g in said.answer.groups] == [said.one, said.other]


@ROOM.when(
    "{score:x} (plats {place:n} av {of:n} bland gruppens områden)",
    "{score:x} (place {place:n} of {of:n} among the group's areas)",
)
def _(said: Said) -> bool:
    at, told = list(said.answer.areas).index(str(said.area)), []
    for result in said.answer.results.values():
        scores, ranks = result.level_scores["index"], result.level_ranks["index"]
        if not np.isnan(scores[at]):
            n = int((~np.isnan(ranks)).sum())
            told.append((rounded(float(scores[at]), 1), int(ranks[at]), n))
    return (said.score, said.place, said.of) in told


ROOM.always(
    "Tabellen säger inte om skillnaderna är mer än slump.",
    "The table does not say whether the gaps are more than chance.",
    "a table of groups' scores has no intervals; the gaps of one area have them",
)


# -- gaps ---------------------------------------------------------------------------------------------------


def gaps(said: Said) -> Any:
    """The gaps of the indicators, a row each."""
    rows = said.answer.gaps
    return rows[rows["level"] == "indicator"]


ROOM.always(
    "Poängen är på indexets skala.",
    "Points are on the index's scale.",
    "every group is measured with the index's stick",
)


@ROOM.when(
    "De är över noll där den första gruppen har större utmaning.",
    "They are above zero where the first group has the greater challenge.",
)
def _(said: Said) -> bool:
    """A gap's points have the sign of the gap, turned where a higher value is a smaller challenge."""
    turn = {m.id: m.indicator.direction.sign for m in said.answer.index.members}
    rows = gaps(said).dropna(subset=["gap", "points"])
    harder = rows["gap"] * rows["measure"].map(turn)
    return bool((np.sign(rows["points"].round(9)) * np.sign(harder.round(9)) >= 0).all())


@ROOM.when(
    "Skillnader mellan procenttal är i procentenheter.", "Gaps between percentages are in percentage points."
)
def _(said: Said) -> bool:
    rows = gaps(said)
    rows = rows[rows["unit"] == "%"].dropna(subset=["gap"])
    return len(rows) > 0 and bool(np.allclose(rows["first"] - rows["second"], rows["gap"]))


@ROOM.when(
    "Från och till: skillnadens 95-procentiga slumpintervall.",
    "From and to: the gap's 95 per cent chance interval.",
)
def _(said: Said) -> bool:
    rows = gaps(said).dropna(subset=["low", "high"])
    return len(rows) > 0 and bool(((rows["low"] <= rows["gap"]) & (rows["gap"] <= rows["high"])).all())
