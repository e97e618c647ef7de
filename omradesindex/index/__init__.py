"""The index itself: measure, compute, the result, its groups and its uncertainty."""

from omradesindex.index.compute import Reference
from omradesindex.index.groups.breakdown import Breakdown
from omradesindex.index.index import Index, load_index
from omradesindex.index.result import Result
from omradesindex.index.uncertainty.uncertainty import Uncertainty

__all__ = ["Breakdown", "Index", "Reference", "Result", "Uncertainty", "load_index"]
