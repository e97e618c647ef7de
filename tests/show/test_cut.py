"""More areas than there is room for: true ranks on every row, both ends, and a word on the rest."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.show.cut import cut, row_height
from omradesindex.show.form import Asked, drawing_as
from tests.cities import counts, statistics
from tests.figures import words_in

INDEX = oi.load_index("malmo-oppna-data")
MANY = [f"D{k:03}" for k in range(61)]


@pytest.fixture(scope="module")
def result() -> oi.types.Result:
    return INDEX.compute(statistics(counts(INDEX, MANY, seed=3)))


@pytest.fixture(scope="module")
def comparison(result: oi.types.Result) -> oi.types.Comparison:
    others = [
        INDEX.reweight({"ekonomi": 5}).with_identity(id="a"),
        INDEX.without("boende").with_identity(id="b"),
    ]
    return oi.compare([INDEX, *others], result.statistics)


@pytest.mark.parametrize(
    ("n", "most", "head", "left"), [(5, 8, 5, 0), (8, 8, 8, 0), (9, 8, 6, 1), (9, None, 9, 0), (9, 1, 1, 8)]
)
def test_both_ends_are_shown(n: int, most: int | None, head: int, left: int) -> None:
    shown = cut(range(n), most)
    assert (shown.head, shown.left_out, len(shown.order)) == (head, left, n - left)
    assert sorted(set(shown.order)) == list(shown.order)
    if most and most > 3:
        assert shown.order[-1] == n - 1
    assert [shown.line(row) for row in range(len(shown.order))][-1] == shown.lines - 1


def test_tables_show_both_ends_with_true_ranks(
    result: oi.types.Result, comparison: oi.types.Comparison
) -> None:
    order = result.scores["index"].sort_values(ascending=False).index
    for text in (result.page(most=8).first().text(), comparison.page(most=8).text()):
        assert "… 53 områden till …" in text
        assert order[5] in text
        assert order[-1] in text
        assert order[30] not in text
    for page in (result.page(most=8).html(), comparison.page(most=8).html()):
        assert "… 53 områden till …" in page
        assert "Visar de 6 första och de 2 sista av 61 områden." in page
    line = next(line for line in result.page(most=8).first().text().splitlines() if order[-1] in line)
    assert line.split()[0] == "61"


@pytest.mark.parametrize("verb", ["ranking", "heatmap"])
def test_charts_show_both_ends(result: oi.types.Result, verb: str) -> None:
    told = words_in(getattr(result.plot, verb)(most=8))
    assert "… 53 områden till, på blad 2–8 …" in told
    assert {"1", "6", "60", "61"} <= set(told)
    assert "7" not in told
    whole = words_in(getattr(result.plot, verb)())
    assert set(MANY) <= set(whole)


def test_a_bump_chart_writes_the_rank_of_each_area_in_each_set(comparison: oi.types.Comparison) -> None:
    figure = comparison.plot.bump(most=10)
    texts = {
        (round(t.get_position()[0], 3), round(t.get_position()[1], 3)): t.get_text() for t in figure.texts
    }
    ranks = comparison.ranks
    for k, name in enumerate(comparison.sets[1:], start=1):
        codes = [(x, y, t) for (x, y), t in texts.items() if t in MANY]
        column = sorted({x for x, _, _ in codes})[k]
        for x, y, code in codes:
            if x == column:
                beside = [
                    t for (a, b), t in texts.items() if 0 < a - x < 0.06 and abs(b - y) < 0.004 and t != code
                ]
                assert str(ranks.loc[code, name]) in {t.rstrip("=") for t in beside}
    assert "Platsen står bredvid koden" in " ".join(words_in(figure))


@pytest.mark.parametrize("most", [0, -1, 2.5, "10", True])
def test_a_number_of_areas_that_is_none_is_refused(result: oi.types.Result, most: object) -> None:
    with pytest.raises(oi.errors.OmradesindexError, match=r"number of areas to show|most=…"):
        result.plot.ranking(most=most)  # type: ignore[arg-type]


def test_what_a_sheet_has_no_room_for_stands_on_the_next(result: oi.types.Result) -> None:
    first = result.plot.ranking(most=24)
    assert len(first.sheets) == 3
    sheets = [first, *(result.plot.ranking(most=24, sheet=k) for k in (2, 3))]
    shown = [code for sheet in sheets for code in words_in(sheet) if code in MANY]
    assert sorted(shown) == MANY
    assert "Blad 2 av 3: område 19–42 av 61 i ordningen." in words_in(sheets[1])
    assert "Blad 3 av 3: område 43–55 av 61 i ordningen." in words_in(sheets[2])
    with pytest.raises(oi.errors.OmradesindexError, match=r"there is no sheet 4. Expected: one of 3"):
        result.plot.ranking(most=24, sheet=4)


def test_those_without_figures_are_counted_on_their_sheet() -> None:
    with drawing_as(Asked(sheet=2)):
        shown = cut(range(12), 8, known=10)
    assert shown.order == (6, 7, 10, 11)
    assert shown.told("sv") == "Blad 2 av 2: 4 av 12 områden. Uppgift saknas för 2."


@pytest.mark.parametrize("rows", [1, 14, 36, 61, 64])
def test_no_sheet_is_taller_than_a_page(rows: int) -> None:
    assert rows * row_height(0.34, rows) <= 12.4


def test_the_far_end_is_the_last_area_with_figures() -> None:
    shown = cut(range(12), 8, known=10)
    assert shown.order == (0, 1, 2, 3, 4, 5, 8, 9)
    assert shown.told("sv") == "Visar de 6 första och de 2 sista av 10 områden med uppgift; 2 saknar uppgift."
    few = cut(range(12), 8, known=5)
    assert (few.order, few.told("en")) == (tuple(range(8)), "The first 8 of 12 areas.")
