"""What is said beside a Care Need Index."""

from __future__ import annotations

import omradesindex as oi
from omradesindex.subjects.cni.words import headline, notes
from tests.cities import statistics
from tests.subjects.cni.provstad import VARIABLES, WEIGHTS, city


def test_weights_and_references_of_ones_own_are_told() -> None:
    data = statistics(city(1))
    own = oi.cni(data, reference=2.5, weights={**WEIGHTS, VARIABLES[0]: 5})
    lines = notes(own, "sv")
    assert lines[0] == "Riksvärde: 2,5000 poäng per invånare (angivet utan källa och år)."
    assert lines[1].startswith("Vikterna är egna")
    assert any(line.startswith("Egna vikter: Barn under 5 år 5,00;") for line in lines)
    assert not any(line.startswith("National") for line in notes(oi.cni(data, normalise="raw"), "en"))


def test_a_country_from_counts_is_told_as_such() -> None:
    frame = city(5)
    country = frame.groupby("variable")["value"].sum().to_dict()
    asked = oi.cni(statistics(frame).without(VARIABLES[0]), reference=country, partial=True)
    lines = " ".join(notes(asked, "en"))
    assert "Partly computed: the country is computed without the groups" in lines
    assert headline(asked, "en").endswith("rests on 6 of 7 groups")
