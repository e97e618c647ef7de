"""The words of a change: what the two results are called, and what lies between them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from omradesindex.show.maps.words import counted_alt
from omradesindex.subjects.change.numbers import ChangeNumbers
from omradesindex.subjects.over_time.words import (
    CELLS,
    CITY_CELLS,
    CITY_LABELS,
    RANK_LABELS,
    VERDICT_LABELS,
    verdict_line,
    with_prices,
)
from omradesindex.wording import AREAS_NAMED, Language, Text, inside, join, number, say

CAUSE_LABELS = {
    "figures": Text("nya uppgifter", "new figures"),
    "revised": Text("reviderade uppgifter", "revised figures"),
    "boundaries": Text("nya gränser", "new boundaries"),
    "definition": Text("ny definition", "new definition"),
}
NOT_OVER_TIME = Text(
    "ingen ändring över tid, eftersom uppgifterna är från samma tid",
    "no change over time, because the figures are of one time",
)
#: The head of what an area's change consists of for the most part.
CONTRIBUTIONS = Text("Största bidrag", "Largest contributions")
#: Two results whose ranges read alike are told apart: new figures, or a revision of those there were.
_TWICE = {
    True: (Text("tidigare uppgifter", "earlier figures"), Text("nya uppgifter", "new figures")),
    False: (Text("före revidering", "before revision"), Text("efter revidering", "after revision")),
}
_MOST = 3


def told_apart(change: ChangeNumbers, lang: Language) -> tuple[str, str]:
    """What the two results are called beside each other: their periods, told apart where these read alike."""
    first, last = change.periods
    if first != last:
        return first, last
    one, two = (text.in_(lang) for text in _TWICE[bool(change.newer)])
    return f"{first}, {one}", f"{last}, {two}"


def capital(text: str) -> str:
    """Begin a text with a capital."""
    return text[:1].upper() + text[1:]


def labels_of(change: ChangeNumbers) -> Mapping[str, Text]:
    """What the verdicts are called, in a sentence about the index."""
    if change.by_rank:
        return RANK_LABELS
    return CITY_LABELS if change.against == "city" else VERDICT_LABELS


def cells_of(change: ChangeNumbers) -> Mapping[str, Text]:
    """What the verdicts are called in a cell, beside their signs."""
    if change.by_rank:
        return RANK_LABELS
    return CITY_CELLS if change.against == "city" else CELLS


def verdict_of(change: ChangeNumbers, row: int, lang: Language, place: int = 0) -> str:
    """What is said of one area's column, beside the area's name."""
    column, verdict = change.columns[place], str(change.judged.verdict[row, place])
    label = with_prices(change, labels_of(change), column)[verdict].in_(lang)
    if verdict not in ("improved", "worsened") or change.by_rank:
        return label
    if change.against == "city" and not place:
        return label
    what = say(lang, "indexet", "the index") if not place else inside(change.label(column, lang))
    return f"{what} {label}"


def lead_line(change: ChangeNumbers, lang: Language) -> str:
    """How many areas have changed, and which; or that nothing can have changed over time."""
    if not change.newer:
        return f"{capital(NOT_OVER_TIME.in_(lang))}."
    labels = dict(labels_of(change))
    if not change.by_rank and change.against != "city":
        for verdict in ("improved", "worsened"):
            text = labels[verdict]
            labels[verdict] = Text(f"indexet {text.sv}", f"the index {text.en}")
    return verdict_line(change, labels, lang)


def what_is_judged(change: ChangeNumbers, lang: Language, noun: str = "") -> str:
    """What the estimate is called, beside a noun, where it is not the change as it stands; else empty."""
    comparable = f"{say(lang, 'jämförbar', 'comparable')} {noun}".rstrip() if len(change.stages) > 2 else ""
    beyond = say(lang, "utöver staden", "beyond the city") if change.against == "city" else ""
    return capital(", ".join(filter(None, (comparable, beyond))))


def newer_lines(change: ChangeNumbers, lang: Language) -> list[str]:
    """Say which indicators have figures of another time, where it is not all of them."""
    old, new = (
        {i.id: p for i, p in zip(r.index.indicators, r.measured.periods, strict=True)}
        for r in (change.start, change.after)
    )
    shared = [name for name, period in new.items() if period and old.get(name)]
    if not change.newer or len(change.newer) == len(shared):
        return []
    named = [f"{inside(change.label(name, lang))} {old[name]} → {new[name]}" for name in change.newer[:_MOST]]
    more = len(change.newer) - len(named)
    if more:
        named.append(say(lang, f"{more} till", f"{more} more"))
    head = say(lang, "Uppgifter från en annan tid har", "Of another time are")
    return [f"{head} {join(named, lang=lang)}."]


def stage_lines(change: ChangeNumbers, lang: Language) -> list[str]:
    """What else than new figures lies between the two results."""
    causes = [CAUSE_LABELS[cause].in_(lang) for cause, _ in change.stages[1:-1]]
    if not causes:
        return []
    return [
        say(
            lang,
            f"En del av skillnaden är {join(causes)}. Den delen räknas bort före bedömningen (jämförbar "
            "ändring).",
            f"Part of the difference is {join(causes, lang='en')}. That part is taken out before the verdict "
            "(comparable change).",
        )
    ]


def left_out(change: ChangeNumbers, lang: Language) -> list[str]:
    """The areas that only one of the years has."""
    if not change.left_out:
        return []
    named = join(change.left_out, lang=lang, most=AREAS_NAMED)
    return [
        say(
            lang,
            f"Bara i ett av resultaten och därför inte jämförda: {named}.",
            f"In one of the results only and so not compared: {named}.",
        )
    ]


def way(before: float, after: float, *, lang: Language) -> str:
    """Write the way from one rank to another; a dash where there is none."""
    places = number(before, lang=lang), number(after, lang=lang)
    return places[0] if places[0] == places[1] else f"{places[0]} → {places[1]}"


def rank_set(rank: float, low: float, high: float, lang: Language) -> str:
    """Write a rank with the places that cannot be ruled out."""
    place, *ends = (number(value, lang=lang) for value in (rank, low, high))
    return place if np.isnan(rank) or np.isnan(low) else f"{place} ({'–'.join(ends)})"


def limits(change: ChangeNumbers, row: int, decimals: int, lang: Language) -> str:
    """The interval of what is judged, in a sentence."""
    low, high, estimate = (
        float(values[row, 0]) for values in (change.judged.low, change.judged.high, change.estimate)
    )
    if np.isnan(low):
        return ""
    low_text, high_text, by = (number(v, decimals, lang=lang, sign=True) for v in (low, high, estimate))
    percent = number(100 * change.level, 0, lang=lang)
    what = what_is_judged(change, lang, say(lang, "ändring", "change"))
    head = f"{what}: {by}. " if what else ""
    return say(
        lang,
        f"{head}{percent}-procentigt slumpintervall: {low_text} till {high_text}.",
        f"{head}{percent} per cent chance interval: {low_text} to {high_text}.",
    )


def cause_lines(change: ChangeNumbers, row: int, decimals: int, lang: Language) -> list[str]:
    """What made an area's index change, a sentence for each cause."""
    sentences = []
    unit = say(lang, "poäng", "points")
    for cause, label in CAUSE_LABELS.items():
        own = [
            (part.indicator, float(part.points[row])) for part in change.index_parts if part.cause == cause
        ]
        own = [(indicator, points) for indicator, points in own if not np.isnan(points)]
        if not own:
            continue
        total = number(sum(points for _, points in own), decimals, lang=lang, sign=True)
        greatest = sorted(own, key=lambda part: -abs(part[1]))[:_MOST]
        named = [
            f"{inside(change.label(indicator, lang))} {number(points, decimals, lang=lang, sign=True)}"
            for indicator, points in greatest
            if indicator and abs(points) >= 0.5 * 10.0**-decimals
        ]
        rest = f": {join(named, lang=lang)}" if named else ""
        sentences.append(f"{capital(label.in_(lang))}: {total} {unit}{rest}.")
    return sentences


def score_lines(change: ChangeNumbers, row: int, decimals: int, lang: Language) -> list[str]:
    """An area's index in the two results, what is judged of it, and the whole city's change beside it."""
    scores = float(change.original_scores[row, 0]), float(change.comparable_scores[1][row, 0])
    if change.by_rank or np.isnan(scores[1] - scores[0]):
        return []
    first, last = told_apart(change, lang)
    one, two = (number(score, decimals, lang=lang) for score in scores)
    by = number(scores[1] - scores[0], decimals, lang=lang, sign=True)
    unit = say(lang, "poäng", "points")
    line = f"Index {one} ({first}) → {two} ({last}): {by} {unit}. {limits(change, row, decimals, lang)}"
    if np.isnan(change.city[0]):
        return [line.rstrip()]
    city = number(float(change.city[0]), decimals, lang=lang, sign=True)
    whole = say(
        lang, f"Hela staden har ändrats {city} poäng.", f"The whole city has changed by {city} points."
    )
    return [line.rstrip(), whole]


def rank_lines(change: ChangeNumbers, row: int, lang: Language) -> list[str]:
    """An area's places in the two results."""
    before, after = (ranks[row, 0] for ranks in change.both_ranks)
    if np.isnan(before + after):
        return []
    return [
        say(
            lang,
            f"Plats {way(before, after, lang=lang)} (plats 1 har störst utmaning).",
            f"Place {way(before, after, lang=lang)} (place 1 has the greatest challenge).",
        )
    ]


def alternative(change: ChangeNumbers, lang: Language) -> str:
    """What the figure shows, for those who do not see it."""
    first, last = told_apart(change, lang)
    return say(
        lang,
        f"En pil för varje område från {first} till {last}, ordnade från svårare till bättre villkor.",
        f"An arrow for each area from {first} to {last}, in order from harder to better conditions.",
    )


def map_alternative(change: ChangeNumbers, verdicts: Mapping[str, int], lang: Language) -> str:
    """What the map shows, for those who do not see it: how many areas went which way."""
    labels = cells_of(change)
    counts = {labels[verdict].in_(lang): n for verdict, n in verdicts.items()}
    return counted_alt(say(lang, "förändringen", "the change"), counts, lang)


def mostly(change: ChangeNumbers, row: int, decimals: int, lang: Language, most: int = 3) -> str:
    """The greatest parts of an area's change, in its own direction."""
    whole = change.comparable_scores[1][row, 0] - change.original_scores[row, 0]
    toward = [(float(part.points[row] * np.sign(whole)), part) for part in change.index_parts]
    greatest = sorted(
        (pair for pair in toward if pair[0] >= 0.5 * 10.0**-decimals), key=lambda pair: -pair[0]
    )[:most]
    named = []
    for _, part in greatest:
        cause = CAUSE_LABELS[part.cause].in_(lang)
        what = inside(change.label(part.indicator, lang)) if part.indicator else cause
        kind = f" ({cause})" if part.indicator and part.cause != "figures" else ""
        by = number(float(part.points[row]), decimals, lang=lang, sign=True)
        named.append(f"{what}{kind} {by}")
    return "; ".join(named)
