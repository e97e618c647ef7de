"""A result as an answer: how it shows, explains and saves itself, together or not at all."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from pyogrio.errors import DataSourceError

import omradesindex as oi
from omradesindex.errors import OmradesindexError
from omradesindex.index import frames
from omradesindex.show import drawing, files
from omradesindex.show.file_names import file_name

FIGURES = {
    f"{name}.{kind}" for name in ("karta", "kartor", "rangordning", "varmekarta") for kind in ("png", "svg")
}


TABLES = {
    "tabell.txt",
    "tabell.html",
    "tabell.xlsx",
    "ord.txt",
    "ord.html",
    "forklaringar.txt",
    "index.csv",
    "index.json",
    "index.px",
    "indikatorer.csv",
    "tabell_excel.csv",
    "resultat.csv",
}


@pytest.fixture
def tables_only(monkeypatch) -> None:
    """Leave the figures out, which take the longest."""
    monkeypatch.setattr(files, "_png", lambda path, *_: path.touch())
    monkeypatch.setattr(files, "_saved", lambda path, *_: path.touch())


def test_everything_is_there_and_nothing_else(saved: Path) -> None:
    assert {p.name for p in saved.iterdir()} == FIGURES | TABLES | {"resultat.parquet", "omraden.gpkg"}
    assert all(path.stat().st_size > 0 for path in saved.iterdir())


def test_texts_say_made_up_and_how_to_recognise_the_inputs(result: oi.types.Result, saved: Path) -> None:
    for name in ("tabell.txt", "tabell.html", "forklaringar.txt"):
        assert "Provstad (påhittad)" in (saved / name).read_text(encoding="utf-8")
    assert result.fingerprint in (saved / "tabell.txt").read_text(encoding="utf-8")
    explained = (saved / "forklaringar.txt").read_text(encoding="utf-8")
    assert all(str(result.explain(code)) in explained for code in result.areas)


@pytest.mark.slow
def test_saving_twice_gives_the_same_files(result: oi.types.Result, saved: Path, tmp_path) -> None:
    result.save(tmp_path)
    for path in saved.iterdir():
        if path.suffix != ".gpkg":  # a GeoPackage holds the time of its last change
            assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.usefixtures("tables_only")
def test_machine_files_are_the_same_in_both_languages_and_reading_ones_not(result, saved, tmp_path) -> None:
    result.save(tmp_path, lang="en")
    for name in ("index.csv", "resultat.csv", "resultat.parquet"):
        assert (tmp_path / file_name(name, "en")).read_bytes() == (saved / name).read_bytes()
    assert "Trial index" in (tmp_path / "table.txt").read_text(encoding="utf-8")
    assert pd.read_csv(tmp_path / "table_excel.csv")["Index"].iloc[0] > 100


@pytest.mark.usefixtures("tables_only")
def test_other_files_in_the_folder_stay_and_an_earlier_map_does_not(compute, tmp_path: Path) -> None:
    for mine in ("mine.txt", "karta.pdf"):
        (tmp_path / mine).write_text("kept")
    (tmp_path / "karta.png").write_text("of another city")
    compute(with_division=False).save(tmp_path)
    assert (tmp_path / "mine.txt").read_text() == (tmp_path / "karta.pdf").read_text() == "kept"
    assert not (tmp_path / "karta.png").exists()


def test_a_failure_leaves_the_folder_as_it_was(result: oi.types.Result, tmp_path, monkeypatch) -> None:
    (tmp_path / "index.csv").write_text("earlier")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(frames, "write_layers", fail)
    with pytest.raises(OmradesindexError, match="No space left on device"):
        result.save(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["index.csv"]
    assert (tmp_path / "index.csv").read_text() == "earlier"
    with pytest.raises(OmradesindexError):
        result.save(tmp_path / "new" / "folder")
    assert not (tmp_path / "new").exists()


def test_a_full_disk_under_a_geopackage_is_told(result: oi.types.Result, tmp_path, monkeypatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise DataSourceError("sqlite3_exec failed: database or disk is full")

    monkeypatch.setattr("pyogrio.write_dataframe", full)
    with pytest.raises(OmradesindexError, match=r"cannot be written \(.*disk is full"):
        result.save(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_unexpected_fault_leaves_nothing_either(result: oi.types.Result, tmp_path, monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(files, "_saved", fail)
    with pytest.raises(ZeroDivisionError):
        result.save(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_folder_s_place_is_refused(result: oi.types.Result, tmp_path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(OmradesindexError, match="is a file"):
        result.save(tmp_path / "taken")
    with pytest.raises(OmradesindexError, match="is a file"):
        result.save(tmp_path / "taken" / "deeper")


def test_what_a_missing_package_stands_in_the_way_of_is_left_out_and_named(
    result, tmp_path, monkeypatch
) -> None:
    monkeypatch.setattr(files, "find_spec", lambda name: None)
    monkeypatch.setattr(drawing, "find_spec", lambda name: None)
    with pytest.warns(UserWarning, match="is not installed") as heard:
        paths = result.save(tmp_path)
    told = " ".join(str(warning.message) for warning in heard)
    assert 'pip install "omradesindex[parquet]"' in told
    assert 'pip install "omradesindex[plot]"' in told
    assert {path.name for path in paths} == TABLES | {"omraden.gpkg"}


def test_without_a_division_there_are_tables_and_charts(compute, tmp_path) -> None:
    names = {path.name for path in compute(with_division=False).save(tmp_path)}
    assert "omraden.gpkg" not in names
    assert not any(name.startswith("kart") for name in names)
    assert {"index.csv", "rangordning.png", "varmekarta.svg"} <= names


def test_the_summary_says_where_the_challenge_is_greatest_and_on_what_figures() -> None:
    result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    told = result.summary()
    first, last = (str(code) for code in (result.ranks["index"].idxmin(), result.ranks["index"].idxmax()))
    for code in (first, last):
        assert f"{code} {result.names[code]}" in told
    assert "Alla 11 indikatorer finns med." in told
    assert "Greatest challenge" in result.summary("en")


def test_the_summary_of_what_has_no_index_says_so() -> None:
    result = oi.load_index("malmo-2023").compute(oi.malmo_statistics())
    assert "Inget område har uppgift." in result.summary()
    assert "Inget av dem har ett index." in result.summary()
