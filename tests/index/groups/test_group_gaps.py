"""Gaps between two groups: in points and in the own unit, with intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from omradesindex.index.groups.group_gaps import share_difference
from omradesindex.methods.intervals import normal
from tests.cities import statistics
from tests.index.uncertainty.made_up import AREAS, index


def test_gaps_of_groups_that_bring_their_errors() -> None:
    """Two means: the difference of two normal ones. Two shares: Newcombe's of as many answers."""
    definition = oi.types.Index.from_definition(
        parse_definition(
            {"id": "tva", "dimensions": [{"id": "d", "indicators": ["nettoinkomst", "tillit_andra"]}]}
        )
    )
    table = pd.DataFrame({"area": AREAS, "period": "2024"})
    shift, rows = np.arange(5.0), []
    for sex, people, income, trust in (
        ("total", 600, 290.0, 55.0),
        ("women", 300, 280.0, 60.0),
        ("men", 300, 300.0, 50.0),
    ):
        group = table.assign(sex=sex, denominator=people)
        mean = {"variable": "nettoinkomst", "kind": "mean", "value": income + shift, "standard_error": 4.0}
        share = {"variable": "tillit_andra", "kind": "share", "value": trust + shift, "n": people}
        rows += [group.assign(**mean), group.assign(**share, design_effect=2.0)]
    found = definition.compute(statistics(pd.concat(rows)), by=["sex"])
    gaps = found.gaps.set_index(["measure", "area"]).sort_index()
    incomes = gaps.loc["nettoinkomst"].loc[AREAS]
    limits = normal(-20.0, np.hypot(4, 4))
    np.testing.assert_allclose(incomes["low"], limits.lower)
    np.testing.assert_allclose(incomes["high"], limits.upper)
    shares = gaps.loc["tillit_andra"].loc[AREAS]
    p, q = ((share + shift) / 100 for share in (60, 50))
    limits = share_difference(150 * p, 150, 150 * q, 150)
    np.testing.assert_allclose(shares["low"], 100 * limits.lower)
    np.testing.assert_allclose(shares["high"], 100 * limits.upper)


def test_gaps_of_counts_stay_newcombes() -> None:
    found = index().compute(oi.example_statistics(), by=["sex"])
    rows = found.gaps[found.gaps["measure"] == "sysselsattning"]
    block = oi.example_statistics().block
    counted = [
        block(v, "2024", (sex, "total", "total")).value
        for sex in ("women", "men")
        for v in ("sysselsatta_16_64", "befolkning_16_64")
    ]
    limits = share_difference(*counted)
    np.testing.assert_allclose(rows["low"], 100 * limits.lower, rtol=1e-9)
    np.testing.assert_allclose(rows["high"], 100 * limits.upper, rtol=1e-9)
