"""The town of four areas and Malmö, asked once."""

from __future__ import annotations

import pytest

import omradesindex as oi
from tests.subjects.themes.town import figures, index


@pytest.fixture(scope="package")
def hand() -> oi.types.Themes:
    return oi.themes(index(), figures())


@pytest.fixture(scope="package")
def malmo() -> oi.types.Themes:
    return oi.themes("malmo-oppna-data", oi.malmo_statistics())


@pytest.fixture(scope="package")
def asn() -> oi.types.Themes:
    return oi.themes("malmo-oppna-data", oi.malmo_statistics(), body="asn")
