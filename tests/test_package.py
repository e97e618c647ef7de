"""The package as a whole: what it promises to those who install and import it."""

from __future__ import annotations

import importlib.metadata
import inspect
import json
import re
import subprocess
import sys
import tomllib
from importlib.resources import files

import pytest

import omradesindex as oi
from tests.conftest import ROOT

# What an analyst waits for at `import omradesindex` without needing it yet.
HEAVY = {"geopandas", "matplotlib", "pandas", "pyarrow", "pyproj", "rich", "scipy", "shapely", "typer"}


def test_version_is_the_installed_one() -> None:
    try:
        installed = importlib.metadata.version("omradesindex")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("omradesindex is not installed here, only imported from the checkout")
    assert installed == oi.__version__


def test_version_is_the_project_s_and_the_changelog_s() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == oi.__version__
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", changelog, flags=re.MULTILINE)
    assert releases[0] == oi.__version__


def loaded_by(line: str) -> set[str]:
    """The modules that a Python of its own has loaded after a line of code."""
    code = f"import json, sys, omradesindex as oi\n{line}\nprint(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(json.loads(run.stdout))


def test_import_is_light() -> None:
    loaded = loaded_by("")
    assert "omradesindex" in loaded
    assert loaded & HEAVY == set()


def test_types_travel_with_the_package() -> None:
    assert files("omradesindex").joinpath("py.typed").is_file()


def test_public_names_are_distinct_and_listed() -> None:
    assert len(set(oi.__all__)) == len(oi.__all__)
    assert set(oi.__all__) <= set(dir(oi))


@pytest.mark.parametrize("name", oi.__all__)
def test_public_name_resolves_and_is_documented(name: str) -> None:
    thing = getattr(oi, name)
    if inspect.isroutine(thing) or inspect.isclass(thing) or inspect.ismodule(thing):
        assert inspect.getdoc(thing), f"oi.{name} has no docstring"
        if not inspect.ismodule(thing):
            assert thing.__module__.startswith("omradesindex."), f"oi.{name} is somebody else's"


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        oi.no_such_name  # noqa: B018


def test_command_without_its_extra_says_so_in_one_line(tmp_path) -> None:
    # A finder that hides typer stands for an installation without the extra.
    code = (
        "import sys, importlib.machinery as m\n"
        "find = m.PathFinder.find_spec\n"
        "m.PathFinder.find_spec = lambda name, *a: None if name == 'typer' else find(name, *a)\n"
        "from omradesindex.__main__ import main\n"
        "sys.exit(main())\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 2
    assert run.stdout == ""
    assert len(run.stderr.strip().splitlines()) == 1
    assert "typer" in run.stderr
    assert "pip install 'omradesindex[all]'" in run.stderr


def test_computing_is_light_too() -> None:
    # scipy.stats takes seconds to import on a slow disk; an index needs none of it.
    loaded = loaded_by("oi.load_index('malmo-oppna-data').compute(oi.malmo_statistics()).scores")
    assert loaded & {"geopandas", "matplotlib", "scipy.stats", "scipy.optimize"} == set()


#: Ours that only some computations, files or answers need.
UNASKED = {
    "catalogue.flat",
    "catalogue.locking",
    "catalogue.page",
    "catalogue.writing",
    "index.explain",
    "index.over_years",
    "index.words_terms",
    "methods.outranking",
    "methods.treatment",
    "show.files",
    "show.folder",
    "show.html",
    "show.on_map",
    "statistics.deflator",
    "statistics.reading.mapping",
    "statistics.writing",
    "subjects",
    "swedish.phrases",
}


def test_a_printed_table_loads_nothing_that_it_does_not_need() -> None:
    loaded = loaded_by("str(oi.load_index('malmo-oppna-data').compute(oi.malmo_statistics()))")
    assert "omradesindex.show.terminal" in loaded
    # pandas itself loads pyarrow where it is.
    assert loaded & {"duckdb", "numba", "openpyxl", "statsmodels"} | loaded & HEAVY <= {
        "pandas",
        "pyarrow",
    }
    assert loaded & {f"omradesindex.{name}" for name in UNASKED} == set()


def test_the_top_level_is_small_and_old_names_say_where_they_are() -> None:
    assert len(oi.__all__) <= 42
    for old, new in {
        "Result": "types.Result",
        "StatisticsError": "errors.StatisticsError",
        "PxWeb": "sources.PxWeb",
    }.items():
        with pytest.raises(AttributeError, match=f"it is 'omradesindex.{new}'"):
            getattr(oi, old)
    for part in (oi.data, oi.types, oi.sources, oi.errors):
        assert all(getattr(part, name) is not None for name in part.__all__)


def test_completion_offers_what_is_public_and_nothing_else() -> None:
    for part in (oi, oi.data, oi.types, oi.sources, oi.methods):
        assert sorted(dir(part)) == sorted(part.__all__)
    assert all(issubclass(getattr(oi.errors, name), oi.errors.OmradesindexError) for name in dir(oi.errors))
    result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    assert {name for name in dir(result.plot) if not name.startswith("_")} == {
        "map",
        "maps",
        "ranking",
        "heatmap",
    }
