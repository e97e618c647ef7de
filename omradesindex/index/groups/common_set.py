"""The indicators that groups are measured by, and why the others are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.ages import ages_label, concerns, read_ages
from omradesindex.index.groups.reasons import Reason
from omradesindex.statistics.categories import column_label, label
from omradesindex.statistics.vocabulary import BREAKDOWNS, STATUSES, TOTAL
from omradesindex.wording import Language, Text, join

if TYPE_CHECKING:
    from omradesindex.catalogue import Definition, Indicator
    from omradesindex.index.measure import Measured
    from omradesindex.index.scored import Scored
    from omradesindex.statistics import Statistics

Group = tuple[str, ...]

_LANGUAGES: tuple[Language, Language] = ("sv", "en")
#: What is said of the areas that lack a figure.
_ELSEWHERE = {
    "suppressed": Text("; övriga är röjandeskyddade", "; the others are withheld"),
    "too_few": Text(
        "; i övriga finns i någon grupp ingen att räkna", "; elsewhere a group has nobody to count"
    ),
}
_SUPPRESSED, _OBSERVED = STATUSES.index("suppressed"), STATUSES.index("observed")


def not_applicable(definition: Definition, columns: Sequence[str], group: Group) -> dict[str, Reason]:
    """Why each indicator that has no meaning for a group has none: it is about people of other ages.

    Parameters
    ----------
    definition : Definition
    columns : sequence of str
        What is broken down.
    group : tuple of str

    Returns
    -------
    dict of str to Reason
        In the definition's order; empty where all have a meaning.
    """
    if "age" not in columns:
        return {}
    category = group[list(columns).index("age")]
    return {
        member.id: _other_ages(member.indicator, category)
        for member in definition.members
        if member.indicator.ages is not None
        and category != TOTAL
        and not concerns(member.indicator.ages, category)
    }


def _other_ages(indicator: Indicator, category: str) -> Reason:
    span, who = read_ages(indicator.ages or ""), label("age", category)
    whom = who if span is None else ages_label(span)
    return Reason(
        f"gäller inte {who.sv}: avser {whom.sv}",
        f"not applicable {who.en}: it is about those {whom.en}",
        "not_applicable",
    )


def why_left_out(
    total: Scored,
    columns: Sequence[str],
    groups: Sequence[Group],
    measured: Mapping[Group, Measured],
    elsewhere: Mapping[Group, Mapping[str, Reason]],
) -> dict[str, Reason]:
    """Why each indicator outside the common set is outside it.

    An indicator is common where every group that it has a meaning for has a value in every area where the
    total has one, so that neither groups nor areas are compared on different things.

    Parameters
    ----------
    total : Scored
        The index of everybody.
    columns : sequence of str
        What is broken down.
    groups : sequence of tuple of str
    measured : mapping of group to Measured
    elsewhere : mapping of group to mapping of str to Reason
        The indicators that have no meaning for each group.

    Returns
    -------
    dict of str to Reason
        In the definition's order; empty where every group has everything.
    """
    needed = ~np.isnan(total.measured.values[:-1])
    known = {group: ~np.isnan(measured[group].values[:-1]) for group in groups}
    n = needed.sum(axis=0)
    reasons: dict[str, Reason] = {}
    for j, member in enumerate(total.index.members):
        meant = [group for group in groups if member.id not in elsewhere.get(group, {})]
        lacking = [group for group in meant if not known[group][:, j].any()]
        if not meant:
            reasons[member.id] = Reason(
                "gäller ingen av grupperna", "not applicable to any of the groups", "not_applicable"
            )
            continue
        everywhere: NDArray[np.bool_] = np.logical_and.reduce([known[group][:, j] for group in meant])
        some = int((everywhere & needed[:, j]).sum())
        if not n[j]:
            reasons[member.id] = Reason(
                "saknar uppgifter även för alla", "has no figures for everybody either"
            )
        elif lacking:
            reasons[member.id] = _no_figures(total, columns, meant, lacking, j)
        elif some < n[j]:
            of_each = [measured[group] for group in meant]
            reasons[member.id] = _in_some_areas(total.statistics, of_each, needed[:, j], some, j)
    return reasons


def _in_some_areas(
    statistics: Statistics, measured: Sequence[Measured], needed: NDArray[np.bool_], some: int, j: int
) -> Reason:
    """Why figures lack in some areas: withheld, nobody in the group to count, or simply not there."""
    kinds = set[str]()
    for one in measured:
        gone = needed & np.isnan(one.values[:-1, j])
        counted = np.all([statistics.block(*b).status[:-1] == _OBSERVED for b in one.used[j]], axis=0)
        withheld = one.status[:-1, j] == _SUPPRESSED
        kinds |= {"suppressed"} if (gone & withheld).any() else set()
        kinds |= {"too_few"} if (gone & counted).any() else set()
        kinds |= {"no_figures"} if (gone & ~withheld & ~counted).any() else set()
    kind = next(kind for kind in ("suppressed", "no_figures", "too_few") if kind in kinds)
    why = _ELSEWHERE.get(kind, Text("", ""))
    n = int(needed.sum())
    return Reason(
        f"{some} av {n} områden har uppgifter för alla grupper{why.sv}",
        f"{some} of {n} areas have figures for every group{why.en}",
        kind,
    )


def cannot_be_split(indicator: Indicator, columns: Sequence[str]) -> Reason | None:
    """Why an indicator cannot be broken down by these columns in principle; None where it can."""
    impossible = [c for c in columns if c in BREAKDOWNS and c not in indicator.breakdowns]
    if not impossible:
        return None
    sv, en = ([column_label(c).in_(lang) for c in impossible] for lang in _LANGUAGES)
    return Reason(
        f"kan inte delas upp efter {join(sv)}",
        f"cannot be broken down by {join(en, lang='en')}",
        "cannot_be_split",
    )


def _no_figures(
    total: Scored, columns: Sequence[str], groups: Sequence[Group], lacking: Sequence[Group], j: int
) -> Reason:
    member, period = total.index.members[j], total.measured.periods[j]
    if len(lacking) == len(groups):
        return cannot_be_split(member.indicator, columns) or Reason(
            f"inga uppgifter för någon av grupperna {period}", f"no figures for any group in {period}"
        )
    sv, en = ([group_label(columns, group, lang) for group in lacking] for lang in _LANGUAGES)
    return Reason(
        f"inga uppgifter för {join(sv)} {period}", f"no figures for {join(en, lang='en')} in {period}"
    )


def group_label(columns: Sequence[str], group: Group, lang: Language = "sv") -> str:
    """How a group is named to a reader.

    Examples
    --------
    >>> group_label(["sex", "disability"], ("women", "with"), "en")
    'women with disability'
    """
    return " ".join(label(c, g).in_(lang) for c, g in zip(columns, group, strict=True))
