"""What is said of rows that have no room, whatever the rows are about."""

from __future__ import annotations

from omradesindex.wording import Language, Text, number, plural, say


def between(left: int, sheets: int, lang: Language) -> str:
    """What stands between the first and the last rows, in the place of those that are left out.

    Examples
    --------
    >>> between(1, 1, "sv"), between(230, 5, "en")
    ('… 1 område till …', '… 230 more areas, on sheets 2–5 …')
    """
    n = number(left, lang=lang)
    where = (
        "" if sheets < 2 else say(lang, f", på {_further(sheets, lang)}", f", on {_further(sheets, lang)}")
    )
    return say(
        lang,
        f"… {n} {plural(left, 'område', 'områden')} till{where} …",
        f"… {n} more {plural(left, 'area', 'areas')}{where} …",
    )


def ends_line(ends: tuple[int, int], known: int, unknown: int, sheets: int, lang: Language) -> str:
    """Say how many of the first and of the last areas are shown, and where the others are.

    Parameters
    ----------
    ends : (int, int)
        How many from each end.
    known, unknown : int
        Of how many areas with a place in the order, and how many have none.
    sheets : int
        How many sheets there are.
    lang : {"sv", "en"}
    """
    first, last, total = (number(n, lang=lang) for n in (*ends, known))
    if ends[1]:
        shown = say(
            lang,
            f"Visar de {first} första och de {last} sista av {total} områden",
            f"The first {first} and the last {last} of {total} areas",
        )
    else:
        shown = say(
            lang, f"Visar de {first} första av {total} områden", f"The first {first} of {total} areas"
        )
    if unknown:
        n = number(unknown, lang=lang)
        shown += say(lang, f" med uppgift; {n} saknar uppgift", f" with figures; {n} have none")
    if sheets < 2:
        return f"{shown}."
    return say(
        lang,
        f"{shown}. De andra står på {_further(sheets, lang)}.",
        f"{shown}. The others are on {_further(sheets, lang)}.",
    )


def further_line(
    sheet: int, sheets: int, numbers: tuple[int, int], every: int, lang: Language, *, unknown: bool
) -> str:
    """Say which areas a further sheet holds.

    Parameters
    ----------
    sheet, sheets : int
        Which it is, and how many there are.
    numbers : (int, int)
        The first and the last area's number in order; with ``unknown`` how many areas it holds, and how many
        of these have no figures and so no number.
    every : int
        How many areas there are.
    lang : {"sv", "en"}
    unknown : bool

    Examples
    --------
    >>> further_line(2, 5, (49, 112), 262, "sv", unknown=False)
    'Blad 2 av 5: område 49–112 av 262 i ordningen.'
    """
    at, of, a, b, n = (number(k, lang=lang) for k in (sheet, sheets, *numbers, every))
    if unknown:
        return say(
            lang,
            f"Blad {at} av {of}: {a} av {n} områden. Uppgift saknas för {b}.",
            f"Sheet {at} of {of}: {a} of {n} areas. There are no figures for {b}.",
        )
    return say(
        lang,
        f"Blad {at} av {of}: område {a}–{b} av {n} i ordningen.",
        f"Sheet {at} of {of}: areas {a}–{b} of {n} in order.",
    )


#: Quality, status and source of a number in a workbook that is computed from the others.
COMPUTED = (
    Text("beräknad", "computed"),
    Text("uppgift finns", "observed"),
    Text("beräknad av uppgifterna som filen bygger på", "computed from the figures that the file rests on"),
)


def tools(lang: Language) -> dict[str, str]:
    """What stands at a table that can be sorted and searched; ``{n}`` and ``{all}`` are filled in there."""
    return {
        "find": say(lang, "Sök i tabellen", "Search the table"),
        "shown": say(lang, "{n} av {all} rader visas", "{n} of {all} rows are shown"),
        "up": say(lang, "stigande", "ascending"),
        "down": say(lang, "fallande", "descending"),
    }


def part_of(part: int, parts: int, lang: Language) -> str:
    """Which part of a table that is too wide for a page."""
    return say(lang, f"del {part} av {parts}", f"part {part} of {parts}")


def no_figure(lang: Language) -> str:
    """Say that nobody has a figure."""
    return say(lang, "Inget område har uppgift.", "No area has a figure.")


def _further(sheets: int, lang: Language) -> str:
    """The sheets after the first."""
    if sheets == 2:
        return say(lang, "blad 2", "sheet 2")
    return say(lang, f"blad 2–{number(sheets, lang=lang)}", f"sheets 2–{number(sheets, lang=lang)}")
