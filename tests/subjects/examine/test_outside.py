"""What outside measures must be."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi


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
    assert "mått saknas för 04" in str(examination.page())


def test_statistics_give_each_variable_s_latest_figures_for_everybody() -> None:
    malmo = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    outside = oi.data.malmo_outside()
    examination = oi.examine(malmo, links=outside)
    assert examination.outside is not None
    assert tuple(examination.outside.columns) == outside.variables
    figures = outside.block("karta_skola", "2024").value[:-1]
    assert examination.outside["karta_skola"].tolist() == figures.tolist()
    for lang, label in (("sv", "Karta 2024: skola: Index"), ("en", "Map 2024: school: Index")):
        page = str(examination.page(lang))
        assert label in page
    text = " ".join(str(examination.page()).split())
    assert "Lägre är större utmaning, så minus är väntat: Karta 2024: skola" in text
    assert "likhet inget bevisar: Karta 2024: skola, Karta 2024: arbete" in text
    # Crime, overcrowding, ill health and the police's areas are in no indicator of that index.
    assert "Polisen" not in text.split("inget bevisar:")[1].split("Bredvid varandra")[0]


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
