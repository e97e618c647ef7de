"""What scipy's integer programmes ask of their matrices."""

from __future__ import annotations

from typing import Any

import numpy as np


def narrow(matrix: Any) -> Any:
    """Number rows and columns by 32 bits, the only width that the solver takes in every release of scipy.

    Parameters
    ----------
    matrix : ndarray or sparse array

    Returns
    -------
    csc_array

    Examples
    --------
    >>> narrow(np.eye(2)).indices.dtype
    dtype('int32')
    """
    from scipy.sparse import csc_array

    columns = csc_array(matrix)
    columns.indices = columns.indices.astype(np.int32)
    columns.indptr = columns.indptr.astype(np.int32)
    return columns
