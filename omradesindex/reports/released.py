"""The figures of a report are those that others may see: what is withheld stands in none of its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from omradesindex.disclosure.audit import reading
from omradesindex.disclosure.ledger import Ledger, ledger_given, releases_for
from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.disclosure.protect import Protected, protect, protect_system, withhold
from omradesindex.disclosure.publish import publish
from omradesindex.disclosure.remaking import share_pairs_of
from omradesindex.disclosure.shares import Shares, joined
from omradesindex.disclosure.surroundings import for_others, refuse_telling_errors
from omradesindex.disclosure.system import build
from omradesindex.errors import ComputeError
from omradesindex.reports.anew import Anew
from omradesindex.reports.behind import behind, called_with, inside, resting_on
from omradesindex.reports.given import Given
from omradesindex.show.file_names import file_name
from omradesindex.show.folder import File
from omradesindex.statistics import Statistics
from omradesindex.statistics.vocabulary import STATUSES
from omradesindex.wording import Language, Text, say

#: The folder of the figures themselves, and its files.
FOLDER, AREAS, SUB_AREAS = "underlag", "omraden.csv", "delomraden.csv"

_WHAT = {
    AREAS: Text("uppgifterna som allt är räknat på", "the figures that all is computed from"),
    SUB_AREAS: Text("delområdenas uppgifter", "the figures of the sub-areas"),
}
_SUPPRESSED = STATUSES.index("suppressed")


@dataclass(frozen=True, eq=False)
class Released:
    """Answers on figures that are protected, and what writes these figures.

    Attributes
    ----------
    given : Given
        The answers; made anew where figures are withheld.
    truths : mapping of str to Statistics
        The figures behind them by file, as they were.
    shown : mapping of str to Statistics
        The same as others may see them.
    policy : DisclosurePolicy
    shares : mapping of str to str or sequence of str
        Numerator → denominator.
    within : mapping of str to sequence of str
        Area → its sub-areas.
    ledger : Ledger, path or None
        What has been released before.
    unchecked : bool
        Whether figures that no audit can judge are allowed.
    protected : Protected or None
        The figures of the areas where they alone were protected: they are audited when they are written, not
        protected once more.
    """

    given: Given
    truths: Mapping[str, Statistics]
    shown: Mapping[str, Statistics]
    policy: DisclosurePolicy
    shares: Shares = field(default_factory=dict)
    within: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ledger: Ledger | str | Path | None = None
    unchecked: bool = False
    protected: Protected | None = None

    @property
    def withheld(self) -> int:
        """How many figures are withheld."""
        return sum(int((table.status == _SUPPRESSED).sum()) for table in self.shown.values())

    def files(self, lang: Language) -> list[File]:
        """The files of the figures, for the list of what is handed over."""
        within = file_name(FOLDER, lang)
        return [File(f"{within}/{file_name(name, lang)}", _WHAT[name], "data") for name in self.truths]

    def write(self, folder: Path, lang: Language) -> None:
        """Write the figures through the door for others: they are audited anew and entered in the ledger."""
        figures: Mapping[str, Statistics] | Protected
        figures = {file_name(name, lang): table for name, table in self.truths.items()}
        target = folder / file_name(FOLDER, lang)
        if self.protected is not None:
            figures = self.protected
            target.mkdir()
            target /= file_name(AREAS, lang)
        publish(
            figures,
            target,
            policy=self.policy,
            shares=self.shares,
            within=self.within,
            ledger=self.ledger,
            called="/".join([say(lang, "rapport", "report"), *target.relative_to(folder).parts]),
            unchecked=self.unchecked,
        )


def release(
    given: Given,
    *,
    policy: DisclosurePolicy | None = None,
    ledger: Ledger | str | Path | None = None,
    unchecked: bool = False,
    note: str = "",
) -> Released:
    """Protect the figures behind answers together, and give the answers back as others may see them.

    Where figures are withheld, ``note`` goes along with the others.

    Raises
    ------
    ComputeError
        Answers that rest on different figures, on such as no audit can judge, or that cannot be made anew
        from what may be shown.
    """
    policy = policy or DisclosurePolicy()
    truths, within = {AREAS: behind(given)}, dict[str, Sequence[str]]()
    if given.spread is not None:
        truths[SUB_AREAS] = inside(given.spread)
        there = set(given.spread.sub_areas)
        within = {
            area: [code for code in given.spread.key.of_area(area) if code in there]
            for area in given.spread.division.codes
        }
    shares = joined(*(share_pairs_of(made, truths[AREAS]) for made in given.computed()))
    protected = None
    if len(truths) == 1:
        protected = protect(truths[AREAS], policy, shares=shares, ledger=ledger)
        shown, uncounted = {AREAS: protected.statistics}, protected.audit.unchecked
    else:
        shown, uncounted = _together(truths, policy, shares, within, ledger)
    if uncounted and not unchecked:
        raise _no_counts(uncounted[0], given)
    for table in shown.values():
        refuse_telling_errors(table, policy)
    released = Released(given, truths, shown, policy, shares, within, ledger, unchecked, protected)
    if not released.withheld:
        return released
    notes = (note,) if note else ()
    told = {name: for_others(table, policy, notes=notes) for name, table in shown.items()}
    return replace(released, given=Anew(told[AREAS], told.get(SUB_AREAS)).all_of(given))


def _together(
    truths: Mapping[str, Statistics],
    policy: DisclosurePolicy,
    shares: Shares,
    within: Mapping[str, Sequence[str]],
    ledger: Ledger | str | Path | None,
) -> tuple[dict[str, Statistics], tuple[str, ...]]:
    """Protect several tables together; also name the variables that no audit can judge."""
    readings = [reading(table) for table in truths.values()]
    system = build(
        readings,
        releases=releases_for(ledger_given(ledger), list(truths.values()), within),
        shares=shares,
        within=within,
        margin=policy.margin_width,
    )
    kept = protect_system(system, readings, policy)
    shown = {
        name: withhold(table, system.laid.hidden_in(k, kept.hidden))
        for k, (name, table) in enumerate(truths.items())
    }
    counted = {system.laid.blocks[row].variable for row in np.unique(system.row[system.row >= 0])}
    told = (variable for table in truths.values() for variable in table.variables)
    return shown, tuple(dict.fromkeys(variable for variable in told if variable not in counted))


def _no_counts(variable: str, given: Given) -> ComputeError:
    """What cannot be audited, the answers that rest on it, and what the analyst can do."""
    names = resting_on(given, variable)
    remedy = "give numerators and denominators, or take the responsibility with unchecked=True"
    if names == ["sets"]:
        remedy = (
            f"compare without it: oi.compare([…], statistics.without('{variable}'), partial=True); "
            "or take the responsibility with unchecked=True"
        )
    return ComputeError(
        f"'{variable}' has no counts, so no audit can judge it",
        where=called_with(names),
        expected="figures with numerators and denominators",
        remedy=remedy,
    )
