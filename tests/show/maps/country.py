"""A made-up country for maps: a ring of wide areas around a dense centre, as many as are asked for."""

from __future__ import annotations

import numpy as np
import shapely

from omradesindex.show.maps.coverage import Shapes


def country(n: int, seed: int = 1, *, ragged: float = 0.0) -> Shapes:
    """Areas of very different sizes that share all borders; ``ragged`` metres of bends along these."""
    rng = np.random.default_rng(seed)
    dense = int(0.7 * n)
    spots = np.vstack([rng.normal(50_000, 2_500, (dense, 2)), rng.uniform(0, 100_000, (n - dense, 2))])
    land = shapely.box(0, 0, 100_000, 80_000)
    spots[:, 1] *= 0.8
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(spots), extend_to=land))
    owner, cell = shapely.STRtree(cells).query(shapely.points(spots), predicate="within")
    areas = shapely.intersection(cells[cell[np.argsort(owner)]], land)
    if ragged:
        areas = shapely.transform(shapely.segmentize(areas, 300), lambda at: _bent(at, ragged))
    return np.asarray(areas, dtype=object)


def _bent(at: np.ndarray, far: float) -> np.ndarray:
    """The same place is moved in the same way, whosever border it is on."""
    x, y = np.round(at, 3).T
    return at + far * np.column_stack([np.sin(x / 70 + y / 110), np.cos(x / 90 - y / 50)])
