"""What a change hands over."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

import omradesindex as oi
from tests.subjects.conftest import said


def test_everything_is_saved(change: oi.types.Change, tmp_path: Path) -> None:
    written = change.save(tmp_path, figures=False)
    assert [path.name for path in written] == [
        "forandring.txt",
        "forandring.html",
        "forandring.xlsx",
        "forandring_ord.txt",
        "forandring_ord.html",
        "forandring.csv",
        "forandring_platser.csv",
        "forandring_delar.csv",
        "omprovning.csv",
    ]
    assert len(pd.read_csv(tmp_path / "forandring.csv")) == len(change.to_frame())
    told = (tmp_path / "forandring.txt").read_text(encoding="utf-8")
    assert all(said(change.explain(area)).split(" Index")[0] in said(told) for area in change.areas)


def test_it_shows_itself_as_its_first_table(change: oi.types.Change) -> None:
    assert "Dimensionerna" not in repr(change)
    assert "Skissängen" in change._repr_html_()
    assert change.summary("en").startswith("The index has fallen (better conditions): 10 Siffervången.")
