"""The pages of uncertainty: every area's interval, one area's, and what must be known of them."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.index.uncertainty.page import area_page, page_of
from tests.index.uncertainty.made_up import example, index, whole


def test_every_area_has_its_score_and_interval_as_numbers() -> None:
    uncertainty = whole()
    (table,) = page_of(uncertainty, "sv", None).tables()
    frame = table.to_frame().set_index("Kod")
    assert frame.index.tolist() == example().scores["index"].sort_values(ascending=False).index.tolist()
    scores = uncertainty.scores[uncertainty.scores["measure"] == "index"].set_index("area").loc[frame.index]
    np.testing.assert_allclose(frame["Index"], scores["score"], atol=0.05)
    np.testing.assert_allclose(frame["Intervall: från"], scores["low"], atol=0.05)
    np.testing.assert_allclose(frame["Intervall: till"], scores["high"], atol=0.05)
    assumed = scores["membership"].replace(0.0, np.nan)
    np.testing.assert_allclose(frame["Antagen del (±)"], 1.96 * assumed, atol=0.06)


def test_a_reader_is_told_what_an_interval_is_and_is_not() -> None:
    text = repr(whole())
    for word in ("slumpintervall", "påhittad", "Antagen del", "nettoinkomst", "ett annat år", "Källa:"):
        assert word in text
    assert max(map(len, text.splitlines())) <= 100
    english = page_of(whole(), "en", None).text()
    assert "The index with its 95 per cent chance interval" in english
    assert "Chance is known for at least 91 per cent" in english
    html = whole()._repr_html_()
    assert html is not None
    assert html.count("<style>") == 1
    assert html.count('<th scope="row">') == len(example().areas)


def test_what_nobody_doubts_has_no_assumed_part() -> None:
    certain = example().uncertainty()
    certain.score_membership["index"][:] = 0.0  # type: ignore[index]
    assert "Antagen del" not in page_of(certain, "sv", None).text()


def test_of_many_areas_the_first_and_the_last_are_shown() -> None:
    page = page_of(whole(), "sv", 8)
    (table,) = page.tables()
    assert table.length == 8
    assert table.breaks == {6: "… 6 områden till …"}
    assert "Visar de 6 första och de 2 sista av 14 områden." in page.text()


def test_the_summary_says_how_wide_the_intervals_are() -> None:
    width = whole().score_high["index"] - whole().score_low["index"]
    least, most = (f"{value:.1f}".replace(".", ",") for value in (width.min(), width.max()))
    said = whole().summary()
    assert said.startswith(f"Slumpintervallen är mellan {least} och {most} poäng breda. Störst är det i ")
    order = index().with_methods(aggregate={"index": "borda"}).compute(oi.example_statistics())
    assert order.uncertainty().summary("en") == (
        "The index has no chance interval. The method holds the areas against each other: "
        "one area's number changes when another's does."
    )


def test_an_area_is_taken_apart_into_its_values_and_why_one_has_no_interval() -> None:
    code = example().areas[2]
    page = whole().explain(code, lang="en")
    assert page.text() == area_page(whole(), 2, "en").text()
    assert page.title.startswith(f"{code} {example().names[code]} · ")
    levels, values = (table.to_frame() for table in page.tables())
    assert levels["Score"].tolist() == example().scores.iloc[2].round(1).tolist()
    assert values["Indicator"].tolist() == [member.indicator.label.en for member in index().members]
    income = values.set_index("Indicator").loc["Mean net income"]
    assert income["Remark"] == "a mean needs its standard error, which is not given"
    assert np.isnan(income["Interval: from"])
    doubtful = whole().explain("01", lang="en").tables()[1].to_frame().set_index("Indicator")
    assert doubtful.loc["Mean net income", "Remark"].startswith("assumed part alone; a mean needs")
    assert doubtful.loc["Mean net income", "Interval: from"] < doubtful.loc["Mean net income", "Value"]
    assert "Shrunk" in values
    assert "Shrunk" not in example().uncertainty().explain(code, lang="en").tables()[1].to_frame()
    with pytest.raises(oi.errors.ComputeError, match="unknown"):
        whole().explain("99")
