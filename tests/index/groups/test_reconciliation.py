"""Parts against their total: what adds up, what is warned of, what no noise explains."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import omradesindex as oi
from tests.index.groups import made_up
from tests.index.groups.made_up import broken_down, city

pytestmark = pytest.mark.filterwarnings("error::UserWarning")


@given(seed=st.integers(0, 10_000))
@settings(max_examples=10, deadline=None)
def test_groups_reconcile_with_the_total(seed: int) -> None:
    sums = broken_down(city(seed)).reconciliation
    assert len(sums)
    assert sums["reconciles"].all()
    np.testing.assert_allclose(sums["difference"], 0, atol=1e-9)


@pytest.mark.parametrize(("off", "why"), [(-7.0, "a group may be missing"), (7.0, "overlap")])
def test_parts_that_do_not_add_up_are_warned_about(off: float, why: str) -> None:
    table = city()
    wrong = (table["variable"] == "trangbodda") & (table["sex"] == "men") & (table["area"] == "02")
    table.loc[wrong, "value"] += off
    with pytest.warns(UserWarning, match=f"'trangbodda'.*7.0 apart.*{why}") as caught:
        found = broken_down(table)
    assert caught[0].filename == made_up.__file__
    bad = found.reconciliation[found.reconciliation["reconciles"].eq(False)]
    assert set(bad["area"]) <= {"02"}
    np.testing.assert_allclose(bad["difference"], off)
    assert any("trangbodda" in note for note in found.notes)
    # A source that states such a tolerance is not warned about.
    assert not broken_down(table, tolerance=7).remarks


def test_a_group_larger_than_the_whole_is_an_error_unless_noise_explains_it() -> None:
    table = city()
    women = (table["variable"] == "trangbodda") & (table["sex"] == "women") & (table["area"] == "02")
    whole = float(table.loc[(table["variable"] == "trangbodda") & (table["sex"] == "total")].iloc[1]["value"])
    table.loc[women, "value"] = whole + 3
    with pytest.raises(oi.errors.ComputeError, match="more than the whole") as caught:
        broken_down(table)
    assert all(
        word in str(caught.value) for word in ("'women' is", "area '02'", "'trangbodda'", "2024", "tolerance")
    )
    with pytest.warns(UserWarning, match="a group is larger than the whole"):
        broken_down(table.assign(period="2025"))


def test_noise_from_2025_is_told_of() -> None:
    table = city().assign(period="2025")
    table.loc[(table["variable"] == "trangbodda") & (table["sex"] == "men"), "value"] += 1
    with pytest.warns(UserWarning, match="do not add up"):
        found = broken_down(table)
    assert any("slumpmässigt brus" in note for note in found.notes)


def test_rounded_parts_are_told_of_as_rounded() -> None:
    table = city()
    table["value"] = 10 * np.floor(table["value"] / 10 + 0.5)
    with pytest.warns(UserWarning, match="do not add up"):
        broken_down(table)
    with pytest.warns(UserWarning, match="The counts are rounded"):
        found = broken_down(table.assign(rounding="nearest 10"))
    assert not found.reconciliation["reconciles"].all()
    assert any("Antalen är avrundade. Då summerar inte alltid delarna" in note for note in found.notes)
    assert not any("brus" in note for note in found.notes)
