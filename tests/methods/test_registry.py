"""One register: every method is there, says what it is, and is found by name, table or function."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module

import numpy as np
import pytest

from omradesindex import methods
from omradesindex.errors import MethodError
from omradesindex.methods import AGGREGATIONS, NORMALISATIONS
from omradesindex.methods.method import STAGES, Choice, Method
from omradesindex.methods.registry import every_method, find_methods, resolve
from omradesindex.methods.rescaling import RESCALINGS

EVERY = pytest.mark.parametrize("method", list(every_method()), ids=lambda m: f"{m.stage}-{m.name}")


@EVERY
def test_every_method_says_what_it_is(method: Method) -> None:
    assert method.stage in STAGES
    assert method.source
    assert method.sv
    assert method.en
    assert method.sv != method.en
    for line in (method.sv, method.en):
        assert line[0].isupper()
        assert not line.endswith(".")
    assert method.function.__doc__
    assert (method.apply is not None) == (method.stage == "normalise")
    assert set(method.per) <= set(method.options)


@EVERY
def test_every_method_is_found_by_its_name(method: Method) -> None:
    if method.required:
        with pytest.raises(MethodError, match=f"method '{method.name}': the option '{method.required[0]}'"):
            resolve(method.stage, method.name)
    else:
        assert resolve(method.stage, method.name) == Choice(method, {})
    with pytest.raises(MethodError, match="there is no option 'colour'"):
        resolve(method.stage, {"method": method.name, "colour": "red"})


def test_the_mappings_are_parts_of_the_register() -> None:
    assert dict(NORMALISATIONS) == dict(find_methods("normalise"))
    for name, method in AGGREGATIONS.items():
        assert find_methods("aggregate")[name] is method


def test_what_any_module_declares_is_in_the_register() -> None:
    declared = set()
    for module in pkgutil.iter_modules(methods.__path__, "omradesindex.methods."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, Mapping):
                declared |= {(m.stage, m.name) for m in value.values() if isinstance(m, Method)}
    # A score is measured again by any normalisation, or turned.
    registered = [*every_method(), RESCALINGS["turned"]]
    assert declared == {(m.stage, m.name) for m in registered}


def test_two_methods_of_a_stage_never_share_a_name() -> None:
    declared: dict[tuple[str, str], Method] = {}
    for module in pkgutil.iter_modules(methods.__path__, "omradesindex.methods."):
        for value in vars(import_module(module.name)).values():
            for method in value.values() if isinstance(value, Mapping) else ():
                if isinstance(method, Method):
                    assert declared.setdefault((method.stage, method.name), method) is method


def test_a_name_loads_the_modules_before_its_own_and_no_other() -> None:
    code = (
        "import sys; from omradesindex.methods.registry import resolve\n"
        "resolve('aggregate', 'arithmetic')\n"
        "print('omradesindex.methods.outranking' in sys.modules)\n"
        "resolve('aggregate', 'copeland')\n"
        "print('omradesindex.methods.outranking' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True"]


def test_a_table_sets_options() -> None:
    x = np.array([[1.0, 3.0]])
    choice = resolve("aggregate", {"method": "power_mean", "power": 2})
    assert choice(x, [1, 1])[0] == pytest.approx(np.sqrt(5))
    assert resolve("aggregate", choice) is choice


def test_a_function_of_ones_own() -> None:
    def largest(x: np.ndarray, weights: np.ndarray) -> np.ndarray:
        return np.asarray(x.max(axis=-1))

    choice = resolve("aggregate", largest)
    assert choice.name == "largest"
    assert choice(np.array([[1.0, 3.0]]), [1, 1])[0] == 3


@pytest.mark.parametrize(
    ("stage", "choice", "message"),
    [
        ("normalize", "z_score", r"the stage 'normalize' is unknown \(did you mean 'normalise'\?\)"),
        (
            "aggregate",
            "geometrisk",
            r"aggregate: the method 'geometrisk' is unknown \(did you mean 'geometric'",
        ),
        ("treat", None, "a method is chosen by NoneType"),
        ("treat", {"most": 3}, "the table names no method"),
        ("impute", {"method": ["mean"]}, "a method is chosen by list"),
        ("treat", find_methods("impute")["mean"], "treat: 'mean' is a method to impute"),
    ],
)
def test_what_is_no_method(stage: str, choice: object, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        resolve(stage, choice)


def test_one_name_loads_no_heavy_package() -> None:
    code = (
        "import sys; from omradesindex.methods.registry import find_methods, STAGES\n"
        "for stage in STAGES: [*find_methods(stage)]\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('pandas', 'geopandas', 'matplotlib')"
        " or m in ('scipy.stats', 'scipy.optimize')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
