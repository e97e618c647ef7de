"""The answer as any other: summary, files."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

import omradesindex as oi


def test_it_saves_its_page_and_its_table(review: oi.types.Review, tmp_path: Path) -> None:
    review.save(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "stammer_indexet.csv", "stammer_indexet.html", "stammer_indexet.txt",
        "stammer_indexet.xlsx",
    ]  # fmt: skip
    assert len(pd.read_csv(tmp_path / "stammer_indexet.csv")) == len(review.to_frame())
    assert "Stämmer indexet?" in repr(review)
