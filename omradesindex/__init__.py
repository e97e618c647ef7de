"""Socioeconomic area indices: compute them, take them apart, test how far they hold.

>>> import omradesindex as oi
>>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
>>> result.ranks["index"].idxmin() in result.areas
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from omradesindex import sources
    from omradesindex.catalogue import definition_schema, diff, list_indices
    from omradesindex.disclosure.audit import Audit, audit
    from omradesindex.disclosure.policy import DisclosurePolicy
    from omradesindex.disclosure.protect import Protected, protect
    from omradesindex.disclosure.publish import publish
    from omradesindex.errors import (
        ComputeError,
        DefinitionError,
        DivisionError,
        MethodError,
        OmradesindexError,
        SourceError,
        StatisticsError,
    )
    from omradesindex.geography import (
        Crosswalk,
        Division,
        Key,
        crosswalk,
        example_division,
        geso,
        read_division,
    )
    from omradesindex.index import Breakdown, Index, Result, Uncertainty, load_index
    from omradesindex.statistics import (
        MappingNeededError,
        RawTable,
        ReadLimits,
        Statistics,
        carrying_error,
        example_statistics,
        malmo_series,
        malmo_spread,
        malmo_statistics,
        propose_mapping,
        read_mapping,
        read_statistics,
        statistics_from_tables,
    )
    from omradesindex.subjects.area_types.area_types import area_types
    from omradesindex.subjects.change.answer import Change
    from omradesindex.subjects.change.change import change
    from omradesindex.subjects.cni.answer import CniResult
    from omradesindex.subjects.cni.cni import cni
    from omradesindex.subjects.compare.answer import Comparison
    from omradesindex.subjects.compare.compare import compare
    from omradesindex.subjects.examine.examine import Examination, examine
    from omradesindex.subjects.goals.answer import Goals
    from omradesindex.subjects.goals.goal import Goal
    from omradesindex.subjects.goals.goals import goals
    from omradesindex.subjects.robustness.answer import Robustness
    from omradesindex.subjects.robustness.robustness import robustness
    from omradesindex.subjects.spread.answer import Spread
    from omradesindex.subjects.spread.spread import spread
    from omradesindex.subjects.trend.answer import Trend
    from omradesindex.subjects.trend.trend import trend
    from omradesindex.subjects.update.answer import Update
    from omradesindex.subjects.update.update import update

# Each name is imported when first used, so that `import omradesindex` stays quick.
_WHERE: dict[str, tuple[str, ...]] = {
    "catalogue": ("definition_schema", "diff", "list_indices"),
    "disclosure.audit": ("Audit", "audit"),
    "disclosure.policy": ("DisclosurePolicy",),
    "disclosure.protect": ("Protected", "protect"),
    "disclosure.publish": ("publish",),
    "errors": (
        "ComputeError",
        "DefinitionError",
        "DivisionError",
        "MethodError",
        "OmradesindexError",
        "SourceError",
        "StatisticsError",
    ),
    "geography": (
        "Crosswalk",
        "Division",
        "Key",
        "crosswalk",
        "example_division",
        "geso",
        "read_division",
    ),
    "index": ("Breakdown", "Index", "Result", "Uncertainty", "load_index"),
    "subjects.area_types.area_types": ("area_types",),
    "subjects.change.answer": ("Change",),
    "subjects.change.change": ("change",),
    "subjects.cni.answer": ("CniResult",),
    "subjects.cni.cni": ("cni",),
    "subjects.compare.answer": ("Comparison",),
    "subjects.compare.compare": ("compare",),
    "subjects.examine.examine": ("Examination", "examine"),
    "subjects.goals.answer": ("Goals",),
    "subjects.goals.goal": ("Goal",),
    "subjects.goals.goals": ("goals",),
    "subjects.robustness.answer": ("Robustness",),
    "subjects.robustness.robustness": ("robustness",),
    "subjects.spread.answer": ("Spread",),
    "subjects.spread.spread": ("spread",),
    "subjects.trend.answer": ("Trend",),
    "subjects.trend.trend": ("trend",),
    "subjects.update.answer": ("Update",),
    "subjects.update.update": ("update",),
    "statistics": (
        "MappingNeededError",
        "RawTable",
        "ReadLimits",
        "Statistics",
        "carrying_error",
        "example_statistics",
        "malmo_series",
        "malmo_spread",
        "malmo_statistics",
        "propose_mapping",
        "read_mapping",
        "read_statistics",
        "statistics_from_tables",
    ),
}
# A part that is used by its own name: `oi.sources.PxWeb`.
_PARTS = ("sources",)
_MODULE_OF = {name: module for module, names in _WHERE.items() for name in names}

__all__ = [
    "Audit",
    "Breakdown",
    "Change",
    "CniResult",
    "Comparison",
    "ComputeError",
    "Crosswalk",
    "DefinitionError",
    "DisclosurePolicy",
    "Division",
    "DivisionError",
    "Examination",
    "Goal",
    "Goals",
    "Index",
    "Key",
    "MappingNeededError",
    "MethodError",
    "OmradesindexError",
    "Protected",
    "RawTable",
    "ReadLimits",
    "Result",
    "Robustness",
    "SourceError",
    "Spread",
    "Statistics",
    "StatisticsError",
    "Trend",
    "Uncertainty",
    "Update",
    "area_types",
    "audit",
    "carrying_error",
    "change",
    "cni",
    "compare",
    "crosswalk",
    "definition_schema",
    "diff",
    "examine",
    "example_division",
    "example_statistics",
    "geso",
    "goals",
    "list_indices",
    "load_index",
    "malmo_series",
    "malmo_spread",
    "malmo_statistics",
    "propose_mapping",
    "protect",
    "publish",
    "read_division",
    "read_mapping",
    "read_statistics",
    "robustness",
    "sources",
    "spread",
    "statistics_from_tables",
    "trend",
    "update",
]


def __getattr__(name: str) -> Any:
    if name in _PARTS:
        return import_module(f"{__name__}.{name}")
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'omradesindex' has no attribute '{name}'")
    value = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
