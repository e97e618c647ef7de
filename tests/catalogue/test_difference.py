"""Nothing that a number hangs on escapes the comparison of two definitions; words are told apart from it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.catalogue import Dimension, Direction, indicators
from omradesindex.wording import Text
from tests.cities import codes, counts, statistics

INDEX = oi.load_index("malmo-2023")
NAMES = ("ekonomi", "boende", "utbildning")


def nested(inner: str, outer: str) -> oi.types.Index:
    """The index with one dimension inside another."""
    held = {d.id: d for d in INDEX.dimensions}
    whole = replace(held[outer], members=(held[inner], *held[outer].members))
    return replace(INDEX, dimensions=tuple(whole if n == outer else d for n, d in held.items() if n != inner))


def redefined(**change: Any) -> oi.types.Index:
    return INDEX.replace("arbetsloshet", replace(indicators()["arbetsloshet"], **change))


FORMULA = indicators()["arbetsloshet"].formula
CHANGES = {
    "moved dimension": nested("boende", "ekonomi"),
    "moved indicator": INDEX.without("arbetsloshet").add("arbetsloshet", to="boende"),
    "order": INDEX.without("arbetsloshet").add("arbetsloshet", to="ekonomi"),
    "order of dimensions": replace(INDEX, dimensions=INDEX.dimensions[::-1]),
    "replace": INDEX.replace("arbetsloshet", "franvaro"),
    "without": INDEX.without("boende"),
    "add": INDEX.add("franvaro", to="boende"),
    "extend": INDEX.extend("tillit"),
    "reweight": INDEX.reweight({"ekonomi": 1.0000001}),
    "direction": redefined(direction=Direction.HIGHER_IS_BETTER),
    "formula": redefined(formula=replace(FORMULA, kind="rate", per=100.0)),
    "per": redefined(formula=replace(FORMULA, per=1000)),
    "unit": redefined(unit="promille"),
    **{
        f"method {next(iter(spec))}": INDEX.with_methods(**spec)
        for spec in (
            {"impute": "area_mean"},
            {"treat": {"method": "winsorise", "most": 2}},
            {"normalise": {"method": "goalposts", "low": 0, "high": 99}},
            {"centre": "areas"},
            {"ddof": 1},
            {"weight": {"boende": "equal"}},
            {"aggregate": {"ekonomi": "harmonic"}},
            {"coverage": {"index": 0.5}},
            {"zero": 1},
            {"points": 9},
        )
    },
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_seen_and_said(name: str) -> None:
    for one, two in ((INDEX, CHANGES[name]), (CHANGES[name], INDEX)):
        difference = oi.diff(one, two)
        assert not difference.is_empty
        for lang in ("sv", "en"):
            assert len(difference.text(lang).partition("): ")[2]) > 10


def test_where_a_dimension_went_is_said() -> None:
    said = oi.diff(INDEX, CHANGES["moved dimension"])
    assert "Dimensionen Boende flyttas från indexets översta nivå till Ekonomi." in said.text()
    assert "The dimension Housing moves from the top level of the index to Economy." in said.text("en")
    assert "Ordningen inom Ekonomi är en annan." in oi.diff(INDEX, CHANGES["order"]).text()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            redefined(label=Text("Utan jobb", "Jobless")),
            "samma index med andra ord. Beskrivs på ett annat sätt: Utan jobb.",
        ),
        (redefined(decimals=3), "Beskrivs på ett annat sätt: Arbetslöshet."),
        (INDEX.with_identity(notes=["Nytt."]), "samma index med andra ord. Andra upplysningar till läsaren."),
        (INDEX.with_identity(id="annat", label="Annat", description="Annat"), "ingen skillnad."),
    ],
)
def test_words_are_no_difference_in_numbers(changed: oi.types.Index, said: str) -> None:
    difference = oi.diff(INDEX, changed)
    assert difference.is_empty
    assert difference.text().endswith(said)


def test_where_no_difference_is_found_the_numbers_are_the_same() -> None:
    pool = {"as it is": INDEX, "words": redefined(label=Text("x", "x")), **CHANGES}
    needed = INDEX.extend("tillit").add("franvaro", to="boende")
    figures = statistics(counts(needed, codes(5)))
    scores = {name: index.compute(figures).scores for name, index in pool.items()}
    for name, index in pool.items():
        equal = list(scores[name].columns) == list(scores["as it is"].columns) and np.array_equal(
            scores[name].to_numpy(), scores["as it is"].to_numpy(), equal_nan=True
        )
        assert equal or not oi.diff(INDEX, index).is_empty, name


def test_a_trend_does_not_take_a_moved_dimension_for_the_same() -> None:
    figures = statistics(counts(INDEX, codes(5)))
    same, moved = INDEX.compute(figures), CHANGES["moved dimension"].compute(figures)
    with pytest.raises(oi.errors.ComputeError, match=r"the definition changes between the years"):
        oi.trend({2022: same, 2023: same, 2024: moved})


def test_a_dimension_may_not_be_called_as_a_level() -> None:
    with pytest.raises(oi.errors.DefinitionError, match=r"called 'dimension', as a level"):
        INDEX.extend(Dimension("dimension", Text("x", "x"), INDEX.dimensions[0].members))


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
        "Ekonomiskt bistånd läggs till i Ekonomi.",
        "Dimensionen Utbildning utgår.",
        "Vikten för Ekonomi ändras från 1 till 2.",
        "Metoden ändras: frihetsgrader som dras av i spridningen från 0 till 1.",
    ):
        assert sentence in said
    back = oi.diff(changed, INDEX).text("en")
    assert "The dimension Education is added (" in back
    assert "Economy: Social assistance left out." in back


def test_a_moved_or_redefined_indicator_is_said() -> None:
    moved = INDEX.without("arbetsloshet").add("arbetsloshet", to="delaktighet")
    assert "Arbetslöshet flyttas från Ekonomi till Delaktighet." in oi.diff(INDEX, moved).text()
    turned = replace(indicators()["arbetsloshet"], direction=Direction.HIGHER_IS_BETTER)
    said = oi.diff(INDEX, INDEX.replace("arbetsloshet", turned)).text()
    assert "Arbetslöshet definieras på ett annat sätt. Arbetslöshet vänds." in said


def test_new_dimensions_thin_the_others_out() -> None:
    extended = INDEX.without("boende")
    assert "Varje dimension väger då 33 procent i stället för 25." in oi.diff(INDEX, extended).text()
