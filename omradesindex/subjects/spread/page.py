"""The spread inside areas as text for a terminal, as HTML for a notebook, and the door to its chart."""

from __future__ import annotations

from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.subjects.spread.words import named, note_lines, quality_lines
from omradesindex.wording import NBSP, Language, area_name, check_language, number, plural, say

if TYPE_CHECKING:
    from omradesindex.subjects.spread.answer import Spread

_DEVIATION = (("standardavvikelse", "r"), ("standard deviation", "s"))
_MOST = 12
_NARROWEST = 14
_STYLE = (
    "<style>.omradesindex table{border-collapse:collapse}.omradesindex th,.omradesindex td"
    "{padding:2px 8px;text-align:right}"
    ".omradesindex th[scope=row]{text-align:left;font-weight:normal}</style>"
)


def spread_text(spread: Spread, *, lang: Language = "sv", width: int = 100) -> str:
    """Write a spread as text: the city's marks for each measure, and the sub-areas that stand out.

    Parameters
    ----------
    spread : Spread
    lang : {"sv", "en"}
    width : int
        Characters in a line; long names are broken to fit.
    """
    check_language(lang)
    heads, rows = _rows(spread, lang)
    names = [heads[0], *(f"{name} ({unit})" for name, unit, *_ in rows)]
    marks = [line[2:] for line in (heads, *rows)]
    widths = [max(map(len, column)) for column in zip(*marks, strict=True)]
    room = max(width - sum(widths) - 2 * len(widths), _NARROWEST)
    name_width = min(room, max(map(len, names)))
    lines = [*wrap(headline(spread, lang), width), ""]
    for name, cells in zip(names, marks, strict=True):
        first, *more = wrap(name, name_width, subsequent_indent="  ")
        padded = [cell.rjust(w) for cell, w in zip(cells, widths, strict=True)]
        lines += ["  ".join([first.ljust(name_width), *padded]).rstrip(), *more]
    title, listed = _standing_out(spread, lang)
    lines += ["", *wrap(title, width)]
    for text in listed:
        lines += wrap(text, width, initial_indent="  ", subsequent_indent="    ")
    for text in notes(spread, lang):
        lines += wrap(text, width)
    return "\n".join(lines)


def spread_html(spread: Spread, *, lang: Language = "sv") -> str:
    """Write a spread as HTML, marked up for screen readers, every text escaped.

    Parameters
    ----------
    spread : Spread
    lang : {"sv", "en"}
    """
    check_language(lang)
    heads, rows = _rows(spread, lang)
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    title, listed = _standing_out(spread, lang)
    items = "".join(f"<li>{escape(text)}</li>" for text in listed)
    told = "".join(f"<p>{escape(text)}</p>" for text in notes(spread, lang))
    return (
        f'<div class="omradesindex" lang="{lang}">{_STYLE}<table>'
        f"<caption>{escape(headline(spread, lang))}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        f"<p>{escape(title)}</p><ul>{items}</ul>{told}</div>"
    )


# -- what is said -------------------------------------------------------------------------------------------


def headline(spread: Spread, lang: Language, measure: str | None = None) -> str:
    """What is shown and whose it is."""
    what = say(lang, "Spridning inom områdena", "Spread inside the areas")
    if measure is not None:
        shown = spread.label(measure, lang)
        if spread.index is not None and measure in spread.levels:
            whole = spread.index.label.in_(lang)
            shown = whole if measure == "index" else f"{shown} · {whole}"
        what = f"{shown} · {what[:1].lower()}{what[1:]}"
    elif spread.index is not None:
        what = f"{what} · {spread.index.label.in_(lang)}"
    made_up = spread.division.made_up and "(påhittad)" not in spread.statistics.name
    tail = say(lang, " (påhittad)", " (made up)") if made_up else ""
    named_ = f"{what} · {spread.statistics.name}{tail}"
    return named_ if measure is not None else f"{named_} · {how_many(spread, lang)}"


def how_many(spread: Spread, lang: Language) -> str:
    """How many sub-areas there are, in how many areas."""
    parts, areas = len(spread.sub_areas), len(spread.division.codes)
    n, of = (number(k, lang=lang) for k in (parts, areas))
    return say(
        lang,
        f"{n} {plural(parts, 'delområde', 'delområden')} i {of} {plural(areas, 'område', 'områden')}",
        f"{n} {plural(parts, 'sub-area', 'sub-areas')} in {of} {plural(areas, 'area', 'areas')}",
    )


def _rows(spread: Spread, lang: Language) -> tuple[list[str], list[list[str]]]:
    """Heads and rows: the whole city's marks for each measure."""
    heads = [
        say(lang, "Hela staden", "Whole city"),
        say(lang, "enhet", "unit"),
        say(lang, "lägst", "lowest"),
        "p10",
        "median",
        "p90",
        say(lang, "högst", "highest"),
        say(lang, "spridning", "spread"),
        say(lang, "mellan", "between"),
    ]
    rows = []
    share = spread.inequality["between_share"].to_numpy()
    for place, measure in enumerate(spread.measures):
        decimals = spread.decimals(measure)
        cells = [number(v, decimals, lang=lang) for v in spread.marks[place, -1]]
        between = f"{number(100 * share[place], lang=lang)}{NBSP}%" if not np.isnan(share[place]) else "–"
        cells += [number(float(spread.deviation[place, -1]), decimals, lang=lang), between]
        rows.append([spread.label(measure, lang), spread.unit(measure, lang), *cells])
    return heads, rows


def _standing_out(spread: Spread, lang: Language) -> tuple[str, list[str]]:
    """The sub-areas that stand out: of the index where there is one, otherwise of every measure."""
    out = spread.standing_out
    if spread.sub_result is not None:
        out = out[out["measure"] == "index"]
    k = number(spread.k, 0 if spread.k == int(spread.k) else 1, lang=lang)
    deviations = [f"{word}{'' if spread.k == 1 else plural}" for word, plural in _DEVIATION]
    what = say(lang, " för indexet", " on the index") if spread.sub_result is not None else ""
    title = say(
        lang,
        f"Sticker ut{what}: delområden minst {k} {deviations[0]} (mellan områden) sämre än hela staden, i "
        "områden som är bättre än staden och hör till den bättre halvan.",
        f"Stand out{what}: sub-areas at least {k} {deviations[1]} (between areas) worse than the whole "
        "city, in areas that are better than the city and belong to the better half.",
    )
    listed = []
    for row in out.head(_MOST).to_dict("records"):
        measure = str(row["measure"])
        shown, own = (
            number(float(row[c]), spread.decimals(measure), lang=lang) for c in ("value", "area_value")
        )
        area = area_name(str(row["area"]), spread.division.name_of(str(row["area"])))
        doubt = say(lang, "; osäker områdestillhörighet", "; doubtful membership") if row["doubtful"] else ""
        listed.append(
            f"{spread.label(measure, lang)}: {named(spread, str(row['sub_area']))} {shown}{doubt} "
            f"({say(lang, 'området', 'the area')} {area} {own})"
        )
    if len(out) > _MOST:
        left = len(out) - _MOST
        listed.append(say(lang, f"och {left} till (standing_out)", f"and {left} more (standing_out)"))
    return title, listed or [say(lang, "Inget delområde.", "No sub-area.")]


def notes(spread: Spread, lang: Language, measure: str | None = None) -> list[str]:
    """What every reader must be told; about one measure, or all."""
    told = [
        say(
            lang,
            "Varje delområde väger så mycket som indikatorns underlag (invånare, lägenheter) där.",
            "Every sub-area weighs as much as the indicator's base (inhabitants, dwellings) there.",
        )
    ]
    if measure is None:
        told[0] += say(
            lang,
            " Spridning: vägd standardavvikelse. Mellan områden: den del av variansen som finns mellan "
            "områdena; resten finns inom dem.",
            " Spread: weighted standard deviation. Between areas: the part of the variance that lies between "
            "the areas; the rest lies within them.",
        )
    rows = slice(None) if measure is None else [spread.measures.index(measure)]
    told += quality_lines(spread, lang, measure)
    small = int((spread.known & ~spread.named)[rows].any(axis=0).sum())
    if small:
        least = number(spread.minimum_base, lang=lang)
        told.append(
            say(
                lang,
                f"{small} {'delområde' if small == 1 else 'delområden'} har för någon uppgift ett underlag "
                f"under {least} och visas inte där.",
                f"{small} {'sub-area has' if small == 1 else 'sub-areas have'} for some figure a base below "
                f"{least} and {'is' if small == 1 else 'are'} not shown there.",
            )
        )
    unsure = int(spread.doubtful.sum())
    if unsure:
        told.append(
            say(
                lang,
                f"Osäker områdestillhörighet: {unsure} av {len(spread.sub_areas)} delområden.",
                f"Doubtful membership: {unsure} of {len(spread.sub_areas)} sub-areas.",
            )
        )
    if spread.missing and measure is None:
        names = ", ".join(spread.label(m, lang) for m in spread.missing)
        told.append(say(lang, f"Utan uppgift för delområden: {names}.", f"No sub-area figures: {names}."))
    return [*told, *note_lines(spread, lang)]
