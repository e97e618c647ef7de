"""Which areas have changed, held against the truth that Exempelstad was drawn from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from tests.subjects.conftest import errors, series


def of(change: oi.types.Change, column: str = "index") -> pd.DataFrame:
    frame = change.to_frame()
    return frame[frame["measure"] == column].set_index("area")


def test_exactly_the_two_areas_that_truly_changed_are_found(change: oi.types.Change) -> None:
    assert (change.improved, change.worsened) == (("10",), ("07",))


def test_intervals_hold_the_true_changes_as_often_as_they_say(
    index: oi.types.Index, years: tuple[oi.types.Result, ...], true_statistics: oi.Statistics
) -> None:
    truth = series(index, true_statistics, years[0])
    z, held = [], []
    for later, real in zip(years[1:], truth[1:], strict=True):
        frame = oi.change(years[0], later).to_frame()
        true = oi.change(truth[0], real, errors=[errors(real), errors(real)]).to_frame()["change"]
        z.append((frame["estimate"] - true) / frame["error"])
        held.append(((frame["low"] <= true) & (true <= frame["high"])).groupby(frame["measure"]).all())
    spread = np.sqrt(np.mean(np.square(np.concatenate(z))))
    assert 0.7 < spread < 1.1  # 1 where the errors are right; above, they are too small
    assert np.concatenate(held).mean() > 0.9  # whole families of 14 at a time


def test_correlated_errors_make_a_change_surer(years: tuple[oi.types.Result, ...]) -> None:
    sizes = [of(oi.change(years[0], years[1], correlation=rho))["error"].mean() for rho in (0.0, 0.5, 0.9)]
    assert sizes[0] > 1.3 * sizes[1] > 1.3 * sizes[2]


@pytest.mark.slow
def test_moved_boundaries_have_their_own_part() -> None:
    city, parts = oi.example_division(), oi.example_statistics(level="sub_area")
    table = city.keys["delomrade"].to_frame()
    table.loc[table["sub_area"] == "0101", "area"] = "02"
    key = oi.Key.from_frame(table, id="delomrade")
    new = replace(city, id="exempelstad-ny", year=2024, keys={"delomrade": key}, members_key="delomrade")
    old_figures, new_figures = (
        parts.to_areas(d.keys["delomrade"], division=d).only(periods=["2020", "2024"]) for d in (city, new)
    )
    index = oi.load_index("malmo-oppna-data")
    before = index.compute(old_figures, period="2020")
    moved = index.compute(new_figures, period="2020", reference=before)
    after = index.compute(new_figures, period="2024", reference=before)
    with pytest.raises(oi.errors.ComputeError, match=r"boundaries changed .*'01', '02'"):
        oi.change(before, after)
    change = oi.change(before, after, boundaries=moved)
    own = change.parts.query("measure == 'index'")
    points = own.pivot_table(index="area", columns="cause", values="points", aggfunc="sum")
    np.testing.assert_allclose(points.sum(axis=1), of(change)["change"], atol=1e-9)
    own = points["boundaries"].round(9)
    assert set(own[own != 0].index) == {"01", "02"}
    np.testing.assert_allclose(points["figures"], of(change)["estimate"], atol=1e-9)


def test_a_level_a_correlation_and_words_are_checked(years: tuple[oi.types.Result, ...]) -> None:
    two = years[0], years[1]
    for options, said in (
        ({"level": 95}, "no level of confidence"),
        ({"correlation": 1.0}, "correlation between the years' errors is 1"),
        ({"stick": "rank"}, r"did you mean 'ranks'"),
        ({"against": "town"}, "'stick' or 'city'"),
        ({"errors": [errors(years[0])]}, "1 results' errors"),
    ):
        with pytest.raises((oi.errors.ComputeError, oi.errors.MethodError), match=said):
            oi.change(*two, **options)


def test_what_cannot_be_compared_is_refused(
    index: oi.types.Index, years: tuple[oi.types.Result, ...]
) -> None:
    new = index.without("nettoinkomst").with_identity(id="nytt")
    own = new.compute(oi.example_statistics(), period="2024")
    with pytest.raises(oi.errors.ComputeError, match="not measured with sticks of the same year"):
        oi.change(years[0], own)
    with pytest.raises(oi.errors.ComputeError, match="two definitions are no change"):
        oi.change(years[0], own, stick="ranks")
    with pytest.raises(oi.errors.ComputeError, match="revised has another definition or period"):
        oi.change(years[0], years[2], revised=years[1])
    malmo = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    with pytest.raises(oi.errors.ComputeError, match=r"boundaries changed|no area in common"):
        oi.change(years[0], malmo)


def test_beyond_the_city_needs_a_city(years: tuple[oi.types.Result, ...]) -> None:
    with pytest.raises(oi.errors.ComputeError, match="ranks cannot be judged beyond"):
        oi.change(years[0], years[1], stick="ranks", against="city")
    cityless = [
        replace(r, normalised=np.concatenate([r.normalised[:-1], np.full((1, 12), np.nan)])) for r in years
    ]
    with pytest.raises(oi.errors.ComputeError, match="the whole city has no score"):
        oi.change(cityless[0], cityless[1], against="city")
    with pytest.raises(oi.errors.ComputeError, match="the whole city has no score"):
        oi.trend(cityless, against="city")
    assert oi.change(cityless[0], cityless[1]).to_frame()["city"].isna().all()


def test_women_of_one_year_are_no_earlier_men() -> None:
    """Groups differ, and that is no change over time, whatever the years are."""
    index = oi.load_index("malmo-oppna-data")
    by_sex = index.compute(oi.malmo_statistics(), by=["sex"], partial=True)
    for pair in (("women", "men"), ("men", "total")):
        before, after = (by_sex.full if group == "total" else by_sex[group] for group in pair)
        with pytest.raises(oi.errors.ComputeError, match="of different groups"):
            oi.change(before, after)
    assert not oi.change(by_sex["women"], by_sex["women"]).newer
    with pytest.raises(oi.errors.ComputeError, match="of different groups"):
        oi.trend({2021: by_sex["women"], 2022: by_sex["men"], 2023: by_sex["men"]})
