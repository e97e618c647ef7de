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
        whose = Text("alla områdens sanna plats på en gång,", "all areas' true places at once")
    return say(
        lang,
        f"Här står de platser som slumpen lämnar öppna. De rymmer {whose.sv} minst {level} gånger av 100.",
        f"These are the places that chance leaves open. They hold {whose.en} at least {level} times in 100.",
    )


def pairs_line(sets: RankSets, lang: Language) -> str:
    """How many pairs of areas chance leaves open, all pairs judged together; empty where they are not."""
    n = len(sets.rank) - len(sets.left_out)
    if not sets.simultaneous or n < 2:
        return ""
    pairs, apart = n * (n - 1) // 2, int(sets.indistinguishable().sum()) // 2
    every, some = number(pairs, lang=lang), number(apart, lang=lang)
    if not apart:
        return say(
            lang,
            f"{plural(pairs, 'De båda områdena', f'Alla {every} par av områden')} går att skilja åt.",
            f"{plural(pairs, 'The two areas', f'All {every} pairs of areas')} can be told apart.",
        )
    if apart == pairs:
        told = say(
            lang,
            f"{plural(pairs, 'De båda områdena', f'Inget av {every} par av områden')} går "
            f"{plural(pairs, 'inte att', 'att')} skilja åt",
            f"{plural(pairs, 'The two areas', f'None of {every} pairs of areas')} "
            f"{plural(pairs, 'cannot', 'can')} be told apart",
        )
    else:
        told = say(
            lang,
            f"{some} av {every} par av områden går inte att skilja åt",
            f"{some} of {every} pairs of areas cannot be told apart",
        )
    return say(
        lang,
        f"{told}: låt inte indexet ensamt avgöra vilket av dem som prioriteras.",
        f"{told}: do not let the index alone decide which of the two is given priority.",
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
