"""What is said of the places that chance leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.methods.equal import reaches
from omradesindex.wording import Language, Text, exact_decimals, number, plural, say

if TYPE_CHECKING:
    from omradesindex.methods.rank_sets import RankSets


def sets_line(sets: RankSets, lang: Language) -> str:
    """What the sets hold, and how surely."""
    level = number(100 * sets.level, exact_decimals([100 * sets.level]), lang=lang)
    whose = Text("ett områdes sanna plats", "an area's true place")
    if sets.simultaneous:
        whose = Text("alla områdens sanna platser samtidigt", "all areas' true places at once")
    return say(
        lang,
        f"Här står de platser som slumpen lämnar öppna. De rymmer {whose.sv} minst {level} gånger av 100.",
        f"These are the places that chance leaves open. They hold {whose.en} at least {level} times in 100.",
    )


def known_line(known: float, lang: Language) -> str:
    """How much of the index has a known error; empty where all has."""
    if reaches(known, 1.0):
        return ""
    share = number(100 * known, lang=lang)
    return say(
        lang,
        f"Minst {share} procent av indexets vikt har ett känt fel. De övriga antas vara lika osäkra.",
        f"At least {share} per cent of the index's weight has a known error. The others are assumed to be as "
        "uncertain.",
    )


def left_out_line(n: int, lang: Language) -> str:
    """How many areas with a score are not there, as too little is known of their errors."""
    if not n:
        return ""
    return say(
        lang,
        f"{plural(n, 'Ett område', f'{number(n)} områden')} är inte med: för lite är känt om felen.",
        f"{plural(n, 'One area is', f'{number(n, lang=lang)} areas are')} not included: too little is known "
        "of the errors.",
    )


def method_line(lang: Language) -> str:
    """Whose method it is."""
    return say(
        lang,
        "Metoden är rangmängder enligt Mogstad, Romano, Shaikh och Wilhelm (2023). Alla par prövas stegvis.",
        "The method is that of Mogstad, Romano, Shaikh and Wilhelm (2023). All pairs are tested by steps.",
    )
