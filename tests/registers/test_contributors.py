"""Sums of amounts that a few persons make: what they have is withheld, and stays where it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.registers.contributors import few_contributors
from tests.registers.provstad import DEFINITION, YEAR, counted, division, people, refusal, register

SUM = "nettoinkomst_summa_tkr"
WHAT = {**DEFINITION, "variables": {SUM: DEFINITION["variables"][SUM]}}


def test_the_sum_of_a_few_is_withheld_and_cannot_be_worked_out() -> None:
    who = people()
    few = who["omrade"].where(who.index > 2, "99")  # three persons, whom no other count tells of
    raw = counted(register(omrade=few), variables=WHAT, by="sex")
    shown = counted(register(omrade=few), variables=WHAT, by="sex", unprotected=False)
    assert raw.variables == shown.variables == (SUM,)
    place = shown.areas.index("99")
    assert raw.block(SUM, YEAR).value[place] > 0
    everybody = shown.block(SUM, YEAR).value
    assert np.isnan(everybody[place])
    assert np.isnan(everybody[:-1]).sum() > 1
    assert shown.protected is not None
    audit = shown.protected.audit
    assert audit.passed
    assert {"99"} <= {*audit.table["area"]}


@pytest.mark.parametrize("by", [(), "sex"])
def test_a_few_who_live_in_no_area_are_not_what_the_areas_leave(by: str | tuple[()], tmp_path: Path) -> None:
    who = people()
    few = who["omrade"].where(who.index > 1, "99")
    what = {**DEFINITION, "variables": {name: DEFINITION["variables"][name] for name in ("folkmangd", SUM)}}
    asked = {"variables": what, "areas": division(), "outside": ["99"], "by": by}
    raw = counted(register(omrade=few), **asked)
    ledger = oi.Ledger.create(tmp_path / "liggare")
    shown = counted(register(omrade=few), unprotected=False, ledger=ledger, **asked)
    left = [raw.block(*block).value[-1] - raw.block(*block).value[:-1].sum() for block in raw.blocks]
    assert min(left) <= 2
    for block in shown.blocks:
        assert np.isnan(shown.block(*block).value).any()
    assert shown.protected is not None
    published = oi.publish(shown.protected, tmp_path / "ute.csv", ledger=ledger)
    assert published is not None
    # What is out asks that of the next edition too.
    again = counted(register(omrade=few), unprotected=False, ledger=ledger, **asked)
    assert np.isnan([again.block(*block).value for block in again.blocks]).any(axis=1).all()


@pytest.mark.parametrize("small", [["01"], ["01", "02", "10"]])
def test_a_few_who_live_in_no_area_are_withheld_where_areas_are_made_of_others(small: list[str]) -> None:
    who = people()
    few = register(omrade=who["omrade"].where(who.index > 1, "99"))
    what = {**DEFINITION, "variables": {name: DEFINITION["variables"][name] for name in ("folkmangd", SUM)}}
    within = {area: [f"{area}a", f"{area}b"] for area in small}
    asked = {"variables": what, "areas": division(), "outside": ["99"], "within": within}
    shown = counted(few, unprotected=False, **asked)
    for block in shown.blocks:
        assert np.isnan(shown.block(*block).value).any()
    said = refusal(few, unprotected=False, **(asked | {"within": {"01": ["02"]}}))
    assert "'02': an area, and within another one" in said


def test_who_adds_nothing_hides_nobody() -> None:
    who = people()
    one = np.where(who.index == 5, who["inkomst"] + 1, 0)
    shown = counted(register(inkomst=one), variables=WHAT, unprotected=False)
    assert np.isnan(shown.block(SUM, YEAR).value[shown.areas.index(who["omrade"][5])])


def test_what_is_handed_on_is_how_many_they_are_and_not_what_each_has() -> None:
    found, name = counted(variables=WHAT), f"{SUM} by how many"
    frame = found.to_frame()
    both = oi.Statistics.from_frame(
        pd.concat([frame, frame.assign(variable=name, value=[3, 10, 0, 13])]),
        name="Provstad (påhittad)",
        whole=found.whole,
    )
    given = few_contributors(both, {SUM: name}, oi.DisclosurePolicy())
    (((block, area), parts),) = given.items()
    assert (block.variable, area, len(parts), len({*parts})) == (SUM, found.areas[0], 3, 1)
    assert sum(parts) == pytest.approx(found.block(SUM, YEAR).value[0])
    assert few_contributors(both, {SUM: name}, oi.DisclosurePolicy(sensitive=[name])) == {}


def test_a_rule_that_would_have_to_know_each_contribution_is_refused() -> None:
    strict = oi.DisclosurePolicy(dominance=(1, 80))
    assert "that stays in the register" in refusal(variables=WHAT, unprotected=False, policy=strict)
    persons = {**DEFINITION, "variables": {"folkmangd": {}}}
    assert counted(variables=persons, unprotected=False, policy=strict).is_protected


def test_those_with_and_those_without_do_not_tell_each_other_in_a_few_areas() -> None:
    who = people()
    rare = who["bistand"].where(who["omrade"] != "10", who.groupby("omrade").cumcount() < 2)
    sides = {"alla": {}, "med": {"where": {"bistand": True}}, "utan": {"where": {"bistand": False}}}
    shown = counted(register(bistand=rare), variables={**DEFINITION, "variables": sides}, unprotected=False)
    place = shown.areas.index("10")
    everybody, few, others = (shown.block(name, YEAR).value for name in sides)
    assert np.isnan(few[place])
    assert np.isnan([everybody[place], others[place]]).any()
    assert np.isnan([everybody, few, others]).sum() > 3
