"""An examination as a page: flags first, then the weights, and what the coefficients rest on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.show.page import Block, Heading, Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.subjects.examine.beside_page import beside_blocks
from omradesindex.subjects.examine.flags import find_flags
from omradesindex.subjects.examine.outside import measure_label, measure_notes
from omradesindex.subjects.examine.words import (
    SIGNS,
    caution_line,
    coherence_note,
    lacking_line,
    missing_line,
    none_line,
    not_computed_line,
    questions_head,
    reliability_note,
    to_do_lines,
    weights_note,
)
from omradesindex.wording import (
    AREAS_NAMED,
    NBSP,
    Language,
    area_name,
    correlation,
    join,
    number,
    plural,
    say,
)

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.examine.answer import Examination


def page_of(examination: Examination, lang: Language, most: int | None) -> Page:
    """See :meth:`Examination.page`."""
    result = examination.result
    flags = find_flags(examination, lang)
    said = [*flags["text"], *to_do_lines(set(flags["flag"]), lang)] or [none_line(lang)]
    blocks: list[Block] = [
        *map(Paragraph, [caution_line(len(result.areas), lang), *_gaps(examination, lang)]),
        Heading(questions_head(examination.strong, examination.weak, lang)),
        *map(Paragraph, said),
    ]
    if not np.isnan(result.level_scores["index"]).all():
        blocks.append(_weights(examination, lang))
    blocks.append(_noise(examination, lang))
    blocks.append(_coherence(examination, lang))
    if len(examination.links):
        blocks.append(_links(examination, lang))
        blocks += beside_blocks(examination, lang, most)
    what = say(lang, "Granskning", "Examination")
    title = f"{what} · {words.headline(result, lang)} · {words.periods(result, lang)}"
    return Page(title, blocks, [*caveats(result, lang), words.source_line(result, lang)], lang)


def _gaps(examination: Examination, lang: Language) -> list[str]:
    """What could not be examined, and why."""
    result, every = examination.result, examination.wholes[-1].indicators
    usable = examination.usable(every)
    lines = []
    lacking = [result.label(name, lang) for name in every if name not in usable]
    if lacking:
        names = join(lacking, lang=lang)
        lines.append(lacking_line(names, lang))
    if np.isnan(result.level_scores["index"]).all():
        lines.append(not_computed_line(lang))
    return lines


def _percent(part: float, lang: Language) -> str:
    """Write a part in per cent; a little is not nothing."""
    return f"<{NBSP}1" if 0 < part < 0.5 else number(part, lang=lang)


def _correlation(head: str, values: Iterable[float], lang: Language) -> Column:
    return Column(head, [correlation(r, lang=lang) for r in values])


def _interval(rows: pd.DataFrame, lang: Language) -> list[Column]:
    """The ends of the approximate 95 % interval."""
    group = say(lang, "95 %", "95%")
    return [
        Column(say(lang, "från", "from"), rows["low"].tolist(), decimals=2, group=group),
        Column(say(lang, "till", "to"), rows["high"].tolist(), decimals=2, group=group),
    ]


def _weights(examination: Examination, lang: Language) -> Table:
    by_share = examination.effective_weights.sort_values("share", ascending=False, kind="stable")
    # Dimensions first, of each level the greatest importance first.
    rows = by_share.sort_values("level", kind="stable")
    dimensions = int((rows["level"] == "dimension").sum())
    heads = {
        "nominal": say(lang, "Vikt", "Weight"),
        "used": say(lang, "Använd", "Used"),
        "share": say(lang, "Betydelse", "Importance"),
    }
    labels = [examination.result.label(measure, lang) for measure in rows["measure"]]
    return Table(
        say(lang, "Vikt och verklig betydelse", "Weight and real importance"),
        [
            Column(say(lang, "Del av indexet", "Part of the index"), labels, "name"),
            *(Column(head, (100 * rows[c]).tolist(), decimals=1, unit="%") for c, head in heads.items()),
            _correlation(say(lang, "r till index", "r to index"), rows["correlation"], lang),
            *_interval(rows, lang),
        ],
        [weights_note(lang)],
        {0: say(lang, "Dimensioner", "Dimensions"), dimensions: say(lang, "Indikatorer", "Indicators")},
    )


def _noise(examination: Examination, lang: Language) -> Table:
    """How much of each indicator's differences between areas is not chance."""
    rows = examination.indicator_reliability
    labels = [examination.result.label(name, lang) for name in rows["indicator"]]
    chance = (100 * (1 - rows["reliability"])).tolist()
    return Table(
        say(lang, "Skillnader som inte är slump", "Differences that are not chance"),
        [
            Column(say(lang, "Indikator", "Indicator"), labels, "name"),
            _correlation(say(lang, "Reliabilitet", "Reliability"), rows["reliability"], lang),
            Column(say(lang, "Slump", "Chance"), [_percent(part, lang) for part in chance], unit="%"),
            Column(say(lang, "Områden", "Areas"), [n or np.nan for n in rows["n"]], decimals=0),
        ],
        [reliability_note(lang)],
    )


def _coherence(examination: Examination, lang: Language) -> Table:
    rows = examination.reliability
    components = examination.components
    first = components[components["component"] == 1].set_index("whole")["explained"].to_dict()
    of_indicators = rows["of"] == "indicators"
    return Table(
        say(lang, "Hur delarna hänger ihop", "How the parts hang together"),
        [
            Column(
                say(lang, "Dimension", "Dimension"),
                [_counted(examination, row, lang) for row in rows.to_dict("records")],
                "name",
            ),
            Column(say(lang, "Alfa", "Alpha"), rows["alpha"].tolist(), decimals=2),
            *_interval(rows, lang),
            Column(
                say(lang, "Första komponenten", "First component"),
                [
                    100 * first.get(whole, np.nan) if single else np.nan
                    for whole, single in zip(rows["whole"], of_indicators, strict=True)
                ],
                decimals=0,
                unit="%",
            ),
            Column(say(lang, "Områden", "Areas"), [n or np.nan for n in rows["n"]], decimals=0),
        ],
        [coherence_note(lang)],
    )


def _counted(examination: Examination, row: dict[Any, Any], lang: Language) -> str:
    """A dimension or the index, with how many indicators (or dimensions) are held against each other."""
    n = row["used"]
    parts = (
        say(lang, plural(n, "indikator", "indikatorer"), plural(n, "indicator", "indicators"))
        if row["of"] == "indicators"
        else say(lang, plural(n, "dimension", "dimensioner"), plural(n, "dimension", "dimensions"))
    )
    return f"{examination.result.label(row['whole'], lang)} ({n} {parts})"


def _links(examination: Examination, lang: Language) -> Table:
    links = examination.links
    of = {method: links[links["method"] == method] for method in ("pearson", "spearman", "kendall")}
    rows = of["pearson"]
    notes = [SIGNS.in_(lang)]
    on_index = rows[rows["measure"] == "index"]
    notes += measure_notes(on_index["link"].tolist(), examination.wholes[-1].indicators, lang)
    for link, missing in zip(on_index["link"], on_index["missing"], strict=True):
        if 0 < len(missing) < len(examination.result.areas):
            statistics = examination.result.statistics
            names = [area_name(code, statistics.name_of(code)) for code in missing]
            label = measure_label(link, lang)
            notes.append(missing_line(label, join(names, lang=lang, most=AREAS_NAMED), lang))
    labels = [
        f"{measure_label(link, lang)}: {examination.result.label(measure, lang)}"
        for link, measure in zip(rows["link"], rows["measure"], strict=True)
    ]
    return Table(
        say(lang, "Mot mått utifrån", "Against outside measures"),
        [
            Column(say(lang, "Mått utifrån", "Outside measure"), labels, "name"),
            _correlation("Pearson", rows["correlation"], lang),
            *_interval(rows, lang),
            _correlation("Spearman", of["spearman"]["correlation"], lang),
            _correlation("Kendall", of["kendall"]["correlation"], lang),
            Column(say(lang, "Områden", "Areas"), rows["n"].tolist(), decimals=0),
        ],
        notes,
    )
