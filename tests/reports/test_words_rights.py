"""What is said of rights."""

from __future__ import annotations

from omradesindex.reports.words_rights import gaps_line


def test_without_groups_it_is_said_that_nobody_sees_who_has_the_right() -> None:
    assert "Ett streck" in gaps_line(True, "sv")
    assert "inga uppgifter för grupper" in gaps_line(False, "sv")
