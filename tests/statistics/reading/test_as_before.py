"""A new year's file is proposed as its mapping reads last year's."""

from __future__ import annotations

from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.errors import MappingNeededError, StatisticsError
from omradesindex.statistics.reading.as_before import as_before

MAPPING = """\
whole = "Alla"

[[table]]
file = "Jobb 2022.csv"
dimensions = ["plats"]
area = "plats"
period = { value = "2022" }
variables = [{ variable = "sysselsatta_20_64", where = { kolumn = "jobbar" } }]
"""


def put(folder: Path, year: str, heading: str = "jobbar") -> None:
    (folder / f"Jobb {year}.csv").write_text(f"plats;{heading}\n01;5\n02;7\nAlla;12\n", encoding="utf-8")


def test_last_year_s_part_is_proposed_and_added(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(MAPPING, encoding="utf-8")
    put(tmp_path, "2022")
    put(tmp_path, "2023")
    with pytest.raises(MappingNeededError, match=r"at the end of '.*mapping\.toml'") as needed:
        oi.read_statistics(tmp_path)
    mapping.write_text(f"{MAPPING}\n{needed.value.proposal}", encoding="utf-8")
    figures = oi.read_statistics(tmp_path)
    assert figures.periods() == ("2022", "2023")
    assert {*figures.to_frame()["source"]} == {"Jobb 2022.csv", "Jobb 2023.csv"}  # not where they lie


def test_other_words_are_proposed_anew(tmp_path: Path) -> None:
    (tmp_path / "mapping.toml").write_text(MAPPING, encoding="utf-8")
    put(tmp_path, "2022")
    put(tmp_path, "2023", "annat")
    with pytest.raises(MappingNeededError) as needed:
        oi.read_statistics(tmp_path)
    assert 'variable = "?"' in needed.value.proposal


def test_nothing_comes_of_no_mapping_and_of_two_years(tmp_path: Path) -> None:
    def refuse(_: object) -> None:
        raise StatisticsError("not read")

    assert as_before(None, "a.csv", "", refuse) == ""
    path = tmp_path / "mapping.toml"
    path.write_text(MAPPING, encoding="utf-8")
    from omradesindex.statistics import read_mapping

    mapping = read_mapping(path)
    assert as_before(mapping, "Jobb 2023.csv", "", refuse) == ""
    told = as_before(mapping, "Jobb 2023.csv", "Jobb 2022", lambda part: part)
    assert 'period = { value = "?" }' in told
