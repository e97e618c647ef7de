"""The table to read: what it says, in which order, and that it holds together at any width."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.errors import OmradesindexError
from omradesindex.index import words
from omradesindex.index.rank_ranges import RankRanges
from omradesindex.wording import NBSP, Language, Text
from tests.cities import counts, statistics
from tests.index.conftest import INDEX, VALUES

GAP = "–"


def text_table(
    result: oi.types.Result, width: int = 100, lang: Language = "sv", most: int | None = None
) -> str:
    """What a terminal shows."""
    return result.page(lang, most=most).first().text(width)


def html_table(result: oi.types.Result, most: int | None = None) -> str:
    """The whole page, with what is folded."""
    return result.page(most=most).html()


def rows(text: str) -> list[str]:
    """Lines of the areas: after the table's head, beginning with a rank or a dash and then a code."""
    return [line for line in text.splitlines() if re.match(r" *([0-9]+=?|–) +0[1-6] ", line)]


def test_repr_is_the_table(result: oi.types.Result) -> None:
    assert repr(result) == str(result) == text_table(result)
    assert result._repr_html_() == result.page().first().html()
    assert "<details>" not in result._repr_html_()


def test_first_lines_say_what_whose_when_and_of_which_quality(result: oi.types.Result) -> None:
    title, quality, scale = text_table(result, width=500).splitlines()[:3]
    assert title == "Provindex · Provstad (påhittad) · 2022 (trångboddhet 2023)"
    assert quality == "Alla 3 indikatorer finns med."
    assert scale.startswith("100 är som hela Provstad")
    assert result.summary().endswith(f"{quality}\n{scale}")
    assert "Uppgifterna är påhittade." in text_table(result, width=500)


def test_areas_stand_in_order_with_ties_and_gaps(result: oi.types.Result) -> None:
    listed = [row.split() for row in rows(text_table(result))]
    assert [row[0] for row in listed[:2]] == ["1=", "1="]
    assert [row[1] for row in listed] == ["01", "02", "04", "03", "05", "06"]
    assert listed[2][0] == "3"
    assert listed[-1][0] == GAP
    assert listed[-1][-3] == GAP
    assert listed[-1][-1] == GAP


def test_ties_are_explained_only_where_there_are_any(compute, result: oi.types.Result) -> None:
    apart = {name: (values[0] + 1, *values[1:]) for name, values in VALUES.items()}
    assert "delad plats" in text_table(result)
    assert "delad plats" not in text_table(compute(apart))


def test_scores_have_one_decimal_and_a_swedish_comma(result: oi.types.Result) -> None:
    shown = rows(text_table(result))[0].split()[-3:]
    assert shown == [f"{score:.1f}".replace(".", ",") for score in result.scores.loc["01"]]
    english = rows(text_table(result, lang="en"))[0].split()[-3:]
    assert english == [f"{score:.1f}" for score in result.scores.loc["01"]]


def test_without_an_index_the_order_is_the_codes_and_the_reason_is_given(
    without_index: oi.types.Result,
) -> None:
    text = text_table(without_index, width=500)
    assert [row.split()[1] for row in rows(text)] == list(without_index.areas)
    assert "Områdena står i kodordning. Inget av dem har ett index." in text
    assert "Därför räknas varken" in text
    assert "En visas inte, för att skydda enskilda: " in text


def test_partly_computed_is_said(compute) -> None:
    result = compute(partial=True)
    assert "· delvis beräknat ·" in text_table(result, width=500)
    assert "delvis beräknat" in html_table(result)


def test_arrows_and_marks_say_direction_and_quality(compute) -> None:
    text = text_table(compute(quality="official"), width=500)
    assert f"▲{NBSP}Arbetslöshet*, ▼{NBSP}Genomsnittlig nettoinkomst" in text
    assert "* = uppskattad." in text
    assert "*" not in text_table(
        compute(
            quality="official",
            index={**INDEX, "dimensions": [{"id": "boende", "indicators": ["trangboddhet"]}]},
        ),
        width=500,
    )


def test_a_real_city_with_some_made_up_figures_is_not_called_made_up(compute) -> None:
    frame = compute(quality="official", with_division=False).statistics.to_frame()
    frame.loc[frame["variable"] == "trangboddhet", "quality"] = "made_up"
    mixed = oi.Statistics.from_frame(frame, name="Provstad", whole="P00")
    text = text_table(compute().index.compute(mixed), width=500)
    assert "(påhittad)" not in text
    assert "Trångboddhet¶" in text
    assert "* = uppskattad; ¶ = påhittad." in text


@pytest.mark.parametrize("width", [60, 80, 100, 140])
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_lines_keep_within_the_width(result: oi.types.Result, width: int, lang) -> None:
    assert max(map(len, text_table(result, width=width, lang=lang).splitlines())) <= width


def test_many_areas_are_cut_and_counted(result: oi.types.Result) -> None:
    text = text_table(result, most=2)
    assert [row.split()[1] for row in rows(text)] == ["01", "02"]
    assert "… 4 områden till …" in text
    assert html_table(result, most=2).count('<th scope="row">') == 2 + 1 + 2  # and the city's row
    assert "Visar de 2 första av 6 områden." in html_table(result, most=2)


def test_html_is_well_formed_and_accessible(result: oi.types.Result) -> None:
    root = ET.fromstring(html_table(result))
    tables = root.findall(".//table")
    assert len(tables) == 2
    assert [table.find("caption").text for table in tables] == [
        "Index och dimensioner · Provstad (påhittad)",
        "Indikatorer · Provstad (påhittad)",
    ]
    for table in tables:
        assert table.find("caption").text
        assert all(th.get("scope") == "col" for th in table.findall("thead/tr/th"))
        assert all(tr.find("th").get("scope") == "row" for tr in table.findall("tbody/tr"))
    assert root.get("lang") == "sv"
    # Our own alone: nothing from a network.
    assert all(not script.attrib for script in root.iter("script"))


def test_html_escapes_names(result: oi.types.Result) -> None:
    html = html_table(result)
    assert f"Påhittet{NBSP}&amp;{NBSP}&lt;Co&gt;" in html
    assert "<Co>" not in html


def test_html_shows_the_indicators_in_their_own_units_with_the_city(compute) -> None:
    table = ET.fromstring(html_table(compute(quality="official"))).findall(".//table")[1]
    heads = ["".join(th.itertext()).replace(NBSP, " ") for th in table.findall("thead/tr/th")]
    assert heads[2:] == [
        "▲ Arbetslöshet (%)",
        "▼ Genomsnittlig nettoinkomst (tusen kronor)",
        "▲ Trångboddhet (%)",
    ]
    city, *areas = table.findall("tbody/tr")
    assert city.find("th").text.replace(NBSP, " ") == "hela Provstad (påhittad)"
    assert city.get("class") == "ruled"
    cells = {tr.find("td").text: [td.text for td in tr.findall("td")[1:]] for tr in areas}
    assert cells["03"] == ["8,0*", f"1{NBSP}234,5", "18,0"]
    assert cells["06"][2] == GAP
    assert areas[-1].findall("td")[-1].get("title") == "röjandeskyddad"


def test_a_page_is_a_document_of_its_own(result: oi.types.Result) -> None:
    page = result.page("en").html(whole=True)
    assert page.startswith("<!doctype html>")
    assert '<html lang="en">' in page
    assert "<title>Trial index · Provstad (made up) · 2022 (overcrowding 2023)</title>" in page


def test_tables_are_data(compute, tmp_path) -> None:
    from openpyxl import load_workbook

    page = compute(quality="official").page()
    scores, indicators = (table.to_frame() for table in page.tables())
    assert scores["Kod"].tolist() == ["01", "02", "04", "03", "05", "06"]
    assert scores["Plats"].tolist()[:5] == [1, 1, 3, 4, 5]
    assert np.isnan(scores["Index"].iloc[-1])
    assert indicators["▼ Genomsnittlig nettoinkomst (tusen kronor)"].tolist() == [
        300,
        210.3,
        210.3,
        320,
        1234.5,
        340,
        180,
    ]
    sheet = load_workbook(page.write(tmp_path / "tabell.xlsx")).worksheets[1]
    assert sheet.title == "Indikatorer"
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == 8.0)
    assert cell.number_format == '#,##0.0"*"'


def test_unknown_language_is_refused(result: oi.types.Result) -> None:
    with pytest.raises(OmradesindexError, match=r"lang=…\): given as str, 'se'. Expected: 'sv' or 'en'"):
        result.page("se")  # type: ignore[arg-type]


def test_ranges_of_ranks_stand_beside_the_ranks(result: oi.types.Result) -> None:
    ranks = result.level_ranks["index"]
    ranges = RankRanges(ranks, ranks + 1, 0.9, Text("metodspann", "method range"), 500)
    page = replace(result, rank_ranges=ranges).page()
    assert page.tables()[0].to_frame()["Platsintervall"].tolist()[:3] == ["1–2", "1–2", "3–4"]
    assert "områdets plats i de mittersta 90 procenten av 500 beräkningar." in page.text(500)


def test_a_page_of_many_areas_grows_with_their_number(result: oi.types.Result, monkeypatch) -> None:
    """What does not hang on the cell is asked for a number of times that does not hang on the areas."""
    asked = []
    monkeypatch.setattr(words, "marks", lambda result: asked.append(result) or {})
    areas = {}
    for n in (30, 60):
        asked.clear()
        codes = [f"A{k:02}" for k in range(n)]
        malmo = oi.load_index("malmo-oppna-data")
        malmo.compute(statistics(counts(malmo, codes, seed=1))).page().html()
        areas[n] = len(asked)
    assert areas[30] == areas[60]


def test_sources_are_named_in_short(result: oi.types.Result) -> None:
    assert "Källa: Provbyrån: provtabell 1. Beräknat med omradesindex." in html_table(result)


def test_doubtful_membership_is_told(compute) -> None:
    assert "delområden" not in text_table(compute())
    text = text_table(compute(doubtful=0.25), width=500)
    line = "Några mindre delområden kan höra till ett annat område. Det gäller mest 01"
    assert line in text
