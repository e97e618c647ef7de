"""SCB's area types 1–5 of its socio-economic index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from omradesindex.doors import door
from omradesindex.errors import ComputeError
from omradesindex.index.result import Result
from omradesindex.methods.classes import classes_by_spread
from omradesindex.subjects.area_types.answer import AreaTypes

if TYPE_CHECKING:
    import pandas as pd


@door
def area_types(scores: pd.Series | Result, *, mean: float, spread: float) -> AreaTypes:
    """Sort areas into SCB's five area types by their socio-economic index.

    1 = areas with great socio-economic challenges (*stora socioekonomiska utmaningar*), 2 = with challenges,
    3 = mixed (*socioekonomiskt blandade*), 4 = good and 5 = very good socio-economic conditions (*mycket goda
    socioekonomiska förutsättningar*).

    Parameters
    ----------
    scores : Series or Result
        The index in per cent (0–100, higher = greater challenges) by area, or a result of
        ``scb-socioekonomiskt-index``.
    mean, spread : float
        Mean and standard deviation of the index over all RegSO of the *country*, each counted once, in the
        same year. They are SCB's to give; those of the areas at hand would make other types.

    Returns
    -------
    AreaTypes
        ``types`` are whole numbers 1–5 by area, empty where the index is. An index on a boundary belongs to
        the type with the lower number (greater challenges).

    Raises
    ------
    ComputeError
        Something else than numbers by area, or a result that is not in per cent.
    MethodError
        A mean or spread that cannot be one.

    Notes
    -----
    Boundaries at mean + 2, + 1, ± 0 and − 1 spread; for the source see
    :func:`omradesindex.methods.classes.classes_by_spread`. RegSO are smaller than most cities' own areas,
    whose index therefore varies less.

    Examples
    --------
    Mean and spread of 2022:

    >>> import pandas as pd
    >>> index = pd.Series([23.7, 12.9, 2.2], index=["a", "b", "c"])
    >>> area_types(index, mean=9.10, spread=5.47).types.to_dict()
    {'a': 1, 'b': 3, 'c': 5}
    """
    import pandas as pd

    result = scores if isinstance(scores, Result) else None
    if isinstance(scores, Result):
        methods = scores.index.methods
        if methods.name_of("normalise") != "none" or methods.zero != 0 or methods.points != 1:
            raise ComputeError(
                "the scores are not in per cent, so the country's mean and spread do not fit them",
                where=f"index '{scores.index.id}'",
                expected="a result of scb-socioekonomiskt-index",
                remedy='compute oi.load_index("scb-socioekonomiskt-index") on the same statistics',
            )
        scores = scores.scores["index"]
    values = pd.to_numeric(scores, errors="coerce")
    words = scores[values.isna() & scores.notna()]
    if len(words):
        raise ComputeError(
            f"the index {words.iloc[0]!r} of area '{words.index[0]}' is no number",
            expected="numbers in per cent, with a decimal point",
        )
    types = classes_by_spread(values.to_numpy(dtype=float, na_value=np.nan), mean, spread)
    typed = pd.Series(types, index=scores.index, name="area_type").astype("Int64")
    return AreaTypes(typed, values, float(mean), float(spread), result)
