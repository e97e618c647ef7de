"""What the rows of a table are called: areas, or units that a word stands for."""

from __future__ import annotations

from omradesindex.errors import StatisticsError, did_you_mean, listing
from omradesindex.units import UNITS, Units


def units_called(units: str | Units | None, where: str) -> Units | None:
    """Return what the areas are: units that a word stands for, or somebody's own; None where they are places.

    Examples
    --------
    >>> units_called("school", "here").one, units_called("area", "here")
    ('skola', None)
    """
    if units is None or isinstance(units, Units):
        return units
    if units == "area":
        return None
    if units not in UNITS:
        raise StatisticsError(
            f"units called '{units}' are not known{did_you_mean(str(units), UNITS)}",
            where=where,
            expected=f"one of {listing(['area', *UNITS])}, or Units of your own",
            remedy="from omradesindex.units import Units; Units(one, the, many, all, one_en, many_en)",
        )
    return UNITS[units]
