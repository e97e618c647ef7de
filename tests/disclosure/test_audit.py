"""The outsider's report: what follows from a published table, also where it does not stand there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import OmradesindexError, StatisticsError
from tests.cities import statistics
from tests.disclosure.made_up import (
    city,
    one_count,
    table,
)


def test_men_are_all_minus_women() -> None:
    frame = table(np.array([[[20], [3]], [[30], [40]], [[35], [44]]]))
    frame = frame[(frame["disability"] == "total") & (frame["sex"] != "men")].drop(columns="disability")
    found = oi.audit(statistics(frame, whole="X"))
    assert not found.passed
    assert set(found.table["cell"]) == {"implied"}
    protected = oi.protect(statistics(frame, whole="X"))
    assert protected.audit.passed


def test_truth_of_another_table() -> None:
    with pytest.raises(StatisticsError, match="not about the same"):
        oi.audit(city(np.full((3, 2, 2), 9)), truth=city(np.full((2, 2, 2), 9)))
    with pytest.raises(StatisticsError, match="differs from the true"):
        oi.audit(city(np.full((3, 2, 2), 9)), truth=city(np.full((3, 2, 2), 8)))


def test_published_figures_that_contradict_each_other() -> None:
    frame = table(np.full((3, 2, 2), 9))
    frame.loc[frame["area"] == "X", "value"] = 1.0
    frame.loc[(frame["area"] == "01") & (frame["sex"] == "women"), "value"] = np.nan
    frame["status"] = np.where(frame["value"].isna(), "suppressed", "observed")
    with pytest.raises(OmradesindexError, match="do not add up"):
        oi.audit(statistics(frame, whole="X"))


def test_overlap_that_is_not_told_of_is_not_seen_but_one_that_is_fails() -> None:
    frame = one_count([30, 28, 2, 40])  # 01 = A, 02 and 03 make it up
    frame.loc[frame["area"] == "X", "value"] = 70
    frame.loc[frame["area"] == "03", "value"] = np.nan
    frame["status"] = np.where(frame["value"].isna(), "suppressed", "observed")
    published = statistics(frame, whole="X")
    found = oi.audit(published, within={"01": ["02", "03"]})
    assert found.table[["low", "high"]].to_numpy().tolist() == [[2, 2]]
    with pytest.raises(StatisticsError, match="is no area of the table"):
        oi.audit(published, within={"01": ["9"]})


def test_the_verdict_in_both_languages() -> None:
    failed = oi.audit(city(np.random.default_rng(1).poisson(6, (4, 2, 2))))
    unsafe = (~failed.table["safe"]).sum()
    assert f"Tabellen klarade INTE granskningen: {unsafe} av {len(failed.table)}" in repr(failed)
    assert f"FAILS: {unsafe} of" in failed.summary("en")


def test_what_carries_no_counts_is_named_and_not_judged() -> None:
    rows = [one_count([30, 40]), one_count([30, 40], "vardet").assign(kind="median")]
    found = oi.audit(statistics(pd.concat(rows), whole="X"))
    assert found.unchecked == ("vardet",)
    assert found.passed
    assert found.table.empty


def test_the_report_lists_what_can_be_told_and_says_that_it_is_internal(tmp_path: Path) -> None:
    audit = oi.audit(city(np.array([[[20, 9], [3, 9]], [[30, 9], [40, 9]]])))
    page = audit.page("en", most=1)
    verdict, told = page.tables()
    assert (int(sum(verdict.columns[1].values)), told.length) == (len(audit.table), 1)
    assert audit.to_frame() is audit.table
    assert "do not hand this on" in page.text()
    saved = audit.save(tmp_path)
    assert {file.whom for file in saved.files} == {"inside"}
    assert repr(audit).splitlines()[0].startswith("Granskning")


@pytest.mark.parametrize("most", [0, -1])
def test_a_number_of_figures_to_list_that_is_none_is_refused(most: int) -> None:
    protected = oi.protect(oi.example_statistics().only(["elever_ak9"], periods=["2023"]))
    for answer in (protected, protected.audit):
        with pytest.raises(oi.errors.OmradesindexError, match="number of areas to show"):
            answer.page(most=most)
    assert len({protected, protected.audit}) == 2


def test_what_is_left_over_and_not_known_is_tried_but_was_not_withheld() -> None:
    """A numerator that is missing leaves an unknown number: nobody has withheld it."""
    rows = pd.concat([one_count([20, 30, 40], "alla"), one_count([7, 12, 18], "sjuka")])
    gap = (rows["variable"] == "sjuka") & rows["area"].isin(["01", "02"])
    rows["status"] = np.where(gap, "missing", "observed")
    rows["value"] = rows["value"].where(~gap)
    found = oi.protect(statistics(rows, whole="X"), shares={"sjuka": "alla"}).audit
    assert "unknown how many are left over" in set(found.table["reason"])
    assert "withheld before" not in set(found.table["reason"])
    assert "Alla dolda tal prövas" not in found.summary()
