"""What an update hands over."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import omradesindex as oi
from tests.subjects.conftest import said
from tests.subjects.update.projects import Town, times


@pytest.fixture
def waiting(town: Town, sketched: None) -> oi.types.Update:
    town.update()
    town.put(times(town.year("2022"), "befolkning_20_64", 1.1, "03"))
    return town.update()


def test_it_shows_itself_as_what_the_checks_found(waiting: oi.types.Update) -> None:
    assert "Kontrollerna hittade 1 sak att ta ställning till" in said(waiting)
    assert "Reviderade uppgifter" in repr(waiting)
    assert "Arbetsmaterial" in repr(waiting)
    assert "SHA-256" not in repr(waiting)  # what was read comes after
    assert waiting.summary("en").startswith("The checks found 1 thing to decide on.")
    assert waiting.summary().startswith("Kontrollerna")  # the project's language


def test_it_is_saved_with_what_the_checks_found(
    waiting: oi.types.Update, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    written = waiting.save(tmp_path / "rapport")
    assert [path.name for path in written] == ["rapport.html", "rapport.md", "rapport.xlsx", "kontroller.csv"]
    assert pd.read_csv(written[3])["check"].tolist() == ["revised"]


def test_what_is_no_run_is_not_accepted(waiting: oi.types.Update) -> None:
    from dataclasses import replace

    with pytest.raises(oi.errors.OmradesindexError, match="no run to accept"):
        replace(waiting, run=None).accept()
