"""The figures of Exempelstad, a made-up city, and the truth that they were drawn from."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from omradesindex.catalogue.money import is_amount
from omradesindex.datafiles import data_path
from omradesindex.doors import door
from omradesindex.errors import StatisticsError, did_you_mean, listing
from omradesindex.geography import example_division
from omradesindex.methods.sums import gathered
from omradesindex.statistics.block import BlockId
from omradesindex.statistics.table import Statistics
from omradesindex.statistics.vocabulary import QUALITIES, STATUSES, TOTAL

_BREAKDOWNS = ("sex", "disability", "age")

_DISABILITY = "påhittad: en egenskap som modellen drar för varje person, ingen enkätfråga och inget register"


#: What can be true of Exempelstad → where those figures lie in its folder.
SCENARIOS = {"need": (), "themes": ("themes",)}


@door
def example_statistics(
    *, level: Literal["area", "sub_area"] = "area", scenario: Literal["need", "themes"] = "need"
) -> Statistics:
    """Return the figures of Exempelstad, a made-up city: complete for every indicator.

    By sex, disability and age, drawn from a documented model whose truth is known (:func:`example_truth`).

    Parameters
    ----------
    level : {"area", "sub_area"}
        The 14 areas and the city, or its one hundred sub-areas. What is published for areas as it stands
        and no parts add up to (life expectancy) does not exist for sub-areas.
    scenario : {"need", "themes"}
        ``"need"``: one need drives nearly every indicator, so nearly every index finds the same areas; five
        years, in which three areas change. ``"themes"``: every theme has a need of its own, so which areas
        come first depends on what is measured; two years, in which nothing changes.

    Notes
    -----
    The model knows no inflation: amounts of money are in the prices of one year.

    The model decides how far the indices agree. That they do so here says nothing about a real city.

    Examples
    --------
    >>> example_statistics().name
    'Exempelstad (påhittad)'
    >>> example_statistics(scenario="themes").periods()
    ('2023', '2024')
    """
    for what, name, known in (("level", level, ("area", "sub_area")), ("scenario", scenario, SCENARIOS)):
        if name not in known:
            raise StatisticsError(
                f"the {what} '{name}' is unknown{did_you_mean(name, known)}", expected=listing(known)
            )
    return _example(level, scenario)


@door
def example_truth(*, scenario: Literal["need", "themes"] = "need") -> pd.DataFrame:
    """Return what is true of Exempelstad's areas: what its figures scatter around.

    Parameters
    ----------
    scenario : {"need", "themes"}
        As in :func:`example_statistics`.

    Returns
    -------
    pandas.DataFrame
        A row for each area and period (the whole city last), a column for each latent value (higher is a
        greater challenge) and then for each indicator.

    Examples
    --------
    >>> truth = example_truth(scenario="themes").xs("2024", level="period")
    >>> truth["safety"].idxmax()
    '01'
    """
    if scenario not in SCENARIOS:
        raise StatisticsError(
            f"the scenario '{scenario}' is unknown{did_you_mean(scenario, SCENARIOS)}",
            expected=listing(SCENARIOS),
        )
    return _read(scenario, "sanning_omraden.csv", "area", "period").set_index(["area", "period"])


@cache
def _example(level: str, scenario: str) -> Statistics:
    meta = tomllib.loads(_path(scenario, "statistik.toml").read_text(encoding="utf-8"))
    division = example_division()
    key = division.keys["delomrade"]
    blocks, values = _counts(scenario, key.sub_areas)
    kinds = ["count"] * len(blocks)
    doubt = np.asarray(key.is_doubtful(key.sub_areas), dtype=float)
    if level == "area":
        member = np.array([[a == code for code in division.codes] for a in key.areas], dtype=float)
        member = np.column_stack([member, np.ones(len(key.areas))])
        with np.errstate(invalid="ignore"):
            doubtful = np.nan_to_num(gathered(values * doubt, member) / gathered(values, member))
        given, as_it_stands = _given(scenario, (*division.codes, division.whole.code))
        # What is given as it stands is about the people who live there.
        people = [blocks.index(BlockId("folkmangd", block.period, block.group)) for block in given]
        doubtful = np.concatenate([doubtful, doubtful[people]])
        values = np.concatenate([gathered(values, member), as_it_stands])
        blocks, kinds = blocks + given, kinds + ["index"] * len(given)
    else:
        doubtful = np.broadcast_to(doubt, values.shape).copy()
    shape = values.shape
    return Statistics(
        name=meta["label"],
        areas=division.codes if level == "area" else key.sub_areas,
        whole=division.whole.code if level == "area" else None,
        breakdowns=_BREAKDOWNS,
        blocks=blocks,
        kinds=kinds,
        numbers={
            "value": values,
            "numerator": np.full(shape, np.nan),
            "denominator": np.full(shape, np.nan),
            "doubtful": doubtful,
            "coverage": np.ones(shape),
            "standard_error": np.full(shape, np.nan),
            "noise": np.zeros(shape),
        },
        quality=np.full(shape, QUALITIES.index("made_up"), dtype=np.int8),
        status=np.full(shape, STATUSES.index("observed"), dtype=np.int8),
        source=np.zeros(shape, dtype=np.int16),
        sources=[meta["source"]],
        division=division if level == "area" else None,
        notes=[meta["notice"]],
        definitions={"disability": _DISABILITY},
        prices={(b.variable, b.period): meta["prices"] for b in blocks if is_amount(b.variable)},
    )


def _path(scenario: str, file: str) -> Path:
    return data_path("exempelstad", *SCENARIOS[scenario], file)


def _read(scenario: str, file: str, *keys: str) -> pd.DataFrame:
    """Read a table of the made-up city; its keys are text."""
    return pd.read_csv(_path(scenario, file), dtype=dict.fromkeys(keys, str))


def _cube(frame: pd.DataFrame, orders: dict[str, Sequence[str]]) -> tuple[list[str], NDArray[np.float64]]:
    """Turn a table into an array: its variables are the first axis, then those of `orders`."""
    variables = [str(column) for column in frame.columns if column not in orders]
    cube = np.full((*(len(order) for order in orders.values()), len(variables)), np.nan)
    where = tuple(pd.Index(list(order)).get_indexer(pd.Index(frame[c])) for c, order in orders.items())
    cube[where] = frame[variables].to_numpy(dtype=float)
    return variables, np.ascontiguousarray(np.moveaxis(cube, -1, 0))


def _counts(scenario: str, sub_areas: tuple[str, ...]) -> tuple[list[BlockId], NDArray[np.float64]]:
    """Add the finest cells up to every total: blocks, and their values over the sub-areas."""
    persons = _read(scenario, "celler.csv.gz", "sub_area", "period", *_BREAKDOWNS)
    orders: dict[str, Sequence[str]] = {c: list(persons[c].unique()) for c in ("period", *_BREAKDOWNS)}
    variables, cube = _cube(persons, {**orders, "sub_area": sub_areas})
    there, cube = ~np.isnan(cube).all(axis=-1), np.nan_to_num(cube)
    # A total is the sum of its categories; a category where the variable does not exist adds nothing.
    for axis in range(2, 2 + len(_BREAKDOWNS)):
        cube = np.concatenate([cube, cube.sum(axis=axis, keepdims=True)], axis=axis)
        there = np.concatenate([there, np.any(there, axis=axis, keepdims=True)], axis=axis)
    groups = list(product(*([*orders[b], TOTAL] for b in _BREAKDOWNS)))
    places = np.nonzero(there.reshape(len(variables), -1, len(groups)))
    blocks = [
        BlockId(variables[v], orders["period"][t], groups[g])
        for v, t, g in zip(*(place.tolist() for place in places), strict=True)
    ]
    # Dwellings, crimes, square metres: nothing that can be broken down by person.
    things = _read(scenario, "platser.csv", "sub_area", "period")
    variables, table = _cube(things, {"period": orders["period"], "sub_area": sub_areas})
    blocks += [BlockId(v, t, groups[-1]) for v in variables for t in orders["period"]]
    return blocks, np.concatenate([cube[there], table.reshape(-1, len(sub_areas))])


def _given(scenario: str, codes: tuple[str, ...]) -> tuple[list[BlockId], NDArray[np.float64]]:
    """Return the indicators that are given as they stand: blocks, and their values over the codes."""
    table = _read(scenario, "varden.csv", "area", "period", "sex")
    periods, sexes = (list(table[c].unique()) for c in ("period", "sex"))
    variables, cube = _cube(table, {"period": periods, "sex": sexes, "area": codes})
    blocks = [BlockId(v, t, (sex, TOTAL, TOTAL)) for v in variables for t in periods for sex in sexes]
    return blocks, cube.reshape(-1, len(codes))
