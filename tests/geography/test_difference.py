"""What differs between two divisions, told as data and in sentences."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.geography.difference import AreaDifference, DivisionDifference, KeyMisfit

SAME = AreaDifference("1", "Ett", "1", "Ett", "surface", 100.0, 100.0, 1.0, 1.0, (), 0.0)
CUT = AreaDifference(
    "2", "Två", "2", "Två", "surface", 100.0, 90.0, 0.9, 1.0, (("5", 0.08), ("6", 0.001)), 0.019
)
CALLED = AreaDifference("3", "Tre", "03", "Trean", "surface", 100.0, 100.0, 1.0, 1.0, (), 0.0)
GONE = AreaDifference("4", "Fyra", None, None, None, 50.0, moved_to=(("5", 1.0),), share_outside=0.0)
NEW = AreaDifference(None, None, "5", "Fem", surface_m2_there=58.0)
GROWN = AreaDifference("7", "Sju", "7", "Sju", "surface", 10.0, 20.0, 1.0, 0.5, (), 0.0)


def difference(*areas: AreaDifference, **change: object) -> DivisionDifference:
    given = {"here": "A", "there": "B", "areas": areas, "misfits": (), "negligible": 0.005, "measured": True}
    return DivisionDifference(**{**given, **change})  # type: ignore[arg-type]


def test_where_an_area_is_and_what_became_of_it() -> None:
    assert [a.status for a in (SAME, GONE, NEW)] == ["both", "only_here", "only_there"]
    assert (CALLED.recoded, CALLED.renamed, GONE.recoded, NEW.renamed) == (True, True, False, False)
    assert CUT.border_moved(0.005)
    assert GROWN.border_moved(0.005)
    assert not CUT.border_moved(0.1)
    assert not GONE.border_moved(0.005)


def test_what_changed_and_what_did_not() -> None:
    made = difference(SAME, CUT, CALLED, GONE, NEW)
    assert made.changed == (CUT, CALLED, GONE, NEW)
    assert not made.is_empty
    assert difference(SAME).is_empty
    assert difference(SAME, CUT, negligible=0.1).is_empty
    assert not difference(SAME, misfits=(KeyMisfit("deso", "d", "1", "split"),)).is_empty


@pytest.mark.parametrize(
    ("area", "said"),
    [
        (CUT, "2 Två: 90,0 % av ytan är kvar; flyttad yta: 8,0 % till 5 och 1,9 % utanför alla områden"),
        (CALLED, "3 Tre: har koden 03 i den andra; namn där: Trean"),
        (GONE, "4 Fyra: finns inte i den andra; flyttad yta: 100,0 % till 5"),
        (NEW, "5 Fem: finns bara i den andra"),
        (GROWN, "7 Sju: 100,0 % av ytan är kvar; 50,0 % av ytan där kommer från annat håll"),
    ],
)
def test_each_change_has_its_sentence(area: AreaDifference, said: str) -> None:
    lines = difference(SAME, area).page().text(width=200).replace("\N{NO-BREAK SPACE}", " ").splitlines()
    assert lines == ["A → B", "1 av 2 områden är desamma (kod, namn och minst 99,5 % av ytan)", said]


def test_a_difference_is_said_in_english_too() -> None:
    said = difference(SAME, CUT, CALLED, GONE, NEW, GROWN).page("en").text(width=200)
    assert said.replace("\N{NO-BREAK SPACE}", " ").splitlines() == [
        "A → B",
        "1 of 6 areas are the same (code, name and at least 99.5 % of the surface)",
        "2 Två: 90.0 % of the surface is left; moved surface: 8.0 % to 5 and 1.9 % outside all areas",
        "3 Tre: has the code 03 in the other; name there: Trean",
        "4 Fyra: not in the other; moved surface: 100.0 % to 5",
        "5 Fem: only in the other",
        "7 Sju: 100.0 % of the surface is left; 50.0 % of the surface there comes from elsewhere",
    ]


def test_keys_that_no_longer_fit_name_eight_and_count_the_rest() -> None:
    misfits = [KeyMisfit("deso", f"d{n}", "4", "area_gone") for n in range(10)]
    made = difference(SAME, misfits=(*misfits, KeyMisfit("nyko", "n", "1", "outside", None, 0.0)))
    assert {key: len(found) for key, found in made.keys_that_no_longer_fit.items()} == {"deso": 10, "nyko": 1}
    lines = repr(made).splitlines()
    assert lines[-4] == "Nyckeln deso passar inte längre för 10 delar:"
    assert lines[-3] == "området finns inte längre: d0, d1, d2, d3, d4, d5, d6, d7 och 2 till"
    assert lines[-2:] == ["Nyckeln nyko passar inte längre för 1 del:", "ligger utanför alla områden: n"]
    assert made.keys_to_frame().iloc[-1].tolist() == ["nyko", "n", "1", "outside", None, 0.0]


def test_the_frame_holds_every_area_with_its_surface() -> None:
    frame = difference(CUT, GONE, NEW).to_frame()
    assert frame["status"].tolist() == ["both", "only_here", "only_there"]
    assert frame["moved_to"].tolist() == ["5:0.080000;6:0.001000", "5:1.000000", ""]
    np.testing.assert_array_equal(frame["surface_m2"], [100.0, 50.0, np.nan])
    assert frame["border_moved"].tolist() == [True, False, False]
    assert frame["share_kept"].dtype.kind == "f"
