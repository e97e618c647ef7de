"""Each area's group, and how sure it is."""

from __future__ import annotations

import omradesindex as oi

ALIKE = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics()).alike(groups=3)


def test_the_table_and_the_groups_say_the_same() -> None:
    table = ALIKE.to_frame()
    assert table["group"].value_counts().sort_index().tolist() == ALIKE.sizes
    assert not ALIKE.alone.any()
    assert ALIKE.unsure == (table["silhouette"] < 0.25).sum()
    assert table["group"].iloc[ALIKE.order].is_monotonic_increasing
    assert table.set_index("group")["harder"].loc[1].iloc[0].split() == list(ALIKE.groups[0].harder)


def test_an_area_that_is_alone_is_not_unsure() -> None:
    several = ALIKE.result.alike(groups=9)
    table = several.to_frame()
    alone = table["group"].map(table["group"].value_counts()) == 1
    assert several.alone.tolist() == alone.tolist()
    assert several.unsure == (table["silhouette"][~alone] < 0.25).sum()
    assert (table["silhouette"][alone] == 0).all()
