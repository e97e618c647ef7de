"""What may vary, and what is refused."""

from __future__ import annotations

import pandas as pd
import pytest

import omradesindex as oi
from tests.subjects.robustness.made_up import (
    EXAMPLE,
    INDEX,
)
from tests.subjects.robustness.only import only


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "nothing varies"),
        ({"normalise": ["z_score"]}, "one level"),
        ({"weights": "given"}, "one level"),
        ({"normalise": ["min_mx"]}, "did you mean 'min_max'"),
        ({"aggregate": ["geometrisk"]}, "did you mean 'geometric'"),
        ({"weights": "dirichle"}, "did you mean 'dirichlet'"),
        ({"weights": "±250 %"}, "±250 %"),
        ({"weights": {"ekonomi": (3, 1)}}, "contradictory"),
        ({"weights": {"ekonomi": (-1, 1)}}, "contradictory"),
        ({"weights": {"ekonmi": (1, 3)}}, "did you mean 'ekonomi'"),
        ({"weights": {"ekonomi": -2}}, "no weight"),
        ({"sets": ["malmo-2024"]}, "malmo-2024"),
        ({"sets": [3]}, r"list, \[3\]"),
        ({"drop": -1}, "the choice drop is -1"),
        ({"drop": 3, "subsets": 3}, "cannot be left out"),
        ({"subsets": 3}, "nothing to choose from"),
        ({"data": "sample"}, "'sample'"),
        ({"drop": 12}, "at most 11"),
        ({"subsets": 0}, "every dimension would be empty"),
        ({"weights": {}}, "empty table"),
        ({"weights": pd.DataFrame()}, "empty table"),
        ({"weights": {"ekonomi": (1, 1)}}, "one level"),
        ({"weights": {d.id: 0 for d in INDEX.dimensions}}, "every part of 'index' has the weight 0"),
        ({"weights": []}, "nothing varies"),
        ({"drop": 1, "n": 0}, "number of draws"),
        ({"drop": 1, "rng": -1}, "seed"),
        ({"drop": 1, "normalise": ["min_max"], "n": 100}, "too few"),
        ({"weights": "±25 %", "n": "all"}, "continuous"),
    ],
)
def test_what_cannot_be_done_is_said(options: dict[str, object], said: str) -> None:
    with pytest.raises(oi.errors.OmradesindexError, match=said) as caught:
        only(INDEX, EXAMPLE, **{"n": 2000, **options})
    assert "Expected" in str(caught.value) or "What to do" in str(caught.value)


def test_a_set_that_leaves_a_dimension_empty_is_refused() -> None:
    with pytest.raises(oi.errors.DefinitionError, match="empty"):
        only(
            INDEX, EXAMPLE, sets={"kort": INDEX.without(*(m.id for m in INDEX.dimensions[0].members))}, n=500
        )  # fmt: skip


def test_two_sets_of_one_name_are_refused() -> None:
    with pytest.raises(oi.errors.DefinitionError, match="two sets"):
        only(INDEX, EXAMPLE, sets=[INDEX.without("trangboddhet")], n=500)
