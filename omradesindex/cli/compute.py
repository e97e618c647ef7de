"""The command ``omradesindex compute``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from omradesindex.cli.console import note, save, show, tell_whole, warnings_told
from omradesindex.cli.given import division_of, statistics_of
from omradesindex.cli.options import (
    Areas,
    By,
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
    Partial,
    Period,
    Tolerance,
)
from omradesindex.cli.words import NO_MAP


def compute(
    statistics: Given,
    index: Chosen,
    out: Annotated[Path, typer.Option(help="Folder for tables, maps and charts.", show_default=False)],
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
    partial: Partial = False,
    by: By = None,
    lang: Lang = "sv",
) -> None:
    """Compute an index, of everybody or of groups, and save tables, map layers, maps and charts."""
    from omradesindex.index import load_index

    with warnings_told():
        chosen = load_index(index)
    areas = division_of(division, code, name, layer, crs, tolerance_m2, whole)
    figures = statistics_of(statistics, mapping, areas, division, whole, key)
    if by:
        with warnings_told():
            groups = chosen.compute(figures, period=period, partial=partial, by=by)
        show(groups, lang)
        tell_whole(figures, lang)
        save(groups, out, lang)
        return
    result = chosen.compute(figures, period=period, partial=partial)
    show(result, lang)
    if figures.division is None:
        note(NO_MAP.in_(lang))
    tell_whole(figures, lang)
    save(result, out, lang)
