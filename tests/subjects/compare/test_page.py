"""The comparison as a page: every rank with its marks, the agreement, and what each set changes."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.show.table import Table
from tests.subjects.compare.sets import BASE, BOARDS, SHORTER, build_prov, said


@pytest.fixture(scope="module")
def prov(division) -> oi.types.Comparison:
    return build_prov(division)


@pytest.fixture(scope="module")
def boards() -> oi.types.Comparison:
    return oi.compare(["malmo-2023", *BOARDS], oi.malmo_statistics(), partial=True)


def table(comparison: oi.types.Comparison, place: int) -> Table:
    return comparison.page().tables()[place]


@pytest.mark.parametrize("width", [60, 100])
def test_text_keeps_its_width_and_holds_every_rank(boards: oi.types.Comparison, width: int) -> None:
    page = boards.page("en")
    text = page.text(width)
    assert max(map(len, text.splitlines())) <= width
    for code in boards.compared:
        arrows = " ".join(line for line in text.splitlines() if line.strip().startswith(f"{code} "))
        change = boards.ranks.loc[code, boards.base] - boards.ranks.loc[code]
        assert arrows.count("↑") == (change > 0).sum()
        assert arrows.count("↓") == (change < 0).sum()


def test_ranks_are_numbers_with_marks(prov: oi.types.Comparison) -> None:
    frame = table(prov, 0).to_frame().set_index("Kod")
    for name in prov.sets:
        ranks = prov.ranks[name].dropna()
        np.testing.assert_array_equal(frame[name].loc[list(ranks.index)], ranks)
    column = table(prov, 0).columns[2]
    shared = prov.ranks[prov.base].duplicated(keep=False) & prov.ranks[prov.base].notna()
    assert sum("=" in mark for mark in column.marks) == shared.sum() > 0
    marked = [sum(column.is_strong(k) for k in range(6)) for column in table(prov, 0).columns[2:]]
    assert marked == [(prov.ranks[name] <= prov.top).sum() for name in prov.sets]


def test_html_is_escaped_and_marks_the_first(prov: oi.types.Comparison) -> None:
    html = prov.page().html()
    assert "Påhittet &amp; &lt;Co&gt;" in html
    assert html.count('class="marked"') == int((prov.ranks <= prov.top).sum().sum())
    assert html.count("<details>") == html.count("</details>") == 3
    assert "delvis" not in html.lower()


def test_page_says_who_is_first_and_what_changes() -> None:
    comparison = oi.compare(["malmo-2023", "sbn"], oi.example_statistics())
    text = said(comparison.page())
    for code in comparison.common:
        assert f"{code} {comparison.statistics.name_of(code)}" in text.partition("alla index: ")[2]
    row = comparison.moves[comparison.moves["enters"]].iloc[0]
    entering = f"sbn: {row['area']} {row['name']} kommer in bland de tre med störst utmaning"
    assert entering in text
    assert f"plats {row['rank_base']} → {row['rank']}" in text
    assert entering in comparison.summary()


def test_full_agreement_is_not_claimed_of_a_set_without_figures() -> None:
    comparison = oi.compare([BASE, SHORTER, "mkb"], oi.malmo_statistics(), partial=True)
    assert table(comparison, 1).to_frame()["Kendall"].tolist()[:2] == ["1,00", "–"]
    assert "utan-svarsfrekvens: Det som skiljer förslaget från grundindexet saknar uppgifter" in said(
        comparison.page().first()
    )


def test_a_table_lists_which_set_has_which_indicator(boards: oi.types.Comparison) -> None:
    listed = boards.page().tables()[-1].to_frame().iloc[:, 1:].to_numpy()
    coverage = boards.coverage
    assert (listed == "ja").sum() == coverage["figures"].sum()
    assert (listed == "saknas").sum() == (~coverage["figures"]).sum()
    assert "sbn (0 av 8)" in said(boards.page())


def test_an_explanation_holds_the_moves_as_data() -> None:
    comparison = oi.compare(["malmo-2023", "tn"], oi.example_statistics())
    explanation = comparison.explain("tn")
    moves = explanation.tables()[0].to_frame().set_index("Kod")
    expected = comparison.moves.set_index("area")
    assert moves["tn"].to_dict() == expected["rank"].to_dict()
    assert moves["malmo-2023"].to_dict() == expected["rank_base"].to_dict()
    np.testing.assert_allclose(moves["Poäng"], expected["cause_points"], atol=0.05)
    assert comparison.explain("malmo-2023").tables() == []


def test_of_many_moves_the_farthest_are_listed_and_the_others_counted() -> None:
    from tests.cities import codes, counts, statistics

    index = oi.load_index("malmo-oppna-data")
    other = index.without("ekonomi").with_identity(id="utan-ekonomi")
    comparison = oi.compare([index, other], statistics(counts(index, codes(40), seed=1)))
    moves = comparison.moves
    listed = comparison.explain("utan-ekonomi").tables()[0]
    at_the_top = (moves["enters"] | moves["leaves"]).sum()
    assert listed.length == 12 + at_the_top
    assert list(listed.breaks.values()) == [f"Ytterligare {len(moves) - listed.length} områden byter plats."]
