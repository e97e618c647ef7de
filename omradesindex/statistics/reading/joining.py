"""Several tables made one: what was given twice, and what cannot stand beside each other, is refused."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from omradesindex.doors import door
from omradesindex.errors import MappingNeededError, StatisticsError, listing
from omradesindex.periods import Calendar
from omradesindex.statistics.checker import labels
from omradesindex.statistics.checking import statistics_from_frame
from omradesindex.statistics.city import FIGURES, name_of_figures
from omradesindex.statistics.origins import ReadFrom
from omradesindex.statistics.placed import Placed, together
from omradesindex.statistics.reading.addresses import Addresses
from omradesindex.statistics.reading.raw import PLACES, RawTable
from omradesindex.statistics.reading.units import SHARES, UNIT_LABELS
from omradesindex.statistics.table import Statistics
from omradesindex.statistics.vocabulary import BREAKDOWNS

if TYPE_CHECKING:
    from omradesindex.geography import Division
    from omradesindex.statistics.reading.mapping import Mapping
    from omradesindex.units import Units


class Rows(NamedTuple):
    """The tidy rows of a table, and where each stood."""

    frame: pd.DataFrame
    places: Sequence[str]

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Rows:
        """Return rows that have their places in a column."""
        return cls(frame.drop(columns="where"), tuple(map(str, frame["where"])))


@door
def statistics_from_tables(
    tables: RawTable | Iterable[RawTable],
    mapping: str | Path | Mapping | None = None,
    *,
    name: str | None = None,
    division: Division | None = None,
    whole: str | None = None,
    breakdowns: Iterable[str] = (),
    noise: float | bool = 0.0,
    units: str | Units | None = None,
) -> Statistics:
    """Make statistics of raw tables, as they come from a file or a service.

    Parameters
    ----------
    tables : RawTable or iterable of RawTable
    mapping : str, Path or Mapping, optional
        What the source's words mean (TOML). Each ``[[table]]`` that fits a table, by its name or code, is
        applied to it. Without a mapping the error proposes one.
    name, division, whole, breakdowns, noise, units
        See :meth:`Statistics.from_frame`.

    Raises
    ------
    MappingNeededError
        A table that the mapping says nothing of; the error proposes one.
    StatisticsError
        The mapping does not fit, or the tables do not fit together.
    """
    from omradesindex.statistics.reading.applying import apply_mapping
    from omradesindex.statistics.reading.mapping_file import read_mapping
    from omradesindex.statistics.reading.proposing import propose_mapping, propose_together

    if isinstance(mapping, str | PathLike):
        mapping = read_mapping(mapping)
    given = [tables] if isinstance(tables, RawTable) else list(tables)
    city = named_whole(whole, mapping, division)
    frames: list[Rows] = []
    proposals: dict[str, str] = {}
    for raw in given:
        fitting = [one for one in (mapping.tables if mapping else ()) if one.fits(raw.name, raw.code)]
        if not fitting:
            proposals[raw.name] = propose_mapping(raw)
        frames += [Rows.of(apply_mapping(raw, one, division=division, whole=city)) for one in fitting]
    if proposals:
        raise MappingNeededError(", ".join(proposals), propose_together(proposals, [r.name for r in given]))
    areas = (area for one in frames for area in one.frame["area"].unique())
    return joined(
        frames,
        mapping,
        notes=[remark for raw in given for remark in raw.remarks],
        name=name or name_of_figures(division, map(str, areas)) or FIGURES.in_(),
        division=division,
        whole=whole,
        breakdowns=breakdowns,
        noise=noise,
        units=units,
    )


def named_whole(whole: str | None, mapping: Mapping | None, division: Division | None) -> str | None:
    """Return the code of the whole city, as the caller, the mapping or the division names it."""
    if whole is not None:
        return whole
    if mapping is not None and mapping.whole is not None:
        return mapping.whole
    return division.whole.code if division is not None else None


def joined(
    tables: Sequence[Rows],
    mapping: Mapping | None,
    *,
    notes: Sequence[str] = (),
    name: str,
    division: Division | None = None,
    whole: str | None = None,
    breakdowns: Iterable[str] = (),
    overlapping: bool = False,
    noise: float | bool = 0.0,
    units: str | Units | None = None,
) -> Statistics:
    """Make statistics of tidy tables whose rows are known by where they stood.

    Raises
    ------
    StatisticsError
        A figure is given twice, periods overlap, or area codes are of different years.
    """
    if not tables:
        raise StatisticsError("there are no tables", where=name)
    frame = _stacked([rows.frame for rows in tables])
    places = Addresses(tuple(rows.places for rows in tables))
    own = tuple(mapped for one in (mapping.tables if mapping else ()) for mapped in one.breakdowns)
    declared = tuple(dict.fromkeys((*breakdowns, *(c for c in own if c not in BREAKDOWNS))))
    groups = [c for c in dict.fromkeys((*BREAKDOWNS, *declared)) if c in frame]
    for column in groups:
        frame[column] = _filled(frame[column])
    _refuse_repeated(frame, ["area", "variable", "period", *groups], name, places)
    _refuse_vintages(frame, name, places)
    _refuse_units(frame, name, places)
    _refuse_counts_in_shares(frame, places)
    if not (overlapping or (mapping and mapping.overlapping)):
        refuse_overlaps(frame, groups, name)
    made = statistics_from_frame(
        frame.drop(columns=[c for c in PLACES if c in frame]),
        name=name,
        division=division,
        whole=mapping.whole if whole is None and mapping else whole,
        breakdowns=declared,
        notes=tuple(dict.fromkeys(notes)),
        definitions={},
        noise=noise,
        where=name,
        first_row=None,
        units=units,
        places=places,
    )
    if isinstance(made.origin, ReadFrom):
        made.origin = replace(made.origin, where=places)
    return made


def _stacked(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put tables under each other; columns of few texts in some of them are such in all."""
    few = {c for frame in frames for c in frame if isinstance(frame[c].dtype, pd.CategoricalDtype)}
    below = pd.concat([frame.drop(columns=[*few & {*frame}]) for frame in frames], ignore_index=True)
    for column in dict.fromkeys(c for frame in frames for c in frame if c in few):
        below[column] = union_categoricals([_few(frame, column) for frame in frames])
    return below[[*dict.fromkeys(c for frame in frames for c in frame)]]


def _few(frame: pd.DataFrame, column: Hashable) -> Any:
    """Return a column by its distinct texts, without any where a table lacks it."""
    if column not in frame:
        return labels([], np.full(len(frame), -1))
    if isinstance(frame[column].dtype, pd.CategoricalDtype):
        return pd.Categorical(frame[column])
    codes, distinct = pd.factorize(frame[column].to_numpy(dtype=object))
    return labels(distinct.tolist(), codes)


def _filled(column: pd.Series) -> pd.Series:
    """Return a column with an empty text where there is none."""
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return column.astype(object).where(column.notna(), "")
    if not column.hasnans:
        return column
    blank = [] if "" in column.cat.categories else [""]
    return column.cat.add_categories(blank).fillna("")


def _refuse_repeated(frame: pd.DataFrame, keys: list[str], name: str, places: Sequence[str]) -> None:
    absent = [key for key in keys if key not in frame]
    if absent:
        raise StatisticsError(f"the column {listing(absent)} is missing in all files", where=name)
    areas, *others = (pd.Categorical(frame[key]) for key in keys)
    blocks, heads = together(others)
    area = areas.codes.astype(np.intp) + 1  # 0 where there is none
    placed = Placed(blocks, area, (len(heads), len(areas.categories) + 1))
    repeated = np.flatnonzero(placed.repeated)
    if not repeated.size:
        return
    late = frame[keys].iloc[int(repeated[0])].fillna("")
    same = np.logical_and.reduce([_filled(frame[key]) == late[key] for key in keys])
    early = int(np.flatnonzero(same)[0])
    told = ", ".join(f"{key} '{late[key]}'" for key in keys if late[key] != "")
    more = f" (and {repeated.size - 1} more)" if repeated.size > 1 else ""
    raise StatisticsError(
        f"the figure of {told} is given twice{more}; first at {places[early]}",
        where=places[int(repeated[0])],
        expected="each area, variable, period and group once",
        remedy="take one of the files away, or let the mapping keep one of the periods",
    )


def _refuse_vintages(frame: pd.DataFrame, name: str, places: Sequence[str]) -> None:
    if "vintage" not in frame:
        return
    first = frame.loc[_filled(frame["vintage"]) != "", "vintage"].drop_duplicates()
    if len(first) > 1:
        told = "; ".join(
            f"{v} ({w})"
            for v, w in ((v, places[row]) for row, v in zip(first.index.tolist(), first, strict=True))
        )
        raise StatisticsError(
            f"area codes of different years are mixed: {told}",
            where=name,
            expected="one version of DeSO or RegSO: boundaries moved, and a code may mean another place",
            remedy='keep one in the mapping, for example keep = "1280*_DeSO2025", and read the other apart',
        )


def _refuse_units(frame: pd.DataFrame, name: str, places: Sequence[str]) -> None:
    if "unit" not in frame:
        return
    told = frame.loc[_filled(frame["unit"]) != "", ["variable", "unit"]]
    first = told.drop_duplicates(["variable", "unit"])
    mixed = first[first.duplicated("variable", keep=False)]
    if len(mixed):
        variable = mixed["variable"].iloc[0]
        own = mixed.loc[mixed["variable"] == variable, "unit"]
        stood = [f"{unit} at {places[row]}" for row, unit in zip(own.index.tolist(), own, strict=True)]
        units = [UNIT_LABELS.get(unit, unit) for unit in own]
        raise StatisticsError(
            f"'{variable}' comes in {' and in '.join(units)}: {'; '.join(stood)}",
            where=name,
            remedy="say a scale for one of the tables, scale = 0.1 for one in per mille",
        )


def _refuse_counts_in_shares(frame: pd.DataFrame, places: Sequence[str]) -> None:
    if not {"unit", "kind"} <= set(frame):
        return
    wrong = frame[(frame["kind"] == "count") & frame["unit"].isin(list(SHARES))]
    if len(wrong):
        first = wrong.iloc[0]
        raise StatisticsError(
            f"'{first['variable']}' is a count, but the source gives it in "
            f"{UNIT_LABELS.get(first['unit'], first['unit'])}",
            where=places[wrong.index.tolist()[0]],
            remedy='correct the variable in the mapping, or say its kind: kind = "share"',
        )


def refuse_overlaps(frame: pd.DataFrame, groups: Iterable[str], name: str) -> None:
    """Refuse periods of one variable that share months: 2022 and 2020–2022 are not a series."""
    if not {"variable", "period"} <= set(frame):
        return  # which is an error of its own
    keys = ["variable", *(column for column in groups if column in frame)]
    told = frame[[*keys, "period"]].astype("category")
    if len(told["period"].cat.categories) < 2:
        return
    pairs = told.iloc[together([pd.Categorical(told[column]) for column in told])[1]]
    of_keys: dict[tuple[int, ...], list[str]] = {}
    for *key, period in zip(*(pairs[c].cat.codes for c in keys), pairs["period"], strict=True):
        of_keys.setdefault(tuple(key), []).append(str(period))
    for (variable, *_), periods in of_keys.items():
        calendar = Calendar(periods)
        spans = sorted((p.start, p.end, p.label) for p in calendar.values() if p is not None)
        for (first, end, one), (start, last, other) in pairwise(spans):
            if start < end and (first, end) != (start, last):
                raise StatisticsError(
                    f"the periods '{one}' and '{other}' of "
                    f"'{pairs['variable'].cat.categories[variable]}' overlap",
                    where=name,
                    expected="periods that follow each other",
                    remedy="keep one of them; for moving averages say overlapping=True, or in the mapping "
                    "overlapping = true",
                )
