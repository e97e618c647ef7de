"""A treatment that the indicator itself speaks against is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from tests.cities import codes, statistics
from tests.index.small import small_city, two_indicators


@pytest.mark.parametrize("name", ["arcsine", "logit"])
def test_ready_made_shares_of_one_are_not_bent_as_per_cent(name: str) -> None:
    parts = pd.DataFrame(
        {"area": codes(3), "variable": "arbetsloshet", "period": "2024", "value": [0.1, 0.25, 0.6]}
    )
    cents = parts.assign(value=parts["value"] * 100)
    plain = oi.types.Index.from_definition(
        parse_definition({"id": "en", "dimensions": [{"id": "ekonomi", "indicators": ["arbetsloshet"]}]})
    )

    def bent(table: pd.DataFrame, **options: object) -> oi.types.Result:
        treat = {"method": name, "rule": False, **options}
        return plain.with_methods(treat=treat, centre="areas").compute(statistics(table))

    with pytest.raises(oi.errors.ComputeError) as refused:
        bent(parts)
    assert (
        "'arbetsloshet': the shares go from 0.1 to 0.6, as parts of 1 do, and are bent as parts of 100"
        in str(refused.value)
    )
    assert "whole = 1" in str(refused.value)
    assert "andelarna går från 0,1 till 0,6, som delar av 1" in refused.value.in_("sv")
    np.testing.assert_allclose(bent(parts, whole=1).scores, bent(cents).scores, rtol=1e-12)
    np.testing.assert_allclose(bent(parts, whole={"arbetsloshet": 1}).scores, bent(cents).scores, rtol=1e-12)


def test_counted_shares_are_per_cent_however_small() -> None:
    few = small_city()
    few.loc[few["variable"] == "arbetskraft_16_64", "value"] *= 100
    index = two_indicators(treat={"method": "arcsine", "rule": False, "columns": ["arbetsloshet"]})
    result = index.compute(statistics(few))
    assert result.treated["before"].max() < 1
