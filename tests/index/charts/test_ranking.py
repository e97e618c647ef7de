"""The ranking: bars, signs, ranks."""

from __future__ import annotations

import pytest
from matplotlib.colors import to_hex

import omradesindex as oi
from omradesindex.show.figure import LINE
from tests.figures import patches, texts, words_in


def test_bars_are_as_long_as_the_distance_from_the_city(result: oi.types.Result) -> None:
    key, *bars = patches(result.plot.ranking(), "index-bar")
    assert to_hex(key.get_facecolor()) == LINE
    scores = result.scores["index"].dropna().sort_values(ascending=False, kind="stable")
    ratios = [bar.get_width() / abs(score - 100) for bar, score in zip(bars, scores, strict=True)]
    assert ratios == pytest.approx([ratios[0]] * len(scores))


def test_ranking_shows_ranks_names_and_numbers_in_order(result: oi.types.Result) -> None:
    figure = result.plot.ranking()
    told = words_in(figure)
    assert told.count("1=") == 2
    places = {text.get_text(): text.get_position()[1] for text in texts(figure)}
    names = ["Norra Torget", "Östra Ängen", "Åbrinken", "Hamnen"]
    assert sorted(names, key=lambda name: -places[name]) == names


def test_each_dimension_has_a_sign_of_its_own() -> None:
    result = oi.load_index("frn").compute(oi.example_statistics())
    assert len(result.columns) == 10
    (axes,) = result.plot.ranking().axes
    signs = {(m, line.get_color()) for line in axes.lines if (m := line.get_marker()) not in (None, "None")}
    assert len(signs) == 9
