"""What is told of a run while it goes on."""

from __future__ import annotations

from omradesindex.subjects.robustness.run_words import WORKERS_DIED


def test_nothing_that_was_done_is_lost() -> None:
    assert "går förlorat" in WORKERS_DIED.sv
    assert "is lost" in WORKERS_DIED.en
