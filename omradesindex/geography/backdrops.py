"""Reading what lies around a division's areas, to be drawn behind its maps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from omradesindex.errors import DivisionError, listing
from omradesindex.geography.outlines import read_geographic, with_crs
from omradesindex.geography.text_table import require_columns

if TYPE_CHECKING:
    from omradesindex.show.maps.backdrop import Backdrop

#: What may lie around, and the shapes of each.
_SHAPES = {
    "water": ("Polygon", "MultiPolygon"),
    "land": ("Polygon", "MultiPolygon"),
    "lines": ("LineString", "MultiLineString"),
    "places": ("Point", "MultiPoint"),
}
KINDS = tuple(_SHAPES)


def read_backdrop(
    path: str | Path,
    *,
    kind: Literal["water", "land", "lines", "places"],
    source: str,
    name: str | None = None,
    layer: str | None = None,
    crs: str | int | None = None,
) -> Backdrop:
    """Read a layer of what lies around: see :meth:`omradesindex.geography.Division.with_backdrop`."""
    from omradesindex.show.maps.backdrop import Backdrop

    path = Path(path)
    where = f"{path}, layer '{layer}'" if layer else str(path)
    if not source.strip():
        raise DivisionError("there is no source", where=where, remedy='say whose it is with source="…"')
    if kind == "places" and name is None:
        raise DivisionError("places have no names", where=where, remedy='say the column with name="…"')
    frame = with_crs(read_geographic(path, layer), crs, where)
    require_columns(
        (c for c in frame.columns if c != frame.geometry.name), [name] if name else [], where=where
    )
    frame = frame[~(frame.geometry.isna() | frame.geometry.is_empty)]
    others = sorted(set(frame.geometry.geom_type) - set(_SHAPES[kind]))
    if others or frame.empty:
        raise DivisionError(
            f"the file holds {listing(others) if others else 'no shapes'}",
            where=where,
            expected=f"{' or '.join(_SHAPES[kind])}, since kind='{kind}'",
            remedy=f"choose another layer, or another kind: {listing(_SHAPES)}",
        )
    names = ["" if value is None or value != value else str(value) for value in frame[name]] if name else []
    return Backdrop(kind, frame.geometry.force_2d().tolist(), names, source.strip(), frame.crs)
