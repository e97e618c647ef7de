"""What was counted: the tidy table, its rules, and the two embedded data sets."""

from omradesindex.statistics.embedded import example_statistics, malmo_statistics
from omradesindex.statistics.embedded_spread import malmo_spread
from omradesindex.statistics.files import read_statistics
from omradesindex.statistics.table import Block, BlockId, Statistics

__all__ = [
    "Block",
    "BlockId",
    "Statistics",
    "example_statistics",
    "malmo_spread",
    "malmo_statistics",
    "read_statistics",
]
