"""What a study did not try, in words: levels that are another level again, proposals without figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from omradesindex.subjects.compare.seen import lacks_figures, new_figures, replaced_by_nothing
from omradesindex.subjects.compare.words import new_line, no_figures_line, replaced_line
from omradesindex.subjects.robustness.labels import level_name, upper
from omradesindex.wording import Language, join, plural, say

if TYPE_CHECKING:
    from omradesindex.subjects.robustness.problem import Factor
    from omradesindex.subjects.robustness.study import Study


def untried_line(study: Study, lang: Language) -> str:
    """Say that nothing can be said, where nothing that was to vary changes a score."""
    if study.tried:
        return ""
    return say(
        lang,
        "Inget av det som skulle varieras ändrar någon poäng. Därför går det inte att säga hur långt "
        "slutsatsen håller.",
        "Nothing that was to vary changes any score. Therefore how far the conclusion holds cannot be said.",
    )


def copy_lines(study: Study, lang: Language) -> list[str]:
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
    empty = {own.id: own for own in study.varied.empty}
    return [*lines, _new_line(study, lang), no_figures_line(study.base.index, empty, lang)]


def _hidden(study: Study, level: str, twin: str) -> bool:
    """Whether a set comes to the index itself because what sets them apart has no figures."""
    indices = {own.id: own for own in study.varied.sets}
    return twin == study.base.index.id and lacks_figures(indices[level], indices[twin], _figures(study))


def _figures(study: Study) -> set[str]:
    return {name for candidates in study.problem.sets for name in candidates.figures}


def _hidden_line(levels: Sequence[str], twin: str, lang: Language) -> str:
    names, n = join(levels, lang=lang), len(levels)
    return say(
        lang,
        f"{names} ger samma poäng som {twin}, eftersom det som skiljer dem åt saknar uppgifter. Det säger "
        f"inget om {plural(n, 'förslaget', 'förslagen')}. Vi räknar inte med {plural(n, 'det', 'dem')}.",
        f"{names} {plural(n, 'gives', 'give')} the same scores as {twin}, as what differs between them has "
        f"no figures. That says nothing about the {plural(n, 'proposal', 'proposals')}. We do not count "
        f"{plural(n, 'it', 'them')}.",
    )


def _same_line(factor: Factor, levels: Sequence[str], twin: str, lang: Language) -> str:
    names = join([level_name(factor.name, level, lang) for level in levels], lang=lang)
    other = level_name(factor.name, twin, lang)
    label, n = upper(factor.label.in_(lang)), len(levels)
    return say(
        lang,
        f"{label}: {names} ger här samma poäng som {other} och räknas inte igen.",
        f"{label}: here {names} {plural(n, 'gives', 'give')} the same scores as {other} and "
        f"{plural(n, 'is', 'are')} not counted again.",
    )


def _idle_line(factor: Factor, lang: Language) -> str:
    return say(
        lang,
        f"Vi skulle också ha varierat {factor.label.sv}, men det ändrar inga poäng här.",
        f"We were also to vary {factor.label.en}, but that changes no scores here.",
    )


def _new_line(study: Study, lang: Language) -> str:
    """Say how much of the proposals shows, as a comparison of the sets does."""
    drawn = {study.varied.sets[k].id: study.varied.sets[k] for k in study.problem.active["set"]}
    figures, base = _figures(study), study.base.index
    counts = {name: new_figures(base, own, figures) for name, own in drawn.items() if name != base.id}
    replaced = {name: replaced_by_nothing(base, own, figures) for name, own in drawn.items()}
    return " ".join(filter(None, (new_line(counts, lang), replaced_line(replaced, lang))))
