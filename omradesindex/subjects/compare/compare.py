"""Compute several indices on the same figures, and refuse what would not be a comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import overload

import numpy as np

from omradesindex.catalogue import Definition, Dimension, Indicator, Member, Methods
from omradesindex.doors import door
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.frozen import Frozen
from omradesindex.index.index import Index, load_index
from omradesindex.index.result import Result
from omradesindex.statistics import Statistics
from omradesindex.subjects.by_group.answer import ByGroup
from omradesindex.subjects.compare.answer import Comparison
from omradesindex.subjects.compare.by_group import compare_by_group
from omradesindex.subjects.compare.seen import says_nothing
from omradesindex.subjects.compare.words import ALL_OF_THEM
from omradesindex.wording import Text, plural

#: How many areas count as coming first, where nobody says.
_TOP = 3


@overload
def compare(
    indices: Iterable[str | Path | Definition],
    statistics: Statistics,
    *,
    base: str | None = None,
    top: int | None = None,
    period: str | None = None,
    partial: bool = False,
    reference: Comparison | None = None,
    by: None = None,
    tolerance: float = 0.0,
) -> Comparison: ...


@overload
def compare(
    indices: Iterable[str | Path | Definition],
    statistics: Statistics,
    *,
    base: str | None = None,
    top: int | None = None,
    period: str | None = None,
    partial: bool = False,
    reference: Comparison | None = None,
    by: str | Sequence[str],
    tolerance: float = 0.0,
) -> ByGroup[Comparison]: ...


@door
def compare(
    indices: Iterable[str | Path | Definition],
    statistics: Statistics,
    *,
    base: str | None = None,
    top: int | None = None,
    period: str | None = None,
    partial: bool = False,
    reference: Comparison | None = None,
    by: str | Sequence[str] | None = None,
    tolerance: float = 0.0,
) -> Comparison | ByGroup[Comparison]:
    """Compute several indices on the same figures and hold them against one of them.

    Parameters
    ----------
    indices : iterable of str, Path or Index
        The sets of indicators: ids of the catalogue, TOML files, or indices of one's own; two or more, each
        with an id of its own.
    statistics : Statistics
        The figures.
    base : str, optional
        Id of the set that the others are held against; the first if left out.
    top : int, optional
        How many areas count as coming first: three (all, where they are fewer) if left out. Where places
        are shared it may be more: all areas with a rank of at most ``top``.
    period : str, optional
        Use figures of this period only.
    partial : bool
        Compare each set on those of its indicators that have figures. Without it a set that lacks
        figures for any of its indicators is refused, because it would no longer be the set that was asked
        for. With it every output says how many of its indicators each set has, and a set that has none is
        named and left out.
    reference : Comparison, optional
        Measure every set with the stick that it had in an earlier comparison.
    by : str or sequence of str, optional
        Compare the sets in each group: ``"sex"``, ``["sex", "disability"]``. Indicators that cannot be broken
        down are among those that a set lacks: see ``partial``.
    tolerance : float
        With ``by``: how far the groups' counts may lie from their total; see :meth:`Index.compute`.

    Returns
    -------
    Comparison or ByGroup of Comparison
        With ``by`` which areas each set moves in each group, and which group each set puts worse.

    Raises
    ------
    ComputeError
        Fewer than two sets; two with the same id; an unknown base; sets that lack figures (all are named
        with their indicators); no area with a score in every set; the same indicator defined in two ways.
    DefinitionError
        An unknown id; the nearest is suggested.

    Examples
    --------
    >>> import omradesindex as oi
    >>> base = oi.load_index("malmo-oppna-data")
    >>> own = base.without("bostads_eller_aganderatt").with_identity(id="utan-nummer-3")
    >>> comparison = oi.compare([base, own], oi.malmo_statistics(), top=5)
    >>> comparison.agreement.loc["malmo-oppna-data", "kendall"].item()
    1.0
    >>> set(comparison.common) <= set(comparison.areas)
    True
    """
    loaded = _load(indices)
    names = list(loaded)
    if base is not None and base not in loaded:
        raise ComputeError(
            f"the base '{base}' is not among the compared sets{did_you_mean(str(base), names)}",
            expected=f"one of {listing(names, 40)}",
        )
    top = min(_TOP, len(statistics.areas)) if top is None else top
    if not 1 <= top <= len(statistics.areas):
        raise ComputeError(
            f"the first {top} of {len(statistics.areas)} areas were asked for",
            where=statistics.name,
            expected=f"a number from 1 to {len(statistics.areas)}",
        )
    chosen = base or names[0]
    order = [chosen, *(name for name in names if name != chosen)]
    if reference is not None:
        for name in order:
            reference.place_of(name)
    ordered = [loaded[name] for name in order]
    everything = _everything(ordered).compute(statistics, period=period, partial=True)
    if not partial:
        _refuse_gaps(ordered, everything)
    # Where nothing lacks, nothing is partial, whatever was allowed.
    gaps = bool(np.isnan(everything.measured.values[:-1]).any())
    everything = replace(everything, partial=partial and gaps)
    figures = {i.id for own in ordered for i in own.indicators if _has(everything, i)}
    empty = {own.id: own for own in ordered if says_nothing(loaded[chosen], own, figures)}
    if chosen in empty or len(empty) > len(order) - 2:
        raise ComputeError(
            f"none of the indicators of '{chosen}' has figures, and that is the base"
            if chosen in empty
            else f"nothing that is new in {listing(empty, 40)} has figures, so nothing can be said of "
            + plural(len(empty), "it", "them"),
            where=statistics.name,
            remedy="choose another base" if chosen in empty else "give statistics that hold their indicators",
        )
    results = {
        name: loaded[name].compute(
            statistics,
            period=period,
            partial=partial,
            reference=None if reference is None else reference.results[name],
        )
        for name in order
        if name not in empty
    }
    comparison = Comparison(Frozen(results), top, everything, Frozen(empty))
    if not comparison.compared:
        lacking = [name for name in comparison.sets if comparison.scores[name].isna().all()]
        raise ComputeError(
            "no area has a score in every set"
            + (f"; {listing(lacking, 40)} has none at all" if lacking else ""),
            where=statistics.name,
            remedy="give partial=True to compare on the indicators that have figures, or leave that set out",
        )
    if by is not None:
        return compare_by_group(comparison, by, of_part=partial, tolerance=tolerance)
    return comparison


def _load(indices: Iterable[str | Path | Definition]) -> dict[str, Index]:
    loaded: dict[str, Index] = {}
    for given in indices:
        if isinstance(given, Index):
            index = given
        else:
            index = Index.from_definition(given) if isinstance(given, Definition) else load_index(given)
        if index.id in loaded:
            raise ComputeError(
                f"two of the compared sets have the id '{index.id}'",
                remedy='give one of them another id: in its file, or index.with_identity(id="…", label=…)',
            )
        loaded[index.id] = index
    if len(loaded) < 2:
        raise ComputeError(
            f"{len(loaded)} set was given to compare" if loaded else "no set was given to compare",
            expected='a list of two or more, such as ["malmo-2023", "malmo-oppna-data"]',
        )
    return loaded


def _everything(indices: Sequence[Index]) -> Index:
    """Return every indicator of any set once, as an index that carries them."""
    owners: dict[str, tuple[Index, Indicator]] = {}
    for index in indices:
        for indicator in index.indicators:
            owner, known = owners.setdefault(indicator.id, (index, indicator))
            if (known.formula, known.direction) != (indicator.formula, indicator.direction):
                raise ComputeError(
                    f"the indicator '{indicator.id}' is not the same thing in '{owner.id}' and '{index.id}'",
                    remedy="give one of them an id of its own",
                )
    members = tuple(Member(indicator) for _, indicator in owners.values())
    noted: dict[Text, list[str]] = {}
    for index in indices:
        for note in index.notes:
            noted.setdefault(note, []).append(index.id)
    # What holds neither of the base nor of all the others is said with the sets that it holds of.
    notes = [
        note
        if indices[0].id in ids or 1 < len(ids) == len(indices) - 1
        else Text(*(f"{', '.join(ids)}: {text}" for text in (note.sv, note.en)))
        for note, ids in noted.items()
    ]
    n = len(indices)
    return Index(
        id="jamforelse",
        label=Text(f"Jämförelse av {n} index", f"Comparison of {n} indices"),
        description=ALL_OF_THEM,
        dimensions=(Dimension("alla-indikatorer", Text("Alla indikatorer", "All indicators"), members),),
        methods=Methods(normalise="none", centre="areas", coverage={"dimension": 0.0, "index": 0.0}),
        notes=tuple(notes),
    )


def _has(everything: Result, indicator: Indicator) -> bool:
    return bool(everything.indicators[indicator.id].iloc[:-1].notna().any())


def _refuse_gaps(indices: Sequence[Index], everything: Result) -> None:
    """Refuse sets that lack figures, naming every one with its indicators."""
    gaps = {index.id: [i.id for i in index.indicators if not _has(everything, i)] for index in indices}
    gaps = {name: lacking for name, lacking in gaps.items() if lacking}
    if not gaps:
        return
    sizes = {index.id: len(index.indicators) for index in indices}
    lists = ", ".join(f"'{name}' ({len(lacking)} of {sizes[name]})" for name, lacking in gaps.items())
    ids = dict.fromkeys(name for lacking in gaps.values() for name in lacking)
    raise ComputeError(
        f"sets lack figures for some of their indicators: {lists}; there are none for {listing(ids, 100)}",
        where=everything.statistics.name,
        expected="figures for every indicator of every set",
        remedy="give partial=True (--partial) to compare the sets on the indicators that have figures, which "
        "every output then says, or give statistics that hold them",
    )
