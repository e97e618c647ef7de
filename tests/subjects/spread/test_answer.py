"""What a spread hands over."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

import omradesindex as oi
from omradesindex.show import files


def test_frame_says_whose_figures_they_are(hand: oi.types.Spread) -> None:
    assert set(hand.to_frame()["statistics"]) == {"Exempelstad (påhittad)"}


def test_a_summary_counts_what_stands_out(example: oi.types.Spread) -> None:
    count = (example.standing_out["measure"] == "index").sum()
    assert f"Sticker ut för indexet: {count}. Delområden med klart större utmaning" in example.summary()
    assert "100 sub-areas in 14 areas" in example.summary("en")


def test_save_writes_tables_and_a_chart_of_each_measure(
    example: oi.types.Spread, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(files, "_png", lambda path, *_: path.touch())
    monkeypatch.setattr(files, "_saved", lambda path, *_: path.touch())
    names = {path.name for path in example.save(tmp_path)}
    assert names == {path.name for path in tmp_path.iterdir()}
    there = [m for m, marks in zip(example.measures, example.marks, strict=True) if not np.isnan(marks).all()]
    assert {n for n in names if n.endswith(".png")} == {f"spridning_{m}.png" for m in there}
    table = pd.read_csv(tmp_path / "spridning.csv", dtype={"area": str})
    np.testing.assert_allclose(table["highest"], example.table["highest"])
    assert len(pd.read_parquet(tmp_path / "spridning.parquet")) == len(table)
    text = (tmp_path / "spridning.txt").read_text(encoding="utf-8")
    assert all(example.division.name_of(code) in text for code in example.areas)
    for name in ("ytterligheter.csv", "ojamlikhet.csv", "sticker_ut.csv", "delomraden.csv"):
        assert set(pd.read_csv(tmp_path / name)["statistics"]) <= {"Exempelstad (påhittad)"}


def test_saved_scores_leave_out_sub_areas_that_are_too_small(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(files, "_png", lambda path, *_: path.touch())
    monkeypatch.setattr(files, "_saved", lambda path, *_: path.touch())
    division = oi.example_division()
    parts = oi.example_statistics(level="sub_area")
    found = oi.spread(
        "malmo-oppna-data", parts, division.keys["delomrade"], division=division, minimum_base=900
    )
    found.save(tmp_path)
    saved = set(pd.read_csv(tmp_path / "delomraden.csv", dtype={"sub_area": str})["sub_area"])
    people = found.base[found.measures.index("index")]
    assert saved == {c for c, n in zip(found.sub_areas, people, strict=True) if n >= 900}
    assert 0 < len(saved) < len(found.sub_areas)
