"""The words that tables, maps and charts share: what is shown, whose it is, what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.catalogue.words import ARROWS
from omradesindex.frozen import Frozen
from omradesindex.index.decimals import score_decimals, shown_alike
from omradesindex.index.once import once
from omradesindex.index.words_scale import scale_line
from omradesindex.show.alternative import areas_line, ends_line
from omradesindex.statistics.city import city_said
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS
from omradesindex.wording import (
    Language,
    area_name,
    called_made_up,
    inside,
    join,
    number,
    plural,
    say,
    with_unit,
)

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored

#: The sign after a value that is not an official figure.
MARKS: Mapping[str, str] = Frozen(
    {"official": "", "unstated": "°", "proxy": "†", "estimated": "*", "assumed": "‡", "made_up": "¶"}
)

_MOST_PERIODS = 3
_MOST_TABLES, _MOST_BODIES = 12, 6


@once
def is_made_up(result: Scored) -> bool:
    """Whether the city is made up: its division says so, or every figure does."""
    division = result.statistics.division
    qualities = result.measured.quality[~np.isnan(result.measured.values)]
    return (division is not None and division.made_up) or bool(
        (qualities == QUALITIES.index("made_up")).all()
    )


@once
def whose(result: Scored, lang: Language) -> str:
    """Whose figures these are, with a word about it where the city is made up."""
    name = result.statistics.name
    if result.group is not None:
        name = name.removesuffix(result.group.sv) + result.group.in_(lang)
    return called_made_up(name, lang) if is_made_up(result) else name


@once
def periods(result: Scored, lang: Language) -> str:
    """The period of the figures; where they differ, the commonest, then the others with their indicators."""
    return of_periods(result, result.measured.periods, lang)


def of_periods(result: Scored, of: Sequence[str], lang: Language) -> str:
    """The commonest of the indicators' periods, one for each, then the others with their indicators."""
    by_indicator = {
        member.id: period for member, period in zip(result.index.members, of, strict=True) if period
    }
    if not by_indicator:
        return ""
    calendar = result.statistics.calendar
    main = Counter(by_indicator.values()).most_common(1)[0][0]
    others: dict[str, list[str]] = {}
    for name, period in by_indicator.items():
        if period != main:
            others.setdefault(period, []).append(name)
    if not others:
        return main
    if sum(map(len, others.values())) > _MOST_PERIODS:
        return calendar.span(by_indicator.values())
    differing = [f"{listed(result, others[period], lang)} {period}" for period in calendar.in_order(others)]
    return f"{main} ({'; '.join(differing)})"


def listed(result: Scored, names: Iterable[str], lang: Language) -> str:
    """Indicators and dimensions by their ids, as a sentence lists them."""
    return join([inside(result.label(name, lang)) for name in names], lang=lang)


def headline(result: Scored, lang: Language, column: str = "index") -> str:
    """What is shown and whose it is, the title of a figure or page; of what is partial, what it rests on."""
    what = result.index.label.in_(lang)
    if column != "index":
        what = f"{result.label(column, lang)} · {what}"
    return " · ".join(part for part in (what, whose(result, lang), rests_on(result, lang)) if part)


def rests_on(result: Scored, lang: Language) -> str:
    """How many indicators a partial score rests on; nothing where it is asked for and all there is."""
    if not result.partial:
        return ""
    there, n = sum(made.areas > 0 for made in result.made_of), len(result.index.members)
    if there < n:
        return rests_on_so_many(there, n, lang)
    whole = all(made.areas == len(result.areas) for made in result.made_of)
    return "" if whole else say(lang, "delvis beräknat", "partly computed")


def rests_on_so_many(there: int, n: int, lang: Language) -> str:
    """``bygger på 2 av 11 indikatorer``."""
    return say(
        lang,
        f"bygger på {there} av {n} {plural(n, 'indikator', 'indikatorer')}",
        f"rests on {there} of {n} {plural(n, 'indicator', 'indicators')}",
    )


def subtitle(result: Scored, lang: Language, column: str = "index") -> str:
    """The period, and how to read the scores."""
    ids = [indicator.id for indicator in result.index.indicators]
    when = result.measured.periods[ids.index(column)] if column in ids else periods(result, lang)
    lead = f"{say(lang, 'Uppgifter för', 'Figures for')} {when}. " if when else ""
    return lead + scale_line(result, lang, column)


@once
def ordered(result: Scored, column: str = "index") -> list[int]:
    """Positions of the areas, greatest challenge first; those without a rank last, in the order of codes."""
    if column in result.columns:
        ranks = np.nan_to_num(result.level_ranks[column], nan=np.inf)
    else:
        place = [indicator.id for indicator in result.index.indicators].index(column)
        ranks = np.nan_to_num(-result.normalised[:-1, place], nan=np.inf)
    return [int(i) for i in np.argsort(ranks, kind="stable")]


@once
def rank_labels(result: Scored, column: str = "index") -> list[str]:
    """Places in the division's order: ``"2="`` where one is shared, an en dash where there is none."""
    ranks = result.level_ranks[column].tolist()
    count = Counter(ranks)
    return ["–" if isnan(r) else f"{r:.0f}{'=' if count[r] > 1 else ''}" for r in ranks]


def place_head(lang: Language) -> str:
    """Head of the column of places."""
    return say(lang, "Plats", "Place")


def range_head(lang: Language) -> str:
    """Head of the column of the places that choices or chance may give."""
    return say(lang, "Platsintervall", "Range of places")


def range_line(result: Scored, lang: Language) -> str:
    """Say what the ranges of places are ranges of; empty where there are none."""
    ranges = result.rank_ranges
    if ranges is None:
        return ""
    share, n = number(100 * ranges.level, lang=lang), number(ranges.n, lang=lang)
    label = ranges.label.in_(lang)
    told = say(
        lang,
        f"Platsintervall ({label}): områdets plats i de mittersta {share} procenten av {n} beräkningar.",
        f"Range of places ({label}): the area's place in the middle {share} per cent of {n} computations.",
    )
    if "slump" in ranges.label.sv:
        return told
    return f"{told} {say(lang, 'Det är ingen sannolikhet.', 'It is no probability.')}"


@once
def tie_line(result: Scored, lang: Language, column: str = "index") -> str:
    """The meaning of ``=``, where any place is shared."""
    if not any(label.endswith("=") for label in rank_labels(result, column)):
        return ""
    return say(
        lang, "Likhetstecken efter platsen: delad plats.", "Equals sign after a place: a shared place."
    )


def alike_line(result: Scored, lang: Language, column: str = "index") -> str:
    """Why areas with the same score as it is written have different places, where any have."""
    if not shown_alike(result, column):
        return ""
    return say(
        lang,
        "Poäng som ser lika ut kan skilja sig i decimaler som inte visas. Platsen följer hela talet.",
        "Scores that look the same may differ in decimals not shown. Places follow the unrounded scores.",
    )


def why_unranked(result: Scored, lang: Language) -> str:
    """Why the areas stand in their own order, where no area has an index."""
    if not np.isnan(result.level_scores["index"]).all():
        return ""
    return say(
        lang,
        "Områdena står i kodordning. Inget av dem har ett index.",
        "The areas stand in the order of their codes. None of them has an index.",
    )


@once
def marks(result: Scored) -> Mapping[str, str]:
    """The marks that are needed, by quality: none for official figures, nor where the city is made up."""
    has_value = ~np.isnan(result.measured.values)
    used = {QUALITIES[int(code)] for code in np.unique(result.measured.quality[has_value])}
    skip = {"official"} | ({"made_up"} if is_made_up(result) else set())
    return Frozen({quality: MARKS[quality] for quality in QUALITIES if quality in used - skip})


@once
def mark_line(result: Scored, lang: Language) -> str:
    """What the marks mean, or nothing where there is none."""
    used = marks(result)
    if not used:
        return ""
    meanings = [f"{mark} = {QUALITY_LABELS[quality][0].in_(lang)}" for quality, mark in used.items()]
    return f"{'; '.join(meanings)}."


def arrow_line(lang: Language) -> str:
    """What the arrows mean."""
    return ARROWS.in_(lang)


def value_text(result: Scored, row: int, place: int, lang: Language, *, unit: bool = False) -> str:
    """An indicator's value for an area (or, in the last row, the city) in its own unit, with its mark."""
    value = float(result.measured.values[row, place])
    indicator = result.index.indicators[place]
    if np.isnan(value):
        return number(value)
    text = (
        with_unit(value, indicator.unit, indicator.decimals, lang=lang)
        if unit
        else number(value, indicator.decimals, lang=lang)
    )
    return text + marks(result).get(QUALITIES[result.measured.quality[row, place]], "")


def city(result: Scored, lang: Language) -> str:
    """``hela Malmö``, or ``alla områden tillsammans`` where nothing says its name."""
    return city_said(result.statistics, lang)


@once
def source_line(result: Scored, lang: Language) -> str:
    """The sources in short: each body with its tables. The full texts are in ``result.quality``."""
    by_body: dict[str, list[str]] = {}
    # What has no figures can have a source too, which then says why.
    used = [made.source for made in result.made_of if made.areas]
    for text in dict.fromkeys(part for joined in used for part in joined.split(" + ")):
        # A source is written "body, table, details; how the area figure was derived".
        body, _, details = text.partition(";")[0].partition(", ")
        if body:
            tables = by_body.setdefault(body, [])
            table = details.partition(", ")[0]
            if table and table not in tables:
                tables.append(table)
    if not by_body:
        return ""
    listed = [
        f"{body}{': ' if tables else ''}{_some(tables, _MOST_TABLES, lang)}"
        for body, tables in by_body.items()
    ]
    bodies = _some(listed, _MOST_BODIES, lang, between="; ")
    one = len(by_body) == 1 and len(next(iter(by_body.values()))) < 2
    name = say(lang, "Källa" if one else "Källor", "Source" if one else "Sources")
    return f"{name}: {bodies}. {say(lang, 'Beräknat med', 'Computed with')} omradesindex."


def _some(names: list[str], most: int, lang: Language, between: str = ", ") -> str:
    left = len(names) - most
    if left <= 0:
        return between.join(names)
    return between.join([*names[:most], say(lang, f"och {left} till", f"and {left} more")])


def ends_of(result: Scored, lang: Language, column: str = "index") -> str:
    """Say how many areas there are, and where the challenge is greatest and smallest."""
    scored = column in result.columns
    place = None if scored else [member.id for member in result.index.members].index(column)
    values = result.level_scores[column] if scored else result.normalised[:-1, place]
    known = [i for i in ordered(result, column) if not np.isnan(values[i])]
    names = []
    for i in dict.fromkeys([*known[:1], *known[-1:]]):
        value = (
            number(float(values[i]), score_decimals(result, column), lang=lang)
            if place is None
            else value_text(result, i, place, lang, unit=True)
        )
        code = result.areas[i]
        names.append(f"{area_name(code, result.statistics.name_of(code))} ({value})")
    first, last = say(lang, "Störst utmaning", "Greatest challenge"), say(lang, "minst", "smallest")
    ends = ends_line(names, lang, first=first, last=last)
    return f"{areas_line(len(result.areas), lang)}. {ends}"


# -- figures ------------------------------------------------------------------------------------------------


def colour_line(lang: Language) -> str:
    """What the colours of a heat map show."""
    return say(
        lang,
        "Färgen visar indikatorns poäng. Orange är större utmaning.",
        "Colours show the indicator's points. Orange is a greater challenge.",
    )


def heatmap_line(n: int, lang: Language) -> str:
    """What a heat map shows."""
    return say(
        lang,
        f"Värmekarta: varje områdes uppgifter om {n} {plural(n, 'indikator', 'indikatorer')}, störst "
        "utmaning överst.",
        f"Heat map: every area's figures of {n} {plural(n, 'indicator', 'indicators')}, the greatest "
        "challenge on top.",
    )


def ranking_line(lang: Language) -> str:
    """What the ranking shows."""
    return say(
        lang,
        "Områdena ordnade efter poäng, en stapel var.",
        "The areas in the order of their scores, a bar each.",
    )
