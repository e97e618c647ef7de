"""The index itself: measure, compute, the result, its groups and its uncertainty."""

from typing import TYPE_CHECKING

from omradesindex.index.compute import Reference
from omradesindex.index.index import Index, load_index
from omradesindex.index.result import Result
from omradesindex.lazily import lazily

if TYPE_CHECKING:
    from omradesindex.index.groups.breakdown import Breakdown
    from omradesindex.index.uncertainty.uncertainty import Uncertainty
else:  # answers that most who compute never ask for
    __getattr__ = lazily(
        __name__,
        {
            "index.groups.breakdown": ("Breakdown",),
            "index.uncertainty.uncertainty": ("Uncertainty",),
        },
    )

__all__ = ["Breakdown", "Index", "Reference", "Result", "Uncertainty", "load_index"]
