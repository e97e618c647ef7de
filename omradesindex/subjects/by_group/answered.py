"""Which groups a question can be answered for: those with an index, and the others by name with why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import reduce

import numpy as np

from omradesindex.errors import ComputeError, listing
from omradesindex.index import Breakdown
from omradesindex.index.groups.common_set import group_label
from omradesindex.index.groups.enough import enough
from omradesindex.index.groups.grouped import Group
from omradesindex.index.groups.lacking import outside, why_no_score
from omradesindex.wording import Language, Text, join, say

#: Groups that there must be for one to be held against another.
FEWEST_GROUPS = 2
_NOT_MEASURED = Text("inget i den mäts för gruppen", "nothing in it is measured of the group")


def lacking_index(broken: Mapping[str, Breakdown]) -> dict[Group, Text]:
    """Find the groups that have no index in some of what is compared, each with why.

    Parameters
    ----------
    broken : mapping of str to Breakdown
        What is compared, by its id; the id is told where there are several.

    Examples
    --------
    >>> import omradesindex as oi
    >>> by_age = oi.load_index("malmo-2023").compute(oi.example_statistics(), by="age")
    >>> for (age,), why in lacking_index({"malmo-2023": by_age}).items():
    ...     print(age, why.en)
    0-5 2 of 12 indicators, 17 per cent of the weight; at least half is needed
    6-12 2 of 12 indicators, 17 per cent of the weight; at least half is needed
    13-17 2 of 12 indicators, 17 per cent of the weight; at least half is needed
    """
    lacking: dict[Group, Text] = {}
    for name, breakdown in broken.items():
        for group in _groups(broken):
            measured = group in breakdown.groups
            if group not in lacking and not (measured and _has_index(breakdown, group)):
                why = why_no_score(breakdown, group, "index") if measured else _NOT_MEASURED
                of = f"{name}: " if len(broken) > 1 else ""
                lacking[group] = Text(of + why.sv, of + why.en)
    return lacking


def _groups(broken: Mapping[str, Breakdown]) -> tuple[Group, ...]:
    """The groups that something is measured of in any of what is compared."""
    return tuple(dict.fromkeys(group for breakdown in broken.values() for group in breakdown.groups))


def _has_index(breakdown: Breakdown, group: Group) -> bool:
    return not np.isnan(breakdown.results[group].level_scores["index"]).all()


def without(breakdown: Breakdown, lacking: Iterable[Group]) -> Breakdown:
    """Leave groups out of a breakdown; the others stay as they are, on the same indicators."""
    gone = set(lacking)
    kept = tuple(group for group in breakdown.groups if group not in gone)
    return replace(breakdown, groups=kept, results={group: breakdown.results[group] for group in kept})


def unanswered(breakdown: Breakdown, lacking: Mapping[Group, Text]) -> tuple[Text, ...]:
    """Say which groups have no answer, brought together by the reason; nothing where all have one."""
    if not lacking:
        return ()

    def line(lang: Language) -> str:
        by_reason: dict[str, list[str]] = {}
        for group, why in lacking.items():
            by_reason.setdefault(why.in_(lang), []).append(group_label(breakdown.by, group, lang))
        parts = [f"{join(labels, lang=lang)} ({why})" for why, labels in by_reason.items()]
        head = say(lang, "Utelämnade grupper, som inte kan få något svar", "Left out, as there is no answer")
        return f"{head}: {'; '.join(parts)}."

    return (Text(line("sv"), line("en")),)


def refuse_fewer_than_two(
    broken: Mapping[str, Breakdown],
    lacking: Mapping[Group, Text],
    *,
    partial: bool,
    needed: Iterable[str],
    fewest_sets: int = 1,
) -> None:
    """Refuse a question that fewer than two groups can be answered for, with what would help.

    Parameters
    ----------
    broken : mapping of str to Breakdown
        The sets, by their ids.
    lacking : mapping of group to Text
    partial : bool
        Whether partial scores were asked for.
    needed : iterable of str
        Sets that cannot be left out.
    fewest_sets : int
        How many sets must be left.
    """
    first = next(iter(broken.values()))
    if len(set(_groups(broken)) - set(lacking)) >= FEWEST_GROUPS:
        return
    told = "; ".join(f"'{', '.join(group)}' ({why.en})" for group, why in lacking.items())
    raise ComputeError(
        f"fewer than two groups have an index, so none can be held against another; there is none for {told}",
        where=f"{first.full.statistics.name}, by {listing(first.by)}",
        expected="figures of at least two groups for half of the weight, and for enough in every dimension",
        remedy=_remedy(broken, partial=partial, needed=set(needed), fewest_sets=fewest_sets),
    )


def _remedy(broken: Mapping[str, Breakdown], *, partial: bool, needed: set[str], fewest_sets: int) -> str:
    """What would leave two groups or more: partial scores, or one set fewer."""
    ways = []
    if not partial and _in_all(_enough_in_part(own) for own in broken.values()):
        ways.append("give partial=True (--partial) to compute on what the groups have")
    for name in broken:
        rest = [own for other, own in broken.items() if other != name]
        if name not in needed and len(rest) >= fewest_sets and _in_all(map(_with_index, rest)):
            ways.append(f"leave the set '{name}' out")
    return ", or ".join(ways) or (
        "leave out by, or choose an index or sets with more that can be broken down and is about them"
    )


def _in_all(groups: Iterable[set[Group]]) -> bool:
    return len(reduce(set.intersection, groups)) >= FEWEST_GROUPS


def _with_index(breakdown: Breakdown) -> set[Group]:
    return {group for group in breakdown.groups if _has_index(breakdown, group)}


def _enough_in_part(breakdown: Breakdown) -> set[Group]:
    """The groups that would have an index if partial scores were asked for."""
    return {
        group
        for group in breakdown.groups
        if enough(breakdown.index, outside(breakdown, group), partial=True).named
    }
