"""A run as a page: what was read, what the checks found, what changed and why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.index.decimals import score_decimals
from omradesindex.index.groups.words import common_line, left_out_line
from omradesindex.show.page import Block, Heading, Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.statistics.categories import column_label
from omradesindex.subjects.change.page import tables
from omradesindex.subjects.change.words import mostly, way
from omradesindex.subjects.over_time.rows import areas
from omradesindex.subjects.over_time.words import VERDICT_LABELS, rests_on, stick_line
from omradesindex.subjects.over_time.words_reopen import reopen_line
from omradesindex.subjects.review.page import blocks as review_blocks
from omradesindex.subjects.review.page import heading
from omradesindex.subjects.update.findings import CHECKS
from omradesindex.wording import NBSP, Language, check_language, join, number, plural, say

if TYPE_CHECKING:
    from omradesindex.subjects.change.numbers import ChangeNumbers
    from omradesindex.subjects.update.answer import Update
    from omradesindex.subjects.update.make import Groups

# A revision of everything should not hide what else was found.
_MOST_OF_A_CHECK = 12
_MOVERS = 3


def page_of(update: Update, lang: Language, most: int | None = None) -> Page:
    """Lay a run out. It says nothing of when, so that the same run gives the same page."""
    check_language(lang)
    change = update.change
    blocks: list[Block] = [
        *map(Paragraph, [_standing(update, lang), _what_was_read(update, lang), *_movers(update, lang)]),
        *([_findings(update, lang)] if update.findings else []),
    ]
    if change is not None and change.newer:
        blocks += map(Paragraph, (stick_line(change, lang), reopen_line(change, lang)))
        blocks += tables(change, lang, most)
        notes = rests_on(change, lang)
    else:
        if change is not None and _moved(change):
            blocks.append(_corrected(change, lang))
        notes = [*caveats(update.result, lang), words.source_line(update.result, lang)]
        if update.why_no_change:
            head = say(
                lang, "Ingen jämförelse med den godkända körningen", "Not compared with the accepted run"
            )
            notes.append(f"{head}: {update.why_no_change}")
    if update.groups is not None:
        blocks += _by_group(update.groups, lang, most)
        notes += _about_groups(update.groups, lang)
    blocks.append(_read(update, lang))
    blocks += [Heading(heading(lang)), *review_blocks(update.review, lang, most)]
    notes.append(
        say(
            lang,
            "Arbetsmaterial: pröva sekretessen innan något publiceras.",
            "Working material: apply disclosure control before anything is published.",
        )
    )
    title = f"{say(lang, 'Nya siffror', 'New figures')} · {words.headline(update.result, lang)}"
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
    if groups.why_no_change:
        head = say(lang, "Ingen förändring efter grupp", "No change by group")
        why = [f"{head}: {groups.why_no_change}"]
    notes = [] if groups.change is None else [note.in_(lang) for note in groups.change.asked.notes]
    held = groups.result if groups.change is None else groups.change.breakdown
    return [*why, *notes, common_line(held, lang), left_out_line(held, lang)]


def _standing(update: Update, lang: Language) -> str:
    """How it stands: whether a person has something to decide."""
    asks = len(update.asks)
    if update.status == "unchanged":
        line = say(lang, "Inget nytt sedan den godkända körningen.", "Nothing new since the accepted run.")
    elif asks and update.status == "accepted":
        line = say(
            lang,
            f"Kontrollerna hittade {asks} att ta ställning till, och körningen är godkänd.",
            f"The checks found {asks} to decide on, and the run is accepted.",
        )
    elif asks:
        line = say(
            lang,
            f"Kontrollerna hittade {asks} att ta ställning till. Inget ersätts förrän någon har godkänt det.",
            f"The checks found {asks} to decide on. Nothing is replaced until somebody has accepted it.",
        )
    else:
        line = say(
            lang,
            "Kontrollerna hittade inget att ta ställning till.",
            "The checks found nothing to decide on.",
        )
    if update.change is None and not update.why_no_change:
        line += say(lang, " Det finns ingen tidigare godkänd körning.", " There is no earlier accepted run.")
    return line


def _what_was_read(update: Update, lang: Language) -> str:
    statistics = update.result.statistics
    span, variables, codes = statistics.calendar.span(), len(statistics.variables), len(statistics.areas)
    return say(
        lang,
        f"Läst: {variables} {plural(variables, 'variabel', 'variabler')} för {codes} "
        f"{plural(codes, 'område', 'områden')}, {span}. "
        f"Indexet gäller {words.periods(update.result, lang)}.",
        f"Read: {variables} {plural(variables, 'variable', 'variables')} for {codes} "
        f"{plural(codes, 'area', 'areas')}, {span}. "
        f"The index is of {words.periods(update.result, lang)}.",
    )


def _movers(update: Update, lang: Language) -> list[str]:
    """Name the areas that moved most, whether that is more than noise, and what moved them."""
    change = update.change
    rows = [] if change is None else _moved(change)[:_MOVERS]
    if change is None or not rows:
        return []
    lines, decimals = [], score_decimals(change.after)
    for row in rows:
        by = number(float(_by(change)[row]), decimals, lang=lang, sign=True)
        why = mostly(change, row, decimals, lang)
        # Between two versions of one year there is nothing for chance to explain.
        verdict = VERDICT_LABELS[change.judged.verdict[row, 0]].in_(lang) if change.newer else ""
        judged = f"{by} ({verdict})" if verdict else by
        area = f"{change.areas[row]} {change.name_of(change.areas[row])}"
        lines.append(f"{area}: {judged}. {why}{'.' if why else ''}".rstrip())
    return [say(lang, "Störst förändring av indexet:", "Greatest changes of the index:"), *lines]


def _by(change: ChangeNumbers) -> NDArray[np.float64]:
    """By how much the index of each area has changed, as it was computed."""
    if change.by_rank:
        return np.full(len(change.areas), np.nan)
    return np.asarray(change.comparable_scores[1][:, 0] - change.original_scores[:, 0])


def _moved(change: ChangeNumbers) -> list[int]:
    """Return the rows whose index, as it is shown, has changed: the greatest change first."""
    size = np.nan_to_num(np.abs(_by(change)))
    least = 0.5 * 10.0 ** -score_decimals(change.after)  # what is not nought as it is written
    return [int(row) for row in np.argsort(-size, kind="stable") if size[row] >= least]


def _corrected(change: ChangeNumbers, lang: Language) -> Table:
    """The same year before and after a revision: there is no change over time to judge."""
    rows, decimals = _moved(change), score_decimals(change.after)
    scores = change.original_scores[rows, 0], change.comparable_scores[1][rows, 0]
    return Table(
        say(
            lang,
            "Index för samma år som i den godkända körningen",
            "The index of the accepted run's own year",
        ),
        [
            *areas(change, rows, lang),
            Column(say(lang, "Godkänd", "Accepted"), scores[0].tolist(), decimals=decimals),
            Column(say(lang, "Ny", "New"), scores[1].tolist(), decimals=decimals),
            Column(
                say(lang, "Plats", "Rank"),
                [way(*(float(ranks[row, 0]) for ranks in change.both_ranks)) for row in rows],
            ),
            Column(
                say(lang, "Främst på grund av", "Mostly because of"),
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
    ask, known = say(lang, "godkänn?", "accept?"), say(lang, "för kännedom", "for your information")
    for finding in update.findings:
        counts[finding.check] += 1
        if counts[finding.check] <= _MOST_OF_A_CHECK:
            rows.append((CHECKS[finding.check], finding.text.in_(lang), ask if finding.ask else known))
    for check in CHECKS:
        more = counts[check] - _MOST_OF_A_CHECK
        if more > 0:
            text = say(lang, f"… och {more} till, i kontroller.csv", f"… and {more} more, in kontroller.csv")
            rows.append((CHECKS[check], text, ""))
    checks, texts, marks = zip(*rows, strict=True)
    return Table(
        say(lang, "Kontroller", "Checks"),
        [
            Column(say(lang, "Kontroll", "Check"), [check.in_(lang) for check in checks], "name"),
            Column(say(lang, "Vad den fann", "What it found"), texts, "words"),
            Column("", marks, "words"),
        ],
    )
