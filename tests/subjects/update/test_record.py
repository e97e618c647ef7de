"""Runs on disk follow no link, and only the accepted one says that it is accepted."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from omradesindex.errors import OmradesindexError
from omradesindex.subjects.update import record
from omradesindex.subjects.update.record import DECISION, Run, Runs

TOLD = dict.fromkeys(record._NEEDED, "") | {"files": {}}


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    (tmp_path / "projekt").mkdir()
    return Runs(tmp_path / "projekt" / "runs")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    path = tmp_path / "utanfor"
    path.write_text("orörd", encoding="utf-8")
    return path


def made(runs: Runs, second: int = 0) -> Run:
    """A run with one file in it."""
    with runs.lock(), runs.making() as aside:
        (aside / "tabell.txt").write_text(str(second), encoding="utf-8")
        return runs.keep(aside, TOLD, datetime(2026, 4, 1, 8, 15, second, tzinfo=UTC))


def decided(run: Run) -> object:
    path = run.folder / DECISION
    return json.loads(path.read_text(encoding="utf-8"))["by"] if path.exists() else None


@pytest.mark.parametrize("name", [".current.part", ".lock", "current", ".beslut-x", ".ofardig-1"])
def test_no_link_leads_to_a_file_that_is_written(name: str, runs: Runs, outside: Path) -> None:
    run = made(runs)
    (runs.folder / name).unlink(missing_ok=True)
    (runs.folder / name).symlink_to(outside)
    try:
        with runs.lock():
            runs.point(run, {"by": "person"})
    except OmradesindexError as error:
        assert name in str(error)  # noqa: PT017 - some links are in the way, others are not
    assert outside.read_text(encoding="utf-8") == "orörd"


def test_a_link_as_pointer_is_refused(runs: Runs, outside: Path) -> None:
    made(runs)
    (runs.folder / "current").symlink_to(outside)
    with pytest.raises(OmradesindexError, match="current: the file is a link"):
        runs.current()


def test_a_decision_is_one_step(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = made(runs), made(runs, 1)
    with runs.lock():
        runs.point(first, {"by": "checks"})
    assert decided(first) == "checks"
    write_file = record.write_file

    def stopped(path: Path, *given: object, **options: object) -> None:
        if path.name == when:
            raise KeyboardInterrupt
        write_file(path, *given, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(record, "write_file", stopped)
    when = "current"
    with pytest.raises(KeyboardInterrupt), runs.lock():
        runs.point(second, {"by": "person"})
    # Stopped before the step: nothing says that it was decided, and the next who holds the lock clears up.
    assert (runs.current(), decided(second)) == (first, None)
    with runs.lock():
        pass
    assert (runs.current(), decided(second)) == (first, None)
    assert not list(runs.folder.glob(".beslut-*"))
    when = ""
    with monkeypatch.context() as after:
        after.setattr(Runs, "_settle", lambda _: None)
        with runs.lock():
            runs.point(second, {"by": "person"})
    # Stopped after it: it is decided, and the next who holds the lock writes how.
    assert (runs.current(), decided(second)) == (second, None)
    with runs.lock():
        pass
    assert (runs.current(), decided(second)) == (second, "person")


def test_a_disk_that_cannot_be_written_is_told(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    run = made(runs)

    def refused(*_: object, **__: object) -> int:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("os.open", refused)
    with pytest.raises(OmradesindexError, match=r"Read-only file system.*What to do"), runs.lock():
        pass
    monkeypatch.undo()
    monkeypatch.setattr("tempfile.mkdtemp", refused)
    with runs.lock(), pytest.raises(OmradesindexError, match=r"Read-only file system.*What to do"):
        runs.point(run, {"by": "person"})
    assert runs.current() is None
    assert decided(run) is None
