"""A Care Need Index as a page: the areas in order of need, and what one area's points are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index.explain import place_of
from omradesindex.methods.counts import cut_decimals
from omradesindex.show.cut import cut
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.subjects.cni.words import headline, label, notes, scale_line
from omradesindex.wording import Language, area_name, number, say

if TYPE_CHECKING:
    from omradesindex.subjects.cni.answer import CniResult

_DECIMALS = 2


def page_of(result: CniResult, lang: Language, most: int | None) -> Page:
    """See :meth:`CniResult.page`."""
    ranks = result.ranks.to_numpy(dtype=float, na_value=np.nan)
    shown = cut(np.argsort(np.where(np.isnan(ranks), np.inf, ranks), kind="stable").tolist(), most)
    places, holders = np.unique(ranks, return_counts=True)
    shared = set(places[holders > 1].tolist())
    city = len(result.areas)
    names = [result.statistics.name_of(code) for code in result.areas]
    columns = [
        Column(
            say(lang, "Rang", "Rank"),
            [*ranks.tolist(), np.nan],
            decimals=0,
            marks=[*("=" if rank in shared else "" for rank in ranks.tolist()), ""],
        ),
        Column(say(lang, "Kod", "Code"), [*result.areas, result.statistics.whole or ""], "code"),
        Column(say(lang, "Område", "Area"), [*names, say(lang, "Hela staden", "The whole city")], "name"),
        *_forms(result, lang),
        Column(say(lang, "Folkmängd", "Population"), result.population.tolist(), decimals=0),
    ]
    table = Table(
        say(lang, "Områdena och hela staden", "The areas and the whole city"),
        [column.rows([*shown.order, city]) for column in columns],  # the whole city below them
        [shown.told(lang)],
        {shown.head: shown.between(lang)} if shown.left_out else {},
        frozenset({len(shown.order) - 1}),
    )
    lead = Paragraph(scale_line(result, lang))
    return Page(headline(result, lang), [lead, table], notes(result, lang), lang)


def _forms(result: CniResult, lang: Language) -> list[Column]:
    """Its forms, the country's first where there is one."""
    relative = [] if result.reference is None else [("CNI", result.relative, _DECIMALS)]
    forms = [
        *relative,
        (say(lang, "Poäng per inv.", "Points per inh."), result.per_person, _DECIMALS),
        # SCB cuts the decimals of the raw index instead of rounding it.
        (say(lang, "Poäng", "Points"), cut_decimals(result.raw), 0),
    ]
    return [
        Column(head, values.tolist(), decimals=decimals, strong=k == 0)
        for k, (head, values, decimals) in enumerate(forms)
    ]


def explanation_of(result: CniResult, area: str, lang: Language) -> Page:
    """See :meth:`CniResult.explain`."""
    row = place_of(area, result.everywhere, result.statistics.name)
    code, city = result.everywhere[row], len(result.areas)
    name = say(lang, "hela staden", "the whole city") if row == city else result.statistics.name_of(code)
    unit = {
        "riket": "CNI",
        "per_person": say(lang, "poäng per invånare", "points per inhabitant"),
        "raw": say(lang, "poäng", "points"),
    }[result.normalise]
    value = number(float(result.chosen[row]), 0 if result.normalise == "raw" else _DECIMALS, lang=lang)
    verdict = say(lang, f"{unit} saknas", f"no {unit}") if value == number(np.nan) else f"{unit} {value}"
    points = result.counts * np.array(list(result.weights.values()))
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = 100 * points / result.raw[:, None]
    columns = [
        Column(say(lang, "Grupp", "Group"), [label(v, lang) for v in result.weights], "name"),
        Column(say(lang, "Antal", "Number"), result.counts[row].tolist(), decimals=0),
        Column(say(lang, "Vikt", "Weight"), list(result.weights.values()), decimals=_DECIMALS),
        Column(say(lang, "Poäng", "Points"), points[row].tolist(), decimals=0),
        Column(say(lang, "Andel", "Share"), shares[row].tolist(), decimals=0, unit="%"),
        Column(say(lang, "Hela staden", "Whole city"), shares[city].tolist(), decimals=0, unit="%"),
    ]
    order = np.argsort(-np.nan_to_num(points[row], nan=-1.0), kind="stable").tolist()
    title = f"{area_name(code, name)} · {verdict}"
    made_of = say(lang, "Vad poängen består av", "What the points are made of")
    return Page(
        title,
        [
            Paragraph(_standing(result, row, lang)),
            Paragraph(scale_line(result, lang)),
            Table(f"{made_of} · {area_name(code, name)}", [column.rows(order) for column in columns]),
        ],
        notes(result, lang),
        lang,
    )


def _standing(result: CniResult, row: int, lang: Language) -> str:
    ranks = result.ranks.to_numpy(dtype=float, na_value=np.nan)
    if row == len(ranks) or np.isnan(ranks[row]):
        return ""
    ranked, shared = int((~np.isnan(ranks)).sum()), int((ranks == ranks[row]).sum()) > 1
    return say(
        lang,
        f"Plats {ranks[row]:.0f}{' (delad)' if shared else ''} av {ranked}.",
        f"Rank {ranks[row]:.0f}{' (shared)' if shared else ''} of {ranked}.",
    )
