"""What others have said of Malmö's 14 areas, to hold an index against, as it travels with the library."""

from __future__ import annotations

from functools import cache

from omradesindex.datafiles import data_path
from omradesindex.geography import geso
from omradesindex.statistics.embedded import made_from
from omradesindex.statistics.reading import read_statistics
from omradesindex.statistics.table import Statistics


@cache
def malmo_outside() -> Statistics:
    """Return measures from outside about Malmö's 14 areas: the map of exclusion, area types, police areas.

    They are for comparing (:func:`omradesindex.examine`, ``links=malmo_outside()``), and are no indicators. A
    RegSO's percentile of 2024 or class of 2022 is carried with people; those inside the police's borders of
    2023 are ``estimated`` from the surface of each DeSO. What each measure is, which way it points and which
    indicators rest on the same figures: :func:`omradesindex.data.outside_measures`.

    Examples
    --------
    >>> outside = malmo_outside()
    >>> float(outside.block("karta_stor_problematik", "2024").value[-1].round(1))
    24.0
    """
    path = data_path("statistics", "malmo_utifran.csv")
    measures = read_statistics(path, name="Malmö, mått utifrån", division=geso())
    measures.origin = made_from("malmo_utifran")
    return measures
