"""Back to the data: what the coefficients are, what is flagged, what outside measures must be."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from omradesindex.methods.multivariate import correlation, cronbach_alpha, principal_components
from omradesindex.wording import NBSP
from tests.cities import codes, counts, statistics

NAN = float("nan")

_INDEX = {
    "id": "prov",
    "label": {"sv": "Provindex", "en": "Trial index"},
    "methods": {"centre": "areas", "coverage": 0.3},
    "dimensions": [
        {
            "id": "ekonomi",
            "label": {"sv": "Ekonomi", "en": "Economy"},
            "indicators": ["arbetsloshet", "lag_ekonomisk_standard", "ekonomiskt_bistand"],
        },
        {
            "id": "boende",
            "label": {"sv": "Boende", "en": "Housing"},
            "indicators": ["trangboddhet", "bostads_eller_aganderatt"],
        },
    ],
}

# Orthogonal patterns over eight areas, so that every correlation is known by hand.
_A = np.array([1, 1, 1, 1, -1, -1, -1, -1.0])
_B = np.array([1, 1, -1, -1, 1, 1, -1, -1.0])
_C = np.array([1, -1, 1, -1, 1, -1, 1, -1.0])


def city(columns: dict[str, np.ndarray], *, partial: bool = False, index: object = None) -> oi.types.Result:
    """A result of a made-up city whose shares are 40 % and ten times the pattern."""
    areas = codes(len(next(iter(columns.values()))))
    rows = [
        (area, name, "2024", value, "share", "made_up", "observed" if value == value else "missing")
        for name, column in columns.items()
        for area, value in zip(areas, 40 + 10 * column, strict=True)
    ]
    names = ["area", "variable", "period", "value", "kind", "quality", "status"]
    made = oi.types.Index.from_definition(parse_definition(index or _INDEX))
    return made.compute(statistics(pd.DataFrame(rows, columns=names)), partial=partial)


@pytest.fixture(scope="module")
def plain() -> oi.types.Result:
    """Two indicators say the same, one pulls apart; in the other dimension one is turned."""
    return city(
        {
            "arbetsloshet": _A,
            "lag_ekonomisk_standard": _A + 0.1 * _B,
            "ekonomiskt_bistand": -0.5 * _A + _C,
            "trangboddhet": _B,
            "bostads_eller_aganderatt": -_B + _C,  # higher is better: turned, it goes with _B
        }
    )


@pytest.fixture(scope="module")
def example() -> oi.types.Result:
    return oi.load_index("malmo-2023").compute(oi.example_statistics())


# -- correlations -------------------------------------------------------------------------------------------


def test_correlations_are_turned_and_in_the_index_order(plain: oi.types.Result) -> None:
    r = oi.examine(plain).correlations
    assert list(r.index) == list(r.columns) == [i.id for i in plain.index.indicators]
    assert r.loc["arbetsloshet", "lag_ekonomisk_standard"] == pytest.approx(1 / np.sqrt(1.01))
    assert r.loc["arbetsloshet", "ekonomiskt_bistand"] == pytest.approx(-0.5 / np.sqrt(1.25))
    assert r.loc["trangboddhet", "bostads_eller_aganderatt"] == pytest.approx(1 / np.sqrt(2))
    np.testing.assert_allclose(np.diag(r), 1.0)


def test_with_scores_by_hand(plain: oi.types.Result) -> None:
    found = oi.examine(plain).with_scores
    assert list(found.columns) == ["index", "ekonomi", "boende"]
    one, two = _B, (_B - _C) / np.sqrt(2)
    assert found.loc["trangboddhet", "boende"] == pytest.approx(np.corrcoef(one, one + two)[0, 1])


def test_each_pair_says_how_many_areas_it_rests_on() -> None:
    holed = _A + 0.1 * _B
    holed[[2, 5]] = NAN
    examination = oi.examine(
        city({"arbetsloshet": _A + 0.2 * _C, "lag_ekonomisk_standard": holed, "trangboddhet": _B})
    )
    assert examination.counts.loc["arbetsloshet", "lag_ekonomisk_standard"] == 6
    assert examination.counts.loc["arbetsloshet", "trangboddhet"] == 8
    assert examination.counts.loc["arbetsloshet", "ekonomiskt_bistand"] == 0
    assert np.isnan(examination.correlations.loc["arbetsloshet", "ekonomiskt_bistand"])
    rows = [0, 1, 3, 4, 6, 7]
    expected = np.corrcoef((_A + 0.2 * _C)[rows], holed[rows])[0, 1]
    r, low, high, n = examination.pair("arbetsloshet", "lag_ekonomisk_standard")
    assert (r, n) == (pytest.approx(expected), 6)
    assert low < r < high


def test_the_order_of_areas_does_not_matter(plain: oi.types.Result) -> None:
    order = [3, 0, 7, 1, 6, 2, 5, 4]
    turned = city(
        {
            "arbetsloshet": _A[order],
            "lag_ekonomisk_standard": (_A + 0.1 * _B)[order],
            "ekonomiskt_bistand": (-0.5 * _A + _C)[order],
            "trangboddhet": _B[order],
            "bostads_eller_aganderatt": (-_B + _C)[order],
        }
    )
    one, two = oi.examine(plain).to_frame(), oi.examine(turned).to_frame()
    # Equal eigenvalues have no directions of their own, so loadings may differ; nothing else may.
    one, two = (frame[frame["kind"] != "loading"].reset_index(drop=True) for frame in (one, two))
    pd.testing.assert_frame_equal(one, two, rtol=1e-9, atol=1e-9)


# -- flags --------------------------------------------------------------------------------------------------


def flagged(examination: oi.types.Examination) -> set[tuple[str, str, str, str]]:
    return set(examination.flags[["flag", "whole", "a", "b"]].itertuples(index=False, name=None))


def test_flags_by_hand(plain: oi.types.Result) -> None:
    examination = oi.examine(plain)
    assert flagged(examination) == {
        ("collinear", "ekonomi", "arbetsloshet", "lag_ekonomisk_standard"),
        ("opposed", "ekonomi", "arbetsloshet", "ekonomiskt_bistand"),
        ("opposed", "ekonomi", "lag_ekonomisk_standard", "ekonomiskt_bistand"),
        ("weak", "ekonomi", "ekonomiskt_bistand", "ekonomi"),
        ("against", "index", "ekonomiskt_bistand", "index"),
    }
    row = examination.flags.set_index("flag").loc["against"]
    assert row["correlation"] == pytest.approx(examination.with_scores.loc["ekonomiskt_bistand", "index"])
    assert row["correlation"] < 0
    assert row["low"] < row["correlation"] < row["high"]
    assert row["n"] == 8
    assert "går emot indexet" in row["text"]


def test_an_indicator_that_follows_another_dimension() -> None:
    examination = oi.examine(
        city(
            {
                "arbetsloshet": _A,
                "lag_ekonomisk_standard": _A,
                "ekonomiskt_bistand": _B + 0.1 * _A,
                "trangboddhet": _B,
                "bostads_eller_aganderatt": -_B + 0.1 * _C,
            }
        )
    )
    row = examination.flags[examination.flags["flag"] == "elsewhere"].iloc[0]
    assert (row["whole"], row["a"], row["b"]) == ("ekonomi", "ekonomiskt_bistand", "boende")
    own = examination.with_scores.loc["ekonomiskt_bistand", "ekonomi"]
    assert row["text"].endswith(f"mot {own:.2f}.".replace(".", ",", 1))


def test_thresholds_are_the_readers(plain: oi.types.Result) -> None:
    assert "collinear" not in set(oi.examine(plain, strong=1.0).flags["flag"])
    assert len(oi.examine(plain, strong=0.5).flags) > len(oi.examine(plain).flags)
    strict = oi.examine(plain, weak=0.0).flags
    assert "weak" not in set(strict["flag"])


def test_an_index_of_one_indicator_is_not_flagged_for_being_itself() -> None:
    index = {
        **_INDEX,
        "dimensions": [{"id": "e", "label": {"sv": "E", "en": "E"}, "indicators": ["arbetsloshet"]}],
    }
    examination = oi.examine(city({"arbetsloshet": _A}, index=index))
    assert examination.flags.empty
    assert examination.components.empty
    assert examination.reliability["alpha"].isna().all()
    assert "Inga flaggor." in repr(examination)
    assert len(examination.to_frame())


# -- reliability, components, weights -----------------------------------------------------------------------


def test_reliability_is_alpha_of_the_normalised_values(example: oi.types.Result) -> None:
    table = oi.examine(example).reliability.set_index(["whole", "of"])
    assert table.loc[("ekonomi", "indicators"), "alpha"] == pytest.approx(
        float(cronbach_alpha(example.normalised[:-1, 6:9]))
    )
    scores = example.scores[["delaktighet", "utbildning", "ekonomi", "boende"]]
    assert table.loc[("index", "dimensions"), "alpha"] == pytest.approx(float(cronbach_alpha(scores)))
    assert table.loc[("index", "indicators"), "members"] == 12
    assert (table["low"] < table["alpha"]).all()
    assert (table["alpha"] < table["high"]).all()


def test_components_of_each_dimension_and_of_all(example: oi.types.Result) -> None:
    examination = oi.examine(example)
    every = examination.components[examination.components["whole"] == "index"]
    assert every["explained"].to_numpy() == pytest.approx(
        principal_components(example.normalised[:-1]).explained
    )
    assert examination.components.groupby("whole")["cumulative"].max().to_numpy() == pytest.approx(np.ones(5))
    first = examination.loadings.query("whole == 'index' and component == 1").set_index("indicator")
    assert (first["loading"] ** 2).sum() == pytest.approx(every["eigenvalue"].iloc[0])


def test_weights_beside_main_effects(example: oi.types.Result) -> None:
    table = oi.examine(example).effective_weights
    indicators = table[table["level"] == "indicator"].set_index("measure")
    for level in ("indicator", "dimension"):
        of_level = table[table["level"] == level]
        assert of_level[["nominal", "used", "share"]].sum().to_numpy() == pytest.approx([1, 1, 1])
    assert indicators["nominal"].to_numpy() == pytest.approx(np.full(12, 1 / 12))
    r = correlation(example.normalised[:-1], example.level_scores["index"][:, None])[0][:, 0]
    assert indicators["main_effect"].to_numpy() == pytest.approx(r**2)
    assert indicators["ratio"].to_numpy() == pytest.approx(r**2 / (r**2).sum() * 12)


def test_a_missing_indicators_weight_is_seen_to_go_to_the_others() -> None:
    result = city({"arbetsloshet": _A, "lag_ekonomisk_standard": _A + 0.2 * _C, "trangboddhet": _B})
    table = oi.examine(result).effective_weights.set_index("measure")
    assert table.loc["arbetsloshet", ["nominal", "used"]].to_list() == pytest.approx([1 / 6, 1 / 4])
    assert table.loc["ekonomiskt_bistand", "used"] == 0
    assert np.isnan(table.loc["ekonomiskt_bistand", "main_effect"])
    assert np.isnan(table.loc["ekonomiskt_bistand", "ratio"])
    assert table.loc["trangboddhet", ["nominal", "used"]].to_list() == pytest.approx([1 / 4, 1 / 2])


def test_an_index_that_is_not_computed_is_examined_without_it() -> None:
    result = oi.load_index("malmo-2023").compute(oi.malmo_statistics())
    examination = oi.examine(result)
    assert examination.effective_weights[["used", "main_effect", "share"]].isna().all(axis=None)
    assert "Indexet är inte beräknat" in repr(examination)
    assert not np.isnan(examination.pair("valdeltagande", "sysselsattning")[0])


# -- outside measures ---------------------------------------------------------------------------------------


def test_links_in_the_direction_given(plain: oi.types.Result) -> None:
    score = plain.scores["index"]
    outside = pd.DataFrame({"samma": score, "omvänt": -2 * score + 5})
    table = oi.examine(plain, links=outside).links.set_index(["link", "measure", "method"])
    for method in ("pearson", "spearman"):
        assert table.loc[("samma", "index", method), "correlation"] == pytest.approx(1)
        assert table.loc[("omvänt", "index", method), "correlation"] == pytest.approx(-1)
    assert set(table["n"]) == {8}
    assert set(table["missing"]) == {()}
    assert len(table) == 2 * 3 * 3


def test_rows_may_come_in_any_order_and_with_the_city(example: oi.types.Result) -> None:
    score = example.scores["index"]
    outside = pd.concat([score[::-1], pd.Series([100.0], index=[example.statistics.whole])]).rename("x")
    assert oi.examine(example, links=outside).links["correlation"].iloc[0] == pytest.approx(1)


def test_areas_without_the_measure_are_named(plain: oi.types.Result) -> None:
    outside = pd.Series([3.0, 1, 4, 1, 5], index=["01", "02", "03", "05", "07"], name="mått")
    examination = oi.examine(plain, links=outside)
    row = examination.links.iloc[0]
    assert row["missing"] == ("04", "06", "08")
    assert row["n"] == 5
    assert "mått saknas för 04" in repr(examination)
    assert "mått saknas för 04" in examination._repr_html_()


@pytest.mark.parametrize(
    ("links", "message"),
    [
        ([1, 2], "Expected: Series or DataFrame"),
        (pd.Series([1.0, 2, 3, 4], index=[1, 2, 3, 4]), "the area code 1 is no text"),
        (pd.Series([1.0, 2, 3, 4], index=["01", "02", "03", "99"]), "the area '99' is unknown"),
        (pd.Series([1.0, 2, 3, 4], index=["01", "02", "03", "03"]), "the area '03' stands there twice"),
        (pd.Series([1.0, 2, 3], index=["01", "02", "03"]), "too few"),
        (pd.Series([1.0, 1, 1, 1], index=["01", "02", "03", "04"]), "the same value"),
        (pd.Series([1, 2, 3, "typ 4"], index=["01", "02", "03", "04"]), "'typ 4' of area '04' is no number"),
        (pd.Series([1.0, 2, 3, np.inf], index=["01", "02", "03", "04"]), "infinite"),
        (
            pd.DataFrame(np.eye(4), index=["01", "02", "03", "04"], columns=[*"abca"]),
            "'a' stands there twice",
        ),
    ],
)
def test_an_outside_measure_that_does_not_fit_is_refused(
    plain: oi.types.Result, links: object, message: str
) -> None:
    with pytest.raises(oi.errors.ComputeError, match=message):
        oi.examine(plain, links=links)  # type: ignore[arg-type]


def test_the_index_meets_scbs_area_types() -> None:
    """Share of people in RegSO of SCB's type 1 or 2, from the embedded counts."""
    malmo = oi.malmo_statistics()
    people = {
        name: malmo.block(name, "2022").value[:-1] for name in malmo.variables if malmo.has(name, "2022")
    }
    challenged = (people["personer_omradestyp_1"] + people["personer_omradestyp_2"]) / people["folkmangd"]
    result = oi.load_index("malmo-oppna-data").compute(malmo)
    links = oi.examine(result, links=pd.Series(challenged, index=malmo.areas, name="typ 1–2")).links
    row = links[(links["measure"] == "index") & (links["method"] == "spearman")].iloc[0]
    assert row["n"] == 14
    assert row["correlation"] == pytest.approx(
        pd.Series(challenged).rank().corr(pd.Series(result.scores["index"].to_numpy()).rank())
    )
    assert row["low"] > 0


# -- together -----------------------------------------------------------------------------------------------


def test_one_tidy_table(example: oi.types.Result) -> None:
    examination = oi.examine(example, links=example.scores["ekonomi"])
    frame = examination.to_frame()
    measures = 12 + 5
    assert (frame["kind"] == "correlation").sum() == measures * (measures - 1) / 2
    assert (frame["kind"] == "link").sum() == 5 * 3
    assert (frame["kind"] == "weight").sum() == 16 * 4
    assert not frame[["value", "n"]].isna().any(axis=None)
    assert set(frame["statistics"]) == {example.statistics.name}
    assert not frame.duplicated(["kind", "whole", "a", "b", "method"]).any()


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_is_shown_says_whose_it_is_and_how_uncertain(example: oi.types.Result, lang: str) -> None:
    examination = oi.examine(example, lang=lang)  # type: ignore[arg-type]
    for shown in (repr(examination), examination._repr_html_()):
        assert "Exempelstad (påhittad)" in shown
        assert {"sv": "0,50 är förenligt", "en": "0.50 agrees"}[lang] in " ".join(shown.split())
        for text in examination.flags["text"]:
            assert text.replace(NBSP, " ").split(":")[0] in " ".join(shown.replace(NBSP, " ").split())
    assert max(map(len, repr(examination).splitlines())) <= 100


def test_the_heat_map_holds_every_correlation(example: oi.types.Result) -> None:
    pytest.importorskip("matplotlib")
    examination = oi.examine(example)
    figure = examination.plot.correlations()
    texts = [text.get_text() for text in figure.texts]
    values = [text for text in texts if "," in text and text.replace(",", "").strip("−").isdigit()]
    assert (
        len([t for t in values if t not in {"0,3", "0,6", "0,9", "−0,3", "−0,6", "−0,9"}]) == 12 * 11 + 12 * 5
    )
    assert any("Exempelstad (påhittad)" in text for text in texts)
    assert any("varje korrelation osäker" in text for text in texts)
    assert any("agrees with" in text.get_text() for text in examination.plot.correlations(lang="en").texts)


def test_what_cannot_be_examined_is_refused(plain: oi.types.Result) -> None:
    with pytest.raises(oi.errors.ComputeError, match="'sv' or 'en'"):
        oi.examine(plain, lang="se")  # type: ignore[arg-type]
    for strong, weak in ((0.3, 0.9), (1.5, 0.3), (0.9, -0.1)):
        with pytest.raises(oi.errors.ComputeError, match="thresholds"):
            oi.examine(plain, strong=strong, weak=weak)
    with pytest.raises(oi.errors.ComputeError, match="did you mean 'boende'"):
        oi.examine(plain).pair("index", "boend")
    few = oi.load_index("malmo-2023").with_methods(centre="areas")
    small = few.compute(statistics(counts(few, codes(3))))
    with pytest.raises(oi.errors.ComputeError, match="3 areas are too few"):
        oi.examine(small)
