"""All coefficients as one table, and what is handed over."""

from __future__ import annotations

import pandas as pd

import omradesindex as oi
from tests.subjects.examine.provstad import A, B, C, city


def test_the_order_of_areas_does_not_matter(plain: oi.types.Result) -> None:
    order = [3, 0, 7, 1, 6, 2, 5, 4]
    turned = city(
        {
            "arbetsloshet": A[order],
            "lag_ekonomisk_standard": (A + 0.1 * B)[order],
            "ekonomiskt_bistand": (-0.5 * A + C)[order],
            "trangboddhet": B[order],
            "bostads_eller_aganderatt": (-B + C)[order],
        }
    )
    one, two = oi.examine(plain).to_frame(), oi.examine(turned).to_frame()
    # Equal eigenvalues have no directions of their own, so loadings may differ; nothing else may.
    one, two = (frame[frame["kind"] != "loading"].reset_index(drop=True) for frame in (one, two))
    pd.testing.assert_frame_equal(one, two, rtol=1e-9, atol=1e-9)


def test_one_tidy_table(example: oi.types.Result) -> None:
    examination = oi.examine(example, links=example.scores["ekonomi"])
    frame = examination.to_frame()
    measures = 12 + 5
    assert (frame["kind"] == "correlation").sum() == measures * (measures - 1) / 2
    assert (frame["kind"] == "link").sum() == 5 * 3
    assert (frame["kind"] == "weight").sum() == 16 * 4
    assert not frame[["value", "n"]].isna().any(axis=None)
    assert set(frame["statistics"]) == {example.statistics.name}
    assert not frame.duplicated(["kind", "whole", "a", "b", "method"]).any()


def test_files_hold_the_coefficients_and_the_flags(example: oi.types.Result, tmp_path) -> None:
    examination = oi.examine(example)
    files = {path.name for path in examination.save(tmp_path, figures=False)}
    assert files == {*(f"granskning.{kind}" for kind in ("txt", "html", "xlsx", "csv")), "flaggor.csv"}
    assert len(pd.read_csv(tmp_path / "flaggor.csv")) == len(examination.flags)
    assert len(pd.read_csv(tmp_path / "granskning.csv")) == len(examination.to_frame())
