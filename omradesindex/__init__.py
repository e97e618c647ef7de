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
    from omradesindex.catalogue import definition_schema, diff, list_indices
    from omradesindex.errors import (
        ComputeError,
        DefinitionError,
        DivisionError,
        MethodError,
        OmradesindexError,
        StatisticsError,
    )
    from omradesindex.geography import Division, Key, example_division, geso, read_division
    from omradesindex.index import (
        CniResult,
        Comparison,
        Examination,
        Index,
        Result,
        area_types,
        cni,
        compare,
        examine,
        load_index,
    )
    from omradesindex.statistics import Statistics, example_statistics, malmo_statistics, read_statistics

# Each name is imported when first used, so that `import omradesindex` stays quick.
_WHERE: dict[str, tuple[str, ...]] = {
    "catalogue": ("definition_schema", "diff", "list_indices"),
    "errors": (
        "ComputeError",
        "DefinitionError",
        "DivisionError",
        "MethodError",
        "OmradesindexError",
        "StatisticsError",
    ),
    "geography": ("Division", "Key", "example_division", "geso", "read_division"),
    "index": (
        "CniResult",
        "Comparison",
        "Examination",
        "Index",
        "Result",
        "area_types",
        "cni",
        "compare",
        "examine",
        "load_index",
    ),
    "statistics": ("Statistics", "example_statistics", "malmo_statistics", "read_statistics"),
}
_FLOOR_OF = {name: floor for floor, names in _WHERE.items() for name in names}

__all__ = [
    "CniResult",
    "Comparison",
    "ComputeError",
    "DefinitionError",
    "Division",
    "DivisionError",
    "Examination",
    "Index",
    "Key",
    "MethodError",
    "OmradesindexError",
    "Result",
    "Statistics",
    "StatisticsError",
    "area_types",
    "cni",
    "compare",
    "definition_schema",
    "diff",
    "examine",
    "example_division",
    "example_statistics",
    "geso",
    "list_indices",
    "load_index",
    "malmo_statistics",
    "read_division",
    "read_statistics",
]


def __getattr__(name: str) -> Any:
    if name not in _FLOOR_OF:
        raise AttributeError(f"module 'omradesindex' has no attribute '{name}'")
    value = getattr(import_module(f"omradesindex.{_FLOOR_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
