"""Changes, trends and goals as pages, pictures and files."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.subjects.goals.page import share
from tests.subjects.conftest import errors


@pytest.fixture(scope="module")
def trend() -> oi.types.Trend:
    return oi.trend(oi.load_index("malmo-2023"), oi.example_statistics(), against="city")


@pytest.fixture(scope="module")
def change(trend: oi.types.Trend) -> oi.types.Change:
    return oi.change(trend.results[0], trend.results[-1])


@pytest.fixture(scope="module")
def goals(trend: oi.types.Trend) -> oi.types.Goals:
    city = oi.Goal("index", 2030, at_most="city")
    return oi.goals(trend, [city, oi.Goal("gymnasiebehorighet", 2028, at_least=85, areas=("07", "10"))])


def texts(figure) -> list[str]:
    return [text.get_text() for text in figure.texts]


def drawn(figure, gid: str) -> int:
    return sum(artist.get_gid() == gid for artist in figure.findobj())


def test_every_page_says_what_it_is_and_whose(
    change: oi.types.Change, trend: oi.types.Trend, goals: oi.types.Goals
) -> None:
    for thing, word in ((change, "Förändring 2020–2024"), (trend, "Trend 2020–2024"), (goals, "Mål")):
        said = repr(thing)
        assert said.startswith(word)
        assert "Exempelstad (påhittad)" in said
        assert "simulerade" in said
        html = thing._repr_html_()
        assert html.count('scope="row"') >= 14
        assert "<script" not in html
    for thing in (change, trend):
        assert "Basårets måttstock (2020)" in repr(thing)
        assert "alla områden samtidigt (95\N{NO-BREAK SPACE}%)" in repr(thing)
        assert "oberoende av varandra" in repr(thing)
    assert "regression mot medelvärdet" in repr(trend)
    assert "om takten består: normalfördelning" in " ".join(repr(goals).split())


def test_pages_exist_in_english(
    change: oi.types.Change, trend: oi.types.Trend, goals: oi.types.Goals
) -> None:
    from omradesindex.subjects.change.page import change_text
    from omradesindex.subjects.goals.page import goals_text
    from omradesindex.subjects.trend.page import trend_text

    assert "▲ worsened" in change_text(change, lang="en")
    assert "▼ improving" in trend_text(trend, lang="en")
    assert "✗ the wrong way" in goals_text(goals, lang="en")
    with pytest.raises(oi.errors.OmradesindexError, match="the language 'se' is unknown"):
        change_text(change, lang="se")  # type: ignore[arg-type]


def test_the_change_shows_every_area_with_its_verdict(change: oi.types.Change) -> None:
    figure = change.plot.moves()
    assert drawn(figure, "mark-improved") == 1
    assert drawn(figure, "mark-worsened") == 1
    said = texts(figure)
    assert [t for t in said if t.startswith(("▲", "▼"))] == ["▲ försämrats", "▼ förbättrats"]
    assert set(change.areas) <= set(said)
    # Worst first.
    order = [t for t in said if t in change.areas]
    assert (order[0], order[-1]) == ("07", "10")


def test_numbers_below_an_axis_never_touch() -> None:
    from omradesindex.show.axis import value_axis
    from omradesindex.show.figure import lay_out

    for low, high in ((-0.5, 1.3), (-0.05, 0.02), (-14.0, 19.0), (-1234.0, 900.0), (99.0, 101.0)):
        for width in (1.6, 3.0, 5.0):
            page = lay_out("Rubrik", "", [], width=8.0, body=2.0)
            value_axis(page, page.canvas(), (low, high), (1.0, 1.0 + width), (0.5, 1.5), "sv", sign=True)
            page.figure.draw_without_rendering()
            numbers = [t for t in page.figure.texts if t.get_text() not in ("", "Rubrik")]
            boxes = [t.get_window_extent() for t in numbers]
            assert len(boxes) >= 2
            assert all(left.x1 < right.x0 for left, right in pairwise(boxes))
            # Each says where it stands.
            written = [
                float(t.get_text().replace(",", ".").replace("−", "-").replace("\N{NO-BREAK SPACE}", ""))
                for t in numbers
            ]
            assert len(set(written)) == len(written)
            assert np.ptp(np.diff(written)) < 1e-9 or len(written) == 2


def test_what_is_not_tested_says_why() -> None:
    """Malmö's real series: the wages' error is not known, and wages have most of the weight."""
    index = oi.load_index("malmo-oppna-data")
    before = index.compute(oi.example_statistics(), period="2020")
    after = index.compute(oi.example_statistics(), period="2024", reference=before)
    unknown = [errors(r) for r in (before, after)]
    for one in unknown:
        one.score_known["index"][:] = 0.25
    change = oi.change(before, after, errors=unknown)
    assert set(change.verdicts["index"]) == {"untested"}
    said = " ".join(repr(change).split()).replace("\xa0", " ")
    assert (
        "25 % av indexets vikt. Det är mindre än hälften, och indexets förändring prövas därför inte" in said
    )
    assert "antas vara lika osäkra" not in said
    told = change.explain("07")
    assert not [line for line in told.splitlines() if line != line.rstrip()]


def test_ranks_are_drawn_without_intervals(trend: oi.types.Trend) -> None:
    figure = oi.change(trend.results[0], trend.results[-1], stick="ranks").plot.moves(lang="en")
    assert drawn(figure, "mark-noise") == 0
    assert "rank" in texts(figure)


def test_a_column_that_is_not_there_is_refused(change: oi.types.Change, trend: oi.types.Trend) -> None:
    for draw in (change.plot.moves, trend.plot.lines):
        with pytest.raises(oi.errors.ComputeError, match="did you mean 'boende'"):
            draw("boenda")


def test_an_area_without_figures_says_so(trend: oi.types.Trend) -> None:
    from dataclasses import replace

    first, last = trend.results[0], trend.results[-1]
    scores = {level: np.where(np.arange(14) == 4, np.nan, s) for level, s in last.level_scores.items()}
    change = oi.change(first, replace(last, level_scores=scores), errors=[errors(first), errors(last)])
    assert "uppgift saknas" in texts(change.plot.moves())
    assert "kan inte prövas" in repr(change)
    assert change.verdicts.loc["05", "index"] == "untested"
    assert "None" not in repr(change) + change.explain("05")


def test_the_trend_has_a_small_chart_for_each_area(trend: oi.types.Trend) -> None:
    figure = trend.plot.lines("ekonomi")
    assert drawn(figure, "trend-line") == 14
    assert drawn(figure, "mark-noise") == 14 * 5
    assert any(t.startswith("▲ 07 ") for t in texts(figure))


def test_the_goal_shows_now_and_forecast(goals: oi.types.Goals) -> None:
    figure = goals.plot.goal(2)
    assert drawn(figure, "now") == 2 + 1  # and one in the key
    assert drawn(figure, "forecast") == 2 + 1
    assert "målet" in texts(figure)
    with pytest.raises(oi.errors.OmradesindexError, match="goal 3 was asked for"):
        goals.plot.goal(3)


def test_a_goal_that_is_reached_needs_nothing_more(goals: oi.types.Goals) -> None:
    frame = goals.to_frame()
    reached = frame[(frame["goal"] == 1) & frame["status"].eq("reached")]["area"]
    assert len(reached) > 2
    lines = repr(goals).split("\n2. ")[0].splitlines()
    for area in reached:
        (line,) = [line for line in lines if line.startswith(f"{area} ")]
        assert line.split().count("–") == 2  # neither left nor needed
    assert "bara där takten bort från målet är mer än slump" in repr(goals).replace("\n", " ")


def test_nothing_is_certain() -> None:
    assert [share(p, "en").replace("\N{NO-BREAK SPACE}", " ") for p in (0.0, 0.314, 1.0, float("nan"))] == [
        "< 1 %",
        "31 %",
        "> 99 %",
        "–",
    ]


@pytest.mark.slow
def test_everything_is_saved(
    change: oi.types.Change, trend: oi.types.Trend, goals: oi.types.Goals, tmp_path: Path
) -> None:
    for thing, file in ((change, "forandring.csv"), (trend, "trend.csv"), (goals, "mal.csv")):
        paths = thing.save(tmp_path)
        assert {path.suffix for path in paths} == {".txt", ".html", ".csv", ".png", ".svg"}
        assert all(path.stat().st_size for path in paths)
        table = pd.read_csv(tmp_path / file, dtype={"area": str})
        assert len(table) == len(thing.to_frame())
    told = (tmp_path / "forandring.txt").read_text(encoding="utf-8")
    assert change.explain("10") in told


def test_names_are_escaped(tmp_path: Path) -> None:
    from omradesindex.show.old_page import Page, Table

    html = Page("A & B", ["<u>"], [Table("<c>", ["<h>", "x"], [["<r>", "<v>"]])], ["<t>"]).html("sv")
    assert not any(tag in html for tag in ("<u>", "<c>", "<h>", "<r>", "<v>", "<t>"))


@pytest.mark.parametrize("which", ["change", "trend", "goals"])
def test_of_many_areas_both_ends_are_drawn_and_a_word_between(request, which: str) -> None:
    thing = request.getfixturevalue(which)
    draw = {"change": "moves", "trend": "lines", "goals": "goal"}[which]
    figure = getattr(thing.plot, draw)(most=8)
    said = texts(figure)
    whole = texts(getattr(thing.plot, draw)())
    assert "… och 6 områden till" in said
    assert any("Visar de 6 första och de 2 sista av 14 områden." in " ".join(t.split()) for t in said)
    codes = [f"{k:02}" for k in range(1, 15)]

    def areas(told: list[str]) -> list[str]:
        if which == "trend":
            return [t.split()[1] for t in told if t[0] in "▲▼●○" and t.split()[1] in codes]
        return [t for t in told if t in codes]

    assert areas(said) == areas(whole)[:6] + areas(whole)[-2:]


def test_an_area_whose_name_is_its_code_is_called_by_it_once() -> None:
    from omradesindex.show.cut import cut
    from omradesindex.show.rows import Named
    from omradesindex.wording import area_name

    rows = Named.measured(0.4, ["007", "008"], ["007", "Hamnen"], cut(range(2), None), 3.0, "sv")
    assert rows.names == ("", "Hamnen")
    assert (area_name("007", "007"), area_name("008", "Hamnen")) == ("007", "008 Hamnen")
