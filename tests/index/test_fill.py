"""Missing values are filled by the method that a definition names, marked, and told of."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from tests.cities import SHARE

INDEX = oi.load_index("malmo-2023")
EXAMPLE = oi.example_statistics()


def with_gaps() -> oi.Statistics:
    """Exempelstad where one area's voters are not known in the last year."""
    frame = EXAMPLE.only(
        ["rostande_kommunval", *(v for v in EXAMPLE.variables if v != "rostande_kommunval")]
    ).to_frame()
    total = frame[(frame["sex"] == "total") & (frame["age"] == "total") & (frame["disability"] == "total")]
    gone = (total["variable"] == "rostande_kommunval") & (total["area"] == "03") & (total["period"] == "2024")
    total = total.assign(value=total["value"].where(~gone), status=total["status"].where(~gone, "missing"))
    return oi.Statistics.from_frame(total, name=EXAMPLE.name, division=oi.example_division())


@pytest.mark.parametrize(
    "spec",
    [
        "mean",
        "median",
        {"method": "group_mean", "groups": {f"{i:02}": "norr" if i < 8 else "söder" for i in range(1, 15)}},
        "last",
        "linear",
        "area_mean",
        {"method": "proxy", "on": ["arbetsloshet", "nettoinkomst"], "columns": ["valdeltagande"]},
        {"method": "multiple", "rng": 1},
    ],
)
def test_filled_values_are_marked(spec: object) -> None:
    gaps = with_gaps()
    plain = INDEX.compute(gaps, period="2024")
    assert np.isnan(plain.indicators.loc["03", "valdeltagande"])
    index = INDEX.with_methods(impute=spec)
    if spec == "linear":
        # Nothing later to draw the line to: an end is left open unless the definition says otherwise.
        assert np.isnan(index.compute(gaps, period="2024").indicators.loc["03", "valdeltagande"])
        return
    result = index.compute(gaps, period="2024")
    assert np.isfinite(result.indicators.loc["03", "valdeltagande"])
    assert result.quality.loc["valdeltagande", "imputed"] == 1
    assert result.quality["imputed"].sum() == 1
    spread = result.measured.imputation_spread
    assert (spread[~result.measured.imputed] == 0).all()
    drawn = isinstance(spec, dict) and spec["method"] in ("multiple", "proxy")
    assert (spread[result.measured.imputed] > 0).all() == drawn
    assert "Ifyllda uppgifter" in result.quality_line()
    row = result.to_frame().query("area == '03' and measure == 'valdeltagande'").iloc[0]
    assert row["quality"] in ("estimated", "made_up")
    if spec == "last":
        before = INDEX.compute(gaps, period="2023").indicators.loc["03", "valdeltagande"]
        assert result.indicators.loc["03", "valdeltagande"] == before


def _gappy(status: str, periods: tuple[str, ...] = ("2018", "2019", "2024")) -> oi.Statistics:
    """Three areas with a gap for '01' in the middle period."""
    values = {"01": (10, None, 40), "02": (20, 22, 30), "03": (30, 35, 10), "X": (70, 70, 70)}
    rows = [
        (area, variable, period, number, "observed" if number is not None else status)
        for area, series in values.items()
        for period, value in zip(periods, series, strict=True)
        for variable, number in (("n", value), ("d", 300 if area == "X" else 100))
    ]
    columns = ["area", "variable", "period", "value", "status"]
    table = pd.DataFrame(rows, columns=columns).astype({"value": float}).assign(kind="count")
    return oi.Statistics.from_frame(table, name="t", whole="X")


def _filled(statistics: oi.Statistics, impute: object, period: str) -> tuple[float, str]:
    result = SHARE.with_methods(impute=impute).compute(statistics, period=period, partial=True)
    return float(result.indicators["i"]["01"]), result.quality_line()


@pytest.mark.parametrize(
    ("impute", "expected"),
    [("mean", 28.5), ("last", 10), ("area_mean", 10), ("linear", 15)],
)
def test_what_is_suppressed_is_never_filled_and_the_rest_is(impute: str, expected: float) -> None:
    for status in ("missing", "not_collected"):
        assert _filled(_gappy(status), impute, "2019")[0] == pytest.approx(expected)
    value, told = _filled(_gappy("suppressed"), impute, "2019")
    assert np.isnan(value)
    assert "Dolda uppgifter fylls inte i" in told


def test_a_line_in_time_follows_the_time_and_says_where_it_ends() -> None:
    by_term = _gappy("missing", ("VT2022", "HT2022", "HT2023"))
    assert _filled(by_term, "linear", "HT2022")[0] == pytest.approx(
        20, abs=0.1
    )  # half a year of one and a half
    backwards = _gappy("missing", ("2018", "2024", "2019"))
    value, told = _filled(backwards, "linear", "2024")
    assert np.isnan(value)
    assert "Luckor som metoden (linear) inte kan fylla, antal områden: andel (1)" in told
    assert _filled(backwards, {"method": "linear", "ends": "nearest"}, "2024")[0] == 40
    # A year lies not on a line between half-years.
    assert np.isnan(_filled(_gappy("missing", ("VT2022", "2022", "HT2023")), "linear", "2022")[0])
    with pytest.raises(oi.errors.ComputeError, match="'mätning 2' does not tell its time"):
        _filled(_gappy("missing", ("2018", "mätning 2", "2024")), "linear", "mätning 2")
    with pytest.raises(oi.errors.DefinitionError, match="no option 'periods'"):
        SHARE.with_methods(impute={"method": "linear", "periods": [1, 2]})


def test_what_was_withheld_of_a_part_stays_withheld_in_the_sum() -> None:
    table = pd.DataFrame(
        [("a", "suppressed"), ("b", "not_collected"), ("c", "missing")], columns=["area", "status"]
    ).assign(variable="x", period="2024", value=np.nan, kind="count")
    key = oi.Key("k", ("a", "b", "c"), ("1", "1", "1"))
    division = oi.geography.Division(
        id="d", label="d", codes=("1",), names=("A",), whole=oi.geography.Whole("W", "W")
    )
    summed = oi.Statistics.from_frame(table).to_areas(key, division=division)
    assert summed.to_frame()["status"].tolist() == ["suppressed", "suppressed"]
