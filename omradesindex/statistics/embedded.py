"""The two data sets that travel with the library: Malmö's real figures, and the made-up city's."""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import product
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from omradesindex.datafiles import data_path
from omradesindex.errors import StatisticsError
from omradesindex.geography import example_division, geso
from omradesindex.statistics.files import read_statistics
from omradesindex.statistics.table import BlockId, Statistics
from omradesindex.statistics.vocabulary import QUALITIES, STATUSES, TOTAL

_BREAKDOWNS = ("sex", "disability", "age")


@cache
def malmo_statistics() -> Statistics:
    """Return real figures about Malmö's 14 geografiska statistikområden and the whole city.

    Summed by our own code from open statistics of smaller areas; each figure says what it is and names
    the underlying statistics. What open statistics do not hold is ``not_collected``: no value about a real
    neighbourhood is invented.

    Examples
    --------
    >>> malmo_statistics().block("folkmangd", "2022").value[-1]
    np.float64(357377.0)
    """
    return read_statistics(data_path("statistics", "malmo.csv"), name="Malmö", division=geso())


@cache
def example_statistics(*, level: Literal["area", "sub_area"] = "area") -> Statistics:
    """Return the figures of Exempelstad, a made-up city: complete for every indicator.

    Five years, by sex, disability and age, drawn from a documented model whose truth is known.

    Parameters
    ----------
    level : {"area", "sub_area"}
        The 14 areas and the city, or its about one hundred sub-areas.

    Examples
    --------
    >>> example_statistics().name
    'Exempelstad (påhittad)'
    """
    if level not in ("area", "sub_area"):
        raise StatisticsError(f"the level '{level}' is unknown", expected="'area' or 'sub_area'")
    meta = tomllib.loads(data_path("exempelstad", "statistik.toml").read_text(encoding="utf-8"))
    division = example_division()
    key = division.keys["delomrade"]
    blocks, values = _cells(key.sub_areas)
    doubt = np.asarray(key.is_doubtful(key.sub_areas), dtype=float)
    if level == "area":
        member = np.array([[a == code for code in division.codes] for a in key.areas], dtype=float)
        member = np.column_stack([member, np.ones(len(key.areas))])
        with np.errstate(invalid="ignore"):
            doubtful = np.nan_to_num((values * doubt) @ member / (values @ member))
        values = values @ member
    else:
        doubtful = np.broadcast_to(doubt, values.shape)
    shape = values.shape
    return Statistics(
        name=meta["label"],
        areas=division.codes if level == "area" else key.sub_areas,
        whole=division.whole.code if level == "area" else None,
        breakdowns=_BREAKDOWNS,
        blocks=blocks,
        kinds=["count"] * len(blocks),
        numbers={
            "value": values,
            "numerator": np.full(shape, np.nan),
            "denominator": np.full(shape, np.nan),
            "doubtful": doubtful.copy(),
            "coverage": np.ones(shape),
        },
        quality=np.full(shape, QUALITIES.index("made_up"), dtype=np.int8),
        status=np.full(shape, STATUSES.index("observed"), dtype=np.int8),
        source=np.zeros(shape, dtype=np.int16),
        sources=[meta["source"]],
        division=division if level == "area" else None,
        notes=[meta["notice"]],
    )


def _cells(sub_areas: tuple[str, ...]) -> tuple[list[BlockId], NDArray[np.float64]]:
    """Add the finest cells up to every total: blocks, and their values over the sub-areas."""
    folder = ("exempelstad",)
    text = dict.fromkeys(("sub_area", "period", *_BREAKDOWNS), str)
    persons = pd.read_csv(data_path(*folder, "celler.csv.gz"), dtype=text)
    dwellings = pd.read_csv(data_path(*folder, "bostader.csv"), dtype=text)
    periods = sorted(persons["period"].unique())
    categories = [list(dict.fromkeys(persons[b])) for b in _BREAKDOWNS]
    shape = (len(periods), *(len(c) for c in categories), len(sub_areas))

    def places(frame: pd.DataFrame, columns: tuple[str, ...]) -> tuple[NDArray[np.intp], ...]:
        orders = {
            "period": periods,
            "sub_area": list(sub_areas),
            **dict(zip(_BREAKDOWNS, categories, strict=True)),
        }
        return tuple(pd.Index(orders[c]).get_indexer(frame[c]) for c in columns)

    where = places(persons, ("period", *_BREAKDOWNS, "sub_area"))
    blocks: list[BlockId] = []
    rows: list[NDArray[np.float64]] = []
    for variable in persons.columns[2 + len(_BREAKDOWNS) :]:
        cube = np.full(shape, np.nan)
        cube[where] = persons[variable].to_numpy(dtype=float)
        # A total is the sum of its categories; a category where the variable does not exist adds nothing.
        names = [[*c, TOTAL] for c in categories]
        for axis in range(1, 1 + len(_BREAKDOWNS)):
            nothing = np.isnan(cube).all(axis=axis, keepdims=True)
            total = np.where(nothing, np.nan, np.nansum(cube, axis=axis, keepdims=True))
            cube = np.concatenate([cube, total], axis=axis)
        for t, *group in product(range(len(periods)), *(range(len(n)) for n in names)):
            figures = cube[(t, *group)]
            if not np.isnan(figures).all():
                chosen = tuple(n[g] for n, g in zip(names, group, strict=True))
                blocks.append(BlockId(str(variable), periods[t], chosen))
                rows.append(np.nan_to_num(figures))
    everybody = (TOTAL,) * len(_BREAKDOWNS)
    when, who = places(dwellings, ("period", "sub_area"))
    for variable in dwellings.columns[2:]:
        table = np.zeros((len(periods), len(sub_areas)))
        table[when, who] = dwellings[variable].to_numpy(dtype=float)
        blocks += [BlockId(str(variable), period, everybody) for period in periods]
        rows += list(table)
    return blocks, np.array(rows)
