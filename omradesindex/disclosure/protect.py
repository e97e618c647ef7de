"""Withhold what is unsafe, and as little as possible beside it, until the audit passes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.disclosure.audit import Audit, Contributions, audit_system, reading, what_is_needed
from omradesindex.disclosure.declared import Sums
from omradesindex.disclosure.laid import SUPPRESSED, Reading
from omradesindex.disclosure.ledger import Ledger, ledger_given, releases_for
from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.disclosure.primary import COMPLEMENTARY, EARLIER
from omradesindex.disclosure.searching import denominators_first, table_by_table, until_nothing_leaks
from omradesindex.disclosure.system import System, build
from omradesindex.disclosure.trying import Trial
from omradesindex.disclosure.words import internal_line, rules_line, withheld_line
from omradesindex.doors import door
from omradesindex.errors import ComputeError
from omradesindex.index.explain import place_of
from omradesindex.show.answer import Answer
from omradesindex.show.cut import check_most
from omradesindex.show.folder import Folder
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.statistics import Statistics
from omradesindex.statistics.block import NUMBERS
from omradesindex.wording import Language, Text, say

if TYPE_CHECKING:
    import pandas as pd

Bools = NDArray[np.bool_]

#: How many times dearer it is to withhold a figure that is to be kept.
_DEAR = 1000.0


@door
@dataclass(frozen=True, eq=False, repr=False)
class Protected(Answer):
    """Statistics from which the unsafe figures are withheld.

    Attributes
    ----------
    statistics : Statistics
        The figures that may be shown; the others have the status ``suppressed``.
    log : DataFrame
        One row for each withheld figure: ``area, variable, period``, breakdowns, ``kind`` (primary or
        complementary), ``reason``, ``optimal`` (whether the pattern of its variable and period is proven to
        be the cheapest). **Not for publication**: reasons tell what the figures were.
    audit : Audit
        What an outsider can say about the unsafe figures. Not for publication.
    policy : DisclosurePolicy
    truth : Statistics
        The figures as they were.
    shares : mapping of str to str, or None
        Numerator variable → denominator variable, as given.
    within : mapping of str to sequence of str, or None
        Area → the areas that make it up, as given.
    contributions : mapping, or None
        What each contributor adds to the sums, as given.
    identities : mapping of str to sequence of str, or of several such, or None
        Variable → the variables that it is the sum of, as given.
    rest : bool
        Whether whoever lives in none of the areas is protected as an area is.
    """

    statistics: Statistics
    log: pd.DataFrame
    audit: Audit
    policy: DisclosurePolicy
    truth: Statistics
    shares: Mapping[str, str | Sequence[str]] | None = None
    within: Mapping[str, Sequence[str]] | None = None
    contributions: Contributions | None = None
    identities: Sums | None = None
    rest: bool = False

    def summary(self, lang: Language = "sv") -> str:
        """Say how much is withheld, and whether the audit passes.

        Parameters
        ----------
        lang : {"sv", "en"}
        """
        return f"{self.statistics.name}: {withheld_line(self.log, lang)} {self.audit.summary(lang)}"

    def to_frame(self) -> pd.DataFrame:
        """Return the figures that may be shown, as ``statistics.to_frame()``."""
        return self.statistics.to_frame()

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        """Return how much is withheld of each variable, and whether the audit passes.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Not used: every variable is listed.
        """
        check_most(most)
        figures = Counter(dict.fromkeys(self.statistics.variables, 0))
        for block in self.statistics.blocks:
            figures[block.variable] += len(self.statistics.all_areas)
        withheld = Counter(zip(self.log["variable"], self.log["kind"], strict=True))
        return Page(
            f"{say(lang, 'Skyddade uppgifter', 'Protected figures')} · {self.statistics.name}",
            [
                Paragraph(f"{withheld_line(self.log, lang)} {self.audit.summary(lang)}"),
                Table(
                    say(lang, "Dolda tal", "Figures withheld"),
                    [
                        Column(say(lang, "Variabel", "Variable"), list(figures), "name"),
                        Column(say(lang, "Tal", "Figures"), list(figures.values()), decimals=0),
                        *(
                            Column(head, [withheld[variable, kind] for variable in figures], decimals=0)
                            for kind, head in (
                                ("primary", say(lang, "Röjande", "Unsafe")),
                                ("complementary", say(lang, "För att skydda dem", "To protect them")),
                            )
                        ),
                    ],
                ),
            ],
            [
                rules_line(self.policy, lang),
                internal_line(lang),
            ],
            lang,
        )

    def contents(self, folder: Folder) -> None:
        """Say which files :meth:`save` writes: the log and the audit, for whoever protects the figures.

        The figures themselves are written by :func:`omradesindex.publish`, which audits them anew.
        """
        folder.keep_inside()
        what = Text("vad som är dolt, och varför", "what is withheld, and why")
        folder.page("internt_skydd", lambda: self.page(folder.lang), what)
        folder.table("internt_dolda_tal", lambda: self.log, what)
        self.audit.contents(folder)


@door
def protect(
    statistics: Statistics,
    policy: DisclosurePolicy | None = None,
    *,
    shares: Mapping[str, str | Sequence[str]] | None = None,
    within: Mapping[str, Sequence[str]] | None = None,
    identities: Sums | None = None,
    contributions: Contributions | None = None,
    keep: Iterable[str] = (),
    ledger: Ledger | str | Path | None = None,
    rest: bool = False,
) -> Protected:
    """Withhold the figures through which a person could be found.

    First the unsafe figures go; then, table by table, the cheapest further figures without which the unsafe
    ones could be worked out; last an outsider is tried on everything together, and what he can still bound
    costs further figures until nothing is left that he can.

    Parameters
    ----------
    statistics : Statistics
        Counts, and shares and means with numerators and denominators.
    policy : DisclosurePolicy, optional
        Generic conventions if left out.
    shares : mapping of str to str or sequence of str, optional
        Numerator → denominator, or several; ``a+b`` is the sum of two variables. Those of the
        catalogue's shares if left out.
    within : mapping of str to sequence of str, optional
        Area → those areas of the table that make it up, where there are areas within areas. Several ways to
        divide the same small areas may overlap.
    identities : mapping of str to sequence of str, or of several such, optional
        Variable → the variables that it is the sum of, beside those that the catalogue knows and those that
        hold in the figures; several sums: a sequence of them. Of ``a+b`` those that both together are the sum
        of. An empty sequence says that it is no sum of others, whatever it looks like. In a group only:
        ``a|sex=women``, or ``a|age=16-64``; there it may be the sum of nothing: ``[[]]``.
    contributions : mapping of (BlockId, area) to sequence of float, optional
        What each contributor adds to a sum, for the dominance rules.
    keep : iterable of str, optional
        Areas (or the city) whose figures are withheld to protect others only where nothing else will do.
    ledger : Ledger or path, optional
        What has been released before: it is taken to be known, and what was withheld stays withheld.
    rest : bool
        Protect those who live in none of the areas, as if they were an area of their own. If left out that is
        done where they are more than one in twenty; fewer are taken to be known.

    Returns
    -------
    Protected

    Raises
    ------
    ComputeError
        The policy would leave nothing to show; what is out already tells too much; or figures nearly add up
        and nobody has said whether they do.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({
    ...     "area": ["01", "02", "03", "X"] * 3, "variable": "sysselsatta", "period": "2024",
    ...     "sex": ["total"] * 4 + ["women"] * 4 + ["men"] * 4, "kind": "count",
    ...     "value": [43, 90, 80, 213, 3, 40, 41, 84, 40, 50, 39, 129]})
    >>> made_up = Statistics.from_frame(people, name="Exempelstad (påhittad)", whole="X")
    >>> protected = protect(made_up)
    >>> protected.log.loc[0, ["area", "sex", "kind"]].tolist()
    ['01', 'women', 'primary']
    >>> len(protected.log), protected.audit.passed
    (4, True)
    """
    policy = policy or DisclosurePolicy()
    releases = releases_for(ledger_given(ledger), [statistics], within)
    told = [reading(statistics, rest)]
    system = build(
        told,
        releases=releases,
        shares=shares,
        within=within,
        identities=identities,
        margin=policy.margin_width,
    )
    kept = protect_system(system, told, policy, contributions=contributions, keep=keep)
    return Protected(
        withhold(statistics, system.laid.hidden_in(0, kept.hidden)),
        _log(statistics, kept),
        audit_system(kept.trial, kept.hidden),
        policy,
        statistics,
        shares,
        within,
        contributions,
        identities,
        rest,
    )


@dataclass(frozen=True)
class Kept:
    """What is withheld of everything that was laid, and why.

    ``hidden``, ``primary``: blocks × areas; the latter are withheld for their own sake. ``optimal``: of each
    family, whether its pattern is proven to be the cheapest.
    """

    trial: Trial
    hidden: Bools
    primary: Bools
    optimal: Bools


def protect_system(
    system: System,
    tables: Sequence[Reading],
    policy: DisclosurePolicy,
    *,
    contributions: Contributions | None = None,
    keep: Iterable[str] = (),
) -> Kept:
    """Find what to withhold of all tables that are to be published, so that no attack finds anything.

    Raises
    ------
    ComputeError
        The policy would leave nothing to show, or what is out already tells too much.
    """
    laid = system.laid
    need, reason = what_is_needed(system, policy, tables, contributions)
    hidden = laid.closed.copy()
    hidden |= system.gone((reason != "") & system.shown)
    # Those who are left over are shown by the numerator, which therefore goes.
    top, rest, _ = system.pairs.T
    implied = np.zeros(len(reason), dtype=bool)
    implied[top[(reason[rest] != "") & system.shown[top]]] = True
    hidden |= system.gone(implied)
    primary = hidden & ~laid.closed
    kept = [place_of(area, laid.areas, laid.name) for area in keep]
    cost = policy.costs(np.nan_to_num(system.values)) * np.where(np.isin(system.column, kept), _DEAR, 1.0)
    optimal = np.ones(len(system.variable), dtype=bool)
    for family in denominators_first(system):
        hidden, optimal[family] = table_by_table(system, policy, family, reason, need, hidden, cost)
    trial = Trial(system, policy, need, reason)
    hidden = until_nothing_leaks(trial, hidden, cost, optimal)
    shown = system.gone(system.shown)
    if shown.any() and not (shown & ~hidden).any():
        raise ComputeError(
            "the policy would withhold every figure",
            where=laid.name,
            expected="a table with figures left to show",
            remedy="use larger areas, fewer breakdowns or a lower threshold, or publish nothing",
        )
    return Kept(trial, hidden, primary, optimal)


def withhold(statistics: Statistics, hidden: Bools) -> Statistics:
    """Return a copy in which some figures (mask: blocks × areas) are suppressed."""
    n = len(statistics.all_areas)
    # All that is known of the figure goes with it: a standard error would tell its counts.
    nothing = dict.fromkeys(NUMBERS, np.nan) | dict.fromkeys(("doubtful", "coverage", "noise"), 0.0)
    return statistics.with_figures(
        {c: np.where(hidden, nothing[c], array[:, :n]) for c, array in statistics.numbers.items()},
        status=np.where(hidden, SUPPRESSED, statistics.status[:, :n]).astype(np.int8),
    )


def _log(statistics: Statistics, kept: Kept) -> pd.DataFrame:
    import pandas as pd

    system, reason = kept.trial.system, kept.trial.reason
    rows_of, columns_of = system.laid.places[0]
    why: dict[tuple[int, int], str] = {}
    top, rest, _ = system.pairs.T
    for shows, has in ((np.arange(len(reason)), np.arange(len(reason))), (top, rest)):
        for cell in np.flatnonzero((reason[has] != "") & (system.row[shows] >= 0)):
            why.setdefault((system.row[shows[cell]], system.column[shows[cell]]), reason[has[cell]])
    proven = np.ones(len(system.laid.blocks), dtype=bool)
    standing = system.row >= 0
    np.logical_and.at(proven, system.row[standing], kept.optimal[system.family[standing]])
    rows = []
    for row, column in np.argwhere(system.laid.hidden_in(0, kept.hidden)):
        at = rows_of[row], columns_of[column]
        block, unsafe = statistics.blocks[row], bool(kept.primary[at])
        rows.append(
            (
                statistics.all_areas[column],
                block.variable,
                block.period,
                *block.group,
                "primary" if unsafe else "complementary",
                why.get(at, COMPLEMENTARY)
                if unsafe
                else EARLIER
                if system.laid.closed[at]
                else COMPLEMENTARY,
                bool(proven[rows_of[row]]),
            )
        )
    names = ["area", "variable", "period", *statistics.breakdowns, "kind", "reason", "optimal"]
    log = pd.DataFrame(rows, columns=pd.Index(names))
    return log.sort_values(["kind", "variable", "period"], ascending=[False, True, True], ignore_index=True)
