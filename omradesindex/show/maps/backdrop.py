"""What lies around and behind the areas: water, neighbouring land, place names, drawn under them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from omradesindex.frozen import Frozen

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Kind = Literal["water", "land", "lines", "places"]

#: How each kind is drawn. Water lies over the areas, which often reach out into it.
LOOKS: Mapping[str, Mapping[str, Any]] = Frozen(
    {
        "water": {"facecolor": "#dbe7f0", "edgecolor": "#a9c2d4", "linewidth": 0.3},
        "land": {"facecolor": "#f1f0ec", "edgecolor": "#b5b2aa", "linewidth": 0.4},
        "lines": {"facecolor": "none", "edgecolor": "#8c8c8c", "linewidth": 0.5},
        "places": {"color": "#4d4d4d"},
    }
)


@dataclass(frozen=True, eq=False)
class Backdrop:
    """One layer of what lies around the areas.

    Attributes
    ----------
    kind : {"water", "land", "lines", "places"}
        Water and land around are surfaces, lines are roads or railways, places are points with names.
    shapes : sequence of geometry
    names : sequence of str
        Of each shape; empty where it has none. Land and places are written out.
    source : str
        Whose it is: it stands beside the figures' sources.
    crs : object
        The coordinate system of the shapes.
    """

    kind: Kind
    shapes: Sequence[BaseGeometry]
    names: Sequence[str] = ()
    source: str = ""
    crs: Any = None

    def in_crs(self, crs: Any) -> Backdrop:
        """Return the layer in the areas' coordinate system."""
        if self.crs is None or self.crs == crs:
            return self
        import geopandas as gpd

        moved = gpd.GeoSeries(list(self.shapes), crs=self.crs).to_crs(crs)
        return replace(self, shapes=moved.tolist(), crs=crs)

    def at(self, window: tuple[float, float, float, float], tolerance: float) -> tuple[Any, list[str]]:
        """Return what lies within a window, no finer than is seen, with the names."""
        import shapely

        given = np.asarray(self.shapes, dtype=object)
        names = list(self.names) or [""] * len(given)
        clipped = shapely.clip_by_rect(shapely.simplify(given, tolerance), *window)
        there = np.flatnonzero(~shapely.is_empty(clipped))
        return clipped[there], [names[place] for place in there]
