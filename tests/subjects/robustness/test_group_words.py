"""What is said of groups that are scored in the same draws."""

from __future__ import annotations

import omradesindex as oi
from omradesindex.subjects.robustness.group_words import gap_line
from tests.subjects.robustness.made_up import EXAMPLE, INDEX
from tests.subjects.robustness.only import only


def test_chance_is_told_of_only_where_it_was_drawn(shown: oi.types.Robustness) -> None:
    choices = only(INDEX, EXAMPLE, drop=1, n=20, sobol=False)
    assert "Slumpen dras för var och en." not in gap_line(choices, 0.9, "sv")
    assert ("Chance is drawn for each of them." in gap_line(shown, 0.9, "en")) == bool(
        shown.problem.varying_sources
    )
    assert "minst 95\N{NO-BREAK SPACE}% åt endera hållet" in gap_line(shown, 0.9, "sv")
