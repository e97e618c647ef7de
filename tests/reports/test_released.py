"""The figures of a report are protected and audited."""

from __future__ import annotations

from pathlib import Path

import omradesindex as oi
from omradesindex.reports.given import Given
from omradesindex.reports.released import AREAS, release
from tests.reports import made


def test_where_nothing_is_withheld_the_answers_stay_as_they_are() -> None:
    released = release(Given(made.result()))
    assert (released.withheld, released.given.result) == (0, made.result())
    assert (released.shown[AREAS].status == released.truths[AREAS].status).all()


def test_the_ledger_says_that_a_release_is_a_report(tmp_path: Path) -> None:
    ledger = oi.Ledger.create(tmp_path / "liggare")
    (tmp_path / "ut").mkdir()
    release(Given(made.result()), ledger=ledger).write(tmp_path / "ut", "sv")
    (entry,) = oi.Ledger.read(ledger.folder).entries
    assert entry.name == "0001 rapport/underlag/omraden.csv"
