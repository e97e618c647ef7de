"""Totals and their categories as an outsider ties them together."""

from __future__ import annotations

import pandas as pd

from omradesindex.disclosure.attack import attack
from omradesindex.disclosure.system import build
from tests.cities import statistics
from tests.disclosure.made_up import one_count


def test_what_two_totals_leave_over_is_one_figure() -> None:
    """Women with a disability: all with one − the men, and women − those without, which are withheld."""
    rows = [(39, 17, "women", "total"), (22, 26, "men", "with"), (59, 35, "total", "with")]
    rows.append((2, 8, "women", "without"))
    table = pd.concat([one_count([a, b]).assign(sex=s, disability=d) for a, b, s, d in rows])
    figures = statistics(table, whole="X")
    system = build(figures)
    hidden = system.gone(system.row >= 0) & False
    withheld = next(k for k, block in enumerate(system.laid.blocks) if block.group == ("women", "without"))
    hidden[withheld, :2] = True
    least, most = system.bounds(hidden)
    found = attack(system.matrix, system.right, least, most, (system.row == withheld).nonzero()[0])
    assert found.low.tolist() == found.high.tolist() == [2, 8, 10]


def test_nobody_is_left_beside_the_ages_that_a_variable_counts() -> None:
    """All of 16-64 are 16-24 or 25-64: who is withheld of one follows, though no table says it."""
    ages = {"total": [10.0, 20, 30], "16-24": [4, 12, 16], "25-64": [6.0, 8, 14]}
    rows = [one_count(values[:2], "unga").assign(age=age) for age, values in ages.items() if age != "25-64"]
    figures = statistics(pd.concat(rows), whole="X")
    told = {"unga|age=0-15": [[]], "unga|age=25-": [[]]}
    for identities, known in ((None, False), (told, True)):
        system = build(figures, identities=identities)
        rest = [name.endswith("|rest") for name, _ in system.names()]
        assert system.public[rest].tolist() == [known and value == 0 for value in system.values[rest]]
