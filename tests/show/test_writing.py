"""Files appear whole or not at all, follow no link, and hold no formula."""

from __future__ import annotations

import ast
import csv
import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex
from omradesindex.errors import OmradesindexError, SourceError
from omradesindex.show.writing import in_new_folder, write_csv, write_file, write_together

FRAME = pd.DataFrame(
    {
        "=namn": ["=1+1", "Holma", None],
        "värde": [-1.5, np.nan, 2.0],
        "ändring": ["-1,5", "+2", "-A1"],
        "antal": pd.array([1, None, -3], dtype="Int64"),
        "sort": pd.Categorical(["@a", "b", "@a"]),
        "klar": [True, False, True],
    }
)


def test_texts_of_a_csv_are_text_and_numbers_numbers(tmp_path: Path) -> None:
    write_csv(tmp_path / "a.csv", FRAME, separator=";", decimal=",")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows == [
        ["'=namn", "värde", "ändring", "antal", "sort", "klar"],
        ["'=1+1", "-1,5", "-1,5", "1", "'@a", "True"],
        ["Holma", "", "+2", "", "b", "False"],
        ["", "2,0", "'-A1", "-3", "'@a", "True"],
    ]
    assert FRAME.columns[0] == "=namn"  # the caller's table is as it was


def test_what_cannot_be_seen_is_in_no_table(tmp_path: Path) -> None:
    with pytest.raises(OmradesindexError, match=r"a\.file.*U\+001B"):
        write_csv(tmp_path / "a.file", pd.DataFrame({"namn": ["\x1b[31m"]}))
    with pytest.raises(OmradesindexError, match=r"U\+202E"):
        write_csv(tmp_path / "a.file", pd.DataFrame({"\u202e": [1]}))


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    outside, folder = tmp_path / "utanför", tmp_path / "projekt"
    outside.write_text("orörd")
    folder.mkdir()
    for name in ("current", ".current.part"):
        (folder / name).symlink_to(outside)
    write_file(folder / "current", "ny\n", lasting=True)
    assert outside.read_text() == "orörd"
    assert not (folder / "current").is_symlink()
    assert (folder / "current").read_text() == "ny\n"
    assert sorted(p.name for p in folder.iterdir()) == [".current.part", "current"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_disk_that_takes_nothing_leaves_the_file_as_it_was(code: int, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("förr")

    def full(path: Path) -> None:
        path.write_text("hal")
        raise OSError(code, os.strerror(code))

    with pytest.raises(SourceError, match=rf"a\.txt: the file cannot be written \({os.strerror(code)}"):
        write_file(tmp_path / "a.txt", full, error=SourceError)
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("a.txt", "förr")]


#: Writes an answer in every form to a disk that takes no more than so many bytes in a file.
ON_A_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
import omradesindex as oi
from omradesindex.errors import OmradesindexError
from omradesindex.show import pdf

def full(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder = Path(sys.argv[1])
result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
result.save(folder, figures=False)
page, chart = result.page(), result.plot.ranking()
forms = ["txt", "html", "xlsx", "docx", "csv"]
try:
    pdf.check()
    forms.append("pdf")
except OmradesindexError:
    pass
writers = {f"page.{form}": page.write for form in forms}
writers |= {f"chart.{form}": chart.save for form in ("png", "svg", "pdf")}
writers |= {"": lambda path: result.save(path, figures=False)}
before = {path.name: path.read_bytes() for path in folder.iterdir()}
for size in (1, 4000):
    for name, write in writers.items():
        full(size)
        try:
            write(folder / name)
            told = "written"
        except OmradesindexError as error:
            told = error.what
        full(resource.RLIM_INFINITY)
        if told == "written":
            assert (folder / name).stat().st_size <= size, (name, size)
            (folder / name).unlink()
        else:
            assert "the file cannot be written" in told, (name, size, told)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before, (name, size)
print("as it was")
"""


@pytest.mark.slow
def test_a_disk_that_is_full_is_one_error_for_every_kind_of_file(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    command = [sys.executable, "-c", ON_A_FULL_DISK, str(tmp_path / "ut")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.stdout == "as it was\n", done.stderr


def test_where_no_file_can_stand(tmp_path: Path) -> None:
    (tmp_path / "mapp").mkdir()
    (tmp_path / "fil").write_text("")
    with pytest.raises(OmradesindexError, match=r"folder .* does not exist"):
        write_file(tmp_path / "ingen" / "a.txt", "a")
    with pytest.raises(OmradesindexError, match="mapp: the file cannot be written"):
        write_file(tmp_path / "mapp", "a")
    with pytest.raises(OmradesindexError, match="does not exist"):
        write_file(tmp_path / "fil" / "a.txt", "a")
    with pytest.raises(OmradesindexError, match="is a file"):
        write_together(tmp_path / "fil" / "mapp", {"a.txt": "a"})
    assert sorted(p.name for p in tmp_path.iterdir()) == ["fil", "mapp"]


@pytest.mark.parametrize("links", [True, False])
def test_files_that_cannot_be_moved_bring_the_earlier_ones_back(
    links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("förr a")
    (tmp_path / "b.txt").write_text("förr b")
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if self.parent.name == "new" and self.name == "c.txt":
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "replace", held)
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    with pytest.raises(OmradesindexError, match="no other program has the file open"):
        write_together(tmp_path, dict.fromkeys(("d.txt", "a.txt", "b.txt", "c.txt"), "ny"))
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {"a.txt": "förr a", "b.txt": "förr b"}


def two(folder: Path) -> None:
    write_together(folder, {"a.txt": "a"})
    write_file(folder / "b.txt", "b")


@pytest.mark.parametrize("before", [None, "empty", "deep"])
def test_a_new_folder_holds_what_was_written_alone(before: str | None, tmp_path: Path) -> None:
    goal = tmp_path / "djup" / "ut" if before == "deep" else tmp_path / "ut"
    if before == "empty":
        goal.mkdir()
    assert in_new_folder(goal, two, lasting=True) == goal
    assert sorted(p.name for p in goal.iterdir()) == ["a.txt", "b.txt"]
    assert [p.name for p in goal.parent.iterdir()] == ["ut"]
    assert (
        goal.stat().st_mode == goal.parent.stat().st_mode or before != "deep"
    )  # open to those whom it is for


@pytest.mark.parametrize("name", ["karta.png", ".dold"])
def test_a_folder_that_holds_something_is_never_written_to(name: str, tmp_path: Path) -> None:
    goal = tmp_path / "ut"
    goal.mkdir()
    (goal / name).write_text("oskyddad")
    with pytest.raises(
        SourceError, match=rf"ut: the folder is not empty: it holds '{name}'.*What to do: name"
    ):
        in_new_folder(goal, two, error=SourceError)
    assert [(p.name, p.read_text()) for p in goal.iterdir()] == [(name, "oskyddad")]
    assert [p.name for p in tmp_path.iterdir()] == ["ut"]


def test_a_folder_that_got_something_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    def slow(folder: Path) -> None:
        two(folder)
        write_together(tmp_path / "ut", {"annan.txt": "annan"})

    with pytest.raises(OmradesindexError, match=r"not empty: it holds 'annan\.txt'"):
        in_new_folder(tmp_path / "ut", slow)
    assert [p.name for p in (tmp_path / "ut").iterdir()] == ["annan.txt"]
    assert [p.name for p in tmp_path.iterdir()] == ["ut"]


def test_a_new_folder_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    def fails(folder: Path) -> None:
        two(folder)
        raise OmradesindexError("no figures", where=f"{folder / 'c.txt'}")

    def full(folder: Path) -> None:
        two(folder)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def interrupted(folder: Path) -> None:
        two(folder)
        raise KeyboardInterrupt

    with pytest.raises(OmradesindexError, match=r"^.*/ut/c\.txt: no figures") as told:
        in_new_folder(tmp_path / "djup" / "ut", fails)
    assert ".omradesindex" not in str(told.value)
    with pytest.raises(OmradesindexError, match=r"ut: the file cannot be written"):
        in_new_folder(tmp_path / "ut", full)
    with pytest.raises(KeyboardInterrupt):
        in_new_folder(tmp_path / "ut", interrupted)
    assert not list(tmp_path.iterdir())


def test_where_no_new_folder_can_stand(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("")
    (tmp_path / "borta").symlink_to(tmp_path / "ingen")
    for goal, why in (("fil", "'.*fil' is a file"), ("borta", "is a link"), ("fil/ut", "'.*fil' is a file")):
        with pytest.raises(OmradesindexError, match=why):
            in_new_folder(tmp_path / goal, two)
    with pytest.raises(OmradesindexError, match="cannot be written"):
        in_new_folder(tmp_path / ("x" * 300), two)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["borta", "fil"]


def test_what_a_stopped_process_left_aside_is_cleared_after_a_day(tmp_path: Path) -> None:
    old, new = tmp_path / ".omradesindex-old", tmp_path / ".omradesindex-new"
    for left in (old, new):
        (left / "new").mkdir(parents=True)
    os.utime(old, (time.time() - 100_000,) * 2)
    write_file(tmp_path / "a.txt", "a")
    assert sorted(p.name for p in tmp_path.iterdir()) == [".omradesindex-new", "a.txt"]


def test_nothing_else_in_the_package_writes_tables() -> None:
    # One place keeps formulas out; a table written elsewhere would have them.
    names = {"to_csv", "to_excel", "writer", "DictWriter"}
    found = [
        path.name
        for path in Path(omradesindex.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in names
    ]
    assert found == ["writing.py"]
