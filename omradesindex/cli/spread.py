"""The command ``omradesindex spread``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from omradesindex.cli.console import save, show, warnings_told
from omradesindex.cli.given import division_of, sub_areas_of
from omradesindex.cli.options import (
    Areas,
    Chosen,
    Code,
    Crs,
    Lang,
    Layer,
    Mapping,
    Name,
    Partial,
    Period,
    Tolerance,
)


def spread(
    statistics: Annotated[
        str,
        typer.Option(
            help="A file or folder of statistics by sub-area, or 'exempelstad' or 'exempelstad-themes'.",
            show_default=False,
        ),
    ],
    index: Chosen,
    out: Annotated[Path, typer.Option(help="Folder for tables and charts.", show_default=False)],
    key: Annotated[
        str | None,
        typer.Option(help="Which area each sub-area belongs to: a CSV with sub_area and area."),
    ] = None,
    mapping: Mapping = None,
    division: Areas = None,
    code: Code = None,
    name: Name = None,
    layer: Layer = None,
    crs: Crs = None,
    tolerance_m2: Tolerance = None,
    period: Period = None,
    minimum_base: Annotated[
        float, typer.Option(help="Sub-areas with fewer people behind a figure are neither shown nor named.")
    ] = 0.0,
    partial: Partial = False,
    lang: Lang = "sv",
) -> None:
    """Look inside the areas: the lowest and highest sub-area of each, and where inequality lies."""
    from omradesindex.index import load_index
    from omradesindex.subjects.spread.spread import spread as look_inside

    with warnings_told():
        chosen = load_index(index)
    areas = division_of(division, code, name, layer, crs, tolerance_m2, None)
    figures, parts, areas = sub_areas_of(statistics, mapping, key, areas, division)
    found = look_inside(
        chosen, figures, parts, division=areas, period=period, minimum_base=minimum_base, partial=partial
    )
    show(found, lang)
    save(found, out, lang)
