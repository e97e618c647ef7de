"""What a comparison hands over, and what it says in short."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from tests.subjects.compare.sets import (
    build_prov,
)


def test_files_hold_what_was_compared(division, tmp_path) -> None:
    prov = build_prov(division)
    paths = {path.name: path for path in prov.save(tmp_path / "ut", figures=False)}
    assert {p.name for p in (tmp_path / "ut").iterdir()} == set(paths)
    table = pd.read_csv(paths["jamforelse.csv"], dtype={"area": str})
    assert len(table) == 12
    np.testing.assert_allclose(table["score"], prov.scores.to_numpy().T.ravel())
    for name in ("overensstammelse", "bidrag", "orsaker", "tackning"):
        frame = pd.read_csv(paths[f"{name}.csv"], dtype=str)
        assert set(frame["statistics"]) <= {"Provstad (påhittad)"}
    excel = pd.read_csv(paths["jamforelse_excel.csv"], sep=";", decimal=",", encoding="utf-8-sig", dtype=str)
    assert list(excel.columns[:2]) == ["Kod", "Område"]
    assert "prov (plats)" in excel.columns
    report = paths["jamforelse.txt"].read_text(encoding="utf-8")
    assert str(prov.explain("utan-boende")) in report
    assert prov.everything.fingerprint in report


def test_a_summary_says_who_is_first_and_who_enters() -> None:
    comparison = oi.compare(["malmo-2023", "sbn"], oi.example_statistics())
    assert "Among the three with the greatest challenge in every index: " in comparison.summary("en")
    assert comparison.summary().splitlines()[-1].startswith("sbn: ")


def test_a_set_is_found_by_its_id() -> None:
    comparison = oi.compare(["malmo-2023", "mkb", "sbn"], oi.malmo_statistics(), partial=True)
    assert comparison.place_of("mkb") == 1
    assert comparison.index_of("sbn").id == "sbn"
    for ask in (comparison.place_of, comparison.index_of, comparison.explain):
        with pytest.raises(oi.errors.ComputeError, match="did you mean 'mkb'"):
            ask("mbk")
