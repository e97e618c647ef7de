"""The page has the groups with what marks them, and the areas of each."""

from __future__ import annotations

import omradesindex as oi

ALIKE = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics()).alike(groups=3)


def test_every_area_stands_in_its_group() -> None:
    groups, areas = ALIKE.page().tables()
    assert groups.to_frame()["Antal områden"].tolist() == ALIKE.sizes
    told = areas.to_frame()
    assert told["Grupp"].tolist() == sorted(told["Grupp"])
    assert len(told) == 14
    assert len(ALIKE.page("en", most=6).tables()[1].to_frame()) == 6
