"""An area's change in words that a person reads."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.index.caveats import caveats
from omradesindex.index.decimals import score_decimals
from omradesindex.index.explain import Explanation
from omradesindex.wording import Language, Text, area_name, join, number

if TYPE_CHECKING:
    from omradesindex.subjects.change.answer import Change

#: Each verdict: alone in a table, and as a sentence's predicate.
VERDICT_LABELS = {
    "improved": Text("förbättrats", "improved"),
    "worsened": Text("försämrats", "worsened"),
    "noise": Text("inte mer än slump", "no more than noise"),
    "untested": Text("kan inte prövas", "cannot be tested"),
}
#: The same of ranks, which say nothing of the area's own figures.
RANK_LABELS = {
    **VERDICT_LABELS,
    "improved": Text("längre från första plats", "further from the first place"),
    "worsened": Text("närmare första plats", "nearer the first place"),
}
#: The same of a trend, which is still going on.
TREND_LABELS = {
    **VERDICT_LABELS,
    "improved": Text("förbättras", "improving"),
    "worsened": Text("försämras", "worsening"),
}
_TOLD = {
    "improved": Text("har förbättrats", "has improved"),
    "worsened": Text("har försämrats", "has worsened"),
    "noise": Text("förändringen är inte mer än slump", "the change is no more than noise"),
    "untested": Text("förändringen kan inte prövas", "the change cannot be tested"),
}
CAUSE_LABELS = {
    "figures": Text("nya uppgifter", "new figures"),
    "revised": Text("reviderade uppgifter", "revised figures"),
    "boundaries": Text("nya gränser", "new boundaries"),
    "definition": Text("ny definition", "new definition"),
}
#: Two results whose ranges read alike are told apart: new figures, or a revision of those there were.
_TWICE = {
    True: (Text("tidigare uppgifter", "earlier figures"), Text("nya uppgifter", "new figures")),
    False: (Text("före revidering", "before revision"), Text("efter revidering", "after revision")),
}
NOT_OVER_TIME = Text(
    "ingen förändring över tid, eftersom uppgifterna är från samma tid",
    "no change over time, because the figures are of one time",
)
_MOST = 5
ABSENT = "–"


def explain(change: Change, row: int, lang: Language) -> Explanation:
    """See :meth:`Change.explain`."""
    sv = lang == "sv"
    code = change.areas[row]
    frame = change.to_frame()
    own = frame[frame["area"] == code].set_index("measure")
    index = own[own.index == "index"].to_dict("records")[0]
    told = (
        (RANK_LABELS if change.by_rank else _TOLD)[str(index["verdict"])] if change.newer else NOT_OVER_TIME
    )
    lines = [f"{area_name(code, change.name_of(code))}: {told.in_(lang)}"]
    first, last = told_apart(change, lang)
    decimals = score_decimals(change.after)
    if not change.by_rank and not np.isnan(index["change"]):
        one, two = (number(float(index[c]), decimals, lang=lang) for c in ("before", "after"))
        by = number(float(index["change"]), decimals, lang=lang, sign=True)
        unit = "poäng" if sv else "points"
        said = f"Index {one} ({first}) → {two} ({last}): {by} {unit}. {limits(change, index, lang)}"
        lines.append(said.rstrip())
        if not np.isnan(index["city"]):
            city = number(float(index["city"]), decimals, lang=lang, sign=True)
            lines.append(f"Hela staden: {city}." if sv else f"The whole city: {city}.")
    places = [place(index[name]) for name in ("rank_before", "rank_after")]
    if ABSENT not in places:
        lines.append(
            f"Plats {places[0]} → {places[1]} (1 = störst utmaning)."
            if sv
            else f"Rank {places[0]} → {places[1]} (1 = greatest challenge)."
        )
    moved = [
        f"{change.label(column, lang)} {_TOLD[str(own.loc[column, 'verdict'])].in_(lang)}"
        for column in change.columns[1:]
        if own.loc[column, "verdict"] in ("improved", "worsened")
    ]
    if moved and not change.by_rank:
        lines.append(("Dimensioner: " if sv else "Dimensions: ") + "; ".join(moved) + ".")
    lines += [*newer_lines(change, lang), *_parts(change, code, lang)]
    lines += caveats(change.after, lang, [change.before])
    return Explanation("\n".join(lines))


def told_apart(change: Change, lang: Language) -> tuple[str, str]:
    """What the two results are called beside each other: their periods, told apart where these read alike."""
    first, last = change.periods
    if first != last:
        return first, last
    one, two = (words.in_(lang) for words in _TWICE[bool(change.newer)])
    return f"{first}, {one}", f"{last}, {two}"


def newer_lines(change: Change, lang: Language) -> list[str]:
    """Say which indicators have figures of another time, where it is not all of them."""
    old, new = (
        {i.id: p for i, p in zip(r.index.indicators, r.measured.periods, strict=True)}
        for r in (change.start, change.after)
    )
    shared = [name for name, period in new.items() if period and old.get(name)]
    if not change.newer or len(change.newer) == len(shared):
        return []
    named = [f"{change.label(name, lang)} {old[name]} → {new[name]}" for name in change.newer[:_MOST]]
    more = len(change.newer) - len(named)
    if more:
        named.append(f"{more} till" if lang == "sv" else f"{more} more")
    head = "Uppgifter från en annan tid har" if lang == "sv" else "Of another time are"
    return [f"{head} {join(named, lang=lang)}."]


def place(rank: Any) -> str:
    """Write a rank; a dash where there is none."""
    import pandas as pd

    return ABSENT if pd.isna(rank) else str(int(rank))


def limits(change: Change, row: Mapping[Hashable, Any], lang: Language) -> str:
    """The interval of what is judged, in a sentence."""
    low, high, estimate = (float(row[c]) for c in ("low", "high", "estimate"))
    if np.isnan(low):
        return ""
    decimals = score_decimals(change.after)
    low_text, high_text = (number(v, decimals, lang=lang, sign=True) for v in (low, high))
    percent = f"{number(100 * change.level, lang=lang)} %"
    sv = lang == "sv"
    what = ""
    if len(change.stages) > 2:
        what = "Jämförbar förändring" if sv else "Comparable change"
    if change.against == "city":
        what = (f"{what}, utöver staden" if what else "Utöver staden") if sv else what + ", beyond the city"
    head = (
        f"{what.lstrip(', ').capitalize()} {number(estimate, decimals, lang=lang, sign=True)}; "
        if what
        else ""
    )
    if sv:
        return f"{head}{percent}-intervall för alla områden samtidigt: {low_text} till {high_text}."
    return f"{head}{percent} interval, all areas at once: {low_text} to {high_text}."


def _parts(change: Change, code: str, lang: Language) -> list[str]:
    parts = change.parts
    parts = parts[(parts["area"] == code) & (parts["measure"] == "index")].dropna(subset="points")
    if not len(parts):
        return []
    lines, decimals = [], score_decimals(change.after)
    for cause in ("figures", "revised", "boundaries", "definition"):
        own = parts[parts["cause"] == cause]
        if not len(own):
            continue
        total = number(float(own["points"].sum()), decimals, lang=lang, sign=True)
        order = own.reindex(own["points"].abs().sort_values(ascending=False, kind="stable").index)
        named = [
            f"{change.label(str(row['indicator']), lang)} "
            f"{number(float(row['points']), decimals, lang=lang, sign=True)}"
            for row in order.head(_MOST).to_dict("records")
            if row["indicator"] and abs(row["points"]) >= 0.5 * 10.0**-decimals
        ]
        unit = "poäng" if lang == "sv" else "points"
        rest = f": {join(named, lang=lang)}" if named else ""
        head = CAUSE_LABELS[cause].in_(lang)
        lines.append(f"{head[:1].upper()}{head[1:]} {total} {unit}{rest}.")
    return lines
