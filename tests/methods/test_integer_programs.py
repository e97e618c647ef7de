"""Matrices as scipy's integer programmes take them in every release."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from omradesindex.methods.integer_programs import narrow


def test_wide_numbers_of_rows_become_narrow_and_the_entries_stay() -> None:
    wide = sparse.csr_array(np.array([[0.0, 2.0], [3.0, 0.0]]))
    wide.indices, wide.indptr = wide.indices.astype(np.int64), wide.indptr.astype(np.int64)
    found = narrow(wide)
    assert (found.indices.dtype, found.indptr.dtype) == (np.int32, np.int32)
    np.testing.assert_array_equal(found.toarray(), [[0, 2], [3, 0]])
