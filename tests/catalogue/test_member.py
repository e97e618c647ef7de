"""Why an indicator stands in an index, in one word, and what was asked for."""

from __future__ import annotations

import pytest

from omradesindex.catalogue import Member, Text, indicators
from omradesindex.errors import DefinitionError

POVERTY = indicators()["barnfattigdom"]


def test_a_member_says_why_it_stands_there() -> None:
    assert (Member(POVERTY).basis, Member(POVERTY).asked_for) == ("assumed", "")
    assert Member(POVERTY, basis="proposal").basis == "proposal"
    asked = Member.of(POVERTY, "asked", "Barnfattigdom.", "measure")
    assert (asked.basis_note, asked.asked_for) == (Text("Barnfattigdom.", "Barnfattigdom."), "measure")
    assert asked.id == "barnfattigdom"


@pytest.mark.parametrize(
    ("basis", "asked_for", "message"),
    [
        ("guess", "", "the basis 'guess' is unknown. Expected: one of 'proposal', 'asked', 'assumed'"),
        ("source", "", "'source', a word of earlier releases.*What to do: 'proposal' where .* 'asked' where"),
        ("asked", "", "the ask for 'barnfattigdom' does not say .* Expected: asked_for: 'theme', 'measure'"),
        ("asked", "topic", "the asked_for 'topic' is unknown"),
        ("assumed", "theme", "says what was asked for, but its basis is 'assumed'"),
    ],
)
def test_what_contradicts_itself_is_refused(basis: str, asked_for: str, message: str) -> None:
    with pytest.raises(DefinitionError, match=message):
        Member(POVERTY, basis=basis, asked_for=asked_for)
