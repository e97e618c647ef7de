"""Areas in groups by likeness on a map: a colour for each group, in no order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from omradesindex.geography.land import with_outlines
from omradesindex.index.alike.page import told_below
from omradesindex.index.alike.words import HEAD, UNGROUPED, counted, group_label, headline
from omradesindex.show.figure import ABSENT
from omradesindex.show.maps.area_map import AreaMap
from omradesindex.show.maps.legends import Words
from omradesindex.show.maps.words import counted_alt
from omradesindex.wording import Language, number, say

if TYPE_CHECKING:
    from omradesindex.index.alike.numbers import LikenessNumbers
    from omradesindex.show.figure import Picture

#: Told apart also by those who see red and green alike (Okabe and Ito), and none above another.
COLOURS = ("#e69f00", "#56b4e9", "#009e73", "#f0e442", "#cc79a7", "#d55e00")
#: Lies over the colours that come a second time, and a third.
HATCHES = (None, "///", "...", "xxx")


def face_of(group: int) -> Mapping[str, Any]:
    """How a group's areas are painted; 0 for those that stand in none."""
    if not group:
        return ABSENT
    again, colour = divmod(group - 1, len(COLOURS))
    return {"facecolor": COLOURS[colour], "hatch": HATCHES[again % len(HATCHES)]}


def group_map(held: LikenessNumbers, lang: Language) -> Picture:
    """See :meth:`LikenessPlots.map`."""
    land = with_outlines(held.result.statistics.division, held.result.statistics.name).land.of(held.areas)
    kinds = [int(kind) for kind in held.group_of]
    labels = [group_label(held.result, group, lang) for group in held.groups]
    legend = [(face_of(group.number), label) for group, label in zip(held.groups, labels, strict=True)]
    if 0 in kinds:
        legend.append((ABSENT, UNGROUPED.in_(lang)))
    drawn = AreaMap(
        land,
        held.names,
        held.order,
        held.group_of > 0,
        [face_of(kind) for kind in kinds],
        [number(float(value), 2, lang=lang) for value in held.told],
        say(lang, "Siluett", "Silhouette"),
        Words(legend),
        lang,
    )
    alt = counted_alt(HEAD.in_(lang), dict(zip(labels, held.sizes, strict=True)), lang)
    return drawn.draw(headline(held, lang), counted(held, lang), told_below(held, lang, stays=False), alt)
