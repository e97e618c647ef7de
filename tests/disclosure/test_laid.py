"""What is laid: how a later release knows its groups, and which of it stands in one table."""

from __future__ import annotations

import numpy as np

from omradesindex.disclosure.laid import Laid, counts_behind
from omradesindex.statistics import BlockId
from tests.cities import statistics
from tests.disclosure.made_up import one_count


def test_a_group_is_said_without_totals_and_in_one_order() -> None:
    laid = Laid("a", ("01",), ("sex", "age"))
    assert laid.said(("women", "total")) == "sex=women"
    assert laid.said(("women", "16-24")) == "age=16-24;sex=women"
    assert Laid("a", ("01",), ("age", "sex")).said(("16-24", "women")) == "age=16-24;sex=women"


def test_what_is_withheld_of_one_table_lies_among_all() -> None:
    blocks = [BlockId(name, "2024", ()) for name in "abc"]
    laid = Laid("a", ("01", "02"), (), blocks, closed=np.zeros((3, 2), dtype=bool))
    laid.places.append((np.array([2, 0]), np.array([1])))
    everything = laid.hide(0, np.array([[True], [False]]))
    assert everything.tolist() == [[False, False], [False, False], [False, True]]
    assert laid.hidden_in(0, everything).tolist() == [[True], [False]]


def test_a_share_and_its_numerator_tell_the_denominator() -> None:
    table = one_count([50.0, 25.0], "andel").assign(kind="share", numerator=[20.0, 5.0, 25.0])
    table["value"] = [50.0, 25.0, 100 * 25 / 60]
    assert counts_behind(statistics(table, whole="X"), "denominator").tolist() == [[40, 20, 60]]
