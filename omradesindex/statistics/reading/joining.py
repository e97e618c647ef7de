"""Several tables made one: what was given twice, and what cannot stand beside each other, is refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from omradesindex.doors import door
from omradesindex.errors import MappingNeededError, StatisticsError, listing
from omradesindex.periods import Calendar
from omradesindex.statistics.checking import statistics_from_frame
from omradesindex.statistics.city import FIGURES, name_of_figures
from omradesindex.statistics.origins import ReadFrom
from omradesindex.statistics.placed import together
from omradesindex.statistics.reading.raw import PLACES, RawTable
from omradesindex.statistics.reading.units import SHARES, UNIT_LABELS
from omradesindex.statistics.table import Statistics
from omradesindex.statistics.vocabulary import BREAKDOWNS

if TYPE_CHECKING:
    from omradesindex.geography import Division
    from omradesindex.statistics.reading.mapping import Mapping
    from omradesindex.units import Units


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
    frames: list[pd.DataFrame] = []
    proposals: dict[str, str] = {}
    for raw in given:
        fitting = [one for one in (mapping.tables if mapping else ()) if one.fits(raw.name, raw.code)]
        if not fitting:
            proposals[raw.name] = propose_mapping(raw)
        frames += [apply_mapping(raw, one, division=division, whole=city) for one in fitting]
    if proposals:
        raise MappingNeededError(", ".join(proposals), propose_together(proposals, [r.name for r in given]))
    areas = (area for one in frames for area in one["area"].unique())
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
    frames: Sequence[pd.DataFrame],
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
    """Make statistics of tidy frames that know where each row stood.

    Raises
    ------
    StatisticsError
        A figure is given twice, periods overlap, or area codes are of different years.
    """
    if not frames:
        raise StatisticsError("there are no tables", where=name)
    frame = pd.concat(frames, ignore_index=True)
    own = tuple(mapped for one in (mapping.tables if mapping else ()) for mapped in one.breakdowns)
    declared = tuple(dict.fromkeys((*breakdowns, *(c for c in own if c not in BREAKDOWNS))))
    groups = [c for c in dict.fromkeys((*BREAKDOWNS, *declared)) if c in frame]
    for column in groups:
        frame[column] = frame[column].astype(object).where(frame[column].notna(), "")
    _refuse_repeated(frame, ["area", "variable", "period", *groups], name)
    _refuse_vintages(frame, name)
    _refuse_units(frame, name)
    _refuse_counts_in_shares(frame)
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
        places=tuple(map(str, frame["where"])) if "where" in frame else None,
    )
    if isinstance(made.origin, ReadFrom) and "where" in frame:
        made.origin = replace(made.origin, where=tuple(map(str, frame["where"])))
    return made


def _refuse_repeated(frame: pd.DataFrame, keys: list[str], name: str) -> None:
    absent = [key for key in keys if key not in frame]
    if absent:
        raise StatisticsError(f"the column {listing(absent)} is missing in all files", where=name)
    repeated = np.flatnonzero(frame.duplicated(keys).to_numpy(dtype=bool))
    if not repeated.size:
        return
    late = frame.iloc[int(repeated[0])]
    same = (frame[keys] == late[keys]).all(axis=1).to_numpy(dtype=bool)
    early = frame.iloc[int(np.flatnonzero(same)[0])]
    told = ", ".join(f"{key} '{late[key]}'" for key in keys if late[key] != "")
    more = f" (and {repeated.size - 1} more)" if repeated.size > 1 else ""
    raise StatisticsError(
        f"the figure of {told} is given twice{more}; first at {early['where']}",
        where=str(late["where"]),
        expected="each area, variable, period and group once",
        remedy="take one of the files away, or let the mapping keep one of the periods",
    )


def _refuse_vintages(frame: pd.DataFrame, name: str) -> None:
    if "vintage" not in frame:
        return
    rows = frame.loc[frame["vintage"].fillna("") != "", ["vintage", "where"]]
    first = rows.drop_duplicates("vintage")
    if len(first) > 1:
        told = "; ".join(f"{v} ({w})" for v, w in zip(first["vintage"], first["where"], strict=True))
        raise StatisticsError(
            f"area codes of different years are mixed: {told}",
            where=name,
            expected="one version of DeSO or RegSO: boundaries moved, and a code may mean another place",
            remedy='keep one in the mapping, for example keep = "1280*_DeSO2025", and read the other apart',
        )


def _refuse_units(frame: pd.DataFrame, name: str) -> None:
    if "unit" not in frame:
        return
    told = frame.loc[frame["unit"].fillna("") != "", ["variable", "unit", "where"]]
    first = told.drop_duplicates(["variable", "unit"])
    mixed = first[first.duplicated("variable", keep=False)]
    if len(mixed):
        variable = mixed["variable"].iloc[0]
        places = [f"{u} at {w}" for v, u, w in mixed.itertuples(index=False) if v == variable]
        units = [UNIT_LABELS.get(u, u) for v, u, _ in mixed.itertuples(index=False) if v == variable]
        raise StatisticsError(
            f"'{variable}' comes in {' and in '.join(units)}: {'; '.join(places)}",
            where=name,
            remedy="say a scale for one of the tables, scale = 0.1 for one in per mille",
        )


def _refuse_counts_in_shares(frame: pd.DataFrame) -> None:
    if not {"unit", "kind"} <= set(frame):
        return
    wrong = frame[(frame["kind"] == "count") & frame["unit"].isin(list(SHARES))]
    if len(wrong):
        first = wrong.iloc[0]
        raise StatisticsError(
            f"'{first['variable']}' is a count, but the source gives it in "
            f"{UNIT_LABELS.get(first['unit'], first['unit'])}",
            where=str(first["where"]),
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
