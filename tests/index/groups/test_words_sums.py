"""What is said of groups that do not add up."""

from __future__ import annotations

from omradesindex.index.groups.words_sums import ABOVE, LARGER, not_adding_up


def test_how_far_off_and_why_is_said() -> None:
    told = not_adding_up(["trangbodda"], 7.0, [LARGER, ABOVE])
    assert told.sv.startswith(
        "Grupperna summerar inte till helheten för trangbodda (som mest 7,0 ifrån; en grupp"
    )
    assert told.en.endswith(
        "a group is larger than the whole; the sum lies above the whole: groups may overlap)."
    )
