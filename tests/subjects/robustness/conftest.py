"""Studies that several modules are tested on, each made once."""

from __future__ import annotations

from functools import cache

import pytest

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from tests import cities
from tests.index import conftest as index_tests
from tests.subjects.robustness.made_up import CHOICES, EVERYTHING, EXAMPLE, INDEX, LEAST
from tests.subjects.robustness.only import only


@pytest.fixture(scope="session")
def study() -> oi.types.Robustness:
    return only(INDEX, EXAMPLE, **EVERYTHING, data="sampling", n=6000, rng=3)


@pytest.fixture(scope="session")
def choices_only() -> oi.types.Robustness:
    return only(INDEX, EXAMPLE, **EVERYTHING, n=1000, rng=3, sobol=False)


@pytest.fixture(scope="session")
def shown() -> oi.types.Robustness:
    """A study whose pages and figures are looked at."""
    return only(INDEX, EXAMPLE, sets=["sbn"], data="sampling", n=LEAST, **CHOICES)


@pytest.fixture(scope="session")
def drawn(shown):
    """``drawn("ranks", "sv")`` gives a figure, drawn once."""
    return cache(lambda verb, lang="sv": getattr(shown.plot, verb)(lang=lang))


@pytest.fixture(scope="module")
def prov(division) -> oi.types.Robustness:
    """Six areas: two share a place, a name is too long, one area has no index; no error is known."""
    index = oi.types.Index.from_definition(parse_definition(index_tests.INDEX))
    return only(index, index_tests.statistics(division), weights="dirichlet", drop=1, n=300)


@pytest.fixture(scope="session")
def many() -> oi.types.Robustness:
    """More areas than pairs are counted for, or than a figure has rows for."""
    index = oi.load_index("malmo-oppna-data")
    table = cities.counts(index, [f"{i:03}" for i in range(1, 101)])
    return only(index, cities.statistics(table), weights="±25 %", drop=1, n=300, sobol=False)
