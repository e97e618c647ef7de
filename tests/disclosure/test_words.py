"""What is said of protected figures: how many are withheld and why, what the audit tried."""

from __future__ import annotations

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.disclosure.words import rules, rules_line, verdict_line, withheld_line


@pytest.mark.parametrize(
    ("kinds", "sv", "en"),
    [
        ([], "Inget tal är dolt.", "No figure is withheld."),
        (["primary"], "1 röjande tal är dolt.", "1 unsafe figure is withheld."),
        (
            ["primary", "primary", "complementary"],
            "2 röjande tal är dolda. 1 till är dolt så att de röjande talen inte går att räkna ut.",
            "2 unsafe figures are withheld. 1 more is withheld so that these cannot be worked out.",
        ),
    ],
)
def test_how_many_are_withheld_and_for_whose_sake(kinds: list[str], sv: str, en: str) -> None:
    log = pd.DataFrame({"kind": kinds})
    assert (withheld_line(log, "sv"), withheld_line(log, "en")) == (sv, en)


def tried(cells: list[str], safe: list[bool]) -> pd.DataFrame:
    table = pd.DataFrame({"cell": cells, "safe": pd.Series(safe, dtype=bool)})
    return table.assign(reason="few")


def test_the_verdict_says_why_not_all_that_is_withheld_was_tried() -> None:
    passed = verdict_line(tried(["shown", "implied"], [True, True]), "sv")
    assert passed.startswith("Tabellen klarade granskningen: inget av 2 tal som prövades går att räkna ut.")
    assert "Bara röjande tal prövas" in passed
    assert "1 av dem står inte i tabellen" in passed
    failed = verdict_line(tried(["shown", "shown"], [True, False]), "en")
    assert failed.startswith("The audit FAILS: 1 of 2 figures")
    assert "not in the table" not in failed
    assert "inget tal som behöver prövas" in verdict_line(tried([], []), "sv")


def test_the_rules_are_those_of_the_policy() -> None:
    policy = oi.DisclosurePolicy(threshold=1, margin=1, dominance=(2, 80))
    assert "1 till 0" not in rules_line(policy, "sv")
    assert "inom 1 person" in rules(policy, "sv").values()
    assert "A count of 1 to 4 is unsafe." in rules_line(oi.DisclosurePolicy(), "en")
