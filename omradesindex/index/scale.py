"""How a result's scores are read: what their zero point is, how long a point is, which way they count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index.compute import WITHOUT_NOISE
from omradesindex.index.once import once
from omradesindex.methods import find_methods
from omradesindex.methods.equal import same
from omradesindex.periods import Calendar
from omradesindex.wording import Language, exact_decimals, join, number, say

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored


@once
def scale_line(result: Scored, lang: Language) -> str:
    """Say how a score is read: what the zero point is, how long a point is, and which way it counts."""
    sentences = [_points(result, lang), _aggregation(result, lang), _stick(result, lang)]
    return " ".join(sentence for sentence in sentences if sentence)


def _points(result: Scored, lang: Language) -> str:
    methods = result.index.methods
    zero, points = _plain(methods.zero, lang), _plain(methods.points, lang)
    higher = say(lang, "högre är större utmaning", "higher is a greater challenge")
    name = methods.name_of("normalise")
    if name == "z_score":
        if methods.centre == "whole":
            centre = say(lang, "hela staden", "the whole city")
        else:
            centre = say(lang, "områdenas medelvärde", "the mean of the areas")
        if result.reference.fitted.choice.options.get("spread") == WITHOUT_NOISE:
            return say(
                lang,
                f"{zero} är {centre}, {points} poäng är en standardavvikelse mellan områdena när "
                f"slumpens del är borträknad, {higher}.",
                f"{zero} is {centre}, {points} points are one standard deviation between areas without what "
                f"is noise, {higher}.",
            )
        return say(
            lang,
            f"{zero} är {centre}, {points} poäng är en standardavvikelse mellan områdena, {higher}.",
            f"{zero} is {centre}, {points} points are one standard deviation between areas, {higher}.",
        )
    if name == "min_max" and not isinstance(methods.normalise, Mapping):
        top = _plain(methods.zero + methods.points, lang)
        return say(
            lang,
            f"Varje indikator går från {zero} (minst utmaning bland områdena) till {top} (störst); {higher}.",
            f"Each indicator runs from {zero} (smallest challenge among the areas) to {top} (greatest); "
            f"{higher}.",
        )
    method = find_methods("normalise").get(name)
    how = name if method is None else say(lang, method.sv, method.en)
    return say(lang, f"Indikatorerna är normaliserade: {how}; {higher}.", f"Normalised: {how}; {higher}.")


def _aggregation(result: Scored, lang: Language) -> str:
    """How parts are brought together, where it is not by arithmetic means throughout."""
    if result.index.additive:
        return ""
    methods = find_methods("aggregate")
    names = dict.fromkeys(
        result.index.methods.name_of("aggregate", level.id) for level in result.index.levels
    )
    ways = [
        f"{say(lang, methods[name].sv, methods[name].en).partition(':')[0]} ({name})"
        if name in methods
        else name
        for name in names
    ]
    return f"{say(lang, 'Sammanvägning', 'Aggregation')}: {join(ways, lang=lang)}."


def _stick(result: Scored, lang: Language) -> str:
    """Whose the stick is, where it was not learnt from these very figures."""
    stick = result.reference
    alike = stick.name == result.statistics.name and stick.periods == result.measured.periods
    if alike and not _of_other_figures(result):
        return ""
    when = ", ".join(Calendar(filter(None, stick.periods)).in_order())
    other = say(lang, ", med andra uppgifter än de här", ", with other figures than these") if alike else ""
    return say(lang, f"Måttstock: {stick.name} {when}{other}.", f"Measured by {stick.name} {when}{other}.")


def _of_other_figures(result: Scored) -> bool:
    """Whether the stick was learnt from other figures than these, which are of everybody."""
    figures, values = result.reference.figures, result.measured.values
    total = result.statistics.total
    if figures is None or any(b.group != total for blocks in result.measured.used for b in blocks):
        return False
    if figures.shape != values.shape:
        return True
    return not bool((same(figures, values) | (np.isnan(figures) & np.isnan(values))).all())


def _plain(value: float, lang: Language) -> str:
    """Write a number of a definition with the decimals that it has."""
    return number(value, exact_decimals([value]), lang=lang)
