"""Which variables sum to, or lie within, which: of the catalogue, of shares, as declared, and as found."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue.identities import Identity, identities
from omradesindex.disclosure.declared import Declared, among, in_group, members, of_group
from omradesindex.disclosure.identities import found_identities
from omradesindex.disclosure.identity_words import identity_question
from omradesindex.disclosure.laid import Laid
from omradesindex.disclosure.shares import Shares, joined, nestings
from omradesindex.errors import ComputeError, StatisticsError, did_you_mean
from omradesindex.statistics.vocabulary import TOTAL

Floats = NDArray[np.float64]
#: A variable and which of its counts: value, numerator or denominator.
Name = tuple[str, str]


class Relation(NamedTuple):
    """``whole`` is the sum of ``parts``, or of these and those who are left; of no parts nothing.

    ``complete``: nobody is left. ``share``: nobody, or everybody, of the whole in a part tells something of
    all of them.
    """

    whole: Name
    parts: tuple[Name, ...]
    complete: bool
    share: bool

    @classmethod
    def read(cls, said: str) -> Relation:
        """Return what is known by a name, with those who are left."""
        _, whole, parts = said.split("|")
        return cls(_name(whole), tuple(_name(part) for part in parts.split("+")), False, False)

    @property
    def said(self) -> str:
        """As a later release knows it."""
        return f"sum|{'/'.join(self.whole)}|{'+'.join('/'.join(part) for part in sorted(self.parts))}"


class Relations:
    """What ties variables together.

    Parameters
    ----------
    laid : Laid
    names : iterable of (variable, measure)
        Which there are anywhere.
    shares : mapping of str to str or sequence of str
        Numerator → denominator, or several.
    declared : mapping of str to tuple of tuple of str
        Variable, or ``a+b``, → the variables that it is the sum of, for each sum; empty where it is none.
        Both may hold in a group only: ``a|sex=women``.
    margin : float
        Sums off by so many persons at most are asked about; 0 asks about none.

    Raises
    ------
    ComputeError
        A sum is nearly true in the figures, and nobody has said whether it is one.
    """

    def __init__(
        self,
        laid: Laid,
        names: Iterable[Name],
        shares: Shares,
        declared: Declared,
        margin: float,
    ) -> None:
        self.names = {said_of(name): name for name in names}
        self.shares, self.declared = joined(shares), declared
        self.refused = {whole for whole, sums in declared.items() if not sums}
        #: Whether something is said that does not hold of everybody.
        self.in_groups = any("|" in said for said in (*declared, *shares))
        self.exact: list[tuple[Name, tuple[Name, ...]]] = []
        self._among: dict[tuple[frozenset[Name], frozenset[str]], list[Relation]] = {}
        known = [(r.whole, r.parts) for r in self.among(self.names.values()) if r.complete and r.parts]
        series, totals = _series(laid)
        hashed: dict[Hashable, Floats] = dict(series.items())
        seen = found_identities(hashed, margin=margin, sums=totals, known=known)
        for one in seen.nearly if margin > 0 else ():
            whole, parts = cast("Name", one.whole), cast("tuple[Name, ...]", one.parts)
            if said_of(whole) not in declared:
                asked = identity_question(said_of(whole), [*map(said_of, parts)], one.holds, one.of)
                raise ComputeError(asked.en, where=laid.name)
        self.exact = [(cast("Name", one.whole), cast("tuple[Name, ...]", one.parts)) for one in seen.exact]
        self._among.clear()

    def among(self, there: Iterable[Name], group: str = "") -> list[Relation]:
        """Return what ties these variables together in a group (``sex=women``), each relation once."""
        key = frozenset(there), frozenset(group.split(";") if self.in_groups else ())
        if key not in self._among:
            names = {said: name for said, name in self.names.items() if name in key[0]}
            self._among[key] = self._tie(names, key[1])
        return self._among[key]

    def _tie(self, names: Mapping[str, Name], group: Collection[str]) -> list[Relation]:
        declared, nested = in_group(self.declared, group), nestings(in_group(self.shares, group))
        # Such as may hang together with sums of the catalogue's.
        sums = [
            Identity(whole, parts)
            for whole, several in declared.items()
            for parts in several
            if parts and {whole, *parts} <= {*self.names} and len({*parts}) == len(parts)
        ]
        found: dict[tuple[Name, tuple[Name, ...]], Relation] = {}

        def add(whole: Name, parts: tuple[Name, ...], complete: bool, share: bool) -> None:
            key = (whole, tuple(sorted(parts)))
            known = found.get(key)
            if known is not None:
                complete, share = known.complete or complete, known.share or share
            found[key] = Relation(whole, parts, complete, share)

        there = set(names.values())
        for variable, measure in names.values():
            if measure == "numerator" and (variable, "denominator") in there:
                add((variable, "denominator"), ((variable, measure),), False, True)
        pairs = [pair for pair in nested if {pair.whole, *pair.parts} <= set(names)]
        for pair in pairs:
            add(names[pair.whole], tuple(names[part] for part in pair.parts), pair.complete, True)
        for known in identities([*names], also=[*sums, *nested], unseen=True):
            if known.whole not in self.refused:
                # What nobody sees is called by its name alone.
                parts = tuple(names.get(part, (part, "")) for part in known.parts)
                whole = names.get(known.whole, (known.whole, ""))
                add(whole, parts, known.complete, known.complete and len(parts) > 1)
        for some, others in among(declared, names):
            each = tuple(names[name] for name in others)
            if not some:
                # Of what is never less than nothing each is.
                for name in each:
                    add(name, (), True, False)
            elif len(some) == 1:
                add(names[some[0]], each, True, len(others) > 1)
            else:
                together = ("+".join(some), "")
                add(together, tuple(names[name] for name in some), True, False)
                add(together, each, True, False)
        for whole, parts in self.exact:
            if whole in there and there & set(parts) and said_of(whole) not in self.refused:
                add(whole, parts, True, len(parts) > 1)
        # What nobody sees may be nothing too, where it ties others together.
        mentioned = {name for r in found.values() for name in (r.whole, *r.parts)}
        for said, several in declared.items():
            if () in several and said not in names and (said, "") in mentioned:
                add((said, ""), (), True, False)
        # Where two are the same there is nobody who is left of one.
        same = {frozenset((r.whole, *r.parts)) for r in found.values() if r.complete and len(r.parts) == 1}
        return [r for r in found.values() if r.complete or frozenset((r.whole, *r.parts)) not in same]


def _name(said: str) -> Name:
    variable, _, measure = said.rpartition("/")
    return variable, measure


def said_of(name: Name) -> str:
    """How a variable's measure is called where sums are declared: ``andel/denominator``, or its id alone."""
    variable, measure = name
    return variable if measure in ("value", "") else f"{variable}/{measure}"


def refuse_slips(declared: Declared, names: Iterable[Name], laid: Laid) -> None:
    """Refuse a sum of which some members are variables that were laid, and others are not."""
    known = {said_of(name) for name in names}
    for whole, sums in declared.items():
        for of in (members(of_group(whole)[0], parts) for parts in sums):
            missing = [member for member in of if member not in known]
            if missing and len(missing) < len(of) and missing[0].partition("/")[0] not in laid.variables:
                raise StatisticsError(
                    f"the sum's variable '{missing[0]}' is not in the table"
                    f"{did_you_mean(missing[0], sorted(known))}",
                    where=laid.name,
                    expected="variables of the tables, or of an earlier release",
                )


def _series(laid: Laid) -> tuple[dict[Name, Floats], NDArray[np.bool_]]:
    """The true figures of each variable over the same periods, groups and areas; and which are sums."""
    rows: dict[Name, dict[tuple[str, tuple[str, ...]], int]] = {}
    for row, measure in laid.strips:
        block = laid.blocks[row]
        # That figures are nearly what they were before they were revised tells nothing new.
        if block.variable not in laid.editions:
            rows.setdefault((block.variable, measure), {})[block.period, block.group] = row
    places = sorted({place for found in rows.values() for place in found})
    nothing = np.full(len(laid.areas), np.nan)
    series = {
        name: np.concatenate(
            [laid.strips[found[p], name[1]].value if p in found else nothing for p in places]
        )
        for name, found in rows.items()
    }
    of_areas = np.zeros(len(laid.areas), dtype=bool)
    of_areas[[area for area, _ in laid.sums]] = True
    divided = {
        (period, place): {group[place] for other, group in places if other == period}
        for period in {period for period, _ in places}
        for place in range(len(laid.breakdowns))
    }
    totals = [
        any(name == TOTAL and len(divided[period, k]) > 1 for k, name in enumerate(group))
        for period, group in places
    ]
    return series, np.concatenate([of_areas | total for total in totals])
