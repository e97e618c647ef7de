"""The one door to a file that is meant for others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.disclosure.audit import (
    Audit,
    Contributions,
    audit_system,
    reading,
    same_figures,
    what_is_needed,
)
from omradesindex.disclosure.declared import Sums, all_sums
from omradesindex.disclosure.laid import OBSERVED, Reading
from omradesindex.disclosure.ledger import (
    Ledger,
    add_release,
    ledger_given,
    name_of_next,
    releases_for,
    take_back,
)
from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.disclosure.protect import Kept, Protected, protect_system, withhold
from omradesindex.disclosure.release import Release
from omradesindex.disclosure.releasing import releases_of
from omradesindex.disclosure.remaking import Made, remake, share_pairs_of, truth_behind
from omradesindex.disclosure.rounding import Rounded
from omradesindex.disclosure.shares import Shares, joined, share_pairs
from omradesindex.disclosure.surroundings import for_others, refuse_telling_errors
from omradesindex.disclosure.system import System, build
from omradesindex.disclosure.trying import Trial
from omradesindex.disclosure.words import REMADE_NOTE
from omradesindex.doors import door
from omradesindex.errors import ComputeError, StatisticsError, listing
from omradesindex.index import Breakdown, Result
from omradesindex.show.writing import Writer, in_new_folder, refuse_held, write_csv, write_file
from omradesindex.statistics import Statistics
from omradesindex.statistics.vocabulary import TOTAL
from omradesindex.subjects.by_group.answer import ByGroup
from omradesindex.wording import Language

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
#: What can be published.
Figures = Protected | Rounded | Statistics | Result | Breakdown | ByGroup[Any]


@dataclass
class _Item:
    """One of the things that are published together, and where it goes."""

    name: str
    figures: Figures
    table: Reading
    #: What has been withheld already, blocks × areas; None where it is found now.
    hidden: Bools | None
    made: Made | None = None
    shares: Shares = field(default_factory=dict)

    @property
    def is_file(self) -> bool:
        return self.name.lower().endswith(".csv")


@door
def publish(
    figures: Figures | Mapping[str, Any],
    path: str | Path,
    *,
    policy: DisclosurePolicy | None = None,
    shares: Mapping[str, str | Sequence[str]] | None = None,
    within: Mapping[str, Sequence[str]] | None = None,
    identities: Sums | None = None,
    ledger: Ledger | str | Path | None = None,
    called: str | None = None,
    unchecked: bool = False,
    lang: Language = "sv",
) -> Path:
    """Write figures to a file or folder for others, if an outsider cannot find a person through them.

    The audit is made anew, on the figures as they will stand in the file, and with a ledger together with all
    that has been released before. What is withheld has the status ``suppressed`` and no value. The file holds
    neither reasons nor the log, which would tell. ``doubtful`` and ``coverage`` are given in coarse steps,
    because times the base they count persons in single sub-areas.

    An index (with its groups, or without) is made anew: the counts behind it are protected and audited as if
    they were published themselves, and the index is computed from those that may be shown, with a stick of
    its own. Nothing in it can tell more than they do. Scores may so differ from those on all figures, which
    the files say, and are empty where too little is left.

    Parameters
    ----------
    figures : Protected, Rounded, Statistics, Result, Breakdown, ByGroup or mapping
        What :func:`omradesindex.protect` or ``round_statistics`` gave; statistics, which are written
        only if nothing in them needs protection; or a computed index, or what a verb gave with ``by``. A
        mapping of names (``kon.csv``, or a folder's name) to statistics and indices is a set: all of it is
        protected together, once, and either all of it is written or nothing.
    path : str or Path
        A ``.csv`` file, replaced if it is there, in a folder that exists. For an index it may be a folder
        too, which then gets all that its ``save`` writes; for a set it is one. A folder must be new or empty.
    policy : DisclosurePolicy, optional
        That of the protection, or generic conventions, if left out.
    shares, within, identities : mapping, optional
        As in :func:`omradesindex.protect`.
    ledger : Ledger or path, optional
        What has been released before. The release is tried together with all of it and then written to it.
        Without a ledger each release is tried alone, and two that lie side by side may tell more.
    called : str, optional
        What the ledger calls the release; the name of the file or folder if left out.
    unchecked : bool
        Allow figures that carry no counts (shares without denominators, medians, indices), which no audit
        can judge. Somebody else must then have judged them.
    lang : {"sv", "en"}
        Language of what people read in an index's folder.

    Returns
    -------
    Path

    Raises
    ------
    ComputeError
        The audit fails, or a standard error tells how few persons a share comes from; the ledger is missing,
        damaged or of another division; nothing is written.

    Examples
    --------
    >>> import tempfile
    >>> import pandas as pd
    >>> table = pd.DataFrame({"area": ["01", "02", "X"], "variable": "inflyttade", "period": "2024",
    ...                       "kind": "count", "value": [3, 40, 43]})
    >>> small = Statistics.from_frame(table, name="Exempelstad (påhittad)", whole="X")
    >>> publish(small, Path(tempfile.mkdtemp()) / "tabell.csv")
    Traceback (most recent call last):
    ...
    omradesindex.errors.ComputeError: Exempelstad (påhittad): the audit FAILS for 1 of 1 figures, first
    'inflyttade' in area '01' ... What to do: withhold it first: ...
    """
    target = Path(path)
    is_set = isinstance(figures, Mapping)
    given = dict(figures) if isinstance(figures, Mapping) else {target.name: figures}
    _refuse_names(given, target, is_set=is_set)
    if is_set or target.suffix.lower() != ".csv":
        refuse_held(target, str(target), ComputeError)
    one = next(iter(given.values()))
    if policy is None:
        policy = one.policy if isinstance(one, Protected | Rounded) else DisclosurePolicy()
    if isinstance(one, Protected):
        within = one.within if within is None else within
        # What was known when they were protected is known still.
        identities = all_sums(one.identities or {}, identities or {})
    items = [_item(name, thing, protect=is_set) for name, thing in given.items()]
    held = ledger_given(ledger)
    if ledger is not None and held.folder.resolve() in (target.resolve(), *target.resolve().parents):
        raise ComputeError(
            "the release would stand in the ledger's own folder",
            where=str(target),
            expected="a folder that can be handed on: the ledger is internal",
        )
    releases = releases_for(held, [item.table.figures for item in items], within)
    trial = _Try(items, policy, shares, within, identities, releases)
    found, hidden, needed, shown = trial.run()
    for item, statistics in zip(items, shown, strict=True):
        _refuse(found, statistics, unchecked, trial, item, ledger=held if releases else None)
        refuse_telling_errors(statistics, policy)
    writers = [_writer(item, s, policy, lang) for item, s in zip(items, shown, strict=True)]
    entry: Ledger | None = None
    if ledger is not None:
        files = [f"{target.name}/{item.name}" if is_set else item.name for item in items]
        tables = releases_of(
            trial.system,
            hidden,
            [item.table for item in items],
            name=name_of_next(held, called or target.name),
            needed=needed,
            policy=policy,
            within=within or {},
            shares=trial.shares,
            identities=identities or {},
        )
        entry = add_release(held, tables, files)
    try:
        _write(target, items, writers, is_set=is_set)
    except BaseException:
        if entry is not None:
            take_back(entry)
        raise
    return target


def _refuse_names(given: Mapping[str, object], target: Path, *, is_set: bool) -> None:
    if not given:
        raise ComputeError("there is nothing in the set", expected="at least one table or index")
    for name, thing in given.items():
        if not isinstance(name, str) or Path(name).name != name or name in ("", ".", ".."):
            raise ComputeError(f"{name!r} is no name of a file", expected="a name such as 'kon.csv'")
        if is_set and not isinstance(thing, Statistics | Result | Breakdown | ByGroup):
            raise ComputeError(
                f"'{name}' is {type(thing).__name__}",
                where="a set that is published together",
                expected="statistics, or an index",
                remedy="give the statistics as they were: the set is protected together, once",
            )
        if isinstance(thing, Statistics | Protected | Rounded) and not name.lower().endswith(".csv"):
            raise StatisticsError(
                "figures are published as CSV", where=str(target), expected="a name in .csv"
            )
    if is_set and target.suffix.lower() == ".csv":
        raise StatisticsError("a set is published as a folder", where=str(target), expected="a folder's name")


def _item(name: str, figures: Figures, *, protect: bool) -> _Item:
    """What of a thing is laid, and what has been withheld of it already."""
    if isinstance(figures, Result | Breakdown | ByGroup):
        truth = truth_behind(figures)
        return _Item(name, figures, Reading(truth), None, made=figures, shares=share_pairs_of(figures, truth))
    if isinstance(figures, Protected):
        same_figures(figures.statistics, figures.truth)
        n = len(figures.truth.all_areas)
        return _Item(
            name,
            figures,
            reading(figures.truth, figures.rest),
            figures.statistics.status[:, :n] != OBSERVED,
            shares=dict(figures.shares or {}),
        )
    told = reading(figures)
    shape = len(told.figures.blocks), len(told.figures.all_areas)
    given = figures.shares if isinstance(figures, Rounded) else None
    return _Item(
        name, figures, told, None if protect else np.zeros(shape, dtype=bool), shares=dict(given or {})
    )


@dataclass
class _Try:
    """Everything that is published together, laid and tried."""

    items: list[_Item]
    policy: DisclosurePolicy
    given: Shares | None
    within: Mapping[str, Sequence[str]] | None
    identities: Sums | None
    releases: Sequence[Release]

    def __post_init__(self) -> None:
        tables = [item.table for item in self.items]
        there = {variable for table in tables for variable in table.figures.variables}
        known = [share_pairs(there), *(item.shares for item in self.items)]
        self.shares = joined(*(known if self.given is None else [self.given]))
        self.system: System = build(
            tables,
            releases=self.releases,
            shares=self.shares,
            within=self.within,
            identities=self.identities,
            margin=self.policy.margin_width,
        )

    @property
    def contributions(self) -> Contributions | None:
        """As the only thing that is published brings them along."""
        one = self.items[0].figures
        return one.contributions if isinstance(one, Protected) else None

    def kept(self) -> Kept:
        """Protect everything together."""
        wholes = {item.table.figures.whole for item in self.items if item.made is not None}
        return protect_system(
            self.system,
            [item.table for item in self.items],
            self.policy,
            contributions=self.contributions,
            keep=sorted(whole for whole in wholes if whole is not None),
        )

    def run(self) -> tuple[Audit, Bools, Floats, list[Statistics]]:
        """Return the audit, what is withheld (blocks × areas of all) and what is shown of each table.

        Before the last, how wide the interval of each cell has to stay; 0 where it is safe.
        """
        laid = self.system.laid
        if any(item.hidden is None for item in self.items):
            hidden = self.kept().hidden
        else:
            hidden = np.zeros_like(laid.closed)
            for k, item in enumerate(self.items):
                assert item.hidden is not None  # none of them is None
                hidden |= laid.hide(k, item.hidden)
        # Anew, whoever has protected them.
        tables = [item.table for item in self.items]
        need, reason = what_is_needed(self.system, self.policy, tables, self.contributions)
        found = audit_system(Trial(self.system, self.policy, need, reason), hidden)
        # Read after the audit, which asks less of what is out already.
        needed = np.where(reason != "", need.width, 0.0)
        shown = []
        for k, item in enumerate(self.items):
            if isinstance(item.figures, Protected | Rounded):
                shown.append(item.figures.statistics)
            elif item.hidden is not None:
                shown.append(item.table.figures)
            else:
                shown.append(withhold(item.table.figures, laid.hidden_in(k, hidden)))
        return found, hidden, needed, shown


def _writer(item: _Item, shown: Statistics, policy: DisclosurePolicy, lang: Language) -> Writer:
    """What writes a thing to the path that it is given; it is made before anything is written."""
    if item.made is None:
        frame = for_others(shown, policy).to_frame()
        return lambda file: write_csv(file, frame)
    withheld = (shown.status != item.table.figures.status).any()
    remade = remake(item.made, for_others(shown, policy, notes=(REMADE_NOTE.in_(lang),) if withheld else ()))
    if item.is_file:
        table = remade.to_frame()
        return lambda file: write_csv(file, table)

    def save(folder: Path) -> None:
        remade.save(folder, lang=lang)

    return save


def _write(target: Path, items: Sequence[_Item], writers: Sequence[Writer], *, is_set: bool) -> None:
    if is_set:

        def together(folder: Path) -> None:
            for item, write in zip(items, writers, strict=True):
                if item.is_file:
                    write_file(folder / item.name, write, error=StatisticsError)
                else:
                    in_new_folder(folder / item.name, write, error=ComputeError)

        in_new_folder(target, together, error=ComputeError)
    elif items[0].is_file:
        write_file(target, writers[0], error=StatisticsError)
    else:
        in_new_folder(target, writers[0], error=ComputeError)


def _refuse(
    found: Audit,
    shown: Statistics,
    unchecked: bool,
    trial: _Try,
    item: _Item,
    *,
    ledger: Ledger | None,
) -> None:
    if not found.passed:
        raise _fails(found, shown, trial, item, ledger)
    mine = [variable for variable in found.unchecked if variable in shown.variables]
    if mine and not unchecked:
        raise ComputeError(
            f"'{mine[0]}' ({len(mine)} such) has no counts, so no audit can judge it",
            where=shown.name,
            remedy="give numerators and denominators, leave it out (statistics.without), "
            "or take the responsibility with unchecked=True",
        )


def _fails(found: Audit, shown: Statistics, trial: _Try, item: _Item, ledger: Ledger | None) -> ComputeError:
    first = found.table[~found.table["safe"]].iloc[0]
    remedy = "withhold it first: publish(protect(statistics, policy), path)"
    if isinstance(item.figures, Rounded):
        remedy = "round to a larger base, or withhold figures (protect)"
    told = ""
    if ledger is not None:
        told = f", together with what is out already ({ledger.folder.name})"
        remedy = _what_to_leave_out(trial, item)
    group = [first[breakdown] for breakdown in trial.system.laid.breakdowns]
    return ComputeError(
        f"the audit FAILS for {int((~found.table['safe']).sum())} of {len(found.table)} figures{told}, first "
        f"'{_called(first['variable'], group)}' in area '{first['area']}' "
        f"({first['period']}): "
        f"{first['reason']}, known to lie within {first['high'] - first['low']:g}",
        where=shown.name,
        expected=f"at least {first['needed']:g} wide",
        remedy=remedy,
    )


def _called(variable: str, group: Sequence[str]) -> str:
    """A figure's variable, and the group that it is about."""
    return " ".join([variable, *(name for name in group if name != TOTAL)])


def _what_to_leave_out(trial: _Try, item: _Item) -> str:
    """Name the figures that would have to be withheld beside those that are."""
    try:
        kept = trial.kept()
    except ComputeError as error:
        return f"publish nothing of it: {error.what}"
    more = trial.system.laid.hidden_in(0, kept.hidden)
    more &= True if item.hidden is None else ~item.hidden
    figures = item.table.figures
    several = len({block.period for block in figures.blocks}) > 1
    named = [
        f"{figures.all_areas[column]} {_called(block.variable, block.group)}"
        + (f" {block.period}" if several else "")
        for block, column in ((figures.blocks[row], column) for row, column in np.argwhere(more))
    ]
    so = "publish(protect(statistics, policy, ledger=ledger), path, ledger=ledger) withholds what has to be"
    if not named:
        return so
    first = listing(named[:5]) + (", …" if len(named) > 5 else "")
    return f"leave out more, {len(named)} in all ({first}): {so}"
