"""Care Need Index, held against what SCB printed; weights, groups, periods, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.methods.counts import cut_decimals
from tests.cities import codes, statistics
from tests.methods.test_counts import SCB_EXAMPLE, SCB_WEIGHTS
from tests.subjects.cni.provstad import FORMULA, IMPLIED, SEEDS, VARIABLES, WEIGHTS, city, table


def test_the_weights_stand_once_in_the_catalogue() -> None:
    assert FORMULA.weights == SCB_WEIGHTS
    assert len(VARIABLES) == 7
    assert FORMULA.denominator == ("folkmangd",)


def test_the_published_rows() -> None:
    data = table(
        {code: (counts, people) for code, (counts, people, *_) in zip("12", SCB_EXAMPLE, strict=False)}
    )
    result = oi.cni(statistics(data), reference=IMPLIED, reference_name="ur SCB:s exempel")
    frame = result.to_frame().set_index("area").loc[["1", "2"]]
    assert cut_decimals(frame["raw"]).tolist() == [22709, 7869]
    assert frame["per_person"].round(5).tolist() == [3.84124, 3.26952]
    assert frame["cni"].round(4).tolist() == [1.5513, 1.3204]
    assert result.ranks.tolist() == [1, 2]


def test_the_published_table(shared: Callable[..., Path]) -> None:
    printed = pd.read_csv(shared("oracles", "cni", "scb_cni_example.csv"))
    rows = {
        row["enhet"]: (tuple(row[v] for v in VARIABLES), row["population"]) for _, row in printed.iterrows()
    }
    frame = oi.cni(statistics(table(rows)), reference=IMPLIED).to_frame().set_index("area")
    frame = frame.loc[printed["enhet"]]
    assert cut_decimals(frame["raw"]).tolist() == printed["index"].tolist()
    assert frame["cni"].round(4).tolist() == printed["cni"].tolist()


@settings(max_examples=25)
@given(SEEDS)
def test_raw_points_of_the_areas_make_the_city_s(seed: int) -> None:
    result = oi.cni(statistics(city(seed)), normalise="raw")
    assert result.raw[-1] == pytest.approx(result.raw[:-1].sum())
    weighted = (result.per_person[:-1] * result.population[:-1]).sum() / result.population[:-1].sum()
    assert result.per_person[-1] == pytest.approx(weighted)


@settings(max_examples=25)
@given(SEEDS, st.floats(0.1, 10), st.floats(0.5, 3))
def test_units_of_weights_and_reference_cancel(seed: int, factor: float, reference: float) -> None:
    data = statistics(city(seed))
    a = oi.cni(data, reference=reference)
    scaled = {name: factor * weight for name, weight in WEIGHTS.items()}
    b = oi.cni(data, reference=factor * reference, weights=scaled)
    np.testing.assert_allclose(a.values, b.values, rtol=1e-12)
    assert a.ranks.tolist() == oi.cni(data, normalise="per_person").ranks.tolist()
    assert b.own_weights == (factor != 1)


@settings(max_examples=25)
@given(SEEDS)
def test_the_city_as_its_own_country_has_one(seed: int) -> None:
    frame = city(seed)
    country = frame.groupby("variable")["value"].sum().to_dict()
    result = oi.cni(statistics(frame), reference=country)
    assert result.relative[-1] == pytest.approx(1)
    np.testing.assert_allclose(
        result.relative, oi.cni(statistics(frame), reference=result.per_person[-1]).relative
    )


@settings(max_examples=25)
@given(SEEDS, st.permutations(codes(6)))
def test_the_order_of_areas_does_not_matter(seed: int, order: list[str]) -> None:
    frame = city(seed)
    shuffled = frame.set_index("area").loc[order].reset_index()
    a, b = (oi.cni(statistics(f), normalise="per_person").values for f in (frame, shuffled))
    pd.testing.assert_series_equal(a, b.loc[a.index])


def test_the_same_as_the_catalogue_s_indicator() -> None:
    data = oi.example_statistics()
    measured = oi.load_index("cni").compute(data).indicators["cni_per_invanare"]
    result = oi.cni(data, normalise="per_person")
    np.testing.assert_allclose(result.per_person, measured, rtol=1e-14)
    assert result.period == "2024"


def test_attached_to_another_index() -> None:
    index = oi.load_index("malmo-2023").extend(oi.load_index("cni"))
    result = index.compute(oi.example_statistics())
    assert "vardbehov" in result.scores
    assert (
        result.scores["vardbehov"].corr(oi.cni(oi.example_statistics(), normalise="per_person").values)
        > 0.999999
    )


def test_own_weights_by_hand() -> None:
    data = statistics(table({"1": ((1, 2, 3, 4, 5, 6, 7), 100), "2": ((7, 6, 5, 4, 3, 2, 1), 50)}))
    weights = dict(zip(VARIABLES, (1, 0, 0, 0, 0, 0, 2), strict=True))
    result = oi.cni(data, normalise="per_person", weights=weights)
    assert result.values.tolist() == [0.15, 0.18]
    assert set(result.weights) == {VARIABLES[0], VARIABLES[-1]}
    # A variable that weighs nothing is not missed.
    assert oi.cni(data.without(VARIABLES[1]), normalise="per_person", weights=weights).missing == {}


def test_the_latest_period_with_the_most_of_the_variables() -> None:
    old, new = city(1), city(2).assign(period="2025")
    new = new[new["variable"] != VARIABLES[3]]
    data = statistics(pd.concat([old, new]))
    assert oi.cni(data, normalise="raw").period == "2024"
    newest = oi.cni(data, normalise="raw", period="2025")
    assert newest.lacking == (VARIABLES[3],)
    assert newest.values.isna().all()


def test_country_from_counts_is_held_against_the_same_variables() -> None:
    frame = city(5)
    country = frame.groupby("variable")["value"].sum().to_dict()
    result = oi.cni(statistics(frame).without(VARIABLES[0]), reference=country, partial=True)
    assert result.relative[-1] == pytest.approx(1)
    assert result.reference is not None
    rest = sum(WEIGHTS[v] * country[v] for v in VARIABLES[1:]) / country["folkmangd"]
    np.testing.assert_allclose(result.reference, rest)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "the reference is missing"),
        ({"normalise": "rikt"}, r"did you mean 'riket'"),
        ({"reference": 0}, "cannot be points per inhabitant"),
        ({"reference": 24_000_000}, "cannot be points per inhabitant"),
        ({"reference": "2,5"}, "a finite number or a mapping"),
        ({"reference": {"folkmangd": 10_000_000}}, "the reference lacks 'alder_under_5'"),
        ({"reference": {**dict.fromkeys(VARIABLES, 5), "folkmangd": 0}}, "population is 0"),
        ({"reference": {**dict.fromkeys(VARIABLES, -5), "folkmangd": 9}}, "count of 'alder_under_5' is -5"),
        ({"weights": {**WEIGHTS, "alder_under5": 1}}, r"did you mean 'alder_under_5'"),
        ({"weights": {"alder_under_5": 3.0}}, "no weight for 'utlandsfodd"),
        ({"weights": {**WEIGHTS, "alder_under_5": -1}}, "the weight of 'alder_under_5' is -1"),
        ({"weights": {**WEIGHTS, "alder_under_5": "3,23"}}, "the weight of 'alder_under_5' is '3,23'"),
        ({"weights": dict.fromkeys(VARIABLES, 0)}, "all weights are zero"),
        ({"weights": list(WEIGHTS.values())}, "given as list"),
        ({"normalise": "raw", "period": "1999"}, "no figures for 1999"),
        ({"normalise": "raw", "group": {"sex": "women"}}, "no breakdown 'sex'"),
    ],
)
def test_what_does_not_fit_is_one_clear_error(options: dict[str, object], message: str) -> None:
    with pytest.raises(oi.errors.ComputeError, match=message):
        oi.cni(statistics(city(0)), **options)  # type: ignore[arg-type]


def test_none_of_the_variables() -> None:
    with pytest.raises(oi.errors.ComputeError, match="none of the variables has figures"):
        oi.cni(statistics(city(0)).only(["folkmangd"]), normalise="raw")


def test_a_group_larger_than_the_population() -> None:
    data = statistics(table({"1": ((1, 2, 3, 4, 5, 6, 7), 6), "2": ((0,) * 7, 5)}))
    with pytest.raises(oi.errors.ComputeError, match=r"area '1'.*lagutbildad_25_64 \(7\) is larger"):
        oi.cni(data, normalise="raw")
