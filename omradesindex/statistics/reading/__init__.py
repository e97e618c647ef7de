"""Read figures as they come: CSV, Excel, PxWeb's exports, PC-Axis, json-stat2, Parquet."""

from typing import TYPE_CHECKING

from omradesindex.lazily import lazily
from omradesindex.statistics.reading.files import read_statistics
from omradesindex.statistics.reading.limits import ReadLimits
from omradesindex.statistics.reading.raw import RawTable

if TYPE_CHECKING:
    from omradesindex.statistics.reading.joining import statistics_from_tables
    from omradesindex.statistics.reading.mapping import Mapping
    from omradesindex.statistics.reading.mapping_file import read_mapping
    from omradesindex.statistics.reading.proposing import propose_mapping
else:  # what only tables of others' need
    __getattr__ = lazily(
        __name__,
        {
            "statistics.reading.joining": ("statistics_from_tables",),
            "statistics.reading.mapping": ("Mapping",),
            "statistics.reading.mapping_file": ("read_mapping",),
            "statistics.reading.proposing": ("propose_mapping",),
        },
    )

__all__ = [
    "Mapping",
    "RawTable",
    "ReadLimits",
    "propose_mapping",
    "read_mapping",
    "read_statistics",
    "statistics_from_tables",
]
