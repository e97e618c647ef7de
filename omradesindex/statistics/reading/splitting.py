"""Part a dimension into several: the headings of a wide table say content and year at once."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingOf
from dataclasses import replace

import pandas as pd

from omradesindex.errors import StatisticsError, did_you_mean, listing
from omradesindex.statistics.reading.mapping import part
from omradesindex.statistics.reading.raw import RawTable
from omradesindex.statistics.reading.units import unit_in


def split_dimensions(raw: RawTable, templates: MappingOf[str, str]) -> RawTable:
    """Part dimensions into several, as templates say: ``Antal 2020`` is content and year.

    Raises
    ------
    StatisticsError
        A category does not look like the template.
    """
    for dimension, template in templates.items():
        known_dimension(raw, dimension)
        codes, names = pd.factorize(raw.frame[dimension].to_numpy(dtype=object))
        parted = [part(template, name) for name in names]
        if None in parted:
            raise StatisticsError(
                f"'{names[parted.index(None)]}' of '{dimension}' does not look like '{template}'",
                where=raw.name,
                remedy="correct 'split' in the mapping",
            )
        rows = pd.DataFrame([p for p in parted if p is not None]).iloc[codes].reset_index(drop=True)
        taken = [d for d in rows.columns if d in raw.dimensions]
        if taken:
            raise StatisticsError(f"'split' makes {listing(taken)}, which is there already", where=raw.name)
        frame = pd.concat([raw.frame.drop(columns=dimension), rows.astype(object)], axis=1)
        others = tuple(d for d in raw.dimensions if d != dimension)
        units = {name: raw.units[name] for name in names if name in raw.units}
        told = {
            value: unit for name, unit in units.items() for value in (part(template, name) or {}).values()
        }
        # What is the same in all headings falls away; the unit that it names does not.
        shared = unit_in(re.sub(r"\{[^{}]*\}", " ", template))
        units = {**({"": shared} if shared else {}), **raw.units, **told}
        raw = replace(raw, dimensions=(*others, *rows.columns), frame=frame, units=units)
    return raw


def known_dimension(raw: RawTable, dimension: str) -> None:
    """Refuse a dimension that a table does not have, with the nearest that it has."""
    if dimension not in raw.dimensions:
        raise StatisticsError(
            f"there is no dimension '{dimension}'{did_you_mean(dimension, raw.dimensions)}",
            where=raw.name,
            expected=f"one of {listing(raw.dimensions)}",
            remedy="correct the mapping; the source may have renamed the variable",
        )
