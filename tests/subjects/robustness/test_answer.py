"""A study as files."""

from __future__ import annotations

import re

import pandas as pd
import pytest


def test_files_hold_the_study(shown, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("omradesindex.show.folder.can_draw", lambda: False)
    with pytest.warns(UserWarning, match=r"omradesindex\[plot\]"):
        paths = shown.save(tmp_path / "ut")
    assert sorted(p.name for p in (tmp_path / "ut").iterdir()) == sorted(p.name for p in paths)
    read = {
        p.name: pd.read_csv(p, dtype={"area": str})
        for p in paths
        if re.fullmatch(r"[a-z_]+\.csv", p.name) and "excel" not in p.name
    }
    for name, table in read.items():
        assert set(table["statistics"]) == {"Exempelstad (påhittad)"}, name
        assert {"index", "seed", "n"} <= set(table.columns), name
    ranks = read["robusthet.csv"]
    assert ranks["low"].tolist() == shown.ranks["low"].tolist()
    assert set(ranks["kind"]) == {shown.kind("en")}
    shares = read["rangfordelning.csv"].filter(like="rank_")
    assert shares.to_numpy() == pytest.approx(shown.acceptability.to_numpy())
    assert len(read["par.csv"]) == 91
    assert "confidence set" in read["rangmangder.csv"]["kind"].iloc[0]
    design = pd.read_csv(tmp_path / "ut" / "scenarier.csv", index_col="draw")
    design = design.drop(columns=["index", "statistics", "seed", "n"])
    assert len(design) == shown.n
    again, first = shown.evaluate(design), shown.evaluate(shown.design())
    assert again.to_numpy() == pytest.approx(first.to_numpy())
    excel = (tmp_path / "ut" / "robusthet_excel.csv").read_text(encoding="utf-8-sig")
    assert shown.kind("sv") in excel.splitlines()[0]


def test_what_a_study_lacks_is_left_out(many, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("omradesindex.show.folder.can_draw", lambda: False)
    with pytest.warns(UserWarning, match="charts"):
        names = {path.name for path in many.save(tmp_path / "ut")}
    assert {"robusthet.txt", "rangfordelning.csv"} <= names
    assert names.isdisjoint({"par.csv", "avstand.csv", "orsaker.csv"})


def test_figures_are_saved(prov, tmp_path, monkeypatch) -> None:
    for kind in ("_png", "_saved"):
        monkeypatch.setattr(f"omradesindex.show.files.{kind}", lambda path, *_: path.touch())
    names = {path.name for path in prov.save(tmp_path / "ut", lang="en")}
    assert {"rank_ranges.png", "rank_shares.svg", "pairs.png", "causes.png"} <= names
    # No error is known, and no choice has a named level.
    assert names.isdisjoint({"rank_sets.png", "rank_sets.csv", "one_choice_at_a_time.png"})
