"""The chart of groups: every value where it is, and gaps with their intervals."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from matplotlib.lines import Line2D

import omradesindex as oi
from omradesindex.index.groups.group_values import measures
from omradesindex.index.uncertainty.value_intervals import REASONS
from tests.figures import frame, texts, words_in


@pytest.fixture(scope="module")
def example() -> oi.types.Breakdown:
    return oi.load_index("malmo-2023").compute(oi.example_statistics(), by=["sex"])


@pytest.fixture(scope="module")
def both() -> oi.types.Breakdown:
    return oi.load_index("malmo-2023").compute(oi.example_statistics(), by=["sex", "disability"])


@pytest.fixture(scope="module")
def malmo() -> oi.types.Breakdown:
    return oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics(), by=["sex"], partial=True)


def lines(figure, gid: str) -> list[Line2D]:
    return [line for axes in figure.axes for line in axes.lines if line.get_gid() == gid]


# -- the chart ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("which", "measure", "lang"),
    [
        ("example", "index", "en"),
        ("example", "valdeltagande", "sv"),
        ("both", "index", "sv"),
        ("both", "trangboddhet", "sv"),
        ("both", "trangboddhet", "en"),
        ("malmo", "gymnasiebehorighet", "sv"),
        ("malmo", "ekonomiskt_bistand", "en"),
    ],
)
def test_texts_keep_inside_and_apart(request, which: str, measure: str, lang) -> None:
    breakdown = request.getfixturevalue(which)
    figure = breakdown.plot.groups(
        measure, lang=lang, groups=breakdown.groups[:2] if measure == "trangboddhet" else None
    )
    page = shapely.box(*figure.bbox.extents)
    told = words_in(figure)
    frames = np.array([frame(text) for text in texts(figure)])
    assert [text for text, box in zip(told, frames, strict=True) if not page.covers(box)] == []
    first, second = shapely.STRtree(frames).query(frames, predicate="intersects")
    shared = shapely.area(shapely.intersection(frames[first], frames[second]))
    least = np.minimum(shapely.area(frames[first]), shapely.area(frames[second]))
    over = (first < second) & (shared >= 0.12 * least)
    assert [(told[i], told[j]) for i, j in zip(first[over], second[over], strict=True)] == []


def test_every_group_of_every_area_is_drawn_where_its_value_is(example: oi.types.Breakdown) -> None:
    figure = example.plot.groups("valdeltagande")
    j = [m.id for m in example.index.members].index("valdeltagande")
    women, men = (example.cells[g].measured.values[:, j] for g in example.groups)
    order = [*np.argsort(women[:-1] - men[:-1], kind="stable"), len(women) - 1]
    drawn = [[float(line.get_xdata()[0]) for line in lines(figure, f"group-{k}")[1:]] for k in (0, 1)]
    for x, values in zip(drawn, (women, men), strict=True):
        np.testing.assert_allclose(np.corrcoef(x, values[order])[0, 1], 1, atol=1e-9)
    # Women and men stand on one scale.
    slope = np.diff(drawn, axis=0)[0] / (men - women)[order]
    np.testing.assert_allclose(slope, slope[0])


def test_the_gap_is_written_and_its_interval_drawn(example: oi.types.Breakdown) -> None:
    gaps = example.gaps
    rows = gaps[gaps["measure"] == "valdeltagande"]
    figure = example.plot.groups("valdeltagande")
    assert len(lines(figure, "gap-interval")) == rows["low"].notna().sum() + 1  # and one in the key
    told = words_in(figure)
    assert {"kvinnor", "män", "alla", "kvinnor − män", "procentenheter"} <= set(told)
    least = rows["gap"].min()
    assert f"{least:.1f}".replace(".", ",").replace("-", "−") in told
    # Income is no share: the chart says that it has no interval.
    income = example.plot.groups("nettoinkomst")
    assert lines(income, "gap-interval") == []
    assert any(text.startswith("Inget intervall") for text in words_in(income))


def test_areas_stand_with_the_first_groups_greatest_disadvantage_first(malmo: oi.types.Breakdown) -> None:
    figure = malmo.plot.groups("ekonomiskt_bistand")
    shown = [t.get_text() for t in texts(figure) if t.get_weight() == "bold" and t.get_text().isdigit()]
    rows = malmo.gaps[malmo.gaps["measure"] == "ekonomiskt_bistand"].set_index("area")
    expected = rows["gap"].drop("1280").sort_values(ascending=False, kind="stable").index.tolist()
    assert shown == [*expected, "1280"]


def test_of_more_than_two_groups_the_widest_apart_stand_first(both: oi.types.Breakdown) -> None:
    """More income is less of a challenge, which turns the order of two groups and not a distance."""
    figure = both.plot.groups("nettoinkomst")
    shown = [t.get_text() for t in texts(figure) if t.get_weight() == "bold" and t.get_text() in both.areas]
    j = [m.id for m in both.index.members].index("nettoinkomst")
    values = np.stack([both.cells[g].measured.values[:-1, j] for g in both.groups])
    apart = values.max(axis=0) - values.min(axis=0)
    assert shown == [both.areas[k] for k in np.argsort(-apart, kind="stable")]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_reason_for_having_no_interval_is_told(
    malmo: oi.types.Breakdown, example: oi.types.Breakdown, lang
) -> None:
    for breakdown in (malmo, example):
        gaps = breakdown.gaps
        for measure in (*measures(breakdown)[:1], *breakdown.common):
            rows = gaps[(gaps["measure"] == measure) & gaps["points"].notna() & gaps["points_low"].isna()]
            told = " ".join(words_in(breakdown.plot.groups(measure, lang=lang)))
            start = "Inget intervall" if lang == "sv" else "No interval"
            assert (start in told) == bool(len(rows)), measure
            for reason in rows["reason"]:
                assert REASONS[reason].in_(lang) in told


def test_an_index_without_some_errors_says_how_much_has_one(example: oi.types.Breakdown) -> None:
    figure = example.plot.groups("index")
    assert len(lines(figure, "gap-interval")) == len(example.areas) + 1  # and one in the key
    least = example.gaps.query("measure == 'index'")["known"].min()
    assert 0.5 < least < 1
    assert any(f"Minst {int(100 * least)}" in text for text in words_in(figure))


def test_what_is_missing_or_estimated_is_said(malmo: oi.types.Breakdown) -> None:
    told = words_in(malmo.plot.groups("gymnasiebehorighet"))
    assert told.count("uppgift saknas") == 11  # ten areas and the city
    assert "Uppgifterna är uppskattade." in told
    assert any("Malmö" in text and "efter kön" in text for text in told)


def test_groups_can_be_chosen(both: oi.types.Breakdown) -> None:
    pair = [("women", "with"), ("women", "without")]
    figure = both.plot.groups("valdeltagande", groups=pair)
    assert lines(figure, "group-2") == []
    assert len(lines(figure, "gap-interval")) > 1
    assert len(lines(both.plot.groups("index"), "group-3")) == len(both.areas) + 1
    # Two groups that differ in two things have a gap, but no interval.
    crossed = both.plot.groups("valdeltagande", groups=[("women", "with"), ("men", "without")])
    assert lines(crossed, "gap-interval") == []
