"""An examination as people read it: flags first, then the weights, and what the coefficients rest on."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.show.tags import STYLE, column_head, paragraphs, table_of
from omradesindex.subjects.examine.flags import caution
from omradesindex.wording import Language, area_name, correlation, join, number, say

if TYPE_CHECKING:
    from omradesindex.subjects.examine.examine import Examination

_WIDTH = 100
_INDENT, _EM_SPACE = "  ", "\N{EM SPACE}"


@dataclass(frozen=True)
class _Table:
    """A table in words: its title, the heads, the rows (first the name) and what must be told under it."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


def examination_text(examination: Examination, *, lang: Language) -> str:
    """Write an examination as text for a terminal."""
    lines = [*wrap(_headline(examination, lang), _WIDTH), *wrap(caution(examination, lang), _WIDTH)]
    for note in _gaps(examination, lang):
        lines += wrap(note, _WIDTH)
    title, flags = _flags(examination, lang)
    lines += ["", title]
    for text in flags:
        lines += wrap(text, _WIDTH, initial_indent="  ", subsequent_indent="    ")
    for table in _tables(examination, lang):
        lines += ["", table.title, *_columns(table)]
        for note in table.notes:
            lines += wrap(note, _WIDTH, initial_indent="  ", subsequent_indent="  ")
    lines.append("")
    for note in caveats(examination.result, lang):
        lines += wrap(note, _WIDTH)
    return "\n".join(lines).rstrip()


def examination_html(examination: Examination, *, lang: Language) -> str:
    """Write an examination as HTML, marked up for screen readers, every text escaped."""
    title, flags = _flags(examination, lang)
    listed = "".join(f"<li>{escape(text)}</li>" for text in flags)
    parts = [
        f'<div class="omradesindex" lang="{lang}">{STYLE}',
        f"<p><strong>{escape(_headline(examination, lang))}</strong></p>",
        paragraphs([caution(examination, lang), *_gaps(examination, lang)]),
        f"<p>{escape(title)}</p><ul>{listed}</ul>",
        *(_html_table(table) for table in _tables(examination, lang)),
        paragraphs(caveats(examination.result, lang)),
        "</div>",
    ]
    return "\n".join(part for part in parts if part)


# -- what is said -------------------------------------------------------------------------------------------


def _headline(examination: Examination, lang: Language) -> str:
    result = examination.result
    what = say(lang, "Granskning", "Examination")
    return f"{what} · {words.headline(result, lang)} · {words.periods(result, lang)}"


def _gaps(examination: Examination, lang: Language) -> list[str]:
    """What could not be examined, and why."""
    from omradesindex.subjects.examine.coefficients import usable

    result = examination.result
    every = examination.wholes[-1].indicators
    lacking = [name for name in every if name not in usable(examination, every)]
    told = []
    if lacking:
        names = join([result.label(name, lang) for name in lacking], lang=lang)
        told.append(
            say(
                lang,
                f"Utan uppgifter eller utan skillnader mellan områdena: {names}.",
                f"Without figures, or without differences between areas: {names}.",
            )
        )
    if np.isnan(result.level_scores["index"]).all():
        told.append(
            say(
                lang,
                "Indexet är inte beräknat, så det som jämför med det saknas. Med partial=True beräknas det "
                "på de uppgifter som finns.",
                "The index is not computed, so what compares with it is missing. With partial=True it is "
                "computed from the figures there are.",
            )
        )
    return told


def _flags(examination: Examination, lang: Language) -> tuple[str, list[str]]:
    strong, weak = (number(t, 2, lang=lang) for t in (examination.strong, examination.weak))
    title = say(
        lang,
        f"Att fråga sig (gränser: {strong} och {weak})",
        f"Questions to ask (thresholds: {strong} and {weak})",
    )
    flags = [str(text) for text in examination.flags["text"]]
    return title, flags or [say(lang, "Inga flaggor.", "No flags.")]


def _tables(examination: Examination, lang: Language) -> list[_Table]:
    computed = not np.isnan(examination.result.level_scores["index"]).all()
    tables = [_weights(examination, lang)] if computed else []
    tables.append(_coherence(examination, lang))
    if len(examination.links):
        tables.append(_links(examination, lang))
    return tables


def _interval(low: float, high: float, lang: Language) -> str:
    if np.isnan(low):
        return number(low)
    return f"{number(low, 2, lang=lang)} {say(lang, 'till', 'to')} {number(high, 2, lang=lang)}"


def _weights(examination: Examination, lang: Language) -> _Table:
    frame = examination.effective_weights
    rows = []
    for level in ("dimension", "indicator"):
        of_level = frame[frame["level"] == level].sort_values("share", ascending=False, kind="stable")
        rows += [
            (
                ("" if level == "dimension" else _INDENT) + examination.result.label(row["measure"], lang),
                number(100 * row["nominal"], 1, lang=lang),
                number(100 * row["used"], 1, lang=lang),
                number(100 * row["share"], 1, lang=lang),
                correlation(row["correlation"], 2, lang=lang),
                _interval(row["low"], row["high"], lang),
            )
            for row in of_level.to_dict("records")
        ]
    heads = (
        say(lang, "Dimension, indikator", "Dimension, indicator"),
        say(lang, "Vikt", "Weight"),
        say(lang, "Använd", "Used"),
        say(lang, "Effekt", "Effect"),
        say(lang, "r till index", "r to index"),
        say(lang, "95 %", "95%"),
    )
    note = say(
        lang,
        "Procent. Vikt: i definitionen. Använd: efter att vikten hos det som saknas gått till det övriga. "
        "Effekt: hur mycket av indexets variation som följer av var och en, som andel av summan (r²; "
        "dimensioner och indikatorer var för sig).",
        "Per cent. Weight: in the definition. Used: after missing values gave their weight to the others. "
        "Effect: how much of the index's variation follows from each, as a share of the sum (r²; dimensions "
        "and indicators each by themselves).",
    )
    return _Table(
        say(lang, "Vikt och verklig betydelse", "Weight and real importance"), heads, tuple(rows), (note,)
    )


def _coherence(examination: Examination, lang: Language) -> _Table:
    first = examination.components[examination.components["component"] == 1].set_index("whole")["explained"]
    one = {"indicators": say(lang, "indikator", "indicator"), "dimensions": "dimension"}
    many = {
        "indicators": say(lang, "indikatorer", "indicators"),
        "dimensions": say(lang, "dimensioner", "dimensions"),
    }

    def kind(row: Mapping[Hashable, Any]) -> str:
        return (one if row["used"] == 1 else many)[row["of"]]

    rows = tuple(
        (
            f"{examination.result.label(row['whole'], lang)} ({row['used']} {kind(row)})",
            number(row["alpha"], 2, lang=lang),
            _interval(row["low"], row["high"], lang),
            number(100 * first.get(row["whole"], np.nan), 0, lang=lang) if row["of"] == "indicators" else "",
            str(row["n"]) if row["n"] else number(np.nan),
        )
        for row in examination.reliability.to_dict("records")
    )
    heads = (
        say(lang, "Dimension", "Dimension"),
        say(lang, "Alfa", "Alpha"),
        say(lang, "95 %", "95%"),
        say(lang, "Första komponenten", "First component"),
        say(lang, "Områden", "Areas"),
    )
    note = say(
        lang,
        "Alfa (Cronbach): hur väl delarna hänger ihop, högst 1. Första komponenten: hur stor del av "
        "indikatorernas variation, i procent, som en enda gemensam skala fångar.",
        "Alpha (Cronbach): how far the parts hang together, at most 1. First component: how much of the "
        "indicators' variation, in per cent, one common scale holds.",
    )
    return _Table(say(lang, "Hur delarna hänger ihop", "How the parts hang together"), heads, rows, (note,))


def _links(examination: Examination, lang: Language) -> _Table:
    links = examination.links
    rows = []
    for (link, measure), group in links.groupby(["link", "measure"], sort=False):
        of = {row["method"]: row for row in group.to_dict("records")}
        pearson = of["pearson"]
        rows.append(
            (
                f"{link}: {examination.result.label(str(measure), lang)}",
                correlation(pearson["correlation"], 2, lang=lang),
                _interval(pearson["low"], pearson["high"], lang),
                correlation(of["spearman"]["correlation"], 2, lang=lang),
                correlation(of["kendall"]["correlation"], 2, lang=lang),
                str(pearson["n"]),
            )
        )
    heads = (
        say(lang, "Mått utifrån", "Outside measure"),
        "Pearson",
        say(lang, "95 %", "95%"),
        "Spearman",
        "Kendall",
        say(lang, "Områden", "Areas"),
    )
    notes = [
        say(
            lang,
            "Plus: måttet är högre där utmaningen är större. Måtten har den riktning som de gavs med.",
            "Plus: the measure is higher where the challenge is greater. Measures have the direction they "
            "were given with.",
        )
    ]
    on_index = links[(links["measure"] == "index") & (links["method"] == "pearson")]
    for row in on_index.to_dict("records"):
        if 0 < len(row["missing"]) < len(examination.result.areas):
            names = join(
                [area_name(code, examination.result.statistics.name_of(code)) for code in row["missing"]],
                lang=lang,
            )
            notes.append(
                say(lang, f"{row['link']} saknas för {names}.", f"{row['link']} is missing for {names}.")
            )
    return _Table(say(lang, "Mot mått utifrån", "Against outside measures"), heads, tuple(rows), tuple(notes))


# -- how it is laid out -------------------------------------------------------------------------------------


def _columns(table: _Table) -> list[str]:
    """The table as lines: the first column to the left, the others to the right; long names are cut."""
    every = [table.heads, *table.rows]
    widths = [max(len(row[k]) for row in every) for k in range(len(table.heads))]
    widths[0] = min(widths[0], _WIDTH - sum(widths[1:]) - 2 * len(widths))
    lines = []
    for row in every:
        name = row[0] if len(row[0]) <= widths[0] else row[0][: widths[0] - 1].rstrip() + "…"
        cells = [name.ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        lines.append(("  " + "  ".join(cells)).rstrip())
    return lines


def _html_table(table: _Table) -> str:
    heads = [column_head(head, "" if k else "name") for k, head in enumerate(table.heads)]
    body = [
        f'<tr><th scope="row">{escape(name.replace(_INDENT, _EM_SPACE))}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        + "</tr>"
        for name, *cells in table.rows
    ]
    return f"{table_of(table.title, heads, body)}\n{paragraphs(table.notes)}"
