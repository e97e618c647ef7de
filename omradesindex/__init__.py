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
    from omradesindex.disclosure import Audit, DisclosurePolicy, Protected, audit, protect, publish
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
        Breakdown,
        CniResult,
        Comparison,
        Examination,
        Index,
        Result,
        Spread,
        area_types,
        cni,
        compare,
        examine,
        load_index,
        spread,
    )
    from omradesindex.statistics import (
        Statistics,
        example_statistics,
        malmo_spread,
        malmo_statistics,
        read_statistics,
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
        "StatisticsError",
    ),
    "geography": ("Division", "Key", "example_division", "geso", "read_division"),
    "index": (
        "Breakdown",
        "CniResult",
        "Comparison",
        "Examination",
        "Index",
        "Result",
        "Spread",
        "area_types",
        "cni",
        "compare",
        "examine",
        "load_index",
        "spread",
    ),
    "statistics": (
        "Statistics",
        "example_statistics",
        "malmo_spread",
        "malmo_statistics",
        "read_statistics",
    ),
}
_FLOOR_OF = {name: floor for floor, names in _WHERE.items() for name in names}

__all__ = [
    "Audit",
    "Breakdown",
    "CniResult",
    "Comparison",
    "ComputeError",
    "DefinitionError",
    "DisclosurePolicy",
    "Division",
    "DivisionError",
    "Examination",
    "Index",
    "Key",
    "MethodError",
    "OmradesindexError",
    "Protected",
    "Result",
    "Spread",
    "Statistics",
    "StatisticsError",
    "area_types",
    "audit",
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
    "malmo_spread",
    "malmo_statistics",
    "protect",
    "publish",
    "read_division",
    "read_statistics",
    "spread",
]


def __getattr__(name: str) -> Any:
    if name not in _FLOOR_OF:
        raise AttributeError(f"module 'omradesindex' has no attribute '{name}'")
    value = getattr(import_module(f"omradesindex.{_FLOOR_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
