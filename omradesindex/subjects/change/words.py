"""The words of a change: what the two results are called, and what lies between them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from omradesindex.subjects.change.numbers import ChangeNumbers
from omradesindex.wording import Language, Text, join, number, say

CAUSE_LABELS = {
    "figures": Text("nya uppgifter", "new figures"),
    "revised": Text("reviderade uppgifter", "revised figures"),
    "boundaries": Text("nya gränser", "new boundaries"),
    "definition": Text("ny definition", "new definition"),
}
#: Each verdict as a sentence's predicate.
PREDICATES: Mapping[str, Text] = {
    "improved": Text("har förbättrats", "has improved"),
    "worsened": Text("har försämrats", "has worsened"),
    "noise": Text("förändringen är inte mer än slump", "the change is no more than noise"),
    "untested": Text("förändringen kan inte prövas", "the change cannot be tested"),
}
NOT_OVER_TIME = Text(
    "ingen förändring över tid, eftersom uppgifterna är från samma tid",
    "no change over time, because the figures are of one time",
)
#: Two results whose ranges read alike are told apart: new figures, or a revision of those there were.
_TWICE = {
    True: (Text("tidigare uppgifter", "earlier figures"), Text("nya uppgifter", "new figures")),
    False: (Text("före revidering", "before revision"), Text("efter revidering", "after revision")),
}
_MOST = 5
_ABSENT = "\N{EN DASH}"


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
    named = [f"{change.label(name, lang)} {old[name]} → {new[name]}" for name in change.newer[:_MOST]]
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
            f"Skillnaden beror också på {join(causes)}. Den delen räknas bort före bedömningen (jämförbar "
            "förändring).",
            f"The difference is also due to {join(causes, lang='en')}. That part is taken out before the "
            "verdict (comparable change).",
        )
    ]


def left_out(change: ChangeNumbers, lang: Language) -> list[str]:
    """The areas that only one of the years has."""
    if not change.left_out:
        return []
    return [
        say(
            lang,
            f"Bara i ett av resultaten, och inte jämförda: {join(change.left_out)}.",
            f"In one of the results only, and not compared: {join(change.left_out, lang='en')}.",
        )
    ]


def place(rank: float) -> str:
    """Write a rank; a dash where there is none."""
    return _ABSENT if np.isnan(rank) else str(int(rank))


def way(before: float, after: float) -> str:
    """Write the way from one rank to another."""
    places = place(before), place(after)
    return places[0] if places[0] == places[1] else f"{places[0]} → {places[1]}"


def rank_set(rank: float, low: float, high: float) -> str:
    """Write a rank with the places that cannot be ruled out."""
    return place(rank) if np.isnan(rank) or np.isnan(low) else f"{place(rank)} ({place(low)}–{place(high)})"


def limits(change: ChangeNumbers, row: int, decimals: int, lang: Language) -> str:
    """The interval of what is judged, in a sentence."""
    low, high, estimate = (
        float(values[row, 0]) for values in (change.judged.low, change.judged.high, change.estimate)
    )
    if np.isnan(low):
        return ""
    low_text, high_text, by = (number(v, decimals, lang=lang, sign=True) for v in (low, high, estimate))
    percent = f"{number(100 * change.level, lang=lang)} %"
    what = what_is_judged(change, lang, say(lang, "förändring", "change"))
    head = f"{what} {by}; " if what else ""
    return say(
        lang,
        f"{head}{percent}-intervall för alla områden samtidigt: {low_text} till {high_text}.",
        f"{head}{percent} interval, all areas at once: {low_text} to {high_text}.",
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
            f"{change.label(indicator, lang)} {number(points, decimals, lang=lang, sign=True)}"
            for indicator, points in greatest
            if indicator and abs(points) >= 0.5 * 10.0**-decimals
        ]
        rest = f": {join(named, lang=lang)}" if named else ""
        sentences.append(f"{capital(label.in_(lang))} {total} {unit}{rest}.")
    return sentences


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
        what = change.label(part.indicator, lang) if part.indicator else cause
        kind = f" ({cause})" if part.indicator and part.cause != "figures" else ""
        by = number(float(part.points[row]), decimals, lang=lang, sign=True)
        named.append(f"{what}{kind} {by}")
    return "; ".join(named)
