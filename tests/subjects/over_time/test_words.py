"""The words that pages over time share."""

from __future__ import annotations

import numpy as np

import omradesindex as oi
from omradesindex.subjects.over_time.words import (
    CITY_LABELS,
    RANK_LABELS,
    VERDICT_LABELS,
    interval,
    judged_lines,
    rests_on,
    stick_line,
    uneven_lines,
    verdict_line,
    verdict_text,
    verdicts_line,
)
from tests.subjects.conftest import errors, said


def test_verdicts_in_words(change: oi.types.Change) -> None:
    assert verdict_text("worsened", VERDICT_LABELS, "en") == "▲ has risen (harder conditions)"
    assert verdict_text("improved", RANK_LABELS, "sv") == "▼ längre från plats 1"
    assert verdict_line(change, VERDICT_LABELS, "en") == (
        "Has fallen (better conditions): 10 Siffervången. Has risen (harder conditions): 07 Skissängen. "
        "No certain change: 12 areas."
    )


def test_beside_the_city_no_area_is_said_to_have_worse_conditions(beyond: oi.types.Trend) -> None:
    assert "▲ efter staden" in stick_line(beyond, "sv")
    assert CITY_LABELS["worsened"].sv == "har halkat efter staden"


def test_verdicts_are_counted_in_both_languages() -> None:
    verdicts = ["improved", "worsened", "worsened", "untested"]
    assert verdicts_line(verdicts, "sv").endswith("1 av 4 områden, åt det svårare: 2.")
    assert verdicts_line(verdicts[:1], "en").endswith("better direction: 1 of 1 area, in the harder: 0.")


def test_an_interval_has_signs_or_a_dash() -> None:
    assert (interval(-1.25, 2.0, "sv", 1), interval(np.nan, np.nan, "sv", 1)) == ("−1,3 till +2,0", "–")


def test_what_the_intervals_hold(change: oi.types.Change, beyond: oi.types.Trend) -> None:
    assert "risken högst 5 %" in said(" ".join(judged_lines(change, "sv")))
    assert "how much more than the whole city" in said(" ".join(judged_lines(beyond, "en")))
    assert "Resten antas vara lika osäker" in said(" ".join(judged_lines(change, "sv")))
    assert stick_line(change, "en").startswith("The base year's stick (2020). ▼ better conditions")
    assert uneven_lines(change, "sv") == []


def test_errors_that_are_too_little_known_or_depend_on_each_other(years: tuple[oi.types.Result, ...]) -> None:
    unknown = [errors(result) for result in years[:3]]
    for one in unknown:
        one.score_known["index"][:] = 0.25
    two = oi.change(years[0], years[1], errors=unknown[:2], correlation=0.5)
    assert "So its change is not tested" in said(" ".join(judged_lines(two, "en")))
    assert "correlation of chance between years is assumed to be 0.5" in said(
        " ".join(judged_lines(two, "en"))
    )
    many = oi.trend(years[:3], errors=unknown)
    assert "Därför används den inte" in said(" ".join(judged_lines(many, "sv")))


def test_a_page_rests_on_figures_and_sources(change: oi.types.Change) -> None:
    told = said(rests_on(change, "sv"))
    assert "Alla 12 indikatorer finns med" in told
    assert "Källa: Exempelstad (påhittad)" in told
