"""What a review takes, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError, DefinitionError


def test_goals_come_from_a_file_too(change: oi.types.Change, tmp_path: Path) -> None:
    file = tmp_path / "mal.toml"
    file.write_text('[[goal]]\nmeasure = "index"\nat_most = "city"\nyear = 2030\n', encoding="utf-8")
    assert oi.review(change, goals=file).goals == (oi.Goal("index", 2030, at_most="city"),)
    file.write_text("# inga än\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match="there are no goals"):
        oi.review(change, goals=file)


def test_measures_of_before_need_something_to_be_before(change: oi.types.Change, links: pd.DataFrame) -> None:
    with pytest.raises(ComputeError, match="no earlier result"):
        oi.review(change.after, links=links, links_before=links)
    with pytest.raises(ComputeError, match="none of now"):
        oi.review(change, links_before=links)


def test_measures_with_other_areas_are_refused(change: oi.types.Change, links: pd.DataFrame) -> None:
    with pytest.raises(ComputeError, match="the area '99' is unknown"):
        oi.review(change, links=links.rename(index={"07": "99"}))


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        (oi.Goal("index", 2030, at_most="city", areas=("99",)), "the area '99' is unknown"),
        (oi.Goal("indx", 2030, at_most="city"), "'indx' is no part of the index"),
    ],
)
def test_goals_that_do_not_fit_are_refused_at_once(change: oi.types.Change, goal: oi.Goal, said: str) -> None:
    with pytest.raises(ComputeError, match=said):
        oi.review(change, goals=goal)


def test_ranks_have_no_distances(years: tuple[oi.types.Result, ...]) -> None:
    with pytest.raises(ComputeError, match="a change of ranks"):
        oi.review(oi.change(years[0], years[-1], stick="ranks"))
