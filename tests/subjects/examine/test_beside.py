"""The index and what stands beside it: places, orders, lists, and how far each pair agrees."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.subjects.examine.beside import sides


def held(plain: oi.types.Result) -> oi.types.Examination:
    """A number that is the index itself, its opposite with a gap, and two lists."""
    score = plain.level_scores["index"]
    first = np.argsort(-score)
    listed = np.zeros(8)
    listed[first[:3]] = 100
    other = np.zeros(8)
    other[first[2:5]] = 1
    links = pd.DataFrame(
        {
            "lika": score,
            "tvartom": np.where(np.arange(8) == 7, np.nan, -score),
            "lista": listed,
            "annan": other,
        },
        index=list(plain.areas),
    )
    return oi.examine(plain, links=links)


def test_each_area_has_its_value_and_place_in_each(plain: oi.types.Result) -> None:
    frame = held(plain).beside
    assert frame["index_rank"].tolist() == plain.ranks["index"].tolist()
    assert frame["lika_rank"].tolist() == frame["index_rank"].tolist()
    assert np.isnan(frame["tvartom_rank"].iloc[7])
    assert "lista_rank" not in frame
    assert [side.listed for side in sides(held(plain))] == [False, False, False, True, True]


def test_orders_agree_as_spearman_has_it_and_lists_as_cohen_has_it(plain: oi.types.Result) -> None:
    pairs = held(plain).agreement.set_index(["a", "b"])
    same, opposite = pairs.loc[("index", "lika")], pairs.loc[("index", "tvartom")]
    assert (same["value"], same["n"]) == (pytest.approx(1), 8)
    assert (opposite["value"], opposite["n"]) == (pytest.approx(-1), 7)
    assert opposite["low"] <= opposite["value"] <= opposite["high"]
    listed = pairs.loc[("index", "lista")]
    assert (listed["method"], listed["value"]) == ("kappa", 1)
    assert (listed["both"], listed["first"], listed["second"]) == (3, 3, 3)
    assert listed["by_chance"] == pytest.approx(1 / 56)  # one of the ways to choose 3 of 8
    two = pairs.loc[("lista", "annan")]
    assert (two["both"], two["first"], two["second"]) == (1, 3, 3)
    assert two["value"] == pytest.approx((0.5 - 34 / 64) / (1 - 34 / 64))


def test_the_library_s_own_measures_are_turned() -> None:
    malmo = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    examination = oi.examine(malmo, links=oi.data.malmo_outside())
    pairs = examination.agreement.set_index(["a", "b"])
    assert pairs.loc[("index", "karta_samlat"), "value"] > 0.9  # a low percentile is a great challenge
    assert pairs.loc[("karta_samlat", "omradestyp_1_2"), "value"] > 0.8
    assert len(pairs) == 14 * 13 / 2
    assert examination.beside.loc["10", "karta_samlat_rank"] == 1
    frame = examination.to_frame()
    assert (frame["kind"] == "agreement").sum() == len(pairs)


def test_a_list_of_codes_and_a_file_s_areas_are_held_against_the_index(example: oi.types.Result) -> None:
    own = oi.example_division().inside(["07", "08", "10"], label="Bolaget")
    row = oi.examine(example, links=own).agreement.iloc[0]
    top = set(example.ranks["index"].nsmallest(3).index)
    assert row["both"] == len(top & {"07", "08", "10"})


def test_a_share_that_several_have_is_no_list(plain: oi.types.Result) -> None:
    links = pd.DataFrame({"ja": [0, 1] * 4, "del": [0, 37.5] * 4}, index=list(plain.areas))
    assert [side.listed for side in sides(oi.examine(plain, links=links))] == [False, True, False]


def test_without_outside_measures_there_is_nothing_beside(plain: oi.types.Result) -> None:
    assert oi.examine(plain).agreement.empty
    assert oi.examine(plain).beside.columns.tolist() == ["name", "index", "index_rank"]


def test_other_areas_are_named(plain: oi.types.Result) -> None:
    other = pd.Series([1.0, 2, 3, 4], index=["01", "02", "03", "99"], name="x")
    with pytest.raises(
        oi.errors.ComputeError, match=r"'99' is unknown.*; '04', '05'.* has no figure.*inside"
    ):
        oi.examine(plain, links=other)
