"""Sub-areas are summed to areas before anything is divided."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.geography import Key
from tests.cities import statistics

DIVISION = oi.example_division()
KEY = DIVISION.keys["delomrade"]


def parts(**columns: object) -> pd.DataFrame:
    """A row for each sub-area."""
    return pd.DataFrame(
        {"area": KEY.sub_areas, "variable": "folkmangd", "period": "2024", "value": 10.0} | columns
    )


def to_areas(frame: pd.DataFrame, **options: object) -> oi.Statistics:
    return statistics(frame).to_areas(KEY, division=DIVISION, **options)  # type: ignore[arg-type]


def members(code: str) -> np.ndarray:
    """Positions of an area's sub-areas."""
    return np.flatnonzero([area == code for area in KEY.areas])


def test_counts_are_added_and_the_whole_is_their_sum() -> None:
    values = np.arange(float(len(KEY.sub_areas)))
    block = to_areas(parts(value=values)).block("folkmangd", "2024")
    assert block.value[-1] == values.sum()
    assert block.value[0] == values[members(DIVISION.codes[0])].sum()
    assert block.value[:-1].sum() == block.value[-1]


@given(st.integers(0, 2**32 - 1))
def test_a_share_of_an_area_is_the_share_of_its_people(seed: int) -> None:
    rng = np.random.default_rng(seed)
    whole = rng.integers(1, 500, len(KEY.sub_areas)).astype(float)
    part = rng.binomial(whole.astype(int), rng.uniform()).astype(float)
    frame = parts(variable="andel", kind="share", value=100 * part / whole, numerator=part, denominator=whole)
    block = to_areas(frame).block("andel", "2024")
    inside = members(DIVISION.codes[3])
    assert block.value[3] == pytest.approx(100 * part[inside].sum() / whole[inside].sum())
    assert block.value[-1] == pytest.approx(100 * part.sum() / whole.sum())
    assert block.numerator[3] == part[inside].sum()


def test_means_are_weighted_by_their_counts() -> None:
    n = np.arange(1.0, len(KEY.sub_areas) + 1)
    mean = np.linspace(200, 400, len(n))
    block = to_areas(parts(variable="inkomst", kind="mean", value=mean, denominator=n)).block(
        "inkomst", "2024"
    )
    inside = members(DIVISION.codes[1])
    assert block.value[1] == pytest.approx(np.average(mean[inside], weights=n[inside]))


def test_the_order_of_sub_areas_means_nothing() -> None:
    frame = parts(value=np.arange(float(len(KEY.sub_areas))))
    a = to_areas(frame).to_frame()
    b = to_areas(frame.sample(frac=1, random_state=1)).to_frame()
    pd.testing.assert_frame_equal(a, b)


@pytest.mark.parametrize("kind", ["median", "index", ""])
def test_what_parts_cannot_make_up_is_refused_with_the_reason(kind: str) -> None:
    with pytest.raises(
        oi.errors.StatisticsError, match=r"'x' cannot be summed to areas: .*remedy|What to do"
    ):
        to_areas(parts(variable="x", kind=kind))


def test_a_share_without_denominator_is_refused_unless_weights_are_named() -> None:
    shares = parts(variable="andel", kind="share", value=np.linspace(0, 100, len(KEY.sub_areas)))
    with pytest.raises(oi.errors.StatisticsError, match=r"sub-area .*remedy|weights="):
        to_areas(shares)
    weight = np.arange(1.0, len(KEY.sub_areas) + 1)
    both = pd.concat([shares, parts(value=weight)])
    by_name = to_areas(both, weights="folkmangd").block("andel", "2024")
    by_numbers = to_areas(shares, weights=dict(zip(KEY.sub_areas, weight, strict=True))).block(
        "andel", "2024"
    )
    inside = members(DIVISION.codes[2])
    expected = np.average(shares["value"].to_numpy()[inside], weights=weight[inside])
    assert by_name.value[2] == pytest.approx(expected)
    np.testing.assert_allclose(by_name.value, by_numbers.value)
    frame = to_areas(both, weights="folkmangd").to_frame().query("variable == 'andel'")
    assert set(frame["quality"]) == {"estimated"}
    # The weights are no denominator of the share: none is claimed.
    assert frame["denominator"].isna().all()


def test_one_unknown_part_leaves_the_area_s_count_unknown_and_no_other() -> None:
    value = np.full(len(KEY.sub_areas), 10.0)
    hidden = int(members(DIVISION.codes[4])[0])
    value[hidden] = np.nan
    status = np.where(np.isnan(value), "suppressed", "observed")
    frame = to_areas(parts(value=value, status=status)).to_frame().set_index("area")
    assert frame.loc[DIVISION.codes[4], "status"] == "suppressed"
    assert np.isnan(frame.loc[DIVISION.codes[4], "value"])
    assert frame.loc[DIVISION.whole.code, "status"] == "suppressed"
    assert (frame.drop([DIVISION.codes[4], DIVISION.whole.code])["status"] == "observed").all()


def test_a_share_may_rest_on_enough_of_its_base() -> None:
    value = np.full(len(KEY.sub_areas), 20.0)
    base = np.full(len(KEY.sub_areas), 10.0)
    inside = members(DIVISION.codes[5])
    value[inside[0]] = np.nan
    frame = parts(variable="andel", kind="share", value=value, denominator=base)
    strict = to_areas(frame).to_frame().set_index("area")
    assert strict.loc[DIVISION.codes[5], "status"] == "missing"
    loose = to_areas(frame, minimum_coverage=0.5).to_frame().set_index("area")
    assert loose.loc[DIVISION.codes[5], "value"] == pytest.approx(20.0)
    assert loose.loc[DIVISION.codes[5], "quality"] == "estimated"
    assert loose.loc[DIVISION.codes[5], "coverage"] == pytest.approx(1 - 1 / len(inside))
    assert loose.loc[DIVISION.codes[0], "quality"] == "unstated"


def test_what_a_sub_area_lacks_its_area_lacks_too() -> None:
    coverage = np.ones(len(KEY.sub_areas))
    inside = members(DIVISION.codes[5])
    coverage[inside[0]] = 0.4
    frame = parts(variable="andel", kind="share", value=20.0, denominator=10.0, coverage=coverage)
    found = to_areas(frame, minimum_coverage=0.5).to_frame().set_index("area")
    assert found.loc[DIVISION.codes[5], "coverage"] == pytest.approx(1 - 0.6 / len(inside))
    assert found.loc[DIVISION.codes[5], "quality"] == "estimated"
    assert found.loc[DIVISION.codes[0], "coverage"] == 1
    assert found.loc[DIVISION.whole.code, "coverage"] == pytest.approx(1 - 0.6 / len(coverage))
    strict = to_areas(frame).to_frame().set_index("area")
    assert strict.loc[DIVISION.codes[5], "status"] == "missing"


@pytest.mark.parametrize("minimum_coverage", [0.5, 1.0])
def test_a_suppressed_part_without_its_denominator_is_not_passed_over(minimum_coverage: float) -> None:
    value = np.full(len(KEY.sub_areas), 20.0)
    base = np.full(len(KEY.sub_areas), 10.0)
    hidden = members(DIVISION.codes[5])[0]
    value[hidden] = base[hidden] = np.nan
    status = np.where(np.isnan(value), "suppressed", "observed")
    frame = parts(variable="andel", kind="share", value=value, denominator=base, status=status)
    areas = to_areas(frame, minimum_coverage=minimum_coverage).to_frame().set_index("area")
    assert areas.loc[DIVISION.codes[5], "status"] == "suppressed"
    assert np.isnan(areas.loc[DIVISION.codes[5], "value"])
    assert areas.loc[DIVISION.codes[5], "coverage"] == 0
    assert areas.loc[DIVISION.codes[0], "value"] == pytest.approx(20.0)


def test_a_sub_area_without_anybody_hides_nothing() -> None:
    value = np.full(len(KEY.sub_areas), 20.0)
    base = np.full(len(KEY.sub_areas), 10.0)
    value[0], base[0] = np.nan, 0.0
    block = to_areas(parts(variable="andel", kind="share", value=value, denominator=base)).block(
        "andel", "2024"
    )
    assert block.value == pytest.approx(20.0)


def test_the_doubtful_share_is_of_the_people() -> None:
    n = np.arange(1.0, len(KEY.sub_areas) + 1)
    block = to_areas(parts(value=n)).block("folkmangd", "2024")
    doubtful = np.asarray(KEY.is_doubtful(KEY.sub_areas))
    for i, code in enumerate(DIVISION.codes):
        inside = members(code)
        assert block.doubtful[i] == pytest.approx(n[inside][doubtful[inside]].sum() / n[inside].sum())
    assert block.doubtful[-1] == pytest.approx(n[doubtful].sum() / n.sum())
    assert block.doubtful.max() > 0


def test_sub_areas_and_key_must_be_the_same() -> None:
    with pytest.raises(oi.errors.StatisticsError, match=r"of the key 'delomrade' has no figures"):
        to_areas(parts().iloc[1:])
    with pytest.raises(oi.errors.DivisionError, match=r"999"):
        to_areas(pd.concat([parts(), parts().head(1).assign(area="999")]))
    odd = pd.concat([parts(), parts().head(1).assign(area="999")])
    block = to_areas(odd, outside=["999"]).block("folkmangd", "2024")
    assert block.value[-1] == block.value[:-1].sum() + 10


def test_a_key_of_another_division_is_refused() -> None:
    other = Key.from_frame(pd.DataFrame({"sub_area": ["a", "b"], "area": ["1", "2"]}), id="annan")
    rows = parts().head(2).assign(area=["a", "b"])
    with pytest.raises(oi.errors.StatisticsError, match=r"leads to the area '1', '2', which"):
        statistics(rows).to_areas(other, division=DIVISION)


def test_a_figure_of_an_area_tells_which_rows_it_was_summed_of() -> None:
    values = np.arange(1.0, len(KEY.sub_areas) + 1)
    summed = to_areas(parts(value=values))
    code = DIVISION.codes[0]
    cells = summed.lineage(code, "folkmangd").to_frame()
    assert cells["row"].empty  # a table in memory has no rows of a file
    frame = parts(value=values)
    read = oi.Statistics.from_frame(frame, name="t", where="fil.csv", first_row=2)
    lineage = read.to_areas(KEY, division=DIVISION).lineage(code, "folkmangd")
    told = lineage.to_frame()
    assert told["row"].tolist() == [str(k + 2) for k in members(code)]
    assert (set(told["file"]), set(told["method"]), set(told["weight"])) == ({"fil.csv"}, {"summed"}, {1.0})
    assert "summa av delområdena" in str(lineage.page())


def test_a_share_tells_what_each_sub_area_weighs() -> None:
    people = np.arange(1.0, len(KEY.sub_areas) + 1)
    frame = parts(variable="egen", kind="share", value=50.0, denominator=people, numerator=people / 2)
    read = oi.Statistics.from_frame(frame, name="t", where="fil.csv", first_row=2)
    code = DIVISION.codes[0]
    told = read.to_areas(KEY, division=DIVISION).lineage(code, "egen").to_frame()
    own = people[members(code)]
    assert told["weight"].tolist() == pytest.approx((own / own.sum()).tolist())
    assert set(told["method"]) == {"weighed"}


def test_what_the_areas_are_is_said_and_not_taken_from_the_sub_areas() -> None:
    schools = oi.Statistics.from_frame(parts(), name="t", units="school")
    assert schools.to_areas(KEY, division=DIVISION).units is None
    assert schools.to_areas(KEY, division=DIVISION, units="school").units is schools.units
