"""The whole city's score has an error of its own, made as an area's is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

import omradesindex as oi
from omradesindex.subjects.over_time.city import city_errors
from omradesindex.subjects.over_time.noise import score_errors
from tests.subjects.by_group.made_up import results, table
from tests.subjects.conftest import errors


def test_it_is_an_areas_error_for_figures_like_an_areas() -> None:
    """Give the city the first area's figures and errors: then its error is that area's."""
    result = results(table(), "2020")[0]
    known = result.uncertainty()
    values, normalised, error = (
        result.measured.values.copy(),
        result.normalised.copy(),
        known.standard_error.copy(),
    )
    for numbers in (values, normalised, error):
        numbers[-1] = numbers[0]
    alike = replace(result, measured=replace(result.measured, values=values), normalised=normalised)
    of_city = city_errors(alike, replace(known, standard_error=error))
    of_area = score_errors(known, result.columns, len(result.areas))[0]
    np.testing.assert_allclose(of_city, of_area, rtol=1e-9)


def test_it_is_smaller_than_any_areas() -> None:
    result = oi.load_index("malmo-2023").compute(oi.example_statistics())
    known = result.uncertainty()
    assert city_errors(result, known)[0] < np.nanmin(score_errors(known, result.columns, 14)[:, 0])


def test_nothing_is_said_where_nothing_is_known() -> None:
    result = results(table(), "2020")[0]
    assert np.isnan(city_errors(result, errors(result, np.nan))).all()
