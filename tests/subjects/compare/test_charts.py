"""The comparison's chart, tables and files: right, legible, and saying what they rest on."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
import shapely
from matplotlib.patches import FancyBboxPatch, Rectangle

import omradesindex as oi
from omradesindex.errors import OmradesindexError
from omradesindex.show import drawing
from omradesindex.subjects.compare.page import comparison_html, comparison_text
from omradesindex.wording import NBSP
from tests.figures import frame, texts, words_in
from tests.index.conftest import INDEX, statistics

BOARDS = ("asn", "frn", "fsn", "fskn", "grn", "gvn", "hvon", "kn", "mn", "sbn", "tn", "mkb")


def build_prov(division, **options) -> oi.types.Comparison:
    """Two indices of the six-area city: areas share places, a name is too long, a gap leaves one out."""
    from omradesindex.catalogue import parse_definition

    base = oi.types.Index.from_definition(parse_definition(INDEX))
    other = base.without("boende").with_identity(id="utan-boende")
    return oi.compare([base, other], statistics(division), **options)


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
    for note in (*comparison.statistics.notes, *(note.in_(lang) for note in everything.index.notes)):
        assert note in told
    for name in (*comparison.sets, *comparison.empty):
        assert comparison.label(name, lang) in told
        there, every = comparison.counts(name)
        assert there == every or f"{there} {'av' if lang == 'sv' else 'of'} {every}" in told
    assert comparison.partial == (("delvis beräknat" if lang == "sv" else "partly computed") in told)


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
    assert "Områden utan plats, eftersom index saknas i någon uppsättning: 06." in told
    assert any(text.startswith("Jämförelse av 2 index · Provstad (påhittad)") for text in told)
    assert "06" not in told


def test_many_areas_are_cut_to_those_that_come_furthest_forward(prov: oi.types.Comparison) -> None:
    told = " ".join(words_in(prov.plot.bump(most=2)))
    assert "Visar de 2 av 5 områden som kommer längst fram i någon uppsättning." in told
    assert "Åbrinken" not in told


def test_full_agreement_is_not_claimed_of_a_set_without_figures() -> None:
    comparison = oi.compare(["malmo-2023", "hvon", "mkb"], oi.malmo_statistics(), partial=True)
    assert comparison.unseen == ("hvon",)
    told = words_in(comparison.plot.bump())
    assert "1,00" not in told
    assert told.count("–") == 1
    assert "–: det som skiljer uppsättningen från basen saknar uppgifter." in " ".join(told)
    text = comparison_text(comparison)
    assert re.search(r"^Kendall +1,00 +– +0,\d\d$", text, flags=re.MULTILINE)


def test_chart_shows_itself_and_needs_matplotlib(prov: oi.types.Comparison, monkeypatch) -> None:
    assert prov.plot.bump()._repr_png_().startswith(b"\x89PNG")
    monkeypatch.setattr(drawing, "can_draw", lambda: False)
    with pytest.raises(OmradesindexError, match=r'pip install "omradesindex\[plot\]"'):
        prov.plot.bump()
    with pytest.raises(OmradesindexError, match="'sv' or 'en'"):
        prov.plot.bump(lang="se")


# -- tables -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_text_table_keeps_its_width_and_holds_every_rank(shown, width: int) -> None:
    comparison, lang = shown
    text = comparison_text(comparison, lang=lang, width=width)
    assert max(map(len, text.splitlines())) <= width
    for code in comparison.compared:
        lines = [line for line in text.splitlines() if line.startswith(f"{code} ") and line[-1:] != "."]
        change = comparison.ranks.loc[code, comparison.base] - comparison.ranks.loc[code]
        arrows = " ".join(lines)
        assert arrows.count("↑") == (change > 0).sum()
        assert arrows.count("↓") == (change < 0).sum()


def test_text_table_says_who_is_first_and_what_changes() -> None:
    comparison = oi.compare(["malmo-2023", "sbn"], oi.example_statistics())
    text = " ".join(comparison_text(comparison, width=500).split())
    for code in comparison.common:
        assert f"{code} {comparison.statistics.name_of(code)}" in text.partition("alla uppsättningar: ")[2]
    row = comparison.moves[comparison.moves["enters"]].iloc[0]
    assert f"sbn: {row['area']} {row['name']} kommer in bland de tre första" in text
    assert f"plats {row['rank_base']} → {row['rank']}" in text
    assert repr(comparison) == comparison_text(comparison)


def test_html_is_escaped_and_marks_the_first(prov: oi.types.Comparison) -> None:
    html = comparison_html(prov)
    assert "Påhittet &amp; &lt;Co&gt;" in html
    assert "<Co>" not in html
    assert html.count('class="first"') == int((prov.ranks <= prov.top).sum().sum())
    assert prov._repr_html_() == html
    assert "<script" not in html
    assert html.count("<details>") == html.count("</details>") == 3
    assert "delvis" not in html.lower()


def test_html_lists_which_set_has_which_indicator() -> None:
    comparison = oi.compare(["malmo-2023", "mkb", "sbn"], oi.malmo_statistics(), partial=True)
    html = comparison_html(comparison)
    coverage = comparison.coverage
    assert html.count('<td class="word">ja</td>') == int(coverage["figures"].sum())
    assert html.count('<td class="word">saknas</td>') == int((~coverage["figures"]).sum())
    assert "sbn (0 av 8)" in html


# -- files --------------------------------------------------------------------------------------------------


def test_files_hold_what_was_compared(prov: oi.types.Comparison, tmp_path) -> None:
    paths = {path.name: path for path in prov.save(tmp_path / "ut")}
    assert {p.name for p in (tmp_path / "ut").iterdir()} == set(paths)
    table = pd.read_csv(paths["jamforelse.csv"], dtype={"area": str})
    assert len(table) == 12
    np.testing.assert_allclose(table["score"], prov.scores.to_numpy().T.ravel())
    for name in ("overensstammelse", "bidrag", "orsaker", "tackning"):
        frame = pd.read_csv(paths[f"{name}.csv"], dtype=str)
        assert set(frame["statistics"]) <= {"Provstad (påhittad)"}
    excel = pd.read_csv(paths["jamforelse_excel.csv"], sep=";", decimal=",", encoding="utf-8-sig", dtype=str)
    assert list(excel.columns[:2]) == ["Kod", "Område"]
    assert "prov (plats)" in excel.columns
    report = paths["jamforelse.txt"].read_text(encoding="utf-8")
    assert prov.explain("utan-boende") in report
    assert prov.everything.fingerprint in report
    again = {path.name: path.read_bytes() for path in prov.save(tmp_path / "igen")}
    assert all(again[name] == path.read_bytes() for name, path in paths.items())
