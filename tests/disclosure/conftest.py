"""The made-up city and an index of it, as tests of disclosure need them."""

from __future__ import annotations

import pytest

import omradesindex as oi


@pytest.fixture(scope="session")
def everything() -> oi.Statistics:
    return oi.example_statistics()


@pytest.fixture(scope="session")
def index() -> oi.types.Index:
    return oi.load_index("malmo-oppna-data")
