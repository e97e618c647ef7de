"""A function of one's own is used, or refused by its name with what it should give."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.methods.impute import Imputed
from omradesindex.methods.treat import winsorise
from tests.cities import codes, counts, statistics

INDEX = oi.load_index("malmo-2023").without("delaktighet", "utbildning", "nettoinkomst")
FIGURES = statistics(counts(INDEX, codes(6)))


def scores(**methods: Any) -> list[float]:
    return INDEX.with_methods(**methods).compute(FIGURES).scores["index"].to_list()


def mean(x: Any, weights: Any) -> Any:
    return (np.asarray(x) * weights).sum(axis=-1)


def zero_to_one(x: Any, reference: Any) -> Any:
    return (x - reference.min(axis=-2)) / np.ptp(reference, axis=-2)


@pytest.mark.parametrize(
    ("methods", "same"),
    [
        ({"aggregate": mean}, {}),
        ({"normalise": zero_to_one}, {"normalise": "min_max"}),
        ({"weight": lambda x: [1] * x.shape[-1]}, {"weight": "equal"}),
        ({"treat": lambda x: winsorise(x, most=1)}, {"treat": {"method": "winsorise", "most": 1}}),
        ({"impute": lambda x: x}, {}),
        ({"impute": lambda x: Imputed(x, np.zeros(x.shape, dtype=bool))}, {}),
    ],
)
def test_what_gives_the_right_thing_is_used(methods: dict[str, Any], same: dict[str, Any]) -> None:
    assert scores(**methods) == pytest.approx(scores(**same))


def test_an_array_fills_gaps() -> None:
    table = counts(INDEX, codes(6))
    variable = INDEX.indicators[0].formula.numerator[0]
    gap = (table["area"] == "02") & (table["variable"] == variable)
    lacking = statistics(
        table.assign(value=table["value"].mask(gap), status=np.where(gap, "missing", "observed"))
    )
    filled = INDEX.with_methods(impute=lambda x: np.where(np.isnan(x), 7.0, x), centre="areas").compute(
        lacking
    )
    assert filled.indicators.loc["02"].iloc[0] == 7
    assert filled.quality["imputed"].iloc[0] == 1


@pytest.mark.parametrize(
    ("step", "function", "message"),
    [
        ("treat", np.log1p, r"treat: the function 'log1p' returns ndarray\. Expected: a Treatment"),
        ("impute", lambda x: x[:2], r"impute: .*shape \(2, \d\)"),
        ("impute", lambda x: x + 1, r"other values where there were some"),
        ("impute", lambda x: Imputed(x, np.zeros(3, dtype=bool)), r"arrays do not fit each other"),
        ("normalise", lambda x, reference: "x", r"returns str, which holds no numbers"),
        ("normalise", lambda x, reference: x[..., 0], r"Expected: the same areas × indicators"),
        ("normalise", lambda x, reference: x * np.nan, r"values that are no numbers"),
        ("normalise", lambda x, reference: [[1], [2, 3]], r"rows of different lengths"),
        (
            "normalise",
            lambda x, reference: 1 / 0,
            r"'<lambda>' fails \(ZeroDivisionError: .*Expected: a function",
        ),
        ("aggregate", dict, r"aggregate: the function 'dict' fails .*Expected: a function of x and weights"),
        ("normalise", lambda x: x, r"cannot be called with \(x, reference\)"),
        ("weight", lambda x: [1.0], r"weight: .*Expected: a weight for each indicator"),
        ("weight", lambda x: -np.ones(x.shape[-1]), r"weights that cannot be used"),
        ("weight", lambda x: None, r"NoneType, which holds no numbers"),
        ("aggregate", lambda x, weights: x, r"aggregate: .*Expected: one score for each area"),
        ("aggregate", lambda x, weights: np.full(x.shape[:-1], np.inf), r"6 values that are no numbers"),
        ("aggregate", lambda: 1, r"cannot be called with \(x, weights\)"),
    ],
)
def test_what_cannot_be_used_is_refused(step: str, function: Callable[..., Any], message: str) -> None:
    with pytest.raises(oi.errors.OmradesindexError, match=message):
        scores(**{step: function})


@pytest.mark.parametrize("ending", [".toml", ".csv", ".xlsx"])
def test_a_function_cannot_be_saved(ending: str, tmp_path: Any) -> None:
    with pytest.raises(oi.errors.DefinitionError, match=r"the function 'mean' cannot be written to a file"):
        INDEX.with_methods(aggregate=mean).save(tmp_path / f"a{ending}")
    assert not list(tmp_path.iterdir())
