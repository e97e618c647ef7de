"""What groups have no figure or score of, and why: nothing is left empty without its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from omradesindex.index.groups.enough import Enough, enough
from omradesindex.index.groups.reasons import KINDS, Reason, counts, kind_of
from omradesindex.statistics.vocabulary import STATUSES
from omradesindex.wording import Text, join, number, plural

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.groups.grouped import Group, Grouped

_SUPPRESSED = STATUSES.index("suppressed")


class Lack(NamedTuple):
    """A measure that a group lacks in an area (empty: in all), and why."""

    group: Group
    area: str
    level: str
    measure: str
    reason: Reason


def outside(grouped: Grouped, group: Group) -> dict[str, Text]:
    """Why each indicator that a group is not measured by is not; what has no meaning for it lacks nothing."""
    return {**grouped.reasons, **grouped.elsewhere.get(group, {})}


def enough_of(grouped: Grouped, group: Group) -> Enough:
    """Judge what of the index a group has enough of."""
    return enough(grouped.index, outside(grouped, group), partial=grouped.partial)


def used_of(grouped: Grouped, group: Group, column: str) -> tuple[str, ...]:
    """The indicators that a group's score of the index or of a dimension rests on."""
    gone, counted = outside(grouped, group), enough_of(grouped, group).counted
    ids = [member.id for member in grouped.index.members]
    return tuple(name for name in leaves_of(grouped, column) if name not in gone and counted[ids.index(name)])


def leaves_of(grouped: Grouped, column: str) -> list[str]:
    """The ids of all indicators of the index or of a dimension."""
    if column == "index":
        return [member.id for member in grouped.index.members]
    return next([leaf.id for leaf in d.leaves()] for d in grouped.index.walk() if d.id == column)


def lacking(grouped: Grouped) -> Iterator[Lack]:
    """Yield everything that a group has no figure or score of: scores first, then indicators."""
    for group in grouped.groups:
        result, gone = grouped.results[group], outside(grouped, group)
        for column in grouped.total.columns:
            missing = np.isnan(result.level_scores[column])
            level = "index" if column == "index" else "dimension"
            if missing.all():
                yield Lack(group, "", level, column, why_no_score(grouped, group, column))
            else:
                for place in np.flatnonzero(missing):
                    reason = why_no_score(grouped, group, column, int(place))
                    yield Lack(group, grouped.areas[place], level, column, reason)
        for j, member in enumerate(grouped.index.members):
            if (why := gone.get(member.id)) is not None:
                reason = why if isinstance(why, Reason) else Reason(why.sv, why.en)
                yield Lack(group, "", "indicator", member.id, reason)
                continue
            for place in np.flatnonzero(np.isnan(result.measured.values[:-1, j])):
                reason = _as_for_everybody(grouped, int(place), j)
                yield Lack(group, grouped.areas[place], "indicator", member.id, reason)


def _as_for_everybody(grouped: Grouped, place: int, j: int) -> Reason:
    """Why a figure of the common set lacks: everybody's does."""
    if grouped.full.measured.status[place, j] == _SUPPRESSED:
        return Reason("hemlig även för alla", "withheld for everybody too", "suppressed")
    return Reason("uppgift saknas även för alla", "no figures for everybody either")


def why_no_score(grouped: Grouped, group: Group, column: str, place: int | None = None) -> Reason:
    """Why a group has no score of the index or a dimension: in any area, or in one."""
    gone, judged = outside(grouped, group), enough_of(grouped, group)
    leaves = leaves_of(grouped, column)
    reasons = [gone[name] for name in leaves if name in gone]
    if len(reasons) == len(leaves) and not any(counts(reason) for reason in reasons):
        kinds = list(dict.fromkeys(kind_of(reason) for reason in reasons))
        return Reason(
            join([KINDS[kind].sv for kind in kinds]),
            join([KINDS[kind].en for kind in kinds], lang="en"),
            kinds[0],
        )
    n, left = len(leaves), _how_many(grouped, group, column, place)
    sv = f"{left} av {n} {plural(n, 'indikator', 'indikatorer')}"
    en = f"{left} of {n} {plural(n, 'indicator', 'indicators')}"
    if column == "index" and not judged.named:
        if grouped.partial and left < sum(name not in gone for name in leaves):
            sv, en = f"{sv} i en dimension som kan räknas", f"{en} in a dimension that can be computed"
        return Reason(
            f"{sv}, {number(100 * judged.share)} procent av vikten; minst hälften krävs",
            f"{en}, {number(100 * judged.share, lang='en')} per cent of the weight; at least half is needed",
            "too_few",
        )
    if column in judged.dropped and left:
        return Reason(
            f"{sv}; minst hälften av vikten krävs", f"{en}; at least half the weight is needed", "too_few"
        )
    kind = _kind(grouped, group, leaves, place)
    if column != "index":
        return Reason(f"{sv} har uppgifter", f"{en} have figures", kind)
    scores = grouped.results[group].level_scores
    short = [
        d.label
        for d in grouped.index.dimensions
        if d.id not in judged.dropped
        and np.isnan(scores[d.id] if place is None else scores[d.id][place]).all()
    ]
    return Reason(
        f"{sv}; för få i {join([label.sv for label in short])}",
        f"{en}; too few in {join([label.en for label in short], lang='en')}",
        kind,
    )


def _how_many(grouped: Grouped, group: Group, column: str, place: int | None) -> int:
    """How many indicators there are for a score: in any area, or in one."""
    gone = outside(grouped, group)
    if place is None and column in enough_of(grouped, group).dropped:
        return sum(name not in gone for name in leaves_of(grouped, column))
    used = used_of(grouped, group, column)
    if place is None:
        return len(used)
    values = grouped.results[group].measured.values[place]
    return sum(m.id in used and not np.isnan(values[j]) for j, m in enumerate(grouped.index.members))


def _kind(grouped: Grouped, group: Group, leaves: Sequence[str], place: int | None) -> str:
    """Which kind of lack makes indicators too few: the first that is felt."""
    gone, ids = outside(grouped, group), [member.id for member in grouped.index.members]
    felt = [kind_of(gone[name]) for name in leaves if name in gone and counts(gone[name])]
    if place is not None:
        values = grouped.results[group].measured.values[place]
        empty = [j for name in leaves if name not in gone and np.isnan(values[j := ids.index(name)])]
        felt = [_as_for_everybody(grouped, place, j).kind for j in empty] or felt
    return felt[0] if felt else "too_few"


def lacking_frame(grouped: Grouped) -> pd.DataFrame:
    """Write what lacks as a tidy table; see :attr:`Grouped.lacking`."""
    import pandas as pd

    rows = [
        (*lack.group, lack.area, lack.level, lack.measure, lack.reason.kind, lack.reason.sv, lack.reason.en)
        for lack in lacking(grouped)
    ]
    columns = [*grouped.by, "area", "level", "measure", "kind", "reason", "reason_en"]
    return pd.DataFrame(rows, columns=columns)
