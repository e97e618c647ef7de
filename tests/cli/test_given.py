"""What a command is given: figures, areas, mappings, names."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.cli.given import is_project


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("compute", "--statistics", "malmo", "--by", "disability"), "no figures are broken down by"),
        (("compute", "--statistics", "exempelstad", "--by", "kön"), "no figures are broken down by 'kön'"),
        (("compute", "--statistics", "exempelstad-teman"), "did you mean 'exempelstad-themes'?"),
        (("spread", "--statistics", "malmo"), "oi.data.malmo_spread()"),
        (("spread", "--statistics", "exempelstad", "--key", "k.csv"), "has its own areas"),
        (("spread", "--statistics", "a.csv", "--key", "k.csv"), "--division is not given"),
        (("spread", "--statistics", "a.csv", "--division", "geso"), "--key is not given"),
    ],
)
@pytest.mark.usefixtures("in_english")
def test_groups_and_spread_refuse_in_one_line(run, tmp_path, arguments, told: str) -> None:
    code, out, err = run(*arguments, "--index", "malmo-2023", "--out", "ut")
    assert (code, out) == (2, "")
    assert told in err
    assert len(err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("in_english")
def test_a_project_s_folder_is_its_accepted_run_s_figures(run, tmp_path: Path) -> None:
    (tmp_path / "stad" / "statistik").mkdir(parents=True)
    (tmp_path / "stad" / "project.toml").write_text(
        'name = "Stad"\nindex = { definition = "malmo-2023" }\nsource = [{ path = "statistik" }]\n'
    )
    assert is_project("stad")
    code, _, err = run("robustness", "--statistics", "stad")
    assert (code, "no accepted run yet" in err) == (2, True)
    wanted = ("--index", "malmo-2023", "--division", "geso", "--out", "ut")
    code, _, err = run("compute", "--statistics", "stad", *wanted)
    assert (code, "'stad' has its own areas" in err) == (2, True)


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
    indices = map(oi.load_index, ("malmo-oppna-data", "malmo-2023"))
    used = sorted({v for index in indices for i in index.indicators for v in i.formula.variables})
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
    monkeypatch.setattr(import_module(f"omradesindex.cli.{command[0]}"), "save", lambda *_: None)
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
@pytest.mark.usefixtures("in_english")
def test_a_name_that_no_file_can_have_is_told(run, told: tuple[str, ...]) -> None:
    Path("t.csv").write_text("area,variable,period,value\n", encoding="utf-8")
    code, _, err = run("compute", "--index", "malmo-2023", "--out", "ut", *told)
    assert code == 2
    assert "Error: " in err
    assert "unexpected" not in err


@pytest.mark.parametrize("told", ["compute --index mkb --out ut", "compare --indices mkb,tn --out ut",
                                  "themes --index mkb --out ut", "robustness mkb"])  # fmt: skip
def test_figures_of_sub_areas_are_summed_with_a_key(run, told: str) -> None:
    Path("t.csv").write_text("area,variable,period,value\n1,a,2024,1\n", encoding="utf-8")
    code, _, err = run(*told.split(), "--statistics", "t.csv", "--division", "geso", "--key", "k.csv")
    assert code == 2
    assert "k.csv: det finns ingen sådan fil" in err


@pytest.mark.slow
def test_the_made_up_city_has_two_scenarios(run, tmp_path: Path) -> None:
    for figures, name in (("exempelstad", ""), ("exempelstad-themes", ", skilda teman")):
        code, out, _ = run("compute", "--statistics", figures, "--index", "mkb", "--out", figures)
        assert (code, f"Exempelstad (påhittad){name} ·" in out) == (0, True), out
    code, out, _ = run("spread", "--statistics", "exempelstad-themes", "--index", "mkb", "--out", "spridning")
    assert code == 0
    assert "skilda teman" in out
