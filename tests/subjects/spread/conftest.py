"""The town of two areas and Exempelstad, looked into once."""

from __future__ import annotations

import pytest

import omradesindex as oi
from tests.subjects.spread.provstad import CITY, KEY, town, unemployment


@pytest.fixture(scope="package")
def hand() -> oi.types.Spread:
    return oi.spread("arbetsloshet", unemployment(CITY), KEY, division=town(), minimum_base=20)


@pytest.fixture(scope="package")
def example() -> oi.types.Spread:
    division = oi.example_division()
    return oi.spread(
        "malmo-oppna-data",
        oi.example_statistics(level="sub_area"),
        division.keys["delomrade"],
        division=division,
        minimum_base=150,
    )
