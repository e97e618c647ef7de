"""Exact correlations from joint counts, held against persons who are drawn."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.index.uncertainty.joint_counts import row_of
from tests.cities import index_of, statistics

A, B, BASE = "egen_lon", "ekonomiskt_bistand", "befolkning_20_64"
COUNTS = {A: "personer_lon_over_1_5_basbelopp_20_64", B: "personer_ekonomiskt_bistand_20_64"}


@cache
def city() -> tuple[oi.types.Result, pd.DataFrame, np.ndarray]:
    """Three areas of persons, two indicators that most often are not true of the same person."""
    rng = np.random.default_rng(8)
    rows, joint, phi = [], [], []
    for code in ("a", "b", "c"):
        x = rng.normal(size=(900, 2))
        pay, support = x[:, 0] > 0, -0.6 * x[:, 0] + 0.8 * x[:, 1] > 0.5
        for name, count in {BASE: 900, COUNTS[A]: pay.sum(), COUNTS[B]: support.sum()}.items():
            rows.append({"area": code, "variable": name, "period": "2024", "value": float(count)})
        joint.append({"area": code, "first": A, "second": B, "both": int((pay & support).sum())})
        phi.append(np.corrcoef(pay, support)[0, 1])
    return index_of(A, B).compute(statistics(pd.DataFrame(rows))), pd.DataFrame(joint), np.array(phi)


def test_they_give_the_correlation_of_the_persons_turned_towards_challenge() -> None:
    result, joint, phi = city()
    found = result.uncertainty(dependence=joint).dependence
    # A higher share with pay of their own is a smaller challenge: the correlation turns its sign.
    np.testing.assert_allclose(found.correlations[:, 0, 1], -phi, rtol=1e-6)
    assert (phi < -0.2).all()


def test_areas_without_counts_have_the_moderate_assumption() -> None:
    result, joint, _ = city()
    found = result.uncertainty(dependence=joint.iloc[:1]).dependence.correlations[:, 0, 1]
    np.testing.assert_allclose(found[1:], 1 / 3)
    assert found[0] != found[1]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"both": 901}, "no more persons in both"),
        ({"both": -1}, "no more persons in both"),
        ({"both": float("nan")}, "no more persons in both"),
        ({"both": "många"}, "no more persons in both"),
        ({"first": "egen_lön"}, "did you mean 'egen_lon'"),
        ({"second": A}, "stands beside itself"),
    ],
)
def test_counts_that_cannot_be_are_refused(change: dict[str, object], said: str) -> None:
    result, joint, _ = city()
    wrong = joint.astype(object).copy()
    for column, value in change.items():
        wrong.loc[0, column] = value
    with pytest.raises(oi.errors.ComputeError, match=said):
        result.uncertainty(dependence=wrong)


def test_a_pair_that_stands_twice_is_refused() -> None:
    result, joint, _ = city()
    with pytest.raises(oi.errors.ComputeError, match="stands twice"):
        result.uncertainty(dependence=pd.concat([joint, joint.iloc[:1]]))


def test_codes_that_have_lost_their_zeros_and_tables_of_other_areas_are_refused() -> None:
    result, joint, _ = city()
    with pytest.raises(oi.errors.ComputeError, match="no row is of the result's areas"):
        result.uncertainty(dependence=joint.assign(area="z"))
    with pytest.raises(oi.errors.ComputeError, match="no row is of the result's areas"):
        result.uncertainty(dependence=joint.iloc[:0])
    rows = {"01": 0, "02": 1}
    assert row_of("02", rows, "") == 1
    with pytest.raises(oi.errors.ComputeError, match="there is no area '1'"):
        row_of(1, rows, "")


def test_of_several_years_each_result_takes_its_own() -> None:
    result, joint, phi = city()
    years = pd.concat([joint.assign(period=2020, both=0), joint.assign(period=2024)])
    found = result.uncertainty(dependence=years).dependence
    np.testing.assert_allclose(found.correlations[:, 0, 1], -phi, rtol=1e-6)
    with pytest.raises(oi.errors.ComputeError, match="areas and periods"):
        result.uncertainty(dependence=joint.assign(period="2020"))


def test_it_is_told_where_some_pairs_are_assumed() -> None:
    result, joint, _ = city()
    whole, part = (result.uncertainty(dependence=table).dependence for table in (joint, joint.iloc[:1]))
    assert "antar" not in whole.text.sv
    assert part.text.sv.endswith("antar vi ett måttligt samband.")


def test_a_number_of_numpy_is_a_number() -> None:
    result, _, _ = city()
    assert result.uncertainty(dependence=np.int64(0)).dependence.name == "given"
