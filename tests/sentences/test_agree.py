"""No page contradicts another: the same number wherever it is printed, and one verdict for one movement."""

from __future__ import annotations

import re
import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest

from omradesindex.show.page import Page
from omradesindex.show.table import Table
from omradesindex.wording import number
from tests.sentences import battery
from tests.sentences.battery import plain

#: Areas of which a trend says that they may stand still, and goals that they do not. Shall be 0.
MOST_CONTRADICTED = 3
#: Tables by group headed as the index that hold another one, of the groups' common indicators. Shall be 0.
MOST_CALLED_THE_INDEX = 1


def cells(table: Table, row: int) -> dict[str, str]:
    """A row of a table as it is read, by the columns' heads."""
    return {head: plain(c.texts("sv")[row]) for head, c in zip(table.heads, table.columns, strict=True)}


def row_of(page: Page, name: str) -> dict[str, str]:
    """The row of an area in a page's first table."""
    table = page.tables()[0]
    names = next(column.values for column in table.columns if column.kind == "name")
    return cells(table, next(k for k, one in enumerate(names) if plain(str(one)) == name))


@pytest.mark.parametrize("name", [name for name in battery.MADE if name.startswith("index:")])
def test_an_area_s_own_page_has_the_score_and_the_place_of_the_table(name: str) -> None:
    result = battery.MADE[name]()
    page = result.page("sv")
    for area in battery.explained(result):
        told = plain(result.explain(area).text(400))
        row = row_of(page, plain(result.names[area]))
        place = next((cell for head, cell in row.items() if re.match("rang|plats", head.casefold())), "–")
        score = next((cell for head, cell in row.items() if head.casefold() == "index"), "–")
        if score != "–":
            assert score.strip("*†°‡¶") in told.splitlines()[0], (name, area)
        if place != "–":
            own = rf"Plats {place.rstrip('=')}\b|det enda området med ett index"
            assert re.search(own, told, re.IGNORECASE), (name, area)


@pytest.mark.parametrize("name", [name for name in battery.MADE if name.startswith("index/uncertainty")])
def test_an_interval_is_about_the_score_that_the_result_has(name: str) -> None:
    uncertainty = battery.MADE[name]()
    frame = uncertainty.to_frame()
    scores = uncertainty.result.scores
    rows = frame[frame["level"] == "index"].set_index("area")
    np.testing.assert_allclose(rows["value"], scores["index"].reindex(rows.index), rtol=1e-12)
    known = rows.dropna(subset=["low"])
    assert ((known["low"] <= known["value"]) & (known["value"] <= known["high"])).all()


#: A chart, and the answers whose page it stands beside.
CHARTS = [
    ("index: Exempelstad", "ranking"), ("index: two tied first", "ranking"),
    ("change: against the city", "moves"), ("index/uncertainty: Malmö", "intervals"),
    ("goals: Exempelstad", "goal"),
    ("index/groups: partial, by sex", "groups"), ("compare: one alternative", "bump"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "chart"), CHARTS)
def test_a_figure_says_the_numbers_of_the_page(name: str, chart: str) -> None:
    pytest.importorskip("matplotlib")
    answer = battery.MADE[name]()
    pages = plain(" ".join(page.text(400) for _, page in battery.pages(name, "sv")))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        alt = plain(getattr(answer.plot, chart)(lang="sv").alt)
    other = [n for n in re.findall(r"\d+,\d+", alt) if not re.search(rf"(?<!\d){n}(?!\d)", pages)]
    assert not other, alt


WHOLE = [(battery.groups_example, battery.result_example), (battery.groups_malmo, battery.result_malmo)]


@pytest.mark.parametrize(("build", "of_all"), WHOLE, ids=["Exempelstad", "Malmö"])
def test_the_groups_together_are_the_index_or_it_is_said_that_they_are_not(build: Any, of_all: Any) -> None:
    grouped, scores = build(), of_all().scores["index"]
    unsaid = []
    for table in grouped.page("sv").tables():
        together = [c for c in table.columns if c.head == "Alla" and c.group in ("", "Index")]
        if not together or not table.caption.startswith("Index"):
            continue
        said = [cell.partition("(")[0].strip() for cell in together[0].texts("sv")][: len(scores)]
        if said != [number(score, 1) for score in scores]:
            told = " ".join([table.caption, *table.told])
            unsaid += [] if re.search("bygger på|inte (?:hela )?indexet", told, re.IGNORECASE) else [told]
    assert len(unsaid) <= MOST_CALLED_THE_INDEX, unsaid


def test_trend_and_goals_have_one_verdict() -> None:
    trend = battery.trend_example().to_frame()
    chance = trend[(trend["measure"] == "index") & (trend["verdict"] == "noise")]["area"]
    goals = battery.goals_example().to_frame()
    moving = goals[(goals["measure"] == "index") & goals["status"].isin(["wrong_way", "too_slow", "on_pace"])]
    contradicted = sorted(set(chance) & set(moving["area"]))
    assert len(contradicted) <= MOST_CONTRADICTED, contradicted


@pytest.mark.parametrize("name", ["change: on the base year's stick", "change: against the city"])
def test_what_may_be_chance_is_nothing_to_look_closer_at_for_its_change(name: str) -> None:
    """Who is listed for a large change has changed by more than chance; who only changed place is told so."""
    change = battery.MADE[name]()
    frame = change.to_frame()
    verdict = frame[frame["measure"] == "index"].set_index("area")["verdict"]
    for lang, large in (("sv", r"(\d\d) [^(,]*\(stor \w+"), ("en", r"(\d\d) [^(,]*\(large \w+")):
        told = plain(change.page(lang).text(400))
        assert {verdict[area] for area in re.findall(large, told)} <= {"improved", "worsened"}


def test_the_same_part_of_the_weight_has_a_known_error_in_a_year_and_in_a_change() -> None:
    in_year = uncertain(battery.uncertainty_later())
    told = plain(battery.change_example().page("sv").text(400))
    shares = [int(n) for n in re.findall(r"(\d+) (?:%|procent) av indexets vikt", told)]
    assert all(share == round(100 * in_year) for share in shares)


def uncertain(answer: Any) -> float:
    rows: pd.DataFrame = answer.to_frame()
    return float(rows.loc[rows["level"] == "index", "known"].iloc[0])


def test_places_in_robustness_and_comparison_are_those_of_the_result() -> None:
    ranks = battery.result_example().ranks["index"]
    study = battery.robustness_example().to_frame()["base"]
    compared = battery.compare_example().to_frame()
    own = compared[compared["set"] == battery.FULL].set_index("area")["rank"]
    assert study.astype(int).to_dict() == own.astype(int).to_dict() == ranks.astype(int).to_dict()
