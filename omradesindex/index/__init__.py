"""The index itself: measure, compute, and the result."""

from omradesindex.index.computing import Reference
from omradesindex.index.model import Index, load_index
from omradesindex.index.result import Result

__all__ = ["Index", "Reference", "Result", "load_index"]
