"""A recorded run: nothing replaced unseen, the same bytes again, and the last good run always whole."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex import cli
from omradesindex.subjects.over_time.sticks import same_stick
from omradesindex.subjects.update import update as updating
from omradesindex.subjects.update.page import _literal, _paragraph, update_text
from omradesindex.subjects.update.record import Runs
from omradesindex.subjects.update.update import accept, reproduce
from tests.conftest import ROOT
from tests.subjects.update.projects import SKETCHED, Town, files, sketchy, times


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path / "projekt").put_years("2022", "2023")


@pytest.fixture
def sketched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables and pages are left out: what is tested is what is found, and what becomes of the run."""
    for name in SKETCHED:
        monkeypatch.setattr(updating, name, sketchy)


def found(update: oi.types.Update, check: str) -> list[object]:
    return [finding for finding in update.findings if finding.check == check]


# -- a run ------------------------------------------------------------------------------------------------


def test_a_first_run_holds_what_was_read_and_what_came_out(town: Town) -> None:
    update = town.update()
    assert (update.status, update.asks, update.change) == ("accepted", (), None)
    assert update.run is not None
    assert town.runs == [town.current] == [update.run.name]
    expected = oi.load_index("malmo-oppna-data").compute(
        oi.read_statistics(
            town.folder / "statistik",
            division=oi.read_division(
                town.folder / "omraden.csv", code="kod", name="namn", whole=("X00", "X")
            ),
        ),
        period="2023",
    )
    table = pd.read_csv(update.run.folder / "resultat" / "index.csv", dtype={"area": str})
    assert table["score_index"].tolist() == pytest.approx(expected.scores["index"].tolist())
    manifest = json.loads((update.run.folder / "manifest.json").read_text(encoding="utf-8"))
    assert [entry["file"] for entry in manifest["read"]] == [
        "project.toml",
        "omraden.csv",
        "statistik/2022.csv",
        "statistik/2023.csv",
    ]
    assert manifest["versions"]["omradesindex"] == oi.__version__
    assert manifest["period"] == "2023"
    assert oi.load_index(update.run.folder / "definition.toml").id == "malmo-oppna-data"
    assert "Exempelstad (påhittad)" in (update.run.folder / "rapport.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("sketched")
def test_nothing_new_makes_no_run(town: Town) -> None:
    first = town.update()
    again = town.update()
    assert again.status == "unchanged"
    assert again.run is not None
    assert first.run is not None
    assert again.run.name == first.run.name
    assert len(town.runs) == 1


def test_a_new_year_is_measured_with_the_same_stick_and_explained(town: Town) -> None:
    town.update()
    first = town.current
    town.put_years("2024")
    update = town.update()
    assert (update.status, update.asks) == ("accepted", ())
    assert update.change is not None
    assert update.change.periods == ("2023", "2024")
    assert update.run is not None
    assert update.run.manifest["stick"] == {"run": first, "period": "2023"}
    own = update.change.parts[update.change.parts["measure"] == "index"]
    moved = update.change.to_frame().set_index(["measure", "area"])["change"]
    for area, points in own.groupby("area")["points"].sum().items():
        assert points == pytest.approx(moved[("index", area)])
    assert "Störst förändring av indexet" in repr(update)
    assert (update.run.folder / "forandring" / "forandring_delar.csv").is_file()


@pytest.mark.usefixtures("sketched")
def test_the_stick_stays_when_its_own_year_is_revised(town: Town) -> None:
    base = town.update()
    town.put(times(town.year("2023"), "befolkning_25_64", 1.2, "02"))
    town.put_years("2024")
    update = town.update()
    assert update.status == "pending"
    assert same_stick(base.result, update.result)
    # What the revision made is taken apart from what happened since.
    assert update.change is not None
    assert {stage.cause for stage in update.change.stages} == {"before", "revised", "figures"}


# -- checks -----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("sketched")
def test_revised_figures_wait_for_a_person(town: Town) -> None:
    town.update()
    good = town.current
    before = files(town.folder / "runs" / good)
    town.put(times(town.year("2022"), "befolkning_20_64", 1.1, "03"))
    update = town.update()
    (finding,) = found(update, "revised")
    assert (finding.what, finding.period, finding.areas) == ("befolkning_20_64", "2022", ("03",))
    assert "+10,0 % (03 Påhitt 03)" in finding.text.sv
    assert town.current == good
    assert files(town.folder / "runs" / good) == before
    assert town.update().run.name == update.run.name  # no second one that says the same
    assert update.accept().status == "accepted"
    assert town.current == update.run.name
    assert town.update().status == "unchanged"


@pytest.mark.usefixtures("sketched")
def test_accept_all(town: Town) -> None:
    town.update()
    town.put(times(town.year("2022"), "befolkning_20_64", 1.1, "03"))
    assert town.update(accept_all=True).status == "accepted"
    decision = json.loads((town.folder / "runs" / town.current / "beslut.json").read_text(encoding="utf-8"))
    assert (decision["by"], decision["findings"]) == ("all", 1)


@pytest.mark.usefixtures("sketched")
def test_a_run_checked_against_another_is_not_accepted(town: Town) -> None:
    town.update()
    town.put(times(town.year("2022"), "befolkning_20_64", 1.1, "03"))
    waiting = town.update()
    town.put(times(town.year("2022"), "befolkning_20_64", 1.3, "03"))
    town.update().accept()
    with pytest.raises(oi.errors.OmradesindexError, match="checked against another run"):
        accept(town.project, waiting.run.name)


@pytest.mark.usefixtures("sketched")
def test_a_run_that_was_changed_is_not_accepted(town: Town) -> None:
    town.update()
    good = town.current
    town.put(times(town.year("2022"), "befolkning_20_64", 1.1, "03"))
    waiting = town.update()
    (waiting.run.folder / "resultat" / "result.csv").write_text("", encoding="utf-8")
    with pytest.raises(oi.errors.OmradesindexError, match=r"resultat/result\.csv"):
        waiting.accept()
    assert town.current == good


@pytest.mark.parametrize("factor", [0.001, 1000.0])
@pytest.mark.usefixtures("sketched")
def test_another_unit(town: Town, factor: float) -> None:
    town.update()
    table = town.year("2024")
    other = table["variable"] == "nettoinkomst_summa_tkr"
    town.put(table.assign(value=table["value"].where(~other, table["value"] * factor)))
    update = town.update()
    (finding,) = found(update, "units")
    assert finding.what == "nettoinkomst_summa_tkr"
    assert "1\N{NO-BREAK SPACE}000 gånger" in finding.text.sv
    assert not found(update, "jumps")  # every area has jumped, for that one reason
    assert not found(update, "totals")
    assert update.status == "pending"


@pytest.mark.usefixtures("sketched")
def test_shares_as_fractions(town: Town) -> None:
    share = pd.DataFrame({"area": town.areas, "variable": "svarsfrekvens_folkhalsoenkat", "kind": "share"})
    share["value"] = np.linspace(40, 70, len(share))
    for period, scale in (("2022", 1), ("2023", 1), ("2024", 0.01)):
        rows = share.assign(period=period, value=share["value"] * scale, quality="made_up")
        town.put(pd.concat([town.year(period), rows], ignore_index=True))
        update = town.update()
    finding = found(update, "units")[0]
    assert finding.what == "svarsfrekvens_folkhalsoenkat"
    assert any("0–1" in f.text.sv for f in found(update, "units"))
    assert len(found(update, "units")) == 2  # a hundredth of before, and none above one


@pytest.mark.usefixtures("sketched")
def test_a_total_far_from_last_year_s(town: Town) -> None:
    town.update()
    table = town.year("2024")
    town.put(times(table, "befolkning_25_64", 1.3))
    (finding,) = found(town.update(), "totals")
    assert (finding.what, finding.ask) == ("befolkning_25_64", True)
    assert "+30" in finding.text.sv


@pytest.mark.usefixtures("sketched")
def test_a_jump_in_one_area(town: Town) -> None:
    town.update()
    town.put(times(town.year("2024"), "utbildning_eftergymnasial_25_64", 0.4, "04"))
    update = town.update()
    (finding,) = found(update, "jumps")
    assert (finding.what, finding.areas) == ("eftergymnasial_utbildning", ("04",))
    assert "mer än slump" in finding.text.sv


@pytest.mark.usefixtures("sketched")
def test_a_revision_of_one_area_is_not_held_against_chance(town: Town) -> None:
    town.update()
    town.put(times(town.year("2023"), "utbildning_eftergymnasial_25_64", 0.4, "04"))
    (finding,) = found(town.update(), "jumps")
    assert (finding.what, finding.areas) == ("eftergymnasial_utbildning", ("04",))
    assert finding.text.sv.endswith("; uppgifterna gäller samma tid")


@pytest.mark.usefixtures("sketched")
def test_a_figure_that_is_held_back_now(town: Town) -> None:
    town.update()
    table = town.year("2024").assign(status="observed")
    gone = (table["area"] == "05") & (table["variable"] == "befolkning_25_64")
    table.loc[gone, "status"], table.loc[gone, "value"] = "suppressed", np.nan
    town.put(table)
    (finding,) = found(town.update(), "suppressed")
    assert (finding.what, finding.areas) == ("befolkning_25_64", ("05",))


@pytest.mark.usefixtures("sketched")
def test_an_area_without_a_row_is_refused_and_nothing_is_touched(town: Town) -> None:
    town.update()
    before = sorted(p.name for p in (town.folder / "runs").iterdir())
    table = town.year("2024")
    town.put(table[~((table["area"] == "05") & (table["variable"] == "befolkning_20_64"))])
    with pytest.raises(oi.errors.StatisticsError, match=r"no row for area '05'"):
        town.update()
    assert sorted(p.name for p in (town.folder / "runs").iterdir()) == before


@pytest.mark.usefixtures("sketched")
def test_figures_that_are_gone(town: Town) -> None:
    town.update()
    (town.folder / "statistik" / "2022.csv").unlink()
    assert {f.period for f in found(town.update(), "gone")} == {"2022"}


@pytest.mark.usefixtures("sketched")
def test_new_boundaries_are_their_own_part_of_the_change(town: Town) -> None:
    town.update()
    town.areas = [*town.areas, "07"]
    town.write_areas()
    town.put_years("2022", "2023", "2024")
    update = town.update()
    assert [f.text.sv for f in found(update, "areas")] == ["Områden som är nya: 07"]
    assert len(found(update, "boundaries")) == 1
    assert update.status == "pending"


@pytest.mark.usefixtures("sketched")
def test_another_definition_is_named(town: Town) -> None:
    town.update()
    index = oi.load_index("malmo-oppna-data")
    index.with_methods(aggregate="geometric").save(town.folder / "index.toml")
    town.write_project(('"malmo-oppna-data"', '"index.toml"'))
    update = town.update()
    assert "sammanvägning" in found(update, "definition")[0].text.sv
    assert len(found(update, "stick")) == 1
    assert update.change is not None
    assert "definition" in {stage.cause for stage in update.change.stages}
    assert reproduce(town.project, update.run.name).same


@pytest.mark.usefixtures("sketched")
def test_small_counts_are_not_told(town: Town) -> None:
    small = town.year("2022")
    row = (small["area"] == "02") & (small["variable"] == "befolkning_20_64")
    small.loc[row, "value"] = 4.0
    town.put(small)
    town.update()
    small.loc[row, "value"] = 3.0
    town.put(small)
    update = town.update()
    (finding,) = found(update, "revised")
    assert "%" not in finding.text.sv
    assert "25" not in finding.text.sv


@pytest.mark.usefixtures("sketched")
def test_an_indicator_that_lags_is_told(town: Town) -> None:
    town.update()
    table = town.year("2024")
    town.put(table[table["variable"] != "befolkning_25_64"])
    update = town.update()
    assert update.result.measured.periods[0] == "2023"
    (finding,) = found(update, "periods")
    assert not finding.ask
    assert "2024" in finding.text.sv


# -- the same again ---------------------------------------------------------------------------------------


def test_the_same_sources_give_the_same_bytes(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:  # the pages of the first run are not what is compared
        for name in SKETCHED:
            patched.setattr(updating, name, sketchy)
        town.update()
    town.put_years("2024")
    twin = tmp_path / "en annan mapp"
    shutil.copytree(town.folder, twin)
    one, two = town.update(), oi.update(twin / "project.toml")
    assert files(one.run.folder) == files(two.run.folder)
    assert len(files(one.run.folder)) > 15
    assert reproduce(town.project, one.run.name).same


@pytest.mark.usefixtures("sketched")
def test_a_run_is_reproduced_though_the_sources_have_changed(town: Town) -> None:
    town.update()
    town.put_years("2024")
    second = town.update().run.name
    town.put(times(town.year("2022"), "befolkning_20_64", 2.0))
    town.write_project(('name = "Exempelstad (påhittad)"', 'name = "Exempelstad (påhittad), ny"'))
    for name in town.runs:
        assert reproduce(town.project, name).same
    kept = town.folder / "runs" / second
    (kept / "resultat" / "result.csv").write_bytes(b"")
    assert reproduce(town.project, f"runs/{second}").damaged == ("resultat/result.csv",)
    table = kept / "underlag" / "statistik" / "2024.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("2024", "2023.0", 1), encoding="utf-8")
    with pytest.raises(oi.errors.OmradesindexError):
        reproduce(town.project, second)


# -- the last good run ------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_last_good_run_survives_being_killed_anywhere(tmp_path: Path) -> None:
    if not hasattr(os, "fork"):
        pytest.skip("needs a system where a process can be forked and killed")
    script = Path(__file__).with_name("killed.py")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    killed, old, new = map(int, done.stdout.split())
    assert killed >= 12
    assert old + new == killed
    assert old > 0


@pytest.mark.usefixtures("sketched")
def test_two_updates_do_not_run_at_once(town: Town) -> None:
    town.update()
    with (
        Runs(town.folder / "runs").lock(),
        pytest.raises(oi.errors.OmradesindexError, match=f"process {os.getpid()}"),
    ):
        town.update()
    assert town.update().status == "unchanged"


@pytest.mark.usefixtures("sketched")
def test_what_a_killed_update_left_is_no_hindrance(town: Town) -> None:
    town.update()
    runs = town.folder / "runs"
    (runs / ".lock").write_text("999999\n", encoding="utf-8")
    (runs / ".ofardig-999999").mkdir()
    (runs / ".ofardig-999999" / "statistik.csv").write_text("halv", encoding="utf-8")
    (runs / "20990101T000000Z-00000000").mkdir()  # no manifest: no run
    town.put_years("2024")
    assert town.update().status == "accepted"
    assert not (runs / ".ofardig-999999").exists()


@pytest.mark.parametrize("text", ["", "../..", "20990101T000000Z-00000000", "\x00"])
@pytest.mark.usefixtures("sketched")
def test_a_pointer_to_nowhere_is_refused(town: Town, text: str) -> None:
    town.update()
    (town.folder / "runs" / "current").write_text(text, encoding="utf-8")
    with pytest.raises(oi.errors.OmradesindexError, match="there is no run"):
        town.update()


# -- the command ------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("sketched")
def test_the_command(town: Town, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    project = str(town.project)
    assert cli.main(["update", project]) == 0
    assert "Godkänd" in capsys.readouterr().out
    assert cli.main(["update", project]) == 0
    assert "Inget nytt" in capsys.readouterr().out
    town.put(times(town.year("2022"), "befolkning_20_64", 1.1, "03"))
    assert cli.main(["update", project]) == 3
    told = capsys.readouterr().out
    assert "Reviderade uppgifter" in told
    waiting = told.split("--accept ")[1].strip()
    assert cli.main(["update", project, "--accept", waiting]) == 0
    assert town.current == waiting
    assert cli.main(["update", project, "--reproduce", waiting]) == 0
    assert "desamma" in capsys.readouterr().out
    (town.folder / "runs" / waiting / "statistik.csv").write_bytes(b"")
    assert cli.main(["update", project, "--reproduce", waiting]) == 4
    assert "statistik.csv: har ändrats" in capsys.readouterr().out
    assert cli.main(["update", project, "--accept", waiting, "--accept-all"]) == 2
    assert cli.main(["update", project, "--accept", "../x"]) == 2


def test_the_page_in_both_languages_and_forms(town: Town) -> None:
    town.update()
    town.put(times(town.year("2022"), "befolkning_20_64", 1.1, "03"))
    town.put_years("2024")
    update = town.update()
    swedish, english = repr(update), update_text(update, lang="en")
    assert "Kontrollerna hittade 1 att ta ställning till" in swedish
    assert "The checks found 1 to decide on" in english
    assert "Reviderade" not in english
    html = (update.run.folder / "rapport.html").read_text(encoding="utf-8").replace("\xa0", " ")
    assert html.startswith("<!doctype html>")
    page = (update.run.folder / "rapport.md").read_text(encoding="utf-8")
    for text in ("Påhitt 03", "Reviderade uppgifter", "Exempelstad (påhittad)", "Arbetsmaterial"):
        assert text in html
        assert text in page
    rows = [line.count("|") for line in page.splitlines() if line.startswith("|")]
    assert min(rows) > 3
    # No word of when: the run would not be the same tomorrow.
    assert update.run.name not in html + page


def test_what_cannot_be_waits_for_a_person_the_first_time_too(tmp_path: Path) -> None:
    town = Town(tmp_path / "stad")
    first = oi.load_index("malmo-oppna-data").indicators[0]
    table = town.year("2023")
    own = table[table["variable"] == first.formula.numerator[0]]
    # Counts, and their sum, where the indicator's own share is asked for.
    given = own.assign(variable=first.id, value=own["value"] / 20, kind="mean")
    town.put(pd.concat([table.assign(kind="count"), given], ignore_index=True))
    found = town.update()
    assert found.status == "pending"
    told = [f for f in found.asks if f.check == "impossible"]
    assert first.id in [f.what for f in told]
    assert all(f.text.sv and f.text.en for f in told)


def test_no_name_is_markdown() -> None:
    """What comes from a file is a text in the report, whatever it looks like."""
    assert _literal(r"\[a](http://x)") == r"\\\[a\](http://x)"
    assert _literal(r"a\|b | c") == r"a\\\|b \| c"
    assert _literal("<b>*a* _b_ c_d &lt;") == r"\<b>\*a\* \_b\_ c_d \&lt;"
    assert _paragraph("# Holma\n+1") == r"\# Holma +1"
