"""Malmö's index on a page, with its study and without; and node, which computes as a browser does."""

from __future__ import annotations

import pytest
from what_if_settings import node

import omradesindex as oi


@pytest.fixture(scope="package")
def malmo() -> oi.types.Result:
    return oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())


@pytest.fixture(scope="package")
def study(malmo: oi.types.Result) -> oi.types.Robustness:
    return oi.robustness(malmo.index, malmo.statistics, drop=1, rest="own", n="all", sobol=False)


@pytest.fixture(scope="package")
def page(malmo: oi.types.Result, study: oi.types.Robustness) -> str:
    return oi.what_if(malmo, robustness=study).html


@pytest.fixture
def in_node() -> None:
    """Skip where the page's script cannot be run."""
    if node() is None:
        pytest.skip("needs node, which runs the page's script")
