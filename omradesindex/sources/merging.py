"""Several answers made one table: each cell from the latest answer that was asked for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from omradesindex.errors import SourceError
from omradesindex.sources.selecting import Box
from omradesindex.sources.snapshots import Kept
from omradesindex.statistics.reading.raw import RawTable, dimension_name


class Part(NamedTuple):
    """What was asked for, what came, and how it is kept."""

    box: Mapping[str, tuple[str, ...]]
    table: RawTable
    kept: Kept | None = None


def merged(parts: Sequence[Part], wanted: Box, *, name: str) -> RawTable:
    """Put answers together.

    Parameters
    ----------
    parts : sequence of Part
        Oldest first. Where two were asked for the same cell, the later one counts, also where it has none.
    wanted : mapping of str to tuple of str
        The codes of the table that is made; what the answers hold beyond it is left out.
    name : str
        What errors call it.

    Raises
    ------
    SourceError
        A unit differs between answers.
    """
    wanted = {dimension_name(d): codes for d, codes in wanted.items()}
    parts = [
        Part({dimension_name(d): codes for d, codes in part.box.items()}, part.table, part.kept)
        for part in parts
    ]
    dimensions = tuple(wanted)
    known = {d: pd.Index(codes) for d, codes in wanted.items()}
    asked = [d for d in dimensions if d in parts[0].box]
    # The last to ask for a cell is whose it is.
    owner = np.full([len(wanted[d]) for d in asked], -1)
    for i, part in enumerate(parts):
        places = [known[d].get_indexer(pd.Index(part.box[d])) for d in asked]
        owner[np.ix_(*(place[place >= 0] for place in places))] = i
    frames = [_owned(part.table.frame, known, asked, owner == i) for i, part in enumerate(parts)]
    # An answer of which nothing is left says nothing more about the table.
    left = [i for i, frame in enumerate(frames) if len(frame)] or [len(parts) - 1]
    tables = [parts[i].table for i in left]
    if len(left) > 1:
        told = enumerate((frames[i] for i in left), start=1)
        frames = [f.assign(where=f"answer {i}, " + f["where"].astype(str)) for i, f in told]
    else:
        frames = [frames[left[0]]]
    frame = pd.concat(frames, ignore_index=True)
    order = np.lexsort([known[d].get_indexer(pd.Index(frame[d])) for d in reversed(dimensions)])
    columns = [*dimensions, *(c for c in frame.columns if c not in dimensions)]
    return replace(
        tables[-1],
        name=name,
        dimensions=dimensions,
        frame=frame.iloc[order][columns].reset_index(drop=True),
        labels={
            d: {
                code: told
                for code, told in _latest(t.labels.get(d, {}) for t in tables).items()
                if code in wanted[d]
            }
            for d in dimensions
        },
        units=_units(tables, name),
        notes=tuple(dict.fromkeys(note for table in tables for note in table.notes)),
        remarks=tuple(dict.fromkeys(remark for table in tables for remark in table.remarks)),
    )


def _owned(
    frame: pd.DataFrame, known: Mapping[str, pd.Index], asked: Sequence[str], own: NDArray[np.bool_]
) -> pd.DataFrame:
    """Return the rows that are wanted and that are this answer's to tell."""
    places = {d: index.get_indexer(pd.Index(frame[d])) for d, index in known.items()}
    there = np.all([place >= 0 for place in places.values()], axis=0)
    mine: pd.DataFrame = frame[there & own[tuple(places[d] for d in asked)]]
    return mine


def _latest(told: Iterable[Mapping[str, str]]) -> dict[str, str]:
    return {code: text for one in told for code, text in one.items()}


def _units(tables: Sequence[RawTable], name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for table in tables:
        for code, unit in table.units.items():
            if found.setdefault(code, unit) != unit:
                raise SourceError(
                    f"the unit of '{code}' was '{found[code]}' in an earlier answer and is now '{unit}'",
                    where=name,
                    expected="one unit in a table",
                    remedy="read the whole table anew: refresh='all'",
                )
    return found
