"""Equal fingerprints mean equal inputs, however the table is laid out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tests.cities import statistics
from tests.statistics.made_up import table


def test_the_order_of_rows_means_nothing() -> None:
    rows = pd.concat([table(), table(variable="inflyttade")], ignore_index=True)
    turned = rows.iloc[::-1]
    assert statistics(rows).fingerprint == statistics(turned).fingerprint


def test_what_a_computation_reads_makes_another() -> None:
    changed = [
        table(),
        table(value=[5, 6, 8]),
        table(quality="official"),
        table(value=[5, None, 7], status=["", "suppressed", ""]),
        table(series="BAS"),
        table(noise=1.5),
        table(value=[5, 5, 10]),
        table(value=[5, 5, 10], rounding="nearest 5"),
        table(value=[5, 5, 10], rounding=["nearest 5", "nearest 5", ""]),
        table(value=[5, 5, 10], rounding="controlled 5"),
    ]
    assert len({statistics(rows).fingerprint for rows in changed}) == len(changed)
    assert np.unique([statistics(table(source=name)).fingerprint for name in ("SCB", "")]).size == 1


def test_the_bits_of_what_is_missing_and_of_zero_mean_nothing() -> None:
    of_a_division = np.copysign(np.nan, -1.0)  # as some processors write 0 / 0
    one, other = table(value=[np.nan, 0.0, 7.0]), table(value=[of_a_division, -0.0, 7.0])
    assert statistics(one).fingerprint == statistics(other).fingerprint
