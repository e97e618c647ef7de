"""How much of an index a group is measured by, and when that is enough to be called by the index's name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.index.compute import LaidOut
from omradesindex.index.groups.reasons import counts
from omradesindex.methods.equal import reaches
from omradesindex.methods.sums import weighted
from omradesindex.wording import Text

Bools = NDArray[np.bool_]

#: Share of the weight of an index, and of a dimension, that a group must be measured by.
LEAST = 0.5


class Enough(NamedTuple):
    """What of an index a group has enough of.

    ``counted``: the indicators whose absence is felt, shape ``(n_indicators,)``; ``dropped``: the dimensions
    of which less than half is left to be called by their name; ``share``: share of the index's weight that
    the group is measured by; ``named``: whether that is enough to bear the index's name.
    """

    counted: Bools
    dropped: tuple[str, ...]
    share: float
    named: bool


def enough(index: LaidOut, outside: Mapping[str, Text], *, partial: bool) -> Enough:
    """Judge what of an index a group has enough of.

    Of what has no meaning for a group, or cannot be broken down, nothing is lacking. But then a dimension of
    which less than half is left says something else than its name, and an index likewise: a dimension falls
    away, and the index is not computed. Weights are those that the definition states. Where what there is
    is asked for, want of figures leaves no more than that, and a dimension is judged by what there is.

    Parameters
    ----------
    index : LaidOut
    outside : mapping of str to Text
        Why each indicator that the group is not measured by is not: for want of figures, or because there is
        nothing to have.
    partial : bool
        Whether dimensions that lack figures are computed from what there is.
    """
    ids = [member.id for member in index.members]
    counted = np.array([name not in outside or counts(outside[name]) for name in ids], dtype=bool)
    shares = [(float(name not in outside), float(can)) for name, can in zip(ids, counted, strict=True)]
    leaves, dropped = [[j] for j in range(len(ids))], list[str]()
    for level in index.levels:
        weights = np.asarray(level.stated, dtype=float)
        weights = weights / weights.sum()
        has, could = (
            float(weighted(np.array([shares[c][side] for c in level.columns]), np.asarray(weights)))
            for side in (0, 1)
        )
        leaves.append([leaf for c in level.columns for leaf in leaves[c]])
        if level.id != "index" and not reaches(has if partial else could, LEAST):
            counted[leaves[-1]] = False
            dropped.append(level.id)
            has = could = 0.0
        shares.append((has, could))
    share = shares[-1][0]
    return Enough(counted, tuple(dropped), share, bool(reaches(share, LEAST)))
