"""Whether the index holds; how it is made, what is missing, where it comes from, and what was corrected."""

from __future__ import annotations

from collections.abc import Callable

from omradesindex.errors import OmradesindexError
from omradesindex.index import Breakdown
from omradesindex.index import words as of_index
from omradesindex.index.caveats import notes as result_notes
from omradesindex.index.groups.words import GAP_POINTS
from omradesindex.index.words_quality import more_line
from omradesindex.index.words_scale import scale_line, spread_line
from omradesindex.methods import find_methods
from omradesindex.reports import words
from omradesindex.reports.given import Given
from omradesindex.show.page import Block, Heading, Items, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.statistics.vocabulary import QUALITY_LABELS, STATUS_LABELS
from omradesindex.subjects.review.page import blocks as review_blocks
from omradesindex.subjects.review.review import review
from omradesindex.wording import Language, say, unit_said


def blocks(given: Given, lang: Language) -> list[Block]:
    """Lay out what a reader needs to judge the index by."""
    parts: list[tuple[str, Callable[[Given, Language], list[Block]]]] = [
        (words.METHODS.in_(lang), _methods),
        (words.SOURCES.in_(lang), _sources),
        (words.LACKING.in_(lang), _lacking),
        (words.PARTS_REST_ON.in_(lang), _parts),
        (words.CORRECTIONS.in_(lang), _corrections),
        (words.ACCESS.in_(lang), _access),
    ]
    found = _review(given, lang)
    for title, lay_out in parts:
        laid = lay_out(given, lang)
        found += [Heading(title, 3), *laid] if laid else []
    return found


def _review(given: Given, lang: Language) -> list[Block]:
    change = given.change
    asked = given.result if change is None or change.by_rank else change
    try:
        found = review(asked, goals=() if given.goals is None else given.goals.goals)
    except OmradesindexError:  # a goal of the trend's own, which the index of this one year has not
        found = review(asked)
    return review_blocks(found, lang)


def _methods(given: Given, lang: Language) -> list[Block]:
    result, once = given.result, ("impute", "treat", "normalise")
    lines = [_method(stage, result.index.methods.name_of(stage), lang) for stage in once]
    for stage in ("weight", "aggregate"):
        levels: dict[str, list[str]] = {}
        for level in (*(dimension.id for dimension in result.index.dimensions), "index"):
            levels.setdefault(result.index.methods.name_of(stage, level), []).append(level)
        for name, where in levels.items():
            whom = f" ({of_index.listed(result, where, lang)})" if len(levels) > 1 else ""
            lines.append(f"{_method(stage, name, lang)}{whom}")
    return [Items(lines), Paragraph(scale_line(result, lang)), Paragraph(spread_line(result, lang))]


def _method(stage: str, name: str, lang: Language) -> str:
    """What a step does; a function of the analyst's own by its name."""
    method = find_methods(stage).get(name)
    return words.own_function(name, lang) if method is None else method.sv if lang == "sv" else method.en


def _sources(given: Given, lang: Language) -> list[Block]:
    made, indicators = given.result.made_of, given.indicators
    return [
        Table(
            words.SOURCES_TABLE.in_(lang),
            [
                Column(say(lang, "Indikator", "Indicator"), [i.label.in_(lang) for i in indicators], "name"),
                Column(say(lang, "Enhet", "Unit"), [unit_said(i.unit, lang) for i in indicators], "words"),
                Column(say(lang, "Tid", "Time"), [one.period for one in made], "words"),
                Column(
                    say(lang, "Kvalitet", "Quality"),
                    [QUALITY_LABELS[one.quality][0].in_(lang) if one.quality else "" for one in made],
                    "words",
                ),
                Column(say(lang, "Källa", "Source"), [one.source for one in made], "words"),
            ],
        ),
    ]


def _lacking(given: Given, lang: Language) -> list[Block]:
    """The indicators that some area has no figure of, and why."""
    result, n = given.result, len(given.areas)
    rows = [
        (indicator, made)
        for indicator, made in zip(given.indicators, result.made_of, strict=True)
        if made.areas < n
    ]
    told = more_line(result, lang)
    if not rows:
        return [Paragraph(words.nothing_missing(lang)), Paragraph(told)]
    return [
        Paragraph(told),
        Table(
            words.LACKING_TABLE.in_(lang),
            [
                Column(say(lang, "Indikator", "Indicator"), [i.label.in_(lang) for i, _ in rows], "name"),
                Column(
                    say(lang, "Områden med uppgift", "Areas with a figure"),
                    [m.areas for _, m in rows],
                    decimals=0,
                ),
                Column(
                    say(lang, "Varför", "Why"),
                    [m.reason or STATUS_LABELS[m.status][0].in_(lang) for _, m in rows],
                    "words",
                ),
            ],
        ),
    ]


def _parts(given: Given, lang: Language) -> list[Block]:
    """What must be known of each answer beside the index, where the report has not said it of the index."""
    titles = {
        **{words.groups_by(by.by, lang): by for by in given.by},
        words.PARTS["spread"].in_(lang): given.spread,
        words.PARTS["change"].in_(lang): given.change,
        words.PARTS["followed"].in_(lang): given.trend,
        words.PARTS["goals"].in_(lang): given.goals,
        words.PARTS["robustness"].in_(lang): given.robustness,
        words.PROPOSALS.in_(lang): given.sets,
    }
    said = {*result_notes(given.result, lang), of_index.source_line(given.result, lang), GAP_POINTS.in_(lang)}
    found: list[Block] = []
    for title, answer in titles.items():
        if answer is None:
            continue
        # Of groups, what an area's page says, which is the same for all areas.
        grouped = isinstance(answer, Breakdown) and given.areas[0] in answer.areas
        page = answer.explain(given.areas[0], lang=lang) if grouped else answer.page(lang)
        lines = [line for line in page.told if line not in said]
        found += [Heading(title, 4), Items(lines)] if lines else []
        said |= set() if grouped else {*lines}  # goals rest on the years
    return found


def _corrections(given: Given, lang: Language) -> list[Block]:
    corrections = given.knowledge.corrections
    if not corrections:
        return [Paragraph(words.no_corrections(lang))]
    return [
        Table(
            words.CORRECTIONS_TABLE.in_(lang),
            [
                Column(say(lang, "Dag", "Day"), [one.when.isoformat() for one in corrections], "name"),
                Column(say(lang, "Rättelse", "Correction"), [one.text for one in corrections], "words"),
                Column(say(lang, "Införd av", "Entered by"), [one.signed for one in corrections], "words"),
            ],
        )
    ]


def _access(given: Given, lang: Language) -> list[Block]:
    return [Paragraph(words.contact_line(given.knowledge.contact, lang))]
