"""How a result's scores are read: what they are counted from, which way they go, and how far areas differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import isnan
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.index.compute import WITHOUT_NOISE
from omradesindex.index.decimals import score_decimals
from omradesindex.index.once import once
from omradesindex.index.stick import city_level, city_scores, counted_from, is_own, whose_figures
from omradesindex.index.words_methods import levels_said, points_said, together_line
from omradesindex.methods.equal import reaches, same
from omradesindex.methods.options import NOTHING
from omradesindex.wording import Language, Text, capital, exact_decimals, number, rounded, say

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored

# The band around the city that is told of holds so large a share of the areas, and its half is such a number.
_MOST_OF_THEM = 2 / 3
_ROUND = (1, 2, 5)
# Of fewer areas, the lowest and the highest are told.
_FEW = 5
_HARDER = Text("svårare villkor", "harder conditions")


@once
def scale_line(result: Scored, lang: Language, column: str = "index") -> str:
    """Say how a score is read, and how far the areas lie apart at hand: the key of a table, a map, a figure.

    Parameters
    ----------
    result : Scored
    lang : {"sv", "en"}
    column : str
        ``index``, or the dimension or the indicator that is shown.
    """
    sentences = [_key(result, lang), _now(result, lang, column), _apart(result, lang, column)]
    return _joined([*sentences, together_line(result, lang), _stick(result, lang)])


def key_line(result: Scored, lang: Language) -> str:
    """Say how a score is read, and nothing of how far areas lie apart: where several results are shown."""
    return _joined([_key(result, lang), together_line(result, lang), _stick(result, lang)])


def _joined(sentences: Iterable[str]) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _key(result: Scored, lang: Language) -> str:
    """What the middle of the scale is and which way it counts; where there is none, how values are scaled."""
    methods = result.index.methods
    level, harder = city_level(result), _HARDER.in_(lang)
    if not isnan(level):
        whom = counted_from_city(result, lang)
    elif counted_from(result).kind == "areas" and result.index.additive:
        level, whom = methods.zero, mean_of_areas(result, lang)
    else:
        return f"{_scaled(result, lang)} {say(lang, f'Högre: {harder}.', f'Higher: {harder}.')}"
    points = _plain(level, lang)
    return say(
        lang,
        f"{points} är som {whom}. Över {points}: {harder}. Under {points}: bättre.",
        f"{points} is like {whom}. Above {points}: {harder}. Below {points}: better.",
    )


def _scaled(result: Scored, lang: Language) -> str:
    """How an indicator's values became points, where the scale has no middle."""
    methods = result.index.methods
    name, when = methods.name_of("normalise"), learnt_year(result)
    if name == "min_max" and not isinstance(methods.normalise, Mapping):
        zero, top = _plain(methods.zero, lang), _plain(methods.zero + methods.points, lang)
        return say(
            lang,
            f"Så ges poäng i en indikator: minst utmaning{when} ger {zero} och störst {top}.",
            f"So an indicator gives points: the least challenge{when} gives {zero}, the most {top}.",
        )
    how = points_said(name, lang)
    return say(lang, f"Så ges poäng: {how}.", f"So points are given: {how}.")


def _now(result: Scored, lang: Language, column: str) -> str:
    """Where the city itself stands in its own figures, where the stick is another year's."""
    level = city_level(result)
    if is_own(result) or result.group is not None or isnan(level) or column not in result.columns:
        return ""
    own = float(city_scores(result)[result.columns.index(column)])
    if isnan(own) or same(own, level):
        return ""
    shown = number(own, score_decimals(result, column), lang=lang)
    whom, when = city_name(result, lang), year_of(result.measured.periods)
    return say(
        lang, f"{capital(whom)}{when} har {shown}.", f"{capital(whom)}{when and f' in{when}'} has {shown}."
    )


def _apart(result: Scored, lang: Language, column: str) -> str:
    """How far the areas lie apart at hand."""
    if column not in result.columns:
        return _of_indicator(result, lang, column)
    decimals = score_decimals(result, column)
    scores = [rounded(s, decimals) for s in result.level_scores[column] if not isnan(s)]
    n, level = len(scores), city_level(result)
    if n < 2:
        return ""
    every = number(n, lang=lang)
    low, high, held = min(scores), max(scores), n
    if low == high:
        shown = number(low, decimals, lang=lang)
        return say(lang, f"Alla {every} områden har {shown}.", f"All {every} areas have {shown}.")
    if not isnan(level) and n >= _FEW:
        low, high, held = _band(scores, level)
        decimals = exact_decimals([low, high])
    a, b = (number(end, decimals, lang=lang) for end in (low, high))
    if held < n:
        return say(
            lang,
            f"{number(held, lang=lang)} av {every} områden ligger mellan {a} och {b}.",
            f"{number(held, lang=lang)} of {every} areas lie between {a} and {b}.",
        )
    if n == 2:
        return say(lang, f"De båda områdena har {a} och {b}.", f"The two areas have {a} and {b}.")
    return say(
        lang,
        f"Alla {every} områden ligger mellan {a} och {b}.",
        f"All {every} areas lie between {a} and {b}.",
    )


def _band(scores: list[float], level: float) -> tuple[float, float, int]:
    """The narrowest band of round numbers around the city that holds most areas, and how many it holds."""
    away = np.abs(np.array(scores) - level)
    needed = float(away.max())
    # The exponent as it is written: a logarithm's last digit is the processor's.
    exponent = int(f"{needed:.17e}".partition("e")[2])
    halves = [float(f"{step}e{power}") for power in range(exponent - 2, exponent + 2) for step in _ROUND]
    for half in halves:
        held = int(reaches(half, away, abs(level)).sum())
        if held >= _MOST_OF_THEM * len(scores):
            return level - half, level + half, held
    raise AssertionError("the last band holds all")  # its half is more than the farthest


def _of_indicator(result: Scored, lang: Language, column: str) -> str:
    """How long a point of an indicator is, where ten are a standard deviation between areas."""
    place = [member.id for member in result.index.members].index(column)
    points = result.index.methods.points
    spread = _spread(points * result.normalised[:-1, place], result)
    shown = _plain(points, lang)
    if result.reference.fitted.choice.options.get("spread") == WITHOUT_NOISE:
        return say(
            lang,
            f"{shown} poäng är en standardavvikelse mellan områdena, när slumpens del är borträknad.",
            f"{shown} points are one standard deviation between areas, without what is chance.",
        )
    if isnan(spread) or not same(spread, points, points):
        return ""
    return say(
        lang,
        f"{shown} poäng är en standardavvikelse mellan områdena i den här indikatorn.",
        f"{shown} points are one standard deviation between the areas in this indicator.",
    )


@once
def spread_line(result: Scored, lang: Language) -> str:
    """Say the standard deviation between areas of the index, of the dimensions and of the indicators."""
    index, *dimensions = (
        _shown_spread([result.level_scores[column]], score_decimals(result, column), result, lang)
        for column in result.columns
    )
    several = _shown_spread(
        [result.level_scores[column] for column in result.columns[1:]], score_decimals(result), result, lang
    )
    each = _shown_spread(
        list(result.index.methods.points * result.normalised[:-1].T), score_decimals(result), result, lang
    )
    if not index:
        return ""
    told = [
        say(
            lang,
            f"Standardavvikelsen mellan områdena är {index} poäng för indexet.",
            f"The standard deviation between areas is {index} points for the index.",
        )
    ]
    if several and len(dimensions) > 1:
        told.append(say(lang, f"För en dimension är den {several}.", f"For a dimension it is {several}."))
    if each and len(result.index.members) > 1:
        told.append(say(lang, f"För en indikator är den {each}.", f"For an indicator it is {each}."))
    return " ".join(told)


def _shown_spread(
    columns: Iterable[NDArray[np.float64]], decimals: int, result: Scored, lang: Language
) -> str:
    """The standard deviations of some columns: one number, or from the smallest to the largest."""
    known = [s for s in (_spread(column, result) for column in columns) if not isnan(s)]
    if not known:
        return ""
    ends = dict.fromkeys(number(end, decimals, lang=lang) for end in (min(known), max(known)))
    return "\N{EN DASH}".join(ends)


def _spread(values: NDArray[np.float64], result: Scored) -> float:
    known, ddof = values[~np.isnan(values)], result.index.methods.ddof
    return float(np.std(known, ddof=ddof)) if known.size > max(ddof, 1) else float("nan")


def once_more_line(result: Scored, lang: Language) -> str:
    """Say how the points are measured once more when they are made, and whether they are rounded."""
    methods, levels = result.index.methods, result.index.levels
    among = [level.id for level in levels]
    where: dict[str, list[str]] = {}
    for one in among:
        where.setdefault(methods.name_of("rescale", one), []).append(one)
    told = []
    for name, ids in where.items():
        if name == NOTHING:
            continue
        way = points_said(name, lang)
        of = "" if ids == among else levels_said(ids, among, result, lang)
        told.append(
            say(
                lang,
                f"Sedan räknas poängen om{of and f' i {of}'}: {way}.",
                f"The points are then measured once more{of and f' in {of}'}: {way}.",
            )
        )
    if any(level.decimals is not None for level in levels):
        told.append(say(lang, "Poängen avrundas.", "The points are rounded."))
    return _joined(told)


def _stick(result: Scored, lang: Language) -> str:
    """Whose the stick is, where that is not said with the city already."""
    stick = result.reference
    if is_own(result) or not isnan(city_level(result)):
        return ""
    return say(
        lang,
        f"Måttstock: {stick.name.removesuffix(learnt_year(result))}{learnt_year(result)}.",
        f"Measured by {stick.name.removesuffix(learnt_year(result))}{learnt_year(result)}.",
    )


# -- whom points are counted from ---------------------------------------------------------------------------


def city_name(result: Scored, lang: Language) -> str:
    """``hela Malmö``, or ``alla områden tillsammans`` where nothing says its name."""
    return say(lang, *result.statistics.speech.together.whole)


def counted_from_city(result: Scored, lang: Language) -> str:
    """``hela Malmö``, or of another year's stick ``hela Malmö 2020``."""
    stick = result.reference
    if is_own(result):
        return city_name(result, lang)
    if stick.name != whose_figures(result):
        named = f"{stick.name.removesuffix(stick_year(result))}{stick_year(result)}"
        return say(lang, f"helheten i måttstocken ({named})", f"the whole of the stick ({named})")
    year = stick_year(result)
    if stick.periods == result.measured.periods:
        revised = say(lang, " enligt måttstockens uppgifter", " in the figures of the stick")
        return f"{city_name(result, lang)}{year}{revised}"
    return f"{city_name(result, lang)}{say(lang, year, year and f' in{year}')}"


def mean_of_areas(result: Scored, lang: Language) -> str:
    """``områdenas medelvärde``, or of another year's stick with its year."""
    year = learnt_year(result)
    return say(lang, f"områdenas medelvärde{year}", f"the mean of the areas{year and f' in{year}'}")


def stick_year(result: Scored) -> str:
    """The commonest period of the stick, after a space; nothing where it was made of these figures."""
    return "" if is_own(result) else year_of(result.reference.periods)


def learnt_year(result: Scored) -> str:
    """The year that the stick was learnt from, or the span of several, after a space."""
    several = result.reference.years
    return f" {several}" if several else stick_year(result)


def year_of(periods: Iterable[str]) -> str:
    """The commonest of some periods, after a space."""
    count = Counter(period for period in periods if period)
    return f" {count.most_common(1)[0][0]}" if count else ""


def _plain(value: float, lang: Language) -> str:
    """Write a number of a definition with the decimals that it has."""
    return number(value, exact_decimals([value]), lang=lang)
