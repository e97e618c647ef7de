"""Sums of amounts that a few persons make: what they have is withheld, and stays where it is."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.registers.contributors import few_contributors
from tests.registers.provstad import DEFINITION, YEAR, counted, people, refusal, register

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
