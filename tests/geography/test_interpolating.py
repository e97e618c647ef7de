"""Boundaries that move: nobody is lost, what did not move is untouched, what is guessed says so."""

from __future__ import annotations

from functools import partial

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.datafiles import data_path
from omradesindex.geography import Division, Key
from tests.geography.line_city import city, figures, strips

QUICK = settings(max_examples=25, deadline=None)


cuts = st.lists(st.floats(1, 99), min_size=1, max_size=7, unique_by=round).map(
    lambda inner: [0.0, *sorted(inner), 100.0]
)
lines = st.tuples(cuts, cuts, st.integers(0, 2**32 - 1))


# -- properties -----------------------------------------------------------------------------------------


@QUICK
@given(lines)
def test_counts_are_preserved(drawn: tuple[list[float], list[float], int]) -> None:
    before, after, seed = drawn
    old, new = strips(before, "g"), strips(after, "n")
    n = np.random.default_rng(seed).integers(0, 10**6, len(old)).astype(float)
    block = (
        figures(list(old.index), value=n)
        .to_areas(oi.crosswalk(old, new), division=city(new))
        .block("folkmangd", "2024")
    )
    assert abs(block.value[:-1].sum() - n.sum()) <= 1e-9 * max(1.0, n.sum())
    assert block.value[-1] == n.sum()


@QUICK
@given(lines)
def test_a_share_lies_between_those_it_is_made_of(drawn: tuple[list[float], list[float], int]) -> None:
    before, after, seed = drawn
    old, new = strips(before, "g"), strips(after, "n")
    rng = np.random.default_rng(seed)
    base = rng.integers(1, 1000, len(old)).astype(float)
    part = rng.binomial(base.astype(int), 0.4).astype(float)
    walk = oi.crosswalk(old, new)
    made = figures(
        list(old.index),
        variable="andel",
        kind="share",
        value=100 * part / base,
        numerator=part,
        denominator=base,
    ).to_areas(walk, division=city(new))
    block, rate = made.block("andel", "2024"), 100 * part / base
    for j, value in enumerate(block.value[:-1]):
        of = rate[walk.shares[:, j] > 0]
        assert of.min() - 1e-9 <= value <= of.max() + 1e-9
    # Shares travel through their counts, which add up as counts do.
    assert block.numerator[:-1].sum() == pytest.approx(part.sum(), rel=1e-12)
    assert block.denominator[:-1].sum() == pytest.approx(base.sum(), rel=1e-12)
    assert block.value[-1] == pytest.approx(100 * part.sum() / base.sum())


@QUICK
@given(cuts, st.randoms(use_true_random=False))
def test_what_did_not_move_is_untouched(edges: list[float], random: object) -> None:
    old = strips(edges, "g")
    order = list(old.index)
    random.shuffle(order)  # type: ignore[attr-defined]
    walk = oi.crosswalk(old, old.loc[order])
    assert set(walk.to_frame()["change"]) == {"unchanged"}
    assert walk.split == ()
    assert walk.empty == ()
    n = np.arange(1.0, len(old) + 1)
    block = figures(list(old.index), value=n).to_areas(walk, division=city(old)).block("folkmangd", "2024")
    assert block.value[:-1].tolist() == n.tolist()
    assert not block.quality.any()  # as official as before


@QUICK
@given(lines, st.randoms(use_true_random=False))
def test_order_means_nothing(drawn: tuple[list[float], list[float], int], random: object) -> None:
    before, after, seed = drawn
    old, new = strips(before, "g"), strips(after, "n")
    order, others = list(old.index), list(new.index)
    random.shuffle(order), random.shuffle(others)  # type: ignore[attr-defined]
    n = pd.Series(np.random.default_rng(seed).uniform(0, 1000, len(old)), index=old.index)

    def carried(a: gpd.GeoDataFrame, b: gpd.GeoDataFrame) -> np.ndarray:
        table = figures(list(a.index), value=n.loc[a.index].to_numpy())
        return table.to_areas(oi.crosswalk(a, b), division=city(new)).block("folkmangd", "2024").value

    assert carried(old, new) == pytest.approx(carried(old.loc[order], new.loc[others]), rel=1e-12)


# -- known answers --------------------------------------------------------------------------------------

OLD, NEW = strips([0, 40, 100], "g"), strips([0, 50, 100], "n")


def test_by_surface_by_points_and_by_squares() -> None:
    assert oi.crosswalk(OLD, NEW).shares == pytest.approx(np.array([[1, 0], [1 / 6, 5 / 6]]))
    people = gpd.GeoDataFrame(
        {"weight": [5.0, 30.0, 10.0, 99.0]},
        geometry=gpd.points_from_xy([10, 45, 80, 500], [5, 5, 5, 5]),
        crs=3006,
    )
    by_points = oi.crosswalk(OLD, NEW, weights=people.to_crs(4326))
    assert by_points.shares == pytest.approx(np.array([[1, 0], [0.75, 0.25]]))
    assert by_points.weight.tolist() == [5, 40]
    # One square lies over the border between the targets: half of it on each side.
    squares = gpd.GeoDataFrame(
        {"weight": [20.0, 30.0]}, geometry=[shapely.box(45, 0, 55, 10), shapely.box(60, 0, 70, 10)], crs=3006
    )
    assert oi.crosswalk(OLD, NEW, weights=squares).shares[1] == pytest.approx([0.2, 0.8])
    # Nothing weighs in the first source, which is then split by surface.
    assert oi.crosswalk(NEW, OLD, weights=squares).shares[0] == pytest.approx([0.0, 1.0])


def test_a_point_on_a_border_is_counted_once() -> None:
    point = gpd.GeoDataFrame({"weight": [7.0]}, geometry=gpd.points_from_xy([50], [5]), crs=3006)
    assert oi.crosswalk(OLD, NEW, weights=point).weight.sum() == 7


def test_slivers_are_arithmetic_but_a_small_target_is_not() -> None:
    nearly = strips([0, 40.1, 100], "n")
    assert oi.crosswalk(OLD, nearly).split == ()
    assert oi.crosswalk(OLD, nearly, negligible=0).split == ("g1",)
    small = strips([0, 40, 99.9, 100], "n")
    assert oi.crosswalk(OLD, small).shares[1] == pytest.approx([0, 59.9 / 60, 0.1 / 60])


def test_what_lies_outside_is_said_and_still_counted() -> None:
    walk = oi.crosswalk(OLD, strips([0, 20, 60], "n"))
    assert walk.uncovered == pytest.approx([0, 40 / 60])
    assert walk.shares.sum(axis=1) == pytest.approx([1, 1])
    assert "Yta utanför alla mål" in repr(walk)
    assert "g1" in repr(walk)


def test_a_target_that_nothing_leads_to_has_no_figure() -> None:
    wide = strips([0, 40, 100, 120], "n")
    walk = oi.crosswalk(OLD, wide)
    assert walk.empty == ("n2",)
    assert "Får inga uppgifter: n2" in repr(walk)
    block = (
        figures(["g0", "g1"], value=[1.0, 2.0]).to_areas(walk, division=city(wide)).block("folkmangd", "2024")
    )
    assert np.isnan(block.value[2])
    assert block.value[-1] == 3


def test_only_what_is_split_is_estimated() -> None:
    wide = strips([0, 40, 70, 100], "n")
    table = figures(["g0", "g1"], value=[90.0, 10.0], source="SCB")
    carried = table.to_areas(oi.crosswalk(OLD, wide), division=city(wide))
    frame = carried.to_frame()
    assert frame["quality"].tolist() == ["official", "estimated", "estimated", "official"]
    assert frame["doubtful"].tolist() == [0, 1, 1, 0.1]
    assert frame["source"].str.contains("delade efter yta").all()
    # Nobody lives in what is split: nothing is guessed.
    empty = figures(["g0", "g1"], value=[90.0, 0.0]).to_areas(oi.crosswalk(OLD, wide), division=city(wide))
    assert set(empty.to_frame()["quality"]) == {"official"}


@pytest.mark.parametrize("kind", ["median", "index", ""])
def test_what_parts_cannot_make_up_is_refused(kind: str) -> None:
    table = figures(["g0", "g1"], variable="x", kind=kind, value=[1.0, 2.0])
    with pytest.raises(oi.errors.StatisticsError, match="cannot be summed to areas"):
        table.to_areas(oi.crosswalk(OLD, NEW), division=city(NEW))


def test_a_suppressed_source_leaves_its_targets_empty() -> None:
    table = figures(["g0", "g1"], value=[90.0, np.nan], status=["observed", "suppressed"])
    frame = table.to_areas(oi.crosswalk(OLD, NEW), division=city(NEW)).to_frame()
    assert frame["status"].tolist() == ["suppressed"] * 3
    assert frame["value"].isna().all()


# -- parts and codes ------------------------------------------------------------------------------------

PARTS = tuple("abcde")
TO_OLD = Key("gamla", PARTS, ("g0", "g0", "g1", "g1", "g2"))
TO_NEW = Key("nya", PARTS, ("n0", "n1", "n1", "n1", "n1"))


def test_parts_that_both_consist_of() -> None:
    weights = dict(zip(PARTS, [30.0, 10.0, 0.0, 0.0, 0.0], strict=True))
    walk = oi.crosswalk(TO_OLD, TO_NEW, weights=weights, weighed_by="folkmängd 2024")
    assert walk.shares.tolist() == [[0.75, 0.25], [0, 1], [0, 1]]
    assert walk.moved({"g0": 40, "g1": 30, "g2": 30}) == pytest.approx(0.1)
    assert "delade efter folkmängd 2024" in repr(walk)
    assert dict(oi.crosswalk(TO_OLD, TO_NEW).unbridged) == {"g0": "no_shares"}
    nobody = dict.fromkeys(PARTS, 0.0)
    assert dict(oi.crosswalk(TO_OLD, TO_NEW, weights=nobody).unbridged) == {"g0": "unweighted"}


# -- bad input ------------------------------------------------------------------------------------------


def test_bad_input_gets_one_clear_error() -> None:
    weights = dict.fromkeys(PARTS, 1.0)
    bare = OLD.assign(weight=1.0).set_crs(None, allow_override=True)
    refused = [
        (lambda: oi.crosswalk(TO_OLD, NEW), "a key stands against outlines"),
        (lambda: oi.crosswalk(OLD, NEW, weights=weights), "outlines need weights that say where"),
        (lambda: oi.crosswalk(TO_OLD, Key("x", ("a",), ("1",))), "disagree about the sub-areas 'b', 'c'"),
        (lambda: oi.crosswalk(TO_OLD, TO_NEW, weights={"a": 1.0}), "the weights lack 'b'"),
        (lambda: oi.crosswalk(TO_OLD, TO_NEW, weights={**weights, "a": -1.0}), "negative"),
        (lambda: oi.crosswalk(OLD.set_crs(None, allow_override=True), NEW), "no coordinate system"),
        (lambda: oi.crosswalk(OLD, NEW, weights=OLD), "no column 'weight'"),
        (lambda: oi.crosswalk(OLD, NEW, weights=bare), "the weights have no coordinate system"),
        (lambda: oi.crosswalk(TO_OLD, TO_NEW, weights={**weights, "a": "x"}), "a weight is no number"),
        (lambda: oi.crosswalk(OLD, NEW, negligible=2), "negligible is 2"),
    ]
    for act, message in refused:
        with pytest.raises(oi.errors.DivisionError, match=message):
            act()


# -- a division redrawn ---------------------------------------------------------------------------------


def test_a_redrawn_division_is_compared_and_figures_follow() -> None:
    """One delområde of Exempelstad changes area: the truth is known, since its people are."""
    old = oi.example_division()
    key, parts = old.keys["delomrade"], oi.example_statistics(level="sub_area")
    home, there = old.codes[0], old.codes[1]
    moving = key.of_area(home)[0]
    shapes = gpd.read_file(data_path("exempelstad", "delomraden.geojson")).to_crs(3006)
    shapes = shapes.set_index(shapes.columns[0])
    areas = [there if s == moving else a for s, a in zip(key.sub_areas, key.areas, strict=True)]
    new_key = Key("delomrade", key.sub_areas, tuple(areas))
    outlines = partial(shapes.loc[list(key.sub_areas)].dissolve, areas)
    new = Division(
        id="nya",
        label="Exempelstad (påhittad), omritad",
        codes=old.codes,
        names=old.names,
        whole=old.whole,
        keys={"delomrade": new_key},
        outlines_from=outlines,
    )
    changed = {a.code for a in old.compare(new).changed}
    assert {home, there} <= changed

    n = parts.block("folkmangd", "2024").value[:-1]
    people = dict(zip(parts.areas, n, strict=True))
    table, whole = oi.example_statistics().only(["folkmangd"]), n.sum()
    counts = dict(zip(old.codes, table.block("folkmangd", "2024").value, strict=False))
    exact = parts.only(["folkmangd"]).to_areas(new_key, division=new).block("folkmangd", "2024").value

    by_people = oi.crosswalk(key, new_key, weights=people)
    carried = table.to_areas(by_people, division=new).block("folkmangd", "2024").value
    assert carried == pytest.approx(exact, rel=1e-12)
    assert by_people.moved(counts) == pytest.approx(people[moving] / whole)

    by_surface = oi.crosswalk(old, new)
    assert by_surface.split == (home,)
    guess = table.to_areas(by_surface, division=new).block("folkmangd", "2024").value
    assert guess[:-1].sum() == pytest.approx(whole, rel=1e-9)
    bounds = oi.data.carrying_error(table, by_surface).query("period == '2024' and sex == 'total'")
    bounds = bounds[(bounds["age"] == "total") & (bounds["disability"] == "total")].set_index("area")
    assert (bounds["lowest"].loc[list(new.codes)] <= exact[:-1] + 1e-9).all()
    assert (exact[:-1] <= bounds["highest"].loc[list(new.codes)] + 1e-9).all()
    untouched = [code not in (home, there) for code in new.codes]
    assert (bounds["standard_error"].loc[list(new.codes)].to_numpy()[untouched] == 0).all()
