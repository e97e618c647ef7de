"""The command ``omradesindex themes``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from omradesindex.cli.console import save, show, tell_whole, warnings_told
from omradesindex.cli.given import division_of, statistics_of
from omradesindex.cli.options import (
    Areas,
    Chosen,
    City,
    Code,
    Crs,
    Given,
    KeyFile,
    Lang,
    Layer,
    Mapping,
    Name,
    Period,
    Tolerance,
)


def themes(
    statistics: Given,
    index: Chosen,
    out: Annotated[Path, typer.Option(help="Folder for tables and the chart.", show_default=False)],
    body: Annotated[
        str | None,
        typer.Option(help="A board or company, such as asn: ask of the indicators that it answers for."),
    ] = None,
    mapping: Mapping = None,
    division: Areas = None,
    code: Code = None,
    name: Name = None,
    layer: Layer = None,
    crs: Crs = None,
    tolerance_m2: Tolerance = None,
    key: KeyFile = None,
    whole: City = None,
    period: Period = None,
    lang: Lang = "sv",
) -> None:
    """Find the themes that stand out, in the city and in each area, beyond chance."""
    from omradesindex.index import load_index
    from omradesindex.subjects.themes.themes import themes as find_themes

    with warnings_told():
        chosen = load_index(index)
    areas = division_of(division, code, name, layer, crs, tolerance_m2, whole)
    figures = statistics_of(statistics, mapping, areas, division, whole, key)
    found = find_themes(chosen, figures, body=body, period=period)
    show(found, lang)
    tell_whole(figures, lang)
    save(found, out, lang)
