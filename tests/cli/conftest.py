"""The program run as a person runs it, and files of their own."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.cli import app

#: Exempelstad's breakdown columns, and what it says of them.
BY = ["sex", "age", "disability", "disability_definition"]


@pytest.fixture
def run_and_draw(capsys, monkeypatch, tmp_path):
    """``run_and_draw("list")`` gives exit code, output and errors, as a pipe 80 columns wide sees them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def command(*arguments: str) -> tuple[int, str, str]:
        code = app.main(arguments)
        told = capsys.readouterr()
        return code, told.out, told.err

    return command


@pytest.fixture
def run(run_and_draw, unpainted):
    """Do the same, with empty files for pictures."""
    return run_and_draw


@pytest.fixture
def in_english(monkeypatch) -> None:
    """Let the command line speak English, as whoever raises an error writes it."""
    monkeypatch.setenv("OMRADESINDEX_LANG", "en")


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    """Exempelstad's totals of one year, as an analyst's own file."""
    frame = oi.example_statistics().only(periods=["2024"]).to_frame()
    total = (frame["sex"] == "total") & (frame["age"] == "total") & (frame["disability"] == "total")
    return frame[total].drop(columns=BY)


def written(tmp_path: Path, frame: pd.DataFrame) -> str:
    path = tmp_path / "statistik.csv"
    frame.to_csv(path, index=False)
    return str(path)


@pytest.fixture
def no_figures(monkeypatch) -> None:
    """Leave the drawing out: the charts have their own tests, and there are many."""
    monkeypatch.setattr("omradesindex.show.files._png", lambda path, *_: path.touch())
    monkeypatch.setattr("omradesindex.show.files._saved", lambda path, *_: path.touch())
