"""Statistics services: small clients that give back all that was asked for, or say why not.

What the words of a table mean is said in a mapping; :func:`statistics_from_tables` then makes statistics
of it.

Every answer can be kept as it came (:class:`Snapshots`) and replayed without a network.

Examples
--------
>>> import omradesindex as oi
>>> oi.sources.Kolada(snapshots="hamtat", replay=True)
Kolada('https://api.kolada.se/v3', replayed)
"""

from omradesindex.sources.ckan import Ckan
from omradesindex.sources.describing import Limits
from omradesindex.sources.fetching import Manners
from omradesindex.sources.kolada import KOLADA, Kolada
from omradesindex.sources.pxweb import SCB, PxWeb
from omradesindex.sources.pxweb_v1 import PxWebV1
from omradesindex.sources.service import Progress
from omradesindex.sources.snapshots import Kept, Snapshots
from omradesindex.statistics.reading import (
    RawTable,
    ReadLimits,
    propose_mapping,
    read_mapping,
    statistics_from_tables,
)

__all__ = [
    "KOLADA",
    "SCB",
    "Ckan",
    "Kept",
    "Kolada",
    "Limits",
    "Manners",
    "Progress",
    "PxWeb",
    "PxWebV1",
    "RawTable",
    "ReadLimits",
    "Snapshots",
    "propose_mapping",
    "read_mapping",
    "statistics_from_tables",
]


def __dir__() -> list[str]:
    return list(__all__)
