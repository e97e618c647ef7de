"""Figures and areas that travel with the library, and what may be written in a definition.

>>> import omradesindex as oi
>>> oi.data.malmo_series().periods()[-1]
'2025'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.lazily import lazily

if TYPE_CHECKING:
    from omradesindex.catalogue import definition_schema, not_measured, outside_measures
    from omradesindex.geography import example_division, geso
    from omradesindex.registers.example import example_register
    from omradesindex.statistics import (
        carrying_error,
        example_statistics,
        example_truth,
        malmo_outside,
        malmo_series,
        malmo_spread,
        malmo_statistics,
        variables,
    )

__all__ = [
    "carrying_error",
    "definition_schema",
    "example_division",
    "example_register",
    "example_statistics",
    "example_truth",
    "geso",
    "malmo_outside",
    "malmo_series",
    "malmo_spread",
    "malmo_statistics",
    "not_measured",
    "outside_measures",
    "variables",
]

if not TYPE_CHECKING:  # which then tells a name that is none
    __getattr__ = lazily(
        __name__,
        {
            "catalogue": ("definition_schema", "not_measured", "outside_measures"),
            "geography": ("example_division", "geso"),
            "registers.example": ("example_register",),
            "statistics": (
                "carrying_error",
                "example_statistics",
                "example_truth",
                "malmo_outside",
                "malmo_series",
                "malmo_spread",
                "malmo_statistics",
                "variables",
            ),
        },
    )


def __dir__() -> list[str]:
    return list(__all__)
