"""The spread as a page: the city's marks, who stands out, and each area."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError
from omradesindex.geography import Key
from omradesindex.show.page import Page
from tests.subjects.spread.provstad import CITY, KEY, town, unemployment


def said(page: Page) -> str:
    return " ".join(page.text(300).split())


def test_page_says_what_and_whose(example: oi.types.Spread) -> None:
    page = example.page()
    assert page.title.startswith("Spridning inom områdena · ")
    assert "Exempelstad (påhittad) · 100 delområden i 14 områden" in page.title
    assert "underlag under 150" in said(page.first())
    for width in (80, 100):
        assert max(map(len, page.text(width).splitlines())) <= width
    assert "Spread inside the areas" in example.page("en").title
    assert example._repr_html_().count('<th scope="row">') == len(example.measures)


def test_the_first_table_holds_the_city_s_marks(example: oi.types.Spread) -> None:
    frame = example.page("en").tables()[0].to_frame()
    city = example.table[example.table["area"] == example.areas[-1]]
    assert frame["Measure"].tolist() == [example.label(m, "en") for m in example.measures]
    for head, column in (("Lowest", "lowest"), ("Median", "median"), ("Spread", "spread")):
        np.testing.assert_allclose(frame[head], city[column], atol=0.05)
    share = 100 * example.inequality["between_share"]
    np.testing.assert_allclose(frame["Between (%)"], share, atol=0.5)


def test_quality_and_notes_stand_in_every_text() -> None:
    figures = unemployment(CITY).to_frame().assign(quality="proxy")
    own = oi.Statistics.from_frame(figures, name="Prov", notes=("Sagt av källan.",))
    spread = oi.spread("arbetsloshet", own, KEY, division=town(), minimum_base=20, k=1)
    for told in (str(spread), said(spread.explain("A")), spread._repr_html_()):
        assert "Närmevärden (helt eller delvis): Arbetslöshet." in told
        assert "Sagt av källan." in told
    assert "1 delområde har för någon uppgift" in str(spread)


def test_what_stands_out_is_a_table_or_a_sentence(hand: oi.types.Spread) -> None:
    listed = hand.page().tables()[1]
    out = hand.standing_out
    assert listed.to_frame()["Delområde"].tolist() == [
        f"{c} {n}" for c, n in zip(out["sub_area"], out["name"], strict=True)
    ]
    np.testing.assert_allclose(listed.to_frame()["I delområdet"], out["value"], atol=0.05)
    assert "minst 1 standardavvikelse mellan" in listed.told[0]
    far = replace(hand, k=9)
    assert "minst 9 standardavvikelser mellan" in said(far.page())
    assert "Inget delområde." in said(far.page())


def test_of_many_that_stand_out_the_first_are_listed() -> None:
    subs = {f"a{k:02}": (k, 100) for k in range(40)} | {f"b{k:02}": (30, 100) for k in range(20)}
    key = Key("prov", tuple(subs), tuple(sub[0].upper() for sub in subs), confidence=(0.5,) * len(subs))
    spread = oi.spread("arbetsloshet", unemployment(subs), key, division=town(), k=0)
    left = len(spread.standing_out) - 12
    assert left > 0
    table = spread.page().tables()[1]
    assert table.length == 12
    assert list(table.breaks.values()) == [f"… {left} delområden till …"]
    assert table.told[-1] == "? = oklar områdestillhörighet."
    assert "A Område A ?" in said(spread.page())


def test_an_area_is_explained_as_data(hand: oi.types.Spread) -> None:
    page = hand.explain("A")
    assert page.title == "A Område A · 3 delområden"
    marks = page.tables()[0].to_frame().iloc[0]
    assert marks[["Lägst", "p10", "Median", "p90", "Högst"]].tolist() == [10, 10, 20, 20, 20]
    assert page.tables()[1].to_frame().iloc[0].tolist() == ["Arbetslöshet", "a1 u", "a2 v och a3 w"]
    assert "Oklar områdestillhörighet: a3 w." in said(page)
    assert "Sticker ut: b1 x. Arbetslöshet är 30,0 % där och 15,3 % i hela Provstad." in said(
        hand.explain("B")
    )
    assert "3 sub-areas" in hand.explain("A", lang="en").title
    assert hand.explain("P00").tables()[0].to_frame()["Högst"].item() == 30
    with pytest.raises(ComputeError, match="'C' is unknown"):
        hand.explain("C")


def test_a_measure_without_spread_is_said_to_be_so(example: oi.types.Spread) -> None:
    few = example.unnamed[example.measures.index("gymnasiebehorighet")]
    area = example.areas[int(np.flatnonzero(few)[0])]
    page = example.explain(area)
    assert "Gymnasiebehörighet: Alla delområden har för litet underlag." in said(page)
    assert "Gymnasiebehörighet" not in page.tables()[0].to_frame()["Mått"].tolist()
