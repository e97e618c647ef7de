"""What a check finds as a table, and figures laid side by side."""

from __future__ import annotations

import numpy as np

from omradesindex.subjects.update.findings import (
    CHECKS,
    Finding,
    Held,
    codes_of,
    held_to,
    label_of,
    newest,
    same_periods,
    to_frame,
)
from omradesindex.wording import Text
from tests.subjects.update.projects import Town


def test_findings_as_a_table() -> None:
    found = Finding("jumps", Text("Språng", "Jump"), what="x", period="2023", areas=("01", "02"))
    row = to_frame([found]).iloc[0]
    assert row.tolist() == ["jumps", True, "x", "2023", "01 02", "Språng", "Jump"]
    assert set(to_frame([]).columns) == {"check", "ask", "what", "period", "areas", "sv", "en"}
    assert "jumps" in CHECKS


def test_figures_lie_side_by_side_with_the_city_last(town: Town, sketched: None) -> None:
    update = town.update()
    now = Held(update.result.statistics, update.result, {})
    name = now.statistics.variables[0]
    assert dict(newest(now))[name] == "2023"
    pair = held_to(now, now, name, "2023")
    assert (pair.earlier, pair.period, pair.codes[-1]) == ("2022", "2023", "X00")
    assert pair.old.shape == pair.new.shape == (7,)
    assert held_to(now, now, name, "2022") is None
    assert held_to(now, now, name, "2022", same=True).earlier == "2022"
    both = list(same_periods(now, now))
    assert all(np.array_equal(one.old, one.new) for one in both)
    assert codes_of(both[0], np.arange(7) == 6) == ("X00",)


def test_what_the_catalogue_does_not_know_is_called_by_its_id() -> None:
    assert label_of("arbetsloshet").sv == "Arbetslöshet"
    assert label_of("okant") == Text("okant", "okant")
