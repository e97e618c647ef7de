"""Crosswalks from tables of codes, such as the one that SCB publishes between two versions of DeSO."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.errors import DivisionError
from omradesindex.geography.crosswalks import Crosswalk, refuse_many
from omradesindex.geography.text_table import check_codes, require_columns
from omradesindex.geography.weights import as_numbers, check_weights
from omradesindex.plain_frames import as_columns

if TYPE_CHECKING:
    import pandas as pd

#: How far given shares may lie from one: they come rounded.
_ROUNDING = 0.005


def from_table(
    frame: pd.DataFrame,
    *,
    source: str,
    target: str,
    share: str | None,
    weights: Mapping[str, float] | None,
    id_: str,
    label: str,
) -> Crosswalk:
    """See :meth:`Crosswalk.from_frame`."""
    where = f"crosswalk '{id_ or f'{source} → {target}'}'"
    frame = as_columns(frame, [name for name in (source, target, share) if name is not None])
    columns = {str(name): frame[name].tolist() for name in frame.columns}
    require_columns(columns, [c for c in (source, target, share) if c is not None], where=where)
    sources = check_codes(list(dict.fromkeys(columns[source])), where=where, what="source")
    targets = check_codes(list(dict.fromkeys(columns[target])), where=where, what="target")
    pairs = list(zip(columns[source], columns[target], strict=True))
    if len(set(pairs)) < len(pairs):
        twice = next(pair for pair, times in Counter(pairs).items() if times > 1)
        raise DivisionError(f"the pair '{twice[0]}' → '{twice[1]}' is given twice", where=where)
    at_source = {code: i for i, code in enumerate(sources)}
    at_target = {code: j for j, code in enumerate(targets)}
    rows = [at_source[s.strip()] for s, _ in pairs]
    refuse_many(len(sources), len(targets), where)
    shares = np.zeros((len(sources), len(targets)))
    given = np.ones(len(pairs))
    if share is not None:
        given = as_numbers(columns[share], what="share", where=where)
    shares[rows, [at_target[t.strip()] for _, t in pairs]] = given
    unbridged: dict[str, str] = {}
    if share is None:
        several = shares.sum(axis=1) > 1
        if weights is not None:
            given_to = check_weights(weights, targets, where=where)
            alone = ~((shares > 0) & (shares.sum(axis=0) > 1)).any(axis=1)
            weighed = shares * given_to
            told = several & alone & (weighed.sum(axis=1) > 0)
            shares[told] = weighed[told] / weighed[told].sum(axis=1, keepdims=True)
            several &= ~told
        unbridged = {code: "no_shares" for code, yes in zip(sources, several, strict=True) if yes}
        shares[several] = 0.0
    total = shares.sum(axis=1, keepdims=True)
    # Shares as printed are rounded; further off they would lose people or make them up.
    close = np.abs(total - 1) <= _ROUNDING
    return Crosswalk(
        id=id_ or f"{source}_{target}",
        sources=sources,
        targets=targets,
        shares=np.divide(shares, total, out=shares.copy(), where=close),
        weighed_by=share or ("" if weights is None else "målens vikter"),
        unbridged=unbridged,
        label=label or f"{source} → {target}",
    )
