"""The files that are laid: read by the library as they are, in both languages."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.subjects.new_project.laid import Places, index_text, is_untouched, marked, project_text
from omradesindex.subjects.new_project.proposed import proposed_index
from omradesindex.wording import Language


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_project_with_and_without_what_it_needs(lang: Language) -> None:
    places = Places.of(Path("stad"), lang)
    told = {"folder": "stad", "name": 'Stad "X"', "definition": "index.toml"}
    areas = {"division": "a.gpkg", "code": "k", "name": "n"}
    full = tomllib.loads(project_text(lang, **told, areas=areas, key=places.key, places=places))
    assert full["name"] == 'Stad "X"'
    assert full["source"] == [{"path": places.statistics, "key": places.key}]
    assert full["outputs"]["lang"] == lang
    empty = tomllib.loads(project_text(lang, **told, areas={}, key="", places=places))
    assert empty["areas"] == {}
    assert "key" not in empty["source"][0]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_definition_is_read_back(lang: Language, tmp_path: Path) -> None:
    path = tmp_path / "index.toml"
    text = index_text(lang, "Östra Ö (2)", proposed_index(["arbetslosa_16_64", "arbetskraft_16_64"]))
    path.write_text(marked(text), encoding="utf-8")
    index = oi.load_index(path)
    assert index.id == "ostra-o-2"
    assert [one.id for one in index.indicators] == ["arbetsloshet"]
    assert is_untouched(path.read_text(encoding="utf-8"))


def test_places_are_called_as_the_folder_has_them_already(tmp_path: Path) -> None:
    assert Places.of(tmp_path, "en") == Places(
        "areas", "statistics", "areas/areas.gpkg", "areas/areas.csv", "areas/key.csv", "mapping.proposal.toml"
    )
    (tmp_path / "omraden").mkdir()
    assert Places.of(tmp_path, "en").key == "omraden/key.csv"
    assert Places.of(tmp_path, "sv").statistics == "statistik"
