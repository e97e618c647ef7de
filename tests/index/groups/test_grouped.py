"""The numbers of a breakdown: wide tables, tidy ones, and groups by any spelling."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError
from tests.cities import SHARE
from tests.index.groups.made_up import both, example

VARIABLES = ("n", "d")
SEXES = (("total", 100), ("women", 60), ("men", 40))


def test_a_group_is_known_however_it_is_written() -> None:
    assert example().known("women") == example().known(["women"]) == ("women",)
    assert both().known(("women", "with")) in both().groups
    assert both().label(("women", "with"), "en") == "women with disability"
    with pytest.raises(ComputeError, match=r"no group 'woman'.*did you mean 'women'"):
        example().known("woman")
    with pytest.raises(ComputeError, match="there is no group"):
        both().known("women")


def test_scores_and_ranks_stand_side_by_side() -> None:
    scores = example().scores_of("ekonomi")
    assert list(scores.columns) == ["women", "men", "total"]
    np.testing.assert_array_equal(scores["men"], example()["men"].scores["ekonomi"])
    assert both().ranks.columns.names == ["sex", "disability"]
    with pytest.raises(ComputeError, match="did you mean 'ekonomi'"):
        example().ranks_of("ekonmi")


def test_the_tidy_table_has_every_group_once_and_nothing_outside_the_common_set() -> None:
    frame = both().to_frame()
    assert set(zip(frame["sex"], frame["disability"], strict=True)) == {*both().groups, ("total", "total")}
    assert not frame.duplicated(["sex", "disability", "area", "measure"]).any()
    assert not set(frame["measure"]) & set(both().reasons)
    assert set(frame["statistics"]) == {"Exempelstad (påhittad)"}


def test_what_every_reader_must_be_told_is_the_statistics_too() -> None:
    assert any("påhittad" in note for note in example().notes)
    assert example().city == "X00"
    assert example().areas == example().full.areas
    assert not example().partial


def test_a_city_of_one_s_own_without_rows_for_the_whole_has_its_division_s_code(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("kod,namn\nN,Norr\nS,Söder\n", encoding="utf-8")
    division = oi.read_division(tmp_path / "a.csv", code="kod", name="namn", label="Staden")
    rows = [(a, v, sex, f * k) for a, f in (("N", 3), ("S", 4)) for sex, k in SEXES for v in VARIABLES]
    table = pd.DataFrame(rows, columns=["area", "variable", "sex", "value"]).assign(
        period="2024", kind="count"
    )
    table.loc[table["variable"] == "d", "value"] = table["value"] * 2 + 200
    broken = SHARE.compute(oi.Statistics.from_frame(table, division=division), by=["sex"])
    assert broken.city == broken.full.whole == "total"
    assert set(broken.gaps["area"]) == {"N", "S", "total"}
