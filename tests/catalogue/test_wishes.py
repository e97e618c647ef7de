"""What was asked for and is not measured leads to whoever asked, and to what lies nearest."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.catalogue import indicators, variables
from omradesindex.catalogue.bodies import BODIES
from omradesindex.catalogue.wishes import wishes


def test_each_wish_has_somebody_who_asked_and_a_reason() -> None:
    for name, wish in wishes().items():
        assert wish.id == name
        assert wish.bodies
        assert set(wish.bodies) <= set(BODIES)
        assert wish.why.sv != wish.why.en
        assert set(wish.nearest) <= set(indicators())
    assert not set(wishes()) & {*indicators(), *variables()}


def test_a_number_that_no_index_can_hold_is_there_as_a_variable() -> None:
    wish = wishes()["antal_vidare_fran_aktivitetsansvaret"]
    assert "unga_kaa_vidare" in wish.why.sv
    assert "unga_kaa_vidare" in oi.example_statistics().variables


def test_whoever_tries_to_use_it_is_told_why_it_cannot_be() -> None:
    index = oi.load_index("malmo-2023")
    with pytest.raises(
        oi.errors.DefinitionError, match=r"asked for \('sn'\) but is not measured: No register"
    ) as told:
        index.add("byggnaders_skick", to="boende")
    assert "hyresratt_aldre_renoveringsbehov" in str(told.value)
    with pytest.raises(oi.errors.DefinitionError, match=r"asked for \('tn'\) but is not measured"):
        oi.catalogue.parse_definition(
            {"id": "eget", "dimensions": [{"id": "plats", "indicators": ["arbetsomraden"]}]}
        )
