"""Robustness by group: how far each group's ranks hold, and where one has it harder whatever is chosen."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import Dimension, spec_name
from omradesindex.errors import MethodError, listing
from omradesindex.index import Breakdown, Index, Result
from omradesindex.index.compute import AMONG_THEMSELVES
from omradesindex.index.decimals import score_decimals
from omradesindex.index.groups.group_gaps import Pair, pairs
from omradesindex.statistics import Statistics
from omradesindex.subjects.by_group.again import again
from omradesindex.subjects.by_group.answer import ByGroup
from omradesindex.subjects.by_group.answered import (
    lacking_index,
    refuse_fewer_than_two,
    unanswered,
    without,
)
from omradesindex.subjects.by_group.contrast import Contrast, alike
from omradesindex.subjects.by_group.numbers import Asked, Group, Measure
from omradesindex.subjects.by_group.over_time import POINTS
from omradesindex.subjects.by_group.split import split
from omradesindex.subjects.by_group.words import UNDECIDED
from omradesindex.subjects.robustness.answer import Robustness
from omradesindex.subjects.robustness.copies import without_copies
from omradesindex.subjects.robustness.group_words import DIFFERS, gap_line
from omradesindex.subjects.robustness.prepare import lay_out_problem
from omradesindex.subjects.robustness.problem import Problem
from omradesindex.subjects.robustness.side_by_side import scores_in_draws, side_by_side
from omradesindex.subjects.robustness.studied import studied
from omradesindex.subjects.robustness.study import LEVEL
from omradesindex.subjects.robustness.varied import Varied
from omradesindex.subjects.robustness.whose import Whose
from omradesindex.subjects.robustness.words import conclusions
from omradesindex.wording import Text

Floats = NDArray[np.float64]

#: In how large a share of the scenarios both groups must have a score, for anything to be said of an area.
LEAST_SCORED = 0.5
_FARES_WORSE = {
    "first": Text("större utmaning för {first}", "greater challenge for {first}"),
    "second": Text("större utmaning för {second}", "greater challenge for {second}"),
    **UNDECIDED,
    "noise": DIFFERS,
}


def robustness_by_group(
    index: Index,
    statistics: Statistics,
    varied: Varied,
    by: str | Sequence[str],
    *,
    partial: bool,
    tolerance: float,
    n: int | Literal["all"],
    rng: int,
    **options: Any,
) -> ByGroup[Robustness]:
    """Study each group, and all of them in the same draws; see :func:`omradesindex.robustness`."""
    _refuse_among_themselves(varied)
    broken = {
        own.id: split({own.id: own.compute(statistics, partial=partial)}, by, tolerance=tolerance)[own.id]
        for own in varied.sets
    }
    lacking = lacking_index(broken)
    refuse_fewer_than_two(broken, lacking, partial=partial, needed={index.id})
    left_out = unanswered(broken[index.id], lacking)
    broken = {name: without(own, lacking) for name, own in broken.items()}
    latest = broken[index.id]
    problems: dict[Group, Problem] = {}
    answers: dict[Group | None, Robustness] = {}
    for group in (*latest.groups, None):
        own, scored = _of_group(varied, broken, group, by, partial=partial, tolerance=tolerance)
        raw, base = lay_out_problem(own.sets[0], statistics, own, partial=partial, scored=scored)
        whose = Whose(statistics, latest.by, group, partial, tolerance)
        answers[group] = studied(without_copies(raw), base, own, n=n, rng=rng, whose=whose, **options)
        if group is not None:
            problems[group] = raw
    total = answers.pop(None)
    return ByGroup(
        breakdown=latest,
        areas=latest.areas,
        answers={group: answers[group] for group in latest.groups},
        total=total,
        contrasts=_contrasts(latest, problems, n, rng),
        asked=replace(_asked(latest, next(iter(answers.values()))), unanswered=left_out),
        again=again(
            broken.values(),
            functools.partial(
                _anew,
                index=index,
                varied=varied,
                by=by,
                options={"partial": partial, "tolerance": tolerance, "n": n, "rng": rng, **options},
            ),
        ),
    )


def _anew(
    statistics: Statistics,
    *,
    index: Index,
    varied: Varied,
    by: str | Sequence[str],
    options: Mapping[str, Any],
) -> ByGroup[Robustness]:
    return robustness_by_group(index, statistics, varied, by, **options)


def _of_group(
    varied: Varied,
    broken: Mapping[str, Breakdown],
    group: Group | None,
    by: str | Sequence[str],
    *,
    partial: bool,
    tolerance: float,
) -> tuple[Varied, Callable[[Index], Result]]:
    """What is varied of a group, or of everybody: sets without what has no meaning there, and their results.

    What cannot be broken down, or does not apply, is not lacking. A scenario must not count it as if it were.
    """
    held = {name: own.total if group is None else own[group] for name, own in broken.items()}
    sets = tuple(_with_meaning(own, held[own.id]) for own in varied.sets)
    results = dict[str, Result]()
    for own, before in zip(sets, varied.sets, strict=True):
        if own is before:
            results[own.id] = held[own.id]
            continue
        result = own.compute(broken[own.id].full.statistics, partial=partial)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # parts that do not add up have been told of
            anew = split({own.id: result}, by, tolerance=tolerance)[own.id]
        results[own.id] = anew.total if group is None else anew[group]
    return replace(varied, sets=sets), lambda own: results[own.id]


def _with_meaning(own: Index, result: Result) -> Index:
    """Leave out of a set what a group is not expected to have; a dimension with nothing else goes whole."""
    assert result.counted is not None  # a group's result says so
    gone = {m.id for m, counts in zip(own.members, result.counted, strict=True) if not counts}

    def names(dimension: Dimension) -> list[str]:
        if all(member.id in gone for member in dimension.leaves()):
            return [dimension.id]
        deeper = [names(part) for part in dimension.members if isinstance(part, Dimension)]
        here = [part.id for part in dimension.members if not isinstance(part, Dimension) and part.id in gone]
        return [*here, *(name for part in deeper for name in part)]

    without = [name for dimension in own.dimensions for name in names(dimension)]
    return own.without(*without) if without else own


def _refuse_among_themselves(varied: Varied) -> None:
    """Refuse ways to aggregate that only hold a group's own areas against each other."""
    for spec in varied.levels["aggregate"]:
        names = spec.values() if isinstance(spec, Mapping) and "method" not in spec else (spec,)
        found = [name for name in map(_name, names) if name in AMONG_THEMSELVES]
        if found:
            raise MethodError(
                f"{listing(found)} only holds areas against each other, so groups share no scale",
                where="robustness, aggregate",
                remedy="leave it out, or leave out by",
            )


def _name(spec: Any) -> str:
    return spec_name(spec) if isinstance(spec, str | Mapping) else ""


# -- the groups in the same draws ---------------------------------------------------------------------------


def _contrasts(
    latest: Breakdown, problems: Mapping[Group, Problem], n: int | Literal["all"], seed: int
) -> tuple[Contrast, ...]:
    contrasts = []
    for pair in pairs(latest.by, latest.groups):
        both = {group: problems[group] for group in (pair.first, pair.second)}
        blocks: list[tuple[Floats, Floats]] = []
        same = bool(alike(latest, pair, ("index",))[0])
        if same:
            stacked = side_by_side([*both.values()])
            blocks = [*scores_in_draws(stacked, n, seed)] if stacked.factors else []
        contrasts.append(_contrast(latest, pair, _rows(latest.areas, both), blocks, same=same))
    return tuple(contrasts)


def _rows(areas: Sequence[str], problems: Mapping[Group, Problem]) -> dict[Group, NDArray[np.intp]]:
    """Where each group's areas stand among the stacked, in the division's order."""
    rows, start = {}, 0
    for group, problem in problems.items():
        place = {area: start + k for k, area in enumerate(problem.areas)}
        rows[group] = np.array([place[area] for area in areas], dtype=np.intp)
        start += len(problem.areas)
    return rows


def _contrast(
    latest: Breakdown,
    pair: Pair,
    rows: Mapping[Group, NDArray[np.intp]],
    blocks: Sequence[tuple[Floats, Floats]],
    *,
    same: bool,
) -> Contrast:
    """The gap as defined, its range over draws on the index's own scale, and who has it harder how often."""
    first, second = (latest.results[g].level_scores["index"] for g in (pair.first, pair.second))
    nothing = np.full(len(first), np.nan)
    low, high, share = nothing, nothing, nothing
    verdict = np.full(len(first), "untested", dtype=object)
    if blocks:
        gaps = np.concatenate([s[rows[pair.first]] - s[rows[pair.second]] for s, _ in blocks], axis=1)
        own = np.concatenate([mine for _, mine in blocks])
        scored = (~np.isnan(gaps)).sum(axis=1)
        known = scored >= LEAST_SCORED * gaps.shape[1]
        with np.errstate(invalid="ignore", divide="ignore"):
            above, below = (gaps > 0).sum(axis=1) / scored, (gaps < 0).sum(axis=1) / scored
        share = np.where(known, above, np.nan)
        ends = (1 - LEVEL) / 2, (1 + LEVEL) / 2
        low, high = _range(gaps[:, own], known, ends)
        verdict[known] = "noise"
        verdict[known & (above >= ends[1])] = "first"
        verdict[known & (below >= ends[1])] = "second"

    def column(values: NDArray[Any], city: Any) -> NDArray[Any]:
        return np.append(values, np.array([city], dtype=values.dtype))[:, None]

    return Contrast(
        pair=pair,
        first=column(first, np.nan),
        second=column(second, np.nan),
        gap=column(first - second if same else nothing, np.nan),
        low=column(low, np.nan),
        high=column(high, np.nan),
        verdict=column(verdict, "untested"),
        p=column(nothing, np.nan),
        share=column(share, np.nan),
    )


def _range(gaps: Floats, known: NDArray[np.bool_], ends: tuple[float, float]) -> tuple[Floats, Floats]:
    """Quantiles of the gaps of the areas where enough is known."""
    low, high = np.full((2, len(gaps)), np.nan)
    for row in np.flatnonzero(known & ~np.isnan(gaps).all(axis=1)):
        low[row], high[row] = np.quantile(gaps[row, ~np.isnan(gaps[row])], ends)
    return low, high


def _asked(latest: Breakdown, study: Robustness) -> Asked:
    label = Text(latest.full.label("index", "sv"), latest.full.label("index", "en"))
    return Asked(
        file="robusthet",
        title=Text("Robusthet", "Robustness"),
        each=Text("poäng som definierat", "score as defined"),
        gap=Text("skillnad", "gap"),
        fares_worse=_FARES_WORSE,
        measures=(Measure("index", label, POINTS, score_decimals(latest.full)),),
        notes=(Text(gap_line(study, LEVEL, "sv"), gap_line(study, LEVEL, "en")),),
        lead=conclusions,
    )
