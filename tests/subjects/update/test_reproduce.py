"""The same sources give the same bytes again."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.subjects.update.reproduce import reproduce
from tests.subjects.update.projects import SKETCHED, Town, files, sketchy, times


@pytest.mark.slow
def test_the_same_sources_give_the_same_bytes(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:  # the pages of the first run are not what is compared
        for kind in SKETCHED:
            patched.setattr(kind, "save", sketchy)
        town.update()
    town.put_years("2024")
    twin = tmp_path / "en annan mapp"
    shutil.copytree(town.folder, twin)
    one, two = town.update(), oi.update(twin / "project.toml")
    assert files(one.run.folder) == files(two.run.folder)
    assert len(files(one.run.folder)) > 15
    assert reproduce(town.project, one.run.name).same


@pytest.mark.usefixtures("sketched")
def test_a_run_is_reproduced_though_the_sources_have_changed(town: Town) -> None:
    town.update()
    town.put_years("2024")
    second = town.update().run.name
    town.put(times(town.year("2022"), "befolkning_20_64", 2.0))
    town.write_project(('name = "Exempelstad (påhittad)"', 'name = "Exempelstad (påhittad), ny"'))
    for name in town.runs:
        assert reproduce(town.project, name).same
    kept = town.folder / "runs" / second
    (kept / "resultat" / "result.csv").write_bytes(b"")
    assert reproduce(town.project, f"runs/{second}").damaged == ("resultat/result.csv",)
    table = kept / "underlag" / "statistik" / "2024.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("2024", "2023.0", 1), encoding="utf-8")
    with pytest.raises(oi.errors.OmradesindexError):
        reproduce(town.project, second)


@pytest.mark.usefixtures("sketched")
def test_a_reproduction_says_which_files_are_not_the_same(town: Town, tmp_path: Path) -> None:
    town.update()
    same = reproduce(town.project, town.current)
    assert "filer är desamma" in repr(same)
    (town.folder / "runs" / town.current / "resultat" / "result.csv").write_bytes(b"")
    other = reproduce(town.project, town.current)
    assert other.to_frame().values.tolist() == [["resultat/result.csv", "damaged"]]
    assert "har ändrats sedan körningen" in repr(other)
    assert "was changed after the run" in str(other.page("en"))
    with_versions = replace(other, versions={"numpy": ("1.0", "")})
    assert [table.caption for table in with_versions.page().tables()] == ["Filer", "Andra versioner"]
    assert [path.name for path in other.save(tmp_path / "om")] == [
        "om_igen.txt",
        "om_igen.html",
        "om_igen.xlsx",
        "om_igen.csv",
    ]
