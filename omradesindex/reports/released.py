"""The figures of a report are those that others may see: what is withheld stands in none of its files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from omradesindex.disclosure.audit import audit
from omradesindex.disclosure.ledger import Ledger
from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.disclosure.protect import Protected, protect
from omradesindex.disclosure.publish import publish
from omradesindex.disclosure.remaking import NOTE, remake, share_pairs_of, truth_behind
from omradesindex.disclosure.surroundings import for_others
from omradesindex.errors import ComputeError
from omradesindex.index import Breakdown, Result
from omradesindex.index.stick import is_own
from omradesindex.reports.given import Given
from omradesindex.show.folder import Folder
from omradesindex.statistics import Statistics
from omradesindex.statistics.vocabulary import STATUSES
from omradesindex.subjects.themes.themed import FOLK
from omradesindex.wording import Text

#: What is made anew from protected figures; everything else has to rest on such from the beginning.
_MADE_ANEW = ("result", "by", "children")
_ANSWERS = (*_MADE_ANEW, "spread", "change", "goals", "robustness")
#: The files of the figures themselves.
FIGURES, INSIDE = "underlag.csv", "underlag_delomraden.csv"

_PROTECT = (
    "protect the figures first: protected = oi.protect(statistics); then ask all of protected.statistics"
)


@dataclass(frozen=True, eq=False)
class Released:
    """Answers on figures that have been protected and audited, and what writes these figures.

    Attributes
    ----------
    given : Given
        The answers; made anew where figures are withheld.
    protected : Protected
        The figures of the areas that they rest on.
    ledger : Ledger, path or None
        What has been released before.
    unchecked : bool
        Whether figures that no audit can judge are allowed.
    """

    given: Given
    protected: Protected
    ledger: Ledger | str | Path | None
    unchecked: bool

    @property
    def withheld(self) -> int:
        """How many figures are withheld."""
        return int((self.protected.statistics.status == STATUSES.index("suppressed")).sum())

    def contents(self, folder: Folder) -> None:
        """Add the figures, through the door for others: they are audited anew and entered in the ledger."""
        what = Text("uppgifterna som allt är räknat på", "the figures that all is computed from")
        folder.add(FIGURES, lambda path: self._publish(self.protected, path), what, "data")
        if self.given.spread is not None:
            inside = self.given.spread.statistics
            what = Text("delområdenas uppgifter", "the figures of the sub-areas")
            folder.add(INSIDE, lambda path: self._publish(inside, path), what, "data")

    def _publish(self, figures: Protected | Statistics, path: Path) -> None:
        publish(figures, path, policy=self.protected.policy, ledger=self.ledger, unchecked=self.unchecked)


def release(
    given: Given,
    *,
    policy: DisclosurePolicy | None = None,
    ledger: Ledger | str | Path | None = None,
    unchecked: bool = False,
) -> Released:
    """Protect the figures behind answers, and give these back as others may see them.

    Raises
    ------
    ComputeError
        Answers that rest on different figures; figures that must be withheld behind an answer that cannot be
        made anew.
    """
    policy = policy or DisclosurePolicy()
    computed = list({id(made): made for made in given.computed()}.values())
    truth = _together([*_behind(computed), *_sticks(computed), *_people(given)])
    shares: dict[str, str] = {}
    for made in computed:
        shares |= share_pairs_of(made, truth)
    wholes = [] if truth.whole is None else [truth.whole]
    protected = protect(truth, policy, shares=shares, keep=wholes, ledger=ledger)
    if given.spread is not None and not audit(given.spread.statistics, policy).passed:
        raise ComputeError("figures of sub-areas tell of single persons", where="spread", remedy=_PROTECT)
    if (protected.statistics.status == truth.status).all():
        return Released(given, protected, ledger, unchecked)
    fixed = [name for name, _ in given.named() if name in _ANSWERS and name not in _MADE_ANEW]
    fixed += [] if is_own(given.result) else ["result, on another year's stick"]
    if fixed:
        hidden = int((protected.statistics.status != truth.status).sum())
        raise ComputeError(
            f"{hidden} figures tell of single persons, and '{fixed[0]}' rests on them",
            where=truth.name,
            remedy=_PROTECT,
        )
    shown = for_others(protected.statistics, policy, notes=(NOTE,))
    anew: dict[str, Any] = {
        name: remake(made, _of(made, shown))
        for name, made in given.named()
        if name in _MADE_ANEW and isinstance(made, Result | Breakdown)
    }
    return Released(replace(given, **anew), protected, ledger, unchecked)


def _behind(computed: list[Result | Breakdown]) -> list[Statistics]:
    """The figures that indices were computed from: of one table once, however many indices are made of it."""
    blocks: dict[int, set[Any]] = {}
    tables: dict[int, Statistics] = {}
    found = []
    for made in computed:
        if made.statistics.whole is None:  # whose rows of the whole city are made
            found.append(truth_behind(made))
            continue
        measured = [made.full.measured] if isinstance(made, Breakdown) else [made.measured]
        measured += [cell.measured for cell in made.cells.values()] if isinstance(made, Breakdown) else []
        tables[id(made.statistics)] = made.statistics
        used = {block for one in measured for blocks in one.used for block in blocks}
        blocks.setdefault(id(made.statistics), set()).update(used)
    return [*found, *(_only(table, blocks[key]) for key, table in tables.items())]


def _sticks(computed: list[Result | Breakdown]) -> list[Statistics]:
    """The figures that the sticks were learnt from, where these are others than the results' own."""
    found = []
    for made in computed:
        result = made.full if isinstance(made, Breakdown) else made
        learnt = result.reference.learnt
        if not is_own(result) and learnt is not None:
            used = {block for blocks in learnt.measured.used for block in blocks}
            found.append(_only(learnt.statistics, used))
    return found


def _people(given: Given) -> list[Statistics]:
    """How many live in each area, which the themes count with."""
    statistics, periods = given.statistics, set(given.result.measured.periods)
    blocks = {
        block
        for block in statistics.blocks
        if block.variable == FOLK and block.group == statistics.total and block.period in periods
    }
    return [_only(statistics, blocks)] if blocks else []


def _of(made: Result | Breakdown, shown: Statistics) -> Statistics:
    """Of what may be shown, what an index was made of."""
    return _only(shown, set(truth_behind(made).blocks) | {b for b in shown.blocks if b.variable == FOLK})


def _only(statistics: Statistics, blocks: set[Any]) -> Statistics:
    import pandas as pd

    variables = sorted({block.variable for block in blocks})
    few = statistics.only(variables, periods=sorted({block.period for block in blocks}))
    frame = few.to_frame()
    key = pd.MultiIndex.from_frame(frame[["variable", "period", *statistics.breakdowns]])
    chosen = [(block.variable, block.period, *block.group) for block in few.blocks if block in blocks]
    return _as(statistics, frame[key.isin(pd.MultiIndex.from_tuples(chosen))])


def _as(like: Statistics, frame: Any) -> Statistics:
    return Statistics.from_frame(
        frame,
        name=like.name,
        division=like.division,
        whole=like.whole,
        breakdowns=like.breakdowns,
        notes=like.notes,
    )


def _together(tables: list[Statistics]) -> Statistics:
    """Lay the figures behind several answers together, each once.

    Raises
    ------
    ComputeError
        A figure that is another in another answer, or figures of other areas.
    """
    import pandas as pd

    first, *others = tables
    if not others:
        return first
    frames = [table.to_frame() for table in tables]
    columns = [c for c in first.breakdowns if all(c in table.breakdowns for table in tables)]
    if any(table.areas != first.areas or table.breakdowns != first.breakdowns for table in others):
        raise ComputeError(
            "the answers are about different areas or groups",
            where=first.name,
            expected="answers that rest on one table of figures",
            remedy="compute all of them from the same statistics",
        )
    frame = pd.concat(frames, ignore_index=True)
    key = ["area", "variable", "period", *columns]
    values = frame.groupby(key, dropna=False, sort=False)["value"].agg(["min", "max", "count", "size"])
    apart = ~np.isclose(values["min"], values["max"], rtol=0, atol=0, equal_nan=True)
    apart |= (values["count"] != values["size"]) & (values["count"] > 0)
    if apart.any():
        area, variable, period, *_ = values.index[apart][0]
        raise ComputeError(
            f"'{variable}' ({period}) in area '{area}' is one figure in one answer and another in another",
            where=first.name,
            expected="answers that rest on one table of figures",
            remedy="compute all of them from the same statistics",
        )
    return _as(first, frame.drop_duplicates(key))
