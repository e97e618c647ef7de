"""The commands: what they print and leave, and how they fail."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex import cli
from omradesindex.errors import StatisticsError
from omradesindex.subjects.robustness import run as draws_run
from tests.cities import exact
from tests.conftest import ROOT

#: Exempelstad's breakdown columns, and what it says of them.
BY = ["sex", "age", "disability", "disability_definition"]


@pytest.fixture
def run_and_draw(capsys, monkeypatch, tmp_path):
    """``run_and_draw("list")`` gives exit code, output and errors, as a pipe 80 columns wide sees them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def command(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(arguments)
        told = capsys.readouterr()
        return code, told.out, told.err

    return command


@pytest.fixture
def run(run_and_draw, unpainted):
    """Do the same, with empty files for pictures."""
    return run_and_draw


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    """Exempelstad's totals of one year, as an analyst's own file."""
    frame = oi.example_statistics().only(periods=["2024"]).to_frame()
    total = (frame["sex"] == "total") & (frame["age"] == "total") & (frame["disability"] == "total")
    return frame[total].drop(columns=BY)


def written(tmp_path: Path, frame: pd.DataFrame) -> str:
    path = tmp_path / "statistik.csv"
    frame.to_csv(path, index=False)
    return str(path)


@pytest.mark.slow
def test_demo_shows_the_table_the_explanation_and_what_is_lacking(run_and_draw, tmp_path) -> None:
    code, out, err = run_and_draw("demo", "--out", "visa")
    assert code == 0
    result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    first = str(result.ranks["index"].idxmin())
    assert out.startswith("Områdesindex ur öppna data · Malmö")
    assert f"{first} {oi.geso().name_of(first)}" in out
    assert "Plats 1 av 14" in out
    lacking = oi.load_index("malmo-2023").compute(oi.malmo_statistics())
    assert lacking.quality_line() in re.sub(r"\s*\n\s*", " ", out)
    for path in (tmp_path / "visa").iterdir():
        assert f"visa/{path.name}" in out
    assert {"karta.png", "rangordning.png", "tabell.html"} <= {p.name for p in (tmp_path / "visa").iterdir()}
    assert "\x1b" not in out + err
    paths = [
        line for line in out.splitlines() if line.startswith("  visa/") or "omradesindex compute" in line
    ]
    assert max(len(line) for line in out.splitlines() if line not in paths) <= 80


@pytest.mark.slow
def test_compute_gives_the_library_s_own_result(run, tmp_path) -> None:
    code, out, _ = run(
        "compute", "--statistics", "malmo", "--index", "malmo-2023", "--partial", "--lang", "en", "--out", "x"
    )
    assert code == 0
    assert "partly computed" in out
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


@pytest.mark.slow
def test_what_is_left_out_is_said(run, tmp_path, table) -> None:
    statistics = written(tmp_path, table[table["area"] != "X00"])
    code, _, err = run("compute", "--statistics", statistics, "--index", "malmo-2023", "--out", "ut")
    assert code == 0
    assert "Ingen karta" in err
    assert "Ingen rad är utpekad som hela staden" in err
    assert not (tmp_path / "ut" / "karta.png").exists()


def test_list_names_every_index_with_its_indicators(run) -> None:
    code, out, _ = run("list")
    assert code == 0
    assert all(name in out for name in oi.list_indices())
    assert "Boende: Trångboddhet, In- och utflyttning" in out


def test_version_and_help(run) -> None:
    assert run("--version") == (0, f"omradesindex {oi.__version__}\n", "")
    code, out, _ = run("--help")
    assert code == 0
    assert all(verb in out for verb in ("demo", "compute", "list"))


# -- bad input: one message, exit code 2, nothing written ---------------------------------------------------


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
def test_wrong_choices_give_one_clear_message(run, tmp_path, arguments, told: str) -> None:
    code, out, err = run("compute", *arguments, "--out", "ut")
    assert (code, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_brackets_in_a_message_are_not_taken_for_markup(run) -> None:
    code, _, err = run("compute", "--statistics", "[red]a[/red].csv", "--index", "malmo-2023", "--out", "ut")
    assert code == 2
    assert "[red]a[/red].csv: the file does not exist" in err


def test_a_place_that_cannot_be_written_to(run, tmp_path) -> None:
    (tmp_path / "ut").write_text("a file")
    code, _, err = run("demo", "--out", "ut")
    assert code == 2
    assert "is a file" in err
    assert (tmp_path / "ut").read_text() == "a file"


@pytest.mark.parametrize(
    "arguments", [("compute",), ("nosuch",), ("demo", "--lang", "no"), ("demo", "extra")]
)
def test_wrong_usage_is_exit_code_2_without_a_traceback(run, arguments) -> None:
    code, _, err = run(*arguments)
    assert code == 2
    assert "Usage: omradesindex" in err
    assert "Traceback" not in err


def test_debug_shows_where_an_error_arose(run) -> None:
    code, _, err = run("compute", "--statistics", "a.csv", "--index", "malmo-2023", "--out", "ut", "--debug")
    assert code == 2
    assert err.startswith("Error: a.csv")
    assert StatisticsError.__name__ in err
    assert "Traceback" in err


def test_a_fault_of_our_own_is_one_line_and_exit_code_1(run, monkeypatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("on purpose")

    monkeypatch.setattr("omradesindex.index.load_index", fail)
    code, out, err = run("demo")
    assert (code, out) == (1, "")
    assert "unexpected fault in omradesindex" in err
    assert "ZeroDivisionError: on purpose" in err
    assert "--debug" in err
    assert "Traceback" not in err
    assert "Traceback" in run("demo", "--debug")[2]


def test_module_and_command_are_the_same_door(tmp_path) -> None:
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "omradesindex",
            "compute",
            "--statistics",
            "a.csv",
            "--index",
            "x",
            "--out",
            "ut",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"},  # an old terminal
    )
    assert run.returncode == 2
    assert "Traceback" not in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_compare_prints_the_table_and_saves_everything(run, tmp_path) -> None:
    code, out, err = run(
        *("compare", "--statistics", "exempelstad", "--indices", "malmo-2023, mkb,cni"),
        *("--base", "mkb", "--top", "5", "--out", "ut", "--lang", "en"),
    )
    assert (code, err) == (0, "")
    comparison = oi.compare(["malmo-2023", "mkb", "cni"], oi.example_statistics(), base="mkb", top=5)
    assert out.startswith("Comparison of 3 indices · Exempelstad (påhittad)")
    assert "the first five" in out
    assert max(len(line) for line in out.splitlines()) <= 80
    written_there = {path.name for path in (tmp_path / "ut").iterdir()}
    assert {"jamforelse.csv", "jamforelse.html", "rangdiagram.png"} <= written_there
    saved = pd.read_csv(tmp_path / "ut" / "jamforelse.csv", dtype={"area": str})
    assert saved["rank"].tolist() == comparison.to_frame()["rank"].tolist()
    assert set(saved["base"]) == {"mkb"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--indices", "malmo-2023,mbk"), "did you mean 'mkb'?"),
        (("--indices", "malmo-2023"), "1 set was given to compare"),
        (("--indices", "malmo-2023,malmo-2023"), "have the id 'malmo-2023'"),
        (("--indices", "malmo-2023,mkb", "--base", "tn"), "the base 'tn' is not among"),
        (("--indices", "malmo-2023,mkb", "--top", "0"), "a number from 1 to 14"),
        (("--indices", "malmo-2023,mkb"), "'mkb' (9 of 18)"),
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
    assert "delvis beräknat" in out
    assert "9 av 18" in out
    assert "sbn (0 av 8)" in out


@pytest.fixture
def no_figures(monkeypatch) -> None:
    """Leave the drawing out: the charts have their own tests, and there are many."""
    monkeypatch.setattr("omradesindex.show.files._png", lambda path, *_: path.touch())
    monkeypatch.setattr("omradesindex.show.files._svg", lambda path, *_: path.touch())


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
    assert "a group missing" in err


@pytest.mark.usefixtures("no_figures")
def test_spread_shows_and_saves(run, tmp_path) -> None:
    code, out, err = run(
        *("spread", "--statistics", "exempelstad", "--index", "malmo-2023"),
        *("--minimum-base", "200", "--out", "ut", "--lang", "en"),
    )
    assert (code, err) == (0, "")
    assert out.startswith("Spread inside the areas")
    table = pd.read_csv(tmp_path / "ut" / "spridning.csv", dtype={"area": str})
    town = oi.example_division()
    found = oi.spread(
        "malmo-2023",
        oi.example_statistics(level="sub_area"),
        town.keys["delomrade"],
        division=town,
        minimum_base=200,
    )
    assert table["lowest"].tolist() == pytest.approx(found.table["lowest"].tolist(), nan_ok=True)


@pytest.mark.usefixtures("no_figures")
def test_robustness_gives_the_library_s_own_study(run, tmp_path) -> None:
    code, out, err = run(
        *("robustness", "malmo-2023", "--statistics", "exempelstad", "--sets", "mkb, grn", "--drop", "0"),
        *(
            "--weights",
            "dirichlet,critic",
            "--normalise",
            "rank",
            "--treat",
            "winsorise",
            "--aggregate",
            "own",
        ),
        *("--data", "exact", "--n", "400", "--seed", "7", "--out", "ut"),
    )
    assert (code, err) == (0, "")
    assert out.startswith("Hur långt håller slutsatsen?")
    paths = [line for line in out.splitlines() if line.startswith("  ut/")]
    assert max(len(line) for line in out.splitlines() if line not in paths) <= 80
    study = oi.robustness(
        oi.load_index("malmo-2023"),
        oi.example_statistics(),
        sets=["mkb", "grn"],
        weights=["dirichlet", "critic"],
        normalise=["rank"],
        treat=["winsorise"],
        rest="own",
        n=400,
        rng=7,
    )
    saved = pd.read_csv(tmp_path / "ut" / "robusthet.csv", dtype={"area": str}).set_index("area")
    assert saved["mean"].tolist() == pytest.approx(study.ranks["mean"].tolist())
    told = re.sub(r"\s+", " ", out)
    assert all(re.sub(r"\s+", " ", line) in told for line in study.summary().splitlines()[1:])
    assert {p.name for p in (tmp_path / "ut").iterdir()} >= {
        "robusthet.html",
        "orsaker.csv",
        "rangintervall.png",
    }


def test_robustness_varies_what_is_sensible_unless_told_otherwise(run) -> None:
    code, out, err = run("robustness", "--n", "500", "--lang", "en")
    assert (code, err) == (0, "")
    told = re.sub(r"\s+", " ", out)
    varied = ("±25%", "min–max, ranks", "geometric mean", "indicators left out", "sampling error")
    assert [word for word in varied if word not in told] == []
    assert "500 scenarios" in told
    assert "Saved" not in out


def test_robustness_interrupted_tells_how_much_it_holds(run, monkeypatch) -> None:
    real, done = draws_run.count_blocks, []

    def stop(problem, bins, seed, blocks):
        if done:
            raise KeyboardInterrupt
        done.append(blocks)
        return real(problem, bins, seed, blocks)

    monkeypatch.setattr(draws_run, "count_blocks", stop)
    code, out, _ = run("robustness", "--data", "exact", "--n", "1000000", "--lang", "en")
    assert code == 0
    assert re.search(r"it holds [\d,]+ of the 1,000,000 scenarios", re.sub(r"\s+", " ", out))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--normalise", "minmax"], "min_max"),
        (["--weights", "±250 %"], "at most 100 %"),
        (["--weights", "±112,5 %"], "±112.5 %"),
        (["--n", "20"], "too few"),
        (["--sets", "mbk"], "mkb"),
    ],
)
def test_robustness_refuses_in_one_line(run, arguments, told: str) -> None:
    code, out, err = run("robustness", "malmo-2023", "--statistics", "exempelstad", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith("Error: ")
    assert told in err
    assert "Traceback" not in err


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


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("compute", "--statistics", "malmo", "--by", "disability"), "no figures are broken down by"),
        (("compute", "--statistics", "exempelstad", "--by", "kön"), "no figures are broken down by 'kön'"),
        (("spread", "--statistics", "malmo"), "oi.data.malmo_spread()"),
        (("spread", "--statistics", "exempelstad", "--key", "k.csv"), "has its own areas"),
        (("spread", "--statistics", "a.csv", "--key", "k.csv"), "--division is not given"),
        (("spread", "--statistics", "a.csv", "--division", "geso"), "--key is not given"),
    ],
)
def test_groups_and_spread_refuse_in_one_line(run, tmp_path, arguments, told: str) -> None:
    code, out, err = run(*arguments, "--index", "malmo-2023", "--out", "ut")
    assert (code, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


MAPPING = """
[[table]]
dimensions = ["kod", "namn", "år"]
area = "kod"
period = "år"
quality = "made_up"
source = "Exempelstad (påhittad)"
"""


@pytest.fixture
def own_words(tmp_path: Path, table: pd.DataFrame) -> Path:
    """A folder whose table has a column for each count, in Swedish; and beside it what the words mean."""
    index = oi.load_index("malmo-oppna-data")
    used = sorted({v for i in index.indicators for v in i.formula.variables})
    counts = table[table["variable"].isin(used) & table["kind"].eq("count")]
    wide = counts.pivot_table("value", index="area", columns="variable").add_prefix("Antal ")
    wide.insert(0, "år", "2024")
    wide.insert(0, "namn", "Påhitt")
    folder = tmp_path / "siffror"
    folder.mkdir()
    wide.rename_axis("kod").to_csv(folder / "tabell.csv", sep=";", decimal=",")
    rows = [
        f'{{ variable = "{v}", where = {{ kolumn = "Antal {v}" }} }}' for v in counts["variable"].unique()
    ]
    text = f"{MAPPING}variables = [\n{','.join(rows)},\n]\n"
    (tmp_path / "mapping.toml").write_text(text, encoding="utf-8")
    return folder


COMMANDS = (
    ("compute", "--index", "malmo-oppna-data", "--out", "x"),
    ("compare", "--indices", "malmo-oppna-data,malmo-2023", "--partial", "--out", "x"),
    ("robustness", "malmo-oppna-data", "-n", "448"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
def test_a_table_in_its_own_words_needs_a_mapping_and_takes_it(
    run, own_words: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr(cli, "_save", lambda *_: None)
    given = [*command, "--statistics", "siffror", "--whole", "X00"]
    code, _, err = run(*given)
    assert code == 2
    assert 'variable = "?"' in err  # the proposal
    code, with_option, err = run(*given, "--mapping", "mapping.toml")
    assert code == 0, err
    # A folder's own mapping needs no option.
    (tmp_path / "mapping.toml").rename(own_words / "mapping.toml")
    code, with_own, _ = run(*given)
    assert (code, with_own) == (0, with_option)
    code, _, err = run(*command, "--statistics", "exempelstad", "--mapping", "siffror/mapping.toml")
    assert code == 2
    assert "--mapping" in err


@pytest.mark.parametrize(
    "told",
    [
        ("--statistics", "x" * 300),
        ("--statistics", "t.csv", "--division", "x" * 300, "--code", "a", "--name", "b"),
        ("--statistics", "exempelstad", "--out", "x" * 300),
    ],
)
def test_a_name_that_no_file_can_have_is_told(run, told: tuple[str, ...]) -> None:
    Path("t.csv").write_text("area,variable,period,value\n", encoding="utf-8")
    code, _, err = run("compute", "--index", "malmo-2023", "--out", "ut", *told)
    assert code == 2
    assert "Error: " in err
    assert "unexpected" not in err
