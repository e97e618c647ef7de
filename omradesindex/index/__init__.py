"""The index itself: measure, compute, the result, and several indices side by side."""

from omradesindex.index.care_need import cni
from omradesindex.index.care_need_result import CniResult
from omradesindex.index.classifying import area_types
from omradesindex.index.comparing import compare
from omradesindex.index.comparison import Comparison
from omradesindex.index.computing import Reference
from omradesindex.index.examining import Examination, examine
from omradesindex.index.model import Index, load_index
from omradesindex.index.result import Result

__all__ = [
    "CniResult",
    "Comparison",
    "Examination",
    "Index",
    "Reference",
    "Result",
    "area_types",
    "cni",
    "compare",
    "examine",
    "load_index",
]
