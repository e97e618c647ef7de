"""What the page computes with."""

from __future__ import annotations

from base64 import b64decode

import numpy as np

import omradesindex as oi
from omradesindex.reports.what_if.gather import Columns, free_places, gathered, sets_of, shown_scores


def test_columns_are_whole_numbers_of_64_bits_and_each_stands_once() -> None:
    columns = Columns()
    one, other = np.array([100.1, np.nan]), np.array([99.0, 101.0])
    assert [columns.place_of("a", one), columns.place_of("b", other), columns.place_of("a", one.copy())] == [
        0,
        1,
        0,
    ]
    assert columns.place_of("a", other) == 2  # measured in another way
    back = np.frombuffer(b64decode(columns.packed()), dtype="<f8").reshape(3, 2)
    np.testing.assert_array_equal(back, [one, other, other])


def test_free_places_are_those_of_single_indicators(malmo: oi.types.Result) -> None:
    firsts, areas, apart = free_places(malmo)
    places = np.array([oi.methods.rank(column) for column in shown_scores(malmo).T])
    assert firsts == len({int(np.argmin(row)) for row in places})
    assert areas == 14
    wide = places.max(axis=0) - places.min(axis=0)
    assert (wide >= apart).sum() >= 7 > (wide >= apart + 1).sum()


def test_proposals_without_figures_are_named_and_not_tried(malmo: oi.types.Result) -> None:
    # What the proposals are asked without does not make the index another.
    statistics = malmo.statistics.without("in_och_utflyttning")
    comparison = oi.compare(["malmo-oppna-data", "mkb", "tn", "asn"], statistics, partial=True)
    sets = sets_of(malmo, comparison, "sv")
    tried = {one.index.id for one in sets.tried}
    unseen = {comparison.index_of(name).label.sv for name in (*comparison.empty, *comparison.unseen)}
    assert set(sets.unseen) == unseen
    assert tried == {name for name in comparison.sets[1:] if name not in comparison.unseen}
    data = gathered(comparison.results["malmo-oppna-data"], sets, None, "sv")
    for told in data["indices"][1:]:
        known, every = comparison.counts(told["id"])
        assert told["rests"] == f"Bygger på {known} av {every} indikatorer."


def test_an_index_of_another_kind_is_named() -> None:
    statistics = oi.example_statistics()
    base = oi.load_index("malmo-2023")
    other = base.with_methods(aggregate="maximum").with_identity(id="storsta", label="Det största")
    comparison = oi.compare([base, other], statistics)
    sets = sets_of(comparison.results["malmo-2023"], comparison, "sv")
    assert (sets.tried, sets.not_here) == ((), ("Det största",))


def test_the_key_tells_figures_and_indices_apart(malmo: oi.types.Result) -> None:
    heavier = malmo.index.reweight({"ekonomi": 2}).compute(malmo.statistics)
    sets = sets_of(malmo, None, "sv")
    keys = [
        gathered(one, sets, None, lang)["key"]
        for one, lang in ((malmo, "sv"), (malmo, "en"), (heavier, "sv"))
    ]
    assert keys[0] == keys[1] != keys[2]
