"""A comparison by group: which sets move which areas in each group, and which group each set puts worse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from omradesindex.errors import ComputeError, listing
from omradesindex.frozen import Frozen
from omradesindex.index import Breakdown, Index
from omradesindex.index.decimals import score_decimals
from omradesindex.index.groups.group_gaps import pairs
from omradesindex.statistics import Statistics
from omradesindex.subjects.by_group.again import again
from omradesindex.subjects.by_group.answer import ByGroup
from omradesindex.subjects.by_group.answered import (
    lacking_index,
    refuse_fewer_than_two,
    unanswered,
    without,
)
from omradesindex.subjects.by_group.contrast import Contrast, alike, judged_gap
from omradesindex.subjects.by_group.numbers import Asked, Group, Measure
from omradesindex.subjects.by_group.over_time import POINTS, Scores, scores_at
from omradesindex.subjects.by_group.split import split
from omradesindex.subjects.by_group.words import INDEPENDENT, UNDECIDED, all_at_once
from omradesindex.subjects.compare.answer import Comparison
from omradesindex.subjects.compare.page import changes
from omradesindex.subjects.compare.seen import says_nothing
from omradesindex.subjects.compare.words import GAP_NOTE, NO_AREA, disagreed_line, first_lines
from omradesindex.subjects.over_time.noise import errors_of
from omradesindex.subjects.over_time.sticks import one_period
from omradesindex.wording import Language, Text, area_name

_LEVEL = 0.95
#: Indices that there must be for one to be held against another.
_FEWEST_SETS = 2
_FARES_WORSE = {
    "first": Text("större utmaning för {first}", "greater challenge for {first}"),
    "second": Text("större utmaning för {second}", "greater challenge for {second}"),
    **UNDECIDED,
}


def compare_by_group(
    total: Comparison, by: str | Sequence[str], *, of_part: bool, tolerance: float
) -> ByGroup[Comparison]:
    """Hold the indices against each other in each group; see :func:`omradesindex.compare`."""
    everything = split({total.everything.index.id: total.everything}, by, tolerance=tolerance)
    latest = next(iter(everything.values()))
    if not of_part:
        _refuse_gaps(total, latest)
    base = total.results[total.base].index
    empty = {
        name: result.index
        for name, result in total.results.items()
        if says_nothing(base, result.index, latest.common)
    }
    if total.base in empty or len(empty) > len(total.sets) - 2:
        raise ComputeError(
            f"none of the indicators of '{total.base}' has figures for every group, and that is the base"
            if total.base in empty
            else f"nothing that is new in {listing(empty, 40)} has figures for every group, so nothing can "
            "be said by group",
            where=f"{latest.full.statistics.name}, by {listing(latest.by)}",
            remedy="choose other sets, or break down by fewer columns",
        )
    kept = {name: result for name, result in total.results.items() if name not in empty}
    broken = split(kept, by, tolerance=tolerance, same_groups=False)
    lacking_groups = _without_scores(broken, latest)
    refuse_fewer_than_two(
        broken, lacking_groups, partial=of_part, needed={total.base}, fewest_sets=_FEWEST_SETS
    )
    left_out = unanswered(latest, lacking_groups)
    broken = {name: without(b, lacking_groups) for name, b in broken.items()}
    latest = without(latest, lacking_groups)
    lacking = {**total.empty, **empty}
    answers = {
        group: Comparison(
            Frozen({name: b[group] for name, b in broken.items()}),
            total.top,
            replace(latest[group], partial=of_part and (total.partial or bool(latest.reasons))),
            Frozen(lacking),
        )
        for group in latest.groups
    }
    everybody = Comparison(
        Frozen({name: b.total for name, b in broken.items()}),
        total.top,
        replace(latest.total, partial=of_part and (total.partial or bool(latest.reasons))),
        Frozen(lacking),
    )
    contrasts = _contrasts(answers, broken, latest)
    asked = Asked(
        file="jamforelse",
        title=Text("Grupp för grupp", "Group by group"),
        each=Text("poäng", "score"),
        gap=Text("skillnad", "gap"),
        fares_worse=_FARES_WORSE,
        measures=tuple(
            Measure(
                name,
                Text(total.label(name, "sv"), total.label(name, "en")),
                POINTS,
                score_decimals(b.full),
            )
            for name, b in broken.items()
        ),
        notes=(GAP_NOTE, all_at_once(_LEVEL), INDEPENDENT),
        told=(Text(_disagreed(contrasts, latest, "sv"), _disagreed(contrasts, latest, "en")),),
        unanswered=left_out,
        by_area=False,
        lead=_lead,
    )
    remade = partial(
        _anew,
        indices=[result.index for result in total.results.values()],
        options={
            "top": total.top,
            "period": one_period(total.everything),
            "partial": of_part,
            "by": by,
            "tolerance": tolerance,
        },
    )
    return ByGroup(
        latest, total.areas, answers, everybody, contrasts, asked, again(everything.values(), remade)
    )


def _anew(
    statistics: Statistics, *, indices: Sequence[Index], options: Mapping[str, Any]
) -> ByGroup[Comparison]:
    from omradesindex.subjects.compare.compare import compare

    answer: ByGroup[Comparison] = compare(indices, statistics, **options)
    return answer


def _lead(comparison: Comparison, lang: Language) -> list[str]:
    """Who comes first in a group, and whom each set moves in and out."""
    moved = [f"{names}: {text}" for names, text in changes(comparison, lang)]
    return [*first_lines(comparison, lang), *moved]


def _refuse_gaps(total: Comparison, latest: Breakdown) -> None:
    """Refuse sets that are not the same sets when broken down, naming every one with its indicators."""
    gaps = {
        name: [i.id for i in result.index.indicators if i.id in latest.reasons]
        for name, result in total.results.items()
    }
    gaps = {name: lacking for name, lacking in gaps.items() if lacking}
    if not gaps:
        return
    lists = ", ".join(
        f"'{name}' ({len(lacking)} of {len(total.results[name].index.indicators)})"
        for name, lacking in gaps.items()
    )
    ids = dict.fromkeys(name for lacking in gaps.values() for name in lacking)
    raise ComputeError(
        f"sets lack figures by {listing(latest.by)} for some of their indicators: {lists}; "
        f"there are none of every group for {listing(ids, 100)}",
        where=latest.full.statistics.name,
        expected="figures of every group for every indicator of every set",
        remedy="give partial=True (--partial) to compare the sets on what all groups have, which every "
        "output then says",
    )


def _without_scores(broken: Mapping[str, Breakdown], latest: Breakdown) -> dict[Group, Text]:
    """The groups that no area can be compared for, each with why."""
    lacking = lacking_index(broken)
    for group in latest.groups:
        scored = [
            ~np.isnan(b.results[group].level_scores["index"]) for b in broken.values() if group in b.results
        ]
        if group not in lacking and not (scored and np.logical_and.reduce(scored).any()):
            lacking[group] = NO_AREA
    return lacking


def _contrasts(
    answers: Mapping[Group, Comparison], broken: Mapping[str, Breakdown], latest: Breakdown
) -> tuple[Contrast, ...]:
    scores: dict[Group, Scores] = {}
    for group, comparison in answers.items():
        every = [
            scores_at([own], [errors_of(own, None)], ("index",), comparison.areas, "stick")
            for own in comparison.results.values()
        ]
        scores[group] = Scores(*(np.concatenate(side, axis=-1) for side in zip(*every, strict=True)))
    contrasts = []
    for pair in pairs(latest.by, latest.groups):
        one, other = scores[pair.first], scores[pair.second]
        apart = one.beside(other)
        same = np.array([alike(own, pair, ("index",))[0] for own in broken.values()])
        gap = np.where(same, apart.values[0], np.nan)
        judged = judged_gap(gap, apart.errors[0], level=_LEVEL)
        contrasts.append(Contrast.of(pair, one.values[0], other.values[0], gap, judged))
    return tuple(contrasts)


def _disagreed(contrasts: Sequence[Contrast], latest: Breakdown, lang: Language) -> str:
    """Where the indices do not agree on which of two groups has the greater challenge."""
    names = []
    for contrast in contrasts:
        one, other = ((contrast.verdict[:-1] == way).any(axis=1) for way in ("first", "second"))
        names += [latest.areas[int(row)] for row in np.flatnonzero(one & other)]
    named = [area_name(code, latest.full.statistics.name_of(code)) for code in dict.fromkeys(names)]
    return disagreed_line(named, lang)
