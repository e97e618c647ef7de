"""The house as its plan says: each module has its tests, keeps what is private, and shows in one way.

Reads the package's source as text. What is not yet as it shall be has a ceiling, which is lowered by whoever
mends it and raised by nobody.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import omradesindex

PACKAGE, TESTS = Path(omradesindex.__file__).parent, Path(__file__).parent

#: Modules without a test file in the same place. Shall be none.
LACKING = []

#: Choices of language by ``if``, where ``say`` or a ``Text`` puts both wordings side by side. Shall be 10.
MOST_LANGUAGE_CHOICES = 10
#: Files that write a table's tags. Shall be 1.
MOST_TAG_WRITERS = 1
#: Files that hold a style sheet. Shall be 1.
MOST_STYLE_SHEETS = 1
#: Private attributes of another object. Shall be 5: what openpyxl and Python keep to themselves.
MOST_PRIVATE_ATTRIBUTES = 6

#: Modules that know each other in a circle, type hints and imports within functions counted.
MOST_IN_A_CIRCLE = 4
#: Lines of the longest module; lines that nineteen of twenty functions stay within, docstrings included.
MOST_LINES, MOST_FUNCTION_LINES = 600, 54


@cache
def sources() -> dict[str, str]:
    """Each file of the package, by its path below it."""
    return {
        path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(PACKAGE.rglob("*.py"))
    }


@cache
def nodes() -> dict[str, list[ast.AST]]:
    """What each file is written of."""
    return {name: [*ast.walk(ast.parse(text))] for name, text in sources().items()}


def holding(pattern: str) -> list[str]:
    """The files in which a pattern stands."""
    return [name for name, text in sources().items() if re.search(pattern, text)]


def test_each_module_has_its_tests_in_the_same_place() -> None:
    modules = {name.removesuffix(".py") for name in sources()}
    modules = {name for name in modules if Path(name).name not in ("__init__", "__main__")}
    mirrored = {
        path.relative_to(TESTS).with_name(path.stem.removeprefix("test_")).as_posix()
        for path in TESTS.rglob("test_*.py")
    }
    allowed = set(LACKING)
    lacking = modules - mirrored
    assert lacking <= allowed, f"write tests for {sorted(lacking - allowed)}"
    assert allowed <= lacking, f"take out of LACKING: {sorted(allowed - lacking)}"


def test_no_private_name_crosses_modules() -> None:
    imported = [
        f"{name}: {alias.name}"
        for name, those in nodes().items()
        for node in those
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == PACKAGE.name
        for alias in node.names
        if re.match(r"_(?!_)", alias.name) or re.search(r"\._(?!_)", node.module or "")
    ]
    assert imported == []
    reached = [
        f"{name}, line {node.lineno}: {node.value.id}.{node.attr}"
        for name, those in nodes().items()
        for node in those
        if isinstance(node, ast.Attribute)
        and re.match(r"_(?!_)", node.attr)
        and isinstance(node.value, ast.Name)
        and node.value.id not in ("self", "cls")
    ]
    assert len(reached) <= MOST_PRIVATE_ATTRIBUTES, reached


def test_wordings_are_chosen_in_one_way() -> None:
    choices = {
        name: found
        for name, text in sources().items()
        if (found := re.findall(r"if sv\b|lang == .sv.", text))
    }
    assert sum(map(len, choices.values())) <= MOST_LANGUAGE_CHOICES, {n: len(c) for n, c in choices.items()}


def test_tables_and_their_looks_are_written_in_one_place() -> None:
    writers = holding(r"<t[dhr][ >]|<table")
    assert len(writers) <= MOST_TAG_WRITERS, writers
    sheets = holding(r"_?STYLE\b\s*=|<style")
    assert len(sheets) <= MOST_STYLE_SHEETS, sheets


def test_no_door_is_looked_up_by_name() -> None:
    """What a floor needs it imports, where the floors' contract sees it."""
    known = {"__init__.py", "lazily.py", "methods/registry.py"}
    doors = [
        f"{name}, line {node.lineno}"
        for name, those in nodes().items()
        for node in those
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) in ("import_module", "__import__")
        and name not in known
    ]
    assert doors == []


def test_no_module_compiles_a_pattern_when_it_is_read() -> None:
    compiling = []
    for name, those in nodes().items():
        found = [node for node in those if isinstance(node, ast.Attribute) and node.attr == "compile"]
        found = [node for node in found if ast.unparse(node) == "re.compile"]
        functions = [node for node in those if found and isinstance(node, ast.FunctionDef | ast.Lambda)]
        later = {id(node) for function in functions for node in ast.walk(function)}
        compiling += [f"{name}:{node.lineno}" for node in found if id(node) not in later]
    assert compiling == [], "write omradesindex.patterns.pattern(…)"


def test_modules_and_functions_are_of_a_size_to_be_read() -> None:
    """One concept each: past these sizes there are two."""
    long = {name: text.count("\n") for name, text in sources().items() if text.count("\n") > MOST_LINES}
    assert not long, f"more than {MOST_LINES} lines: {long}"
    lengths = sorted(
        (node.end_lineno or 0) - node.lineno + 1
        for those in nodes().values()
        for node in those
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    assert lengths[int(0.95 * len(lengths))] <= MOST_FUNCTION_LINES


def known(name: str) -> set[str]:
    """The modules of the package that a module imports, anywhere in it and for whatever purpose."""
    places = modules()
    wanted: set[str] = set()
    for node in nodes()[name]:
        if isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            wanted |= {full if full in places else node.module for full in names}
        elif isinstance(node, ast.Import):
            wanted |= {alias.name for alias in node.names}
    return {places[place] for place in wanted & set(places)} - {name, "__init__.py"}


@cache
def modules() -> dict[str, str]:
    """Each file of the package, by what it is imported as."""
    names = (".".join([PACKAGE.name, *Path(file).with_suffix("").parts]) for file in sources())
    return {name.removesuffix(".__init__"): file for name, file in zip(names, sources(), strict=True)}


def test_few_modules_know_each_other_in_a_circle() -> None:
    ahead = {name: known(name) for name in sources() if name != "__init__.py"}
    behind: dict[str, set[str]] = {name: set() for name in ahead}
    for name, others in ahead.items():
        for other in others:
            behind[other].add(name)

    def reached(start: str, steps: dict[str, set[str]]) -> set[str]:
        seen, waiting = {start}, [start]
        while waiting:
            waiting += (fresh := steps[waiting.pop()] - seen)
            seen |= fresh
        return seen

    circles = {frozenset(reached(name, ahead) & reached(name, behind)) for name in ahead}
    long = [sorted(circle) for circle in circles if len(circle) > MOST_IN_A_CIRCLE]
    assert not long, f"more than {MOST_IN_A_CIRCLE} modules in a circle: {long}"
