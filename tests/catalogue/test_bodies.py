"""Boards and companies have a short name for definitions, and one for people."""

from __future__ import annotations

import omradesindex as oi
from omradesindex.catalogue import indicators
from omradesindex.catalogue.bodies import BODIES, body_label, body_said


def test_each_body_that_asked_or_is_called_in_has_a_name() -> None:
    named = {ask.body for i in indicators().values() for ask in i.asked_by}
    named |= {body for i in indicators().values() for body in i.responsible}
    assert named <= set(BODIES)
    assert all(name == body.id and body.short and body.label.sv for name, body in BODIES.items())


def test_a_set_is_called_by_its_body() -> None:
    for name in oi.list_indices():
        if name in BODIES and name != "mkb":
            owner = BODIES[name].label
            assert oi.load_index(name).label.sv.casefold().startswith(owner.sv), name
            assert oi.load_index(name).label.en.casefold().startswith(owner.en), name


def test_a_body_of_another_city_is_said_as_it_is() -> None:
    assert [body_said(name) for name in ("grn", "uppsalahem")] == ["GRN", "uppsalahem"]
    assert [body_label(name).sv for name in ("grn", "uppsalahem")] == ["grundskolenämnden", "uppsalahem"]
