"""The figures of a report are protected and audited."""

from __future__ import annotations

from omradesindex.reports.given import Given
from omradesindex.reports.released import AREAS, release
from tests.reports import made


def test_where_nothing_is_withheld_the_answers_stay_as_they_are() -> None:
    released = release(Given(made.result()))
    assert (released.withheld, released.given.result) == (0, made.result())
    assert (released.shown[AREAS].status == released.truths[AREAS].status).all()
