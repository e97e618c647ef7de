"""Verbs return changed copies; what changed can be said in a sentence."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.catalogue import Definition, indicators

INDEX = oi.load_index("malmo-2023")


def ids(definition: Definition) -> list[str]:
    return [member.id for member in definition.members]


def test_replace_keeps_place_and_weight() -> None:
    heavier = INDEX.reweight({"bostads_eller_aganderatt": 2})
    changed = heavier.replace("bostads_eller_aganderatt", "blandade_upplatelseformer")
    assert ids(changed) == [*ids(INDEX)[:-1], "blandade_upplatelseformer"]
    assert changed.members[-1].weight == 2
    assert ids(heavier) == ids(INDEX)
    assert isinstance(changed, oi.Index)


def test_without_indicators_and_dimensions() -> None:
    assert "trangboddhet" not in ids(INDEX.without("trangboddhet"))
    assert [d.id for d in INDEX.without("boende", "ekonomi").dimensions] == ["delaktighet", "utbildning"]
    with pytest.raises(oi.DefinitionError, match=r"'boende' is empty"):
        INDEX.without("trangboddhet", "in_och_utflyttning", "bostads_eller_aganderatt")


def test_add_and_extend() -> None:
    assert ids(INDEX.add("ekonomiskt_bistand", to="ekonomi"))[8:10] == ["nettoinkomst", "ekonomiskt_bistand"]
    boende = oi.load_index("malmo-oppna-data").dimensions[-1]
    extended = INDEX.without("boende").extend(boende)
    assert extended.dimensions[-1] == boende
    with pytest.raises(oi.DefinitionError, match=r"dimension 'boende' is already attached"):
        extended.extend(boende)
    with pytest.raises(oi.DefinitionError, match=r"'nettoinkomst' stands there twice"):
        INDEX.add("nettoinkomst", to="boende")


def test_reweight_and_methods() -> None:
    changed = INDEX.reweight({"ekonomi": 3, "arbetsloshet": 2})
    assert [d.weight for d in changed.dimensions] == [1, 1, 3, 1]
    assert INDEX.with_methods(coverage=0.5).methods.at("coverage", "ekonomi") == 0.5
    with pytest.raises(oi.DefinitionError, match=r"weight of 'ekonomi' is -1"):
        INDEX.reweight({"ekonomi": -1})
    with pytest.raises(oi.DefinitionError, match=r"weight of 'ekonomi' must be a finite number, but is nan"):
        INDEX.reweight({"ekonomi": float("nan")})


@pytest.mark.parametrize(
    ("work", "message"),
    [
        (lambda: INDEX.replace("arbetslshet", "egen_lon"), "did you mean 'arbetsloshet'"),
        (lambda: INDEX.replace("arbetsloshet", "egen_lonn"), "not in the catalogue .did you mean 'egen_lon'"),
        (lambda: INDEX.without("ekonmi"), "did you mean 'ekonomi'"),
        (lambda: INDEX.add("egen_lon", to="ekonmi"), "did you mean 'ekonomi'"),
        (lambda: INDEX.reweight({"bonde": 1}), "did you mean 'boende'"),
        (lambda: INDEX.with_methods(normalize="z_score"), "did you mean 'normalise'"),
    ],
)
def test_the_near_name_is_suggested(work: object, message: str) -> None:
    with pytest.raises(oi.DefinitionError, match=message):
        work()  # type: ignore[operator]


def test_nothing_differs_from_itself() -> None:
    same = oi.diff(INDEX, INDEX)
    assert same.is_empty
    assert same.text().endswith("ingen skillnad.")


def test_every_kind_of_difference_is_said() -> None:
    changed = (
        INDEX.replace("bostads_eller_aganderatt", "blandade_upplatelseformer")
        .without("svarsfrekvens_folkhalsoenkat")
        .add("ekonomiskt_bistand", to="ekonomi")
        .reweight({"ekonomi": 2})
        .with_methods(ddof=1)
        .without("utbildning")
    )
    said = oi.diff(INDEX, changed).text()
    for sentence in (
        "Bostadsrätt eller äganderätt byts mot Blandade upplåtelseformer (Boende).",
        "Svarsfrekvens i folkhälsoenkäten utgår (Delaktighet).",
        "Ekonomiskt bistånd tillkommer i Ekonomi.",
        "Dimensionen Utbildning utgår.",
        "Vikten för Ekonomi ändras från 1 till 2.",
        "Metoden ändras: frihetsgrader som dras av i spridningen från 0 till 1.",
    ):
        assert sentence in said
    back = oi.diff(changed, INDEX).text("en")
    assert "The dimension Education is added (" in back
    assert "Social assistance is left out (Economy)." in back


def test_a_moved_or_redefined_indicator_is_said() -> None:
    moved = INDEX.without("arbetsloshet").add("arbetsloshet", to="delaktighet")
    assert "Arbetslöshet flyttas från Ekonomi till Delaktighet." in oi.diff(INDEX, moved).text()
    from dataclasses import replace

    from omradesindex.catalogue import Direction

    turned = replace(indicators()["arbetsloshet"], direction=Direction.HIGHER_IS_BETTER)
    said = oi.diff(INDEX, INDEX.replace("arbetsloshet", turned)).text()
    assert "Arbetslöshet definieras på ett annat sätt. Arbetslöshet vänds." in said


def test_new_dimensions_thin_the_others_out() -> None:
    extended = INDEX.without("boende")
    assert "Varje dimension väger då 33 procent i stället för 25." in oi.diff(INDEX, extended).text()
