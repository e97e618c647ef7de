"""A run as a page: what was read, what the checks found, what changed and why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.index.decimals import score_decimals
from omradesindex.index.groups.words import common_line, left_out_line
from omradesindex.show.page import Block, Heading, Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.statistics.categories import column_label
from omradesindex.subjects.change.page import tables
from omradesindex.subjects.change.words import CONTRIBUTIONS, mostly, way
from omradesindex.subjects.over_time.rows import areas
from omradesindex.subjects.over_time.words import rests_on, stick_line
from omradesindex.subjects.over_time.words_reopen import reopen_line
from omradesindex.subjects.review.page import blocks as review_blocks
from omradesindex.subjects.review.page import heading
from omradesindex.subjects.update.findings import CHECKS
from omradesindex.subjects.update.words import (
    AWAITS,
    KNOWN,
    NO_CHANGE_BY_GROUP,
    NOT_COMPARED,
    SAME_YEAR,
    WORKING_MATERIAL,
    compared_without,
    more_in_file,
    moved,
    movers,
    standing,
    what_was_read,
)
from omradesindex.wording import NBSP, Language, check_language, join, number, say

if TYPE_CHECKING:
    from omradesindex.subjects.change.numbers import ChangeNumbers
    from omradesindex.subjects.update.answer import Update
    from omradesindex.subjects.update.make import Groups

# A revision of everything should not hide what else was found.
_MOST_OF_A_CHECK = 12


def page_of(update: Update, lang: Language, most: int | None = None) -> Page:
    """Lay a run out. It says nothing of when, so that the same run gives the same page."""
    check_language(lang)
    change = update.change
    blocks: list[Block] = [
        *map(Paragraph, [standing(update, lang), what_was_read(update, lang)]),
        *map(Paragraph, [*compared_without(update, lang), *movers(change, lang)]),
        *([_findings(update, lang)] if update.findings else []),
    ]
    if change is not None and change.newer:
        blocks += map(Paragraph, (stick_line(change, lang), reopen_line(change, lang)))
        blocks += tables(change, lang, most)
        notes = rests_on(change, lang, update.result)
    else:
        if change is not None and moved(change):
            blocks.append(_corrected(change, lang))
        notes = [*caveats(update.result, lang), words.source_line(update.result, lang)]
        if update.why_no_change is not None:
            notes.append(f"{NOT_COMPARED.in_(lang)}: {update.why_no_change.in_(lang)}")
    if update.groups is not None:
        blocks += _by_group(update.groups, lang, most)
        notes += _about_groups(update.groups, lang)
    blocks.append(_read(update, lang))
    blocks += [Heading(heading(lang)), *review_blocks(update.review, lang, most)]
    notes.append(WORKING_MATERIAL.in_(lang))
    title = f"{say(lang, 'Nya uppgifter', 'New figures')} · {words.headline(update.result, lang)}"
    return Page(title, blocks, notes, lang)


def _by_group(groups: Groups, lang: Language, most: int | None) -> list[Block]:
    """What has changed by group; without an earlier run, how far the groups lie apart."""
    labels = [column_label(column).in_(lang) for column in groups.result.by]
    head = Heading(f"{say(lang, 'Efter', 'By')} {join(labels, lang=lang)}")
    if groups.change is not None:
        return [head, *groups.change.page(lang, most=most).first().blocks]
    return [head, *groups.result.page(lang, most=most).first().blocks]


def _about_groups(groups: Groups, lang: Language) -> list[str]:
    """What the groups are compared on, and why there is no change by group."""
    why = []
    if groups.why_no_change is not None:
        why = [f"{NO_CHANGE_BY_GROUP.in_(lang)}: {groups.why_no_change.in_(lang)}"]
    notes = [] if groups.change is None else [note.in_(lang) for note in groups.change.asked.notes]
    held = groups.result if groups.change is None else groups.change.breakdown
    return [*why, *notes, common_line(held, lang), left_out_line(held, lang)]


def _corrected(change: ChangeNumbers, lang: Language) -> Table:
    """The same year before and after a revision: there is no change over time to judge."""
    rows, decimals = moved(change), score_decimals(change.after)
    scores = change.original_scores[rows, 0], change.comparable_scores[1][rows, 0]
    return Table(
        SAME_YEAR.in_(lang),
        [
            *areas(change, rows, lang),
            Column(say(lang, "Godkänd", "Accepted"), scores[0].tolist(), decimals=decimals),
            Column(say(lang, "Ny", "New"), scores[1].tolist(), decimals=decimals),
            Column(
                say(lang, "Plats", "Place"),
                [way(*(float(ranks[row, 0]) for ranks in change.both_ranks), lang=lang) for row in rows],
            ),
            Column(
                CONTRIBUTIONS.in_(lang),
                [mostly(change, row, decimals, lang) for row in rows],
                "words",
            ),
        ],
    )


def _read(update: Update, lang: Language) -> Table:
    """Every file and answer that was read."""
    rows = []
    for entry in update.read:
        if "file" in entry:
            what, when = str(entry["file"]), ""
        else:
            source = update.project.sources[entry["source"] - 1]
            what, when = source.label, str(entry["updated"] or "")[:10]
        size = f"{number(max(entry['size'] / 1024, 0.1), 1, lang=lang)}{NBSP}kB"
        rows.append((str(entry["source"] or ""), what, when, size, str(entry["sha256"])[:12]))
    sources, names, changed, sizes, fingerprints = zip(*rows, strict=True)
    return Table(
        say(lang, "Läst", "Read"),
        [
            Column(say(lang, "Källa", "Source"), sources, "code"),
            Column(say(lang, "Vad", "What"), names, "name"),
            Column(say(lang, "Ändrad i källan", "Changed at the source"), changed, "words"),
            Column(say(lang, "Storlek", "Size"), sizes),
            Column("SHA-256", fingerprints, "code"),
        ],
    )


def _findings(update: Update, lang: Language) -> Table:
    rows, counts = [], Counter[str]()
    ask, known = AWAITS.in_(lang), KNOWN.in_(lang)
    for finding in update.findings:
        counts[finding.check] += 1
        if counts[finding.check] <= _MOST_OF_A_CHECK:
            rows.append((CHECKS[finding.check], finding.text.in_(lang), ask if finding.ask else known))
    for check in CHECKS:
        more = counts[check] - _MOST_OF_A_CHECK
        if more > 0:
            rows.append((CHECKS[check], more_in_file(more, lang), ""))
    checks, texts, marks = zip(*rows, strict=True)
    return Table(
        say(lang, "Kontroller", "Checks"),
        [
            Column(say(lang, "Kontroll", "Check"), [check.in_(lang) for check in checks], "name"),
            Column(say(lang, "Vad den fann", "What it found"), texts, "words"),
            Column(say(lang, "Läge", "Status"), marks, "words"),
        ],
    )
