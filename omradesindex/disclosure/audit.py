"""Attack a published table, and report what an outsider can say about every unsafe figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.disclosure.attack import attack
from omradesindex.disclosure.need import Need
from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.disclosure.primary import CONTRIBUTORS, protection_level, unsafe_cells
from omradesindex.disclosure.rounding import Rounded
from omradesindex.disclosure.system import SUPPRESSED, System, build
from omradesindex.disclosure.words import internal_line, more_line, unchecked_line, verdict_line
from omradesindex.doors import door
from omradesindex.errors import StatisticsError
from omradesindex.show.answer import Answer
from omradesindex.show.cut import check_most
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.statistics import BlockId, Statistics
from omradesindex.wording import Language, Text, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.show.cut import check_most
from omradesindex.show.folder import Folder

Floats = NDArray[np.float64]
#: What each contributor adds to a sum, by block and area.
Contributions = Mapping[tuple[BlockId, str], Sequence[float]]


@door
@dataclass(frozen=True, eq=False, repr=False)
class Audit(Answer):
    """What an outsider can say about the figures that are to be protected.

    Attributes
    ----------
    table : DataFrame
        One row for each such figure: ``area, variable, period``, breakdowns, ``cell`` (``shown`` where it
        stands in the table, ``implied`` where it follows, such as men from all − women), ``reason``,
        ``low``, ``high``, ``width``, ``needed``, ``safe``.
    unchecked : tuple of str
        Variables without counts, which cannot be audited: shares without denominators, medians, indices.
    """

    table: pd.DataFrame
    unchecked: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether no figure can be told more closely than the policy's margin."""
        return bool(self.table["safe"].all())

    def summary(self, lang: Language = "sv") -> str:
        """Say in a sentence whether the audit passes.

        Parameters
        ----------
        lang : {"sv", "en"}
        """
        return verdict_line(self.table, lang)

    def to_frame(self) -> pd.DataFrame:
        """Return :attr:`table`."""
        return self.table

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        """Return the verdict, how many figures were tried, and those that can be worked out.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Figures that are listed of those that can be told; None lists all.
        """
        check_most(most)
        blocks: list[Paragraph | Table] = [Paragraph(self.summary(lang)), self._by_variable(lang)]
        if not self.passed:
            blocks.append(self._told(lang, most))
        return Page(
            say(lang, "Granskning: vad en utomstående kan räkna ut", "Audit: what an outsider can work out"),
            blocks,
            [
                unchecked_line(self.unchecked, lang),
                internal_line(lang),
            ],
            lang,
        )

    def _by_variable(self, lang: Language) -> Table:
        attacked = self.table["variable"].value_counts(sort=False)
        told = self.table.loc[~self.table["safe"], "variable"].value_counts()
        return Table(
            say(lang, "Prövade tal", "Figures tried"),
            [
                Column(say(lang, "Variabel", "Variable"), list(attacked.index), "name"),
                Column(say(lang, "Prövade", "Tried"), list(attacked), decimals=0),
                Column(
                    say(lang, "Går att räkna ut", "Can be worked out"),
                    [int(told.get(variable, 0)) for variable in attacked.index],
                    decimals=0,
                ),
            ],
        )

    def _told(self, lang: Language, most: int | None) -> Table:
        """The figures that are not safe, with what an outsider knows of each."""
        unsafe = self.table[~self.table["safe"]]
        rows = unsafe.head(len(unsafe) if most is None else most)
        fixed = ("area", "variable", "period", "cell", "reason", "low", "high", "width", "needed", "safe")
        groups = [str(column) for column in rows if column not in fixed]
        left = len(unsafe) - len(rows)
        return Table(
            say(lang, "Tal som går att räkna ut", "Figures that can be worked out"),
            [
                Column(say(lang, "Område", "Area"), list(rows["area"]), "name"),
                Column(say(lang, "Variabel", "Variable"), list(rows["variable"]), "words"),
                Column(say(lang, "Period", "Period"), list(rows["period"]), "code"),
                *(Column(group, list(rows[group]), "words") for group in groups),
                Column(say(lang, "Minst", "At least"), list(rows["low"]), decimals=1),
                Column(say(lang, "Högst", "At most"), list(rows["high"]), decimals=1),
                Column(say(lang, "Krävd bredd", "Width needed"), list(rows["needed"]), decimals=1),
            ],
            [more_line(left, lang)],
        )

    def contents(self, folder: Folder) -> None:
        """Say which files :meth:`save` writes: for whoever protects the figures, and for nobody else."""
        folder.keep_inside()
        what = Text("vad en utomstående kan räkna ut", "what an outsider can work out")
        folder.page("internt_granskning", lambda: self.page(folder.lang), what)
        folder.table("internt_granskning", self.to_frame, what)


def what_is_needed(
    system: System,
    policy: DisclosurePolicy,
    statistics: Statistics,
    contributions: Contributions | None = None,
) -> tuple[Need, NDArray[np.object_]]:
    """Return what the intervals of the cells have to be like, and why each unsafe cell is unsafe."""
    reason = unsafe_cells(system, policy)
    side = np.zeros(len(reason))
    blocks = {block: row for row, block in enumerate(statistics.blocks)}
    areas = {area: column for column, area in enumerate(statistics.all_areas)}
    for (block, area), parts in (contributions or {}).items():
        if block not in blocks or area not in areas:
            raise StatisticsError(f"contributions to {block} in area '{area}', which is not in the table")
        level = protection_level(parts, policy)
        if level > 0:
            cells = (system.row == blocks[block]) & (system.column == areas[area])
            reason[cells] = CONTRIBUTORS
            side[cells] = level
    return Need(np.full(len(reason), float(policy.margin_width)), side), reason


@door
def audit(
    published: Statistics | Rounded,
    policy: DisclosurePolicy | None = None,
    *,
    truth: Statistics | None = None,
    shares: Mapping[str, str] | None = None,
    within: Mapping[str, Sequence[str]] | None = None,
    contributions: Contributions | None = None,
) -> Audit:
    """Attack published statistics as an outsider who knows how tables add up.

    Parameters
    ----------
    published : Statistics or Rounded
        What is, or is to be, published. Of rounded figures the outsider knows how they were rounded, and so
        the interval of each; they bring their truth along.
    policy : DisclosurePolicy, optional
        Generic conventions if left out.
    truth : Statistics, optional
        The figures before anything was withheld, with the same blocks and areas. Without it every withheld
        figure is taken to be unsafe, unless its interval shows that it is not.
    shares : mapping of str to str, optional
        Numerator variable → denominator variable; those of the catalogue's shares if left out.
    within : mapping of str to sequence of str, optional
        Area → those areas of the table that make it up, where there are areas within areas. Several ways to
        divide the same small areas may overlap.
    contributions : mapping of (BlockId, area) to sequence of float, optional
        What each contributor adds to a sum, for the dominance rules, as in :func:`omradesindex.protect`.

    Returns
    -------
    Audit

    Raises
    ------
    StatisticsError
        The two tables are not about the same figures.
    ComputeError
        The published figures contradict each other.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"area": ["01", "02", "X"], "variable": "inflyttade", "period": "2024",
    ...                       "kind": "count", "value": [None, 40, 43],
    ...                       "status": ["suppressed", "observed", "observed"]})
    >>> result = audit(Statistics.from_frame(table, name="Exempelstad (påhittad)", whole="X"))
    >>> result.passed, result.table.loc[0, "low"], result.table.loc[0, "high"]
    (False, np.float64(3.0), np.float64(3.0))
    """
    policy = policy or DisclosurePolicy()
    if isinstance(published, Rounded):
        system = build(published.truth, shares=published.shares if shares is None else shares, within=within)
        least, most = system.bounds(np.ones_like(published.least, dtype=bool))
        at = system.shown
        least[at] = published.least[system.row[at], system.column[at]]
        most[at] = published.most[system.row[at], system.column[at]]
        need, reason = what_is_needed(system, policy, published.truth, contributions)
        return audit_system(system, (least, most), need, reason, policy, published.truth)
    if truth is None:
        system = build(published, shares=shares, within=within)
        need, reason = what_is_needed(system, policy, published, contributions)
        hidden = np.zeros((len(published.blocks), len(published.all_areas)), dtype=bool)
        return audit_system(system, system.bounds(hidden), need, reason, policy, published)
    if truth.blocks != published.blocks or truth.all_areas != published.all_areas:
        raise StatisticsError(
            "the true and the published statistics are not about the same figures",
            where=published.name,
            expected="the same variables, periods, groups and areas, in the same order",
        )
    system = build(truth, shares=shares, within=within)
    seen = build(published, shares=shares, within=within)
    both = seen.shown & system.shown
    if not np.array_equal(seen.values[both], system.values[both]):
        raise StatisticsError("a published figure differs from the true one", where=published.name)
    hidden = np.ones((len(published.blocks), len(published.all_areas)), dtype=bool)
    hidden[seen.row[seen.shown], seen.column[seen.shown]] = False
    need, reason = what_is_needed(system, policy, truth, contributions)
    return audit_system(system, system.bounds(hidden), need, reason, policy, truth)


def audit_system(
    system: System,
    bounds: tuple[Floats, Floats],
    need: Need,
    reason: NDArray[np.object_],
    policy: DisclosurePolicy,
    statistics: Statistics,
) -> Audit:
    """See :func:`audit`; ``bounds`` is what is published of each cell, ``reason`` why it is unsafe."""
    import pandas as pd

    withheld = (system.row >= 0) & (system.status == SUPPRESSED)
    targets = np.flatnonzero((reason != "") | withheld)
    found = attack(system.matrix, system.right, *bounds, targets)
    values, need = system.values[targets], need.of(targets)
    needed = np.maximum(need.width, np.sum(need.sides(np.nan_to_num(values)), axis=0))
    safe = ~need.too_tight(found, values)
    # What nobody here knows is no secret when its interval holds nothing that would be unsafe.
    safe |= (reason[targets] == "") & (found.low >= max(policy.threshold, policy.small))
    top, rest, _ = system.pairs.T
    shows = np.arange(len(system.values))
    shows[rest] = top
    stands = shows[targets]
    rows = system.row[stands]
    blocks = statistics.blocks
    table: dict[str, object] = {
        "area": [statistics.all_areas[c] for c in system.column[targets]],
        "variable": [
            blocks[r].variable if r >= 0 else system.variable[f]
            for r, f in zip(rows, system.family[stands], strict=True)
        ],
        "period": [blocks[r].period if r >= 0 else "" for r in rows],
    }
    for place, breakdown in enumerate(statistics.breakdowns):
        table[breakdown] = [blocks[r].group[place] if r >= 0 else "" for r in rows]
    table |= {
        "cell": np.where(system.row[targets] >= 0, "shown", "implied"),
        "reason": np.where(reason[targets] == "", "withheld before", reason[targets]),
        "low": np.round(found.low, 4),
        "high": np.round(found.high, 4),
        "width": np.round(found.width, 4),
        "needed": needed,
        "safe": safe,
    }
    counted = {block for row, block in enumerate(blocks) if row in set(system.row.tolist())}
    unchecked = tuple(dict.fromkeys(b.variable for b in blocks if b not in counted))
    return Audit(pd.DataFrame(table), unchecked)
