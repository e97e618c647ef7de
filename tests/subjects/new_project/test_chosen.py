"""What is chosen from what was seen."""

from __future__ import annotations

from omradesindex.subjects.new_project.chosen import chosen, made_outlines
from omradesindex.subjects.new_project.seen import key_seen, outlines_seen, statistics_seen
from tests.subjects.new_project.files import Files


def test_areas_key_and_city(files: Files) -> None:
    tables = statistics_seen([files.table], None)
    key = (files.key, key_seen(files.key))
    choice = chosen(
        files.regso, outlines_seen(files.regso), tables, key, code=None, name=None, keep=(), lang="sv"
    )
    assert choice.key is not None
    assert len(choice.key.pairs) == 4  # the other municipality's is left out
    assert (choice.city, choice.is_made, choice.towns) == ("Påstad", False, {"0380"})
    merged = chosen(
        files.deso, outlines_seen(files.deso), tables, key, code=None, name=None, keep=(), lang="sv"
    )
    assert merged.is_made
    assert made_outlines(merged)["name"].tolist() == ["Norr", "Söder"]
