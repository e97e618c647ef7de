"""How many live in the areas: whose variable is found, of which year, and who lacks a figure."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from tests.index.test_published import INDICES

AREAS = ["a", "b", "c", "d"]
PLAIN = INDICES["nzdep"]


def statistics(*years: str, lacking: str = "") -> oi.Statistics:
    rng = np.random.default_rng(3)
    rows = []
    for place, year in enumerate(years, start=1):
        for area, level in zip(AREAS, (1, 4, 6, 9), strict=True):
            rows += [(area, i.id, year, level + rng.normal() + place, "index") for i in PLAIN.indicators]
            rows.append((area, "folkmangd", year, np.nan if area == lacking else place * level, "count"))
    table = pd.DataFrame(rows, columns=["area", "variable", "period", "value", "kind"])
    return oi.Statistics.from_frame(table, name="prov")


@pytest.mark.parametrize("step", ["normalise", "weight", "rescale"])
def test_a_variable_or_an_area_that_is_not_there_is_named(step: str) -> None:
    method = "first_component" if step == "weight" else "z_score"
    own = {"normalise": "z_score", "weight": "given", "rescale": "none"}
    own[step] = {"method": method, "people": "folkmngd"}
    wrong = PLAIN.with_methods(**own)
    with pytest.raises(oi.errors.ComputeError, match="did you mean 'folkmangd'") as caught:
        wrong.compute(statistics("2024"))
    assert "menade du 'folkmangd'" in caught.value.in_("sv")
    own[step] = {"method": method, "people": "folkmangd"}
    with pytest.raises(oi.errors.ComputeError, match=r"how many live in 'c' \('folkmangd', 2024\)"):
        PLAIN.with_methods(**own).compute(statistics("2024", lacking="c"))


def test_a_stick_of_several_years_counts_each_year_s_people() -> None:
    figures = statistics("2023", "2024")
    stick = PLAIN.stick(figures)
    values = np.concatenate(
        [PLAIN.compute(figures, period=p).indicators.loc[AREAS] for p in ("2023", "2024")]
    )
    people = np.array([1, 4, 6, 9, 2, 8, 12, 18])
    mean = np.average(values, weights=people, axis=0)
    np.testing.assert_allclose(stick.fitted.parameters["centre"], mean)
    scores = np.concatenate(
        [PLAIN.compute(figures, period=p, reference=stick).scores["index"] for p in ("2023", "2024")]
    )
    assert np.average(scores, weights=people) == pytest.approx(1000)


def test_a_study_counts_people_in_any_order_of_areas() -> None:
    figures = statistics("2024")
    study = oi.robustness(PLAIN, figures, n=32, sobol=False, weights="own", normalise="own")
    again = oi.robustness(
        PLAIN,
        oi.Statistics.from_frame(figures.to_frame().iloc[::-1], name="prov"),
        n=32,
        sobol=False,
        weights="own",
        normalise="own",
    )
    pd.testing.assert_frame_equal(study.to_frame().sort_index(), again.to_frame().sort_index())
