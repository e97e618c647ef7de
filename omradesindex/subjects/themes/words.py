"""Themes in words that a person reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.catalogue.bodies import body_said
from omradesindex.index import words
from omradesindex.index.uncertainty.score_errors import LEAST_KNOWN
from omradesindex.index.uncertainty.value_intervals import REASONS
from omradesindex.show.alternative import areas_line
from omradesindex.subjects.themes.touched import UNITS
from omradesindex.wording import (
    NBSP,
    Language,
    Text,
    area_name,
    exact_decimals,
    join,
    number,
    say,
    some,
    with_unit,
)

if TYPE_CHECKING:
    from omradesindex.subjects.themes.themed import Themed

#: What a verdict is called, and its mark beside a number.
VERDICT_WORDS = {
    "challenge": Text("större utmaning än i staden", "greater challenge than in the city"),
    "better": Text("mindre utmaning än i staden", "smaller challenge than in the city"),
    "chance": Text("kan vara slump", "may be chance"),
    "unknown": Text("går inte att säga", "cannot be said"),
    "missing": Text("uppgift saknas", "no figures"),
}
MARKS = {"challenge": "●", "better": "○", "chance": "", "unknown": "?", "missing": ""}
#: The mark of a theme that stands out in an area.
OUT = "◆"
CANNOT = Text("Går inte att säga", "Cannot be said")

_NO_VARIATION = Text("områdena har samma värde", "the areas have the same value")
_MOST_NAMED = 3


def headline(themed: Themed, lang: Language) -> str:
    """What is shown, and whose it is."""
    if themed.body:
        what = say(lang, "Där uppdraget sticker ut", "Where the mission stands out")
        return f"{what} · {body_said(themed.body)} · {words.whose(themed.result, lang)}"
    what = say(lang, "Teman som sticker ut", "Themes that stand out")
    return f"{what} · {words.headline(themed.result, lang)}"


def label(themed: Themed, place: int, lang: Language) -> str:
    """A theme's label."""
    return themed.result.label(themed.themes[place], lang)


def figures_of(themed: Themed, place: int) -> tuple[int, int]:
    """How many of a theme's indicators have figures, and how many there are."""
    members = themed.members[place]
    values = themed.result.measured.values[:-1]
    return sum(bool((~np.isnan(values[:, j])).any()) for j in members), len(members)


def why_not(themed: Themed, place: int, lang: Language) -> str:
    """Say why it cannot be said whether a theme's differences are beyond chance; nothing where it can."""
    verdicts = themed.verdict[:, place]
    if not np.isin(verdicts, ("unknown", "missing")).all():
        return ""
    if (verdicts == "missing").all():
        if themed.kinds[place] == "dimension":
            n, of = figures_of(themed, place)
            return say(lang, f"{n} av {of} indikatorer har uppgifter", f"{n} of {of} indicators have figures")
        return VERDICT_WORDS["missing"].in_(lang)
    if np.isnan(themed.spread[place]):
        return _NO_VARIATION.in_(lang)
    if themed.kinds[place] == "indicator":
        reasons = themed.uncertainty.reason[:-1, themed.members[place][0]]
        return "; ".join(REASONS[why].in_(lang) for why in dict.fromkeys(map(str, reasons)) if why)
    known = themed.uncertainty.score_known[themed.themes[place]]
    share = number(100 * float(np.nanmin(known)), lang=lang)
    least = number(100 * LEAST_KNOWN, lang=lang)
    return say(
        lang,
        f"slumpens storlek är känd för {share}{NBSP}% av temats vikt, och minst {least}{NBSP}% behövs",
        f"the size of chance is known for {share}% of the theme's weight, and at least {least}% is needed",
    )


def cannot_lines(themed: Themed, lang: Language) -> list[str]:
    """Name what cannot be said, brought together by why; the dimensions first."""
    by_reason: dict[str, list[str]] = {}
    for place in range(len(themed.themes)):
        why = why_not(themed, place, lang)
        if why:
            by_reason.setdefault(why, []).append(label(themed, place, lang))
    for indicator in themed.lacking:
        by_reason.setdefault(VERDICT_WORDS["missing"].in_(lang), []).append(indicator.label.in_(lang))
    parts = [f"{join(names, lang=lang)} ({why})" for why, names in by_reason.items()]
    return [f"{CANNOT.in_(lang)}: {'; '.join(parts)}."] if parts else []


def people_line(themed: Themed, lang: Language) -> str:
    """Say which of the leading themes is the most widespread, and which the most gathered."""
    inside = [(k, float(themed.people_challenged[k])) for k in map(themed.at, themed.leading)]
    inside = sorted(((k, people) for k, people in inside if people > 0), key=lambda row: -row[1])
    if not inside:
        return ""
    total = float(themed.people.sum())
    ends = [
        f"{label(themed, k, lang)} ({with_unit(100 * people / total, '%', 0, lang=lang)})"
        for k, people in (inside[0], inside[-1])
    ]
    most = number(inside[0][1], lang=lang)
    lead = say(
        lang,
        f"Mest utbrett: {ends[0]}; {most} invånare bor där utmaningen är större än i staden, mer än slumpen.",
        f"Most widespread: {ends[0]}; {most} inhabitants live where the challenge is greater than in the "
        "city, beyond chance.",
    )
    if len(inside) == 1:
        return lead
    return f"{lead} {say(lang, 'Mest samlat', 'Most gathered')}: {ends[1]}."


def excess_line(themed: Themed, lang: Language) -> str:
    """Say which indicator touches the most persons beyond what the city's share would make."""
    sums = []
    for k in range(themed.n_dimensions, len(themed.themes)):
        worse = themed.verdict[:, k] == "challenge"
        if themed.counts[k].told and worse.any():
            sums.append((float(themed.counts[k].excess[worse].sum()), int(worse.sum()), k))
    persons = [row for row in sums if themed.counts[row[2]].unit == "personer"]
    if not persons:
        return ""
    excess, n, k = max(persons)
    name, count, areas = label(themed, k, lang), number(excess, lang=lang), areas_line(n, lang)
    return say(
        lang,
        f"Flest personer utöver stadens andel: {name} ({count} fler i {areas} med större utmaning).",
        f"Most persons beyond the city's share: {name} ({count} more in {areas} of greater challenge).",
    )


def uneven_line(themed: Themed, lang: Language) -> str:
    """Say which indicator of people is the most uneven over the areas, and which cannot be told from it."""
    known = []
    for k in range(themed.n_dimensions, len(themed.themes)):
        value, low, high, _ = themed.unevenness[k]
        if themed.counts[k].unit == "personer" and value > 0 and themed.differs[k] < 1 - themed.level:
            known.append((value, low, high, k))
    if not known:
        return ""
    known.sort(key=lambda row: -row[0])
    value, low, _, top = known[0]
    alike = join([label(themed, k, lang) for _, _, high, k in known[1:] if high >= low], lang=lang)
    name, shown = label(themed, top, lang), with_unit(100 * value, "%", 0, lang=lang)
    also = (
        say(lang, f" Går inte att skilja från: {alike}.", f" Cannot be told from: {alike}.") if alike else ""
    )
    return (
        say(
            lang,
            f"Ojämnast fördelat bland människor: {name}. {shown} av dem som det rör skulle behöva flytta "
            "för att det skulle bli jämnt.",
            f"Most uneven among people: {name}. {shown} of those whom it touches would have to move for it "
            "to be even.",
        )
        + also
    )


def unit_of(themed: Themed, place: int, lang: Language) -> str:
    """What is counted in a theme."""
    unit = themed.counts[place].unit
    return UNITS[unit].in_(lang) if unit in UNITS else unit


def standing_out_lines(themed: Themed, lang: Language) -> list[str]:
    """Say in which areas one of the leading themes stands out, theme by theme."""
    lines = []
    for theme in themed.leading:
        place = themed.at(theme)
        rows = [i for i in themed.order if themed.stands_out[i, place]]
        if rows:
            rows.sort(key=lambda i: -float(themed.profile[i, place]))
            names = some([named(themed, i) for i in rows], _MOST_NAMED, lang=lang)
            lines.append(f"{label(themed, place, lang)}: {names}.")
    if not lines:
        lines.append(
            say(
                lang,
                "Inte i något område är ett tema en större utmaning än områdets övriga teman, mer än "
                "slumpen.",
                "In no area is a theme a greater challenge than the area's other themes, beyond chance.",
            )
        )
    return lines


def area_line(themed: Themed, row: int, lang: Language) -> str:
    """Say of one area which themes stand out, or that none does, or why it cannot be said."""
    places = [themed.at(theme) for theme in themed.leading]
    out = [k for k in places if themed.stands_out[row, k]]
    if out:
        names = join([label(themed, k, lang) for k in out], lang=lang)
        return say(
            lang,
            f"Sticker ut: {names}. Utmaningen är större än i staden, och större än i områdets övriga teman.",
            f"Stands out: {names}. The challenge is greater than in the city, and greater than in the area's "
            "other themes.",
        )
    verdicts = [themed.verdict[row, k] for k in places]
    if all(verdict in ("unknown", "missing") for verdict in verdicts):
        return f"{CANNOT.in_(lang)}."
    worse = [
        label(themed, k, lang) for k, verdict in zip(places, verdicts, strict=True) if verdict == "challenge"
    ]
    if not worse:
        return say(
            lang,
            "Inget tema är en större utmaning än i staden, mer än slumpen.",
            "No theme is a greater challenge than in the city, beyond chance.",
        )
    return say(
        lang,
        f"Större utmaning än i staden: {join(worse, lang=lang)}. Inget av dem sticker ut bland områdets "
        "teman.",
        f"A greater challenge than in the city: {join(worse, lang=lang)}. None of them stands out among the "
        "area's themes.",
    )


def mission_line(themed: Themed, lang: Language) -> str:
    """Say where most of what a body answers for is a greater challenge than in the city."""
    if not themed.themes and not themed.lacking:
        name = body_said(themed.body)
        return say(
            lang,
            f"{CANNOT.sv}: ingen indikator i indexet eller katalogen är sådan att {name} svarar för den.",
            f"{CANNOT.en}: no indicator of the index or the catalogue is one that {name} answers for.",
        )
    if not themed.themes:
        return say(
            lang,
            f"{CANNOT.sv}: ingen av de {len(themed.lacking)} indikatorer som {body_said(themed.body)} "
            "svarar för har uppgifter.",
            f"{CANNOT.en}: none of the {len(themed.lacking)} indicators that {body_said(themed.body)} "
            "answers for has figures.",
        )
    tested = int((~np.isnan(themed.judged.p)).any(axis=0).sum())
    if not tested:
        return f"{CANNOT.in_(lang)}."
    per_area = (themed.verdict == "challenge").sum(axis=1)
    areas = areas_line(len(themed.areas), lang)
    n = int((per_area > 0).sum())
    lead = say(
        lang,
        f"{n} av {areas} har minst en indikator där utmaningen är större än i staden, mer än slumpen.",
        f"{n} of {areas} have at least one indicator where the challenge is greater than in the city, beyond "
        "chance.",
    )
    if not n:
        return lead
    most = int(per_area.max())
    names = [named(themed, i) for i in themed.order if per_area[i] == most]
    return lead + say(
        lang,
        f" Flest ({most} av {tested}): {some(names, _MOST_NAMED, lang=lang)}.",
        f" Most ({most} of {tested}): {some(names, _MOST_NAMED, lang=lang)}.",
    )


def named(themed: Themed, row: int) -> str:
    """An area's code and name."""
    code = themed.areas[row]
    return area_name(code, themed.result.statistics.name_of(code))


def places(themed: Themed, rows: Sequence[int], place: int) -> list[str]:
    """An area's place in a theme, and between which it can be: ``3 (2–5)``."""
    texts = []
    for row in rows:
        own, first, last = (
            side[row, place] for side in (themed.ranks, themed.rank_limits[0], themed.rank_limits[1])
        )
        if np.isnan(own):
            texts.append("–")
        elif np.isnan(first):
            texts.append(f"{own:.0f} (?)")
        elif first == last:
            texts.append(f"{own:.0f}")
        else:
            texts.append(f"{own:.0f} ({first:.0f}–{last:.0f})")
    return texts


def notes(themed: Themed, lang: Language) -> list[str]:
    """What must be known to read any of it."""
    percent = 100 * themed.level
    level = f"{number(percent, exact_decimals([percent]), lang=lang)}{NBSP}%"
    held = say(
        lang,
        "Läge: avståndet till staden, i temats egna standardavvikelser mellan områdena; plus är större "
        "utmaning. Teman jämförs aldrig genom sina poäng.",
        "Position: the distance from the city in the theme's own standard deviations between areas; plus is "
        "greater challenge. Themes are never compared by their scores.",
    )
    rule = say(
        lang,
        f"Mer än slumpen: {level}, alla områden och teman prövade tillsammans (Šidák).",
        f"Beyond chance: {level}, all areas and themes tested together (Šidák).",
    )
    apart = number(themed.apart, exact_decimals([themed.apart]), lang=lang)
    out = say(
        lang,
        f"Sticker ut: större utmaning än i staden, och minst {apart} standardavvikelser större än områdets "
        "övriga teman i genomsnitt (av dem som kan prövas), mer än slumpen.",
        f"Stands out: a greater challenge than in the city, and at least {apart} standard deviations "
        "greater than the area's other themes on average (of those that can be tested), beyond chance.",
    )
    return [f"{held} {rule} {out}", *([whose_line(themed, lang)] if themed.body else [])]


def marks_line(lang: Language) -> str:
    """What the marks beside positions mean."""
    told = [f"{mark} {VERDICT_WORDS[verdict].in_(lang)}" for verdict, mark in MARKS.items() if mark]
    return f"{'; '.join(told)}; {OUT} {say(lang, 'sticker ut', 'stands out')}."


def whose_line(themed: Themed, lang: Language) -> str:
    """Where it stands what a body answers for."""
    name = body_said(themed.body)
    return say(
        lang,
        f"Vilka indikatorer {name} svarar för står vid varje indikator (`responsible`).",
        f"Which indicators {name} answers for stands with each indicator (`responsible`).",
    )
