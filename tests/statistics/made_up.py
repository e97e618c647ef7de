"""A small table of made-up figures."""

from __future__ import annotations

import pandas as pd


def table(**columns: object) -> pd.DataFrame:
    """Three areas with a count each, and other columns."""
    return pd.DataFrame(
        {"area": ["01", "02", "03"], "variable": "folkmangd", "period": "2024", "value": [5, 6, 7]} | columns
    )
