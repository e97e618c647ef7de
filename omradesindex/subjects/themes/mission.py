"""What a body answers for, as an index of its own: the indicators that bring it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from omradesindex.catalogue import Dimension, Indicator, indicators
from omradesindex.catalogue.bodies import BODIES, body_said
from omradesindex.catalogue.member import Member
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.index.index import Index
from omradesindex.index.measure import measure
from omradesindex.methods.equal import flat
from omradesindex.wording import Text

if TYPE_CHECKING:
    from omradesindex.statistics import Statistics

#: The one dimension that a mission's indicators stand in.
MISSION = "uppdrag"


def mission(
    index: Index, body: str, statistics: Statistics, period: str | None
) -> tuple[Index | None, tuple[Indicator, ...]]:
    """Return an index of what a body answers for, and those of its indicators that nothing can be said with.

    The index's own indicators come first, then the others of the catalogue. Without any that has figures
    there is no index; a known body may answer for none at all.

    Raises
    ------
    ComputeError
        A body that nobody knows.
    """
    every = {i.id: i for i in (*index.indicators, *indicators().values())}
    own = [indicator for indicator in every.values() if body in indicator.responsible]
    if not own and body in BODIES:
        return None, ()
    if not own:
        known = sorted({name for indicator in every.values() for name in indicator.responsible})
        raise ComputeError(
            f"no indicator says that '{body}' answers for it{did_you_mean(body, known)}",
            where=f"index '{index.id}'",
            expected=f"one of {listing(known, 30)}",
            remedy="write the body into `responsible` of the indicators that it answers for",
        )
    values = measure(own, statistics, period=period).values[:-1]
    varies = ((~np.isnan(values)).sum(axis=0) > 1) & ~flat(values)
    chosen = [indicator for indicator, yes in zip(own, varies, strict=True) if yes]
    lacking = tuple(indicator for indicator, yes in zip(own, varies, strict=True) if not yes)
    if not chosen:
        return None, lacking
    name = body_said(body)
    label = Text(f"Det som {name} svarar för", f"What {name} answers for")
    dimension = Dimension(MISSION, label, tuple(Member(indicator) for indicator in chosen))
    return Index(f"{MISSION}-{body}", label, label, (dimension,)).with_methods(centre="areas"), lacking
