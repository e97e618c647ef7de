"""Errors of counts if areas were alike: by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.index.uncertainty.if_alike import errors_if_alike
from tests.cities import SHARE, codes, statistics


def test_a_shares_error_is_that_of_the_common_share_among_the_areas_people() -> None:
    people = [100, 400, 2500]
    rows = [
        (a, v, n) for a, d in zip(codes(3), people, strict=True) for v, n in (("n", d // 5 + 3), ("d", d))
    ]
    table = pd.DataFrame(rows, columns=["area", "variable", "value"]).assign(period="2024", kind="count")
    result = SHARE.compute(statistics(table))
    assert errors_if_alike(result, 0, 20.0) == pytest.approx([4.0, 2.0, 0.8])


def test_what_is_not_counted_has_none() -> None:
    result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    j = list(result.indicators).index("nettoinkomst")
    assert np.isnan(errors_if_alike(result, j, 300.0)).all()
