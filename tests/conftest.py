"""What all tests share: hypothesis profiles, a backend that draws without a screen, the sources' folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Set before anything imports matplotlib; this file is loaded before the package's doctests too.
os.environ["MPLBACKEND"] = "Agg"

ROOT = Path(__file__).parents[1]

# dev: new examples in every run, few, so that the suite lasts no longer than a coffee. ci: the same ones
# each time, so that a red run can be repeated. quick: for a second pass over what has already been tested in
# full. long: for a night.
settings.register_profile("dev", deadline=None, max_examples=30)
settings.register_profile("long", deadline=None, max_examples=1000)
settings.register_profile("ci", parent=settings.get_profile("dev"), derandomize=True, print_blob=True)
settings.register_profile(
    "quick", parent=settings.get_profile("ci"), max_examples=15, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--shared",
        default=None,
        metavar="PATH",
        help="folder of the source tables that data/ is built from (default: ../shared beside the checkout)",
    )


#: What rests on the battery of answers, which is made once by whoever asks for it.
BATTERY = ("tests/sentences", "tests/test_reader.py")
#: Tests that share little and take long: they are spread over the workers, last, where others have run out.
SPREAD = "tests/goldens"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep a folder's tests on one worker (``--dist=loadgroup``), so that what they share is made once.

    Examples in docstrings that count a register are left out where its extra is not installed.
    """
    if find_spec("ibis") is None:
        for item in items:
            if isinstance(item, pytest.DoctestItem) and "example_register" in item.dtest.docstring:
                item.add_marker(pytest.mark.skip(reason="needs the extra 'registers'"))
    if not config.pluginmanager.hasplugin("xdist"):
        return
    for item in items:
        file = item.path.relative_to(ROOT).as_posix() if item.path.is_relative_to(ROOT) else str(item.path)
        if file.startswith(BATTERY):
            item.add_marker(pytest.mark.xdist_group("battery"))
        elif not file.startswith(SPREAD):
            item.add_marker(pytest.mark.xdist_group(file.rpartition("/")[0]))


@pytest.fixture(scope="session")
def shared(request: pytest.FixtureRequest) -> Callable[..., Path]:
    """Path of a source file, ``shared("data", "x.csv")``; a test that needs one skips where it is absent.

    The sources are no part of the repository, so a fresh clone has none of them.
    """
    given = request.config.getoption("--shared")
    folder = Path(given) if given else ROOT.parent / "shared"

    def path(*parts: str) -> Path:
        found = folder.joinpath(*parts)
        if not found.exists():
            pytest.skip(f"needs the source file {'/'.join(parts)}, which is not in {folder} (see --shared)")
        return found

    return path


@pytest.fixture
def unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Write empty files for pictures: for tests that ask which files there are, not what is drawn in them."""
    from omradesindex.show import files

    monkeypatch.setattr(files, "_png", lambda path, draw, figures: path.touch())
    monkeypatch.setattr(files, "_saved", lambda path, figures: path.touch())
