"""What a map says of itself: what its labels are, what is enlarged, where the list of areas stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from omradesindex.wording import Language, join, number, plural, say


def number_line(are_places: bool, some_lack: bool, lang: Language) -> str:
    """What the numbers on a map are, and what stands on areas that have no place."""
    told = (
        say(lang, "Siffran på kartan är områdets plats.", "The number on the map is the area's place.")
        if are_places
        else say(
            lang,
            "Siffran på kartan är områdets nummer i listan.",
            "The number on the map is the area's number in the list.",
        )
    )
    lacking = say(lang, "Områden utan uppgift har en bokstav.", "Areas without figures have a letter.")
    return f"{told} {lacking}" if some_lack else told


def one_map_line(lang: Language) -> str:
    """Where to read which area is which."""
    return say(
        lang,
        "Vilka områdena är står i listan till kartan över index.",
        "Which areas they are is in the list of the map of the index.",
    )


def left_out_line(n: int, lang: Language) -> str:
    """How many labels have no room on the map."""
    left = number(n, lang=lang)
    small = plural(n, "område är för litet", "områden är för små")
    return say(
        lang,
        f"{left} {small} för text på kartan. Listan har alla.",
        f"{left} {plural(n, 'area is', 'areas are')} too small for text on the map. The list has them all.",
    )


def bare_line(lang: Language) -> str:
    """Why nothing is written on the areas."""
    return say(
        lang,
        "Områdena är för små för att skriva något på dem. Listan har alla.",
        "The areas are too small to write anything on them. The list has them all.",
    )


def parts_line(enlarged: str, far: str, lang: Language) -> str:
    """Say what the framed parts are, and those that lie outside the map; they are named by letters."""
    told = []
    if enlarged:
        frames = say(
            lang, plural(len(enlarged), "Ramen", "Ramarna"), plural(len(enlarged), "Frame", "Frames")
        )
        own = plural(len(enlarged), "has a map of its own", "have maps of their own")
        named = join(list(enlarged), lang=lang)
        told.append(say(lang, f"{frames} {named} visas också större.", f"{frames} {named} {own}."))
    if far:
        named = join(list(far), lang=lang)
        told.append(say(lang, f"{named} ligger utanför kartan.", f"{named} lies outside the map."))
    return " ".join(told)


def around_line(sources: Sequence[str], lang: Language) -> str:
    """Whose the water, land, roads and names around the areas are."""
    if not sources:
        return ""
    named = "; ".join(dict.fromkeys(sources))
    return say(lang, f"Kartan runt områdena: {named}.", f"The map around the areas: {named}.")


def sheet_line(first: int, last: int, lang: Language) -> str:
    """On which sheets the list stands."""
    if first == last:
        return say(
            lang, f"Listan över områdena står på blad {first}.", f"Sheet {first} has the list of areas."
        )
    return say(
        lang,
        f"Listan över områdena står på blad {first}–{last}.",
        f"Sheets {first}–{last} have the list of areas.",
    )


def table_line(lang: Language) -> str:
    """That the list is the table below the map."""
    return say(
        lang,
        "Listan över områdena står i tabellen under kartan.",
        "The table below the map has the list of areas.",
    )


def list_part(page: int, pages: int, lang: Language) -> str:
    """Say in a title which sheet of the list it is."""
    named = say(lang, "listan", "the list")
    return named if pages == 1 else f"{named} {page} ({pages})"


def list_alt(lang: Language) -> str:
    """What a sheet with the list shows."""
    return say(
        lang,
        "Lista över områdena på kartan. Varje område står i sin färg.",
        "List of the areas on the map, each in its colour.",
    )


def counted_alt(what: str, counts: Mapping[str, int], lang: Language) -> str:
    """What a map of classes shows, for those who do not see it: how many areas are in each.

    Examples
    --------
    >>> counted_alt("förändringen", {"bättre": 3, "kan vara slump": 11}, "sv")
    'Karta över förändringen, ett område i taget. Områden: bättre: 3; kan vara slump: 11.'
    """
    told = "; ".join(f"{name}: {number(n, lang=lang)}" for name, n in counts.items())
    return say(
        lang,
        f"Karta över {what}, ett område i taget. Områden: {told}.",
        f"Map of {what}, area by area. Areas: {told}.",
    )


def ends_alt(what: str, ends: str, lang: Language) -> str:
    """What a map of numbers shows, for those who do not see it: who is first and who is last."""
    return say(lang, f"Karta över {what}, ett område i taget. {ends}", f"Map of {what}, area by area. {ends}")
