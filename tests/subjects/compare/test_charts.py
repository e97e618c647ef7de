"""The comparison's chart: right, legible, and saying what it rests on."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from matplotlib.patches import FancyBboxPatch, PathPatch, Rectangle

import omradesindex as oi
from omradesindex.statistics.notices import note_in
from omradesindex.wording import NBSP
from tests.cities import counts, statistics
from tests.figures import frame, texts, words_in
from tests.subjects.compare.sets import BASE, BOARDS, SHORTER, build_prov, named

CASES = {
    "all boards": (lambda: oi.compare(["malmo-2023", *BOARDS], oi.example_statistics()), "sv"),
    "all boards, in part": (
        lambda: oi.compare(["malmo-2023", *BOARDS], oi.malmo_statistics(), partial=True),
        "en",
    ),
    "two": (
        lambda: oi.compare(["malmo-2023", "scb-socioekonomiskt-index"], oi.example_statistics(), top=1),
        "en",
    ),
}


@pytest.fixture(scope="module", params=[*CASES, "Provstad"])
def shown(request) -> tuple[oi.types.Comparison, str]:
    if request.param == "Provstad":
        return build_prov(request.getfixturevalue("division")), "sv"
    make, lang = CASES[request.param]
    return make(), lang


@pytest.fixture(scope="module")
def prov(division) -> oi.types.Comparison:
    return build_prov(division)


# -- the chart ----------------------------------------------------------------------------------------------


def test_texts_keep_inside_and_apart(shown) -> None:
    comparison, lang = shown
    figure = comparison.plot.bump(lang=lang)
    sheet = shapely.box(*figure.bbox.extents)
    told = words_in(figure)
    frames = np.array([frame(text) for text in texts(figure)])
    assert [text for text, box in zip(told, frames, strict=True) if not sheet.covers(box)] == []
    first, second = shapely.STRtree(frames).query(frames, predicate="intersects")
    shared = shapely.area(shapely.intersection(frames[first], frames[second]))
    least = np.minimum(shapely.area(frames[first]), shapely.area(frames[second]))
    over = (first < second) & (shared >= 0.12 * least)
    assert [(told[i], told[j]) for i, j in zip(first[over], second[over], strict=True)] == []


def test_chart_says_what_whose_which_quality_and_source(shown) -> None:
    comparison, lang = shown
    told = " ".join(words_in(comparison.plot.bump(lang=lang))).replace(NBSP, " ")
    everything = comparison.everything
    assert comparison.statistics.name in told
    assert everything.quality_line(lang).replace(NBSP, " ") in told
    assert ("Käll" if lang == "sv" else "Source") in told
    given = [note_in(note, lang) for note in comparison.statistics.notes]
    for note in (*given, *(note.in_(lang) for note in everything.index.notes)):
        assert note in told
    for name in (*comparison.sets, *comparison.empty):
        assert comparison.label(name, lang) in told
        there, every = comparison.counts(name)
        if name in comparison.empty:
            assert f"{name} (0 " in told
            continue
        assert there == every or f"{there} {'av' if lang == 'sv' else 'of'} {every}" in told
    assert comparison.partial == ((" · bygger på" if lang == "sv" else " · rests on") in told)


def test_nodes_stand_at_the_areas_places(shown) -> None:
    comparison, lang = shown
    figure = comparison.plot.bump(lang=lang)
    nodes = [p for axes in figure.axes for p in axes.findobj(FancyBboxPatch) if p.get_gid() == "node"]
    assert len(nodes) == len(comparison.compared) * len(comparison.sets)
    figure.canvas.draw()
    places = {(round(n.get_x() + n.get_width() / 2, 3), round(n.get_y(), 3)) for n in nodes}
    xs = sorted({x for x, _ in places})
    assert len(xs) == len(comparison.sets)
    by_code = {}
    for text in texts(figure):
        x, y = (round(v, 3) for v in np.array(text.get_position()) * figure.get_size_inches())
        near = [k for k, place in enumerate(xs) if abs(place - x) < 0.01]
        if text.get_text() in comparison.compared and near:
            by_code[(near[0], text.get_text())] = y
    for column, name in enumerate(comparison.sets):
        ranks = comparison.ranks[name].dropna().astype(int)
        height = [by_code[(column, code)] for code in ranks.index]
        # A lower rank stands higher; who shares one stands next to each other.
        assert [ranks.iloc[i] for i in np.argsort(height)[::-1]] == sorted(ranks)


def test_the_first_are_shaded_in_every_set_as_many_as_they_are(prov: oi.types.Comparison) -> None:
    figure = prov.plot.bump()
    bands = [p for axes in figure.axes for p in axes.findobj(Rectangle) if p.get_gid() == "band"]
    counts = [(prov.ranks[name] <= prov.top).sum() for name in prov.sets]
    unit = min(p.get_height() for p in bands) / min(counts)
    assert [round(p.get_height() / unit) for p in bands] == counts


def test_shared_places_and_left_out_areas_are_told(prov: oi.types.Comparison) -> None:
    told = words_in(prov.plot.bump())
    assert prov.left_out == ("06",)
    assert told.count("1=") == 2
    assert told.count("=") == 2 * (len(prov.sets) - 1)
    assert "Områden utan plats: 06. De saknar poäng i något av indexen." in told
    assert any(text.startswith("Jämförelse av 2 index · Provstad (påhittad)") for text in told)
    assert "06" not in told


def test_many_areas_are_cut_to_those_that_come_furthest_forward(prov: oi.types.Comparison) -> None:
    told = " ".join(words_in(prov.plot.bump(most=2)))
    assert "Visar de 2 första av 5 områden. De andra står på blad 2–3." in told
    assert "Områdena tas efter hur nära plats 1 de är i något index." in told
    assert "Åbrinken" not in told


def test_full_agreement_is_not_claimed_of_a_set_without_figures() -> None:
    comparison = oi.compare([BASE, SHORTER, "mkb"], oi.malmo_statistics(), partial=True)
    assert comparison.unseen == (SHORTER.id,)
    told = words_in(comparison.plot.bump())
    assert "1,00" not in told
    assert told.count("–") == 1
    assert "Ett streck står där det som skiljer förslaget" in " ".join(told)


def test_each_of_those_that_are_first_in_some_has_a_colour_of_its_own_where_there_are_colours() -> None:
    """Of more areas than colours no two are said to be told apart."""
    for top, said in ((3, "där i något (egen färg för varje)"), (12, "där i något")):
        others = [BASE.reweight({"boende": w}).with_identity(id=f"v{w}") for w in (9, 30)]
        comparison = oi.compare([BASE, *others], thirty(), top=top)
        figure = comparison.plot.bump()
        lines = [p for axes in figure.axes for p in axes.findobj(PathPatch)]
        own = [p.get_edgecolor() for p in lines if p.get_gid().removeprefix("line-") in comparison.contested]
        assert said in words_in(figure)
        assert (len(own) > 7) == (top == 12)
        assert len(set(own)) == (len(own) if top == 3 else 1)


def thirty() -> oi.Statistics:
    return statistics(counts(BASE, [f"{k:02}" for k in range(30)], seed=5))


def test_no_line_runs_through_a_rank_or_behind_a_node() -> None:
    table = statistics(counts(BASE, [f"Område{k:04}" for k in range(80)]))
    others = [named("fler", BASE.without("valdeltagande")), named("andra", BASE.without("trangboddhet"))]
    figure = oi.compare([BASE, *others], table).plot.bump()
    lines = [p for p in figure.axes[0].findobj(PathPatch) if (p.get_gid() or "").startswith("line-")]
    drawn = [
        shapely.LineString(part)
        for line in lines
        for part in line.get_path().to_polygons(line.get_transform(), closed_only=False)
    ]
    assert len(drawn) == 64 * len(others)
    told = [text for text in texts(figure) if text.get_text().isdigit() or text.get_text()[:6] == "Område"]
    assert len(told) > 64 * (len(others) + 1)
    assert shapely.STRtree(drawn).query([frame(text) for text in told], predicate="intersects").size == 0
