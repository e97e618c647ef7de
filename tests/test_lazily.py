"""Names that live in other modules: found when first used, and told by their new name."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import omradesindex as oi
from omradesindex.lazily import lazily

GET = lazily("omradesindex.types", {"index": ("Result",)}, ("data", "sources"))


def imported(file: Path) -> Iterator[tuple[str, str]]:
    """Module and name of what a file imports for type checkers alone."""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            for line in node.body:
                if isinstance(line, ast.ImportFrom):
                    yield from ((str(line.module), alias.name) for alias in line.names)


def told_to_type_checkers(module: ModuleType) -> dict[str, object]:
    """What a module imports for type checkers alone, by name."""
    return {name: getattr(import_module(home), name) for home, name in imported(Path(str(module.__file__)))}


def test_a_name_leads_to_its_home() -> None:
    assert GET("Result") is oi.index.Result


def test_an_unknown_name_is_told_as_python_tells_it() -> None:
    with pytest.raises(AttributeError, match=r"^module 'omradesindex\.types' has no attribute 'Resullt'$"):
        GET("Resullt")


def test_a_name_in_the_wrong_place_is_told_with_the_right_one() -> None:
    with pytest.raises(
        AttributeError, match=r"has no attribute 'PxWeb': it is 'omradesindex\.sources\.PxWeb'$"
    ):
        GET("PxWeb")


def test_nothing_is_imported_before_it_is_asked_for() -> None:
    code = (
        "import sys, omradesindex as oi\n"
        "before = 'omradesindex.geography' in sys.modules\n"
        "oi.data.geso\n"
        "print(before, 'omradesindex.geography' in sys.modules, 'geso' in vars(oi.data))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", "True"]


def test_no_name_is_that_of_a_module_beside_it() -> None:
    # Python binds a module in its package when that is imported, in the place of what was to be found.
    root = Path(oi.__file__).parent
    for file in sorted(root.glob("**/__init__.py")):
        own = ".".join(("omradesindex", *file.parent.relative_to(root).parts))
        twins = [name for home, name in imported(file) if home == f"{own}.{name}"]
        assert not twins, file
