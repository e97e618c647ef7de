"""The command ``omradesindex report``; what it makes is tested with the reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from omradesindex.cli import app


def test_a_project_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.main(["report", str(tmp_path / "borta")]) == 2
    assert "borta" in capsys.readouterr().err
