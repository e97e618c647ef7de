"""Whom an indicator touches: from counts alone."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.catalogue import Formula
from omradesindex.subjects.themes.touched import Touched, touched
from tests.subjects.themes.town import COUNTS, figures, index, indicator


def test_who_is_counted_or_who_is_not(hand: oi.types.Themes) -> None:
    worse, better = touched(hand.result, 0), touched(hand.result, 2)
    assert worse.persons.tolist() == [300, 300, 100, 100, 800]
    # In work is better, so those out of it are touched.
    assert better.persons.tolist() == [500, 400, 300, 200, 1400]
    assert better.base.tolist() == [1000] * 4 + [4000]
    assert worse.excess.tolist() == [100, 100, -100, -100]
    assert worse.half.tolist() == [True, True, False, False]


def test_unevenness_is_duncan_s_beyond_chance() -> None:
    group = np.array([300.0, 300, 100, 100, 800])
    value, low, high = Touched(group, np.array([1000.0] * 4 + [4000])).unevenness
    # 600 of 800 and 1400 of 3200 live in A and B: D = .75 − .4375; by lot some hundredths.
    assert 0.29 < value < 0.3125
    assert low < value < high
    even = Touched(np.array([50.0] * 4 + [200]), np.array([100.0] * 4 + [400])).unevenness
    assert even[0] == 0


def test_shares_without_counts_and_samples_give_no_number() -> None:
    shares = figures().to_frame().query("variable == 'utan_arbete'")[["area", "variable", "period"]]
    statistics = oi.Statistics.from_frame(shares.assign(value=[30.0, 30, 10, 10], kind="share"), name="Prov")
    result = index().with_methods(centre="areas").compute(statistics, partial=True)
    count = touched(result, 0)
    assert not count.known
    assert count.reason is not None
    assert count.reason.sv == "uppgiften anges utan antal"
    sampled = figures(standard_error=1.0)
    assert touched(index().compute(sampled), 0).reason.sv == "svaren är ett urval, inte alla"  # type: ignore[union-attr]


def test_those_who_answered_are_no_residents() -> None:
    trust = oi.themes("tillit", oi.example_statistics())
    asked = trust.counts[trust.at("tillit_andra")]
    assert asked.unit == "svarande"
    assert not asked.known
    assert np.isnan(trust.city.set_index("theme").loc["tillit_andra", "touched"])


@pytest.mark.parametrize("worse", [True, False])
def test_events_are_counted_where_they_are_bad(worse: bool) -> None:
    rate = indicator(
        "handelser", worse=worse, formula=Formula("rate", ("utan_arbete",), ("folkmangd",), 1000)
    )
    own = index().add(rate, to="nod")
    count = touched(own.compute(figures()), [m.id for m in own.members].index("handelser"))
    assert count.known is worse
    assert np.isnan(count.unevenness[0])
    assert not worse or count.persons[:-1].tolist() == [row[0] for row in COUNTS.values()]


def test_an_area_without_a_count_leaves_the_rest_unsaid() -> None:
    gap = Touched(np.array([5.0, np.nan, 3, 8]), np.array([10.0, 10, 10, 30]))
    assert not gap.known
    assert not gap.half.any()
    assert np.isnan(gap.unevenness).all()


def test_one_small_area_hides_the_others_too() -> None:
    """The city's number less the others' would be the small one's."""
    small = Touched(np.array([300.0, 12, 100, 412]), np.array([1000.0, 1000, 1000, 3000]))
    assert small.known
    assert not small.told
    assert np.isnan(small.here).all()
    assert np.isnan(small.excess).all()
    nearly_all = Touched(np.array([300.0, 995, 100, 1395]), np.array([1000.0, 1000, 1000, 3000]))
    assert not nearly_all.told
    assert not Touched(np.array([300.0, 0, 100, 400]), np.array([1000.0, 1000, 1000, 3000])).told
