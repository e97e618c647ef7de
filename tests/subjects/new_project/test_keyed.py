"""Of several keys the one that fits all tables; else it is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.errors import DivisionError
from tests.subjects.new_project.files import BELONGS, Files

#: Two districts of an election, and where they lie.
DISTRICTS = {"12": "0380R001", "13": "0380R002"}


def put_key(files: Files, name: str, belongs: dict[str, str]) -> Path:
    return files.put(name, "del;område\n" + "".join(f"{part};{area}\n" for part, area in belongs.items()))


def test_the_one_that_fits_is_taken_wherever_it_stands(files: Files, tmp_path: Path) -> None:
    later = put_key(files, "senare.csv", {f"{code}_DeSO2025": area for code, area in BELONGS.items()})
    again = put_key(files, "igen.csv", BELONGS)
    laid = oi.new_project(
        tmp_path / "a", areas=files.regso, statistics=files.table, key=[later, files.key, again]
    )
    assert (laid.key, laid.is_ready) == (files.key, True)
    folder = tmp_path / "b"
    oi.new_project(folder)
    for path in (files.regso, later, again, files.table):
        place = "statistik" if path == files.table else "omraden"
        (folder / place / path.name).write_bytes(path.read_bytes())
    found = oi.new_project(folder)
    assert found.key is not None
    assert found.key.name == "igen.csv"


def test_several_that_fit_and_differ_are_asked_about(files: Files, tmp_path: Path) -> None:
    swapped = dict(zip(BELONGS, reversed(BELONGS.values()), strict=True))
    keys = [files.key, put_key(files, "annan.csv", swapped)]
    with pytest.raises(DivisionError, match=r"olika områden: 'koppling\.csv', 'annan\.csv'"):
        oi.new_project(tmp_path / "a", areas=files.regso, statistics=files.table, key=keys)


def test_tables_that_need_a_key_each_are_told_theirs(files: Files, tmp_path: Path) -> None:
    votes = "".join(f"{part},rostande_kommunval,2022,{n}\n" for n, part in enumerate(DISTRICTS, 90))
    own = files.put("val.csv", f"area,variable,period,value\n{votes}")
    keys = [files.key, put_key(files, "distrikt.csv", DISTRICTS)]
    with pytest.raises(DivisionError, match=r"arbete\.xlsx: koppling\.csv; val\.csv: distrikt\.csv"):
        oi.new_project(tmp_path / "a", areas=files.regso, statistics=[files.table, own], key=keys)


def test_where_none_fits_what_is_wrong_is_told(files: Files, tmp_path: Path) -> None:
    keys = [put_key(files, name, {"x": "0380R001", "y": "0380R002"}) for name in ("a.csv", "b.csv")]
    with pytest.raises(DivisionError, match="nyckeln saknar 4 av statistikens 4"):
        oi.new_project(tmp_path / "a", areas=files.regso, statistics=files.table, key=keys)
    assert not (tmp_path / "a").exists()
