"""The kinds of reason, and which of them say that something is lacking."""

from __future__ import annotations

from omradesindex.index.groups.reasons import KINDS, Reason, counts, kind_of
from omradesindex.wording import Text


def test_what_there_is_nothing_to_have_of_lacks_nothing() -> None:
    assert [kind for kind in KINDS if not counts(Reason("x", "x", kind))] == [
        "not_applicable",
        "cannot_be_split",
    ]
    assert counts(Text("saknas 2023", "missing in 2023"))
    assert kind_of(Text("saknas", "missing")) == "no_figures"


def test_a_reason_is_a_text_that_can_say_of_when() -> None:
    reason = Reason("kan inte delas", "cannot be broken down", "cannot_be_split").said_of("2023")
    assert reason.in_("sv") == "kan inte delas (2023)"
    assert reason.kind == "cannot_be_split"
