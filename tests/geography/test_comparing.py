"""Two divisions side by side: areas are known by their surface, and keys are held against the new borders."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from omradesindex.errors import DivisionError
from omradesindex.geography import Division, Key, Whole, example_division, geso
from omradesindex.methods import guard


def strip(start: float, stop: float) -> shapely.Polygon:
    return shapely.box(start, 0, stop, 10)


def frame(shapes: dict[str, shapely.Polygon]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=list(shapes.values()), index=list(shapes), crs=3006)


def city(bounds: dict[str, tuple[float, float]] | None, **changes: object) -> Division:
    """A made-up city on a line: code → (start, stop)."""
    codes = tuple(bounds or ("1", "2", "3"))
    given = {
        "id": "linje",
        "label": "Linjestad (påhittad)",
        "codes": codes,
        "names": tuple(f"Område {c}" for c in codes),
        "whole": Whole("X", "Linjestad (påhittad)"),
        "outlines_from": partial(frame, {c: strip(*b) for c, b in bounds.items()}) if bounds else None,
    }
    return Division(**{**given, **changes})  # type: ignore[arg-type]


THREE = {"1": (0.0, 10.0), "2": (10.0, 20.0), "3": (20.0, 30.0)}
KEY = Key("del", ("a", "b", "c", "d", "e", "f"), ("1", "1", "2", "2", "3", "3"))
PARTS = frame({s: strip(5 * i, 5 * i + 5) for i, s in enumerate("abcdef")})


def test_division_compared_with_itself_has_nothing_to_say() -> None:
    for division in (geso(), example_division(), city(THREE, keys={"del": KEY}), city(None)):
        difference = division.compare(division)
        assert difference.is_empty
        assert [a.status for a in difference.areas] == ["both"] * len(division.codes)
        assert difference.keys_that_no_longer_fit == {}


@given(st.permutations(["1", "2", "3", "4", "5", "6"]))
def test_areas_are_known_by_surface_whatever_their_codes(codes: list[str]) -> None:
    here = city({str(i + 1): (10.0 * i, 10.0 * i + 10) for i in range(6)})
    there = city({code: (10.0 * i, 10.0 * i + 10) for i, code in enumerate(codes)})
    difference = here.compare(there)
    assert [a.code_there for a in difference.areas] == codes
    assert all(a.share_kept == 1 and a.moved_to == () for a in difference.areas)
    assert [a.code for a in difference.changed] == [c for c, d in zip("123456", codes, strict=True) if c != d]


@given(st.lists(st.floats(0, 60), min_size=1, max_size=8, unique=True))
def test_no_surface_is_lost_or_found(cuts: list[float]) -> None:
    edges = [0.0, *sorted(c for c in cuts if 1 < c < 59), 60.0]
    edges = [e for e, before in zip(edges, [-9.0, *edges], strict=False) if e - before > 1 or e == 60.0]
    there = city({f"n{i}": (a, b) for i, (a, b) in enumerate(pairwise(edges))})
    here = city({str(i + 1): (10.0 * i, 10.0 * i + 10) for i in range(6)})
    for area in here.compare(there).areas:
        if area.status != "only_there":
            whole = (area.share_kept or 0) + sum(share for _, share in area.moved_to) + area.share_outside
            assert whole == pytest.approx(
                1, abs=0.05
            )  # less than 1 m² of 100 m² may go unmentioned, five times


def test_moved_border_says_where_the_surface_went() -> None:
    difference = city(THREE).compare(city({"1": (0, 8), "2": (8, 20), "3": (20, 30)}))
    first, second, third = difference.areas
    assert (first.share_kept, first.moved_to, first.share_outside) == (0.8, (("2", 0.2),), 0)
    assert second.share_kept == 1
    assert second.share_from_here == pytest.approx(10 / 12)
    assert difference.changed == (first, second)
    assert third not in difference.changed


def test_area_that_gave_most_of_itself_away_is_still_that_area() -> None:
    # The greatest part of area 1 is now most of area 2, and both are still there.
    difference = city({"1": (0, 10), "2": (10, 14)}).compare(city({"1": (0, 4), "2": (4, 14)}))
    first, second = difference.areas
    assert (first.code_there, first.share_kept, first.moved_to) == ("1", 0.4, (("2", 0.6),))
    assert (second.code_there, second.share_kept) == ("2", 1)


def test_negligible_shifts_are_no_change_unless_asked() -> None:
    there = city({"1": (0, 9.96), "2": (9.96, 20), "3": (20, 30)})
    assert city(THREE).compare(there).is_empty
    assert len(city(THREE).compare(there, negligible=0.001).changed) == 2
    with pytest.raises(DivisionError, match="negligible is 5"):
        city(THREE).compare(there, negligible=5)


def test_split_and_merged_areas() -> None:
    difference = city(THREE).compare(city({"1": (0, 6), "1b": (6, 10), "23": (10, 30)}))
    by_code = {a.code or a.code_there: a for a in difference.areas}
    assert by_code["1"].code_there == "1"
    assert by_code["1"].moved_to == (("1b", 0.4),)
    assert by_code["1b"].status == "only_there"
    assert {by_code["2"].status, by_code["3"].status} == {"both", "only_here"}


def test_surface_outside_every_area_is_told() -> None:
    difference = city(THREE).compare(city({"1": (0, 10), "2": (10, 20), "3": (20, 27)}))
    assert difference.areas[2].share_outside == pytest.approx(0.3)
    assert "30,0\N{NO-BREAK SPACE}% utanför alla områden" in repr(difference)


def test_no_common_surface_is_suspected() -> None:
    assert "Ingen gemensam yta" in repr(city(THREE).compare(city({"1": (500, 600)})))


def test_renamed_area() -> None:
    difference = city(THREE).compare(city(THREE, names=("Område 1", "Nya namnet", "Område 3")))
    assert [a.code for a in difference.changed] == ["2"]
    assert "namn där: Nya namnet" in repr(difference)


def test_without_outlines_only_codes_and_names_are_compared() -> None:
    difference = city(THREE, keys={"del": KEY}).compare(
        city(None, codes=("1", "2"), names=("Område 1", "Två"))
    )
    assert not difference.measured
    assert [a.status for a in difference.areas] == ["both", "both", "only_here"]
    assert [a.share_kept for a in difference.areas] == [None] * 3
    assert [(m.sub_area, m.reason) for m in difference.misfits] == [("e", "area_gone"), ("f", "area_gone")]
    assert "gränser saknas" in repr(difference)


def test_key_when_sub_areas_are_drawn() -> None:
    here = city(THREE, keys={"del": KEY})
    # b and a fifth of e go to area 2: the one lies elsewhere, the other is cut; the rest stays.
    there = city({"1": (0, 5), "2": (5, 21), "3": (21, 30)})
    found = {
        m.sub_area: (m.reason, m.area_there) for m in here.compare(there, sub_areas={"del": PARTS}).misfits
    }
    assert found == {"b": ("lies_elsewhere", "2"), "e": ("split", "3")}


def test_key_when_sub_areas_are_not_drawn_names_those_that_may_have_moved() -> None:
    here = city(THREE, keys={"del": KEY})
    difference = here.compare(city({"1": (0, 5), "2": (5, 20), "3": (20, 30)}))
    assert {(m.sub_area, m.reason) for m in difference.misfits} == {
        ("a", "border_moved"),
        ("b", "border_moved"),
    }
    assert list(difference.keys_that_no_longer_fit) == ["del"]
    assert "2 delar" in repr(difference)


def test_key_made_on_other_grounds_than_surface_is_no_misfit_while_nothing_moves() -> None:
    # "c" lies in area 2 but its people are counted to area 1.
    odd = Key("del", KEY.sub_areas, ("1", "1", "1", "2", "3", "3"))
    here = city(THREE, keys={"del": odd})
    assert here.compare(city(THREE), sub_areas={"del": PARTS}).is_empty


def test_sub_area_outside_every_area() -> None:
    here = city(THREE, keys={"del": KEY})
    found = here.compare(city({"1": (0, 10), "2": (10, 20), "3": (20, 25)}), sub_areas={"del": PARTS}).misfits
    assert [(m.sub_area, m.reason) for m in found] == [("f", "outside")]


def test_recoded_area_recodes_its_sub_areas() -> None:
    there = city({"1": (0, 10), "2": (10, 20), "4": (20, 30)})
    for sub_areas in (None, {"del": PARTS}):
        found = city(THREE, keys={"del": KEY}).compare(there, sub_areas=sub_areas).misfits
        assert [(m.sub_area, m.reason, m.area_there) for m in found] == [
            ("e", "area_recoded", "4"),
            ("f", "area_recoded", "4"),
        ]


def test_other_division_s_own_key_has_its_say() -> None:
    theirs = Key("del", KEY.sub_areas, ("1", "2", "2", "2", "3", "3"))
    found = city(THREE, keys={"del": KEY}).compare(city(THREE, keys={"del": theirs})).misfits
    assert [(m.sub_area, m.reason, m.area_there) for m in found] == [("b", "mapped_elsewhere", "2")]


def test_sub_areas_that_belong_to_no_key_are_refused() -> None:
    here = city(THREE, keys={"del": KEY})
    with pytest.raises(DivisionError, match="no key 'deso'"):
        here.compare(here, sub_areas={"deso": PARTS})
    with pytest.raises(DivisionError, match="none of them is a sub-area"):
        here.compare(here, sub_areas={"del": PARTS.set_axis(list("uvwxyz"))})
    with pytest.raises(DivisionError, match="no coordinate system"):
        here.compare(here, sub_areas={"del": PARTS.set_crs(None, allow_override=True)})


def test_frames_hold_every_area_and_every_misfit() -> None:
    here = city(THREE, keys={"del": KEY})
    difference = here.compare(city({"1": (0, 5), "2": (5, 20), "9": (30, 40)}))
    table = difference.to_frame().set_index("code")
    assert table.loc["1", "moved_to"] == "2:0.500000"
    assert table.loc["3", "status"] == "only_here"
    assert len(table) == 4
    assert len(difference.keys_to_frame()) == len(difference.misfits) > 0
    assert city(THREE).compare(city(THREE)).keys_to_frame().empty


def test_a_shared_surface_that_has_no_room_is_refused_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_BYTES", 1000)
    with pytest.raises(DivisionError, match=r"^the surface that 14 areas share with 14 others would take"):
        geso().compare(geso())
