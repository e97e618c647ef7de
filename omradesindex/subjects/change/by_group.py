"""A change by group: each group's own, and how far the gap between two groups has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from omradesindex.index import Breakdown, Index, Result
from omradesindex.index.groups.group_gaps import pairs
from omradesindex.methods.functions import hypot
from omradesindex.statistics import Statistics
from omradesindex.subjects.by_group.again import Again, again
from omradesindex.subjects.by_group.answer import ByGroup
from omradesindex.subjects.by_group.contrast import Contrast, Course, alike, judged_gap
from omradesindex.subjects.by_group.numbers import Asked, Group
from omradesindex.subjects.by_group.over_time import (
    Scores,
    measures_of,
    notes_of,
    refuse_ranks,
    scores_at,
)
from omradesindex.subjects.by_group.split import split
from omradesindex.subjects.by_group.words import UNDECIDED
from omradesindex.subjects.change.answer import Change
from omradesindex.subjects.change.numbers import Stage
from omradesindex.subjects.over_time.noise import contrast_error, errors_of
from omradesindex.subjects.over_time.sticks import one_period, when
from omradesindex.wording import Text

_FARES_WORSE = {
    "first": Text("sämre utveckling för {first}", "worse development for {first}"),
    "second": Text("sämre utveckling för {second}", "worse development for {second}"),
    **UNDECIDED,
}
_READING = Text(
    "Skillnaden är den första gruppens poäng minus den andras. Har den ändrats uppåt har villkoren "
    "utvecklats sämre för den första gruppen än för den andra.",
    "The gap is the first group's score minus the second's. Where it has moved upwards conditions have "
    "developed worse for the first group than for the second.",
)


def change_by_group(total: Change, by: str | Sequence[str], *, tolerance: float) -> ByGroup[Change]:
    """Ask of each group what has been asked of everybody, stage by stage; see :func:`omradesindex.change`."""
    refuse_ranks(total.by_rank)
    names = _names(total.stages)
    broken = split(dict(zip(names, (s.result for s in total.stages), strict=True)), by, tolerance=tolerance)
    held = [broken[name] for name in names]
    latest = held[-1]
    answers = {group: _of(total, [b[group] for b in held]) for group in latest.groups}
    before, after = when(total.start), when(total.after)
    asked = Asked(
        file="forandring",
        title=Text(f"Förändring {before}–{after}", f"Change {before}–{after}"),
        each=Text("förändring", "change"),
        gap=Text("skillnadens förändring", "the gap's change"),
        fares_worse=_FARES_WORSE,
        measures=measures_of(total, latest),
        notes=(_READING, *notes_of(answers)),
        times=(before, after) if before != after else (f"{before} ", after),
    )
    return ByGroup(
        breakdown=latest,
        areas=total.areas,
        answers=answers,
        total=_of(total, [b.total for b in held]),
        contrasts=_contrasts(total, answers, latest),
        asked=asked,
        again=_again(total, held, by, tolerance),
    )


def _again(
    total: Change, held: Sequence[Breakdown], by: str | Sequence[str], tolerance: float
) -> Again | None:
    """How to ask the same of other figures: of two periods of one definition, without stages between."""
    periods = [one_period(result) for result in (total.before, total.after)]
    if len(total.stages) > 2 or None in periods or total.before.index != total.after.index:
        return None
    options = {"level": total.level, "against": total.against, "correlation": total.correlation}
    options["dependence"] = total.dependence
    return again(
        held,
        partial(
            _anew,
            index=total.after.index,
            periods=periods,
            of_part=total.after.partial,
            options={**options, "by": by, "tolerance": tolerance},
        ),
    )


def _anew(
    statistics: Statistics,
    *,
    index: Index,
    periods: Sequence[str | None],
    of_part: bool,
    options: Mapping[str, Any],
) -> ByGroup[Change]:
    from omradesindex.subjects.change.change import change

    before = index.compute(statistics, period=periods[0], partial=of_part)
    after = index.compute(statistics, period=periods[1], reference=before, partial=of_part)
    answer: ByGroup[Change] = change(before, after, **options)
    return answer


def _names(stages: Sequence[Stage]) -> list[str]:
    """Tell the stages apart: by period, and by cause where two are of one."""
    periods = [when(stage.result) for stage in stages]
    return [
        period if periods.count(period) == 1 else f"{period}, {stage.cause}"
        for stage, period in zip(stages, periods, strict=True)
    ]


def _of(total: Change, results: Sequence[Result]) -> Change:
    """The same change, of other results: those of a group, or of everybody on the common indicators."""
    stages = tuple(Stage(s.cause, result) for s, result in zip(total.stages, results, strict=True))
    return Change(
        results=(results[0], results[-1]),
        areas=total.areas,
        errors=tuple(errors_of(result, None, total.dependence) for result in results[-2:]),
        stick=total.stick,
        by_rank=False,
        against=total.against,
        level=total.level,
        correlation=total.correlation,
        dependence=total.dependence,
        stages=stages,
    )


def _contrasts(total: Change, answers: Mapping[Group, Change], latest: Breakdown) -> tuple[Contrast, ...]:
    scores = {
        group: scores_at((own.start, own.after), own.errors, own.columns, own.areas, own.against)
        for group, own in answers.items()
    }
    signs = np.array([-1.0, 1.0])[:, None, None]
    contrasts = []
    for pair in pairs(latest.by, latest.groups):
        two: tuple[Scores, Scores] = scores[pair.first], scores[pair.second]
        first, second = (own.values[1] - own.values[0] for own in two)
        error = hypot(*(contrast_error(signs, own.errors, total.correlation) for own in two))
        # Figures of one time have not changed over time, and of other money nobody knows.
        error = np.where(total.priced & bool(total.newer), error, np.nan)
        gap = np.where(alike(latest, pair, total.columns), first - second, np.nan)
        judged = judged_gap(gap, error, level=total.level)
        apart = two[0].beside(two[1])
        contrasts.append(Contrast.of(pair, first, second, gap, judged, Course(*apart)))
    return tuple(contrasts)
