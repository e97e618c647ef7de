"""Arrays of one number."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.statistics.uniform import constant, is_constant, with_last


def test_it_takes_the_memory_of_one_number_and_cannot_be_written_in() -> None:
    ones = constant(1.0, (1000, 1000))
    assert is_constant(ones)
    assert not is_constant(np.ones((2, 2)))
    assert not is_constant(np.ones((0, 2)))
    with pytest.raises(ValueError, match="read-only"):
        ones[0, 0] = 2.0


@pytest.mark.parametrize("last", [[np.nan, np.nan], [1.0, np.nan]])
def test_a_column_more_is_as_if_all_were_written_out(last: list[float]) -> None:
    made = with_last(constant(np.nan, (2, 3)), np.array(last))
    np.testing.assert_array_equal(made, np.column_stack([np.full((2, 3), np.nan), last]))
    assert is_constant(made) == bool(np.isnan(last).all())


def test_figures_that_say_little_travel_as_others() -> None:
    given = oi.example_statistics()
    sent = pickle.loads(pickle.dumps(given))
    assert sent.fingerprint == given.fingerprint
    assert not sent.numbers["noise"].flags.writeable
