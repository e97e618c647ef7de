"""What a study says of one area: its place and range, whom it can be told apart from, what moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.index.explain import place_of
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.subjects.robustness.area_words import area_lines, placed, shares_line
from omradesindex.subjects.robustness.labels import upper
from omradesindex.subjects.robustness.page import span
from omradesindex.subjects.robustness.words import named, notes, share_of_variance
from omradesindex.wording import Language, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.robustness.study import Study


def explain(study: Study, area: str, lang: Language) -> Page:
    """Write what a study says of one area."""
    base = study.base
    code = study.areas[place_of(area, study.areas, base.statistics.name)]
    tables: list[Table] = []
    if study.tried and study.n and placed(study.ranks.iloc[study.areas.index(code)]):
        tables = [_factors(study, code, lang), _without(study, code, lang)]
    return Page(
        f"{named(study, code)} · {words.headline(base, lang)}",
        [*map(Paragraph, area_lines(study, code, lang)), *(table for table in tables if table.length)],
        [*notes(study, lang), *caveats(base, lang), words.source_line(base, lang)],
        lang,
    )


def _causes(study: Study, code: str) -> pd.DataFrame | None:
    """The area's own shares of variance, where they were asked for and are kept."""
    if study.shares is None:
        return None
    causes = study.sensitivity
    own = causes[causes["output"] == code].set_index("factor")
    return None if own.empty else own.loc[[factor.name for factor in study.problem.factors]]


def _factors(study: Study, code: str, lang: Language) -> Table:
    """Each factor: how far it moves the area alone, and its share of the variance."""
    alone = study.one_at_a_time
    alone = alone[alone["area"] == code].set_index("factor")
    factors = study.problem.factors
    columns = [
        Column(
            say(lang, "Det som varierade", "What varied"), [upper(f.label.in_(lang)) for f in factors], "name"
        ),
        Column(
            say(lang, "Plats när bara det varierar", "Place when it varies alone"),
            [span(float(alone["best"][f.name]), float(alone["worst"][f.name])) for f in factors],
        ),
    ]
    causes = _causes(study, code)
    if causes is not None:
        heads = {
            "first": say(lang, "Andel av variationen, ensamt", "Share of variation, alone"),
            "total": say(lang, "Andel av variationen, med samspel", "Share of variation, with interaction"),
        }
        columns += [
            Column(head, [share_of_variance(row, kind, lang) for _, row in causes.iterrows()], unit="%")
            for kind, head in heads.items()
        ]
    return Table(
        say(lang, "Vad som flyttar området", "What moves the area"),
        columns,
        [shares_line(study, code, lang)] if causes is not None else [],
    )


def _without(study: Study, code: str, lang: Language) -> Table:
    """Its place when each indicator is left out of the index as defined."""
    places = study.leave_one_out.drop(columns="base").iloc[study.areas.index(code)]
    return Table(
        say(lang, "Plats utan en indikator", "Place without an indicator"),
        [
            Column(
                say(lang, "Indikator som utelämnas", "Indicator that is left out"),
                [study.base.label(name, lang) for name in places.index],
                "name",
            ),
            Column(
                say(lang, "Plats", "Place"), list(places.to_numpy(dtype=float, na_value=np.nan)), decimals=0
            ),
        ],
    )
