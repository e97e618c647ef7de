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


def test_of_several_keys_the_one_that_fits_is_taken(run, tmp_path: Path) -> None:
    (tmp_path / "filer").mkdir(exist_ok=True)
    files = Files(tmp_path / "filer")
    other = files.put("annan.csv", "a,b\n1280C1010,X\n1280C1020,X\n")
    keys = ("--key", str(other), "--key", str(files.key))
    code, out, _ = run("new", "stad", "--areas", str(files.regso), "--statistics", str(files.table), *keys)
    assert code == 0
    assert "i koppling.csv" in " ".join(out.split())
