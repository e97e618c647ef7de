"""The table in docs/granska.md that holds the index against outside measures: every number, recomputed."""

from __future__ import annotations

import re

import pytest

import omradesindex as oi
from omradesindex.wording import number
from tests.conftest import ROOT

HEAD = "| mått utifrån | indexet | 95 % | delaktighet | utbildning | ekonomi | boende |"
DIMENSIONS = ("delaktighet", "utbildning", "ekonomi", "boende")


@pytest.fixture(scope="module")
def examination() -> oi.types.Examination:
    result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    return oi.examine(result, links=oi.data.malmo_outside())


def rows(examination: oi.types.Examination) -> list[str]:
    """Rank correlations, turned so that plus is greater challenge in both; those expected bear a star."""
    own = {indicator.id for indicator in examination.result.index.indicators}
    links = examination.links.query("method == 'spearman'").set_index(["link", "measure"])
    written = []
    for name, measure in oi.data.outside_measures().items():
        turn = measure.direction.sign
        at = links.loc[name]
        low, high = sorted(turn * at.loc["index", ["low", "high"]].to_numpy(dtype=float))
        figures = [turn * float(at.loc[column, "correlation"]) for column in ("index", *DIMENSIONS)]
        shown = [number(figure, 2) for figure in figures]
        star = " \\*" if set(measure.close_to) & own else ""
        cells = [
            measure.label.sv + star,
            shown[0],
            f"{number(low, 2)} till {number(high, 2)}",
            *shown[1:],
        ]
        written.append(f"| {' | '.join(cells)} |")
    return written


def test_the_table_says_what_is_computed(examination: oi.types.Examination) -> None:
    page = (ROOT / "docs" / "granska.md").read_text(encoding="utf-8")
    table = page[page.index(HEAD) :].split("\n\n")[0].splitlines()[2:]
    assert table == rows(examination), "\n".join(rows(examination))


def test_what_the_text_says_of_single_areas(examination: oi.types.Examination) -> None:
    outside = oi.data.malmo_outside().to_frame().pivot_table("value", "area", "variable")
    ranks = examination.result.scores["index"].rank(ascending=False)
    first = list(ranks.sort_values().index[:4])
    assert first == ["10", "11", "12", "14"]
    assert set(outside["karta_samlat"].drop("1280").nsmallest(4).index) == set(first)
    assert list(outside["karta_brott"].drop("1280").nsmallest(2).index) == ["9", "2"]
    assert [int(ranks[area]) for area in ("9", "2")] == [6, 7]
    assert list(outside["karta_ohalsa"].drop("1280").nsmallest(3).index) == ["8", "4", "3"]
    assert outside.loc["12", ["polisomrade_folkmangd", "polisomrade_yta"]].round().tolist() == [41, 5]
    assert (outside["polisomrade_folkmangd"] == 0).sum() == 7


def test_the_proposal_s_education_and_economy_put_areas_in_the_same_order(
    examination: oi.types.Examination,
) -> None:
    proposal = oi.load_index("malmo-2023").compute(oi.malmo_statistics())
    for dimension in ("utbildning", "ekonomi"):
        one, other = (result.scores[dimension].rank() for result in (examination.result, proposal))
        assert one.tolist() == other.tolist()


def test_the_page_keeps_no_other_numbers_of_it() -> None:
    page = (ROOT / "docs" / "granska.md").read_text(encoding="utf-8")
    assert len(re.findall(re.escape(HEAD), page)) == 1
