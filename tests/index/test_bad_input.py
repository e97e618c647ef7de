"""What no method can use: every method of the register says so in one clear error, in both languages.

A new method is walked as soon as it is registered. It computes, without an infinite score, or is refused by
an error that names the indicator (and the area, where one value is at fault) by its id, not by its place.
"""

from __future__ import annotations

import re
import tomllib
import warnings
from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from omradesindex.methods.method import Method
from omradesindex.methods.registry import every_method
from tests.index import test_every_option as options

N = 12
AREAS = [f"o{k:02d}" for k in range(N)]
IDS = ("arbete", "boende", "halsa", "skola")
NAN = float("nan")
BASE = np.random.default_rng(1).uniform(10, 60, (N, 1)) + np.random.default_rng(2).uniform(0, 30, (N, 4))

EVERY = pytest.mark.parametrize("method", list(every_method()), ids=lambda m: f"{m.stage}-{m.name}")

#: What a method cannot do without, on these areas and indicators.
NEEDS: dict[str, dict[str, object]] = {
    **options.NEEDS,
    "group_mean": {"groups": dict.fromkeys(AREAS[:5], "norr") | dict.fromkeys(AREAS[5:], "söder")},
    "group_median": {"groups": dict.fromkeys(AREAS[:5], "norr") | dict.fromkeys(AREAS[5:], "söder")},
    "proxy": {"on": ["skola"]},
    "goalposts": {"low": 0.0, "high": 200.0},
    "distance_to_target": {"target": 300.0},
    "distance": {"low": 10.0, "high": 12.0, "columns": ["boende"]},
    "by_indicator": {"indicators": {"boende": "log"}},
}


def boende(column: Any) -> np.ndarray:
    """Figures where the second indicator is another."""
    figures = BASE.copy()
    figures[:, 1] = column
    return figures


#: Figures that some methods cannot use. The second indicator is at fault, of the first area where of one.
FIGURES = {
    "a zero": boende([0.0, *BASE[1:, 1]]),
    "zeros only": boende(0.0),
    "a negative value": boende([-5.0, *BASE[1:, 1]]),
    "negative values only": boende(-BASE[:, 1]),
    "more than the whole": boende([101.0, *BASE[1:, 1]]),
    "all alike": boende(7.0),
    "alike but for the last digit": boende(5 + np.arange(N) * 1e-15),
    "most alike": boende([5.0] * 8 + list(BASE[8:, 1])),
    "nothing": boende(NAN),
    "one value": boende([5.0] + [NAN] * (N - 1)),
    "two values": boende([5.0, 9.0] + [NAN] * (N - 2)),
    "points the other way": boende(100 - BASE[:, 0]),
    "an area without": np.where(np.arange(N)[:, None] == 0, NAN, BASE),
    "one area": BASE[:1],
    "two areas": BASE[:2],
}

#: Values that an option may be given and few can take.
VALUES: Mapping[str, object] = {
    "nought": 0,
    "negative": -1,
    "half": -1.5,
    "huge": 1e6,
    "infinite": float("inf"),
    "a word": "ord",
    "nothing": None,
    "true": True,
    "an empty list": [],
    "a short list": [1.0, 2.0],
    "a negative number among them": [-1.0, 1, 1, 1],
    "noughts": [0.0, 0, 0, 0],
    "a gap": [NAN, 1, 1, 1],
    "a matrix": [[1, 2, 3, 4]] * 4,
    "a negative matrix": [[-1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1]],
    "a matrix that is not square": [[1, 2], [3, 4], [5, 6]],
    "a matrix that is not reciprocal": [[1, 2, 3, 4], [2, 1, 1, 1], [3, 1, 1, 1], [4, 1, 1, 1]],
    "rows of unequal length": [[1, 2], [1]],
    "an id that is not there": {"arbete": 1.0, "boende": 1.0, "halsa": 1.0, "skla": 1.0},
    "an id that lacks": {"arbete": 1.0, "boende": 1.0, "halsa": 1.0},
    "an area's code": {"o00": 1},
    "words": ["boende", "skla"],
}

#: Nothing else may be said of a figure or an option than which indicator, area or option it is.
PLACE = re.compile(r"\b(?:column|row|position|kolumn|rad|plats) \(?\d")


def _index() -> oi.types.Index:
    text = 'id = "prov"\nlabel = "Prov"\n[[dimensions]]\nid = "allt"\nlabel = "Allt"\n'
    text += f"indicators = {list(IDS)}\n"
    for name in IDS:
        text += (
            f'[indicators.{name}]\nlabel = "{name}"\ndefinition = "x"\npopulation = "x"\nunit = "%"\n'
            'direction = "higher_is_worse"\nformula = { kind = "given" }\n'
        )
    return oi.types.Index.from_definition(
        parse_definition(tomllib.loads(text.replace("'", '"')))
    ).with_methods(centre="areas")


INDEX = _index()


@cache
def _statistics(figures: tuple[tuple[float, ...], ...]) -> oi.Statistics:
    wide = pd.DataFrame(figures, columns=IDS, index=AREAS[: len(figures)])
    tidy = wide.rename_axis("area").reset_index().melt("area", var_name="variable")
    status = np.where(tidy["value"].isna(), "missing", "observed")
    return oi.Statistics.from_frame(tidy.assign(period="2024", kind="index", status=status), name="prov")


def _rows(figures: np.ndarray) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(NAN if np.isnan(value) else float(value) for value in row) for row in figures)


def refused(method: Method, figures: np.ndarray, **given: object) -> oi.errors.OmradesindexError | None:
    """The error that one step's method is refused with; None where there are scores."""
    needs = dict(NEEDS.get(method.name, {}))
    if "groups" in needs:
        needs["groups"] = dict(list(needs["groups"].items())[: len(figures)])
    spec = {"method": method.name, **needs, **given}
    step = {"dimension": spec} if method.stage in ("weight", "aggregate") else spec
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        try:
            index = INDEX.with_methods(**{method.stage: step})
            result = index.compute(_statistics(_rows(figures)), period="2024")
        except oi.errors.OmradesindexError as error:
            return error
    assert not np.isinf(result.scores.to_numpy()).any()
    return None


@EVERY
@pytest.mark.parametrize("fault", FIGURES)
def test_figures_that_a_method_cannot_use_are_named(method: Method, fault: str) -> None:
    error = refused(method, FIGURES[fault])
    if error is None:
        return
    for said in (str(error), error.in_("sv")):
        assert not PLACE.search(said), said
        if fault not in ("one area", "two areas", "an area without"):
            assert "'boende'" in said, said
    if fault in ("a zero", "a negative value", "more than the whole"):
        assert "area 'o00'" in str(error)
        assert "området 'o00'" in error.in_("sv")
    assert error.in_("sv") != str(error)


@EVERY
def test_options_that_a_method_cannot_take_are_named(method: Method) -> None:
    figures = BASE.copy()
    figures[2, 1] = NAN
    for option in method.options:
        for what, value in VALUES.items():
            error = refused(method, figures, **{option: value})
            if error is None:
                continue
            english, swedish = str(error), error.in_("sv")
            # What an option makes of the figures is said of the figures.
            assert option in english or "'boende'" in english, (option, what, english)
            assert not PLACE.search(english), english
            assert not PLACE.search(swedish), swedish
            assert swedish != english, (option, what)


def test_without_any_method_the_figures_are_fine() -> None:
    assert refused(next(iter(every_method())), BASE) is None


@pytest.mark.parametrize(
    ("stage", "name", "options", "said"),
    [
        ("normalise", "goalposts", {"low": 0, "high": 90, "points": 0}, "valet 'points' är 0"),
        ("normalise", "robust_z", {"scale": -1}, "valet 'scale' är"),
        ("normalise", "goalposts", {"low": 90, "high": 0}, "'arbete'"),
        ("normalise", "distance_to_target", {"target": 1}, "'arbete'"),
        (
            "normalise",
            "z_score",
            {"people": [1.0] * 11 + [-1]},
            "området 'o11', people: antalet boende är −1",
        ),
        ("weight", "given", {"weights": [1, 1, 1, -1]}, "weights: en vikt är negativ"),
        ("weight", "given", {"weights": [0, 0, 0, 0]}, "weights: alla vikter är noll"),
        ("weight", "given", {"weights": [[1, 2, 3, 4]] * 2}, "valet 'weights' har formen (2, 4)"),
        ("weight", "ahp", {"comparisons": [[1, 2], [3, 4], [5, 6]]}, "inte kvadratisk"),
        ("weight", "ahp", {"comparisons": VALUES["a matrix that is not reciprocal"]}, "boende"),
        ("weight", "effective", {"target": [[1, 2, 3, 4]] * 2}, "valet 'target' har formen (2, 4)"),
        (
            "weight",
            "budget_allocation",
            {"points": [[25] * 4, [40] * 4]},
            "points, person 2: poängens summa är 160",
        ),
        ("aggregate", "wroclaw", {"ideal": [[1, 2, 3, 4]] * 2}, "valet 'ideal' har formen (2, 4)"),
        ("aggregate", "count_beyond", {"thresholds": 1.0, "at_least": -1}, "at_least"),
    ],
)
def test_each_is_said_in_swedish(stage: str, name: str, options: dict[str, object], said: str) -> None:
    method = next(m for m in every_method() if (m.stage, m.name) == (stage, name))
    error = refused(method, BASE, **options)
    assert error is not None
    assert said in error.in_("sv")
