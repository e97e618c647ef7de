"""The spread inside areas, in words that a person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from omradesindex.statistics.notices import note_in
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS
from omradesindex.wording import NBSP, Language, called_made_up, join, number, plural, say, with_unit

if TYPE_CHECKING:
    from omradesindex.subjects.spread.inside import Inside

_MOST_NAMED = 3


def headline(spread: Inside, lang: Language, measure: str | None = None) -> str:
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
    name = spread.statistics.name
    title = f"{what} · {called_made_up(name, lang) if spread.division.made_up else name}"
    return title if measure is not None else f"{title} · {how_many(spread, lang)}"


def how_many(spread: Inside, lang: Language) -> str:
    """How many sub-areas there are, in how many areas."""
    parts, areas = len(spread.sub_areas), len(spread.division.codes)
    n, of = (number(k, lang=lang) for k in (parts, areas))
    return say(
        lang,
        f"{n} {plural(parts, 'delområde', 'delområden')} i {of} {plural(areas, 'område', 'områden')}",
        f"{n} {plural(parts, 'sub-area', 'sub-areas')} in {of} {plural(areas, 'area', 'areas')}",
    )


def standing_out_head(spread: Inside, lang: Language) -> str:
    """What the list of sub-areas that stand out is called."""
    on = say(lang, " för indexet", " on the index") if spread.sub_result is not None else ""
    return say(lang, f"Sticker ut{on}", f"Stand out{on}")


def standing_out_line(spread: Inside, lang: Language) -> str:
    """What it is to stand out."""
    decimals = 0 if spread.k == int(spread.k) else 1
    k, one = number(spread.k, decimals, lang=lang), spread.k == 1
    return say(
        lang,
        "Delområden med klart större utmaning än hela staden, i områden med liten utmaning. Klart större: "
        f"minst {k} {'standardavvikelse' if one else 'standardavvikelser'} mellan områdena. Liten: inte "
        "större än hela stadens, och inte heller än mittområdets (medianen).",
        "Sub-areas whose challenge is clearly greater than the whole city's, in areas whose challenge is "
        f"small. Clearly greater: at least {k} {'standard deviation' if one else 'standard deviations'} "
        "between areas. Small: no greater than the whole city's, nor than the middle area's (the median).",
    )


def standing_out_lines(spread: Inside, area: str, lang: Language) -> list[str]:
    """Name the sub-areas of an area that stand out."""
    rows = spread.standing_out
    lines = []
    for row in rows[rows["area"] == area].to_dict("records"):
        measure = str(row["measure"])
        value, city = (
            with_unit(float(row[column]), spread.unit(measure, lang), spread.decimals(measure), lang=lang)
            for column in ("value", "city_value")
        )
        label, sub_area = spread.label(measure, lang), named(spread, str(row["sub_area"]))
        lines.append(
            say(
                lang,
                f"Sticker ut: {sub_area}. {label} är {value} där och {city} i hela staden.",
                f"Stands out: {sub_area}. {label} is {value} there and {city} in the whole city.",
            )
        )
    return lines


def notes(spread: Inside, lang: Language, measure: str | None = None) -> list[str]:
    """What every reader must be told; about one measure, or all."""
    lines = [
        say(
            lang,
            "Varje delområde väger lika mycket som sitt underlag, till exempel antalet invånare.",
            "Every sub-area weighs as much as its base, such as the number of inhabitants.",
        )
    ]
    if measure is None:
        lines.append(
            say(
                lang,
                "p10 och p90: högst en tiondel av underlaget ligger lägre än p10, och högst en tiondel högre "
                "än p90. Spridning: hur långt från genomsnittet delområdena ligger (standardavvikelse). "
                "Mellan: hur stor del av skillnaderna som finns mellan områdena. Resten finns inom dem.",
                "p10 and p90: at most a tenth of the base lies below p10, and at most a tenth above p90. "
                "Spread: how far from the mean the sub-areas lie (standard deviation). Between: how much of "
                "the differences lies between the areas. The rest lies within them.",
            )
        )
    rows = slice(None) if measure is None else [spread.measures.index(measure)]
    lines += quality_lines(spread, lang, measure)
    small = int((spread.known & ~spread.named)[rows].any(axis=0).sum())
    if small:
        least = number(spread.minimum_base, lang=lang)
        lines.append(
            say(
                lang,
                f"{small} {plural(small, 'delområde', 'delområden')} har för någon uppgift ett underlag "
                f"under {least}. Den uppgiften visas inte.",
                f"{small} {plural(small, 'sub-area has', 'sub-areas have')} for some figure a base below "
                f"{least}. That figure is not shown.",
            )
        )
    unsure, every = int(spread.doubtful.sum()), len(spread.sub_areas)
    if unsure:
        lines.append(
            say(
                lang,
                f"Oklar områdestillhörighet: {unsure} av {every} {plural(every, 'delområde', 'delområden')}.",
                f"Unclear membership: {unsure} of {every} {plural(every, 'sub-area', 'sub-areas')}.",
            )
        )
    if spread.missing and measure is None:
        names = ", ".join(spread.label(m, lang) for m in spread.missing)
        lines.append(
            say(
                lang,
                f"Delområdena saknar uppgift om: {names}.",
                f"The sub-areas have no figures on: {names}.",
            )
        )
    return [*lines, *note_lines(spread, lang)]


def quality_lines(spread: Inside, lang: Language, measure: str | None = None) -> list[str]:
    """Name the indicators, all or those of a measure, whose figures are not official.

    A made-up city says so itself.
    """
    worst = np.where(spread.known, spread.quality, 0).max(axis=1, initial=0)
    lines = []
    for code, word in enumerate(QUALITIES):
        names = [m for m in _indicators(spread, measure) if worst[spread.measures.index(m)] == code]
        if names and word not in ("official", "made_up"):
            label = QUALITY_LABELS[word][1].in_(lang)
            listed = join([spread.label(m, lang) for m in names], lang=lang)
            extent = say(lang, "helt eller delvis", "all or some")
            lines.append(f"{label[:1].upper()}{label[1:]} ({extent}): {listed}.")
    return lines


def note_lines(spread: Inside, lang: Language) -> list[str]:
    """What the index and the statistics say to every reader."""
    own = () if spread.index is None else spread.index.notes
    return [*(note.in_(lang) for note in own), *(note_in(note, lang) for note in spread.statistics.notes)]


def _indicators(spread: Inside, measure: str | None) -> list[str]:
    """The indicators that a measure is made of; all, where none is given."""
    every = [i.id for i in spread.indicators if i.id in spread.measures]
    if measure is None or measure == "index" or spread.index is None:
        return [m for m in every if measure in (None, "index", m)]
    whole = next((d for d in spread.index.walk() if d.id == measure), None)
    inside = {leaf.id for leaf in whole.leaves()} if whole is not None else {measure}
    return [m for m in every if m in inside]


def named(spread: Inside, sub_area: str) -> str:
    """Write a sub-area's code and, where the key has one, its name."""
    name = spread.sub_name(sub_area)
    return sub_area if name == sub_area else f"{sub_area} {name}"


def some(names: list[str], lang: Language) -> str:
    """Join the first few of many names."""
    return join(names, lang=lang, most=_MOST_NAMED)


def membership_head(lang: Language) -> str:
    """What the list of sub-areas that may belong elsewhere is called."""
    return say(lang, "Oklar områdestillhörighet", "Unclear membership")


def none_line(lang: Language) -> str:
    """Say that no sub-area stands out."""
    return say(lang, "Inget delområde.", "No sub-area.")


def doubt_line(lang: Language) -> str:
    """Say what the mark beside an area means."""
    return say(lang, "? = oklar områdestillhörighet.", "? = unclear membership.")


def more_line(n: int, lang: Language) -> str:
    """Say how many more sub-areas stand out.

    Examples
    --------
    >>> more_line(1, "sv"), more_line(3, "en")
    ('… 1 delområde till …', '… 3 more sub-areas …')
    """
    return say(
        lang,
        f"… {n} {plural(n, 'delområde', 'delområden')} till …",
        f"… {n} more {plural(n, 'sub-area', 'sub-areas')} …",
    )


def under(spread: Inside, measure: str, lang: Language) -> str:
    """The period of a chart's figures, how many sub-areas there are, and what a row is."""
    period = spread.periods[spread.measures.index(measure)]
    count = f"{how_many(spread, lang)}."
    return say(
        lang,
        f"Uppgifter för {period}. {count} Varje rad går från områdets lägsta delområde till dess högsta.",
        f"Figures for {period}. {count} Each row runs from the area's lowest sub-area to its highest.",
    )


def under_map(spread: Inside, measure: str, lang: Language) -> str:
    """The period of a map's figures, how many sub-areas there are, and what the numbers are."""
    period = spread.periods[spread.measures.index(measure)]
    count, unit = f"{how_many(spread, lang)}.", apart_unit(spread, measure, lang)
    return say(
        lang,
        f"Uppgifter för {period}. {count} Talet visar hur långt från genomsnittet delområdena ligger "
        f"(standardavvikelse, {unit}).",
        f"Figures for {period}. {count} The number says how far from the mean the sub-areas lie (standard "
        f"deviation, {unit}).",
    )


def apart_unit(spread: Inside, measure: str, lang: Language) -> str:
    """The unit of a distance: what is per cent is so many percentage points apart."""
    unit = spread.unit(measure, lang)
    return say(lang, "procentenheter", "percentage points") if unit == "%" else unit


def map_key(lang: Language) -> str:
    """What a map of the spread is of."""
    return say(lang, "hur olika delområdena är", "how unlike the sub-areas are")


def alternative(areas: str, unit: str, ends: str, lang: Language) -> str:
    """Say what the chart shows."""
    return say(
        lang,
        f"Hur långt det är mellan delområdena i {areas}, i {unit}. {ends}",
        f"How far apart the sub-areas of {areas} are, in {unit}. {ends}",
    )


def no_spread(spread: Inside, measure: str, row: int, lang: Language) -> str:
    """Say of an area why a measure has no spread inside it; nothing where it has."""
    place = spread.measures.index(measure)
    if spread.unnamed[place, row]:
        return say(lang, "Alla delområden har för litet underlag.", "Every sub-area's base is too small.")
    if np.isnan(spread.marks[place, row, 0]):
        return say(lang, "Delområdena saknar uppgift.", "The sub-areas lack figures.")
    if (spread.named[place] & spread.inside(row)).sum() > 1:
        return ""
    unit, decimals = spread.unit(measure, lang), spread.decimals(measure)
    own = with_unit(spread.area_values[place, row], unit, decimals, lang=lang)
    low = f"{number(spread.marks[place, row, 0], decimals, lang=lang)}{NBSP}{unit}"
    only = named(spread, spread.sub_areas_at(measure, spread.areas[row], "lowest")[0])
    return say(
        lang,
        f"{own} i hela området. Bara {only} kan visas: {low}.",
        f"{own} in the whole area. {only} alone can be shown: {low}.",
    )
