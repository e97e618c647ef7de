"""Every answer about schools speaks of schools: pages, explanations, charts, files and errors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.show.page import Fold, Heading, Page, Paragraph
from omradesindex.show.table import Table
from omradesindex.units import UNITS
from omradesindex.wording import Language
from tests.cities import counts
from tests.figures import words_in

SCHOOLS = ["Almskolan", "Björkskolan", "Cederskolan", "Daggskolan", "Ekskolan", "Furuskolan"]
INDEX = oi.load_index("malmo-2023")
GOAL = oi.Goal("index", 2030, at_most="city")
NAMES = (
    *("statistics", "result", "breakdown", "uncertainty", "comparison", "change", "trend"),
    *("examination", "robustness", "themes", "goals", "review"),
)
#: What is explained where it is no school.
EXPLAINED = {"comparison": "utan"}
#: Words of areas that no text about schools may have; compounds are somebody's name of a thing.
AREAS = {
    "sv": r"\bområde(?:t|n|na)?s?\b|\bområdestillhörighet|\bbor i skol",
    "en": r"\bareas?\b|\blive in the schools",
}
#: What the other gender of a word would leave behind.
MISFITS = r"\b(?:ett|inget|vilket|något|detta|sitt|eget|annat) skola"


@cache
def figures() -> oi.Statistics:
    parts = pd.concat(
        [
            counts(INDEX, SCHOOLS, seed=seed, period=year).assign(sex=sex)
            for seed, (year, sex) in enumerate(product(("2022", "2023", "2024"), ("women", "men")))
        ],
        ignore_index=True,
    )
    keys = [column for column in parts if column not in ("value", "sex")]
    total = parts.groupby(keys, as_index=False, sort=False)["value"].sum().assign(sex="total")
    return oi.Statistics.from_frame(pd.concat([parts, total]), name="Exempelstad (påhittad)", units="school")


@cache
def answers() -> dict[str, Any]:
    then = INDEX.compute(figures(), period="2023")
    now = INDEX.compute(figures(), period="2024", reference=then)
    return {
        "statistics": figures(),
        "result": now,
        "breakdown": INDEX.compute(figures(), by=["sex"]),
        "uncertainty": now.uncertainty(),
        "comparison": oi.compare(
            ["malmo-2023", INDEX.without("trangboddhet").with_identity(id="utan")], figures()
        ),
        "change": oi.change(then, now),
        "trend": oi.trend(INDEX, figures()),
        "examination": oi.examine(now),
        "robustness": oi.robustness(INDEX, figures(), drop=1, weights="±25 %"),
        "themes": oi.themes(INDEX, figures()),
        "goals": oi.goals(oi.trend(INDEX, figures()), GOAL),
        "review": oi.review(oi.change(then, now), goals=GOAL),
    }


def texts(blocks: Any) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield from (block.text, getattr(block, "label", ""))
        elif isinstance(block, Table):
            yield from (block.caption, *block.told, *block.heads)
            yield from (
                str(cell) for column in block.columns for cell in (*column.texts("sv"), *column.notes)
            )
        elif isinstance(block, Fold):
            yield block.summary
            yield from texts(block.within)


def assert_about_schools(told: str, lang: Language) -> None:
    told = told.replace(INDEX.label.in_(lang), "").replace("skillnad", "")
    left = re.findall(rf".{{0,40}}(?:{AREAS[lang]}|{MISFITS}).{{0,30}}", told, re.IGNORECASE)
    assert not left, left[:8]


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_no_page_about_schools_speaks_of_areas(name: str, lang: Language) -> None:
    answer = answers()[name]
    page: Page = answer.page(lang)
    pages = [
        page,
        *(
            [answer.explain(EXPLAINED.get(name, "Almskolan"), lang=lang)]
            if hasattr(answer, "explain")
            else []
        ),
    ]
    told = "\n".join(text for one in pages for text in (one.title, *one.told, *texts(one.blocks)))
    assert_about_schools(told, lang)
    if hasattr(answer, "summary"):
        assert_about_schools(answer.summary(lang), lang)
    if lang == "sv":
        assert_about_schools(repr(answer), lang)


def test_charts_files_and_errors_follow(tmp_path: Path) -> None:
    result = answers()["result"]
    for lang in ("sv", "en"):
        assert_about_schools("\n".join(words_in(result.plot.ranking(lang=lang))), lang)
        assert_about_schools(result.plot.ranking(lang=lang).alt, lang)
        assert_about_schools(str(result.save(tmp_path / lang, lang=lang, figures=False).page().text()), lang)
    with pytest.raises(oi.errors.ComputeError, match="the school 'Z' is unknown"):
        result.explain("Z")
    with pytest.raises(oi.errors.ComputeError, match="the school 'Z' is unknown"):
        oi.review(result, goals=oi.Goal("index", 2030, at_most="city", areas=("Z",)))
    with pytest.raises(oi.errors.ComputeError, match="the school 'Z' is unknown"):
        oi.examine(result, links=pd.Series([1.0], index=["Z"], name="mått"))


def test_what_units_are_called_must_be_known() -> None:
    table = figures().to_frame()
    with pytest.raises(oi.errors.StatisticsError, match="units called 'scool' are not known \\(did you mean"):
        oi.Statistics.from_frame(table, units="scool")
    assert oi.Statistics.from_frame(table, units="area").units == UNITS["area"]
    assert figures().only(["trangbodda"]).units is figures().units
