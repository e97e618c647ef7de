"""A survey's own error: read, made from n and design effect, kept, and added where figures are added."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.disclosure.protect import withhold
from omradesindex.methods.intervals import wilson
from omradesindex.statistics.survey import share_error
from tests.cities import statistics

DIVISION = oi.example_division()
KEY = DIVISION.keys["delomrade"]


def table(**columns: object) -> pd.DataFrame:
    """Three areas with a share each."""
    return pd.DataFrame(
        {
            "area": ["01", "02", "03"],
            "variable": "tillit",
            "period": "2024",
            "kind": "share",
            "value": [50.0, 20.0, 0.0],
        }
        | columns
    )


def errors(frame: pd.DataFrame) -> list[float]:
    name = str(frame["variable"].iloc[0])
    return statistics(frame).block(name, "2024").standard_error[:3].tolist()


# -- reading ------------------------------------------------------------------------------------------------


def test_the_error_of_a_share_by_hand() -> None:
    """50 % of 400: 2.5 percentage points; a design effect of 4 doubles it."""
    found = errors(table(n=[400, 400, 400], design_effect=[None, 4, None]))
    assert found[0] == 2.5
    assert found[1] == pytest.approx(2 * 2.0)
    # Nobody of 400 is not exact: three standard errors reach well above zero.
    assert found[2] == pytest.approx(100 * float(wilson(0, 400).upper) / 1.959963984540054)


@given(st.integers(0, 1000), st.integers(1, 10_000), st.floats(0.1, 10))
def test_a_made_error_is_never_zero(per_mille: int, n: int, effect: float) -> None:
    found = float(share_error(np.array(per_mille / 10), np.array(float(n)), np.array(effect)))
    assert found > 0


def test_what_is_stated_comes_first_and_zero_is_exact() -> None:
    assert errors(table(n=400, standard_error=[1.0, 0.0, 3.0])) == [1.0, 0.0, 3.0]
    assert np.isnan(errors(table())).all()
    assert np.isnan(errors(table(standard_error=[1.0, None, 3.0]))[1])


BAD = {
    "a negative error": ({"standard_error": [1, -2, 1]}, r"row 1 .*area '02', variable 'tillit'.*negative"),
    "an error that is a word": ({"standard_error": ["1", "liten", "1"]}, "row 1 .*'liten'.*not a number"),
    "an infinite error": ({"standard_error": [1, np.inf, 1]}, "row 1 .*infinite"),
    "nobody asked": ({"n": [400, 0, 400]}, r"row 1 .*area '02'.*n is 0"),
    "fewer than nobody": ({"n": [400, -5, 400]}, "row 1 .*n is -5"),
    "no design effect": ({"n": 400, "design_effect": [1, 0, 1]}, "row 1 .*the design effect is 0"),
    "a design effect alone": ({"design_effect": [None, 2, None]}, "row 1 .*no n to use it with"),
    "n of a mean": ({"kind": "mean", "n": [400, 400, 400]}, "row 0 .*only a share's standard error"),
}


@pytest.mark.parametrize("case", BAD)
def test_each_mistake_has_its_own_error(case: str) -> None:
    columns, message = BAD[case]
    with pytest.raises(oi.errors.StatisticsError, match=message):
        oi.Statistics.from_frame(table(**columns), name="enkät.csv")


# -- keeping ------------------------------------------------------------------------------------------------


def test_it_is_kept_wherever_figures_go(tmp_path: Path) -> None:
    made = statistics(pd.concat([table(n=400), table(variable="annat")]))
    before = made.block("tillit", "2024").standard_error
    for other in (made.only(["tillit"]), made.without("annat"), statistics(made.to_frame())):
        np.testing.assert_array_equal(other.block("tillit", "2024").standard_error, before)
    pd.testing.assert_frame_equal(statistics(made.to_frame()).to_frame(), made.to_frame())
    made.to_frame().to_csv(tmp_path / "t.csv", index=False)
    read = oi.read_statistics(tmp_path / "t.csv")
    np.testing.assert_allclose(read.block("tillit", "2024").standard_error, before)
    semicolons = "area;variable;period;kind;value;n;design_effect\n01;x;2024;share;50,0;1 600;4,0\n"
    (tmp_path / "s.csv").write_text(semicolons, encoding="utf-8")
    assert oi.read_statistics(tmp_path / "s.csv").block("x", "2024").standard_error[0] == 2.5
    assert "standard_error" not in statistics(table()).to_frame()


def test_equal_fingerprints_mean_equal_errors_and_definitions() -> None:
    assert statistics(table(n=400)).fingerprint != statistics(table(n=500)).fingerprint
    assert statistics(table(n=400)).fingerprint == statistics(table(n=400)).fingerprint
    by = table(disability="med")
    one, other = (statistics(by, definitions={"disability": text}) for text in ("HLV", "ULF"))
    assert one.fingerprint != other.fingerprint


def test_the_error_of_what_is_withheld_goes_too() -> None:
    """With the error and n, an outsider would have the figure back."""
    made = statistics(table(n=400))
    hidden = withhold(made, np.array([[False, True, False]]))
    assert np.isnan(hidden.block("tillit", "2024").standard_error[1])
    assert not np.isnan(hidden.block("tillit", "2024").standard_error[0])


# -- adding -------------------------------------------------------------------------------------------------


def to_areas(**columns: object) -> oi.Statistics:
    frame = pd.DataFrame({"area": KEY.sub_areas, "variable": "x", "period": "2024"} | columns)
    return statistics(frame).to_areas(KEY, division=DIVISION)


def members(code: str) -> np.ndarray:
    return np.flatnonzero([area == code for area in KEY.areas])


def test_errors_of_counts_add_as_squares() -> None:
    error = np.linspace(1, 5, len(KEY.sub_areas))
    block = to_areas(kind="count", value=10.0, standard_error=error).block("x", "2024")
    for place, code in enumerate(DIVISION.codes):
        expected = np.sqrt((error[members(code)] ** 2).sum())
        assert block.standard_error[place] == pytest.approx(expected)
    assert block.standard_error[-1] == pytest.approx(np.sqrt((error**2).sum()))


@pytest.mark.parametrize("kind", ["share", "mean"])
def test_errors_of_shares_and_means_add_by_their_weights(kind: str) -> None:
    n = np.linspace(0, 300, len(KEY.sub_areas))
    error = np.linspace(1, 5, len(n))
    value = np.where(n == 0, np.nan, 40.0)
    status = np.where(n == 0, "missing", "observed")
    block = to_areas(kind=kind, value=value, status=status, denominator=n, standard_error=error).block(
        "x", "2024"
    )
    for place, code in enumerate(DIVISION.codes):
        i = members(code)
        expected = np.sqrt(((n * error)[i] ** 2).sum()) / n[i].sum()
        assert block.standard_error[place] == pytest.approx(expected)


def test_a_sum_of_samples_varies_as_its_error_says() -> None:
    """Sub-areas' shares drawn again and again; the areas' shares then spread as the combined error."""
    rng = np.random.default_rng(4)
    base, asked = rng.integers(100, 900, len(KEY.sub_areas)).astype(float), 50
    p = rng.uniform(0.3, 0.7, len(base))
    member = np.array([[area == code for area in KEY.areas] for code in DIVISION.codes], dtype=float)
    drawn = rng.binomial(asked, p, (4000, len(base))) / asked
    spread = (100 * (drawn * base) @ member.T / (base @ member.T)).std(axis=0)
    block = to_areas(kind="share", value=100 * p, denominator=base, n=asked).block("x", "2024")
    np.testing.assert_allclose(block.standard_error[:-1], spread, rtol=0.06)


def test_an_unknown_error_leaves_the_sum_s_unknown() -> None:
    error = np.full(len(KEY.sub_areas), 2.0)
    error[members(DIVISION.codes[0])[0]] = np.nan
    block = to_areas(kind="count", value=10.0, standard_error=error).block("x", "2024")
    assert np.isnan(block.standard_error[[0, -1]]).all()
    assert not np.isnan(block.standard_error[1:-1]).any()


def test_the_whole_city_made_of_its_areas() -> None:
    share = table(value=[50.0, 20.0, 40.0], denominator=[100, 200, 300], standard_error=[3.0, 2.0, 1.0])
    found = statistics(share).block("tillit", "2024").standard_error[-1]
    assert found == pytest.approx(np.sqrt(300**2 + 400**2 + 300**2) / 600)
    count = table(kind="count", standard_error=[3.0, 4.0, 0.0])
    assert statistics(count).block("tillit", "2024").standard_error[-1] == 5
    assert np.isnan(statistics(table(n=400)).block("tillit", "2024").standard_error[-1])


def test_exempelstad_says_that_its_definition_of_disability_is_made_up() -> None:
    for level in ("area", "sub_area"):
        meaning = oi.example_statistics(level=level).definitions["disability"]  # type: ignore[arg-type]
        assert "påhittad" in meaning
