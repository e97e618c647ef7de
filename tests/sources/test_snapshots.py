"""Kept answers: whole or not there, checked when read, and a folder that can be trusted or is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from omradesindex.errors import SourceError
from omradesindex.sources import Snapshots
from omradesindex.sources.fetching import Request

ASKED = Request("https://a.example/x")


def test_the_latest_answer_is_found_and_earlier_ones_stay(tmp_path: Path) -> None:
    folder = Snapshots(tmp_path)
    for now, content in enumerate([b"1", b"2", b"2", b"1"]):
        folder.keep(ASKED, content, now=now)
    folder.keep(Request(ASKED.url, b"{}"), b"3", now=9)
    again = Snapshots(tmp_path)
    assert [again.read(k.sha256) for k in again.entries()] == [b"1", b"2", b"1", b"3"]
    found = again.find(ASKED)
    assert found is not None
    assert again.read(found.sha256) == b"1"
    assert again.find(Request("https://a.example/y")) is None
    assert repr(again).startswith("4 answers")


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"0")])
def test_an_answer_that_was_damaged_is_kept_anew(harm: Callable[[Path], object], tmp_path: Path) -> None:
    folder = Snapshots(tmp_path)
    kept = folder.keep(ASKED, b"1", now=0)
    harm(tmp_path / "bytes" / kept.sha256)
    with pytest.raises(SourceError, match="read from the service anew"):
        folder.read(kept.sha256)
    assert folder.keep(ASKED, b"1", now=1) == kept
    assert folder.read(kept.sha256) == b"1"


def test_the_folder_as_it_was(tmp_path: Path) -> None:
    for day, content in enumerate([b"1", b"2"]):
        Snapshots(tmp_path).keep(ASKED, content, now=86_400.0 * day + 3_600)
    found = Snapshots(tmp_path, until="1970-01-01").find(ASKED)
    assert found is not None
    assert found.time == "1970-01-01T01:00:00.000000Z"
    assert Snapshots(tmp_path, until="1970-01-01T00:59:00Z").find(ASKED) is None
    with pytest.raises(SourceError, match="no time"):
        Snapshots(tmp_path, until="förra våren")


def test_what_is_half_written_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Snapshots(tmp_path)
    folder.keep(ASKED, b"1", now=0)
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(SourceError, match=r"cannot be written .No space left"):
        folder.keep(ASKED, b"2", now=1)
    assert sorted(tmp_path.rglob("*")) == before
    assert len(Snapshots(tmp_path).entries()) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "../../../etc/passwd"},
        {"pages": ["../x"]},
        {"format": 2},
        {"time": "soon"},
        {"box": 3},
        {"more": 1},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_description_that_was_tampered_with(tmp_path: Path, change: dict[str, object]) -> None:
    Snapshots(tmp_path).keep(ASKED, b"1", now=0)
    (path,) = tmp_path.glob("*.json")
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | change), encoding="utf-8")
    with pytest.raises(SourceError, match="does not describe a kept answer"):
        Snapshots(tmp_path).entries()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": 1}', "[" * 100_000])
def test_a_file_of_another_kind(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match="does not describe a kept answer"):
        Snapshots(tmp_path).entries()


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(SourceError, match="x' is a file"):
        Snapshots(tmp_path / "x").keep(ASKED, b"1", now=0)


def test_a_time_that_no_calendar_has_is_refused(tmp_path: Path) -> None:
    for now in (1e12, -1e30):
        with pytest.raises(SourceError, match="no calendar"):
            Snapshots(tmp_path).keep(Request("https://service.example/a"), b"{}", now=now)
