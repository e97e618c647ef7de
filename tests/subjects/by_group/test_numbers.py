"""A question by group in tables: what is held, what is named, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.errors import ComputeError
from tests.subjects.by_group.made_up import AREAS, change, example, trend


def test_gaps_are_first_minus_second_of_the_groups_own_answers() -> None:
    for held, column in ((change(), "change"), (trend(), "slope")):
        gaps = held.gaps
        own = {name: held[name].to_frame() for name in ("women", "men")}
        for measure in held.measures:
            rows = gaps[(gaps["measure"] == measure) & gaps["area"].isin(AREAS)]
            women, men = (frame.loc[frame["measure"] == measure, column].to_numpy() for frame in own.values())
            np.testing.assert_allclose(rows["first"], women)
            np.testing.assert_allclose(rows["gap"], women - men)


def test_a_gap_has_an_end_and_a_beginning() -> None:
    gaps = change().gaps
    np.testing.assert_allclose(gaps["gap_after"] - gaps["gap_before"], gaps["gap"])


def test_every_answer_stands_in_one_table() -> None:
    frame = change().to_frame()
    assert frame["sex"].unique().tolist() == ["women", "men", "total"]
    assert len(frame) == 3 * len(change().total.to_frame())


def test_pairs_differ_in_one_column() -> None:
    held = example()
    assert len(held.contrasts) == 4
    assert held.contrast((("women", "with"), ("men", "with"))).pair.within == "disability=with"
    with pytest.raises(ComputeError, match="not held against each other"):
        held.contrast((("women", "with"), ("men", "without")))
    with pytest.raises(ComputeError, match="there is no group"):
        held.contrast((("wimen", "with"), ("men", "with")))


def test_names_are_looked_up() -> None:
    held = change()
    assert held.measure("ekonomi") == held.measures.index("ekonomi")
    with pytest.raises(ComputeError, match="did you mean 'ekonomi'"):
        held.measure("ekonom")
    assert held.label("women") == "kvinnor"
    assert held.by == ("sex",)
    assert set(held.left_out) & set(held.common) == set()
    every = [held.with_verdict(v) for v in ("first", "second", "noise", "untested")]
    assert sorted(code for codes in every for code in codes) == AREAS
