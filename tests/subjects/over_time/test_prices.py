"""A rise of prices is no improvement: not for change, trend, goals, groups or review."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.subjects.over_time.prices import holding, unpriced
from tests.money import deflator, index, results, years


@pytest.fixture(scope="module")
def risen() -> list[oi.types.Result]:
    """Three equal years with incomes in current prices."""
    return results(years(said="current"), "2020", "2022", "2024")


@pytest.mark.parametrize("said", ["current", ""])
@pytest.mark.parametrize("against", ["stick", "city"])
def test_equal_years_with_incomes_in_current_prices_have_not_improved(said: str, against: str) -> None:
    before, after = results(years(said=said), "2020", "2024")
    change = oi.change(before, after, against=against)
    assert (np.abs(change.estimate[:, [0, change.column("ekonomi")]]) > 0).all(), "points are still shown"
    assert set(change.verdicts["index"]) == set(change.verdicts["ekonomi"]) == {"untested"}
    assert "untested" not in set(change.verdicts["utbildning"])
    assert change.improved == change.worsened == ()
    assert not len(change.reopen())
    frame = change.to_frame().set_index("measure")["reason"]
    assert set(frame["index"]) == {"prices"}
    assert set(frame["utbildning"]) == {""}


def test_constant_prices_give_no_change_at_all() -> None:
    turned = years(said="current").in_prices_of("2020", deflator())
    change = oi.change(*results(turned, "2020", "2024"))
    np.testing.assert_allclose(change.estimate, 0.0, atol=1e-9)
    assert set(change.judged.verdict.ravel()) == {"noise"}
    assert "reason" not in change.to_frame()
    assert "Belopp är i 2020 års priser." in change.page().text()


def test_the_page_says_why(risen: list[oi.types.Result]) -> None:
    change = oi.change(risen[0], risen[-1])
    text = " ".join(change.page().text().split())
    assert "Går inte att säga (löpande priser): 14 områden." in text
    assert "Om index och ekonomi har ändrats går inte att säga." in text
    assert "nettoinkomst är i löpande priser" in text.casefold()
    assert change.explain("10").title.endswith("går inte att säga (löpande priser)")


def test_relative_to_the_citys_own_mean_nothing_has_changed() -> None:
    figures = years(said="current")
    means = {
        year: float(figures.block("nettoinkomst_summa_tkr", year).value[-1]) for year in figures.periods()
    }
    own = oi.Deflator(means, name="hela stadens inkomster", source="samma tabell")
    change = oi.change(*results(figures.in_prices_of("2020", own), "2020", "2024"))
    np.testing.assert_allclose(change.estimate, 0.0, atol=1e-9)


def test_each_years_own_ranks_are_not_led_astray(risen: list[oi.types.Result]) -> None:
    own = index().compute(years(said="current"), period="2024")
    assert set(oi.change(risen[0], own, stick="ranks").verdicts["index"]) == {"noise"}
    assert set(oi.change(risen[0], risen[-1], stick="ranks").verdicts["index"]) == {"untested"}


def test_trend_goals_and_convergence(risen: list[oi.types.Result]) -> None:
    trend = oi.trend(risen)
    assert set(trend.verdicts["index"]) == {"untested"}
    assert trend.improving == ()
    assert trend.sigma["sd"].isna().all()
    assert trend.beta["beta"].isna().all()
    asked = [
        oi.Goal("index", 2030, at_most="city"),
        oi.Goal("nettoinkomst", 2030, at_least=300),
        oi.Goal("arbetsloshet", 2030, at_most=5),
    ]
    status = oi.goals(trend, asked).to_frame().groupby("goal")["status"].agg(set)
    assert status[1] == status[2] == {"unknown"} != status[3]


def test_review_compares_no_goal_across_prices(risen: list[oi.types.Result]) -> None:
    review = oi.review(oi.change(risen[0], risen[-1]), goals=[oi.Goal("nettoinkomst", 2030, at_least=300)])
    goal = review.to_frame().query("question == 'goal'")
    assert goal["distance_before"].isna().all()
    assert goal["value"].notna().all()
    index_goal = oi.review(risen[-1], goals=[oi.Goal("index", 2030, at_most=100)]).to_frame()
    assert set(index_goal.query("question == 'goal'")["verdict"]) == {"unknown"}


def test_groups_are_not_judged_across_prices() -> None:
    figures = oi.example_statistics()
    frame = figures.to_frame()
    frame = frame[
        frame["period"].isin(["2020", "2024"]) & (frame[["age", "disability"]] == "total").all(axis=1)
    ]
    silent = oi.Statistics.from_frame(
        frame.drop(columns=["prices", "age", "disability", "disability_definition"]),
        name="Exempelstad (påhittad)",
        division=oi.example_division(),
    )
    small = oi.load_index("malmo-2023")
    base = small.compute(silent, period="2020")
    change = oi.change(base, small.compute(silent, period="2024", reference=base), by="sex")
    gaps = change.gaps.query("measure == 'index'")
    assert set(gaps["verdict"]) == {"untested"}
    assert "löpande" not in change.page().text()
    assert "i vilket års priser" in " ".join(change.page().text().split())


def test_what_holds_money(risen: list[oi.types.Result]) -> None:
    causes = unpriced(risen, by_rank=False)
    assert dict(causes) == {"nettoinkomst": "current"}
    columns = ("index", "ekonomi", "utbildning", "nettoinkomst")
    held = [holding(risen[0], column, causes) for column in columns]
    assert held == [("nettoinkomst",), ("nettoinkomst",), (), ("nettoinkomst",)]
