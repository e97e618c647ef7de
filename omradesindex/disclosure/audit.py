"""Attack a published table, and report what an outsider can say about every unsafe figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.disclosure.attack import attack
from omradesindex.disclosure.declared import Sums
from omradesindex.disclosure.laid import MEASURES, OBSERVED, Reading
from omradesindex.disclosure.ledger import Ledger, ledger_given, releases_for
from omradesindex.disclosure.need import Need
from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.disclosure.primary import (
    CONTRIBUTORS,
    UNKNOWN_LEFT,
    protection_level,
    unsafe_cells,
)
from omradesindex.disclosure.rounding import Rounded, bounds
from omradesindex.disclosure.system import System, build
from omradesindex.disclosure.trying import ALONE, SUMS, Trial
from omradesindex.disclosure.words import internal_line, more_line, unchecked_line, verdict_line
from omradesindex.doors import door
from omradesindex.errors import StatisticsError
from omradesindex.show.answer import Answer
from omradesindex.show.cut import check_most
from omradesindex.show.folder import Folder
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.statistics import BlockId, Statistics
from omradesindex.wording import Language, Text, say

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
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
        ``low``, ``high``, ``width``, ``needed``, ``how`` (by which attack it is known too well: ``sums``,
        ``rule`` where whole numbers and the rule of withholding tell more, ``alone`` by whoever is the one
        person in another cell; empty where it is safe), ``safe``.
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
        ends = ("low", "high", "width", "needed")
        fixed = ("area", "variable", "period", "cell", "reason", *ends, "how", "safe")
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
    tables: Sequence[Reading],
    contributions: Contributions | None = None,
) -> tuple[Need, NDArray[np.object_]]:
    """Return what the intervals of the cells have to be like, and why each unsafe cell is unsafe."""
    reason = unsafe_cells(system, policy)
    side = np.zeros(len(reason))
    # Contributions are given to one table, by its own blocks.
    figures, (rows, columns) = tables[0].figures, system.laid.places[0]
    blocks = {block: rows[k] for k, block in enumerate(figures.blocks)}
    areas = {area: k for k, area in enumerate(system.laid.areas)}
    areas |= system.laid.elsewhere
    areas |= {area: columns[k] for k, area in enumerate(figures.all_areas)}
    for (block, area), parts in (contributions or {}).items():
        own = block in blocks
        cells = system.row == blocks[block] if own else system.rest_of(block, figures.breakdowns)
        if cells is None or area not in areas:
            raise StatisticsError(
                f"contributions are given to what is not in the table: '{block.variable}' "
                f"({block.period}) in area '{area}'",
                where=figures.name,
                expected="contributions={(BlockId, area): what each adds}, with the table's own blocks and "
                "areas",
            )
        level = protection_level(parts, policy)
        if level > 0:
            cells = cells & (system.column == areas[area])
            reason[cells] = CONTRIBUTORS
            side[cells] = level
    return Need(np.maximum(policy.margin_width, system.asked), side), reason


def reading(table: Statistics | Rounded, rest: bool = False) -> Reading:
    """What a reader knows of a table: of rounded figures the interval of each, whoever rounded them."""
    if isinstance(table, Rounded):
        return Reading(table.truth, {"value": (table.least, table.most)})
    measures = {measure for kind in table.kinds for measure in MEASURES.get(kind, ())}
    return Reading(table, {measure: bounds(table, measure) for measure in measures}, true=False, rest=rest)


@door
def audit(
    published: Statistics | Rounded,
    policy: DisclosurePolicy | None = None,
    *,
    truth: Statistics | None = None,
    shares: Mapping[str, str | Sequence[str]] | None = None,
    within: Mapping[str, Sequence[str]] | None = None,
    identities: Sums | None = None,
    contributions: Contributions | None = None,
    ledger: Ledger | str | Path | None = None,
) -> Audit:
    """Attack published statistics as an outsider who knows how tables add up, and what is out already.

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
    shares : mapping of str to str or sequence of str, optional
        Numerator → denominator, or several; ``a+b`` is the sum of two variables. Those of the
        catalogue's shares if left out.
    within : mapping of str to sequence of str, optional
        Area → those areas that make it up, where there are areas within areas. Several ways to divide the
        same small areas may overlap.
    identities : mapping of str to sequence of str, or of several such, optional
        Variable → the variables that it is the sum of, beside those that the catalogue knows and those that
        hold in the figures; several sums: a sequence of them. Of ``a+b`` those that both together are the sum
        of. An empty sequence says that it is no sum of others, whatever it looks like. In a group only:
        ``a|sex=women``, or ``a|age=16-64``; there it may be the sum of nothing: ``[[]]``.
    contributions : mapping of (BlockId, area) to sequence of float, optional
        What each contributor adds to a sum, for the dominance rules, as in :func:`omradesindex.protect`.
    ledger : Ledger or path, optional
        Earlier releases, which the outsider has read too.

    Returns
    -------
    Audit

    Raises
    ------
    StatisticsError
        The two tables are not about the same figures, or the ledger is not about these areas.
    ComputeError
        The published figures contradict each other, or nearly add up without anybody having said whether
        they do.

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
    told = reading(published)
    hidden = None
    if truth is not None and isinstance(published, Statistics):
        same_figures(published, truth)
        told = reading(truth)
        hidden = published.status[:, : len(published.all_areas)] != OBSERVED
    releases = releases_for(ledger_given(ledger), [told.figures], within)
    system = build(
        [told],
        releases=releases,
        shares=published.shares if shares is None and isinstance(published, Rounded) else shares,
        within=within,
        identities=identities,
        margin=policy.margin_width,
    )
    laid = system.laid
    masked = np.zeros_like(laid.closed) if hidden is None else laid.hide(0, hidden)
    need, reason = what_is_needed(system, policy, [told], contributions)
    return audit_system(Trial(system, policy, need, reason, source_follows=hidden is None), masked)


def same_figures(published: Statistics, truth: Statistics) -> None:
    """Raise a StatisticsError where what is published is not the truth with figures withheld."""
    if truth.blocks != published.blocks or truth.all_areas != published.all_areas:
        raise StatisticsError(
            "the true and the published statistics are not about the same figures",
            where=published.name,
            expected="the same variables, periods, groups and areas, in the same order",
        )
    n = len(truth.all_areas)
    shown = published.status[:, :n] == OBSERVED
    for column in ("value", "numerator", "denominator"):
        told, true = published.numbers[column][:, :n][shown], truth.numbers[column][:, :n][shown]
        if not np.array_equal(told, true, equal_nan=True):
            raise StatisticsError("a published figure differs from the true one", where=published.name)


def audit_system(trial: Trial, hidden: Bools) -> Audit:
    """See :func:`audit`; ``hidden`` is what is withheld (blocks × areas).

    A trial that has been passed already is not held again.
    """
    import pandas as pd

    system, need, reason = trial.system, trial.need, trial.reason
    laid = system.laid
    targets = trial.targets
    found = attack(system.matrix, system.right, *system.bounds(hidden), targets)
    low, high = found.low.copy(), found.high.copy()
    how: NDArray[np.object_] = np.full(len(targets), "", dtype=object)
    for leaks in trial.leaks(hidden, at_once=True):
        at = np.searchsorted(targets, leaks.cells)
        at, which = at[how[at] == ""], how[at] == ""
        how[at] = leaks.how
        if leaks.how != SUMS:
            low[at], high[at] = leaks.low[which], leaks.high[which]
    values, needed = system.values[targets], need.of(targets)
    width = np.maximum(needed.width, np.sum(needed.sides(np.nan_to_num(values)), axis=0))
    blocks = [laid.blocks[row] for row in system.block[targets]]
    table: dict[str, object] = {
        "area": [laid.areas[c] for c in system.column[targets]],
        "variable": [block.variable for block in blocks],
        "period": [block.period for block in blocks],
    }
    for place, breakdown in enumerate(laid.breakdowns):
        table[breakdown] = [block.group[place] for block in blocks]
    table |= {
        "cell": np.where(system.row[targets] >= 0, "shown", "implied"),
        "reason": np.where(
            reason[targets] != "",
            reason[targets],
            np.where(system.row[targets] >= 0, "withheld before", UNKNOWN_LEFT),
        ),
        # Of what a solver calls −0 nothing is left: it is 0.
        "low": np.round(low, 4) + 0.0,
        "high": np.round(high, 4) + 0.0,
        "width": np.round(high - low, 4) + 0.0,
        "needed": np.where(how == ALONE, 1.0, width),
        "how": how,
        "safe": how == "",
    }
    counted = {row for row, _ in laid.strips}
    uncounted = [block.variable for row, block in enumerate(laid.blocks) if row not in counted]
    return Audit(pd.DataFrame(table), tuple(dict.fromkeys(uncounted)))
