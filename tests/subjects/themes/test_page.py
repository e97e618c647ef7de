"""The page and the explanations."""

from __future__ import annotations

import re

import numpy as np
import pytest

import omradesindex as oi
from tests.conftest import ROOT
from tests.subjects.themes.town import COUNTS, figures, index


def test_the_city_s_tables_hold_the_frame_s_numbers(malmo: oi.types.Themes) -> None:
    first, second, areas = malmo.page("en").tables()
    city = malmo.city
    np.testing.assert_allclose(first.to_frame()["Uneven (%)"], 100 * city["uneven"], atol=0.5)
    np.testing.assert_allclose(first.to_frame()["Inhabitants in ●"], city["people"], atol=0.5)
    known = city[city["half_areas"].notna()]
    np.testing.assert_allclose(second.to_frame()["Touched"], known["touched"], atol=0.5)
    assert areas.length == 14
    assert areas.to_frame().iloc[0, 0] == malmo.areas[malmo.order[0]]


def test_marks_beside_positions_say_the_verdict(hand: oi.types.Themes) -> None:
    column = next(c for c in hand.page().tables()[-1].columns if c.group == "Nöd" and c.head == "Läge")
    marks = dict(zip([hand.areas[i] for i in hand.order], column.marks, strict=True))
    assert marks["A"] == "◆"
    assert marks["C"] == "○"


def test_untested_cells_are_gaps_and_question_marks(malmo: oi.types.Themes) -> None:
    table = malmo.page().tables()[0].to_frame().set_index("Tema")
    assert np.isnan(table.loc["Genomsnittlig nettoinkomst", "Områden: ●"])
    assert table.loc["Genomsnittlig nettoinkomst", "Områden: ?"] == 14
    explained = malmo.explain("1").tables()[0].to_frame().set_index("Tema")
    assert (
        explained.loc["Genomsnittlig nettoinkomst", "Plats"] == "12 (?)"
        or "(?)" in explained.loc["Genomsnittlig nettoinkomst", "Plats"]
    )


def test_many_areas_are_cut(hand: oi.types.Themes) -> None:
    many = {f"{k:03}": tuple((k * 37 + n) % 700 + 50 for n in COUNTS["A"]) for k in range(40)}
    page = oi.themes(index(), figures(many)).page(most=10)
    assert page.tables()[-1].length == 10
    assert "… 30 områden till …" in page.text()


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_mission_lists_where_it_stands_out(asn: oi.types.Themes, lang) -> None:
    listed = asn.page(lang).tables()[2]
    cells = (asn.verdict == "challenge").sum()
    assert listed.length == min(cells, 20)
    places = listed.to_frame().iloc[:, -1].tolist()
    assert places == sorted(places, reverse=True)
    assert "responsible" in asn.page(lang).text(300)


def test_a_mission_counts_the_indicators_that_lack_figures_too(asn: oi.types.Themes) -> None:
    n, lacking = len(asn.themes), len(asn.lacking)
    assert lacking
    told = " ".join(str(asn.page()).split())
    assert f"{n} av {n + lacking} indikatorer finns med." in told


def test_a_mission_without_figures_is_a_sentence_and_names_what_is_lacking() -> None:
    nothing = oi.themes(index(), figures(), body="hvon")
    for page in (nothing.page(), nothing.explain("A")):
        assert not page.tables()
        assert "Går inte att säga" in str(page)
    assert "Bra självskattad hälsa" in str(nothing.page())


def test_the_documentation_shows_what_is_printed(malmo: oi.types.Themes) -> None:
    text = (ROOT / "docs" / "teman.md").read_text(encoding="utf-8")
    shown = re.search(r"^```text\n(.*?)^```", text, re.M | re.S)
    assert shown is not None
    assert shown[1].strip() == malmo.summary().strip(), "write it anew: print(teman.summary())"
