"""The command ``omradesindex update``."""

from __future__ import annotations

from pathlib import Path

import pytest

from omradesindex.cli import app
from tests.subjects.update.projects import SKETCHED, Town, sketchy, times


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path / "projekt").put_years("2022", "2023")


@pytest.fixture
def sketched(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in SKETCHED:
        monkeypatch.setattr(kind, "save", sketchy)


@pytest.mark.slow
@pytest.mark.usefixtures("sketched")
def test_the_command(town: Town, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    project = str(town.project)
    assert app.main(["update", project]) == 0
    assert "Godkänd" in capsys.readouterr().out
    assert app.main(["update", project]) == 0
    assert "Inget nytt" in capsys.readouterr().out
    town.put(times(town.year("2022"), "befolkning_20_64", 1.1, "03"))
    assert app.main(["update", project]) == 3
    told = capsys.readouterr().out
    assert "Reviderade uppgifter" in told
    waiting = told.split("--accept ")[1].strip()
    assert app.main(["update", project, "--accept", waiting]) == 0
    assert town.current == waiting
    assert app.main(["update", project, "--reproduce", waiting]) == 0
    assert "desamma" in capsys.readouterr().out
    (town.folder / "runs" / waiting / "statistik.csv").write_bytes(b"")
    assert app.main(["update", project, "--reproduce", waiting]) == 4
    told = capsys.readouterr().out
    assert "statistik.csv" in told
    assert "har ändrats sedan körningen" in told
    assert app.main(["update", project, "--accept", waiting, "--accept-all"]) == 2
    assert app.main(["update", project, "--accept", "../x"]) == 2
