"""What all tests share: hypothesis profiles, a backend that draws without a screen, the sources' folder."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# Set before anything imports matplotlib; this file is loaded before the package's doctests too.
os.environ["MPLBACKEND"] = "Agg"

ROOT = Path(__file__).parents[1]

# Ten thousand tests, and all that they import, are kept to the end: nobody need look through them for what is
# no longer used.
gc.disable()

# dev: new examples in every run, few, so that the suite lasts no longer than a coffee. ci: the same ones
# each time, so that a red run can be repeated. quick: for a second pass over what has already been tested in
# full; few: for one that asks only whether it runs elsewhere. long: for a night.
settings.register_profile("dev", deadline=None, max_examples=30)
settings.register_profile("long", deadline=None, max_examples=1000)
settings.register_profile("ci", parent=settings.get_profile("dev"), derandomize=True, print_blob=True)
settings.register_profile(
    "quick", parent=settings.get_profile("ci"), max_examples=15, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("few", parent=settings.get_profile("quick"), max_examples=6)
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out examples in docstrings that count a register where its extra is not installed."""
    if find_spec("ibis") is None:
        for item in items:
            if isinstance(item, pytest.DoctestItem) and "example_register" in item.dtest.docstring:
                item.add_marker(pytest.mark.skip(reason="needs the extra 'registers'"))


def shared_with(nodeid: str) -> str:
    """The group of tests that a test shares answers with: its folder's, or those of the battery."""
    file = nodeid.partition("::")[0]
    if file.startswith(BATTERY):
        return "battery"
    return nodeid if file.startswith(SPREAD) else file.rpartition("/")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep a group's tests on one worker (``--dist=loadgroup``), so that what they share is made once.

    Told by their ids: pytest 9.2 no longer lets xdist write the group that a test is marked with into its id.
    """
    if config.getoption("dist") != "loadgroup":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class ByGroup(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return shared_with(nodeid)

    return ByGroup(config, log)


def pytest_collection_finish(session: pytest.Session) -> None:
    gc.freeze()
    gc.enable()
    gc.set_threshold(20_000, 50, 20)


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
