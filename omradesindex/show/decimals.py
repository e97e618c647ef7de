"""How many decimals values are shown with: as many as their spread calls for, and no more."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from omradesindex.methods.equal import ceiling
from omradesindex.methods.functions import log

# One decimal where a standard deviation is a few points to some tens; one more for every power of ten below.
_ONE_DECIMAL, _NO_DECIMALS, _MOST = 25.0, 2500.0, 9


@lru_cache(maxsize=256)
def decimals_for(spread: float) -> int:
    """Decimals for values whose standard deviation is about ``spread``.

    Examples
    --------
    >>> [decimals_for(s) for s in (10, 30, 1, 0.3, 0.02, 5000)]
    [1, 1, 2, 2, 4, 0]
    """
    if not np.isfinite(spread) or spread <= 0:
        return 1
    if spread >= _NO_DECIMALS:
        return 0
    return int(np.clip(ceiling(log(_ONE_DECIMAL / spread) / log(10.0)), 1, _MOST))
