"""A report of the accepted run, by the library and by the command."""

from __future__ import annotations

from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.cli import app
from omradesindex.reports.accepted import stick_is_revised
from tests.cities import SHARE
from tests.reports.test_anew import figures
from tests.subjects.update.projects import SKETCHED, Town, sketchy


def test_without_an_accepted_run_there_is_no_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    town = Town(tmp_path / "projekt")
    assert app.main(["report", str(town.project)]) == 2
    assert "ingen körning av projektet är godkänd" in capsys.readouterr().err


def test_a_stick_of_figures_that_have_been_revised_is_seen() -> None:
    statistics = figures()
    before = SHARE.compute(statistics, period="2020")
    after = SHARE.compute(statistics, period="2022", reference=before)
    assert not stick_is_revised(after, statistics)
    assert not stick_is_revised(before, statistics)
    frame = statistics.to_frame()
    frame.loc[(frame["area"] == "05") & (frame["period"] == "2020"), "value"] += 1
    assert stick_is_revised(after, oi.Statistics.from_frame(frame, name="Prov (påhittad)", whole="X"))


@pytest.mark.slow
def test_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in SKETCHED:
        monkeypatch.setattr(kind, "save", sketchy)
    town = Town(tmp_path / "projekt").put_years("2022", "2023")
    assert app.main(["update", str(town.project)]) == 0
    out = tmp_path / "ut"
    assert app.main(["report", str(town.project), "--out", str(out), "--formats", "txt", "--unchecked"]) == 0
    told = capsys.readouterr().out
    assert "rapport.txt" in told
    assert "LÄSMIG.txt" in {path.name for path in out.iterdir()}
    assert app.main(["report", str(town.project), "--out", str(out)]) == 2
    assert "inte tom" in capsys.readouterr().err
