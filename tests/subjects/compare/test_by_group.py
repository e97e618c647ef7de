"""Which areas each set moves in each group, and which group each set puts worse."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError
from tests.cities import statistics
from tests.subjects.by_group.made_up import AREAS, index, table
from tests.subjects.conftest import said

OTHER = "utan-lon"


def sets() -> list[oi.types.Index]:
    return [index(), index().without("lag_lon").with_identity(id=OTHER)]


@cache
def compared() -> oi.types.ByGroup[oi.types.Comparison]:
    return oi.compare(sets(), statistics(table()), period="2020", by="sex")


def test_each_groups_comparison_is_of_its_own_results() -> None:
    held, city = compared(), statistics(table())
    for own in sets():
        by_sex = own.compute(city, period="2020", by="sex")
        for group in ("women", "men"):
            pd.testing.assert_series_equal(
                held[group].scores[own.id], by_sex[group].scores["index"], check_names=False
            )


def test_the_gap_in_each_set_has_an_interval() -> None:
    gaps = compared().gaps
    assert gaps["measure"].unique().tolist() == [index().id, OTHER]
    rows = gaps[gaps["area"].isin(AREAS)]
    assert ((rows["low"] < rows["gap"]) & (rows["gap"] < rows["high"])).all()
    clear = rows["verdict"].isin(["first", "second"])
    assert (clear == ((rows["low"] > 0) | (rows["high"] < 0))).all()


def test_where_sets_disagree_on_who_has_it_harder_is_told() -> None:
    """A set that is nearly all of one indicator, where women have it harder, and one where men do."""
    full = table()
    pay, aid = (
        next(i for i in index().indicators if i.id == name) for name in ("lag_lon", "ekonomiskt_bistand")
    )
    for indicator, sex in ((pay, "women"), (aid, "men")):
        rows = full["variable"].isin(indicator.formula.numerator) & (full["area"] == "02")
        full.loc[rows & (full["sex"] == sex), "value"] += 700
        full.loc[rows & (full["sex"] == "total"), "value"] += 700
    own = [
        index().reweight({keep: 100, whole: 100}).with_identity(id=keep.replace("_", "-"))
        for keep, whole in (("lag_lon", "delaktighet"), ("ekonomiskt_bistand", "ekonomi"))
    ]
    held = oi.compare(own, statistics(full), period="2020", by="sex")
    verdicts = held.gaps.query("area == '02'").set_index("measure")["verdict"]
    assert verdicts.tolist() == ["first", "second"]
    assert re.search(r"I [^.]*02[^.]* säger indexen, bortom slumpen, var sin sak", said(held.page()))


def test_what_cannot_be_split_is_refused_unless_asked_for() -> None:
    full = table()
    tenure = next(i for i in index().indicators if i.id == "bostads_eller_aganderatt").formula.variables
    city = statistics(full[(full["sex"] == "total") | ~full["variable"].isin(tenure)])
    with pytest.raises(ComputeError, match=r"'malmo-oppna-data' \(\d of 11\).*'bostads_eller_aganderatt'"):
        oi.compare(sets(), city, period="2020", by="sex")
    held = oi.compare(sets(), city, period="2020", by="sex", partial=True)
    assert held["women"].partial
    assert "bygger på" in held["women"].page().title
    fewer = index().without("bostads_eller_aganderatt").with_identity(id="utan")
    with pytest.raises(ComputeError, match="nothing that is new in 'malmo-oppna-data' has figures for every"):
        oi.compare([fewer, index()], city, period="2020", by="sex", partial=True)


def test_moves_are_told_for_each_group() -> None:
    text = said(compared().page())
    assert "Kvinnor" in text
    assert np.all([name in text for name in ("Män", "Bland de")])
