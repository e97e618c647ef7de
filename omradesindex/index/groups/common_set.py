"""The indicators that all groups have, and why the others are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.statistics.categories import column_label, label
from omradesindex.statistics.vocabulary import BREAKDOWNS
from omradesindex.wording import Language, Text, join

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored

Floats = NDArray[np.float64]
Group = tuple[str, ...]

_LANGUAGES: tuple[Language, Language] = ("sv", "en")


def why_left_out(
    total: Scored, columns: Sequence[str], groups: Sequence[Group], values: Mapping[Group, Floats]
) -> dict[str, Text]:
    """Why each indicator outside the common set is outside it.

    An indicator is common where every group has a value in every area where the total has one, so that
    neither groups nor areas are compared on different things.

    Parameters
    ----------
    total : Scored
        The index of everybody.
    columns : sequence of str
        What is broken down.
    groups : sequence of tuple of str
    values : mapping of group to ndarray, shape (n_areas, n_indicators)

    Returns
    -------
    dict of str to Text
        In the definition's order; empty where every group has everything.
    """
    needed = ~np.isnan(total.measured.values[:-1])
    known: NDArray[np.bool_] = np.stack([~np.isnan(values[g]) for g in groups])
    everywhere: NDArray[np.bool_] = np.logical_and.reduce(known)
    n = needed.sum(axis=0)
    reasons: dict[str, Text] = {}
    for j, member in enumerate(total.index.members):
        lacking = [g for k, g in enumerate(groups) if not known[k, :, j].any()]
        some = int((everywhere[:, j] & needed[:, j]).sum())
        if not n[j]:
            reasons[member.id] = Text("saknar uppgifter även för alla", "has no figures for everybody either")
        elif lacking:
            reasons[member.id] = _no_figures(total, columns, groups, lacking, j)
        elif some < n[j]:
            reasons[member.id] = Text(
                f"{some} av {n[j]} områden har uppgifter för alla grupper",
                f"{some} of {n[j]} areas have figures for every group",
            )
    return reasons


def _no_figures(
    total: Scored, columns: Sequence[str], groups: Sequence[Group], lacking: Sequence[Group], j: int
) -> Text:
    member, period = total.index.members[j], total.measured.periods[j]
    impossible = [c for c in columns if c in BREAKDOWNS and c not in member.indicator.breakdowns]
    if impossible:
        sv, en = ([column_label(c).in_(lang) for c in impossible] for lang in _LANGUAGES)
        return Text(f"kan inte delas efter {join(sv)}", f"cannot be broken down by {join(en, lang='en')}")
    if len(lacking) == len(groups):
        return Text(
            f"inga uppgifter för någon av grupperna {period}", f"no figures for any group in {period}"
        )
    sv, en = ([group_label(columns, group, lang) for group in lacking] for lang in _LANGUAGES)
    return Text(
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
