"""The command ``omradesindex compute``."""

from __future__ import annotations

import re

import pandas as pd
import pytest

import omradesindex as oi
from tests.cities import exact
from tests.cli.conftest import BY, written


@pytest.mark.slow
def test_compute_gives_the_library_s_own_result(run, tmp_path) -> None:
    code, out, _ = run(
        "compute", "--statistics", "malmo", "--index", "malmo-2023", "--partial", "--lang", "en", "--out", "x"
    )
    assert code == 0
    assert "rests on" in out
    table = exact(tmp_path / "x" / "index.csv").set_index("area")
    result = oi.load_index("malmo-2023").compute(oi.malmo_statistics(), partial=True)
    assert table["score_index"].tolist() == result.scores["index"].tolist()
    assert set(table["partial"]) == {"True"}


def test_compute_from_own_files(run, tmp_path, table) -> None:
    statistics = written(tmp_path, table)
    outlines = tmp_path / "områden [2024].geojson"
    oi.example_division().outlines.reset_index().to_file(outlines, driver="GeoJSON")
    code, out, err = run(
        *("compute", "--statistics", statistics, "--index", "malmo-2023", "--out", "ut"),
        *("--division", str(outlines), "--code", "code", "--name", "name", "--whole", "X00"),
        *("--tolerance-m2", "2"),
    )
    assert (code, err) == (0, "")
    assert "(påhittad)" in out  # the figures say so themselves
    expected = oi.load_index("malmo-2023").compute(oi.example_statistics())
    scores = pd.read_csv(tmp_path / "ut" / "index.csv")["score_index"]
    assert scores.tolist() == pytest.approx(expected.scores["index"].tolist())
    assert (tmp_path / "ut" / "karta.png").is_file()


def test_a_place_that_cannot_be_written_to(run, tmp_path) -> None:
    (tmp_path / "ut").write_text("a file")
    code, _, err = run("demo", "--out", "ut")
    assert code == 2
    assert "är en fil" in err
    assert (tmp_path / "ut").read_text() == "a file"


def replaced(table: pd.DataFrame, area: str, value: object) -> pd.DataFrame:
    frame = table.astype({"value": object})
    row = frame.index[(frame["area"] == area) & (frame["variable"] == "folkmangd")][0]
    frame.at[row, "value"] = value
    return frame


def spoilt(table: pd.DataFrame) -> dict[str, tuple[pd.DataFrame, list[str]]]:
    return {
        "a missing area": (table[table["area"] != "03"], ["03"]),
        "an unknown area": (table.replace({"area": {"03": "33"}}), ["'33'"]),
        "text for a number": (replaced(table, "03", "många"), ["många", "03", "folkmangd"]),
        "infinity": (replaced(table, "03", "inf"), ["inf", "03", "folkmangd"]),
        "a row twice": (pd.concat([table, table.iloc[:1]]), ["folkmangd"]),
        "no such column": (table.rename(columns={"value": "värde"}), ["value"]),
    }


@pytest.mark.parametrize(
    "fault", list(spoilt(pd.DataFrame({"area": ["03"], "variable": "folkmangd", "value": 1})))
)
@pytest.mark.usefixtures("in_english")
def test_bad_statistics_give_one_clear_message(run, tmp_path, table, fault: str) -> None:
    frame, named = spoilt(table)[fault]
    statistics = written(tmp_path, frame)
    code, out, err = run(
        *("compute", "--statistics", statistics, "--index", "malmo-2023"),
        *("--division", "exempelstad", "--out", "ut"),
    )
    assert code == 2
    assert out == ""
    assert err.count("Error: ") == 1
    assert len(err.splitlines()) == 1
    assert "statistik.csv" in err
    assert all(word in err for word in named), err
    assert not (tmp_path / "ut").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--statistics", "saknas.csv", "--index", "malmo-2023"), "saknas.csv: the file does not exist"),
        (("--statistics", "malmo", "--index", "malmo-2032"), "did you mean 'malmo-2023'?"),
        (("--statistics", "malmo", "--index", "eget.toml"), "eget.toml: the file does not exist"),
        (("--statistics", "malmo", "--index", "malmo-2023", "--period", "1999"), "no figures for 1999"),
        (("--statistics", "malmo", "--index", "malmo-2023", "--division", "geso"), "has its own areas"),
        (("--statistics", "a.csv", "--index", "malmo-2023", "--division", "a.gpkg"), "add --code COLUMN"),
        (
            ("--statistics", "a.csv", "--index", "malmo-2023", "--code", "kod"),
            "--code belongs to a division file",
        ),
        (
            ("--statistics", "a.csv", "--index", "malmo-2023", "--tolerance-m2", "2"),
            "--tolerance-m2 belongs to a division file",
        ),
        (
            ("--statistics", "a.csv", "--index", "malmo-2023", "--division", "geso", "--whole", "X"),
            "--whole belongs to a division file",
        ),
    ],
)
@pytest.mark.usefixtures("in_english")
def test_wrong_choices_give_one_clear_message(run, tmp_path, arguments, told: str) -> None:
    code, out, err = run("compute", *arguments, "--out", "ut")
    assert (code, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("no_figures")
def test_compute_by_groups_gives_the_library_s_own_breakdown(run, tmp_path) -> None:
    code, out, err = run(
        *("compute", "--statistics", "exempelstad", "--index", "malmo-2023"),
        *("--by", "sex", "--by", "disability", "--out", "ut"),
    )
    assert (code, err) == (0, "")
    assert "efter kön och funktionsnedsättning" in re.sub(r"\s+", " ", out)
    assert max(len(line) for line in out.splitlines()) <= 80
    found = oi.load_index("malmo-2023").compute(oi.example_statistics(), by=["sex", "disability"])
    saved = pd.read_csv(tmp_path / "ut" / "skillnader.csv")
    assert saved["points"].tolist() == pytest.approx(found.gaps["points"].tolist(), nan_ok=True)


@pytest.mark.usefixtures("no_figures")
def test_compute_by_groups_tells_of_parts_that_do_not_add_up(run, tmp_path) -> None:
    frame = oi.example_statistics().only(periods=["2024"]).to_frame()
    frame = frame[(frame["age"] == "total") & (frame["disability"] == "total")]
    frame = frame.drop(columns=BY[1:])
    # The city's own rows go, so that it stays the sum of its areas.
    frame = frame[frame["area"] != "X00"]
    wrong = (frame["variable"] == "trangbodda") & (frame["sex"] == "men") & (frame["area"] == "03")
    frame.loc[wrong, "value"] -= 7
    code, _, err = run(
        *("compute", "--statistics", written(tmp_path, frame), "--index", "malmo-2023"),
        *("--by", "sex", "--out", "ut"),
    )
    assert code == 0
    assert "a group may be missing" in " ".join(err.split())
