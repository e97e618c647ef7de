"""The indicators that all groups have, and why others are left out."""

from __future__ import annotations

import numpy as np
import pytest

from tests.index.groups.made_up import broken_down, city, example, malmo

pytestmark = pytest.mark.filterwarnings("error::UserWarning")


def test_what_cannot_be_broken_down_is_named_and_left_out() -> None:
    assert example().left_out == {"bostads_eller_aganderatt": "kan inte delas upp efter kön"}
    assert set(example().common) | set(example().left_out) == {m.id for m in example().index.members}
    for result in (*example().results.values(), example().total):
        assert result.indicators["bostads_eller_aganderatt"].isna().all()


def test_the_total_is_recomputed_on_the_common_set() -> None:
    assert not np.allclose(example().total.scores["index"], example().full.scores["index"])
    same = ["delaktighet", "utbildning", "ekonomi"]
    np.testing.assert_allclose(example().total.scores[same], example().full.scores[same])
    assert list(example().scores.columns) == ["women", "men", "total"]
    np.testing.assert_allclose(example().scores["total"], example().total.scores["index"])


def test_a_figure_missing_for_one_group_in_one_area_leaves_the_common_set() -> None:
    table = city()
    gone = (table["variable"] == "trangbodda") & (table["sex"] == "men") & (table["area"] == "03")
    table.loc[gone, "value"] = np.nan
    found = broken_down(table)
    assert found.left_out == {"trangboddhet": "4 av 5 områden har uppgifter för alla grupper"}
    gaps = found.gaps[found.gaps["measure"] == "trangboddhet"].set_index("area")
    assert not gaps["common"].any()
    assert gaps["gap"].isna()["03"]
    assert gaps.loc[["01", "02"], "gap"].notna().all()


def test_malmo_by_sex_is_what_there_is() -> None:
    common = ("sysselsattning", "lag_lon", "lag_ekonomisk_standard", "ekonomiskt_bistand")
    assert malmo().common == common
    assert malmo().left_out["gymnasiebehorighet"] == "4 av 14 områden har uppgifter för alla grupper"
    assert malmo().left_out["bostads_eller_aganderatt"] == "kan inte delas upp efter kön"
    rows = malmo().gaps[(malmo().gaps["measure"] == "ekonomiskt_bistand") & (malmo().gaps["area"] == "1280")]
    np.testing.assert_allclose(rows[["first", "second"]], [[5.1, 4.6]], atol=0.05)
    eligible = malmo().gaps[malmo().gaps["measure"] == "gymnasiebehorighet"]
    assert eligible["gap"].notna().sum() == 4
    assert malmo().scores_of("delaktighet").notna().all(axis=None)
    assert malmo().scores.isna().all(axis=None)
