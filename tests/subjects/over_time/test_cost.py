"""What caution costs: how large a true change must be to be found."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.subjects.over_time.cost import cost_of
from tests.subjects.conftest import errors, series


@pytest.fixture(scope="module")
def years() -> list[oi.types.Result]:
    return series(oi.load_index("malmo-2023"), oi.example_statistics())


def test_it_is_the_half_width_and_that_of_independent_errors(years: list[oi.types.Result]) -> None:
    held = oi.change(years[0], years[-1])
    alone = oi.change(years[0], years[-1], dependence="independent")
    cost = cost_of(held)
    assert cost is not None
    half = (held.judged.high - held.judged.low)[:, 0] / 2
    assert cost.found == pytest.approx(np.median(half))
    narrow = (alone.judged.high - alone.judged.low)[:, 0] / 2
    assert cost.independent == pytest.approx(np.median(narrow), rel=0.02)
    same = cost_of(alone)
    assert same is not None
    assert same.found == pytest.approx(same.independent, rel=0.02)


def test_where_nothing_is_judged_nothing_is_said(years: list[oi.types.Result]) -> None:
    assert cost_of(oi.change(years[0], years[-1], stick="ranks")) is None
    given = [errors(years[0]), errors(years[-1])]
    assert cost_of(oi.change(years[0], years[-1], errors=given)) is None


def test_the_errors_are_those_of_the_same_areas_in_whatever_order_they_stand(
    years: list[oi.types.Result],
) -> None:
    """The earlier year, revised, with its areas the other way round: the same errors, so the same cost."""
    first, last = years[0], years[-1]
    frame = first.statistics.to_frame()
    total = (frame[["sex", "age", "disability"]] == "total").all(axis=1)
    turned = oi.Statistics.from_frame(frame[total][::-1], name="Exempelstad (påhittad)", whole="X00")
    revised = first.index.compute(turned, period="2020", reference=first)
    assert revised.areas == first.areas[::-1]
    plain, other = cost_of(oi.change(first, last)), cost_of(oi.change(first, last, revised=revised))
    assert plain is not None
    assert other is not None
    assert tuple(other) == pytest.approx(tuple(plain))
