"""The command ``omradesindex compare``."""

from __future__ import annotations

import pandas as pd
import pytest

import omradesindex as oi


def test_compare_prints_the_table_and_saves_everything(run, tmp_path) -> None:
    code, out, err = run(
        *("compare", "--statistics", "exempelstad", "--indices", "malmo-2023, mkb,cni"),
        *("--base", "mkb", "--top", "5", "--out", "ut", "--lang", "en"),
    )
    assert (code, err) == (0, "")
    comparison = oi.compare(["malmo-2023", "mkb", "cni"], oi.example_statistics(), base="mkb", top=5)
    assert out.startswith("Comparison of 3 indices · Exempelstad (made up)")
    assert "the five with the greatest challenge" in out
    assert max(len(line) for line in out.splitlines()) <= 80
    written_there = {path.name for path in (tmp_path / "ut").iterdir()}
    assert {"comparison.csv", "comparison.html", "rank_chart.png"} <= written_there
    saved = pd.read_csv(tmp_path / "ut" / "comparison.csv", dtype={"area": str})
    assert saved["rank"].tolist() == comparison.to_frame()["rank"].tolist()
    assert set(saved["base"]) == {"mkb"}


def test_compare_by_group_saves_each_groups_answer(run, tmp_path) -> None:
    code, out, _ = run(
        *("compare", "--statistics", "exempelstad", "--indices", "malmo-2023,mkb", "--partial"),
        *("--by", "sex", "--out", "ut", "--lang", "en"),
    )
    assert code == 0
    assert "greater challenge for men" in out
    assert {path.name for path in (tmp_path / "ut").iterdir()} >= {
        "comparison_groups.html",
        "comparison_differences.csv",
    }


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--indices", "malmo-2023,mbk"), "menade du 'mkb'?"),
        (("--indices", "malmo-2023"), "1 förslag är angivet att jämföra"),
        (("--indices", "malmo-2023,malmo-2023"), "har id:t 'malmo-2023'"),
        (("--indices", "malmo-2023,mkb", "--base", "tn"), "grunden 'tn' är inte bland"),
        (("--indices", "malmo-2023,mkb", "--top", "0"), "ett tal från 1 till 14"),
        (
            ("--indices", "malmo-2023,mkb"),
            "förslag saknar uppgifter för några av sina indikatorer: 'malmo-2023' (",
        ),
    ],
)
def test_compare_refuses_in_one_line(run, tmp_path, arguments, told: str) -> None:
    code, out, err = run("compare", "--statistics", "malmo", *arguments, "--out", "ut")
    assert (code, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_compare_in_part_says_what_each_set_has(run) -> None:
    code, out, _ = run(
        *("compare", "--statistics", "malmo", "--indices", "malmo-2023,mkb,sbn"),
        *("--partial", "--out", "ut"),
    )
    assert code == 0
    assert "bygger på" in out
    counts = oi.compare(["malmo-2023", "mkb"], oi.malmo_statistics(), partial=True).counts("mkb")
    assert f"{counts[0]} av {counts[1]}" in out
    assert "Det går inte att säga" in out
    assert "sbn (0 av 8)" in out
