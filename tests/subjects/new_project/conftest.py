from __future__ import annotations

from pathlib import Path

import pytest

from tests.subjects.new_project.files import Files


@pytest.fixture
def files(tmp_path: Path) -> Files:
    (tmp_path / "filer").mkdir()
    return Files(tmp_path / "filer")
