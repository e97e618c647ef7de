"""Themes in words that a person reads: what is found in the city and in each area, what cannot be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.catalogue import variables
from omradesindex.catalogue.bodies import body_said
from omradesindex.index import words
from omradesindex.index.once import once
from omradesindex.index.uncertainty.score_errors import LEAST_KNOWN
from omradesindex.index.uncertainty.value_intervals import REASONS
from omradesindex.show.alternative import areas_line
from omradesindex.subjects.themes.themed import FOLK
from omradesindex.subjects.themes.touched import UNITS
from omradesindex.wording import (
    NBSP,
    Language,
    Text,
    all_of,
    area_name,
    join,
    number,
    plural,
    say,
    some,
    with_unit,
)

if TYPE_CHECKING:
    from omradesindex.subjects.themes.themed import Themed

#: What a verdict is called, and its mark beside a number.
VERDICT_WORDS = {
    "challenge": Text("större utmaning", "greater challenge"),
    "better": Text("mindre utmaning", "smaller challenge"),
    "chance": Text("kan vara slump", "may be chance"),
    "unknown": Text("går inte att säga", "cannot be told"),
    "missing": Text("uppgift saknas", "no figures"),
}
MARKS = {"challenge": "●", "better": "○", "chance": "", "unknown": "?", "missing": ""}
#: The mark of a theme that stands out in an area.
OUT = "◆"
CANNOT = Text("Går inte att säga", "Cannot be told")

_NO_VARIATION = Text("områdena har samma värde", "the areas have the same value")
_MOST_NAMED = 3


def headline(themed: Themed, lang: Language) -> str:
    """What is shown, and whose it is."""
    if themed.body:
        what = say(lang, "Där uppdraget sticker ut", "Where the mission stands out")
        return f"{what} · {body_said(themed.body)} · {words.whose(themed.result, lang)}"
    what = say(lang, "Teman som sticker ut", "Themes that stand out")
    return f"{what} · {words.headline(themed.result, lang)}"


def city(themed: Themed, lang: Language) -> str:
    """What the areas are held against: ``hela Malmö``."""
    return words.city(themed.result, lang)


def compared_with(themed: Themed, places: Iterable[int], lang: Language) -> str:
    """What an area is held against in some themes: the city's own figure; of a dimension the areas' mean.

    A dimension's mean over the areas need not be the city's 100: a city is more mixed than its parts.
    """
    whole = f"i {city(themed, lang)}" if lang == "sv" else f"in {city(themed, lang)}"
    mean = say(lang, "i områdena i genomsnitt", "in the areas on average")
    dimensions = {place < themed.n_dimensions for place in places}
    if dimensions == {True}:
        return mean
    if True in dimensions:
        return say(lang, f"{whole} (en dimension: än {mean})", f"{whole} (a dimension: than {mean})")
    return whole


def people(themed: Themed, lang: Language) -> str:
    """Who is counted in the areas: inhabitants, or those of the variable that was named."""
    if themed.people_are == FOLK:
        return say(lang, "invånare", "inhabitants")
    known = variables()
    name = known[themed.people_are].label.in_(lang) if themed.people_are in known else themed.people_are
    return name[:1].lower() + name[1:]


def label(themed: Themed, place: int, lang: Language) -> str:
    """A theme's label."""
    return themed.result.label(themed.themes[place], lang)


def touched(themed: Themed, place: int, lang: Language) -> str:
    """Whom an indicator touches: those it does not count, where a higher value is a smaller challenge."""
    indicator, name = themed.indicators[place], label(themed, place, lang)
    if indicator is None or indicator.direction.sign > 0:
        return name
    return say(lang, f"{name} (de som inte räknas dit)", f"{name} (those not counted there)")


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
            return say(
                lang,
                f"uppgifter finns för {n} av {of} indikatorer",
                f"there are figures for {n} of {of} indicators",
            )
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


@once
def cannot_lines(themed: Themed, lang: Language) -> list[str]:
    """Name what cannot be told, a line for each reason; the dimensions first."""
    by_reason: dict[str, list[str]] = {}
    for place in range(len(themed.themes)):
        why = why_not(themed, place, lang)
        if why:
            by_reason.setdefault(why, []).append(label(themed, place, lang))
    if not themed.themes:
        names = [indicator.label.in_(lang) for indicator in themed.lacking]
        by_reason |= {VERDICT_WORDS["missing"].in_(lang): names} if names else {}
    return [f"{CANNOT.in_(lang)}: {join(names, lang=lang)} ({why})." for why, names in by_reason.items()]


def people_line(themed: Themed, lang: Language) -> str:
    """Say which of the leading themes is the most widespread, and which the most gathered."""
    inside = [(k, float(themed.people_challenged[k])) for k in map(themed.at, themed.leading)]
    inside = sorted(((k, people) for k, people in inside if people > 0), key=lambda row: -row[1])
    if not inside:
        return ""
    total = float(themed.people.sum())
    most, fewest = inside[0][1], inside[-1][1]
    widest, least = (
        join([label(themed, k, lang) for k, n in inside if n == end], lang=lang) for end in (most, fewest)
    )
    shares = [with_unit(100 * n / total, "%", 0, lang=lang) for n in (most, fewest)]
    who, n = people(themed, lang), number(most, lang=lang)
    beside = compared_with(themed, map(themed.at, themed.leading), lang)
    lead = say(
        lang,
        f"Mest utbrett: {widest}. {n} {who} ({shares[0]}) finns där utmaningen är "
        f"större än {beside}. Det är mer än slump.",
        f"Most widespread: {widest}. {n} {who} ({shares[0]}) are where the challenge is "
        f"greater than {beside}. That is beyond chance.",
    )
    if most == fewest:
        return lead
    gathered = say(lang, "Mest samlat", "Most gathered")
    return f"{lead} {gathered}: {least} ({shares[1]})."


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
    name, count, areas = touched(themed, k, lang), number(excess, lang=lang), areas_line(n, lang)
    whole = city(themed, lang)
    return say(
        lang,
        f"Flest utöver andelen i {whole}: {name}. Det är {count} personer fler. De finns i {areas} med "
        "större utmaning.",
        f"Most beyond the share in {whole}: {name}. These are {count} persons more. They are in {areas} of "
        "greater challenge.",
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
    alike = join([touched(themed, k, lang) for _, _, high, k in known[1:] if high >= low], lang=lang)
    name, shown = touched(themed, top, lang), number(100 * value, lang=lang)
    also = (
        say(lang, f" Går inte att skilja från: {alike}.", f" Cannot be told from: {alike}.") if alike else ""
    )
    return (
        say(
            lang,
            f"Mest ojämnt bland folk: {name}. {shown} procent av dem som det rör måste flytta om det ska "
            "bli jämnt.",
            f"Most uneven among people: {name}. To make it even, {shown} per cent of those whom it touches "
            "would have to move.",
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
                "I inget område sticker ett tema ut bland områdets egna, mer än slumpen.",
                "In no area does a theme stand out among the area's own, beyond chance.",
            )
        )
    return lines


def area_line(themed: Themed, row: int, lang: Language) -> str:
    """Say of one area which themes stand out, or that none does, or why it cannot be said."""
    places = [themed.at(theme) for theme in themed.leading]
    out, beside = [k for k in places if themed.stands_out[row, k]], compared_with(themed, places, lang)
    if out:
        names = join([label(themed, k, lang) for k in out], lang=lang)
        return say(
            lang,
            f"Sticker ut: {names}. Utmaningen är större än {beside}, och större än i områdets övriga teman.",
            f"Stands out: {names}. The challenge is greater than {beside}, and greater than in the area's "
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
            f"I inget tema är utmaningen större än {beside}, mer än slumpen.",
            f"In no theme is the challenge greater than {beside}, beyond chance.",
        )
    return say(
        lang,
        f"Större utmaning än {beside}: {join(worse, lang=lang)}. Inget tema sticker ut bland områdets egna.",
        f"A greater challenge than {beside}: {join(worse, lang=lang)}. No theme stands out among the "
        "area's own.",
    )


def mission_line(themed: Themed, lang: Language) -> str:
    """Say where most of what a body answers for is a greater challenge than in the city."""
    if not themed.themes and not themed.lacking:
        name = body_said(themed.body)
        return say(
            lang,
            f"{CANNOT.sv}: {name} svarar inte för någon indikator i indexet eller katalogen.",
            f"{CANNOT.en}: {name} answers for no indicator of the index or the catalogue.",
        )
    if not themed.themes:
        n, name = len(themed.lacking), body_said(themed.body)
        one = say(lang, f"den enda indikator som {name} svarar för", f"the one indicator of {name}")
        many = say(
            lang,
            f"{all_of(n, 'indikatorer', 'indikatorerna')} som {name} svarar för",
            f"{all_of(n, 'indicators', 'indicators', 'en')} of {name}",
        )
        lack = say(lang, "saknar uppgifter", plural(n, "lacks figures", "lack figures"))
        return f"{CANNOT.in_(lang)}: {plural(n, one, many)} {lack}."
    tested = int((~np.isnan(themed.judged.p)).any(axis=0).sum())
    if not tested:
        return f"{CANNOT.in_(lang)}."
    per_area = (themed.verdict == "challenge").sum(axis=1)
    areas, whole = areas_line(len(themed.areas), lang), city(themed, lang)
    n = int((per_area > 0).sum())
    lead = say(
        lang,
        f"I {n} av {areas} är utmaningen större än i {whole} i minst en indikator, mer än slumpen.",
        f"In {n} of {areas} the challenge is greater than in {whole} in at least one indicator, beyond "
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
