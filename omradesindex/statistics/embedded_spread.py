"""The spread inside Malmö's 14 areas, as it travels with the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.datafiles import data_path

if TYPE_CHECKING:
    import pandas as pd

_TEXT = ("indicator", "area", "period", "unit", "lowest_in", "highest_in", "quality", "source")


def malmo_spread() -> pd.DataFrame:
    """Return the spread between the DeSO of each of Malmö's 14 areas, for 2022: real figures.

    Derived by :func:`omradesindex.spread` from SCB's statistics of the 192 DeSO. These are official small
    areas whose figures are published as they stand, so nothing is shown that is not already public.

    Returns
    -------
    DataFrame
        One row for each indicator and area; the whole city's code is 1280. ``indicator``, ``area``,
        ``period``, ``unit``, ``value`` (the area's own), ``lowest``, ``p10``, ``median``, ``p90``,
        ``highest`` (percentiles over persons or dwellings), ``spread`` (weighted standard deviation),
        ``between_share`` (in the city's rows: the share 0–1 of the variance that lies between the 14
        areas), ``n`` (DeSO), ``lowest_in``, ``highest_in`` (their DeSO, "; " between equal ones),
        ``doubtful`` (share of the base in DeSO whose area is not certain), ``coverage``, ``quality``,
        ``source``.

    Examples
    --------
    >>> table = malmo_spread()
    >>> int(table.query("indicator == 'sysselsattning' and area == '1280'")["n"].iloc[0])
    192
    """
    import pandas as pd

    return pd.read_csv(
        data_path("statistics", "malmo_spridning.csv"), dtype=dict.fromkeys(_TEXT, str), encoding="utf-8"
    )
