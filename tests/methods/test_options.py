"""Every option of every method is checked by its kind, and says which method, option and kind."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.errors import MethodError
from omradesindex.methods import Method, every_method, resolve

INDEX = oi.load_index("malmo-2023")
#: What no option of any method takes.
WRONG = (b"x", object(), [[1], [2, 3]], {"a": "b", "c": None}, float("nan"), float("inf"))


@pytest.mark.parametrize("method", tuple(every_method()), ids=lambda m: f"{m.stage}-{m.name}")
def test_no_option_takes_what_is_nothing(method: Method) -> None:
    for option in method.options:
        for value in WRONG:
            with pytest.raises(
                MethodError, match=rf"method '{method.name}': the option '{option}' is .*Expected: "
            ):
                method.with_options({option: value})


@pytest.mark.parametrize("value", ["no", "false", "true", 0, 1, None, [True]])
def test_yes_and_no_are_no_words(value: object) -> None:
    with pytest.raises(
        oi.errors.DefinitionError, match=r"goalposts.*the option 'clip' is .*Expected: true or false"
    ):
        INDEX.with_methods(normalise={"method": "goalposts", "low": 0, "high": 100, "clip": value})


@pytest.mark.parametrize(
    ("stage", "spec"),
    [
        ("treat", {"method": "winsorise", "most": np.int64(2), "skew": 2, "columns": ["a", 3]}),
        ("treat", {"method": "box_cox", "power": None, "rule": np.True_}),
        ("normalise", {"method": "goalposts", "low": {"a": 1, "b": 2.5}, "high": np.array([1.0, 2.0])}),
        ("normalise", {"method": "distance_to_target", "target": (1, 2)}),
        ("impute", {"method": "group_mean", "groups": {"01": "norr", "02": 2}}),
        ("impute", {"method": "multiple", "rng": np.random.default_rng(1)}),
        ("weight", {"method": "ahp", "comparisons": [[1, 2], [0.5, 1]], "largest_ratio": None}),
        ("weight", {"method": "factor_loadings", "group": "all"}),
        ("aggregate", {"method": "count_beyond", "thresholds": {"a": 1}, "at_least": 1}),
    ],
)
def test_what_options_take(stage: str, spec: dict[str, object]) -> None:
    assert resolve(stage, spec).name == spec["method"]


def test_a_file_s_error_says_line_and_key(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(
        'id = "a"\nbase = "malmo-2023"\n[methods]\n\n\n[methods.treat]\nmethod = "winsorise"\nmost = "2"\n',
        encoding="utf-8",
    )
    with pytest.raises(
        oi.errors.DefinitionError, match=r"a\.toml, line 8.*'most' is '2'\. Expected: a whole number"
    ):
        oi.load_index(path)


def test_a_word_is_one_of_those_that_there_are() -> None:
    with pytest.raises(MethodError, match=r"'higher_is' is 'wrse'\. Expected: one of 'worse', 'better'"):
        resolve("aggregate", {"method": "mpi", "higher_is": "wrse"})


@pytest.mark.parametrize(
    ("step", "spec", "expected"),
    [
        ("normalise", {"method": "rank", "ties": "foo"}, "one of 'min', 'average', 'max'"),
        ("normalise", {"method": "distance_to_reference", "form": "foo"}, "one of 'range', 'relative'"),
        ("normalise", {"method": "categories", "by": "foo"}, "one of 'quantiles', 'sd'"),
        ("impute", {"method": "linear", "ends": "foo"}, "one of 'missing', 'nearest'"),
        ("weight", {"method": "critic", "ddof": -1}, "one of '?0'?, '?1'?"),
        ("aggregate", {"method": "mpi", "ddof": True}, "one of '?0'?, '?1'?"),
    ],
)
def test_words_are_known_when_a_definition_is_read(step: str, spec: dict[str, object], expected: str) -> None:
    with pytest.raises(oi.errors.DefinitionError, match=f"the option '.*' is .*Expected: {expected}"):
        INDEX.with_methods(**{step: spec})


@pytest.mark.parametrize(
    ("stage", "spec", "what"),
    [
        ("impute", {"method": "multiple", "rng": -1}, "a seed of zero or more"),
        ("aggregate", {"method": "benefit_of_the_doubt", "lower": [0.1]}, "'lower' .* for 2 columns"),
        (
            "aggregate",
            {"method": "benefit_of_the_doubt", "reference": [[1.0]]},
            "'reference' .* for 2 columns",
        ),
    ],
)
def test_what_only_the_figures_tell(stage: str, spec: dict[str, object], what: str) -> None:
    x = np.array([[1.0, 2.0], [2.0, 1.0], [3.0, np.nan]])
    given = (x,) if stage == "impute" else (x[:2], [1, 1])
    with pytest.raises(MethodError, match=what):
        resolve(stage, spec)(*given)
