"""What is new: which periods of a table have to be asked for, and which stand in the snapshots already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import SourceError, listing
from omradesindex.sources.selecting import Box
from omradesindex.sources.snapshots import Kept

#: ``new``: ask only for what is new; ``all``: ask for everything again.
Refresh = Literal["new", "all"]


@dataclass(frozen=True)
class Plan:
    """What to take from the snapshots and what to ask for.

    Attributes
    ----------
    kept : tuple of Kept
        Answers to read again, oldest first: where two hold the same cell, the later one counts.
    ask : tuple of str
        Periods to ask for, in the table's order.
    older : tuple of str
        Periods that are taken from answers older than the table's latest change.
    """

    kept: tuple[Kept, ...]
    ask: tuple[str, ...]
    older: tuple[str, ...]


def plan(
    wanted: Box, time: str, entries: Sequence[Kept], *, updated: str | None, refresh: Refresh = "new"
) -> Plan:
    """Decide what is new.

    A period counts as kept when every wanted cell of it is. Answers from before the table's latest change
    count only where a new period explains the change; where none does, figures have been revised, and
    everything is asked for again. Without a date of change everything is asked for.

    Parameters
    ----------
    wanted : mapping of str to tuple of str
    time : str
        The variable of periods.
    entries : sequence of Kept
        Answers about this table with the same variables, oldest first.
    updated : str or None
        When the table was last changed.
    refresh : {"new", "all"}

    Examples
    --------
    >>> old = Kept("u", "GET", "", "2025-04-01T00:00:00Z", "", 0, "2025-03-31", {}, {"Tid": ("2023", "2024")})
    >>> plan({"Tid": ("2023", "2024", "2025")}, "Tid", [old], updated="2026-03-31").ask
    ('2025',)
    >>> plan({"Tid": ("2023", "2024")}, "Tid", [old], updated="2026-03-31").ask   # revised
    ('2023', '2024')
    >>> plan({"Tid": ("2023", "2024")}, "Tid", [old], updated="2025-03-31").ask
    ()
    """
    periods = wanted[time]
    if refresh == "all" or updated is None:
        return Plan((), periods, ())
    fitting = [k for k in entries if set(k.box) == set(wanted)]
    fresh = [k for k in fitting if k.updated == updated]
    by_fresh, by_any = _whole(wanted, time, fresh), _whole(wanted, time, fitting)
    by_stale = _whole(wanted, time, [k for k in fitting if k.updated != updated])
    explained = bool(((by_fresh & ~by_stale) | ~by_any).any())
    use = by_any if explained else by_fresh
    ask = tuple(p for p, there in zip(periods, use, strict=True) if not there)
    older = tuple(p for p, there in zip(periods, use & ~by_fresh, strict=True) if there)
    return Plan(tuple(fitting if older else fresh) if use.any() else (), ask, older)


def replayed(wanted: Box, time: str, entries: Sequence[Kept], *, where: str, updated: str | None) -> Plan:
    """Take everything from the snapshots.

    Raises
    ------
    SourceError
        A period is not there, or not whole.
    """
    fitting = [k for k in entries if set(k.box) == set(wanted)]
    there = _whole(wanted, time, fitting)
    lost = [p for p, whole in zip(wanted[time], there, strict=True) if not whole]
    if lost:
        raise SourceError(
            f"the snapshots lack {time} {listing(lost)}",
            where=where,
            remedy="read it once from the service (without replay=True), with the same folder",
        )
    fresh = [k for k in fitting if k.updated == updated]
    by_fresh = _whole(wanted, time, fresh)
    older = tuple(p for p, whole in zip(wanted[time], by_fresh, strict=True) if not whole)
    return Plan(tuple(fitting if older else fresh), (), older)


def _whole(wanted: Box, time: str, entries: Sequence[Kept]) -> NDArray[np.bool_]:
    """Return for each period whether every wanted cell of it is in an answer."""
    names = [time, *(name for name in wanted if name != time)]
    there = np.zeros([len(wanted[name]) for name in names], dtype=bool)
    for kept in entries:
        there[np.ix_(*(_among(wanted[name], kept.box[name]) for name in names))] = True
    return np.asarray(there.reshape(there.shape[0], -1).all(axis=1))


def _among(codes: Sequence[str], held: Sequence[str]) -> NDArray[np.bool_]:
    known = set(held)
    return np.array([code in known for code in codes], dtype=bool)


def about(**told: str) -> Mapping[str, str]:
    """Return what identifies the figures an answer belongs to."""
    return {name: text for name, text in told.items() if text}
