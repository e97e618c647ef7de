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
    from omradesindex.disclosure import Audit, DisclosurePolicy, Protected, audit, protect, publish
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
    from omradesindex.index import (
        Breakdown,
        CniResult,
        Comparison,
        Examination,
        Index,
        Result,
        Spread,
        Uncertainty,
        area_types,
        cni,
        compare,
        examine,
        load_index,
        spread,
    )
    from omradesindex.monitoring import Change, Goal, Goals, Trend, Update, update
    from omradesindex.monitoring.changes.changing import change
    from omradesindex.monitoring.targets.goals import goals
    from omradesindex.monitoring.trends.trending import trend
    from omradesindex.robustness import Robustness, robustness
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

# Each name is imported when first used, so that `import omradesindex` stays quick.
_WHERE: dict[str, tuple[str, ...]] = {
    "catalogue": ("definition_schema", "diff", "list_indices"),
    "disclosure": ("Audit", "DisclosurePolicy", "Protected", "audit", "protect", "publish"),
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
    "index": (
        "Breakdown",
        "CniResult",
        "Comparison",
        "Examination",
        "Index",
        "Result",
        "Spread",
        "Uncertainty",
        "area_types",
        "cni",
        "compare",
        "examine",
        "load_index",
        "spread",
    ),
    "monitoring": ("Change", "Goal", "Goals", "Trend", "Update", "change", "goals", "trend", "update"),
    "robustness": ("Robustness", "robustness"),
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
_FLOOR_OF = {name: floor for floor, names in _WHERE.items() for name in names}

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
        return import_module(f"omradesindex.{name}")
    if name not in _FLOOR_OF:
        raise AttributeError(f"module 'omradesindex' has no attribute '{name}'")
    value = getattr(import_module(f"omradesindex.{_FLOOR_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
