"""A review as a page: four questions answered in words, and then a table for each."""

from __future__ import annotations

import numpy as np

from omradesindex.catalogue.lock import lock_line
from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.show.cut import cut
from omradesindex.show.page import Block, Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.subjects.examine.outside import measure_label, measure_notes
from omradesindex.subjects.goals.fitting import apart_unit, goal_decimals, goal_label, goal_unit
from omradesindex.subjects.goals.page import unless_nought
from omradesindex.subjects.goals.words import share
from omradesindex.subjects.over_time.rows import breaks
from omradesindex.subjects.over_time.words_reopen import reopen_line
from omradesindex.subjects.review.numbers import ReviewNumbers
from omradesindex.subjects.review.standing import Floats, Standing
from omradesindex.subjects.review.words import (
    AGREEMENT_LABELS,
    BEYOND_CHANCE,
    BOTH_TIMES,
    NO_GOALS,
    NO_MEASURES,
    NO_REOPEN,
    NOT_LOCKED,
    PLUS,
    QUESTION,
    TELLING_LABELS,
    TOLD_APART,
    agreement_lines,
    goal_line,
    standing_text,
    telling_lines,
)
from omradesindex.wording import Language, check_language, correlation, number, say


def page_of(review: ReviewNumbers, lang: Language, most: int | None = None) -> Page:
    """Lay a review out."""
    check_language(lang)
    title = f"{heading(lang)} · {words.headline(review.result, lang)}"
    notes = [*caveats(review.result, lang), words.source_line(review.result, lang)]
    return Page(title, blocks(review, lang, most), notes, lang)


def heading(lang: Language) -> str:
    """The question that a review answers."""
    return QUESTION.in_(lang)


def blocks(review: ReviewNumbers, lang: Language, most: int | None = None) -> list[Block]:
    """Answer the four questions in words, and then in a table each."""
    lines = [
        *_goal_lines(review, lang),
        *_agreement_lines(review, lang),
        *telling_lines(review, lang),
        _reopen_line(review, lang),
        lock_line(review.result.index, lang) or NOT_LOCKED.in_(lang),
    ]
    tables = [
        *(_goal_table(review, standing, lang, most) for standing in review.standings),
        *([_agreement_table(review, lang)] if review.agreement else []),
        _telling_table(review, lang),
    ]
    return [*map(Paragraph, lines), *tables]


def _goal_lines(review: ReviewNumbers, lang: Language) -> list[str]:
    if not review.standings:
        return [NO_GOALS.in_(lang)]
    return [goal_line(review, standing, lang) for standing in review.standings]


def _agreement_lines(review: ReviewNumbers, lang: Language) -> list[str]:
    if not review.agreement:
        return [NO_MEASURES.in_(lang)]
    return agreement_lines(review.agreement, lang)


def _reopen_line(review: ReviewNumbers, lang: Language) -> str:
    if review.change is not None and review.change.newer:
        return reopen_line(review.change, lang)
    return NO_REOPEN.in_(lang)


def _goal_table(review: ReviewNumbers, standing: Standing, lang: Language, most: int | None) -> Table:
    goal, result = standing.goal, review.result
    decimals, unit = goal_decimals(goal, result), goal_unit(goal, result, lang)
    apart = apart_unit(unit, lang)
    # The furthest away first; what cannot be judged last.
    furthest = np.argsort(-np.where(np.isnan(standing.distance), -1.0, standing.distance), kind="stable")
    shown = cut(furthest.tolist(), most, known=int((~np.isnan(standing.distance)).sum()))
    order = list(shown.order)
    codes = [result.areas[standing.rows[k]] for k in order]

    def column(head: str, values: Floats, unit: str) -> Column:
        return Column(head, values[order].tolist(), decimals=decimals, unit=unit)

    target = say(lang, "Målvärde", "Target") + ("*" if goal.against_city else "")
    columns = [
        Column(say(lang, "Kod", "Code"), codes, "code"),
        Column(say(lang, "Område", "Area"), [result.names[code] for code in codes], "name"),
        column(say(lang, "Värde", "Value"), standing.value, unit),
        column(target, standing.target, unit),
        column(say(lang, "Kvar", "Left"), unless_nought(standing.distance), apart),
    ]
    if not np.isnan(standing.before).all():
        columns.append(column(say(lang, "Kvar förut", "Left before"), unless_nought(standing.before), apart))
    states = [standing_text(str(standing.status[k]), lang) for k in order]
    columns.append(Column(say(lang, "Läge", "Status"), states, "words"))
    city = say(lang, "* uppgiften för hela staden", "* the whole city's own figure")
    notes = [shown.told(lang), city if goal.against_city else ""]
    return Table(goal_label(goal, result, lang), columns, notes, breaks(shown, lang))


def _agreement_table(review: ReviewNumbers, lang: Language) -> Table:
    rows = review.agreement
    group = say(lang, "95 %", "95%")
    columns = [
        Column(
            say(lang, "Mått utifrån", "Outside measure"),
            [measure_label(row.measure, lang) for row in rows],
            "name",
        ),
        Column(
            say(lang, "Rangkorrelation", "Rank correlation"),
            [correlation(r.correlation, lang=lang) for r in rows],
        ),
        Column(say(lang, "från", "from"), [row.low for row in rows], decimals=2, group=group),
        Column(say(lang, "till", "to"), [row.high for row in rows], decimals=2, group=group),
        Column(say(lang, "Områden", "Areas"), [row.n for row in rows], decimals=0),
    ]
    if any(row.change is not None for row in rows):
        nan = float("nan")
        was = [nan if row.change is None else row.change.before for row in rows]
        moved = [nan if row.change is None else row.change.difference for row in rows]
        columns += [
            Column(say(lang, "Förut", "Before"), [correlation(r, lang=lang) for r in was]),
            Column(say(lang, "Skillnad", "Difference"), [number(d, 2, lang=lang, sign=True) for d in moved]),
            Column(
                say(lang, "Bedömning", "Verdict"),
                [AGREEMENT_LABELS[row.verdict].in_(lang) for row in rows],
                "words",
            ),
        ]
    compared = any(row.change is not None for row in rows)
    notes = [PLUS.in_(lang), *([BOTH_TIMES.in_(lang)] if compared else [])]
    expected = measure_notes([row.measure for row in rows], tuple(review.telling), lang)
    return Table(say(lang, "Mot mått utifrån", "Against outside measures"), columns, [*notes, *expected])


def _telling_table(review: ReviewNumbers, lang: Language) -> Table:
    names = [*review.telling]
    rows = [review.telling[name] for name in names]
    was = [review.telling_before.get(name) for name in names]
    columns = [
        Column(
            say(lang, "Indikator", "Indicator"), [review.result.label(name, lang) for name in names], "name"
        ),
        Column(
            say(lang, "Skillnader utöver slump", "Differences beyond chance"),
            [share(r.real, lang) for r in rows],
        ),
    ]
    if any(one is not None for one in was):
        shares = [share(float("nan") if one is None else one.real, lang) for one in was]
        columns.append(Column(say(lang, "Förut", "Before"), shares))
    verdicts = [
        TELLING_LABELS["no_longer" if name in review.no_longer else row.verdict].in_(lang)
        for name, row in zip(names, rows, strict=True)
    ]
    columns.append(Column(say(lang, "Områdena", "The areas"), verdicts, "words"))
    return Table(TOLD_APART.in_(lang), columns, [BEYOND_CHANCE.in_(lang)])
