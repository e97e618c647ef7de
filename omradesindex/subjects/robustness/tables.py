"""The tables of a study: what ranks hang on, and which areas can be told apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.errors import ComputeError
from omradesindex.methods.sensitivity_design import MOST_COLUMNS
from omradesindex.subjects.robustness.attribution import alone
from omradesindex.subjects.robustness.problem import CHOICES

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.robustness.study import Study


def sensitivity_table(study: Study) -> pd.DataFrame:
    """Shares of variance; see :attr:`Study.sensitivity`."""
    import pandas as pd

    s = study.shares
    if study.unshared:
        raise ComputeError(
            "the uncertainty has not been shared out among the factors: "
            f"{len(study.areas)} areas with errors of their own are too many for the method",
            where="robustness",
            expected=f"at most {MOST_COLUMNS} numbers that vary at a time",
            remedy="look at study.one_at_a_time, which lets each factor vary alone",
        )
    if s is None:
        raise ComputeError(
            "the uncertainty has not been shared out among the factors",
            where="robustness",
            expected="at least two factors that vary, sobol=True and a run that was not interrupted",
        )
    names = [f.name for f in study.problem.factors]
    kept = s.first.shape[1]
    columns = [("mean_rank_shift", 0)]
    if kept > 1:
        columns += [(area, 1 + int(row)) for area, row in zip(study.areas, study.rows, strict=True)]
    parts = [f"{kind}{end}" for kind in ("first", "total") for end in ("", "_low", "_high")]
    tables = []
    for output, column in columns:
        reason = s.reason(column)
        said = {part: getattr(s, part)[:, column] if not reason else np.nan for part in parts}
        tables.append(pd.DataFrame({"output": output, "factor": names, **said, "reason": reason}))
    return pd.concat(tables, ignore_index=True)


def level_table(study: Study) -> pd.DataFrame:
    """Mean rank shift by level; see :attr:`Study.by_level`."""
    import pandas as pd

    codes = np.arange(study.problem.n_groups)
    levels = study.problem.levels_of(codes)
    rows = []
    for factor in study.problem.factors:
        if factor.name not in CHOICES:
            continue
        for place, label in enumerate(factor.levels):
            mine = levels[factor.name] == place
            n = int(study.tally.group_n[mine].sum())
            if n:
                shift = study.tally.group_shift[mine].sum() / n / len(study.areas)
                rows.append((factor.name, label, n, shift))
    return pd.DataFrame(rows, columns=["factor", "level", "n", "mean_rank_shift"])


def alone_table(study: Study) -> pd.DataFrame:
    """Each factor alone; see :attr:`Study.one_at_a_time`."""
    import pandas as pd

    tables = []
    for name, (tally, bins) in alone(study.problem, min(study.asked, 4096), study.seed).items():
        one = replace(study, tally=tally, bins=bins, shares=None)
        ranks = one.ranks
        shift = tally.group_shift.sum() / tally.n / len(study.areas)
        tables.append(
            ranks[["name", "base", "best", "worst"]].reset_index().assign(factor=name, mean_rank_shift=shift)
        )
    columns = ["factor", "mean_rank_shift", "area", "name", "base", "best", "worst"]
    return pd.concat(tables, ignore_index=True)[columns]


def leave_one_out_table(study: Study) -> pd.DataFrame:
    """Ranks without each indicator; see :attr:`Study.leave_one_out`."""
    import pandas as pd

    base = study.base
    found = {"base": base.ranks["index"]}
    for member in base.index.members:
        if len(base.index.dimension_of(member.id).members) > 1:
            without = base.index.without(member.id)
            found[member.id] = study.computed(without).ranks["index"]

    return pd.DataFrame(found)


def pair_table(study: Study, level: float) -> pd.DataFrame:
    """Every pair of areas; see :meth:`Study.told_apart`."""
    import pandas as pd

    share = study.above.to_numpy()
    limit = (1 + level) / 2
    # A tie lies above in neither direction, and tells nobody apart.
    apart = (share >= limit) | (limit <= share.T)
    order = [int(np.flatnonzero(study.rows == k)[0]) for k in range(len(study.areas))]
    rows = [
        (study.areas[i], study.areas[j], share[i, j], apart[i, j])
        for place, i in enumerate(order)
        for j in order[place + 1 :]
    ]
    table = pd.DataFrame(rows, columns=["first", "second", "above", "told_apart"])
    table.insert(1, "first_name", table["first"].map(study.base.names))
    table.insert(3, "second_name", table["second"].map(study.base.names))
    nearest = (table["above"] - 0.5).abs().sort_values(kind="stable").index
    return table.loc[nearest].reset_index(drop=True)
