"""A trend as a page: what it says of every area, and of one."""

from __future__ import annotations

import pytest

import omradesindex as oi
from tests.subjects.conftest import said


def test_it_says_whose_it_is_and_what_it_rests_on(beyond: oi.types.Trend) -> None:
    page = beyond.page()
    assert page.title.startswith("Trend 2020–2024")
    assert "Exempelstad (påhittad)" in page.title
    for text in (
        "Går bättre än Exempelstad: 10 Siffervången. Halkar efter Exempelstad: 07 Skissängen.",
        "Basårets måttstock (2020)",
        "alla områden samtidigt (95 %)",
        "oberoende från år till år",
        "simulerade",
    ):
        assert text in said(page.first())
    assert "regression mot medelvärdet" in said(page)
    assert page.html().count('scope="row"') >= 14
    assert "▼ does better than Exempelstad" in " ".join(str(beyond.page("en")).split())


def test_the_first_table_keeps_its_numbers(beyond: oi.types.Trend) -> None:
    slopes = beyond.page().tables()[0]
    assert [column.head for column in slopes.columns][2:8] == [*beyond.labels, "Per år"]
    assert slopes.columns[7].values[0] == beyond.lines.slope[beyond.areas.index("07"), 0]
    assert slopes.columns[6].values[-1] == beyond.city[-1, 0]


def test_ranks_have_no_convergence(index: oi.types.Index) -> None:
    ranks = oi.trend(index, oi.example_statistics(), stick="ranks").page("en")
    assert len(ranks.tables()) == 1
    assert "Each year's own ranks. Place 1 has the greatest challenge." in said(ranks)


def test_one_area_in_words_and_as_data(beyond: oi.types.Trend) -> None:
    told = beyond.explain("07")
    assert told.title == "07 Skissängen: halkar efter Exempelstad"
    assert "102,1 (2020) → 106,1 (2024): +1,18 per år utöver hela Exempelstad." in said(told)
    columns = told.tables()[0]
    assert columns.columns[0].values == [beyond.label(name, "sv") for name in beyond.columns]
    assert columns.to_frame().loc[0, "2024"] == 106.1
    with pytest.raises(oi.errors.ComputeError, match="did you mean '07'"):
        beyond.explain("7")
