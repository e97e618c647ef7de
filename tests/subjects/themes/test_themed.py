"""Themes in numbers: each in its own distribution, beyond chance, the same whatever the scale."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError
from tests.subjects.themes.town import COUNTS, figures, index


def test_positions_are_standard_deviations_from_the_city(hand: oi.types.Themes) -> None:
    place = hand.at("utan_arbete")
    assert hand.reference[place] == pytest.approx(20)  # the city's own
    assert hand.position[:, place].tolist() == pytest.approx([1, 1, -1, -1])
    # More in work is a smaller challenge.
    assert hand.position[:, hand.at("i_arbete")].tolist() == pytest.approx(
        [1.5 / 1.25**0.5, 0.5 / 1.25**0.5, -0.5 / 1.25**0.5, -1.5 / 1.25**0.5]
    )
    assert hand.verdict[:, place].tolist() == ["challenge", "challenge", "better", "better"]


def test_the_error_of_a_distance_takes_the_area_s_own_part_in_the_city_into_account(
    hand: oi.types.Themes,
) -> None:
    place = hand.at("utan_arbete")
    # In all areas the error is no less than that of the city's share, 20 % of a thousand.
    s = np.maximum(hand.errors[:, place], 100 * np.sqrt(0.2 * 0.8 / 1000))
    expected = np.sqrt((0.75 * s[0]) ** 2 + ((0.25 * s[1:]) ** 2).sum())
    assert hand.distance_error[0, place] == pytest.approx(expected)


def test_what_stands_out_lies_above_the_area_s_other_themes(hand: oi.types.Themes) -> None:
    nod, grund = hand.at("nod"), hand.at("grund")
    profile = hand.position[:, nod] - hand.position[:, grund]
    assert hand.profile[:, nod] == pytest.approx(profile)
    assert hand.profile[:, grund] == pytest.approx(-profile)
    # A owns its homes, so need stands out there; D does not, and is no challenge in need.
    assert hand.stands_out[:, nod].tolist() == [True, False, False, False]
    assert not (hand.stands_out & (hand.verdict != "challenge")).any()


def test_themes_err_together_as_is_said(hand: oi.types.Themes) -> None:
    """All is counted on the same persons: a dimension of two errs more, what lies between themes less."""
    alone = oi.themes(index(), figures(), dependence="independent")
    assert (hand.errors >= alone.errors - 1e-12).all()
    assert (hand.errors[:, 0] > alone.errors[:, 0]).all()
    whole = oi.themes(index(), figures(), dependence="bounded")
    assert (whole.errors[:, 0] > hand.errors[:, 0]).all()
    assert whole.stands_out.sum() >= alone.stands_out.sum()


def test_nothing_depends_on_how_far_scores_lie_from_100(hand: oi.types.Themes) -> None:
    """Another scale, and a dimension moved as a whole, leave all that is said as it is."""
    other = oi.themes(index().with_methods(points=3.0, zero=50.0), figures())
    np.testing.assert_allclose(other.position, hand.position)
    assert (other.verdict == hand.verdict).all()
    assert (other.stands_out == hand.stands_out).all()


def test_a_mix_is_held_against_its_parts_and_not_against_the_more_mixed_city(malmo: oi.types.Themes) -> None:
    place = malmo.at("blandade_upplatelseformer")
    own = malmo.values[:, place]
    city = malmo.result.indicators[malmo.themes[place]].iloc[-1]
    assert (own < city).sum() >= 10  # nearly every area is less mixed than the city
    assert city > malmo.reference[place]
    assert own.min() < malmo.reference[place] < own.max()
    boende = malmo.at("boende")
    highest = malmo.position[:, :4].argmax(axis=1) == boende
    raw = np.stack([malmo.result.level_scores[t] for t in malmo.themes[:4]], axis=1).argmax(axis=1) == boende
    assert highest.sum() < raw.sum()


def test_small_numbers_are_chance() -> None:
    """Nine of ten in one area, against five of ten in the city, is nothing sure among 24 tests."""
    few = {area: tuple(n / 100 for n in row) for area, row in COUNTS.items()}
    small = oi.themes(index(), figures(few, people=10))
    assert set(small.verdict.ravel()) == {"chance"}
    assert not small.stands_out.any()
    assert (small.differs > 0.05).any()
    assert (small.rank_limits[1] - small.rank_limits[0] > 0).all()
    assert (small.beyond_chance < 0.95).any()


def test_all_areas_and_themes_are_one_family(hand: oi.types.Themes) -> None:
    m = hand.values.size
    one = 1 - (1 - hand.judged.p.min()) ** (1 / m)
    assert hand.judged.p.min() == pytest.approx(1 - (1 - one) ** m)
    from omradesindex.methods.intervals import normal

    alone = float(normal(0.0, 1.0, level=0.95).upper)
    assert float(hand.judged.critical) > alone


def test_what_is_declared_exact_differs_without_chance() -> None:
    exact = oi.themes(index(), figures(), exact=True)
    place = exact.at("fattiga")
    assert exact.verdict[:, place].tolist() == ["challenge", "better", "better", "better"]
    assert exact.judged.p[0, place] == 0
    first, last = exact.rank_limits
    assert (first[0, place], last[0, place]) == (1, 1)


def test_without_an_error_nothing_is_said(malmo: oi.types.Themes) -> None:
    place = malmo.at("nettoinkomst")
    assert set(malmo.verdict[:, place]) == {"unknown"}
    assert np.isnan(malmo.rank_limits[0][:, place]).all()
    assert np.isnan(malmo.beyond_chance[place])
    assert np.isnan(malmo.profile[:, place]).all()
    assert not np.isnan(malmo.ranks[:, place]).any()


def test_a_theme_on_too_few_of_its_indicators_is_missing() -> None:
    one_of_three = oi.malmo_statistics().only(["sysselsatta_16_64", "befolkning_16_64"])
    themes = oi.themes("malmo-oppna-data", one_of_three)
    place = themes.at("delaktighet")
    assert set(themes.verdict[:, place]) == {"missing"}
    assert np.isnan(themes.position[:, place]).all()
    assert "challenge" in themes.verdict[:, themes.at("sysselsattning")]


def test_who_lives_where_it_is_a_challenge(hand: oi.types.Themes) -> None:
    assert hand.people_challenged[hand.at("utan_arbete")] == 2000
    assert hand.people_challenged[hand.at("fattiga")] == 1000
    assert hand.order == (1, 0, 3, 2)


def test_unknown_theme(hand: oi.types.Themes) -> None:
    with pytest.raises(ComputeError, match="did you mean 'grund'"):
        hand.at("grunden")
