"""What makes a score, in words that a person reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.index.caveats import caveats
from omradesindex.index.decimals import score_decimals
from omradesindex.methods import find_methods
from omradesindex.methods.equal import same
from omradesindex.periods import Calendar
from omradesindex.plaintext import plain
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS
from omradesindex.wording import Language, area_name, exact_decimals, join, number, with_unit

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.scored import Scored


class Explanation(str):
    """A text of several lines that shows as such in a notebook."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def place_of(area: str, areas: Sequence[str], where: str) -> int:
    """Return the position of an area among the areas.

    Raises
    ------
    ComputeError
        Unknown area; the nearest is suggested.
    """
    wanted = area if area in areas or not isinstance(area, str) else plain(area)
    if wanted not in areas:
        raise ComputeError(
            f"the area {area!r} is unknown{did_you_mean(str(area), areas)}",
            where=where,
            expected=f"one of {listing(areas, 20)}",
            remedy="give one of the codes, as text",
        )
    return list(areas).index(wanted)


def _plain(value: float, lang: Language) -> str:
    """Write a number of a definition with the decimals that it has."""
    return number(value, exact_decimals([value]), lang=lang)


def scale_line(result: Scored, lang: Language = "sv") -> str:
    """Say how a score is read: what the zero point is, how long a point is, and which way it counts."""
    methods, stick = result.index.methods, result.reference
    sv = lang == "sv"
    zero, points = (_plain(value, lang) for value in (methods.zero, methods.points))
    higher = "högre är större utmaning" if sv else "higher is a greater challenge"
    if methods.name_of("normalise") == "z_score":
        if methods.centre == "whole":
            centre = "hela staden" if sv else "the whole city"
        else:
            centre = "områdenas medelvärde" if sv else "the mean of the areas"
        text = (
            f"{zero} är {centre}, {points} poäng är en standardavvikelse mellan områdena, {higher}."
            if sv
            else f"{zero} is {centre}, {points} points are one standard deviation between areas, {higher}."
        )
    elif methods.name_of("normalise") == "min_max" and not isinstance(methods.normalise, Mapping):
        low, high = zero, _plain(methods.zero + methods.points, lang)
        text = (
            f"Varje indikator går från {low} (minst utmaning bland områdena) till {high} (störst); {higher}."
            if sv
            else f"Each indicator runs from {low} (smallest challenge among the areas) to {high} (greatest); "
            f"{higher}."
        )
    else:
        method = find_methods("normalise").get(methods.name_of("normalise"))
        how = methods.name_of("normalise") if method is None else (method.sv if sv else method.en)
        text = f"Indikatorerna är normaliserade: {how}; {higher}." if sv else f"Normalised: {how}; {higher}."
    if not result.index.additive:
        known = find_methods("aggregate")
        used = dict.fromkeys(methods.name_of("aggregate", level.id) for level in result.index.levels)
        said = [
            f"{(known[n].sv if sv else known[n].en).partition(':')[0]} ({n})" if n in known else n
            for n in used
        ]
        text += f" {'Sammanvägning' if sv else 'Aggregation'}: {join(said, lang=lang)}."
    alike = stick.name == result.statistics.name and stick.periods == result.measured.periods
    if not alike or _of_other_figures(result):
        when = ", ".join(Calendar(filter(None, stick.periods)).in_order())
        text += f" Måttstock: {stick.name} {when}" if sv else f" Measured by {stick.name} {when}"
        if alike:
            text += ", med andra uppgifter än de här" if sv else ", with other figures than these"
        text += "."
    return text


def _of_other_figures(result: Scored) -> bool:
    """Whether the stick was learnt from other figures than these, which are of everybody."""
    figures, values = result.reference.figures, result.measured.values
    total = result.statistics.total
    if figures is None or any(b.group != total for blocks in result.measured.used for b in blocks):
        return False
    if figures.shape != values.shape:
        return True
    return not bool((same(figures, values) | (np.isnan(figures) & np.isnan(values))).all())


def explain(result: Scored, place: int, lang: Language) -> Explanation:
    """See :meth:`Result.explain`."""
    sv = lang == "sv"
    code = result.areas[place]
    lines = [area_name(code, result.statistics.name_of(code)), ""]
    scores, ranks = result.scores.iloc[place], result.ranks.iloc[place]
    if np.isnan(scores["index"]):
        lines.append(_no_index(result, scores, lang))
    else:
        rank, n = int(ranks["index"]), int(result.ranks["index"].notna().sum())
        tied = int((result.ranks["index"] == rank).sum()) > 1
        place_text = (
            f"plats {rank}{' (delad)' if tied else ''} av {n}, där 1 är störst utmaning"
            if sv
            else f"rank {rank}{' (shared)' if tied else ''} of {n}, where 1 is the greatest challenge"
        )
        lines.append(f"Index {number(scores['index'], score_decimals(result), lang=lang)}: {place_text}.")
    # Without an index there are still dimensions and distances to read.
    lines.append(scale_line(result, lang))
    if result.partial:
        lines.append(
            "Delvis beräknat: det som saknar uppgifter är utelämnat."
            if sv
            else "Partly computed: what has no figures is left out."
        )
    lines += ["", "Dimensioner" if sv else "Dimensions"]
    for dimension in result.index.walk():
        score = scores[dimension.id]
        decimals = score_decimals(result, dimension.id)
        shown = number(score, decimals, lang=lang) if not np.isnan(score) else "saknas" if sv else "missing"
        lines.append(f"  {dimension.label.in_(lang)}: {shown}")
    lines += ["", *_indicator_lines(result, place, lang), "", *caveats(result, lang)]
    return Explanation("\n".join(lines))


def _no_index(result: Scored, scores: pd.Series[float], lang: Language) -> str:
    """Say that an area has no index, and which dimensions it lacks."""
    lacking = [d.label.in_(lang) for d in result.index.dimensions if np.isnan(scores[d.id])]
    if not lacking:
        return "Index saknas." if lang == "sv" else "No index."
    names = join(lacking, lang=lang)
    if lang == "sv":
        return f"Index saknas, eftersom {names} inte kan beräknas."
    return f"No index, because {names} cannot be computed."


def _indicator_lines(result: Scored, place: int, lang: Language) -> list[str]:
    """List the indicators, those that raise the score first."""
    sv = lang == "sv"
    members = result.index.members
    values, city = result.measured.values[place], result.measured.values[-1]
    distance = np.nan_to_num(result.index.methods.points * result.normalised[place], nan=0.0)
    additive = result.index.additive and not np.isnan(result.level_scores["index"][place])
    parts = result.contributions.iloc[place].to_numpy() if additive else distance
    head = (
        (
            "Indikatorer, efter hur mycket de höjer eller sänker index (poäng)"
            if additive
            else "Indikatorer, avstånd till staden (poäng)"
        )
        if sv
        else (
            "Indicators, by how much they raise or lower the index (points)"
            if additive
            else "Indicators, distance from the city (points)"
        )
    )
    lines, decimals = [head], score_decimals(result)
    the_city = "hela staden" if sv else "whole city"
    for j in np.argsort(-parts, kind="stable"):
        indicator = members[j].indicator
        if np.isnan(values[j]):
            continue
        kind = QUALITIES[result.measured.quality[place, j]]
        mark = "" if kind == "official" else f" [{QUALITY_LABELS[kind][0].in_(lang)}]"
        lines.append(
            f"  {number(parts[j], decimals, lang=lang, sign=True)}  {indicator.label.in_(lang)}: "
            f"{with_unit(values[j], indicator.unit, indicator.decimals, lang=lang)} "
            f"({the_city} {with_unit(city[j], indicator.unit, indicator.decimals, lang=lang)}){mark}"
        )
    lacking = [members[j].indicator.label.in_(lang) for j in np.flatnonzero(np.isnan(values))]
    if lacking:
        lines.append(f"  {'Saknas' if sv else 'Missing'}: {join(lacking, lang=lang)}")
    return lines
