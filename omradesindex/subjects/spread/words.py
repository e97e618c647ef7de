"""The spread inside one area, in words that a person reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index.explain import Explanation, place_of
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS
from omradesindex.wording import NBSP, Language, area_name, join, number, plural, with_unit

if TYPE_CHECKING:
    from omradesindex.subjects.spread.answer import Spread

_MOST_NAMED = 3


def explain_area(spread: Spread, area: str, lang: Language) -> Explanation:
    """See :meth:`Spread.explain`."""
    row = place_of(area, spread.areas, spread.statistics.name)
    n = int(spread.members[row].sum())
    words = {"sv": plural(n, "delområde", "delområden"), "en": plural(n, "sub-area", "sub-areas")}
    lines = [f"{area_name(area, spread.division.name_of(area))}: {n} {words[lang]}"]
    unsure = [s for s, d in zip(spread.sub_areas, spread.doubtful & spread.members[row], strict=True) if d]
    for place, measure in enumerate(spread.measures):
        lines.append(_measure(spread, measure, place, row, lang))
    out = spread.standing_out
    out = out[out["area"] == area] if row < len(spread.areas) - 1 else out[:0]
    for measure, sub, value, city in zip(
        out["measure"], out["sub_area"], out["value"], out["city_value"], strict=True
    ):
        shown, whole = (number(v, spread.decimals(measure), lang=lang) for v in (value, city))
        label = spread.label(measure, lang)
        lines.append(
            f"Sticker ut: {named(spread, sub)}, {label} {shown} (hela staden {whole})."
            if lang == "sv"
            else f"Stands out: {named(spread, sub)}, {label} {shown} (whole city {whole})."
        )
    if unsure:
        listed = some([named(spread, s) for s in unsure], lang)
        lines.append(
            f"Osäker områdestillhörighet: {listed}." if lang == "sv" else f"Doubtful membership: {listed}."
        )
    lines += [*quality_lines(spread, lang), *note_lines(spread, lang)]
    return Explanation("\n".join(lines))


def quality_lines(spread: Spread, lang: Language, measure: str | None = None) -> list[str]:
    """Name the indicators, all or those of a measure, whose figures are not official.

    A made-up city says so itself.
    """
    worst = np.where(spread.known, spread.quality, 0).max(axis=1, initial=0)
    told = []
    for code, word in enumerate(QUALITIES):
        names = [m for m in _indicators(spread, measure) if worst[spread.measures.index(m)] == code]
        if names and word not in ("official", "made_up"):
            label = QUALITY_LABELS[word][1].in_(lang)
            listed = join([spread.label(m, lang) for m in names], lang=lang)
            extent = "helt eller delvis" if lang == "sv" else "all or some"
            told.append(f"{label[:1].upper()}{label[1:]} ({extent}): {listed}.")
    return told


def note_lines(spread: Spread, lang: Language) -> list[str]:
    """What the index and the statistics say to every reader."""
    own = () if spread.index is None else spread.index.notes
    return [*(note.in_(lang) for note in own), *spread.statistics.notes]


def _indicators(spread: Spread, measure: str | None) -> list[str]:
    """The indicators that a measure is made of; all, where none is given."""
    every = [i.id for i in spread.indicators if i.id in spread.measures]
    if measure is None or measure == "index" or spread.index is None:
        return [m for m in every if measure in (None, "index", m)]
    whole = next((d for d in spread.index.walk() if d.id == measure), None)
    inside = {leaf.id for leaf in whole.leaves()} if whole is not None else {measure}
    return [m for m in every if m in inside]


def named(spread: Spread, sub_area: str) -> str:
    """Write a sub-area's code and, where the key has one, its name."""
    name = spread.sub_name(sub_area)
    return sub_area if name == sub_area else f"{sub_area} {name}"


def some(names: list[str], lang: Language) -> str:
    """Join the first few of many names."""
    left = len(names) - _MOST_NAMED
    if left <= 0:
        return join(names, lang=lang)
    return join([*names[:_MOST_NAMED], f"{left} till" if lang == "sv" else f"{left} more"], lang=lang)


def _measure(spread: Spread, measure: str, place: int, row: int, lang: Language) -> str:
    label, decimals = spread.label(measure, lang), spread.decimals(measure)
    marks = spread.marks[place, row]
    if spread.unnamed[place, row]:
        few = "alla delområden har för litet underlag.", "every sub-area's base is too small."
        return f"{label}: {few[0 if lang == 'sv' else 1]}"
    if np.isnan(marks[0]):
        return f"{label}: " + ("delområden saknar uppgift." if lang == "sv" else "sub-areas lack figures.")
    low, p10, median, p90, high = (number(v, decimals, lang=lang) for v in marks)
    unit = spread.unit(measure, lang)
    ends = []
    for mark in (0, 4):
        at = spread.at(mark)[place, row]
        ends.append(some([named(spread, spread.sub_areas[s]) for s in np.flatnonzero(at)], lang))
    own = with_unit(spread.area_values[place, row], unit, decimals, lang=lang)
    if (spread.named[place] & spread.members[row]).sum() == 1:  # one sub-area has no spread
        return (
            f"{label}: {own} i hela området; bara {ends[0]} kan visas: {low}{NBSP}{unit}."
            if lang == "sv"
            else f"{label}: {own} in the whole area; {ends[0]} alone can be shown: {low}{NBSP}{unit}."
        )
    if lang == "sv":
        return (
            f"{label}: {own} i hela området; från {low} ({ends[0]}) till {high}{NBSP}{unit} ({ends[1]}). "
            f"Median {median}, 10:e–90:e percentilen {p10}–{p90}."
        )
    return (
        f"{label}: {own} in the whole area; from {low} ({ends[0]}) to {high}{NBSP}{unit} ({ends[1]}). "
        f"Median {median}, 10th–90th percentile {p10}–{p90}."
    )
