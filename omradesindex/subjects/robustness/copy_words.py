"""What a study did not try, in words: levels that are another level again, proposals without figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from omradesindex.subjects.compare.seen import (
    empty_line,
    lacks_figures,
    new_figures,
    new_line,
    replaced_by_nothing,
    replaced_line,
)
from omradesindex.subjects.robustness.naming import level_name
from omradesindex.wording import Language, join

if TYPE_CHECKING:
    from omradesindex.subjects.robustness.answer import Robustness
    from omradesindex.subjects.robustness.problem import Factor


def untried_line(study: Robustness, lang: Language) -> str:
    """Say that nothing can be said, where nothing that was to vary changes a score."""
    if study.tried:
        return ""
    return (
        "Inget av det som skulle varieras ändrar någon poäng, så det går inte att säga hur långt slutsatsen "
        "håller."
        if lang == "sv"
        else "Nothing that was to vary changes any score, so how far the conclusion holds cannot be said."
    )


def copy_lines(study: Robustness, lang: Language) -> list[str]:
    """Name the levels that are not counted, being another level again, and the factors that do nothing."""
    lines = list[str]()
    for factor in (*study.problem.factors, *study.problem.idle):
        by_twin: dict[str, list[str]] = {}
        for level, twin in factor.copies.items():
            by_twin.setdefault(twin, []).append(level)
        for twin, levels in by_twin.items():
            hidden = [level for level in levels if factor.name == "set" and _hidden(study, level, twin)]
            lines += [_hidden_line(hidden, twin, lang)] if hidden else []
            same = [level for level in levels if level not in hidden]
            lines += [_same_line(factor, same, twin, lang)] if same else []
        if not factor.copies and factor in study.problem.idle:
            lines.append(_idle_line(factor, lang))
    empty = {own.id: len(own.indicators) for own in study.varied.empty}
    return [*lines, _new_line(study, lang), empty_line(empty, lang)]


def _hidden(study: Robustness, level: str, twin: str) -> bool:
    """Whether two sets come to the same because what sets them apart has no figures."""
    indices = {own.id: own for own in study.varied.sets}
    return lacks_figures(indices[level], indices[twin], _figures(study))


def _figures(study: Robustness) -> set[str]:
    return {name for candidates in study.problem.sets for name in candidates.figures}


def _hidden_line(levels: Sequence[str], twin: str, lang: Language) -> str:
    names, one = join(levels, lang=lang), len(levels) == 1
    if lang == "sv":
        about, which = ("förslaget", "den") if one else ("förslagen", "de")
        return (
            f"{names} ger samma poäng som {twin}, eftersom det som skiljer dem åt saknar uppgifter. "
            f"Det säger inget om {about}, och {which} räknas inte med."
        )
    give, about, which = ("gives", "proposal", "it is") if one else ("give", "proposals", "they are")
    return (
        f"{names} {give} the same scores as {twin}, because what sets them apart has no figures. That says "
        f"nothing about the {about}, and {which} not counted."
    )


def _same_line(factor: Factor, levels: Sequence[str], twin: str, lang: Language) -> str:
    names = join([level_name(factor.name, level, lang) for level in levels], lang=lang)
    other = level_name(factor.name, twin, lang)
    if lang == "sv":
        label = factor.label.sv[:1].upper() + factor.label.sv[1:]
        return f"{label}: {names} ger samma poäng som {other} på de här uppgifterna och räknas inte igen."
    label = factor.label.en[:1].upper() + factor.label.en[1:]
    give, are = ("gives", "is") if len(levels) == 1 else ("give", "are")
    return f"{label}: {names} {give} the same scores as {other} on these figures and {are} not counted again."


def _idle_line(factor: Factor, lang: Language) -> str:
    if lang == "sv":
        return f"Skulle också varieras men ändrar ingen poäng på de här uppgifterna: {factor.label.sv}."
    return f"Was to vary too but changes no score on these figures: {factor.label.en}."


def _new_line(study: Robustness, lang: Language) -> str:
    """Say how much of the proposals shows, as a comparison of the sets does."""
    drawn = {study.varied.sets[k].id: study.varied.sets[k] for k in study.problem.active["set"]}
    figures, base = _figures(study), study.base.index
    counts = {name: new_figures(base, own, figures) for name, own in drawn.items() if name != base.id}
    replaced = {name: replaced_by_nothing(base, own, figures) for name, own in drawn.items()}
    return " ".join(filter(None, (new_line(counts, lang), replaced_line(replaced, lang))))
