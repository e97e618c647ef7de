"""What points are counted from: each line's sign agrees with the comparison that stands beside it."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from omradesindex.index.stick import city_level, counted_from, harder_than_city, is_own
from omradesindex.methods.equal import above

EXAMPLE = oi.load_index("malmo-2023")
TENURES = ["lagenheter_hyresratt", "lagenheter_bostadsratt", "lagenheter_aganderatt"]


def of_the_open_series() -> oi.types.Index:
    """What Malmö's open series carry, in both directions."""
    rented = {
        "label": "Hyresrätt",
        "definition": "Andel av lägenheterna som är hyresrätter.",
        "population": "Lägenheter med känd upplåtelseform",
        "unit": "%",
        "direction": "higher_is_worse",
        "formula": {"kind": "share", "numerator": TENURES[:1], "denominator": TENURES},
    }
    names = ["in_och_utflyttning", "blandade_upplatelseformer", "hyresratt"]
    return oi.types.Index.from_definition(
        parse_definition(
            {
                "id": "serie",
                "indicators": {"hyresratt": rented},
                "dimensions": [{"id": "boende", "indicators": names}],
            }
        )
    )


@pytest.fixture(scope="module", params=["Exempelstad", "Malmö"])
def years(request: pytest.FixtureRequest) -> tuple[oi.types.Result, oi.types.Result]:
    """A base year, and a later one on its stick."""
    if request.param == "Exempelstad":
        figures, index, then, now = oi.example_statistics(), EXAMPLE, "2020", "2024"
    else:
        figures, index, then, now = oi.data.malmo_series(), of_the_open_series(), "2020", "2022"
    base = index.compute(figures, period=then, partial=True)
    return base, index.compute(figures, period=now, reference=base, partial=True)


def test_each_line_s_sign_agrees_with_what_stands_beside_it(
    years: tuple[oi.types.Result, oi.types.Result],
) -> None:
    base, later = years
    turn = np.array([member.indicator.direction.sign for member in later.index.members])
    for result in years:
        beside = counted_from(result)
        assert beside.kind == "city"
        np.testing.assert_array_equal(beside.values, base.measured.values[-1])
        apart = turn * (result.measured.values[:-1] - beside.values)
        parts = result.contributions.to_numpy()
        told = ~np.isnan(apart) & ~np.isnan(parts)
        assert told.any()
        assert {-1, 1} <= set(turn[told.any(axis=0)])
        np.testing.assert_array_equal(np.sign(apart[told]), np.sign(parts[told]))
        np.testing.assert_array_equal(harder_than_city(result)[told], parts[told] > 0)
    # Against that year's own city some would have the other sign, which is what this holds.
    own = turn * (later.measured.values[:-1] - later.measured.values[-1])
    parts = np.nan_to_num(later.contributions.to_numpy())
    assert ((np.sign(own) != np.sign(parts)) & (parts != 0) & ~np.isnan(own)).any()
    assert is_own(base)
    assert not is_own(later)


def test_the_explanation_shows_it_with_its_year(years: tuple[oi.types.Result, oi.types.Result]) -> None:
    base, later = years
    for result, year in ((base, ""), (later, " 2020")):
        area = str(result.scores["index"].dropna().index[0])
        page = result.explain(area)
        column = next(c for c in page.tables()[1].columns if c.head.startswith("Hela "))
        assert column.head.endswith(year or column.head)
        assert ("Måttstock: poängen räknas från hela" in page.text(400)) == bool(year)
        assert np.isin(column.values, base.measured.values[-1]).all()


@pytest.mark.parametrize(
    ("methods", "kind", "level"),
    [
        ({}, "city", 100.0),
        ({"normalise": "robust_z"}, "city", 100.0),
        ({"centre": "areas"}, "areas", np.nan),
        ({"normalise": "min_max", "zero": 0, "points": 100}, "zero", np.nan),
        ({"normalise": "percentile_rank"}, "zero", np.nan),
        ({"normalise": "mpi", "zero": 0, "points": 1}, "zero", 100.0),
        ({"aggregate": {"index": "copeland"}}, "city", np.nan),
    ],
)
def test_other_ways_are_counted_from_something_else(
    methods: dict[str, object], kind: str, level: float
) -> None:
    result = EXAMPLE.with_methods(**methods).compute(oi.example_statistics())
    beside = counted_from(result)
    assert beside.kind == kind
    np.testing.assert_equal(city_level(result), level)
    if np.isnan(beside.values).any():
        return
    turn = np.array([member.indicator.direction.sign for member in result.index.members])
    apart = turn * (result.measured.values[:-1] - beside.values)
    counted = result.normalised[:-1]
    scale = np.abs(beside.values)
    np.testing.assert_array_equal(above(apart, 0.0, scale), above(counted, 0.0, 1.0))
