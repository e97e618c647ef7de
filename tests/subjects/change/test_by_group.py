"""How far the gap between two groups has changed: against a made truth, and computed in another way."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from tests.subjects.by_group.made_up import AREAS, change, results, table


def test_a_groups_change_is_that_of_its_own_results() -> None:
    earlier, later = results(table(), "2020", "2022")
    one, two = (
        r.index.compute(r.statistics, period=p, reference=earlier, by="sex")
        for r, p in ((earlier, "2020"), (later, "2022"))
    )
    for group in ("women", "men"):
        alone = oi.change(one[group], two[group]).to_frame()
        own = change()[group].to_frame()
        for column in ("change", "error", "low", "high"):
            np.testing.assert_allclose(own[column], alone[column])


def test_the_gaps_interval_is_made_of_both_groups_errors() -> None:
    held = change()
    women, men = (held[g].to_frame().query("measure == 'index'").reset_index() for g in ("women", "men"))
    gap = held.gaps[held.gaps["area"].isin(AREAS)].query("measure == 'index'").reset_index()
    error = np.hypot(women["error"], men["error"])
    # Both are judged with the same critical value, that of so many areas at once.
    reach = (women["high"] - women["low"]) / 2 / women["error"]
    np.testing.assert_allclose((gap["high"] - gap["low"]) / 2, reach * error)


def test_a_made_up_divergence_is_found_where_it_is_and_nowhere_else() -> None:
    """Women of one area get much worse while men stay: the gap has grown there, and in no other area."""
    full = table()
    still = full[full["period"] == "2020"]
    later = still.assign(period="2022")
    indicator = next(i for i in results(full, "2020")[0].index.indicators if i.direction.sign > 0)
    worse = (later["area"] == "03") & later["variable"].isin(indicator.formula.numerator)
    for sex in ("women", "total"):
        rows = worse & (later["sex"] == sex)
        later.loc[rows, "value"] += 600
    earlier, after = results(pd.concat([still, later]), "2020", "2022")
    held = oi.change(earlier, after, by="sex")
    assert held.with_verdict("first", "delaktighet") == ("03",)
    assert held.with_verdict("noise", "delaktighet") == tuple(code for code in AREAS if code != "03")
    grown = held.gaps.query("area == '03' and measure == 'delaktighet'").iloc[0]
    assert 0 < grown["low"] < grown["gap"] == grown["first"]


def test_correlated_errors_make_it_surer_and_beyond_the_city_has_no_city() -> None:
    earlier, later = results(table(), "2020", "2022")
    wide, narrow = (
        oi.change(earlier, later, by="sex", correlation=rho).gaps.query("measure == 'index'")
        for rho in (0.0, 0.8)
    )
    assert ((narrow["high"] - narrow["low"]) < (wide["high"] - wide["low"])).all()


def test_figures_of_one_time_are_not_judged() -> None:
    first = results(table(), "2020")[0]
    held = oi.change(first, first, by="sex")
    assert set(held.gaps["verdict"]) == {"untested"}


def test_a_new_definition_is_taken_out_group_by_group() -> None:
    """The bridge between two definitions is each group's own, never everybody's."""
    earlier = results(table(), "2020")[0]
    fewer = earlier.index.without(earlier.index.indicators[0].id).with_identity(id="utan")
    base = fewer.compute(earlier.statistics, period="2020")
    later = fewer.compute(earlier.statistics, period="2022", reference=base)
    held = oi.change(earlier, later, by="sex")
    women = fewer.compute(earlier.statistics, period="2020", reference=base, by="sex")["women"]
    np.testing.assert_allclose(held["women"].comparable_scores[0][:, 0], women.level_scores["index"])
    own = [
        earlier.index.compute(earlier.statistics, period="2020", by="sex")["women"],
        fewer.compute(earlier.statistics, period="2022", reference=base, by="sex")["women"],
    ]
    with pytest.raises(oi.errors.ComputeError, match="the results are those of a group"):
        oi.change(*own)
