"""The one door to a file that is meant for others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from omradesindex.disclosure.audit import Audit, audit
from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.disclosure.protect import Protected
from omradesindex.disclosure.remaking import remake
from omradesindex.disclosure.rounding import Rounded
from omradesindex.disclosure.surroundings import for_others, refuse_telling_errors
from omradesindex.doors import door
from omradesindex.errors import ComputeError, StatisticsError
from omradesindex.index import Breakdown, Result
from omradesindex.show.writing import write_csv, write_file
from omradesindex.statistics import Statistics
from omradesindex.subjects.by_group.answer import ByGroup
from omradesindex.wording import Language


@door
def publish(
    figures: Protected | Rounded | Statistics | Result | Breakdown | ByGroup[Any],
    path: str | Path,
    *,
    policy: DisclosurePolicy | None = None,
    shares: Mapping[str, str] | None = None,
    within: Mapping[str, Sequence[str]] | None = None,
    unchecked: bool = False,
    lang: Language = "sv",
) -> Path:
    """Write figures to a file or folder for others, if an outsider cannot find a person through them.

    The audit is made anew, on the figures as they will stand in the file. What is withheld has the status
    ``suppressed`` and no value. The file holds neither reasons nor the log, which would tell. ``doubtful``
    and ``coverage`` are given in coarse steps, because times the base they count persons in single sub-areas.

    An index (with its groups, or without) is made anew: the counts behind it are protected and audited as if
    they were published themselves, and the index is computed from those that may be shown, with a stick of
    its own. Nothing in it can tell more than they do. Scores may so differ from those on all figures, which
    the files say, and are empty where too little is left.

    Parameters
    ----------
    figures : Protected, Rounded, Statistics, Result, Breakdown or ByGroup
        What :func:`omradesindex.protect` or ``round_statistics`` gave; statistics, which are written
        only if nothing in them needs protection; or a computed index, or what a verb gave with ``by``.
    path : str or Path
        A ``.csv`` file, replaced if it is there, in a folder that exists. For an index it may be a folder
        too, which then gets all that its ``save`` writes.
    policy : DisclosurePolicy, optional
        That of the protection, or generic conventions, if left out.
    shares, within : mapping, optional
        As in :func:`omradesindex.protect`.
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
        The audit fails, or a standard error tells how few persons a share comes from; nothing is written.

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
    is_file = target.suffix.lower() == ".csv"
    remade: Result | Breakdown | ByGroup[Any] | None = None
    if isinstance(figures, Result | Breakdown | ByGroup):
        remade, figures = remake(figures, policy or DisclosurePolicy(), shares)
    if isinstance(figures, Protected):
        policy = policy or figures.policy
        shares = figures.shares if shares is None else shares
        shown = figures.statistics
        found = audit(
            shown,
            policy,
            truth=figures.truth,
            shares=shares,
            within=figures.within if within is None else within,
            contributions=figures.contributions,
        )
    elif isinstance(figures, Rounded):
        policy = policy or figures.policy
        shown, found = figures.statistics, audit(figures, policy, shares=shares)
    else:
        policy = policy or DisclosurePolicy()
        shown, found = figures, audit(figures, policy, shares=shares, within=within)
    _refuse(found, shown, unchecked, rounded=isinstance(figures, Rounded))
    refuse_telling_errors(shown, policy)
    if not is_file and remade is None:
        raise StatisticsError("figures are published as CSV", where=str(target), expected="a name in .csv")
    if not is_file and remade is not None:
        remade.save(target, lang=lang)
        return target
    frame = for_others(shown, policy).to_frame() if remade is None else remade.to_frame()
    return write_file(target, lambda file: write_csv(file, frame), error=StatisticsError)


def _refuse(found: Audit, shown: Statistics, unchecked: bool, *, rounded: bool) -> None:
    if not found.passed:
        first = found.table[~found.table["safe"]].iloc[0]
        raise ComputeError(
            f"the audit FAILS for {int((~found.table['safe']).sum())} of {len(found.table)} figures, first "
            f"'{first['variable']}' in area '{first['area']}' "
            f"({first['period']}): "
            f"{first['reason']}, known to lie within {first['high'] - first['low']:g}",
            where=shown.name,
            expected=f"at least {first['needed']:g} wide",
            remedy="withhold it first: publish(protect(statistics, policy), path)"
            if not rounded
            else "round to a larger base, or withhold figures (protect)",
        )
    if found.unchecked and not unchecked:
        raise ComputeError(
            f"'{found.unchecked[0]}' ({len(found.unchecked)} such) has no counts, so no audit can judge it",
            where=shown.name,
            remedy="give numerators and denominators, leave it out (statistics.without), "
            "or take the responsibility with unchecked=True",
        )
