"""Hypothesis strategies that more than one test file draws from."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

__all__ = ["area_codes", "indicator_values", "weights"]


def area_codes(min_size: int = 2, max_size: int = 20) -> st.SearchStrategy[list[str]]:
    """Distinct codes as text, of the shapes that cities use: "1", "01", "C1040", "0180R001"."""
    return st.lists(
        st.from_regex(r"[A-Z]?[0-9]{1,4}", fullmatch=True), min_size=min_size, max_size=max_size, unique=True
    )


def indicator_values(
    min_areas: int = 2, max_areas: int = 20, max_indicators: int = 6
) -> st.SearchStrategy[np.ndarray]:
    """Finite values, shape (n_areas, n_indicators), of a size that statistics have."""
    shapes = st.tuples(st.integers(min_areas, max_areas), st.integers(1, max_indicators))
    return shapes.flatmap(
        lambda shape: hnp.arrays(float, shape, elements=st.floats(-1e6, 1e6, allow_subnormal=False))
    )


def weights(size: int) -> st.SearchStrategy[np.ndarray]:
    """Weights that a definition may hold: finite, not negative, not all zero; shape (size,)."""
    return hnp.arrays(float, size, elements=st.floats(0, 100, allow_subnormal=False)).filter(
        lambda values: values.sum() > 0.01
    )
