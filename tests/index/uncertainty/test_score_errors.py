"""From the values' errors to the scores': exact for sums, the slope otherwise, none for an order."""

from __future__ import annotations

import numpy as np

import omradesindex as oi
from omradesindex.index.compute import aggregate
from omradesindex.methods.intervals import normal
from tests.index.uncertainty.made_up import example, index, whole


def test_the_score_of_a_sum_has_its_exact_error() -> None:
    """Weights, points and the stick's spread by hand."""
    result = example()
    found = result.uncertainty(dependence="independent", exact=["nettoinkomst"])
    error = np.nan_to_num(found.standard_error[:-1])
    spread = result.indicators.iloc[:-1].std(ddof=index().methods.ddof).to_numpy()
    parts = index().methods.points * result.weights * error / spread
    np.testing.assert_allclose(found.score_error["index"], np.sqrt((parts**2).sum(axis=1)), rtol=1e-9)
    doubt = index().methods.points * result.weights * found.membership[:-1] / spread
    np.testing.assert_allclose(found.score_membership["index"], np.sqrt((doubt**2).sum(axis=1)), rtol=1e-9)
    # The interval holds the one by the fixed stick, and reaches further where the stick may be too long.
    both = normal(
        result.level_scores["index"], np.hypot(found.score_error["index"], found.score_membership["index"])
    )
    assert (found.score_high["index"] >= both.upper - 1e-9).all()
    assert (found.score_low["index"] <= both.lower + 1e-9).all()


def test_how_much_of_the_weight_has_a_known_error() -> None:
    found = whole()
    known = ~np.isnan(found.standard_error[:-1])
    np.testing.assert_allclose(found.score_known["index"], (example().weights * known).sum(axis=1))
    assert (found.score_known["index"] < 1).all()
    np.testing.assert_allclose(found.score_known["delaktighet"], 1)


def test_what_has_no_known_error_is_assumed_to_be_as_uncertain_as_the_rest() -> None:
    """Of ekonomi, three of equal weight, two have an error: the third is their root mean square."""
    parts, ids = whole().score_parts["ekonomi"], [m.id for m in index().members]
    lacks = ids.index("nettoinkomst")
    there = parts.any(axis=0)
    there[lacks] = False
    rest = parts[:, there]
    assert rest.shape[1] == 2
    np.testing.assert_allclose(parts[:, lacks], np.sqrt((rest**2).mean(axis=1)))


def test_a_score_of_which_less_than_half_the_weight_is_known_has_no_interval() -> None:
    result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    found = result.uncertainty()
    for level, known in found.score_known.items():
        there = ~np.isnan(found.score_error[level])
        assert (there == (known >= 0.5)).all(), level
    assert (found.score_known["boende"] < 0.5).any() or (found.score_known["ekonomi"] < 0.5).any()


def test_a_score_that_is_no_sum_follows_its_own_aggregate() -> None:
    """A geometric mean's error is what many draws of its indicators give."""
    chosen = index().with_methods(aggregate={"index": "geometric", "dimension": "geometric"})
    result = chosen.compute(oi.example_statistics())
    found = result.uncertainty(dependence="independent", exact=["nettoinkomst"])
    rng = np.random.default_rng(3)
    error = np.nan_to_num(found.standard_error[:-1])
    stick, values = result.reference, result.measured.values[:-1]
    sign = np.array([m.indicator.direction.sign for m in chosen.members])
    draws = values + error * rng.standard_normal((4000, *values.shape))
    shown = 100 + 10 * stick.fitted.apply(draws * sign)
    scores = aggregate(
        chosen,
        chosen.levels,
        shown,
        result.areas,
        name="",
        weights=stick.weights,
        rescaled=stick.rescaled,
        partial=False,
    ).scores["index"]
    np.testing.assert_allclose(found.score_error["index"], scores.std(axis=0), rtol=0.05)


def test_an_order_among_areas_has_no_error() -> None:
    result = index().with_methods(aggregate={"index": "borda"}).compute(oi.example_statistics())
    found = result.uncertainty()
    assert np.isnan(found.score_error["index"]).all()
    assert np.isnan(found.score_low["index"]).all()
    assert (found.score_error["delaktighet"] > 0).all()
