from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omradesindex.errors import DivisionError
from omradesindex.geography import Division, Key, Provenance, Whole, geso
from tests.conftest import ROOT
from tests.strategies import area_codes


def division(codes: tuple[str, ...] = ("1", "2", "10"), **changes: object) -> Division:
    given = {
        "id": "d",
        "label": "Påhittad",
        "codes": codes,
        "names": tuple(f"Område {c}" for c in codes),
        "whole": Whole("total", "Allt"),
    }
    return Division(**{**given, **changes})  # type: ignore[arg-type]


@given(area_codes(), st.randoms())
def test_areas_stand_in_the_codes_order_with_their_names(codes: list[str], random) -> None:
    shuffled = tuple(random.sample(codes, len(codes)))
    made = division(shuffled)
    assert made == division(tuple(codes))
    assert all(made.name_of(code) == f"Område {code}" for code in codes)


HIDDEN = "x\x1b[31m"


@pytest.mark.parametrize(
    "make",
    [
        lambda: Division(id="d", label=HIDDEN, codes=("1",), names=("A",), whole=Whole("W", "W")),
        lambda: Division(id="d", label="D", codes=(HIDDEN,), names=("A",), whole=Whole("W", "W")),
        lambda: Division(id="d", label="D", codes=("1",), names=(HIDDEN,), whole=Whole("W", "W")),
        lambda: Whole("W", HIDDEN),
        lambda: Key(HIDDEN, ("a",), ("1",)),
        lambda: Key("k", (HIDDEN,), ("1",)),
        lambda: Key("k", ("a",), ("1",), names=(HIDDEN,)),
    ],
)
def test_no_name_steers_a_terminal(make: Callable[[], object]) -> None:
    with pytest.raises(DivisionError, match=r"control character U\+001B") as told:
        make()
    assert "\x1b" not in str(told.value)


def test_whole_has_a_name_too() -> None:
    assert division().name_of("total") == "Allt"


@pytest.mark.parametrize(
    ("code", "said"), [("100", "did you mean '10'"), (1, "as text: '1'"), (None, "Expected: text")]
)
def test_unknown_area_is_refused_with_the_nearest(code, said: str) -> None:
    with pytest.raises(DivisionError, match=said):
        division().name_of(code)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"codes": (), "names": ()}, "no areas"),
        ({"codes": ("1", "1", "2")}, "repeated: '1'"),
        ({"codes": (1, 2, 3)}, "is a number"),
        ({"codes": ("1", "", "2")}, "missing"),
        ({"names": ("a", "b")}, "2 names for 3"),
        ({"names": ("a", " ", "c")}, "area '2': the name is missing"),
        ({"whole": Whole("2", "Allt")}, "also an area's"),
        ({"keys": {"k": Key("k", ("D1",), ("3",))}}, "'3' are not in the division"),
        ({"members_key": "k"}, "not among the keys"),
    ],
)
def test_bad_division_is_refused(changes: dict[str, object], said: str) -> None:
    with pytest.raises(DivisionError, match=said):
        division(**changes)


def test_members_come_from_the_named_key() -> None:
    keys = {"a": Key("a", ("A1", "A2"), ("1", "2")), "b": Key("b", ("B1", "B2", "B3"), ("1", "1", "2"))}
    assert division(keys=keys).members == {"1": ("A1",), "2": ("A2",), "10": ()}
    assert division(keys=keys, members_key="b").members["1"] == ("B1", "B2")
    assert division().members == {"1": (), "2": (), "10": ()}


def test_with_keys_is_a_copy() -> None:
    plain = division()
    keyed = plain.with_keys(Key("a", ("A1",), ("1",)))
    assert list(keyed.keys) == ["a"]
    assert list(plain.keys) == []


def test_division_cannot_be_changed() -> None:
    made = division(keys={"a": Key("a", ("A1",), ("1",))})
    with pytest.raises(FrozenInstanceError):
        made.label = "another"  # type: ignore[misc]
    with pytest.raises(TypeError):
        made.keys["b"] = made.keys["a"]  # type: ignore[index]


def test_division_can_be_hashed_copied_and_sent_to_another_process() -> None:
    for made in (division(), geso()):
        assert pickle.loads(pickle.dumps(made)) == made == copy.deepcopy(made) == replace(made)
        assert hash(replace(made)) == hash(made)
    assert pickle.loads(pickle.dumps(geso())).outlines.equals(geso().outlines)


def test_division_without_outlines_says_so() -> None:
    assert not division().has_outlines
    assert "Gränser: saknas, så den kan inte ritas som karta" in repr(division())
    with pytest.raises(DivisionError, match=r"no outlines.*read_division"):
        _ = division().outlines


def test_outlines_must_be_exactly_the_areas() -> None:
    with pytest.raises(DivisionError, match="disagree about '15'"):
        _ = division((*geso().codes, "15"), outlines_from=lambda: geso().outlines).outlines


def test_outlines_are_a_copy_each_time() -> None:
    spoilt = geso().outlines
    spoilt["geometry"] = None
    assert geso().outlines.is_valid.all()


def test_made_up_is_told_by_any_part() -> None:
    assert not division().made_up
    assert division(provenance={"names": Provenance("made_up", "…")}).made_up


def test_frame_counts_the_sub_areas() -> None:
    frame = division(keys={"a": Key("a", ("A1", "A2"), ("1", "1"))}).to_frame()
    assert frame.index.tolist() == ["1", "2", "10"]
    assert frame["n_a"].tolist() == [2, 0, 0]


def test_a_division_says_what_it_is_in_a_few_lines() -> None:
    key = Key("deso", ("A1", "A2"), ("1", "1"), label="DeSO")
    grounds = {"codes": Provenance("given", "…"), "key_deso": Provenance("derived", "…")}
    made = division(keys={"deso": key}, provenance=grounds, year=2022)
    assert repr(made).splitlines()[:6] == [
        "Påhittad, 2022",
        "Omfattar: 3 områden i Allt (total)",
        "Nycklar: DeSO (2)",
        "Gränser: saknas, så den kan inte ritas som karta",
        "Eget underlag: koder",
        "Härlett: nyckeln för DeSO",
    ]
    assert "Derived: the key of DeSO" in made.page("en").text()
    assert made.page().tables()[0].to_frame()["Kod"].tolist() == ["1", "2", "10"]


def test_outlines_are_told_of_and_not_read_to_be_told_of() -> None:
    def unread() -> None:
        raise AssertionError

    assert "Gränser: finns, och läses när de behövs" in repr(division(outlines_from=unread))
    made = replace(geso())
    assert len(made.outlines) == 14
    assert "Gränser: finns, i EPSG:3006" in repr(made)


def test_of_a_large_division_the_first_and_the_last_are_listed() -> None:
    said = repr(division(tuple(str(n) for n in range(200))))
    assert "… 170 områden till …" in said
    assert len(said.splitlines()) < 40


def test_importing_geography_is_light() -> None:
    heavy = "{'geopandas', 'shapely', 'pandas', 'pyproj', 'pyogrio'}"
    code = f"import sys, omradesindex.geography as g; g.geso().members; print({heavy} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.strip() == "set()"
