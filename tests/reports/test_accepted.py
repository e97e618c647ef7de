"""A report of the accepted run, by the library and by the command."""

from __future__ import annotations

from pathlib import Path

import pytest

from omradesindex.cli import app
from tests.subjects.update.projects import SKETCHED, Town, sketchy


def test_without_an_accepted_run_there_is_no_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town = Town(tmp_path / "projekt")
    assert app.main(["report", str(town.project)]) == 2
    assert "ingen körning av projektet är godkänd" in capsys.readouterr().err


@pytest.mark.slow
def test_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in SKETCHED:
        monkeypatch.setattr(kind, "save", sketchy)
    town = Town(tmp_path / "projekt").put_years("2022", "2023")
    assert app.main(["update", str(town.project)]) == 0
    out = tmp_path / "ut"
    assert app.main(["report", str(town.project), "--out", str(out), "--formats", "txt", "--unchecked"]) == 0
    told = capsys.readouterr().out
    assert "rapport.txt" in told
    assert "LÄSMIG.txt" in {path.name for path in out.iterdir()}
    assert app.main(["report", str(town.project), "--out", str(out)]) == 2
    assert "inte tom" in capsys.readouterr().err
