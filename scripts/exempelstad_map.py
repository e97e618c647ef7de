"""The map of Exempelstad (påhittad): a made-up city on a made-up coast in the open Baltic Sea.

The map is drawn in four steps, each of which keeps the coverage whole (no gap, no overlap):

1. Points are scattered, densest in the centre, and relaxed (Lloyd) until they lie like city districts.
2. Their Voronoi edges and the coastline are noded together, so that neighbours share every vertex.
3. The plane itself is bent by smooth waves, so that borders wander as real ones do; shared ones stay shared.
4. Sub-areas are grown together into areas of unequal population, each in one piece.

Lengths are in kilometres from the city's centre until borders are bent; then everything is moved to EPSG:3006
and rounded to whole metres.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, MultiPoint, Point, Polygon
from shapely.ops import polygonize, unary_union

Parameters = dict[str, Any]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class CityMap:
    """Sub-areas and the area that each belongs to, in EPSG:3006.

    Attributes
    ----------
    sub_areas : tuple of str
        Codes: the area's two digits and a running number of two digits.
    area_of : tuple of str
        The area's code, parallel to `sub_areas`.
    outlines : tuple of shapely.Polygon
        Whole metres, parallel to `sub_areas`.
    population : numpy.ndarray
        Planned number of inhabitants in the first year, shape (n_sub_areas,).
    """

    sub_areas: tuple[str, ...]
    area_of: tuple[str, ...]
    outlines: tuple[Polygon, ...]
    population: Integers


def smooth_ring(corners: list[list[float]], rounds: int = 3) -> Polygon:
    """Cut the corners of a closed line (Chaikin), so that a few points make a coast."""
    ring = np.asarray(corners, dtype=float)
    for _ in range(rounds):
        following = np.roll(ring, -1, axis=0)
        ring = np.stack([0.75 * ring + 0.25 * following, 0.25 * ring + 0.75 * following], axis=1).reshape(
            -1, 2
        )
    return Polygon(ring)


def relaxed_points(land: Polygon, p: Parameters, random: np.random.RandomState) -> Floats:
    """Spread points over the land, densest in the centre: Lloyd's method on a cloud of weighted places.

    Returns
    -------
    numpy.ndarray, shape (n, 2)
        Kilometres.
    """
    west, south, east, north = land.bounds
    cloud = random.uniform((west, south), (east, north), size=(p["cloud"], 2))
    cloud = cloud[shapely.contains_xy(land, cloud)]
    weight = 1.0 / (p["core"] ** 2 + (cloud**2).sum(axis=1)) ** p["gradient"]
    points: Floats = cloud[
        random.choice(len(cloud), size=p["mainland"], replace=False, p=weight / weight.sum())
    ]
    for _ in range(p["rounds"]):
        nearest = sum((c[:, None] - q) ** 2 for c, q in zip(cloud.T, points.T, strict=True)).argmin(axis=1)
        mass = np.bincount(nearest, weights=weight, minlength=len(points))
        moved = np.stack(
            [np.bincount(nearest, weights=weight * c, minlength=len(points)) for c in cloud.T], axis=1
        )
        points = np.where(mass[:, None] > 0, moved / np.maximum(mass, 1e-12)[:, None], points)
    return points


def bend(xy: Floats, waves: list[list[float]]) -> Floats:
    """Bend the plane by a sum of waves.

    Each wave is (length in km, height in km, direction in degrees, phase). Heights are small beside lengths,
    so the bent plane never folds and neighbours stay neighbours.
    """
    bent = xy.copy()
    for length, height, degrees, phase in waves:
        along = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
        across = np.array([-along[1], along[0]])
        bent += height * np.sin(2 * np.pi * (xy @ along) / length + phase)[:, None] * across
    return bent


def cells(land: Polygon, islands: list[Polygon], points: Floats, p: Parameters) -> list[Polygon]:
    """Cut the land into cells, bend their borders and move them to EPSG:3006 (whole metres)."""
    voronoi = shapely.voronoi_polygons(MultiPoint(points), extend_to=land.envelope.buffer(2), only_edges=True)
    # Edges reach a few metres into the sea, so that they surely cross the coast; polygonize drops loose ends.
    edges = shapely.intersection(voronoi, land.buffer(0.01))
    lines = unary_union([edges, land.exterior, *(island.exterior for island in islands)])
    # Cut into short pieces *before* bending: both neighbours then bend the very same vertices.
    lines = shapely.segmentize(shapely.set_precision(lines, 1e-4), p["step"])
    origin = np.array(p["origin"], dtype=float)
    bent = [
        LineString(np.round(bend(np.asarray(line.coords), p["waves"]) * 1000 + origin))
        for line in shapely.get_parts(shapely.line_merge(unary_union(lines)))
    ]
    shapes = [shapely.normalize(shape) for shape in polygonize(unary_union(bent))]
    if len(shapes) != len(points) + len(islands) or not all(shape.is_valid for shape in shapes):
        raise SystemExit(
            f"the map broke: {len(shapes)} cells of {len(points) + len(islands)}; choose another seed"
        )
    return sorted(shapes, key=lambda s: (-round(s.centroid.y), round(s.centroid.x)))


def neighbours_of(shapes: list[Polygon]) -> list[list[int]]:
    """Find the cells that share a border; an island has its nearest cell for a neighbour."""
    tree = shapely.STRtree(shapes)
    found: list[list[int]] = []
    for shape in shapes:
        touching = [int(i) for i in tree.query(shape, predicate="touches")]
        found.append(sorted(i for i in touching if shape.intersection(shapes[i]).length > 50))
    for here, near in enumerate(found):
        if not near:
            nearest = min(
                (i for i in range(len(shapes)) if i != here), key=lambda i: shapes[i].distance(shapes[here])
            )
            found[here], found[nearest] = [nearest], [*found[nearest], here]
    return found


def planned_population(shapes: list[Polygon], p: Parameters, random: np.random.RandomState) -> Integers:
    """Plan inhabitants per cell: dense in the centre, thin at the edge, uneven everywhere."""
    distance = np.array(
        [np.hypot(*(np.array(s.centroid.coords[0]) - p["origin"])) / 1000 for s in shapes]
    ).round(1)
    hectares = np.array([round(s.area / 1e4) for s in shapes], dtype=float)
    weight = (
        hectares**0.8 * np.exp(-distance / p["fall"]) * np.exp(random.normal(0, p["uneven"], len(shapes)))
    )
    weight = np.clip(weight, p["least"] * weight.mean(), p["most"] * weight.mean())
    planned: Integers = np.round(weight / weight.sum() * p["inhabitants"]).astype(int)
    return planned


def grown_areas(
    shapes: list[Polygon],
    population: Integers,
    near: list[list[int]],
    starts: list[int],
    share: list[float],
) -> Floats:
    """Grow areas from one cell each, in one piece, towards their share of the inhabitants.

    In each step the area that lags most behind its share takes a free neighbour: one that it surrounds
    already and that lies near its start, so that areas become round rather than long. Returns the area's
    position for each cell.
    """
    target = np.array(share) / sum(share) * population.sum()
    owner = np.full(len(population), -1)
    owner[starts] = np.arange(len(starts))
    while (owner < 0).any():
        lag = np.bincount(owner[owner >= 0], weights=population[owner >= 0], minlength=len(starts)) / target
        for area in np.argsort(lag, kind="stable"):
            free = sorted({n for i in np.flatnonzero(owner == area) for n in near[i] if owner[n] < 0})
            if free:
                centre = shapes[starts[area]].centroid
                worth = [
                    sum(owner[m] == area for m in near[n]) / len(near[n])
                    - shapes[n].centroid.distance(centre) / 4000
                    for n in free
                ]
                owner[free[int(np.argmax(np.round(worth, 6)))]] = area
                break
    return owner


def draw_map(p: Parameters, areas: list[Parameters]) -> CityMap:
    """Draw the whole map from the table ``[map]`` and the areas' starting places and shares.

    Parameters
    ----------
    p : dict
        The table ``[map]`` of ``exempelstad.toml``.
    areas : list of dict
        Rows of ``[[area]]``: `code`, `start` (km east, km north of the centre), `share` of the inhabitants to
        grow towards, and `settled`: how densely the grown area is lived in beside the plan (1 if left out).
    """
    random = np.random.RandomState(p["seed"])
    land = smooth_ring(p["coast"])
    islands = [smooth_ring(ring) for ring in p["islands"]]
    shapes = cells(land, islands, relaxed_points(land, p, random), p)
    population = planned_population(shapes, p, random)
    near = neighbours_of(shapes)
    origin = np.array(p["origin"])
    starts: list[int] = []
    for area in areas:
        place = Point(*(np.array(area["start"]) * 1000 + origin))
        starts.append(min(set(range(len(shapes))) - set(starts), key=lambda i: shapes[i].distance(place)))
    owner = grown_areas(shapes, population, near, starts, [area["share"] for area in areas])
    thinned = population * np.array([area.get("settled", 1.0) for area in areas])[owner]
    population = np.round(thinned / thinned.sum() * p["inhabitants"]).astype(int)
    order = sorted(range(len(shapes)), key=lambda i: (owner[i], i))
    area_of = [areas[owner[i]]["code"] for i in order]
    running = [area_of[: k + 1].count(code) for k, code in enumerate(area_of)]
    return CityMap(
        sub_areas=tuple(f"{code}{number:02d}" for code, number in zip(area_of, running, strict=True)),
        area_of=tuple(area_of),
        outlines=tuple(shapes[i] for i in order),
        population=population[order],
    )
