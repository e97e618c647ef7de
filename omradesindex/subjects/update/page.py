"""A run as a page: what was read, what the checks found, what changed and why."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.index.decimals import score_decimals
from omradesindex.show.old_page import Page, Table
from omradesindex.show.tags import page_of
from omradesindex.show.writing import Writer, write_text, write_together
from omradesindex.subjects.change.page import change_page, mostly, places
from omradesindex.subjects.change.words import VERDICT_LABELS
from omradesindex.subjects.update.findings import CHECKS
from omradesindex.wording import NBSP, Language, check_language, number, plural, say

if TYPE_CHECKING:
    from omradesindex.subjects.change.answer import Change
    from omradesindex.subjects.update.answer import Update

# A revision of everything should not hide what else was found.
_MOST_OF_A_CHECK = 12
_MOVERS = 3


def update_text(update: Update, *, lang: Language | None = None, width: int = 100) -> str:
    """Write a run as text, in the project's language unless another is asked for."""
    return update_page(update, lang or update.project.lang).text(width)


def update_html(update: Update, *, lang: Language | None = None) -> str:
    """Write a run as HTML, in the project's language unless another is asked for."""
    lang = lang or update.project.lang
    return update_page(update, lang).html(lang)


def save_update(update: Update, folder: str | Path, *, lang: Language = "sv") -> list[Path]:
    """Write ``rapport.html`` and ``rapport.md`` to a folder."""
    page = update_page(update, lang)
    writers: dict[str, Writer] = {
        "rapport.html": lambda path: write_text(path, page_of(page.title, page.html(lang), lang)),
        "rapport.md": lambda path: write_text(path, _markdown(page)),
    }
    return write_together(Path(folder), writers)


def update_page(update: Update, lang: Language) -> Page:
    """Lay a run out. It says nothing of when, so that the same run gives the same page."""
    check_language(lang)
    title = f"{say(lang, 'Nya siffror', 'New figures')} · {words.headline(update.result, lang)}"
    tables = [_read(update.read, update, lang)]
    if update.findings:
        tables.append(_findings(update, lang))
    told: list[str] = []
    change = update.change
    if change is not None and change.newer:
        page = change_page(change, lang)
        tables += page.tables
        told += [*page.under, *page.told]
    else:
        if change is not None and _moved(change):
            tables.append(_corrected(change, lang))
        told += [*caveats(update.result, lang), words.source_line(update.result, lang)]
        if update.why_no_change:
            head = say(
                lang, "Ingen jämförelse med den godkända körningen", "Not compared with the accepted run"
            )
            told.append(f"{head}: {update.why_no_change}")
    told.append(
        say(
            lang,
            "Arbetsmaterial: pröva sekretessen innan något publiceras.",
            "Working material: apply disclosure control before anything is published.",
        )
    )
    return Page(title, _under(update, lang), tables, told)


def _under(update: Update, lang: Language) -> list[str]:
    """Say how it stands, what was read, and who moved most and why."""
    asks = len(update.asks)
    statistics = update.result.statistics
    span, variables, areas = statistics.calendar.span(), len(statistics.variables), len(statistics.areas)
    if update.status == "unchanged":
        first = say(lang, "Inget nytt sedan den godkända körningen.", "Nothing new since the accepted run.")
    elif asks:
        first = say(
            lang,
            f"Kontrollerna hittade {asks} att ta ställning till. Inget ersätts förrän någon har godkänt det.",
            f"The checks found {asks} to decide on. Nothing is replaced until somebody has accepted it.",
        )
    else:
        first = say(
            lang,
            "Kontrollerna hittade inget att ta ställning till.",
            "The checks found nothing to decide on.",
        )
    if update.change is None and not update.why_no_change:
        first += say(lang, " Det finns ingen tidigare godkänd körning.", " There is no earlier accepted run.")
    read = say(
        lang,
        f"Läst: {variables} {plural(variables, 'variabel', 'variabler')} för {areas} "
        f"{plural(areas, 'område', 'områden')}, {span}. "
        f"Indexet gäller {words.periods(update.result, lang)}.",
        f"Read: {variables} {plural(variables, 'variable', 'variables')} for {areas} "
        f"{plural(areas, 'area', 'areas')}, {span}. "
        f"The index is of {words.periods(update.result, lang)}.",
    )
    return [first, read, *_movers(update, lang)]


def _movers(update: Update, lang: Language) -> list[str]:
    """Name the areas that moved most, whether that is more than noise, and what moved them."""
    change = update.change
    if change is None:
        return []
    told = []
    for row in _moved(change)[:_MOVERS]:
        by = number(float(row["change"]), score_decimals(change.after), lang=lang, sign=True)
        why = mostly(change, str(row["area"]), float(row["change"]), lang)
        # Between two versions of one year there is nothing for chance to explain.
        verdict = VERDICT_LABELS[str(row["verdict"])].in_(lang) if change.newer else ""
        judged = f"{by} ({verdict})" if verdict else by
        told.append(f"{row['area']} {row['name']}: {judged}. {why}{'.' if why else ''}".rstrip())
    head = say(lang, "Störst förändring av indexet:", "Greatest changes of the index:")
    return [head, *told] if told else []


def _moved(change: Change) -> list[dict[Hashable, Any]]:
    """Return the areas whose index, as it is shown, has changed: the greatest change first."""
    frame = change.to_frame()
    least = 0.5 * 10.0 ** -score_decimals(change.after)  # what is not nought as it is written
    own = frame[(frame["measure"] == "index") & (frame["change"].abs() >= least)]
    order = own["change"].abs().sort_values(ascending=False, kind="stable").index
    return own.loc[order].to_dict("records")


def _corrected(change: Change, lang: Language) -> Table:
    """The same year before and after a revision: there is no change over time to judge."""
    rows = [
        [
            str(row["area"]),
            str(row["name"]),
            *(number(float(row[c]), score_decimals(change.after), lang=lang) for c in ("before", "after")),
            places(row["rank_before"], row["rank_after"]),
            mostly(change, str(row["area"]), float(row["change"]), lang),
        ]
        for row in _moved(change)
    ]
    heads = [
        say(lang, "Kod", "Code"),
        say(lang, "Område", "Area"),
        say(lang, "Godkänd", "Accepted"),
        say(lang, "Ny", "New"),
        say(lang, "Plats", "Rank"),
        say(lang, "Främst på grund av", "Mostly because of"),
    ]
    caption = say(
        lang, "Index för samma år som i den godkända körningen", "The index of the accepted run's own year"
    )
    return Table(caption, heads, rows, left=(0, 1, 5))


def _read(read: Sequence[Mapping[str, Any]], update: Update, lang: Language) -> Table:
    rows = []
    for entry in read:
        if "file" in entry:
            what, when = str(entry["file"]), ""
        else:
            source = update.project.sources[entry["source"] - 1]
            what, when = source.label, str(entry["updated"] or "")[:10]
        size = f"{number(max(entry['size'] / 1024, 0.1), 1, lang=lang)}{NBSP}kB"
        rows.append([str(entry["source"] or ""), what, when, size, str(entry["sha256"])[:12]])
    heads = [
        say(lang, "Källa", "Source"),
        say(lang, "Vad", "What"),
        say(lang, "Ändrad i källan", "Changed at the source"),
        say(lang, "Storlek", "Size"),
        "SHA-256",
    ]
    return Table(say(lang, "Läst", "Read"), heads, rows, left=(0, 1, 2, 4))


def _findings(update: Update, lang: Language) -> Table:
    rows, counts = [], dict.fromkeys(CHECKS, 0)
    for finding in update.findings:
        counts[finding.check] += 1
        if counts[finding.check] <= _MOST_OF_A_CHECK:
            mark = (
                say(lang, "godkänn?", "accept?")
                if finding.ask
                else say(lang, "för kännedom", "for your information")
            )
            rows.append([CHECKS[finding.check].in_(lang), finding.text.in_(lang), mark])
    for check, count in counts.items():
        if count > _MOST_OF_A_CHECK:
            more = count - _MOST_OF_A_CHECK
            rows.append(
                [
                    CHECKS[check].in_(lang),
                    say(
                        lang, f"… och {more} till, i kontroller.csv", f"… and {more} more, in kontroller.csv"
                    ),
                    "",
                ]
            )
    heads = [say(lang, "Kontroll", "Check"), say(lang, "Vad den fann", "What it found"), ""]
    return Table(say(lang, "Kontroller", "Checks"), heads, rows, left=(0, 1, 2))


def _markdown(page: Page) -> str:
    """Write a page as Markdown."""

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(map(_literal, cells)) + " |"

    parts = [f"# {_literal(page.title)}", *(_paragraph(text) for text in page.under if text)]
    for table in page.tables:
        rule = ["---" if k in table.left else "---:" for k in range(len(table.heads))]
        rows = "\n".join([line(table.heads), line(rule), *(line(row) for row in table.rows)])
        parts += [f"## {_literal(table.caption)}", rows]
    parts += [_paragraph(text) for text in page.told if text]
    return "\n\n".join(parts) + "\n"


def _literal(text: str) -> str:
    """Keep names and labels from being links, HTML, emphasis or cells of their own."""
    signs = r"([\\`*<\[\]|~]|&(?=[#\w])|(?<!\w)_|_(?!\w))"
    return re.sub(signs, r"\\\1", " ".join(text.splitlines()))


def _paragraph(text: str) -> str:
    """And from being headings, lists or quotations."""
    return re.sub(r"^([#>+-])", r"\\\1", _literal(text).lstrip())
