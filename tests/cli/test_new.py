"""The command ``omradesindex new``."""

from __future__ import annotations

from pathlib import Path

from tests.subjects.new_project.files import Files


def test_new_and_compute_through_a_key(run, tmp_path: Path) -> None:
    (tmp_path / "filer").mkdir()
    files = Files(tmp_path / "filer")
    given = ("--areas", str(files.regso), "--statistics", str(files.table), "--key", str(files.key))
    code, out, err = run("new", "stad", *given, "--title", "Påstad")
    assert (code, err) == (0, "")
    assert "Nästa steg: omradesindex update stad" in out
    key = tmp_path / "stad" / "omraden" / "nyckel.csv"
    options = (
        "--division",
        str(files.regso),
        "--code",
        "regsokod",
        "--name",
        "regsonamn",
        "--tolerance",
        "2",
    )
    code, out, err = run(
        *("compute", "--statistics", str(files.table), "--key", str(key), *options),
        *("--index", "stad/index.toml", "--out", "ut", "--partial"),
    )
    assert code == 0
    assert "kända" in err
    code, out, err = run(
        "compute", "--statistics", str(files.table), "--key", str(key), "--index", "malmo-2023", "--out", "x"
    )
    assert code == 2
    assert "--division" in err
    code, out, err = run("new", "annan", "--areas", str(files.regso), "--statistics", str(files.table))
    assert code == 2
    assert "--key" in err


def test_a_second_key_is_refused_and_not_passed_over(run, tmp_path: Path) -> None:
    code, _, err = run("new", "stad", "--key", "a.csv", "--key", "b.csv")
    assert code == 2
    assert "--key b.csv: ett projekt läggs med en nyckel" in " ".join(err.split())
    assert not (tmp_path / "stad").exists()
