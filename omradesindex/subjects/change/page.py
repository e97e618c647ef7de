"""A change between two years as a page: verdicts, the way from figure to figure, and what made it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.index.decimals import score_decimals
from omradesindex.show.cut import Cut, cut
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.subjects.change.numbers import ChangeNumbers, Part
from omradesindex.subjects.change.words import (
    CAUSE_LABELS,
    CONTRIBUTIONS,
    NOT_OVER_TIME,
    cause_lines,
    cells_of,
    lead_line,
    left_out,
    mostly,
    newer_lines,
    rank_lines,
    rank_set,
    score_lines,
    stage_lines,
    told_apart,
    verdict_of,
    way,
    what_is_judged,
)
from omradesindex.subjects.over_time.rows import areas, breaks
from omradesindex.subjects.over_time.words import (
    SIGNS,
    interval,
    judged_lines,
    price_lines,
    rests_on,
    stick_line,
    uneven_lines,
    verdict_text,
)
from omradesindex.subjects.over_time.words_reopen import reopen_line
from omradesindex.wording import NBSP, Language, area_name, check_language, number, say, with_unit


def title(change: ChangeNumbers, lang: Language, column: str = "index") -> str:
    """What is shown and whose it is."""
    first, last = change.periods
    span = f"{first}–{last}" if first != last else " → ".join(told_apart(change, lang))
    return f"{say(lang, 'Förändring', 'Change')} {span} · {words.headline(change.after, lang, column)}"


def page_of(change: ChangeNumbers, lang: Language, most: int | None = None) -> Page:
    """Lay a change out: a row for each area, greatest worsening first."""
    check_language(lang)
    return Page(
        title(change, lang),
        [
            *(
                Paragraph(line)
                for line in (lead_line(change, lang), stick_line(change, lang), reopen_line(change, lang))
            ),
            *tables(change, lang, most),
        ],
        rests_on(change, lang),
        lang,
    )


def tables(change: ChangeNumbers, lang: Language, most: int | None = None) -> list[Table]:
    """The tables of a change, with what must be known to read them."""
    if change.by_rank:
        return [_ranks(change, lang, most)]
    estimate = change.estimate[:, 0]
    worst_first = np.argsort(-np.nan_to_num(estimate, nan=-np.inf), kind="stable").tolist()
    shown = cut(worst_first, most, known=int((~np.isnan(estimate)).sum()))
    return [_scores(change, shown, lang), *_dimensions(change, shown, lang)]


def _notes(change: ChangeNumbers, shown: Cut, lang: Language) -> list[str]:
    return [
        shown.told(lang),
        *newer_lines(change, lang),
        *judged_lines(change, lang),
        *stage_lines(change, lang),
        *uneven_lines(change, lang),
        *left_out(change, lang),
    ]


def _scores(change: ChangeNumbers, shown: Cut, lang: Language) -> Table:
    order, decimals = list(shown.order), score_decimals(change.after)
    end = change.comparable_scores[1]
    start = change.original_scores
    first, last = told_apart(change, lang)
    judged = change.judged
    verdicts = judged.verdict[order, 0]
    has_city = not np.isnan(change.city[0])
    city = np.array([change.city_of(r)[0] for r in (change.before, change.after)]) if has_city else None

    def numbers(head: str, values: NDArray[np.float64], of_city: float, *, sign: bool = False) -> Column:
        whole = [of_city] if has_city else []
        return Column(head, [*values[order, 0].tolist(), *whole], decimals=decimals, sign=sign)

    def texts(head: str, cells: Sequence[str], *, left: bool = False) -> Column:
        return Column(head, [*cells, *([""] if has_city else [])], "words" if left else "number")

    before, after = (float("nan"),) * 2 if city is None else city.tolist()
    whose, percent = what_is_judged(change, lang), f"{number(100 * change.level, lang=lang)}{NBSP}%"
    beyond = float("nan") if change.against == "city" else float(change.city[0])
    columns = [
        *areas(change, order, lang, *([words.city(change.after, lang)] if has_city else [])),
        numbers(first, start, before),
        numbers(last, end, after),
        numbers(say(lang, "Förändring", "Change"), end - start, after - before, sign=True),
        *([numbers(whose, change.estimate, beyond, sign=True)] if whose else []),
        texts(
            say(lang, f"Slumpintervall ({percent})", f"Chance interval ({percent})"),
            [interval(judged.low[i, 0], judged.high[i, 0], lang, decimals) for i in order],
        ),
        texts(
            say(lang, "Plats", "Place"),
            [way(*(ranks[i, 0] for ranks in change.both_ranks), lang=lang) for i in order],
        ),
        texts(
            say(lang, "Bedömning", "Verdict"),
            [verdict_text(verdict, cells_of(change), lang) for verdict in verdicts],
            left=True,
        ),
    ]
    if change.against != "city":  # what the city's own change consists of is not taken out of them
        told = [
            "" if verdict == "noise" else mostly(change, i, decimals, lang)
            for i, verdict in zip(order, verdicts, strict=True)
        ]
        columns.append(texts(CONTRIBUTIONS.in_(lang), told, left=True))
    return Table(
        change.label("index", lang),
        columns,
        _notes(change, shown, lang),
        breaks(shown, lang),
        frozenset({len(order) - 1} if has_city else ()),
    )


def _dimensions(change: ChangeNumbers, shown: Cut, lang: Language) -> list[Table]:
    """The dimensions' changes with the signs of their verdicts."""
    if len(change.columns) < 2:
        return []
    order = list(shown.order)
    columns = [
        Column(
            change.label(name, lang),
            change.estimate[order, k].tolist(),
            decimals=score_decimals(change.after, name),
            sign=True,
            marks=[f"{NBSP}{SIGNS[verdict]}" for verdict in change.judged.verdict[order, k]],
        )
        for k, name in enumerate(change.columns)
        if k
    ]
    beyond = say(lang, ", utöver staden", ", beyond the city") if change.against == "city" else ""
    caption = f"{say(lang, 'Dimensionerna', 'The dimensions')}{beyond}"
    return [Table(caption, [*areas(change, order, lang), *columns], breaks=breaks(shown, lang))]


def _ranks(change: ChangeNumbers, lang: Language, most: int | None) -> Table:
    ranks, (low, high) = change.both_ranks, change.rank_limits
    after = ranks[1][:, 0]
    first_first = np.argsort(np.nan_to_num(after, nan=np.inf), kind="stable").tolist()
    shown = cut(first_first, most, known=int((~np.isnan(after)).sum()))
    order, verdicts = list(shown.order), change.judged_by_rank.verdict[:, 0]
    sets = [[rank_set(ranks[y][i, 0], low[y][i, 0], high[y][i, 0], lang) for i in order] for y in (0, 1)]
    columns = [
        *areas(change, order, lang),
        *(
            Column(f"{say(lang, 'Plats', 'Place')} {when}", cells)
            for when, cells in zip(told_apart(change, lang), sets, strict=True)
        ),
        Column(
            say(lang, "Bedömning", "Verdict"),
            [verdict_text(verdicts[i], cells_of(change), lang) for i in order],
            "words",
        ),
    ]
    return Table(change.label("index", lang), columns, _notes(change, shown, lang), breaks(shown, lang))


# -- one area -----------------------------------------------------------------------------------------------


def explanation(change: ChangeNumbers, row: int, lang: Language) -> Page:
    """Say how one area has changed, and what made it change."""
    parts = _parts(change, row, score_decimals(change.after), lang)
    short = sentences(change, row, lang)
    notes = [*price_lines(change, lang), *caveats(change.after, lang, [change.before])]
    return replace(short, blocks=[*short.blocks, *parts], notes=notes)


def sentences(change: ChangeNumbers, row: int, lang: Language) -> Page:
    """The same without the table of parts and the notes, for a page that has them."""
    code, decimals = change.areas[row], score_decimals(change.after)
    verdict = verdict_of(change, row, lang) if change.newer else NOT_OVER_TIME.in_(lang)
    lines = [*score_lines(change, row, decimals, lang), *rank_lines(change, row, lang)]
    moved = [
        verdict_of(change, row, lang, place)
        for place, judged in enumerate(change.judged.verdict[row])
        if place and judged in ("improved", "worsened")
    ]
    if moved and not change.by_rank:
        lines.append(f"{say(lang, 'Dimensioner', 'Dimensions')}: {'; '.join(moved)}.")
    lines += [*newer_lines(change, lang), *cause_lines(change, row, decimals, lang)]
    return Page(
        f"{area_name(code, change.name_of(code))}: {verdict}",
        [*map(Paragraph, lines)],
        lang=lang,
    )


def _parts(change: ChangeNumbers, row: int, decimals: int, lang: Language) -> list[Table]:
    """Every part of an area's change, the greatest first, with the indicator's figures."""
    parts = sorted(
        (part for part in change.index_parts if not np.isnan(part.points[row])),
        key=lambda part: -abs(part.points[row]),
    )
    if not parts:
        return []
    figures = [_figures(change, part, row, lang) for part in parts]
    return [
        Table(
            say(lang, "Vad förändringen består av", "What the change consists of"),
            [
                Column(
                    say(lang, "Indikator", "Indicator"),
                    [change.label(p.indicator, lang) if p.indicator else "" for p in parts],
                    "name",
                ),
                Column(
                    say(lang, "Vad som är nytt", "What is new"),
                    [CAUSE_LABELS[p.cause].in_(lang) for p in parts],
                    "words",
                ),
                Column(say(lang, "Före", "Before"), [before for before, _ in figures]),
                Column(say(lang, "Efter", "After"), [after for _, after in figures]),
                Column(
                    say(lang, "Poäng", "Points"),
                    [float(part.points[row]) for part in parts],
                    decimals=decimals,
                    sign=True,
                ),
            ],
        )
    ]


def _figures(change: ChangeNumbers, part: Part, row: int, lang: Language) -> tuple[str, str]:
    """An indicator's value for an area before and after, in its own unit."""
    texts = []
    for result in part.between:
        ids = [indicator.id for indicator in result.index.indicators]
        text = number(float("nan"))
        if part.indicator in ids:
            j = ids.index(part.indicator)
            value = float(result.measured.values[result.areas.index(change.areas[row]), j])
            if not np.isnan(value):
                indicator = result.index.indicators[j]
                text = with_unit(value, indicator.unit, indicator.decimals, lang=lang)
        texts.append(text)
    return texts[0], texts[1]
