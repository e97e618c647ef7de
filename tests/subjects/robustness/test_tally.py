"""What is counted: distances between orders with ties."""

from __future__ import annotations

import pandas as pd
import pytest

import omradesindex as oi
from tests.cities import codes, statistics
from tests.subjects.robustness.only import only


def test_orders_with_ties_may_lie_further_apart_than_any_without() -> None:
    economy = oi.load_index("malmo-oppna-data").without("delaktighet", "utbildning", "boende")
    ids = [i.id for i in economy.indicators]
    one, other = (economy.without(*(i for i in ids if i != kept)) for kept in ids[:2])
    turned = [i.direction.sign for i in (one.indicators[0], other.indicators[0])]
    rows = [
        (area, own.indicators[0].id, "2024", 10.0 * place * sign + 50)
        for own, sign, places in ((one, turned[0], (1, 2, 3)), (other, turned[1], (2, 2, 1)))
        for area, place in zip(codes(3), places, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["area", "variable", "period", "value"]).assign(kind="index")
    methods = {"centre": "areas"}
    study = only(
        one.with_methods(**methods),
        statistics(table),
        sets={"annan": other.with_methods(**methods)},
        n="all",
    )
    assert study.ranks["base"].tolist() == [3, 2, 1]
    assert study.outcomes()["mean_rank_shift"].max() == pytest.approx(5 / 3)
