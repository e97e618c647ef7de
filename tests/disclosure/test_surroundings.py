"""What stands beside a figure tells nothing of it either."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.disclosure.surroundings import errors_that_tell, for_others, refuse_telling_errors
from omradesindex.errors import ComputeError
from tests.cities import statistics
from tests.disclosure.made_up import (
    one_count,
)


def test_standard_error_that_tells_the_count_is_refused(tmp_path: Path) -> None:
    n, p = np.array([8, 400]), np.array([0.25, 0.4])
    frame = pd.DataFrame(
        {
            "area": ["01", "02"],
            "variable": "andel",
            "period": "2024",
            "kind": "share",
            "value": 100 * p,
            "standard_error": 100 * np.sqrt(p * (1 - p) / n),
        }
    )
    found = errors_that_tell(statistics(frame), oi.DisclosurePolicy())
    assert found["area"].tolist() == ["01"]
    assert found["persons"].to_numpy() == pytest.approx([8])
    with pytest.raises(ComputeError, match="standard error of 'andel' in area '01'"):
        oi.publish(statistics(frame), tmp_path / "a.csv", unchecked=True)
    assert list(tmp_path.iterdir()) == []
    plain = statistics(frame.drop(columns="standard_error"))
    assert oi.publish(plain, tmp_path / "a.csv", unchecked=True).is_file()


def test_shares_of_the_base_promise_neither_too_little_doubt_nor_too_much_cover() -> None:
    frame = one_count([12, 300, 5000]).assign(
        doubtful=[0.3, 0.013, 0.013, 0.0], coverage=[0.9, 0.99, 0.99, 1.0]
    )
    told = for_others(statistics(frame, whole="X"), oi.DisclosurePolicy()).to_frame()
    assert told["doubtful"].tolist() == pytest.approx([1.0, 0.05, 0.02, 0.0])
    assert (told["coverage"] <= frame["coverage"]).all()


def test_no_error_nothing_told() -> None:
    figures = statistics(one_count([30, 40]), whole="X")
    assert errors_that_tell(figures, oi.DisclosurePolicy()).empty
    refuse_telling_errors(figures, oi.DisclosurePolicy())
    assert for_others(figures, oi.DisclosurePolicy(), notes=("En not.",)).notes[-1] == "En not."
