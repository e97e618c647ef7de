"""A recorded run: nothing replaced unseen, the same bytes again, and the last good run always whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.subjects.over_time.sticks import same_stick
from omradesindex.subjects.update.record import Runs
from tests.conftest import ROOT
from tests.subjects.update.projects import Town, split, times

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
    firm = {"improved", "worsened"} & {*update.change.verdicts["index"]}
    assert ("Indexet har ändrats mest här" in repr(update)) == bool(firm)
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


# -- by group ---------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_run_tells_what_has_changed_by_group_and_is_reproduced(tmp_path: Path) -> None:
    town = Town(tmp_path / "projekt")
    town.write_project(('definition = "malmo-oppna-data"', 'definition = "malmo-oppna-data"\nby = ["sex"]'))
    town.put(split(town.year("2022")))
    first = town.update()
    assert first.groups is not None
    assert first.groups.change is None
    town.put(split(town.year("2023"), 0.6))
    second = town.update(accept_all=True)
    assert second.run is not None
    assert second.groups is not None
    assert second.groups.change is not None
    again = oi.change(first.result, second.result, by="sex")
    pd.testing.assert_frame_equal(second.groups.change.gaps, again.gaps)
    assert "Efter kön" in str(second.page())
    written = {path.name for path in (second.run.folder / "forandring_grupper").iterdir()}
    assert {"forandring_skillnader.csv", "forandring_grupper.html"} <= written
    assert oi.reproduce(town.project, second.run.name).same
    assert town.update().status == "unchanged"


def test_groups_may_be_asked_for_in_the_call_and_are_a_run_of_their_own(town: Town, sketched: None) -> None:
    town.update()
    town.put(split(town.year("2023")))
    town.put(split(town.year("2022")))
    made = town.update(by="sex")
    assert made.groups is not None
    assert made.groups.result.groups == (("women",), ("men",))
    assert made.groups.change is None
    assert "no figures are broken down by 'sex'" in made.groups.why_no_change.en
    assert "Ingen förändring efter grupp" in str(made.page())


def test_new_figures_without_the_groups_are_refused(town: Town) -> None:
    with pytest.raises(oi.errors.ComputeError, match="no figures are broken down by 'sex'"):
        town.update(by="sex")
    assert not (town.folder / "runs" / "current").exists()
