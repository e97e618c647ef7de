"""What goals hand over."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

import omradesindex as oi


def test_everything_is_saved_and_no_old_chart_is_left(goals: oi.types.Goals, tmp_path: Path) -> None:
    for name in ("mal_7.png", "mal_12.svg", "mal_mina.png"):
        (tmp_path / name).touch()
    written = goals.save(tmp_path)
    assert [path.name for path in written] == [
        "mal.txt",
        "mal.html",
        "mal.xlsx",
        "mal.csv",
        "mal_alla.csv",
        *(f"mal_{k}.{kind}" for k in (1, 2) for kind in ("png", "svg")),
    ]
    assert len(pd.read_csv(tmp_path / "mal.csv")) == len(goals.to_frame())
    assert not (tmp_path / "mal_7.png").exists()
    assert not (tmp_path / "mal_12.svg").exists()
    assert (tmp_path / "mal_mina.png").exists()


def test_it_shows_itself_as_its_first_table(goals: oi.types.Goals) -> None:
    assert "Åtankeberga" not in repr(goals)
    assert "Ingen säker rörelse: 2 områden" in goals.summary()
    assert "alla når" in goals._repr_html_()
