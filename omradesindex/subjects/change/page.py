"""A change between two years as a page: verdicts, the way from figure to figure, and what made it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.index import words
from omradesindex.index.decimals import score_decimals
from omradesindex.show.old_page import Page, Table
from omradesindex.subjects.change.words import (
    ABSENT,
    CAUSE_LABELS,
    RANK_LABELS,
    VERDICT_LABELS,
    newer_lines,
    place,
    told_apart,
)
from omradesindex.subjects.over_time.words import (
    SIGNS,
    judged_lines,
    left_out,
    reopen_lines,
    rests_on,
    stage_lines,
    stick_line,
    uneven_lines,
)
from omradesindex.wording import NBSP, Language, check_language, number, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.change.answer import Change

_MOST_PARTS = 3


def change_text(change: Change, *, lang: Language = "sv") -> str:
    """Write a change as text."""
    return change_page(change, lang).text()


def change_html(change: Change, *, lang: Language = "sv") -> str:
    """Write a change as HTML."""
    return change_page(change, lang).html(lang)


def title(change: Change, lang: Language, column: str = "index") -> str:
    """What is shown and whose it is."""
    first, last = change.periods
    span = f"{first}–{last}" if first != last else " → ".join(told_apart(change, lang))
    return f"{say(lang, 'Förändring', 'Change')} {span} · {words.headline(change.after, lang, column)}"


def change_page(change: Change, lang: Language) -> Page:
    """Lay a change out: a row for each area, greatest worsening first."""
    check_language(lang)
    frame = change.to_frame()
    own = frame[frame["measure"] == "index"].reset_index(drop=True)
    tables = (
        [_ranks(change, lang)] if change.by_rank else [_scores(change, own, lang), *_dimensions(change, lang)]
    )
    return Page(
        title=title(change, lang),
        under=[stick_line(change, lang)],
        tables=tables,
        told=[
            *newer_lines(change, lang),
            *judged_lines(change, lang),
            *stage_lines(change, lang),
            *uneven_lines(change, lang),
            *reopen_lines(change, lang),
            *left_out(change, lang),
            *rests_on(change, lang),
        ],
    )


def _scores(change: Change, own: pd.DataFrame, lang: Language) -> Table:
    first, last = told_apart(change, lang)
    beyond = len(change.stages) > 2 or change.against == "city"
    what = say(lang, "Jämförbar", "Comparable") if len(change.stages) > 2 else ""
    if change.against == "city":
        what = f"{what}, " if what else ""
        what += say(lang, "utöver staden", "beyond the city")
    heads = [
        say(lang, "Kod", "Code"),
        say(lang, "Område", "Area"),
        first,
        last,
        say(lang, "Förändring", "Change"),
        *([what[:1].upper() + what[1:]] if beyond else []),
        say(lang, "Intervall", "Interval"),
        say(lang, "Plats", "Rank"),
        say(lang, "Bedömning", "Verdict"),
        say(lang, "Främst på grund av", "Mostly because of"),
    ]
    rows, decimals = [], score_decimals(change.after)
    for row in own.sort_values("estimate", ascending=False, kind="stable").to_dict("records"):
        verdict = str(row["verdict"])
        cells = [number(row[c], decimals, lang=lang) for c in ("before", "after")]
        cells.append(number(row["change"], decimals, lang=lang, sign=True))
        if beyond:
            cells.append(number(row["estimate"], decimals, lang=lang, sign=True))
        rows.append(
            [
                str(row["area"]),
                str(row["name"]),
                *cells,
                interval(row["low"], row["high"], lang, decimals),
                places(row["rank_before"], row["rank_after"]),
                f"{SIGNS[verdict]} {VERDICT_LABELS[verdict].in_(lang)}",
                "" if verdict == "noise" else mostly(change, str(row["area"]), float(row["change"]), lang),
            ]
        )
    if not np.isnan(change.city[0]):
        city = number(float(change.city[0]), decimals, lang=lang, sign=True)
        gap = [""] * (4 + beyond)
        rows.append(["", words.city(change.after, lang), "", "", city, *gap])
    caption = change.label("index", lang)
    return Table(caption, heads, rows, left=(0, 1, len(heads) - 2, len(heads) - 1))


def interval(low: float, high: float, lang: Language, decimals: int) -> str:
    """Write two limits, each with its sign."""
    if np.isnan(low):
        return number(low)
    ends = (number(value, decimals, lang=lang, sign=True) for value in (low, high))
    return say(lang, " till ", " to ").join(ends)


def places(before: object, after: object) -> str:
    """Write the way from one rank to another."""
    told = place(before), place(after)
    return told[0] if told[0] == told[1] else f"{told[0]} → {told[1]}"


def mostly(change: Change, area: str, whole: float, lang: Language) -> str:
    """The greatest parts in the change's own direction."""
    parts = change.parts
    parts = parts[(parts["area"] == area) & (parts["measure"] == "index")]
    parts = parts.assign(way=parts["points"] * np.sign(whole)).sort_values(
        "way", ascending=False, kind="stable"
    )
    told, decimals = [], score_decimals(change.after)
    for row in parts[parts["way"] >= 0.5 * 10.0**-decimals].head(_MOST_PARTS).to_dict("records"):
        cause = str(row["cause"])
        what = (
            change.label(str(row["indicator"]), lang) if row["indicator"] else CAUSE_LABELS[cause].in_(lang)
        )
        kind = f" ({CAUSE_LABELS[cause].in_(lang)})" if row["indicator"] and cause != "figures" else ""
        told.append(f"{what}{kind} {number(float(row['points']), decimals, lang=lang, sign=True)}")
    return "; ".join(told)


def _dimensions(change: Change, lang: Language) -> list[Table]:
    """The dimensions' changes with the signs of their verdicts."""
    columns = change.columns[1:]
    decimals = {c: score_decimals(change.after, c) for c in columns}
    if not columns:
        return []
    frame = change.to_frame().set_index(["measure", "area"])
    heads = [say(lang, "Kod", "Code"), say(lang, "Område", "Area"), *(change.label(c, lang) for c in columns)]
    rows = []
    for area in change.areas:
        cells = [
            f"{number(float(frame.loc[(c, area), 'estimate']), decimals[c], lang=lang, sign=True)}{NBSP}"  # type: ignore[arg-type]
            f"{SIGNS[str(frame.loc[(c, area), 'verdict'])]}"
            for c in columns
        ]
        rows.append([area, change.name_of(area), *cells])
    beyond = say(lang, ", utöver staden", ", beyond the city") if change.against == "city" else ""
    return [Table(f"{say(lang, 'Dimensionerna', 'The dimensions')}{beyond}", heads, rows)]


def _ranks(change: Change, lang: Language) -> Table:
    first, last = told_apart(change, lang)
    own = change.ranks[change.ranks["measure"] == "index"].sort_values("rank_after", kind="stable")
    rows = [
        [
            str(row["area"]),
            str(row["name"]),
            _rank_set(row, "before"),
            _rank_set(row, "after"),
            f"{SIGNS[str(row['rank_verdict'])]} {RANK_LABELS[str(row['rank_verdict'])].in_(lang)}",
        ]
        for row in own.to_dict("records")
    ]
    heads = [
        say(lang, "Kod", "Code"),
        say(lang, "Område", "Area"),
        f"{say(lang, 'Plats', 'Rank')} {first}",
        f"{say(lang, 'Plats', 'Rank')} {last}",
        say(lang, "Bedömning", "Verdict"),
    ]
    return Table(change.label("index", lang), heads, rows, left=(0, 1, len(heads) - 1))


def _rank_set(row: Mapping[Hashable, Any], year: str) -> str:
    """Write a rank with the places that cannot be ruled out."""
    own, low, high = (place(row[f"{name}_{year}"]) for name in ("rank", "low", "high"))
    return own if ABSENT in (own, low) else f"{own} ({low}–{high})"
