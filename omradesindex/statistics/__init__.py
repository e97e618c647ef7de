"""What was counted: the tidy table, its rules, and the embedded data sets."""

from typing import TYPE_CHECKING

from omradesindex.lazily import lazily
from omradesindex.statistics.block import Block, BlockId
from omradesindex.statistics.embedded import malmo_series, malmo_statistics
from omradesindex.statistics.reading import RawTable, ReadLimits, read_statistics
from omradesindex.statistics.table import Statistics
from omradesindex.statistics.variables import Variables, variables

if TYPE_CHECKING:
    from omradesindex.statistics.carrying import carrying_error
    from omradesindex.statistics.deflator import Deflator
    from omradesindex.statistics.embedded_outside import malmo_outside
    from omradesindex.statistics.embedded_spread import malmo_spread
    from omradesindex.statistics.example import example_statistics, example_truth
    from omradesindex.statistics.lineage import Lineage
    from omradesindex.statistics.reading import propose_mapping, read_mapping, statistics_from_tables
else:  # what not everybody asks for
    __getattr__ = lazily(
        __name__,
        {
            "statistics.carrying": ("carrying_error",),
            "statistics.deflator": ("Deflator",),
            "statistics.embedded_outside": ("malmo_outside",),
            "statistics.embedded_spread": ("malmo_spread",),
            "statistics.example": ("example_statistics", "example_truth"),
            "statistics.lineage": ("Lineage",),
            "statistics.reading": ("propose_mapping", "read_mapping", "statistics_from_tables"),
        },
    )

__all__ = [
    "Block",
    "BlockId",
    "Deflator",
    "Lineage",
    "RawTable",
    "ReadLimits",
    "Statistics",
    "Variables",
    "carrying_error",
    "example_statistics",
    "example_truth",
    "malmo_outside",
    "malmo_series",
    "malmo_spread",
    "malmo_statistics",
    "propose_mapping",
    "read_mapping",
    "read_statistics",
    "statistics_from_tables",
    "variables",
]
