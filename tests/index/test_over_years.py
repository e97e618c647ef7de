"""One stick of several years: every year between the same ends."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi

SERIES = oi.example_statistics()
YEARS = ["2020", "2022", "2024"]
INDEX = oi.load_index("malmo-2023")


def values(year: str) -> np.ndarray:
    return INDEX.compute(SERIES, period=year).measured.values[:-1]


def test_the_ends_are_those_of_all_years() -> None:
    index = INDEX.with_methods(normalise="min_max", zero=0, points=1, centre="areas")
    stick = index.stick(SERIES, periods=YEARS)
    pooled = np.concatenate([values(year) for year in YEARS])
    low, high = pooled.min(axis=0), pooled.max(axis=0)
    for year in YEARS:
        found = index.compute(SERIES, period=year, reference=stick)
        place = (values(year) - low) / (high - low)
        turn = np.array([i.direction.sign for i in index.indicators])
        np.testing.assert_allclose(found.normalised[:-1], np.where(turn > 0, place, 1 - place), atol=1e-12)
        assert found.explain(found.areas[0]) is not None
        assert found.uncertainty() is not None


def test_ampi_has_its_reference_in_the_base_year_and_its_ends_in_all() -> None:
    index = INDEX.with_methods(normalise="ampi", aggregate="ampi", zero=0, points=1)
    stick = index.stick(SERIES, periods=YEARS, base="2022")
    base = index.compute(SERIES, period="2022", reference=stick)
    np.testing.assert_allclose(base.normalised[-1], 100)
    pooled = np.concatenate([values(year) for year in YEARS])
    by_hand = index.with_methods(
        normalise={
            "method": "ampi",
            "inf": dict(zip([i.id for i in index.indicators], pooled.min(axis=0).tolist(), strict=True)),
            "sup": dict(zip([i.id for i in index.indicators], pooled.max(axis=0).tolist(), strict=True)),
        }
    )
    np.testing.assert_allclose(base.scores, by_hand.compute(SERIES, period="2022").scores)


def test_a_stick_of_one_year_is_that_year_s() -> None:
    one = INDEX.with_methods(weight={"dimension": "standard_deviation"})
    stick = one.stick(SERIES, periods=["2024"])
    np.testing.assert_array_equal(
        one.compute(SERIES, period="2024", reference=stick).scores, one.compute(SERIES, period="2024").scores
    )


def test_all_years_unless_some_are_named_and_what_is_refused() -> None:
    stick = INDEX.stick(SERIES)
    assert stick.years == f"{SERIES.periods()[0]}\N{EN DASH}{SERIES.periods()[-1]}"
    assert set(stick.periods) == {SERIES.periods()[0]}
    assert stick.figures is not None
    assert len(stick.figures) == len(SERIES.periods()) * len(SERIES.areas) + 1
    with pytest.raises(oi.errors.ComputeError, match="no figures for '1999'"):
        INDEX.stick(SERIES, periods=["1999"])
    with pytest.raises(oi.errors.ComputeError, match="not one of the years of the stick"):
        INDEX.stick(SERIES, periods=["2020"], base="2024")
    with pytest.raises(oi.errors.ComputeError, match="that of one year"):
        INDEX.with_methods(normalise={"method": "z_score", "spread": "without_noise"}).stick(SERIES)


def test_what_is_said_of_the_stick_is_true_of_several_years() -> None:
    stick = INDEX.stick(SERIES, periods=YEARS)
    first, last = (INDEX.compute(SERIES, period=year, reference=stick) for year in ("2020", "2024"))
    assert "100 är som hela Exempelstad 2020." in str(last.page())
    np.testing.assert_allclose(first.normalised[-1], 0, atol=1e-12)
    assert "Måttstock av flera år (2020–2024)." in str(oi.change(first, last).page())
    ends = INDEX.with_methods(normalise="min_max", zero=0, points=100)
    later = ends.compute(SERIES, period="2024", reference=ends.stick(SERIES, periods=YEARS))
    assert "minst utmaning 2020–2024 ger 0" in " ".join(str(later.page()).split())
