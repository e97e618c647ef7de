"""Time maps of 14, 61, 262 and 3 363 made-up areas, and weigh their files, beside geopandas' own plot.

Outlines bend as real ones do. `GeoDataFrame.plot` draws the same areas, with all their points, and neither
labels nor list. Prints CPU seconds and ratios; says nothing of good or bad. `python benchmarks/time_maps.py`
"""

from __future__ import annotations

import io
import platform
import sys
from collections.abc import Sequence
from pathlib import Path
from time import process_time

import geopandas as gpd
import matplotlib as mpl
import numpy as np
import shapely
from matplotlib.figure import Figure

sys.path.insert(0, str(Path(__file__).parents[1]))
from omradesindex.show.figure import Sheet, lay_out
from omradesindex.show.maps.coverage import Coverage
from omradesindex.show.maps.legends import Words
from omradesindex.show.maps.listing import Listing, Row
from omradesindex.show.maps.sheet import MapContent, map_sheet
from tests.show.maps.country import country

SIZES = (14, 61, 262, 3363)
COLOURS = ("#542788", "#b2abd2", "#fee0b6", "#e08214")


def content(outlines: Sequence[object]) -> MapContent:
    """A map of the outlines, each with its number."""
    n = len(outlines)
    labels = tuple(str(k + 1) for k in range(n))
    faces = [{"facecolor": COLOURS[k % 4]} for k in range(n)]
    rows = [Row("", label, faces[k], f"K{k:04}", f"Område {k}", "1") for k, label in enumerate(labels)]
    listing = Listing(rows, ("", "Nr", "Område", "Värde"))
    return MapContent(Coverage.of(outlines), labels, faces, listing, Words([]))  # type: ignore[arg-type]


def make(width: float, body: float, remarks: Sequence[str] = (), *, part: object = None) -> Sheet:
    title = "Karta" if part is None else "Listan"
    return lay_out(title, "", [*remarks, "Källa: prov."], width=width, body=body, alt="En karta.")


def svg_of(figure: Figure) -> int:
    """Bytes of a figure's first sheet as SVG."""
    into = io.BytesIO()
    figure.__dict__["following"] = ()
    figure.savefig(into, format="svg")
    return len(into.getvalue())


def timed(work: object) -> tuple[float, object]:
    start = process_time()
    made = work()  # type: ignore[operator]
    return process_time() - start, made


def main() -> None:
    print(f"{platform.machine()}, Python {platform.python_version()}, matplotlib {mpl.__version__}")
    svg_of(map_sheet(content(country(14)), make, "sv"))  # what is loaded once
    for n in SIZES:
        outlines = country(n, ragged=12.0)
        points = int(np.sum(shapely.get_num_coordinates(outlines)))
        seconds, figure = timed(lambda: map_sheet(content(outlines), make, "sv"))  # noqa: B023
        drawn, size = timed(lambda: svg_of(figure))  # type: ignore[arg-type]  # noqa: B023
        frame = gpd.GeoDataFrame({"value": np.arange(n) % 4}, geometry=outlines)
        plain = Figure(figsize=(11, 8.3))
        theirs, _ = timed(lambda: frame.plot(ax=plain.subplots(), column="value", edgecolor="k"))  # noqa: B023
        more, plain_size = timed(lambda: svg_of(plain))  # noqa: B023
        ratio = (seconds + drawn) / (theirs + more)
        print(
            f"{n:5} areas, {points:8} points: laid out and drawn {seconds:6.2f} s, as SVG {drawn:6.2f} s "
            f"({ratio:5.2f} times geopandas' time), {size / 1e6:5.2f} MB ({size / plain_size:.2f} of it)"
        )


if __name__ == "__main__":
    main()
