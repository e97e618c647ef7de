"""What an outsider has read of a table that is out."""

from __future__ import annotations

import numpy as np

from omradesindex.disclosure.release import Release


def test_the_city_is_no_area_of_its_own() -> None:
    empty = Release("0001 a.csv", "Exempelstad (påhittad)", "", "X", ("01", "02", "X"), (), {}, {})
    assert empty.own_areas == ("01", "02")
    assert (empty.within, empty.left, empty.groups) == ({}, {}, ())
    no_city = Release("0001 a.csv", "Exempelstad (påhittad)", "", None, ("01", "02"), (), {}, {})
    assert no_city.own_areas == ("01", "02")
    assert np.array_equal(no_city.areas, no_city.own_areas)
