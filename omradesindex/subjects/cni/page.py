"""A Care Need Index as a page: the areas in order of need, and what one area's points are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.index.explain import place_of
from omradesindex.methods.counts import cut_decimals
from omradesindex.show.cut import cut
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.statistics.city import city_said
from omradesindex.subjects.cni.words import headline, label, notes, scale_line, standing_line
from omradesindex.wording import Language, area_name, capital, number, say

if TYPE_CHECKING:
    from omradesindex.subjects.cni.numbers import CniNumbers

Floats = NDArray[np.float64]

_DECIMALS = 2


def page_of(result: CniNumbers, lang: Language, most: int | None) -> Page:
    """See :meth:`CniResult.page`."""
    ranks = _ranks(result)
    shown = cut(np.argsort(np.where(np.isnan(ranks), np.inf, ranks), kind="stable").tolist(), most)
    places, holders = np.unique(ranks, return_counts=True)
    shared = set(places[holders > 1].tolist())
    city, city_name = len(result.areas), city_said(result.statistics, lang)
    names = [result.statistics.name_of(code) for code in result.areas]
    columns = [
        Column(
            say(lang, "Plats", "Place"),
            [*ranks.tolist(), np.nan],
            decimals=0,
            marks=[*("=" if rank in shared else "" for rank in ranks.tolist()), ""],
        ),
        Column(say(lang, "Kod", "Code"), [*result.areas, result.statistics.whole or ""], "code"),
        Column(say(lang, "Område", "Area"), [*names, capital(city_name)], "name"),
        *_forms(result, lang),
        Column(say(lang, "Folkmängd", "Population"), result.population.tolist(), decimals=0),
    ]
    table = Table(
        say(lang, f"Områdena och {city_name}", f"The areas and {city_name}"),
        [column.rows([*shown.order, city]) for column in columns],  # the whole city below them
        [shown.told(lang)],
        {shown.head: shown.between(lang)} if shown.left_out else {},
        frozenset({len(shown.order) - 1}),
    )
    lead = Paragraph(scale_line(result, lang))
    return Page(headline(result, lang), [lead, table], notes(result, lang), lang)


def _forms(result: CniNumbers, lang: Language) -> list[Column]:
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


def explanation_of(result: CniNumbers, area: str, lang: Language) -> Page:
    """See :meth:`CniResult.explain`."""
    row = place_of(area, result.everywhere, result.statistics.name)
    return _explanation(result, row, _ranks(result), notes(result, lang), lang)


def explanations(result: CniNumbers, lang: Language) -> Iterator[Page]:
    """Explain every area; what is the same for all is worked out once."""
    ranks, remarks = _ranks(result), notes(result, lang)
    for row in range(len(result.areas)):
        yield _explanation(result, row, ranks, remarks, lang)


def _ranks(result: CniNumbers) -> Floats:
    return result.ranks.to_numpy(dtype=float, na_value=np.nan)


def _explanation(result: CniNumbers, row: int, ranks: Floats, remarks: Sequence[str], lang: Language) -> Page:
    code, city = result.everywhere[row], len(result.areas)
    city_name = city_said(result.statistics, lang)
    area = area_name(code, city_name if row == city else result.statistics.name_of(code))
    weights = np.array(list(result.weights.values()))
    points, of_city = (result.counts[k] * weights for k in (row, city))
    order = np.argsort(-np.nan_to_num(points, nan=-1.0), kind="stable").tolist()
    columns = [
        Column(say(lang, "Grupp", "Group"), [label(v, lang) for v in result.weights], "name"),
        Column(say(lang, "Antal", "Number"), result.counts[row].tolist(), decimals=0),
        Column(say(lang, "Vikt", "Weight"), weights.tolist(), decimals=_DECIMALS),
        Column(say(lang, "Poäng", "Points"), points.tolist(), decimals=0),
        _share(say(lang, "Andel", "Share"), points, result.raw[row]),
        _share(capital(city_name), of_city, result.raw[city]),
    ]
    made_of = say(lang, "Vad poängen består av", "What the points are made of")
    return Page(
        f"{area} · {_verdict(result, row, lang)}",
        [
            Paragraph(standing_line(ranks, row, lang)),
            Paragraph(scale_line(result, lang)),
            Table(f"{made_of} · {area}", [column.rows(order) for column in columns]),
        ],
        remarks,
        lang,
    )


def _share(head: str, points: Floats, whole: float) -> Column:
    """Shares of the points; none where nothing is computed."""
    shares = 100 * points / whole if whole > 0 else np.full(len(points), np.nan)
    return Column(head, shares.tolist(), decimals=0, unit="%")


def _verdict(result: CniNumbers, row: int, lang: Language) -> str:
    """The form that was asked for, or that there is none."""
    unit = {
        "riket": "CNI",
        "per_person": say(lang, "poäng per invånare", "points per inhabitant"),
        "raw": say(lang, "poäng", "points"),
    }[result.normalise]
    value = float(result.chosen[row])
    if np.isnan(value):
        return say(lang, f"{unit} saknas", f"no {unit}")
    if result.normalise == "raw":
        return f"{unit} {number(float(cut_decimals(value)), lang=lang)}"
    return f"{unit} {number(value, _DECIMALS, lang=lang)}"
