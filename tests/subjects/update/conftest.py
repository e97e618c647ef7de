"""A project that has two years of figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.subjects.update.projects import SKETCHED, Town, sketchy


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path / "projekt").put_years("2022", "2023")


@pytest.fixture
def sketched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables and pages are left out: what is tested is what is found, and what becomes of the run."""
    for kind in SKETCHED:
        monkeypatch.setattr(kind, "save", sketchy)
