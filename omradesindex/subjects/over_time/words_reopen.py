"""Which areas to look closer at, in words: each with what chance or the city's own change may have done."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.index.decimals import score_decimals
from omradesindex.subjects.over_time.reopen import TOP
from omradesindex.wording import NBSP, Language, Text, area_name, number, plural, say

if TYPE_CHECKING:
    from omradesindex.subjects.over_time.over_time import OverTime

#: What the file of the areas holds.
TO_LOOK_AT = Text("områden att titta närmare på", "areas to look closer at")

#: Up to so many areas are told of; of more, how many there are.
_MOST = 6


def reopen_line(held: OverTime, lang: Language) -> str:
    """The areas to look closer at, a sentence each, and the rule."""
    rows = held.reopen().to_dict("records")
    if not rows and (held.moves.verdict == "untested").all():
        return say(
            lang,
            "Vilka områden det är värt att titta närmare på går inte att säga. "
            "Indexets ändring kan inte prövas.",
            "Which areas are worth a closer look cannot be said. The change of the index cannot be tested.",
        )
    rule = _rule(held, lang)
    if not rows:
        return say(
            lang,
            f"Områden att titta närmare på: inget. {rule}",
            f"Areas to look closer at: none. {rule}",
        )
    told = [_of_area(held, row, lang) for row in rows[:_MOST]]
    more = len(rows) - len(told)
    if more:
        told.append(
            say(
                lang,
                f"Regeln gäller också {number(more, lang=lang)} {plural(more, 'område', 'områden')} till.",
                f"The rule holds for {number(more, lang=lang)} more {plural(more, 'area', 'areas')} too.",
            )
        )
    head = say(lang, "Områden att titta närmare på", "Areas to look closer at")
    return f"{head}: {' '.join(told)} {rule}"


def _rule(held: OverTime, lang: Language) -> str:
    """Why an area is told of; only what can be so where ranks are compared, or the areas are few."""
    places = say(
        lang,
        "Ett område nämns om det börjat eller slutat höra till de tre med störst utmaning.",
        "An area is named if it has come among the three with the greatest challenge, or left them.",
    )
    if held.by_rank:
        return places if len(held.areas) > TOP else ""
    size = 0.5 * held.moves.spread
    if np.isnan(size):
        return places if len(held.areas) > TOP else ""
    least = number(size, score_decimals(held.results[-1]), lang=lang)
    large = say(
        lang,
        f"Ett område nämns om ändringen är större än slumpen och minst {least} poäng.",
        f"An area is named if its change is more than chance and at least {least} points.",
    )
    if len(held.areas) <= TOP:
        return large
    return large + say(
        lang,
        " Det nämns också om det börjat eller slutat höra till de tre med störst utmaning.",
        " It is also named if it has come among the three with the greatest challenge, or left them.",
    )


def _of_area(held: OverTime, row: Mapping[Hashable, Any], lang: Language) -> str:
    """One area: what has changed, and what may be chance or the city's."""
    reasons = row["reasons"].split(", ")
    name = area_name(row["area"], row["name"])
    change = _points(held, row["estimate"], lang)
    place = _place(reasons, lang)
    if {"worsened", "improved"} & set(reasons):
        moved = _moved("worsened" in reasons, held.against == "city", name, change, lang)
        parts = [moved, *([say(lang, f"och {place}", f"and the area {place}")] if place else [])]
        return f"{' '.join(parts)}{_beside_city(held, row, lang)}."
    if held.by_rank:
        return say(
            lang,
            f"{name} {place}; om villkoren där har ändrats visar platserna inte.",
            f"{name} {place}; places do not show whether conditions there have changed.",
        )
    beside = _beside_city(held, row, lang)
    if row["more_than_noise"]:
        own = say(
            lang,
            f"{name} {place}; dess egen ändring ({change}) är mer än slump, men under gränsen",
            f"{name} {place}; its own change ({change}) is more than chance, but below the limit",
        )
        return f"{own}{beside}."
    only = say(lang, f"{name} har bara bytt plats och {place}", f"{name} has only changed places and {place}")
    if held.moves.verdict[held.areas.index(row["area"])] == "untested":
        return only + say(
            lang,
            "; om dess egen ändring är slump går inte att säga.",
            "; whether its own change is chance cannot be told.",
        )
    return only + say(lang, "; dess egen ändring kan vara slump.", "; its own change may be chance.")


def _place(reasons: Sequence[str], lang: Language) -> str:
    """What has become of an area's place, as a predicate; empty where nothing has."""
    if "entered" in reasons:
        return say(
            lang,
            "hör nu till de tre med störst utmaning",
            "is now among the three with the greatest challenge",
        )
    if "left" in reasons:
        return say(
            lang,
            "hör inte längre till de tre med störst utmaning",
            "is no longer among the three with the greatest challenge",
        )
    return ""


def _moved(worse: bool, against_city: bool, name: str, change: str, lang: Language) -> str:
    """What a change of the index is: harder or easier conditions, or beside the city."""
    if against_city and worse:
        return say(
            lang,
            f"{name} har halkat efter staden ({change})",
            f"{name} has fallen behind the city ({change})",
        )
    if against_city:
        return say(
            lang,
            f"{name} har gått bättre än staden ({change})",
            f"{name} has done better than the city ({change})",
        )
    how = Text("svårare", "harder") if worse else Text("bättre", "better")
    return say(
        lang,
        f"{name} har fått {how.sv} villkor ({change})",
        f"Conditions in {name} have become {how.en} ({change})",
    )


def _beside_city(held: OverTime, row: Mapping[Hashable, Any], lang: Language) -> str:
    """Say so where the whole city's change is what the area's may be, or is more than it."""
    own, beyond = "worsened" if row["estimate"] > 0 else "improved", row["beyond_city"]
    if beyond in (own, "untested"):
        return ""
    city = _points(held, row["city"], lang)
    if beyond == "noise":
        return say(
            lang,
            f"; utöver hela stadens ändring ({city}) kan det vara slump",
            f"; beyond the whole city's change ({city}) this may be chance",
        )
    return say(lang, f"; hela staden har ändrats mer ({city})", f"; the whole city has changed more ({city})")


def _points(held: OverTime, points: float, lang: Language) -> str:
    text = number(points, score_decimals(held.results[-1]), lang=lang, sign=True)
    return f"{text}{NBSP}{say(lang, 'poäng', 'points')}"
