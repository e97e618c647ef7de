"""What the page computes with: scores of indicators, the tree of each index, and what stands beside them."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import Dimension, Member
from omradesindex.errors import ComputeError
from omradesindex.index.classes import COLOURS, classes
from omradesindex.index.decimals import score_decimals
from omradesindex.index.words import rests_on
from omradesindex.methods import rank
from omradesindex.reports.what_if import words
from omradesindex.reports.what_if.refuse import on_same_figures, refuse
from omradesindex.wording import Language, capital

if TYPE_CHECKING:
    from omradesindex.index import Result
    from omradesindex.index.rank_ranges import RankRanges
    from omradesindex.subjects.compare.answer import Comparison

Floats = NDArray[np.float64]


@dataclass
class Columns:
    """The indicators of all indices, each once: its scores on the shown scale, area by area."""

    scores: list[Floats] = field(default_factory=list)
    _places: dict[tuple[str, bytes], int] = field(default_factory=dict)

    def place_of(self, indicator: str, scores: Floats) -> int:
        """Return the place of an indicator's scores; a set that measures otherwise has its own."""
        known = self._places.setdefault((indicator, scores.tobytes()), len(self.scores))
        if known == len(self.scores):
            self.scores.append(scores)
        return known

    def packed(self) -> str:
        """Write them as base64: 64 bits a number, the lowest byte first, NaN where there is none."""
        return b64encode(np.array(self.scores).astype("<f8").tobytes()).decode()


@dataclass(frozen=True)
class Sets:
    """The proposals beside the base: those that can be tried, and the labels of the others."""

    tried: tuple[Result, ...] = ()
    unseen: tuple[str, ...] = ()
    not_here: tuple[str, ...] = ()


def sets_of(result: Result, comparison: Comparison | None, lang: Language) -> Sets:
    """Return the proposals of a comparison.

    Raises
    ------
    ComputeError
        The comparison is not about the result's index and figures.
    """
    if comparison is None:
        return Sets()
    own = comparison.results[comparison.base]
    if not on_same_figures(own, result):
        raise ComputeError(
            f"the comparison is held against '{comparison.base}' on {comparison.statistics.name}",
            where=f"what_if, index '{result.index.id}' on {result.statistics.name}",
            expected="a comparison whose base is the result's index, on the same figures",
            remedy="oi.compare([result.index, …], result.statistics)",
        )
    tried, not_here = [], []
    unseen = [index.label.in_(lang) for index in comparison.empty.values()]
    for name in comparison.sets[1:]:
        other = comparison.results[name]
        label = other.index.label.in_(lang)
        if name in comparison.unseen:
            unseen.append(label)
            continue
        try:
            refuse(other)
        except ComputeError:
            not_here.append(label)
        else:
            tried.append(other)
    return Sets(tuple(tried), tuple(unseen), tuple(not_here))


def shown_scores(result: Result) -> Floats:
    """Return the indicators on the shown scale, areas × indicators."""
    methods = result.index.methods
    return np.asarray(methods.zero + methods.points * result.normalised[:-1])


def free_places(result: Result) -> tuple[int, int, int]:
    """Say how far places lie apart in single indicators.

    Returns
    -------
    (int, int, int)
        How many areas have place 1 in some indicator; how many have a figure; how many places lie at least,
        for half of these, between the first and the last of their places.
    """
    scores = shown_scores(result).T
    known = ~np.isnan(scores).all(axis=1)
    places = rank(scores[known])
    there = ~np.isnan(places).all(axis=0)
    first, last = np.fmin.reduce(places[:, there]), np.fmax.reduce(places[:, there])
    apart = np.sort(last - first)
    return int((first == 1).sum()), int(there.sum()), int(apart[len(apart) // 2])


def gathered(result: Result, sets: Sets, ranges: RankRanges | None, lang: Language) -> dict[str, Any]:
    """Return all that the page's script needs, but for outlines and words."""
    columns = Columns()
    indices = [_index(one, columns, lang) for one in (result, *sets.tried)]
    names = result.names
    palette = classes(result)
    data: dict[str, Any] = {
        "areas": [{"code": code, "name": names[code]} for code in result.areas],
        "indices": indices,
        "columns": columns.packed(),
        "ranges": None if ranges is None else _ranges(ranges),
        "decimals": score_decimals(result),
        "edges": palette.edges.tolist(),
        "colours": list(COLOURS),
        "marks": dict(words.marks(lang)),
    }
    return {"key": _key(data), **data}


def _key(data: Mapping[str, Any]) -> str:
    """Eight digits that tell whether two pages hold the same figures and indices, in whatever language."""
    told = [data["columns"], data["areas"], [_bare(index) for index in data["indices"]]]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:8]


def _bare(part: Mapping[str, Any]) -> list[Any]:
    inner = [_bare(one) for one in part.get("parts", ())]
    return [part["id"], part.get("weight"), part.get("needed"), part.get("column"), inner]


def _ranges(ranges: RankRanges) -> dict[str, Any]:
    low, high = ([None if np.isnan(end) else int(end) for end in ends] for ends in (ranges.low, ranges.high))
    return {"low": low, "high": high, "texts": [text or "–" for text in ranges.texts()]}


def _index(result: Result, columns: Columns, lang: Language) -> dict[str, Any]:
    """Return an index as a level with its parts, in the order in which they are brought together."""
    shown = shown_scores(result)
    there = (~np.isnan(shown)).sum(axis=0)
    place = {member.id: j for j, member in enumerate(result.index.members)}
    n = len(result.areas)

    def part(one: Dimension | Member) -> dict[str, Any]:
        if isinstance(one, Dimension):
            label = one.label.in_(lang)
            own = {"inside": words.part_inside(label), "needed": result.index.methods.at("coverage", one.id)}
            return _named(one.id, label, one.weight) | own | {"parts": [part(inner) for inner in one.members]}
        j = place[one.id]
        known = int(there[j])
        return _named(one.id, one.indicator.label.in_(lang), one.weight) | {
            "column": columns.place_of(one.id, shown[:, j].copy()),
            "areas": known,
            "lacks": "" if known == n else words.lacks(n - known, n, lang),
        }

    return {
        "id": result.index.id,
        "label": result.index.label.in_(lang),
        "needed": result.index.methods.at("coverage", "index"),
        "partial": result.partial,
        "rests": _rests(result, lang),
        "parts": [part(dimension) for dimension in result.index.dimensions],
    }


def _named(name: str, label: str, weight: float) -> dict[str, Any]:
    return {"id": name, "label": label, "weight": weight}


def _rests(result: Result, lang: Language) -> str:
    """How many indicators a partial index rests on."""
    told = rests_on(result, lang)
    return f"{capital(told)}." if told else ""
