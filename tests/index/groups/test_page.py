"""The pages of a breakdown: scores and places as numbers, and an area's gaps as data."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.index.groups.page import area_pages, page_of
from tests.index.groups.made_up import both, example, malmo


def test_every_group_has_its_score_with_the_place_beside_it_and_two_have_their_gap() -> None:
    (table,) = page_of(example(), "en", None).tables()
    frame = table.to_frame().set_index("Code")
    scores = example().scores
    assert frame.index.tolist() == list(example().areas)
    # On 11 of its 12 indicators it is not the index, and is not called so.
    assert {column.group for column in table.columns[2:]} == {"Score on 11 of 12 indicators"}
    heads = [f"Score on 11 of 12 indicators: {who}" for who in ("Women", "Men", "All")]
    np.testing.assert_allclose(frame[heads], scores, atol=0.05)
    np.testing.assert_allclose(
        frame["Score on 11 of 12 indicators: Gap"], scores["women"] - scores["men"], atol=0.05
    )
    women = next(column for column in table.columns if column.head == "Women")
    assert list(women.marks) == [f" ({rank})" for rank in example().ranks["women"]]
    gap = next(column for column in table.columns if column.head == "Gap")
    assert all(text[0] in "+−0" for text in gap.texts("en"))


def test_no_head_of_a_group_is_cut_where_it_is_narrow() -> None:
    text = page_of(both(), "sv", None).text(width=80)
    assert text.count("funktionsnedsättning") >= 4
    assert "…" not in text.split("Exempeltorg")[0]
    assert max(map(len, text.splitlines())) <= 80
    assert "Skillnad" not in page_of(both(), "sv", None).tables()[0].to_frame()


def test_what_a_reader_must_be_told_follows_the_table() -> None:
    page = page_of(malmo(), "sv", None)
    text = " ".join(page.text().split())
    assert page.title.endswith(
        "efter kön · bygger på 4 av 11 indikatorer · "
        "2022 (lön under 1,5 basbelopp och ekonomiskt bistånd 2023)"
    )
    for said in (
        "Bygger på 4 av 11 indikatorer (sysselsättning, ",
        "Gruppernas uppgifter: 4 uppskattade.",
        "bostadsrätt eller äganderätt och blandade upplåtelseformer (kan inte delas upp efter kön)",
        "Skillnad: kvinnor − män.",
        "Källor: SCB",
    ):
        assert said in text
    # In place of an index that is none: each dimension that can be had, named over its columns.
    assert [table.caption for table in page.tables()] == [
        f"{name}, 2 av 3 indikatorer · Malmö" for name in ("Delaktighet", "Ekonomi")
    ]
    assert {column.group for column in page.tables()[0].columns[2:]} == {"Delaktighet, 2 av 3 indikatorer"}


def test_of_many_areas_the_first_and_the_last_are_listed() -> None:
    table = page_of(malmo(), "sv", 8).tables()[0]
    assert table.breaks == {6: "… 6 områden till …"}
    assert table.length == 8


def test_an_areas_gaps_are_data_the_greatest_first() -> None:
    page = malmo().explain("10", lang="sv")
    assert page.title == "10 Örtagården, Herrgården m fl"
    (table,) = page.tables()
    assert table.caption == "Kvinnor jämfört med män"
    frame = table.to_frame()
    rows = malmo().gaps
    rows = rows[(rows["area"] == "10") & (rows["level"] == "indicator") & rows["gap"].notna()]
    assert sorted(frame["Poäng"]) == sorted(rows["points"].round(1))
    assert frame["Poäng"].abs().is_monotonic_decreasing
    assert "Skillnader mellan procenttal är i procentenheter." in page.text()
    assert "Women compared with men" in malmo().explain("10", lang="en").text()


def test_groups_of_two_columns_are_set_against_each_other_within_the_other() -> None:
    (page,) = area_pages(both(), [0], "sv")
    captions = [table.caption for table in page.tables()]
    assert captions == [
        "Kvinnor jämfört med män, med funktionsnedsättning",
        "Kvinnor jämfört med män, utan funktionsnedsättning",
        "Personer med funktionsnedsättning jämfört med personer utan funktionsnedsättning, kvinnor",
        "Personer med funktionsnedsättning jämfört med personer utan funktionsnedsättning, män",
    ]
    assert "Kvinnor med funktionsnedsättning: 98,3 (plats 8 av 14 bland gruppens områden)" in page.text()


def test_all_areas_are_taken_apart_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []
    real = page_of.__globals__["quality_line"]
    monkeypatch.setitem(page_of.__globals__, "quality_line", lambda *a: counted.append("x") or real(*a))
    pages = area_pages(example(), range(len(example().areas)), "sv")
    assert [page.title.split()[0] for page in pages] == list(example().areas)
    assert counted == ["x"]
