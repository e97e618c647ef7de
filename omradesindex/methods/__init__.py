"""Pure array functions: impute, treat, normalise, weight, aggregate, rank, mix.

The floor knows numpy only: no tables, no areas' names, no index. Arrays are
``(..., n_areas, n_indicators)`` and leading dimensions are scenarios.
"""

from omradesindex.methods.aggregate import AGGREGATIONS, arithmetic, present_share
from omradesindex.methods.method import Choice, Method
from omradesindex.methods.mix import degree_of_mix
from omradesindex.methods.normalise import NORMALISATIONS, Fitted, fit
from omradesindex.methods.rank import rank
from omradesindex.methods.registry import STAGES, every_method, find_methods, resolve
from omradesindex.methods.weight import rescale

__all__ = [
    "AGGREGATIONS",
    "NORMALISATIONS",
    "STAGES",
    "Choice",
    "Fitted",
    "Method",
    "arithmetic",
    "degree_of_mix",
    "every_method",
    "find_methods",
    "fit",
    "present_share",
    "rank",
    "rescale",
    "resolve",
]


def __dir__() -> list[str]:
    return list(__all__)
