"""A few of the random sets of releases: laid side by side they tell of nobody, where a ledger is kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from attack_sets import SEED, Tally, alone, at_once, attack, draw, one_after_another

from omradesindex.show import files


@pytest.mark.slow
def test_releases_side_by_side_tell_of_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of those in which tables that are protected one by one tell, three that are quick; one is one call."""

    def unpainted(path: Path, *_: object) -> None:
        path.touch()

    for name in ("_png", "_saved"):
        monkeypatch.setattr(files, name, unpainted)
    by_themselves, together = Tally(), Tally()
    for number in (233, 250, 262):
        one = draw(np.random.default_rng([SEED, number]))
        with_a_ledger = at_once if one.at_once else one_after_another
        for publish, tally in ((alone, by_themselves), (with_a_ledger, together)):
            attack(one, publish, tally, f"set {number}", np.random.default_rng(number))
    assert by_themselves.narrow >= 10
    assert together.figures >= 10
    assert together.leaks == []
