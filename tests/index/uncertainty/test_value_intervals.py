"""Intervals of values: from counts, from a survey, exact, filled, or none with a reason."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.catalogue import indicators
from omradesindex.index.measure import measure
from omradesindex.index.uncertainty.value_intervals import REASONS, value_intervals
from omradesindex.methods.intervals import normal, poisson, wilson
from tests.cities import counts, statistics
from tests.index.uncertainty.made_up import AREAS, column, example, index, made_of, one


def test_counted_shares_have_wilsons_interval() -> None:
    found, j = example().uncertainty(), column("valdeltagande")
    top, base = (
        oi.example_statistics().block(v, "2024").value
        for v in ("rostande_kommunval", "rostberattigade_kommunval")
    )
    limits = wilson(top, base)
    plain = found.membership[:, j] == 0
    assert plain[-1]
    assert plain.sum() > 5
    np.testing.assert_allclose(found.low[plain, j], 100 * limits.lower[plain], rtol=1e-12)
    np.testing.assert_allclose(found.high[plain, j], 100 * limits.upper[plain], rtol=1e-12)
    assert (found.method[:, j] == "wilson").all()
    # Half a person on either side hardly matters where there are many.
    p = top / base
    np.testing.assert_allclose(found.standard_error[:, j], 100 * np.sqrt(p * (1 - p) / base), rtol=1e-2)


def test_rates_have_the_interval_of_their_poisson_count() -> None:
    crimes, block = indicators()["anmalda_brott"], oi.example_statistics().block
    found = value_intervals(oi.example_statistics(), crimes, measure([crimes], oi.example_statistics()), 0)
    limits, people = poisson(block("brott_anmalda", "2024").value), block("folkmangd", "2024").value
    np.testing.assert_allclose(found.low, 1000 * limits.lower / people, rtol=1e-12)
    np.testing.assert_allclose(found.high, 1000 * limits.upper / people, rtol=1e-12)
    assert (found.method == "byar").all()


def test_two_counts_against_each_other_vary_both_by_chance() -> None:
    found, j = example().uncertainty(), column("in_och_utflyttning")
    block = oi.example_statistics().block
    came, left = (block(v, "2024").value for v in ("inflyttade", "utflyttade"))
    share = wilson(came, came + left)
    plain = found.membership[:, j] == 0
    for limit, share_limit in ((found.low, share.lower), (found.high, share.upper)):
        np.testing.assert_allclose(
            limit[plain, j], (100 * share_limit / (1 - share_limit))[plain], rtol=1e-12
        )
    # Of two Poisson counts the logarithm of the ratio has the variance 1/x + 1/y.
    error = 100 * came / left * np.sqrt(1 / came + 1 / left)
    np.testing.assert_allclose(found.standard_error[:, j], error, rtol=1e-2)
    rng = np.random.default_rng(3)
    drawn = rng.poisson(60, 20_000), rng.poisson(50, 20_000)
    low, high = (limit / (1 - limit) for limit in wilson(drawn[0], drawn[0] + drawn[1]))
    assert 0.94 < ((low <= 60 / 50) & (high >= 60 / 50)).mean() < 0.96


def test_what_is_measured_and_not_counted_has_no_interval_but_a_reason() -> None:
    everything = oi.example_statistics()
    seen = set()
    for indicator in indicators().values():
        measured = measure([indicator], everything)
        found = value_intervals(everything, indicator, measured, 0)
        there = found.method != "none"
        assert ((found.reason == "") == there).all()
        assert (np.isnan(found.low) == ~there).all()
        assert ((found.low <= measured.values[:, 0]) & (measured.values[:, 0] <= found.high))[there].all()
        seen |= set(found.reason[~there])
        if indicator.id in ("gronska", "franvaro", "investeringar", "nettoinkomst", "medellivslangd"):
            assert not there.any(), indicator.id
    assert seen <= set(REASONS)
    assert len(seen) > 4


def test_nobody_at_all_is_not_exact() -> None:
    found = one(
        made_of(kind="share", value=0.0, numerator=0.0, denominator=[5.0, 10.0, 20.0, 50.0, 100.0]),
    )
    assert (found.low == 0).all()
    assert (found.standard_error > 0).all()
    assert (np.diff(found.high[:-1]) < 0).all()


def test_a_survey_brings_its_own_error() -> None:
    plain = one(made_of(kind="share", value=50.0, n=400))
    np.testing.assert_allclose(plain.standard_error[:-1], 2.5)
    np.testing.assert_allclose(plain.low[:-1], 100 * wilson(200, 400).lower)
    assert (plain.method[:-1] == "survey").all()
    twice = one(made_of(kind="share", value=50.0, n=400, design_effect=4))
    np.testing.assert_allclose(twice.standard_error[:-1], 5.0)
    np.testing.assert_allclose(twice.low[:-1], 100 * wilson(200, 400, design_effect=4.0).lower)
    none = one(made_of(kind="share", value=0.0, n=400))
    np.testing.assert_allclose(none.high[:-1], 100 * wilson(0, 400).upper)
    assert (none.low[:-1] == 0).all()


def test_a_stated_error_comes_before_the_counts() -> None:
    share = {"kind": "share", "value": 50.0, "numerator": 200.0, "denominator": 400.0}
    assert (one(made_of(**share)).method == "wilson").all()
    stated = one(made_of(**share, standard_error=[4.0, np.nan, 4.0, 4.0, 0.0]))
    assert stated.method[:-1].tolist() == ["survey", "wilson", "survey", "survey", "exact"]
    assert stated.high[4] == stated.low[4] == 50.0


def test_a_mean_has_an_interval_only_with_its_error() -> None:
    income = {"variable": "nettoinkomst", "kind": "mean", "value": [200.0, 250.0, 300.0, 350.0, 400.0]}
    bare = one(made_of(**income), "nettoinkomst")
    assert (bare.reason[:-1] == "a mean needs its standard error, which is not given").all()
    found = one(made_of(**income, standard_error=2.0), "nettoinkomst", level=0.9)
    np.testing.assert_allclose(found.high[:-1], normal(income["value"], 2.0, level=0.9).upper)


def test_errors_of_a_quotients_parts() -> None:
    """The numerator's error is carried over; one of the denominator's own leaves the quotient's unknown."""
    parts = {
        "rostande_kommunval": (60.0, [3.0, 3.0, 0.0, 0.0, np.nan]),
        "rostberattigade_kommunval": (100.0, np.nan),
    }

    def table(error: object) -> oi.Statistics:
        return statistics(
            pd.concat(
                pd.DataFrame(
                    {"area": AREAS, "variable": v, "period": "2024", "value": value, "standard_error": e}
                )
                for v, (value, e) in {**parts, "rostberattigade_kommunval": (100.0, error)}.items()
            )
        )

    found = one(table(np.nan), "valdeltagande")
    assert found.method[:-1].tolist() == ["survey", "survey", "wilson", "wilson", "wilson"]
    np.testing.assert_allclose(found.standard_error[:2], 3.0)
    mixed = one(table([0.0, 5.0, 0.0, 5.0, 5.0]), "valdeltagande")
    assert mixed.method[:-1].tolist() == ["survey", "none", "exact", "none", "none"]
    assert "do not tell its own" in mixed.reason[1]


def test_what_is_declared_exact() -> None:
    found = example().uncertainty(exact=["valdeltagande"])
    j = column("valdeltagande")
    plain = found.membership[:, j] == 0
    assert (found.low[plain, j] == found.high[plain, j]).all()
    assert (found.low[~plain, j] < found.high[~plain, j]).all(), "membership stays doubtful"
    assert (found.standard_error[:, j] == 0).all()
    everything = example().uncertainty(exact=True)
    assert (everything.method == "exact").all()
    assert all((e == 0).all() for e in everything.score_error.values())
    assert all((k == 1).all() or np.allclose(k, 1) for k in everything.score_known.values())


def test_rounded_counts_are_no_exact_values() -> None:
    table = counts(index(), AREAS, size=4000)
    table["value"] = 5 * (table["value"] / 5).round()
    marked = statistics(table.assign(rounding="nearest 5"))
    result = index().compute(marked, partial=True)
    j, n = column("valdeltagande"), marked.block("rostberattigade_kommunval", "2024").value[0]
    found = result.uncertainty(exact=True)
    assert found.method[0, j] == "noise"
    share = result.indicators["valdeltagande"].iloc[0] / 100
    error = 100 * 5 / np.sqrt(12) * np.sqrt(1 + share**2) / n
    assert found.standard_error[0, j] == pytest.approx(error)


def test_filled_values_have_the_spread_of_their_method() -> None:
    table = counts(index(), AREAS, size=4000).assign(status="observed")
    gone = (table["area"] == "03") & (table["variable"] == "rostande_kommunval")
    table.loc[gone, ["value", "status"]] = [np.nan, "missing"]
    city = table.groupby(["variable", "period"], as_index=False)["value"].sum(min_count=5)
    city["value"] = city["value"].fillna(9000.0)
    table = pd.concat([table, city.assign(area="00", status="observed", quality="made_up")])
    for how, known in (({"method": "multiple", "rng": 1}, True), ("mean", False)):
        result = index().with_methods(impute=how).compute(statistics(table, whole="00"))
        found, j = result.uncertainty(), column("valdeltagande")
        spread = result.measured.imputation_spread[2, j]
        assert result.measured.imputed[2, j]
        assert (found.method[2, j] == "imputed") == (not np.isnan(spread)) == known
        if known:
            assert found.standard_error[2, j] == spread > 0


def test_a_higher_level_gives_wider_intervals() -> None:
    narrow, wide = (example().uncertainty(level=level) for level in (0.8, 0.99))
    there = ~np.isnan(narrow.low)
    assert (wide.low < narrow.low)[there].all()
    assert (wide.high > narrow.high)[there].all()
    np.testing.assert_array_equal(narrow.standard_error, wide.standard_error)


@pytest.mark.parametrize("n", [20, 50, 200])
def test_wilsons_interval_holds_over_all_shares(n: int) -> None:
    """Not drawn but worked out: every count's probability, for 181 shares from 5 to 95 %."""
    from scipy.special import gammaln, xlog1py, xlogy

    x, p = np.arange(n + 1.0), np.linspace(0.05, 0.95, 181)[:, None]
    choose = gammaln(n + 1) - gammaln(x + 1) - gammaln(n - x + 1)
    chance = np.exp(choose + xlogy(x, p) + xlog1py(n - x, -p))
    np.testing.assert_allclose(chance.sum(axis=1), 1)
    limits = wilson(x, n)
    covered = (chance * ((limits.lower <= p) & (p <= limits.upper))).sum(axis=1)
    assert 0.945 < covered.mean() < 0.957
