"""Rows and their places in the grid of blocks and areas."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from omradesindex.statistics.placed import Placed, first_rows, together
from omradesindex.statistics.uniform import constant, is_constant


def test_each_figure_stands_where_its_row_says() -> None:
    placed = Placed(np.array([0, 1, 0], dtype=np.int8), np.array([2, 0, 0], dtype=np.int8), (2, 3))
    made = placed.spread(np.array([5, 6, 7], dtype=np.int16), -1)
    assert made.tolist() == [[7, -1, 5], [6, -1, -1]]
    assert made.dtype == np.int16
    assert not placed.repeated.any()


@given(st.permutations(range(6)), st.booleans())
def test_rows_in_the_grid_s_order_are_placed_as_any_others(order: list[int], ordered: bool) -> None:
    at = np.arange(6) if ordered else np.array(order)
    figures = np.arange(6.0)
    made = Placed(at // 3, at % 3, (2, 3)).spread(figures, np.nan)
    assert made.ravel()[at].tolist() == figures.tolist()
    assert not np.shares_memory(made, figures)


def test_a_row_that_was_given_before_is_told() -> None:
    placed = Placed(np.array([0, 0, 0]), np.array([1, 0, 1]), (1, 2))
    assert placed.repeated.tolist() == [False, False, True]


@pytest.mark.parametrize(("fill", "one"), [(np.nan, True), (0.0, False)])
def test_what_is_said_of_no_row_stays_one_number(fill: float, one: bool) -> None:
    placed = Placed(np.array([0, 1]), np.array([0, 0]), (2, 2))
    made = placed.spread(constant(np.nan, 2), fill)
    assert is_constant(made) is one
    np.testing.assert_array_equal(made, [[np.nan, fill], [np.nan, fill]])


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from([*"abcdefgh", None]), st.sampled_from("x")),
        min_size=1,
    )
)
def test_rows_are_numbered_as_pandas_does(rows: list[tuple[str, str | None, str]]) -> None:
    columns = [pd.Categorical(column) for column in zip(*rows, strict=True)]
    numbers, heads = together(columns)
    expected = pd.factorize(pd.Index(rows, tupleize_cols=False))[0]
    assert numbers.tolist() == expected.tolist()
    assert heads.tolist() == first_rows(expected, len(set(rows))).tolist()
