"""A review of Exempelstad's last year against its first, and of Malmö's year alone."""

from __future__ import annotations

import pandas as pd
import pytest

import omradesindex as oi

GOALS = (
    oi.Goal("index", 2030, at_most="city"),
    oi.Goal("gymnasiebehorighet", 2024, at_least=85),
    oi.Goal("trangboddhet", 2031, at_most=15, areas=("07", "08")),
)


@pytest.fixture(scope="session")
def links(change: oi.types.Change) -> pd.DataFrame:
    """The index itself with two areas changed, and a measure that has nothing to do with it."""
    own = change.after.scores["index"].copy()
    own.iloc[[0, 1]] = own.iloc[[1, 0]].to_numpy()
    return pd.DataFrame({"Nära": own, "Kod": range(len(own))}, index=own.index)


@pytest.fixture(scope="session")
def review(change: oi.types.Change, links: pd.DataFrame) -> oi.types.Review:
    return oi.review(change, goals=GOALS, links=links)


@pytest.fixture(scope="session")
def alone() -> oi.types.Review:
    return oi.review(oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics()))
