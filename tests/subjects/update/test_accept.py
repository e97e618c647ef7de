"""A person accepts a run, or nobody does."""

from __future__ import annotations

import json

import pytest

import omradesindex as oi
from omradesindex.subjects.update.accept import accept
from tests.subjects.update.projects import Town, files, found, times


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
    accepted = update.accept()
    assert accepted.status == "accepted"
    assert "Körningen är godkänd" in accepted.summary()
    assert "någon har godkänt" in update.summary()
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
