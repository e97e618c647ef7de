"""Reliability, components, weights and links."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.methods.multivariate import correlation, cronbach_alpha, principal_components
from tests.subjects.examine.provstad import A, B, C, city


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


def test_reliability_of_each_indicator(example: oi.types.Result) -> None:
    table = oi.examine(example).indicator_reliability.set_index("indicator")
    assert table["reliability"].to_dict() == pytest.approx(
        example.quality["reliability"].to_dict(), nan_ok=True
    )
    assert np.isnan(table.loc["nettoinkomst", "reliability"])
    assert table.loc["nettoinkomst", "n"] == 0
    known = table.drop(index="nettoinkomst")
    assert known["reliability"].to_numpy() == pytest.approx(1 - (known["noise"] / known["spread"]) ** 2)
    errors = example.uncertainty().standard_error[:-1, 3]
    assert table.loc["gymnasiebehorighet", "noise"] == pytest.approx(np.sqrt((errors**2).mean()))


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
    result = city({"arbetsloshet": A, "lag_ekonomisk_standard": A + 0.2 * C, "trangboddhet": B})
    table = oi.examine(result).effective_weights.set_index("measure")
    assert table.loc["arbetsloshet", ["nominal", "used"]].to_list() == pytest.approx([1 / 6, 1 / 4])
    assert table.loc["ekonomiskt_bistand", "used"] == 0
    assert np.isnan(table.loc["ekonomiskt_bistand", "main_effect"])
    assert np.isnan(table.loc["ekonomiskt_bistand", "ratio"])
    assert table.loc["trangboddhet", ["nominal", "used"]].to_list() == pytest.approx([1 / 4, 1 / 2])


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
