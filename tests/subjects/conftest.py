"""Exempelstad's five years on the base year's stick, and the truth that they were drawn from."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.datafiles import data_path
from tests.index.conftest import division

__all__ = ["division"]

YEARS = ("2020", "2021", "2022", "2023", "2024")


@pytest.fixture(scope="session")
def index() -> oi.types.Index:
    return oi.load_index("malmo-2023")


@pytest.fixture(scope="session")
def years(index: oi.types.Index) -> tuple[oi.types.Result, ...]:
    return tuple(series(index, oi.example_statistics()))


@pytest.fixture(scope="session")
def true_statistics() -> oi.Statistics:
    """What the figures were drawn from: every indicator's true value."""
    table = pd.read_csv(data_path("exempelstad", "sanning_omraden.csv"), dtype={"area": str, "period": str})
    known = [c for c in table.columns if c in {i.id for i in oi.load_index("malmo-2023").indicators}]
    long = table.melt(["area", "period"], known, "variable", "value")
    long = long.assign(kind="index", quality="made_up", status="observed")
    return oi.Statistics.from_frame(
        long, name="Sanningen om Exempelstad (påhittad)", division=oi.example_division(), whole="X00"
    )


@pytest.fixture(scope="session")
def trend(index: oi.types.Index) -> oi.types.Trend:
    return oi.trend(index, oi.example_statistics())


@pytest.fixture(scope="session")
def beyond(index: oi.types.Index) -> oi.types.Trend:
    """The trend judged beyond the whole city."""
    return oi.trend(index, oi.example_statistics(), against="city")


@pytest.fixture(scope="session")
def change(years: tuple[oi.types.Result, ...]) -> oi.types.Change:
    return oi.change(years[0], years[-1])


@pytest.fixture(scope="session")
def goals(beyond: oi.types.Trend) -> oi.types.Goals:
    city = oi.Goal("index", 2030, at_most="city")
    return oi.goals(beyond, [city, oi.Goal("gymnasiebehorighet", 2028, at_least=85, areas=("07", "10"))])


def texts(figure: Any) -> list[str]:
    """What is written in a figure."""
    return [text.get_text() for text in figure.texts]


def drawn(figure: Any, gid: str) -> int:
    """How many marks of a kind a figure has."""
    return sum(artist.get_gid() == gid for artist in figure.findobj())


def said(thing: object) -> str:
    """A text in one line, with plain spaces."""
    return " ".join(str(thing).replace("\N{NO-BREAK SPACE}", " ").split())


def areas_in(lines: list[str]) -> list[str]:
    """The codes among texts, in their order."""
    codes = {f"{k:02}" for k in range(1, 15)}
    return [line for line in lines if line in codes]


def series(
    index: oi.types.Index, statistics: oi.Statistics, stick: oi.types.Result | None = None
) -> list[oi.types.Result]:
    base = index.compute(statistics, period=YEARS[0], reference=stick)
    reference = stick or base
    return [base, *(index.compute(statistics, period=year, reference=reference) for year in YEARS[1:])]


def errors(result: oi.types.Result, size: float = 1.0) -> SimpleNamespace:
    """Errors of the same size everywhere, as a result's own uncertainty would give them."""
    n = len(result.areas)
    return SimpleNamespace(
        score_error={column: np.full(n, size) for column in result.columns},
        score_known={column: np.ones(n) for column in result.columns},
        standard_error=np.full(result.measured.values.shape, size),
        dependence=result.uncertainty(dependence="independent").dependence,
    )
