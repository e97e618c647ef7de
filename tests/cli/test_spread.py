"""The command ``omradesindex spread``."""

from __future__ import annotations

import pandas as pd
import pytest

import omradesindex as oi
from tests.cli.conftest import BY, written


@pytest.mark.slow
@pytest.mark.usefixtures("no_figures")
def test_spread_shows_and_saves(run, tmp_path) -> None:
    code, out, err = run(
        *("spread", "--statistics", "exempelstad", "--index", "malmo-2023"),
        *("--minimum-base", "200", "--out", "ut", "--lang", "en"),
    )
    assert (code, err) == (0, "")
    assert out.startswith("Spread inside the areas")
    table = pd.read_csv(tmp_path / "ut" / "spread.csv", dtype={"area": str})
    town = oi.example_division()
    found = oi.spread(
        "malmo-2023",
        oi.example_statistics(level="sub_area"),
        town.keys["delomrade"],
        division=town,
        minimum_base=200,
    )
    assert table["lowest"].tolist() == pytest.approx(found.table["lowest"].tolist(), nan_ok=True)


@pytest.mark.slow
@pytest.mark.usefixtures("no_figures")
def test_spread_from_own_files(run, tmp_path) -> None:
    town = oi.example_division()
    frame = oi.example_statistics(level="sub_area").only(periods=["2024"]).to_frame()
    total = (frame["sex"] == "total") & (frame["age"] == "total") & (frame["disability"] == "total")
    statistics = written(tmp_path, frame[total].drop(columns=BY))
    key = tmp_path / "nyckel.csv"
    parts = town.keys["delomrade"]
    pd.DataFrame({"sub_area": parts.sub_areas, "area": parts.areas}).to_csv(key, index=False)
    code, _, err = run(
        *("spread", "--statistics", statistics, "--key", str(key), "--division", "exempelstad"),
        *("--index", "malmo-2023", "--out", "ut"),
    )
    assert (code, err) == (0, "")
    assert (tmp_path / "ut" / "ytterligheter.csv").is_file()
