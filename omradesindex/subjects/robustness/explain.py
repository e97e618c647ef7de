"""What a study says of one area: its place and range, whom it can be told apart from, what moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.index.explain import place_of
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.subjects.robustness.labels import share_of_draws
from omradesindex.subjects.robustness.page import span
from omradesindex.subjects.robustness.words import (
    first_places,
    most_moving,
    named,
    open_pairs,
    share_of_variance,
)
from omradesindex.wording import NBSP, Language, join, number, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.robustness.study import Study


def explain(study: Study, area: str, lang: Language) -> Page:
    """Write what a study says of one area."""
    base = study.base
    place = place_of(area, study.areas, base.statistics.name)
    code = study.areas[place]
    ranks = study.ranks.iloc[place]
    lines = [_place(study, ranks, place, lang)]
    tables: list[Table] = []
    if study.tried and study.n and _there(ranks["low"]):
        lines += [_scenarios(study, ranks, code, lang), _neighbours(study, code, lang)]
        lines += [_cause(study, code, lang)]
        tables = [_factors(study, code, lang), _without(study, code, lang)]
    elif study.tried and study.n:
        lines.append(say(lang, "Det saknar plats i alla scenarier.", "It has no place in any scenario."))
    return Page(
        f"{named(study, code)} · {words.headline(base, lang)}",
        [*(Paragraph(line) for line in lines if line), *(table for table in tables if table.length)],
        [*caveats(base, lang), words.source_line(base, lang)],
        lang,
    )


def _there(value: Any) -> bool:
    import pandas as pd

    return not pd.isna(value)


def _place(study: Study, ranks: pd.Series, place: int, lang: Language) -> str:
    if not _there(ranks["base"]):
        return say(
            lang,
            "Området har ingen plats i indexet som det är definierat.",
            "The area has no place in the index as defined.",
        )
    label, n = words.rank_labels(study.base)[place], number(len(study.areas), lang=lang)
    shared = label.endswith("=")
    return say(
        lang,
        f"Plats {ranks['base']} av {n} i indexet som det är definierat{', delad' * shared}. 1 är störst "
        "utmaning.",
        f"Place {ranks['base']} of {n} in the index as defined{', shared' * shared}. 1 is the greatest "
        "challenge.",
    )


def _scenarios(study: Study, ranks: pd.Series, code: str, lang: Language) -> str:
    """Where it lies in the scenarios, and how often among the first."""
    n, k = study.n, study.first_places
    middle, ends = span(ranks["low"], ranks["high"]), span(ranks["best"], ranks["worst"])
    first = share_of_draws(float(study.among_first(k)[code]), n, lang)
    same = share_of_draws(float(ranks["same"]), n, lang) if _there(ranks["same"]) else ""
    return say(
        lang,
        f"I de mittersta 90{NBSP}% av scenarierna ligger det på plats {middle} ({study.kind('sv')}), ytterst "
        f"på plats {ends}. Det är {first_places(k, lang)} i {first} av scenarierna"
        + (f" och har sin egen plats i {same}." if same else "."),
        f"In the middle 90% of the scenarios it lies on place {middle} ({study.kind('en')}), at the extremes "
        f"on place {ends}. It is {first_places(k, lang)} in {first} of the scenarios"
        + (f" and keeps its own place in {same}." if same else "."),
    )


def _neighbours(study: Study, code: str, lang: Language) -> str:
    """The areas that it cannot be told apart from."""
    if study.tally.pairs is None:
        return ""
    pairs, _ = open_pairs(study)
    own = pairs[(pairs["first"] == code) | (pairs["second"] == code)]
    others = [a if b == code else b for a, b in zip(own["first"], own["second"], strict=True)]
    if not others:
        return say(
            lang,
            f"Dess ordning mot varje annat område är densamma i minst 95{NBSP}% av scenarierna.",
            "Its order against every other area is the same in at least 95% of the scenarios.",
        )
    listed = join([named(study, other) for other in others], lang=lang)
    return say(
        lang,
        f"Det kan inte hållas isär från {listed}: deras ordning är densamma i mindre än 95{NBSP}% av "
        "scenarierna.",
        f"It cannot be told apart from {listed}: their order is the same in less than 95% of the scenarios.",
    )


def _causes(study: Study, code: str) -> pd.DataFrame | None:
    """The area's own shares of variance, where they were asked for and are kept."""
    if study.shares is None:
        return None
    causes = study.sensitivity
    own = causes[causes["output"] == code].set_index("factor")
    if own.empty or own["total"].isna().all():
        return None
    return own.loc[[factor.name for factor in study.problem.factors]]


def _cause(study: Study, code: str, lang: Language) -> str:
    """What moves it the most, where the draws can tell which factor that is."""
    causes = _causes(study, code)
    most = None if causes is None else most_moving(study, code)
    if causes is None or most is None:
        return ""
    others = causes["total_high"].drop(most["factor"])
    if others.max() > most["total_low"]:
        return ""
    label = next(f.label for f in study.problem.factors if f.name == most["factor"])
    share = share_of_variance(most, "total", lang)
    return say(
        lang,
        f"Mest flyttas det av {label.sv}: {share}{NBSP}% av variansen i dess plats, samspel inräknat.",
        f"It is moved mostly by the {label.en}: {share}% of the variance of its place, interaction included.",
    )


def _factors(study: Study, code: str, lang: Language) -> Table:
    """Each factor: how far it moves the area alone, and its share of the variance."""
    alone = study.one_at_a_time
    alone = alone[alone["area"] == code].set_index("factor")
    factors = study.problem.factors
    columns = [
        Column(say(lang, "Det som varierade", "What varied"), [f.label.in_(lang) for f in factors], "name"),
        Column(
            say(lang, "Plats när bara det varierar", "Place when it varies alone"),
            [span(float(alone["best"][f.name]), float(alone["worst"][f.name])) for f in factors],
        ),
    ]
    causes = _causes(study, code)
    if causes is not None:
        heads = {
            "first": say(lang, "Andel av variansen, ensamt", "Share of variance, alone"),
            "total": say(lang, "Andel av variansen, med samspel", "Share of variance, with interaction"),
        }
        columns += [
            Column(head, [share_of_variance(row, kind, lang) for _, row in causes.iterrows()], unit="%")
            for kind, head in heads.items()
        ]
    note = say(
        lang,
        "Andelarna är 95-procentiga intervall för hur mycket av variationen i områdets plats som hör till "
        "varje val.",
        "Shares are 95% intervals for how much of the variation of the area's place belongs to each choice.",
    )
    return Table(
        say(lang, "Vad som flyttar området", "What moves the area"),
        columns,
        [note] if causes is not None else [],
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
