"""The numbers of area types, area by area."""

from __future__ import annotations

import pytest

from tests.subjects.area_types.town import types


def test_each_area_has_its_index_and_type_and_the_order_is_that_of_challenge() -> None:
    held = types()
    frame = held.to_frame()
    assert frame["area_type"].tolist()[:3] == [1, 3, 5]
    assert frame["index"].tolist()[:3] == pytest.approx([30.0, 13.0, 2.0])
    assert frame.iloc[3].isna().tolist() == [False, False, True, True]
    assert held.kinds == [1, 3, 5, 0]
    assert held.order == [0, 1, 2, 3]
    assert held.names == ["Norr", "Öst", "Söder", "Väst"]
