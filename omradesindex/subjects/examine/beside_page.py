"""The index and what is held beside it, as tables: area by area, and pair by pair."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.index import words
from omradesindex.index.decimals import score_decimals
from omradesindex.show.cut import cut
from omradesindex.show.decimals import decimals_for
from omradesindex.show.page import Block
from omradesindex.show.table import Column, Table
from omradesindex.subjects.examine.beside import INDEX, Side, agreement, sides
from omradesindex.subjects.examine.outside import measure_label
from omradesindex.subjects.examine.words import LISTED, ORDERS, OVERLAP, PLACES, TURNED
from omradesindex.wording import Language, correlation, number, say

if TYPE_CHECKING:
    from omradesindex.subjects.examine.examined import Examined


def beside_blocks(examined: Examined, lang: Language, most: int | None) -> list[Block]:
    """The areas with their places in the index and in each measure, and how far each pair agrees."""
    found = sides(examined)
    if examined.outside is None or not len(examined.outside.columns):
        return []
    return [_areas(examined, found, lang, most), *([_pairs(examined, found, lang)] if len(found) > 1 else [])]


def _label(examined: Examined, side: Side, lang: Language) -> str:
    return examined.result.label(INDEX, lang) if side.id == INDEX else measure_label(side.id, lang)


def _areas(examined: Examined, found: tuple[Side, ...], lang: Language, most: int | None) -> Table:
    result = examined.result
    order = words.ordered(result)
    shown = cut(order, most)
    columns = [
        Column(say(lang, "Kod", "Code"), list(result.areas), "code"),
        Column(say(lang, "Område", "Area"), list(result.names.values()), "name"),
    ]
    for side in found:
        label, head = _label(examined, side, lang), say(lang, "Plats", "Place")
        if side.listed:
            marks = ["–" if np.isnan(v) else "●" if v > 0 else "" for v in side.values]
            columns.append(Column(label, marks))
            continue
        spread = float(np.nanstd(side.values))
        decimals = score_decimals(result) if side.id == INDEX else decimals_for(spread)
        columns += [
            Column(say(lang, "Värde", "Value"), side.values.tolist(), decimals=decimals, group=label),
            Column(head, side.ranks.tolist(), decimals=0, group=label),
        ]
    return Table(
        say(lang, "Bredvid varandra", "Beside each other"),
        [column.rows(shown.order) for column in columns],
        [shown.told(lang), PLACES.in_(lang), LISTED.in_(lang) if any(s.listed for s in found) else ""],
        {shown.head: shown.between(lang)} if shown.broken else {},
    )


def _pairs(examined: Examined, found: tuple[Side, ...], lang: Language) -> Table:
    """Each pair in a matrix: order against order, and lists by what is on both."""
    known: dict[tuple[str, str], dict[Hashable, Any]] = {
        (row["a"], row["b"]): row for row in agreement(examined).to_dict("records")
    }
    labels = [f"{k + 1} {_label(examined, side, lang)}" for k, side in enumerate(found)]
    columns = [Column(say(lang, "Mått", "Measure"), labels, "name")]
    group = say(lang, "Med nummer", "With number")
    for k, side in enumerate(found[:-1]):
        rows = [known.get((side.id, other.id)) for other in found]
        columns.append(
            Column(
                str(k + 1),
                ["" if row is None else _cell(row, lang) for row in rows],
                notes=["" if row is None else _interval(row, lang) for row in rows],
                strong=[row is not None and _beyond(row) for row in rows],
                group=group,
            )
        )
    if found[0].id == INDEX:
        limits = [_interval(known.get((INDEX, other.id)), lang) for other in found]
        head = say(lang, "Med index, 95 %", "With the index, 95%")
        columns[1:1] = [Column(head, limits)] if any(limits) else []
    return Table(
        say(lang, "Hur väl de stämmer överens", "How far they agree"),
        columns,
        [ORDERS.in_(lang), OVERLAP.in_(lang) if any(side.listed for side in found) else "", TURNED.in_(lang)],
    )


def _interval(row: dict[Hashable, Any] | None, lang: Language) -> str:
    """The approximate interval of a correlation; nothing for a list."""
    if row is None or np.isnan(row["low"]):
        return ""
    low, high = (correlation(row[end], lang=lang) for end in ("low", "high"))
    return f"{low}–{high}" if row["low"] >= 0 else f"{low} {say(lang, 'till', 'to')} {high}"


def _cell(row: dict[Hashable, Any], lang: Language) -> str:
    if row["method"] == "spearman":
        return correlation(row["value"], lang=lang)
    of = say(lang, "av", "of")
    return f"{row['both']:.0f} {of} {row['first']:.0f} ({number(row['value'], 2, lang=lang)})"


def _beyond(row: dict[Hashable, Any]) -> bool:
    """Whether chance hardly makes it: the interval does not reach zero, or a lot rarely does as well."""
    if row["method"] == "spearman":
        return bool(row["low"] > 0 or row["high"] < 0)
    return bool(row["by_chance"] < _RARE)


_RARE = 0.05
