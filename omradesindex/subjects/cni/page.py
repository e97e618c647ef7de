"""Care Need Index as people read it: a table, and what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.catalogue import variables
from omradesindex.frozen import Frozen
from omradesindex.index.page import shortened
from omradesindex.methods.counts import cut_decimals
from omradesindex.show.tags import STYLE, column_head, paragraphs, table_of
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS, STATUS_LABELS, STATUSES, TOTAL
from omradesindex.wording import Language, Text, area_name, check_language, join, number, plural, say

if TYPE_CHECKING:
    from omradesindex.subjects.cni.answer import CniResult

_WIDTH = 100
_LONGEST_NAME = 34
_DECIMALS = 2
_NEGLIGIBLE_DOUBT = 0.005
_GROUPS = Frozen({"women": Text("kvinnor", "women"), "men": Text("män", "men")})


def cni_text(result: CniResult, *, lang: Language = "sv", most: int | None = 60) -> str:
    """Write a Care Need Index as text for a terminal.

    Parameters
    ----------
    result : CniResult
    lang : {"sv", "en"}
    most : int or None
        Areas that are listed; None lists all.

    Examples
    --------
    >>> import omradesindex as oi
    >>> result = oi.cni(oi.example_statistics(), normalise="per_person")
    >>> print(cni_text(result).splitlines()[0])
    Care Need Index · Exempelstad (påhittad) · 2024
    """
    check_language(lang)
    heads, rows = _heads(result, lang), _rows(result, lang)
    shown = rows if most is None else [*rows[:most], *rows[-1:]] if len(rows) > most + 1 else rows
    wide = [max(len(row[k]) for row in (heads, *shown)) for k in range(len(heads))]
    wide[2] = min(wide[2], _LONGEST_NAME)
    lines = [*wrap(_headline(result, lang), _WIDTH), *wrap(_scale(result, lang), _WIDTH), ""]
    for row in (heads, *shown):
        cells = [
            shortened(cell, w).ljust(w) if k == 2 else cell.rjust(w)
            for k, (cell, w) in enumerate(zip(row, wide, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    if len(shown) < len(rows):
        more = len(rows) - len(shown)
        left = number(more, lang=lang)
        lines.append(
            say(
                lang,
                f"… och {left} {plural(more, 'område', 'områden')} till",
                f"… and {left} more {plural(more, 'area', 'areas')}",
            )
        )
    lines.append("")
    for note in _notes(result, lang):
        lines += wrap(note, _WIDTH)
    return "\n".join(lines)


def cni_html(result: CniResult, *, lang: Language = "sv") -> str:
    """Write a Care Need Index as HTML for a notebook or a page; every text is escaped."""
    check_language(lang)
    heads = [column_head(head, "name" if k == 2 else "") for k, head in enumerate(_heads(result, lang))]
    body = []
    for row in _rows(result, lang):
        cells = [
            f"<td>{escape(c)}</td>" if k != 2 else f'<th scope="row">{escape(c)}</th>'
            for k, c in enumerate(row)
        ]
        body.append(f"<tr>{''.join(cells)}</tr>")
    parts = [
        f'<div class="omradesindex" lang="{lang}">{STYLE}',
        paragraphs([_scale(result, lang)]),
        table_of(_headline(result, lang), heads, body),
        paragraphs(_notes(result, lang)),
        "</div>",
    ]
    return "\n".join(part for part in parts if part)


def _headline(result: CniResult, lang: Language) -> str:
    name = result.statistics.name
    division = result.statistics.division
    if division is not None and division.made_up and "(påhittad)" not in name and "(made up)" not in name:
        name = f"{name} {say(lang, '(påhittad)', '(made up)')}"
    group = [
        _GROUPS[category].in_(lang) if category in _GROUPS else f"{column}: {category}"
        for column, category in zip(result.statistics.breakdowns, result.group, strict=True)
        if category != TOTAL
    ]
    parts = ["Care Need Index", name, result.period, *group]
    if result.partial and result.missing:
        parts.append(say(lang, "delvis beräknat", "partly computed"))
    return " · ".join(parts)


def _scale(result: CniResult, lang: Language) -> str:
    """What the first figure means."""
    if result.normalise == "raw":
        return say(
            lang,
            "Poäng: viktad summa av grupperna, som växer med områdets storlek. Rang 1 är störst.",
            "Points: weighted sum of the groups, which grows with the area's size. Rank 1 is the largest.",
        )
    if result.normalise == "per_person":
        return say(
            lang,
            "Poäng per invånare; högre är större väntat vårdbehov. Rang 1 är störst.",
            "Points per inhabitant; higher is greater expected need of care. Rank 1 is the greatest.",
        )
    return say(
        lang,
        "CNI: poäng per invånare i förhållande till riket (riket = 1); högre är större väntat vårdbehov. "
        "Rang 1 är störst.",
        "CNI: points per inhabitant relative to the country (country = 1); higher is greater expected need "
        "of care. Rank 1 is the greatest.",
    )


def _heads(result: CniResult, lang: Language) -> list[str]:
    heads = [say(lang, "Rang", "Rank"), say(lang, "Kod", "Code"), say(lang, "Område", "Area")]
    if result.reference is not None:
        heads.append("CNI")
    return [
        *heads,
        say(lang, "Poäng per inv.", "Points per inh."),
        say(lang, "Poäng", "Points"),
        say(lang, "Folkmängd", "Population"),
    ]


def _rows(result: CniResult, lang: Language) -> list[list[str]]:
    """The areas, greatest need first and those without a rank last; then the whole city."""
    ranks = result.ranks.to_numpy(dtype=float, na_value=np.nan)
    shared = Counter(ranks[~np.isnan(ranks)].tolist())
    labels = ["–" if np.isnan(r) else f"{r:.0f}{'=' if shared[r] > 1 else ''}" for r in ranks]
    order = [int(i) for i in np.argsort(np.where(np.isnan(ranks), np.inf, ranks), kind="stable")]
    names = [result.statistics.name_of(code) for code in result.areas]
    city = say(lang, "Hela staden", "The whole city")
    rows = [_row(result, i, labels[i], result.areas[i], names[i], lang) for i in order]
    return [*rows, _row(result, len(names), "", result.statistics.whole or "", city, lang)]


def _row(result: CniResult, i: int, rank: str, code: str, name: str, lang: Language) -> list[str]:
    values = [] if result.reference is None else [number(result.relative[i], _DECIMALS, lang=lang)]
    return [
        rank,
        code,
        name,
        *values,
        number(result.per_person[i], _DECIMALS, lang=lang),
        # SCB cuts the decimals of the raw index instead of rounding it.
        number(float(cut_decimals(result.raw[i])), lang=lang),
        number(result.population[i], lang=lang),
    ]


def _notes(result: CniResult, lang: Language) -> list[str]:
    notes = [*_missing(result, lang), *_reference(result, lang), *_own_weights(result, lang)]
    there = ~np.isnan(result.counts[:-1]).all(axis=1)
    qualities = [QUALITIES[q] for q in np.unique(result.quality[:-1][there])]
    told = join([QUALITY_LABELS[quality][1].in_(lang) for quality in qualities], lang=lang)
    notes.append(f"{say(lang, 'Uppgifterna är', 'The figures are')} {told}.")
    doubt = float(result.doubtful[:-1].max(initial=0.0))
    if doubt >= _NEGLIGIBLE_DOUBT:
        area = _place(result, result.areas[int(result.doubtful[:-1].argmax())])
        percent = number(100 * doubt, lang=lang)
        notes.append(
            say(
                lang,
                f"Osäker områdestillhörighet: som mest {percent} procent av folkmängden, i {area}.",
                f"Doubtful membership: at most {percent} per cent of the population, in {area}.",
            )
        )
    if result.indicator.note is not None:
        notes.append(result.indicator.note.in_(lang))
    return [*notes, *result.statistics.notes]


def _place(result: CniResult, code: str) -> str:
    return area_name(code, result.statistics.name_of(code))


def _labels(names: Sequence[str], lang: Language) -> str:
    known = variables()
    labels = [known[name].label.in_(lang) for name in names]
    return join([label[:1].lower() + label[1:] for label in labels], lang=lang)


def _missing(result: CniResult, lang: Language) -> list[str]:
    """Which variables are missing where, and what that does to the figures."""
    if not result.missing:
        return []
    told = []
    if result.lacking:
        told.append(
            f"{say(lang, 'Saknas i alla områden', 'Missing in all areas')}: {_labels(result.lacking, lang)}."
        )
    for code in result.areas:
        others = [name for name in result.missing.get(code, ()) if name not in result.lacking]
        if others:
            why = _why(result, code, others, lang)
            told.append(f"{say(lang, 'Saknas i', 'Missing in')} {_place(result, code)}: {why}.")
    if not result.partial:
        told.append(
            say(
                lang,
                "Där någon uppgift saknas räknas inget tal; partial=True räknar på de grupper som finns.",
                "Where a figure is missing nothing is computed; partial=True computes from what there is.",
            )
        )
    elif result.normalise == "riket" and result.reference_from_counts:
        told.append(
            say(
                lang,
                "Delvis beräknat: riket är räknat utan samma grupper som området.",
                "Partly computed: the country is computed without the groups that the area lacks.",
            )
        )
    else:
        told.append(
            say(
                lang,
                "Delvis beräknat: med alla grupper vore talen lika stora eller större. "
                "Ett område som saknar något som andra har får ingen rang.",
                "Partly computed: with all groups the figures would be as large or larger. "
                "An area that lacks what others have gets no rank.",
            )
        )
    return told


def _why(result: CniResult, code: str, names: Sequence[str], lang: Language) -> str:
    """The variables, those whose figure is withheld marked so."""
    row = result.everywhere.index(code)
    place = {name: k for k, name in enumerate(result.weights)}
    labels = []
    for name in names:
        status = STATUSES[result.status[row, place[name]]] if name in place else "missing"
        why = "" if status == "missing" else f" ({STATUS_LABELS[status][0].in_(lang)})"
        labels.append(f"{_labels([name], lang)}{why}")
    return join(labels, lang=lang)


def _reference(result: CniResult, lang: Language) -> list[str]:
    """What the country's figure is, and when it cannot be trusted to fit."""
    if result.reference is None:
        return []
    name = result.reference_name or say(lang, "angivet utan källa och år", "given without source and year")
    there = result.reference[~np.isnan(result.reference)]
    if there.size and np.ptp(there) == 0:
        unit = say(lang, "poäng per invånare", "points per inhabitant")
        value = f"{number(float(there[0]), 4, lang=lang)} {unit}"
    else:
        value = say(lang, "räknat på de grupper som varje område har", "from the groups that each area has")
    told = [f"{say(lang, 'Riksvärde', 'National value')}: {value} ({name})."]
    if result.own_weights and not result.reference_from_counts:
        told.append(
            say(
                lang,
                "Vikterna är egna: riksvärdet måste vara räknat med samma vikter, "
                "och det går inte att pröva här.",
                "The weights are your own: the national value must rest on the same weights, which cannot be "
                "checked here.",
            )
        )
    return told


def _own_weights(result: CniResult, lang: Language) -> list[str]:
    if not result.own_weights:
        return []
    known = variables()
    told = [
        f"{known[name].label.in_(lang)} {number(weight, 2, lang=lang)}"
        for name, weight in result.weights.items()
    ]
    return [f"{say(lang, 'Egna vikter', 'Own weights')}: {'; '.join(told)}."]
