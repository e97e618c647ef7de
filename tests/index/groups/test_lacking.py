"""Nothing that a group lacks is without its reason: every set, by sex, disability and age."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.index.groups.lacking import used_of
from omradesindex.index.groups.reasons import KINDS
from tests.cities import statistics
from tests.index.groups.made_up import by_age, city, index, malmo

AGES = ("0-5", "6-12", "13-17", "18-24", "25-64", "65-")


@pytest.mark.parametrize("by", ["sex", "disability", "age"])
@pytest.mark.parametrize("name", oi.list_indices())
def test_every_gap_of_every_set_has_its_reason(name: str, by: str) -> None:
    definition = oi.load_index(name)
    try:
        broken = definition.compute(oi.example_statistics(), by=[by])
    except oi.errors.ComputeError as error:
        # Nothing of it tells these people apart, or only one group has anything to do with it.
        said = str(error)
        assert re.search("can be broken down by|only '13-17' has figures of what has a meaning", said), said
        return
    told = broken.lacking
    assert set(told["kind"]) <= set(KINDS)
    assert (told[["reason", "reason_en"]] != "").all(axis=None)
    for group in broken.groups:
        result = broken[group]
        missing = {
            ("index" if c == "index" else "dimension", c)
            for c in result.scores
            if result.scores[c].isna().any()
        }
        missing |= {
            ("indicator", c) for c in result.indicators if result.indicators[c].iloc[:-1].isna().any()
        }
        own = told[told[by] == group[0]]
        assert missing == set(zip(own["level"], own["measure"], strict=True))
    # By sex and by disability every set has an index wherever half of it can be broken down.
    if by != "age":
        assert broken.scores.notna().all(axis=None)


def test_target_groups_are_measured_by_what_has_a_meaning_for_them() -> None:
    said = by_age().lacking.query("level == 'indicator'").set_index(["age", "measure"])["kind"]
    assert said["0-5", "arbetsloshet"] == "not_applicable"
    assert said["65-", "gymnasiebehorighet"] == "not_applicable"
    assert said["25-64", "bostads_eller_aganderatt"] == "cannot_be_split"
    assert ("25-64", "arbetsloshet") not in said.index
    assert [g for (g,) in by_age().groups] == list(AGES)
    scores = by_age().scores
    assert scores[["18-24", "25-64", "65-"]].notna().all(axis=None)
    assert scores[["0-5", "6-12", "13-17"]].isna().all(axis=None)
    why = by_age().lacking.query("level == 'index' and age == '0-5'")
    assert why["kind"].item() == "too_few"
    assert why["reason"].item().endswith("av vikten; minst hälften krävs")


def test_groups_on_different_indicators_have_no_gap_in_points() -> None:
    assert used_of(by_age(), ("18-24",), "index") != used_of(by_age(), ("25-64",), "index")
    gaps = by_age().gaps.query("level == 'index' and pair == '18-24 − 25-64'")
    assert gaps["points"].isna().all()
    assert set(gaps["reason"]) == {"the groups' scores rest on different indicators"}
    same = by_age().gaps.query("measure == 'boende' and pair == '18-24 − 25-64'")
    assert same["points"].notna().all()


def test_why_some_areas_lack_is_told_apart() -> None:
    hidden = city()
    gone = (hidden["variable"] == "trangbodda") & (hidden["sex"] == "men") & (hidden["area"] == "03")
    hidden = hidden.assign(status="observed")
    hidden.loc[gone, ["value", "status"]] = [np.nan, "suppressed"]
    broken = index().compute(statistics(hidden), by=["sex"])
    assert set(broken.lacking.query("measure == 'trangboddhet'")["kind"]) == {"suppressed"}
    nobody = city()
    men = (nobody["sex"] == "men") & (nobody["area"] == "03")
    for name in ("trangbodda", "personer_trangboddhet"):
        of = nobody["variable"] == name
        women = nobody.loc[of & (nobody["sex"] == "women") & (nobody["area"] == "03"), "value"].item()
        nobody.loc[of & men, "value"] = 0.0
        nobody.loc[of & (nobody["sex"] == "total") & (nobody["area"] == "03"), "value"] = women
    broken = index().compute(statistics(nobody), by=["sex"])
    assert set(broken.lacking.query("measure == 'trangboddhet'")["kind"]) == {"too_few"}
    assert "ingen att räkna" in broken.left_out["trangboddhet"]


def test_real_figures_say_what_cannot_be_broken_down_and_what_is_missing() -> None:
    said = malmo().lacking.query("sex == 'women'").set_index("measure")["kind"]
    assert said["blandade_upplatelseformer"] == "cannot_be_split"
    assert said["index"] == "too_few"
    assert isinstance(malmo().lacking, pd.DataFrame)


@pytest.mark.filterwarnings("ignore:Groups do not add up")
def test_a_group_that_nothing_is_about_is_told_so() -> None:
    with pytest.raises(
        oi.errors.ComputeError, match="nothing in the index is measured of '0-5': it is about others"
    ):
        oi.load_index("tillit").compute(_with_children(), by=["age"])["0-5"]


def _with_children() -> oi.Statistics:
    """Trust, asked of children too: figures of what has no meaning for them."""
    table = oi.example_statistics().only(periods=["2024"]).to_frame()
    table = table[table["variable"].str.startswith(("tillit", "kollektiv", "upplevd_disk"))]
    children = table[table["age"] == "18-24"].assign(age="0-5")
    whole = oi.example_statistics()
    return oi.Statistics.from_frame(
        pd.concat([table, children]), name="Exempelstad (påhittad)", whole="X00", division=whole.division
    )
