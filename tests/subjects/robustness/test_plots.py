"""A study of robustness as people see it: figures that are right and legible, tables, files, words."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest
import shapely
from matplotlib.lines import Line2D

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from omradesindex.errors import ComputeError, OmradesindexError
from omradesindex.show import drawing
from omradesindex.wording import NBSP
from tests import cities
from tests.figures import frame, patches, texts, words_in
from tests.index.conftest import INDEX, statistics
from tests.subjects.robustness.only import only

LEAST = 600
CHOICES = {"weights": "±25 %", "normalise": ["min_max", "rank"], "aggregate": ["geometric"], "drop": 1}
FIGURES = ("ranks", "acceptability", "pairs", "sensitivity", "scenarios", "rank_sets")


@pytest.fixture(scope="module")
def study() -> oi.types.Robustness:
    index, figures = oi.load_index("malmo-2023"), oi.example_statistics()
    return only(index, figures, sets=["sbn"], data="sampling", n=LEAST, **CHOICES)


@pytest.fixture(scope="module")
def drawn(study):
    """``drawn("ranks", "sv")`` gives a figure, drawn once."""
    return cache(lambda verb, lang="sv": getattr(study.plot, verb)(lang=lang))


@pytest.fixture(scope="module")
def prov(division) -> oi.types.Robustness:
    """Six areas: two share a place, a name is too long, one area has no index; no error is known."""
    index = oi.types.Index.from_definition(parse_definition(INDEX))
    return only(index, statistics(division), weights="dirichlet", drop=1, n=300)


@pytest.fixture(scope="module")
def many() -> oi.types.Robustness:
    """More areas than pairs are counted for, or than a figure has rows for."""
    index = oi.load_index("malmo-oppna-data")
    table = cities.counts(index, [f"{i:03}" for i in range(1, 101)])
    return only(index, cities.statistics(table), weights="±25 %", drop=1, n=300, sobol=False)


# -- figures ------------------------------------------------------------------------------------------------


def assert_legible(figure) -> None:
    sheet = shapely.box(*figure.bbox.extents)
    told = words_in(figure)
    frames = np.array([frame(text) for text in texts(figure)])
    assert [text for text, box in zip(told, frames, strict=True) if not sheet.covers(box)] == []
    first, second = shapely.STRtree(frames).query(frames, predicate="intersects")
    shared = shapely.area(shapely.intersection(frames[first], frames[second]))
    least = np.minimum(shapely.area(frames[first]), shapely.area(frames[second]))
    over = (first < second) & (shared >= 0.12 * least)
    assert [(told[i], told[j]) for i, j in zip(first[over], second[over], strict=True)] == []


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("verb", FIGURES)
def test_figure_is_legible_and_says_what_whose_and_what_varied(study, drawn, verb: str, lang) -> None:
    figure = drawn(verb, lang)
    assert_legible(figure)
    told = " ".join(words_in(figure)).replace(NBSP, " ")
    assert "Exempelstad (påhittad)" in told
    assert ("Käll" if lang == "sv" else "Source") in told
    if verb not in ("scenarios", "rank_sets"):
        assert (f"{LEAST} scenarier" if lang == "sv" else f"{LEAST} scenarios") in told
        assert ("slumpfel" if lang == "sv" else "sampling error") in told
    if verb == "ranks":
        assert study.kind(lang) in told
    assert "konfidensintervall" not in told
    assert "confidence interval" not in told


@pytest.mark.parametrize("verb", ["ranks", "acceptability", "pairs"])
def test_ties_gaps_and_long_names(prov, verb: str) -> None:
    figure = getattr(prov.plot, verb)()
    assert_legible(figure)
    told = words_in(figure)
    assert "Likhetstecken efter rangen: delad plats." in told
    assert any(text.startswith("Prov$berget") and text.endswith("…") for text in told)


def test_without_room_for_figures_the_colours_reach_as_far_as_the_shares(many, study) -> None:
    image = next(i for axes in many.plot.acceptability(most=20).axes for i in axes.images)
    most = np.ma.filled(image.get_array(), 0.0).max()
    assert most <= image.get_clim()[1] <= most + 0.05
    image = next(i for axes in study.plot.acceptability().axes for i in axes.images)
    assert image.get_clim() == (0, 1)


@pytest.mark.parametrize("verb", ["ranks", "acceptability"])
def test_many_areas_are_cut_and_counted(many, verb: str) -> None:
    figure = getattr(many.plot, verb)(most=20)
    assert_legible(figure)
    assert "Visar de 15 första och de 5 sista av 100 områden." in words_in(figure)


def lines(figure, gid: str) -> list[Line2D]:
    return [line for axes in figure.axes for line in axes.findobj(Line2D) if line.get_gid() == gid]


def test_bars_are_the_ranges_and_points_the_base(study) -> None:
    figure = study.plot.ranks(level=0.5)
    table = study.rank_ranges(0.5)
    order = table["base"].astype(int).argsort().to_numpy()
    # The first few are the key's; the others stand in the order of the index as defined.
    bars = patches(figure, "range")[-14:]
    points = [float(line.get_xdata()[0]) for line in lines(figure, "base")][-14:]
    steps = np.diff(points)  # base ranks are 1 to 14
    assert steps == pytest.approx(np.full(13, steps[0]))
    width = np.array([bar.get_width() for bar in bars]) - 0.12
    span = (table["high"] - table["low"]).to_numpy(dtype=float)[order]
    assert width == pytest.approx(span * steps[0])
    left = np.array([bar.get_x() for bar in bars]) + 0.06
    assert left == pytest.approx(points[0] + (table["low"].to_numpy(dtype=float)[order] - 1) * steps[0])


def test_heat_map_holds_the_shares_in_the_order_of_the_base(study, drawn) -> None:
    figure = drawn("acceptability")
    image = next(i for axes in figure.axes for i in axes.images)
    order = study.base.ranks["index"].astype(int).argsort().to_numpy()
    shares = study.acceptability.to_numpy()[order]
    shown = np.ma.filled(image.get_array(), 0.0)
    assert shown == pytest.approx(shares[:, : shown.shape[1]])
    frames = patches(figure, "base")
    # The base's places rise by one from row to row.
    assert np.diff([box.get_x() for box in frames]) == pytest.approx(np.full(13, frames[0].get_width()))


def test_pairs_that_cannot_be_told_apart_are_framed(study, drawn) -> None:
    figure = drawn("pairs")
    share = study.above.to_numpy()
    told_apart = int((np.maximum(share, share.T) >= 0.95).sum())
    assert 0 < told_apart < 14 * 13
    assert len(patches(figure, "apart")) == told_apart
    assert len(patches(figure, "open")) == 14 * 13 - told_apart
    assert len(patches(figure, "frame")) == len(patches(figure, "open"))


def test_a_share_just_below_the_limit_is_not_rounded_to_it(study) -> None:
    above = study.tally.pairs.above.copy()
    above[0, 1] = np.ceil(0.95 * study.n) - 1
    above[1, 0] = study.n - above[0, 1]
    near = replace(study, tally=replace(study.tally, pairs=replace(study.tally.pairs, above=above)))
    assert 94.5 < 100 * above[0, 1] / study.n < 95
    told = words_in(near.plot.pairs())
    assert "<95" in told
    assert ">5" in told


def test_an_area_without_ranks_is_neither_above_nor_below(prov) -> None:
    never = prov.base.scores["index"].isna().sum()
    assert never == 1
    figure = prov.plot.pairs()
    assert len(patches(figure, "absent")) == 2 * 5
    # 01 and 02 are equal in everything.
    assert words_in(figure).count("=") == 2
    line = next(line for line in str(prov.page()).splitlines() if line.startswith(" 06 "))
    assert line.split()[-1] == "–"
    assert "utan plats" in words_in(figure)
    assert prov.summary().startswith("Provindex · Provstad (påhittad)\n")
    assert "av 10 par" in prov.summary()
    assert "01 och 02" in prov.summary()


def test_sobol_bars_are_as_long_as_the_shares(study) -> None:
    figure = study.plot.sensitivity("08")
    table = study.sensitivity.query("output == '08'").sort_values("total", ascending=False, kind="stable")
    widths = np.array([bar.get_width() for bar in patches(figure, "sobol")])
    shares = np.nan_to_num(table[["total", "first"]].to_numpy().clip(min=0)).ravel()
    assert widths == pytest.approx(shares * widths.max() / shares.max(), abs=1e-9)
    with pytest.raises(ComputeError, match="mean_rank_shift"):
        study.plot.sensitivity("mean_rank_shiff")


def test_scenarios_are_each_named_level_alone(study) -> None:
    from omradesindex.subjects.robustness.charts.scenarios import one_choice_at_a_time

    found = one_choice_at_a_time(study)
    assert found.sets == ("malmo-2023", "sbn", "geometric", "min_max", "rank")
    alone = study.base.index.with_methods(normalise="rank").compute(study.base.statistics)
    assert found.scores["rank"].tolist() == alone.scores["index"].tolist()
    assert found.scores["malmo-2023"].tolist() == study.base.scores["index"].tolist()


def test_scenarios_need_a_named_level(many) -> None:
    with pytest.raises(ComputeError, match="let sets, normalise"):
        many.plot.scenarios()


def test_weights_by_name_are_scenarios_too() -> None:
    from omradesindex.subjects.robustness.charts.scenarios import one_choice_at_a_time

    index, figures = oi.load_index("malmo-oppna-data"), oi.malmo_statistics()
    table = pd.DataFrame({"ekonomin": [3.0, 1.0], "boendet": [1.0, 3.0]}, index=["ekonomi", "boende"])
    study = only(
        index, figures, weights=["first_component", table, {"utbildning": (1, 2)}], n=50, sobol=False
    )
    found = one_choice_at_a_time(study)
    assert found.sets == ("malmo-oppna-data", "first_component", "ekonomin", "boendet")
    heavier = index.reweight({"ekonomi": 3.0}).compute(figures)
    assert found.scores["ekonomin"].tolist() == pytest.approx(heavier.scores["index"].tolist())


def test_rank_sets_are_drawn_as_they_are(study, drawn) -> None:
    figure = drawn("rank_sets")
    sets = study.rank_sets()
    found = sets.to_frame().sort_values("rank")
    bars = patches(figure, "range")[-14:]
    span = (found["high"] - found["low"]).to_numpy(dtype=float)
    width = np.array([bar.get_width() for bar in bars]) - 0.12
    assert width == pytest.approx(span * width.max() / span.max(), abs=1e-9)
    told = " ".join(words_in(figure))
    assert ("de kända felen" in told) == (sets.known < 1)


def test_ranking_shows_the_ranges(study) -> None:
    figure = study.result.plot.ranking()
    assert_legible(figure)
    shown = [text.get_text() for text in texts(figure) if text.get_gid() == "rank-range"]
    order = study.base.ranks["index"].astype(int).argsort()
    assert shown == [study.result.rank_ranges.texts()[i] for i in order]
    assert study.kind() in " ".join(words_in(figure))
    assert "Intervall" not in words_in(study.base.plot.ranking())


def test_without_matplotlib_the_extra_is_named(study, monkeypatch) -> None:
    monkeypatch.setattr(drawing, "find_spec", lambda _: None)
    with pytest.raises(OmradesindexError, match=r"omradesindex\[plot\]"):
        study.plot.ranks()


# -- words --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_text_and_page_say_the_same_as_the_study(study, lang) -> None:
    told = study.page(lang).text(80)
    assert "Exempelstad (påhittad)" in told
    table = study.ranks
    for code, row in table.iterrows():
        line = next(
            row
            for row in map(str.strip, told.splitlines())
            if row.startswith(f"{code} ") and row.endswith("%")
        )
        low, high = int(row["low"]), int(row["high"])
        assert (f" {low}–{high} " if low != high else f" {low} ") in line
    page = study.page(lang).html()
    assert page.count('scope="row"') == 14
    assert study.kind(lang) in page
    html_words = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))
    for sentence in study.summary(lang).splitlines()[1:]:
        plain = sentence.replace(NBSP, " ")
        assert plain.replace("'", "&#x27;") in html_words
        assert plain in " ".join(told.split())


def test_summary_says_what_is_estimated() -> None:
    figures = oi.malmo_statistics()
    told = only(oi.load_index("malmo-oppna-data"), figures, drop=1, n="all").summary()
    assert "uppskattade" in told


def test_page_escapes_names(prov) -> None:
    page = prov._repr_html_()
    assert "Påhittet &amp; &lt;Co&gt;" in page
    assert "<Co>" not in page


def test_summary_names_the_first_and_their_shares(study) -> None:
    among = study.among_first(3)
    first = study.base.ranks["index"].astype(int).nsmallest(3).index
    for lang, every in (("sv", "i alla scenarier"), ("en", "in every scenario")):
        told = study.summary(lang)
        for area in first:
            assert f"{area} {study.base.names[area]}" in told
        assert (every in told) == bool((among[first] == 1).any())
        sign = f"{NBSP}%" if lang == "sv" else "%"
        for area in first:
            if among[area] not in (0.0, 1.0) and 0.01 < among[area] < 0.99:
                assert f"{100 * among[area]:.0f}{sign}" in told


def test_no_more_decimals_than_the_draws_can_tell() -> None:
    from omradesindex.subjects.robustness.labels import share_of_draws

    assert share_of_draws(0.5, 10**7, "en") == "50.0%"
    assert share_of_draws(0.5, 10**4, "en") == "50%"
    assert share_of_draws(1 - 1e-5, 10**5, "en") == "more than 99.9%"
    assert share_of_draws(0.998, 500, "sv").replace(NBSP, " ") == "mer än 99 %"
    assert share_of_draws(1.0, 500, "en") == "100%"


def test_interrupted_says_how_much_it_holds(study, many) -> None:
    cut = replace(study, interrupted=True, asked=2_000)
    for told in (cut.summary(), str(cut.page()), " ".join(words_in(cut.plot.ranks()))):
        words = " ".join(told.replace(NBSP, " ").split())
        assert str(LEAST) in words
        assert "2 000 begärda" in words
    assert "0.5 places" not in many.summary("en")  # ranges need no pairs
    assert "moves the most" in many.summary("en")


def test_an_index_that_cannot_be_computed_gives_no_order() -> None:
    study = only(oi.load_index("malmo-2023"), oi.malmo_statistics(), weights="±25 %", n=20)
    assert "ingen ordning att pröva" in study.summary()
    assert "störst utmaning" not in study.summary()
    assert "no order to try" in str(study.page("en"))


def test_nothing_is_drawn_or_saved_of_no_draws(study, tmp_path) -> None:
    none = replace(
        study, tally=type(study.tally).empty(study.problem, study.bins), interrupted=True, shares=None
    )
    assert f"0 av {LEAST}" in none.summary()
    assert str(none.page()).count("–") >= 14
    for ask in (none.plot.ranks, lambda: none.save(tmp_path / "ut")):
        with pytest.raises(ComputeError, match="interrupted"):
            ask()
    assert not (tmp_path / "ut").exists()


# -- files --------------------------------------------------------------------------------------------------


def test_files_hold_the_study(study, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("omradesindex.show.folder.can_draw", lambda: False)
    with pytest.warns(UserWarning, match=r"omradesindex\[plot\]"):
        paths = study.save(tmp_path / "ut")
    assert sorted(p.name for p in (tmp_path / "ut").iterdir()) == sorted(p.name for p in paths)
    read = {
        p.name: pd.read_csv(p, dtype={"area": str})
        for p in paths
        if re.fullmatch(r"[a-z_]+\.csv", p.name) and "excel" not in p.name
    }
    for name, table in read.items():
        assert set(table["statistics"]) == {"Exempelstad (påhittad)"}, name
        assert {"index", "seed", "n"} <= set(table.columns), name
    ranks = read["robusthet.csv"]
    assert ranks["low"].tolist() == study.ranks["low"].tolist()
    assert set(ranks["kind"]) == {study.kind("en")}
    shares = read["rangfordelning.csv"].filter(like="rank_")
    assert shares.to_numpy() == pytest.approx(study.acceptability.to_numpy())
    assert len(read["par.csv"]) == 91
    assert "confidence set" in read["rangmangder.csv"]["kind"].iloc[0]
    design = pd.read_csv(tmp_path / "ut" / "scenarier.csv", index_col="draw")
    design = design.drop(columns=["index", "statistics", "seed", "n"])
    assert len(design) == study.n
    again, first = study.evaluate(design), study.evaluate(study.design())
    assert again.to_numpy() == pytest.approx(first.to_numpy())
    excel = (tmp_path / "ut" / "robusthet_excel.csv").read_text(encoding="utf-8-sig")
    assert study.kind("sv") in excel.splitlines()[0]


def test_what_a_study_lacks_is_left_out(many, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("omradesindex.show.folder.can_draw", lambda: False)
    with pytest.warns(UserWarning, match="charts"):
        names = {path.name for path in many.save(tmp_path / "ut")}
    assert {"robusthet.txt", "rangfordelning.csv"} <= names
    assert names.isdisjoint({"par.csv", "avstand.csv", "orsaker.csv"})


def test_figures_are_saved(prov, tmp_path, monkeypatch) -> None:
    for kind in ("_png", "_svg"):
        monkeypatch.setattr(f"omradesindex.show.files.{kind}", lambda path, *_: path.touch())
    names = {path.name for path in prov.save(tmp_path / "ut", lang="en")}
    assert {"rangintervall.png", "rangfordelning.svg", "par.png", "orsaker.png"} <= names
    # No error is known, and no choice has a named level.
    assert names.isdisjoint({"rangmangder.png", "rangmangder.csv", "ett_val_i_taget.png"})
