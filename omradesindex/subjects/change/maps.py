"""The change between two years on a map: where it is more than chance, which way, and each area's change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from omradesindex.frozen import Frozen
from omradesindex.index.charts.maps import backdrops_of, coverage_of
from omradesindex.show.charts.grid import BOX
from omradesindex.show.figure import ABSENT, BODY, lay_out, text_width
from omradesindex.show.maps import words as map_words
from omradesindex.show.maps.coverage import Coverage
from omradesindex.show.maps.labels import are_short, numbered
from omradesindex.show.maps.listing import Listing, Row
from omradesindex.show.maps.sheet import MapContent, map_sheet
from omradesindex.subjects.change.charts import rows_of
from omradesindex.subjects.change.page import title
from omradesindex.subjects.change.words import cells_of, left_out, map_alternative, stage_lines
from omradesindex.subjects.over_time.words import (
    SIGNS,
    judged_lines,
    rests_on,
    stick_line,
    uneven_lines,
    verdict_text,
)
from omradesindex.wording import Language, number, say

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture, Sheet
    from omradesindex.subjects.change.numbers import ChangeNumbers

#: Colours of the maps' classes; what may be chance has none of them.
_FACES: Mapping[str, Mapping[str, Any]] = Frozen(
    {
        "worsened": {"facecolor": "#e08214"},
        "improved": {"facecolor": "#8073ac"},
        "noise": {"facecolor": "#dedede"},
        "untested": ABSENT,
    }
)


def change_map(change: ChangeNumbers, column: str, lang: Language) -> Picture:
    """See :meth:`ChangePlots.map`."""
    rows = rows_of(change, column)
    place = {code: k for k, code in enumerate(change.areas)}
    order = [place[code] for code in rows["area"]]
    by_place = rows.assign(place=order).sort_values("place")
    verdicts = [str(verdict) for verdict in by_place["verdict"]]
    known = by_place["estimate"].notna().to_numpy(dtype=bool)
    coded = are_short(change.areas)
    texts = tuple(change.areas) if coded else numbered(order, known)
    faces = [_FACES[verdict] for verdict in verdicts]
    decimals = 0 if change.by_rank else 1
    told = [
        f"{SIGNS[verdict]} {number(float(estimate), decimals, lang=lang, sign=True)}"
        for verdict, estimate in zip(verdicts, by_place["estimate"], strict=True)
    ]
    listed = [
        Row("", texts[k], faces[k], "" if coded else code, str(name), told[k])
        for k, code, name in zip(order, rows["area"], rows["name"], strict=True)
    ]
    heads = ("", "" if coded else say(lang, "Nr", "No."), say(lang, "Område", "Area"))
    content = MapContent(
        _coverage(change),
        texts,
        faces,
        Listing(listed, (*heads, say(lang, "Ändring", "Change"))),
        lambda page, left, bottom, _: _legend(page, left, bottom, verdicts, change, lang),
        (map_words.around_line([layer.source for layer in backdrops_of(change.after)], lang),),
        "" if coded else map_words.number_line(False, not known.all(), lang),
        backdrops_of(change.after),
    )
    notes = [*judged_lines(change, lang), *stage_lines(change, lang), *uneven_lines(change, lang)]
    notes += [*left_out(change, lang), *rests_on(change, lang)]
    alt = map_alternative(change, Counter(verdicts), lang)

    def make(
        width: float, body: float, remarks: Sequence[str] = (), *, part: tuple[int, int] | None = None
    ) -> Sheet:
        head = title(change, lang, column)
        if part is not None:
            head = f"{head} · {map_words.list_part(*part, lang)}"
        said = alt if part is None else map_words.list_alt(lang)
        return lay_out(head, stick_line(change, lang), [*remarks, *notes], width=width, body=body, alt=said)

    return map_sheet(content, make, lang)


def _coverage(change: ChangeNumbers) -> Coverage:
    """The outlines of the areas that are in both results."""
    whole = coverage_of(change.after)
    if tuple(change.areas) == tuple(change.after.areas):
        return whole
    return Coverage(whole.shapes[[change.after.areas.index(code) for code in change.areas]])


def _legend(
    page: Sheet, left: float, bottom: float, verdicts: Sequence[str], change: ChangeNumbers, lang: Language
) -> float:
    """Draw the verdicts that the map has, each with its colour; return where they end."""
    labels = cells_of(change)
    for verdict in [name for name in _FACES if name in verdicts]:
        page.box(left, bottom + 0.2, 2 * BOX, BOX, **{"linewidth": 0.4, **_FACES[verdict]})
        text = verdict_text(verdict, labels, lang)
        page.text(left + 2 * BOX + 0.08, bottom + 0.24, text)
        left += 2 * BOX + 0.3 + text_width(text, BODY)
    return left
