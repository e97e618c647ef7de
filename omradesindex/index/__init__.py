"""The index itself: measure, compute, the result, and several indices side by side."""

from omradesindex.index.care_need import cni
from omradesindex.index.care_need_result import CniResult
from omradesindex.index.classifying import area_types
from omradesindex.index.comparisons.comparing import compare
from omradesindex.index.comparisons.comparison import Comparison
from omradesindex.index.computing import Reference
from omradesindex.index.dispersion.spread import Spread
from omradesindex.index.dispersion.spreading import spread
from omradesindex.index.examination.examining import Examination, examine
from omradesindex.index.groups.breakdown import Breakdown
from omradesindex.index.model import Index, load_index
from omradesindex.index.result import Result
from omradesindex.index.uncertainty.intervals import Uncertainty

__all__ = [
    "Breakdown",
    "CniResult",
    "Comparison",
    "Examination",
    "Index",
    "Reference",
    "Result",
    "Spread",
    "Uncertainty",
    "area_types",
    "cni",
    "compare",
    "examine",
    "load_index",
    "spread",
]
