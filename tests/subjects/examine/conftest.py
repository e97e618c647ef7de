"""The city known by hand, and Exempelstad, computed once."""

from __future__ import annotations

import pytest

import omradesindex as oi
from tests.subjects.examine.provstad import A, B, C, city


@pytest.fixture(scope="package")
def plain() -> oi.types.Result:
    """Two indicators say the same, one pulls apart; in the other dimension one is turned."""
    return city(
        {
            "arbetsloshet": A,
            "lag_ekonomisk_standard": A + 0.1 * B,
            "ekonomiskt_bistand": -0.5 * A + C,
            "trangboddhet": B,
            "bostads_eller_aganderatt": -B + C,  # higher is better: turned, it goes with B
        }
    )


@pytest.fixture(scope="package")
def example() -> oi.types.Result:
    return oi.load_index("malmo-2023").compute(oi.example_statistics())
