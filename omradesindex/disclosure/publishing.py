"""The one door to a file that is meant for others."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from omradesindex.disclosure.audit import audit
from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.disclosure.protecting import Protected
from omradesindex.errors import ComputeError, StatisticsError
from omradesindex.statistics import Statistics


def publish(
    figures: Protected | Statistics,
    path: str | Path,
    *,
    policy: DisclosurePolicy | None = None,
    shares: Mapping[str, str] | None = None,
    unchecked: bool = False,
) -> Path:
    """Write figures to a CSV file for others, if an outsider cannot find a person through them.

    The audit is made anew, on the figures as they will stand in the file. What is withheld has the status
    ``suppressed`` and no value. The file holds neither reasons nor the log, which would tell.

    Parameters
    ----------
    figures : Protected or Statistics
        What :func:`omradesindex.protect` gave; or statistics, which are written only if nothing in them needs
        protection.
    path : str or Path
        A ``.csv`` file; replaced if it is there. Its folder must exist.
    policy : DisclosurePolicy, optional
        That of the protection, or generic conventions, if left out.
    shares : mapping of str to str, optional
        As in :func:`omradesindex.protect`.
    unchecked : bool
        Allow figures that carry no counts (shares without denominators, medians, indices), which no audit
        can judge. Somebody else must then have judged them.

    Returns
    -------
    Path

    Raises
    ------
    ComputeError
        The audit fails; nothing is written.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"area": ["01", "02", "X"], "variable": "inflyttade", "period": "2024",
    ...                       "kind": "count", "value": [3, 40, 43]})
    >>> small = Statistics.from_frame(table, name="Exempelstad (påhittad)", whole="X")
    >>> publish(small, Path(tempfile.mkdtemp()) / "tabell.csv")
    Traceback (most recent call last):
    ...
    omradesindex.errors.ComputeError: Exempelstad (påhittad): the audit FAILS for 1 (1 figures attacked),
    first 'inflyttade' in area '01' ... What to do: withhold it first: ...
    """
    target = Path(path)
    if isinstance(figures, Protected):
        policy = policy or figures.policy
        shares = figures.shares if shares is None else shares
        shown = figures.statistics
        found = audit(shown, policy, truth=figures.truth, shares=shares)
        found = found if figures.audit.passed else figures.audit
    elif isinstance(figures, Statistics):
        shown, found = figures, audit(figures, policy, shares=shares)
    else:
        raise ComputeError(
            f"a {type(figures).__name__} cannot be published through this door",
            expected="statistics, or what protect() gave",
            remedy="protect and publish the statistics that it was computed from, and compute it from those",
        )
    if not found.passed:
        first = found.table[~found.table["safe"]].iloc[0]
        raise ComputeError(
            f"{found}, first '{first['variable']}' in area '{first['area']}' ({first['period']}): "
            f"{first['reason']}, known to lie within {first['high'] - first['low']:g}",
            where=shown.name,
            expected=f"at least {first['needed']:g} wide",
            remedy="withhold it first: publish(protect(statistics, policy), path)",
        )
    if found.unchecked and not unchecked:
        raise ComputeError(
            f"'{found.unchecked[0]}' ({len(found.unchecked)} such) has no counts, so no audit can judge it",
            where=shown.name,
            remedy="give numerators and denominators, leave it out (statistics.without), "
            "or take the responsibility with unchecked=True",
        )
    if target.suffix.lower() != ".csv":
        raise StatisticsError("figures are published as CSV", where=str(target), expected="a name in .csv")
    if not target.parent.is_dir():
        raise StatisticsError("the folder does not exist", where=str(target.parent), remedy="make it first")
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    os.close(handle)
    try:
        shown.to_frame().to_csv(beside, index=False, lineterminator="\n", encoding="utf-8")
        Path(beside).chmod(0o644)
        Path(beside).replace(target)
    finally:
        Path(beside).unlink(missing_ok=True)
    return target
