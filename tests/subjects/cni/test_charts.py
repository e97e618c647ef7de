"""A Care Need Index drawn: the map's colours follow the need, an area without a place is hatched."""

from __future__ import annotations

import numpy as np

import omradesindex as oi
from tests.figures import patches
from tests.maps_of import colours, listed


def test_the_map_is_darker_where_the_need_is_greater() -> None:
    cni = oi.cni(oi.example_statistics(), normalise="per_person")
    figure = cni.plot.map()
    light = [sum(int(c[k : k + 2], 16) for k in (1, 3, 5)) for c in colours(figure)]
    order = np.argsort(cni.values.to_numpy())
    assert (np.diff(np.array(light)[order]) <= 0).all()
    assert len(set(light)) > 2
    assert set(cni.statistics.division.names) <= set(listed(figure))


def test_beside_the_country_colours_turn_at_one() -> None:
    cni = oi.cni(oi.example_statistics(), reference=2.5, reference_name="påhittat rike")
    figure = cni.plot.map()
    assert "påhittat rike" in listed(figure)
    above = (cni.values > 1).to_numpy()
    orange = np.array([int(c[1:3], 16) > int(c[5:7], 16) for c in colours(figure)])
    assert (orange == above).all()


def test_an_area_without_a_place_is_hatched() -> None:
    statistics = oi.malmo_statistics()
    cni = oi.cni(statistics, normalise="per_person", partial=True)
    table = statistics.to_frame()
    gone = (table["area"] == "5") & table["variable"].isin([*cni.weights])
    table.loc[gone, ["value", "status"]] = [float("nan"), "missing"]
    less = oi.Statistics.from_frame(table, name="Malmö", division=statistics.division)
    cni = oi.cni(less, normalise="per_person", partial=True)
    figure = cni.plot.map()
    hatched = [bool(patch.get_hatch()) for patch in patches(figure, "area")]
    assert hatched == cni.ranks.isna().tolist()
    assert "utan plats" in listed(figure)
