"""A board's view: where its own mission stands out, what it asked and what the figures say of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from omradesindex.catalogue import list_indices
from omradesindex.catalogue.bodies import body_label, body_said
from omradesindex.catalogue.wishes import wishes
from omradesindex.index import Breakdown, load_index
from omradesindex.index import words as of_index
from omradesindex.index.explain import is_of_the_city
from omradesindex.index.page import indicator_column
from omradesindex.reports import words
from omradesindex.reports.given import Given
from omradesindex.reports.sections.areas import harder_in, unknown_chance
from omradesindex.show.page import Block, Heading, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.subjects.over_time.words_reopen import reopen_line
from omradesindex.wording import Language, capital, say, unit_said


def blocks(given: Given, lang: Language) -> list[Block]:
    """Lay the board's view out."""
    mine = own(given, given.board)
    found: list[Block] = [Paragraph(f"{capital(body_label(given.board).in_(lang))}.")]
    if not mine:
        found.append(Paragraph(words.no_mission(lang)))
    else:
        found += [Heading(words.STANDS_OUT.in_(lang), 3), _areas(given, mine, lang)]
        names = [given.indicators[k].id for k in mine]
        found += groups(given.by, names, body_said(given.board), lang)
    found += [Heading(words.ASKED.in_(lang), 3), *_asked(given, lang)]
    held = given.change if given.change is not None else given.followed
    if held is not None:
        found += [Heading(words.REOPEN.in_(lang), 3), Paragraph(reopen_line(held, lang))]
    return found


def own(given: Given, board: str) -> list[int]:
    """Positions of the indicators that a board answers for and that have figures."""
    names = given.result.index.responsible().get(board, ())
    if not is_of_the_city(given.result, board, names):
        return []
    return [k for k, made in enumerate(given.result.made_of) if made.indicator in names and made.areas]


def _areas(given: Given, mine: list[int], lang: Language) -> Table:
    """The board's indicators in every area, those with the most harder than in the city first."""
    result = given.result
    harder = harder_in(given, mine)
    order = np.lexsort((np.arange(len(harder)), -harder)).tolist()  # without figures last
    rows = [len(given.areas), *order]
    columns = [
        Column(say(lang, "Kod", "Code"), [result.whole, *(given.areas[i] for i in order)], "code"),
        Column(
            say(lang, "Område", "Area"),
            [of_index.city(result, lang), *(given.statistics.name_of(given.areas[i]) for i in order)],
            "name",
        ),
        Column(
            say(lang, "Svårare än i hela staden", "Harder than in the whole city"),
            [float("nan"), *harder[order].tolist()],
            decimals=0,
        ),
    ]
    columns += [indicator_column(result, k, rows, lang) for k in mine]
    return Table(
        f"{words.STANDS_OUT.in_(lang)} · {of_index.whose(result, lang)}",
        columns,
        [
            words.stands_out_line(len(mine), lang),
            words.unknown_chance_line(lang) if unknown_chance(given)[:, mine].any() else "",
            words.no_figures_line(lang) if np.isnan(harder).any() else "",
            of_index.arrow_line(lang),
            of_index.mark_line(result, lang),
        ],
        ruled=frozenset({0}),
    )


def groups(by: Sequence[Breakdown], names: list[str], whose: str, lang: Language) -> list[Block]:
    """Lay some indicators out by group, a table for each breakdown that has figures of them."""
    tables = [table for one in by if (table := group_table(one, names, whose, lang)).length]
    return [Heading(words.GROUPS.in_(lang), 3), *tables] if tables else []


def group_table(by: Breakdown, names: list[str], whose: str, lang: Language) -> Table:
    """The groups of the whole city beside each other, for some indicators."""
    indicators = {i.id: i for i in by.index.indicators}
    gaps = by.gaps
    rows = gaps[(gaps["area"] == by.full.whole) & gaps["measure"].isin(names) & gaps["gap"].notna()]
    told = [indicators[name] for name in rows["measure"]]
    decimals = [indicator.decimals for indicator in told]
    return Table(
        f"{whose} {words.columns_said(by.by, lang)} · {of_index.city(by.full, lang)}",
        [
            Column(
                say(lang, "Indikator", "Indicator"),
                [f"{i.label.in_(lang)} ({unit_said(i.unit, lang)})" for i in told],
                "name",
            ),
            Column(
                say(lang, "Grupper", "Groups"),
                [
                    words.pair_said(str(by_), str(pair), str(within), lang)
                    for by_, pair, within in zip(rows["by"], rows["pair"], rows["within"], strict=True)
                ],
                "words",
            ),
            Column(say(lang, "Första", "First"), rows["first"].tolist(), decimals=decimals),
            Column(say(lang, "Andra", "Second"), rows["second"].tolist(), decimals=decimals),
            Column(say(lang, "Skillnad", "Gap"), rows["gap"].tolist(), decimals=decimals, sign=True),
        ],
        [words.groups_line(lang)],
    )


def _asked(given: Given, lang: Language) -> list[Block]:
    """What the board asked for in the consultation, and whether there are figures of it here."""
    there = {made.indicator for made in given.result.made_of if made.areas}
    rows: list[tuple[str, str]] = []
    if given.board in list_indices():
        for change in load_index(given.board).changes:
            if change.ask is not None and change.body == given.board:
                named = [name for name in (change.what, *change.brought) if name in there]
                rows.append((change.ask.in_(lang), words.answered(given, named, lang)))
    known = [wish for wish in wishes().values() if given.board in wish.bodies]
    rows += [(wish.ask.in_(lang), wish.why.in_(lang)) for wish in known]
    if not rows:
        return [Paragraph(words.nothing_asked(lang))]
    return [
        Table(
            words.ASKED.in_(lang),
            [
                Column(say(lang, "Önskemål", "Wish"), [ask for ask, _ in rows], "name"),
                Column(
                    say(lang, "Vad uppgifterna säger", "What the figures say"),
                    [why for _, why in rows],
                    "words",
                ),
            ],
        )
    ]
