"""Read figures as they come: CSV, Excel, PxWeb's exports, PC-Axis, json-stat2, Parquet."""

from omradesindex.statistics.reading.files import read_statistics
from omradesindex.statistics.reading.joining import statistics_from_tables
from omradesindex.statistics.reading.limits import ReadLimits
from omradesindex.statistics.reading.mapping import Mapping
from omradesindex.statistics.reading.mapping_file import read_mapping
from omradesindex.statistics.reading.proposing import propose_mapping
from omradesindex.statistics.reading.raw import RawTable

__all__ = [
    "Mapping",
    "RawTable",
    "ReadLimits",
    "propose_mapping",
    "read_mapping",
    "read_statistics",
    "statistics_from_tables",
]
