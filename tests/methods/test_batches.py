"""Units of many groups laid beside each other."""

from __future__ import annotations

import numpy as np

from omradesindex.methods.batches import batches


def test_every_unit_stands_once_with_its_group_and_in_its_order() -> None:
    place = np.random.default_rng(1).integers(0, 40, 300) ** 2 % 40
    seen = {}
    for groups, units in batches(place, 41):
        assert (units >= 0).sum() * 2 >= units.size
        seen |= {int(g): own[own >= 0].tolist() for g, own in zip(groups, units, strict=True)}
    assert seen == {g: np.flatnonzero(place == g).tolist() for g in np.unique(place).tolist()}
