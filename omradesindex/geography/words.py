"""The sentences of divisions, keys and places."""

from __future__ import annotations

from omradesindex.wording import Language, Text, number, say

NO_COMMON_SURFACE = Text(
    "Ingen gemensam yta. Är det samma stad, och står koordinaterna i rätt ordning?",
    "No common surface. Is it the same city, and are its coordinates in the right order?",
)
A_PART = Text(
    "Ett delområde är en del av sitt område. Det som gäller området behöver inte gälla delområdet.",
    "A sub-area is a part of its area. What holds of the area need not hold of the sub-area.",
)


def lies_in(leads: str, lang: Language) -> str:
    """Say which areas a place lies in."""
    return say(lang, f"Finns i {leads}.", f"It lies in {leads}.")


def unclear_below(limit: float, lang: Language) -> str:
    """Say of what confidence it is not clear where a sub-area belongs."""
    percent = number(100 * limit, lang=lang)
    return say(
        lang,
        f"Delområden med en säkerhet under {percent} procent kan höra till ett annat område.",
        f"Sub-areas of a confidence below {percent} per cent may belong to another area.",
    )
