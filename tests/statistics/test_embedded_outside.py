"""The outside measures as they travel: every measure of the catalogue, for every area."""

from __future__ import annotations

import numpy as np

import omradesindex as oi


def test_every_measure_has_a_figure_of_every_area_and_the_city() -> None:
    outside = oi.data.malmo_outside()
    assert set(outside.variables) == set(oi.data.outside_measures())
    assert outside.all_areas == (*oi.geso().codes, "1280")
    assert not np.isnan(outside.numbers["value"]).any()


def test_what_is_carried_with_assumptions_says_so() -> None:
    rows = oi.data.malmo_outside().to_frame().set_index("variable")
    assert set(rows.loc[["omradestyp_1_2", "omradestyp_medel"], "quality"]) == {"official"}
    assert set(rows.drop(["omradestyp_1_2", "omradestyp_medel"])["quality"]) == {"estimated"}
    assert rows["source"].str.contains("omradesindex").all()
