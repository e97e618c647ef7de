"""Two groups on a map: where one fares worse than the other by more than chance, and each area's gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.frozen import Frozen
from omradesindex.index.charts.maps import land_of
from omradesindex.index.groups.charts import LOOKS, told_below, under_title, unit_of
from omradesindex.index.groups.group_values import shown_groups
from omradesindex.index.groups.words import fares_worse, headline, map_what
from omradesindex.show.figure import ABSENT, UNSURE
from omradesindex.show.maps.area_map import AreaMap
from omradesindex.show.maps.legends import Words
from omradesindex.show.maps.words import counted_alt
from omradesindex.wording import Language, capital, number

if TYPE_CHECKING:
    from omradesindex.index.groups.grouped import Grouped
    from omradesindex.show.figure import Picture

#: The colour of each verdict is that of the group that fares worse; what may be chance has none of them.
FACES: Mapping[str, Mapping[str, Any]] = Frozen(
    {
        "first": {"facecolor": LOOKS[2][1]},
        "second": {"facecolor": LOOKS[3][1]},
        "noise": {"facecolor": "#dedede"},
        "untested": UNSURE,
        "missing": ABSENT,
    }
)


def gap_map(breakdown: Grouped, measure: str, groups: Sequence[tuple[str, ...]], lang: Language) -> Picture:
    """See :meth:`BreakdownPlots.map`."""
    shown, n = shown_groups(breakdown, measure, groups, lang), len(breakdown.areas)
    gap, low, high = (shown.sign * side[:n] for side in (shown.gap, shown.low, shown.high))
    low, high = np.fmin(low, high), np.fmax(low, high)
    untested = np.isnan(low) | np.isnan(high)
    verdicts = np.where(
        np.isnan(gap),
        "missing",
        np.where(untested, "untested", np.where(low > 0, "first", np.where(high < 0, "second", "noise"))),
    )
    labels = [breakdown.label(group, lang) for group in groups]
    texts = {verdict: fares_worse(verdict, labels, lang) for verdict in FACES}
    counts = Counter(map(str, verdicts))
    drawn = AreaMap(
        land_of(breakdown.full),
        [breakdown.statistics.name_of(code) for code in breakdown.areas],
        [int(i) for i in np.argsort(-np.nan_to_num(gap, nan=-np.inf), kind="stable")],
        ~np.isnan(gap),
        [FACES[str(verdict)] for verdict in verdicts],
        [number(float(value), shown.decimals, lang=lang, sign=True) for value in shown.gap[:n]],
        unit_of(shown, lang),
        Words([(FACES[v], texts[v]) for v in FACES if v in counts]),
        lang,
    )
    what = map_what(labels, lang)
    return drawn.draw(
        headline(breakdown, lang, measure),
        under_title(breakdown, measure, f"{capital(what)}.", lang),
        told_below(breakdown, measure, shown, lang),
        counted_alt(what, {texts[v]: counts[v] for v in FACES if v in counts}, lang),
    )
