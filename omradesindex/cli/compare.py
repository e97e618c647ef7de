"""The command ``omradesindex compare``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from omradesindex.cli.console import save, show, tell_whole, warnings_told
from omradesindex.cli.given import division_of, statistics_of
from omradesindex.cli.options import (
    Areas,
    By,
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


def compare(
    statistics: Given,
    indices: Annotated[
        str,
        typer.Option(
            help="Two or more, with commas between: of 'omradesindex list', or TOML files.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option(help="Folder for tables and the chart.", show_default=False)],
    base: Annotated[
        str | None, typer.Option(help="The one that the others are held against, instead of the first.")
    ] = None,
    top: Annotated[
        int | None, typer.Option(help="How many areas count as coming first; three if not said.")
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
    partial: Annotated[
        bool,
        typer.Option("--partial", help="Compare each on the indicators that have figures, and say so."),
    ] = False,
    by: By = None,
    lang: Lang = "sv",
) -> None:
    """Compare indices on the same figures: whose areas come first, and why; with --by in each group."""
    from omradesindex.subjects.compare.compare import compare as hold_together

    areas = division_of(division, code, name, layer, crs, tolerance_m2, whole)
    figures = statistics_of(statistics, mapping, areas, division, whole, key)
    names = [part.strip() for part in indices.split(",") if part.strip()]
    options: dict[str, Any] = {"base": base, "top": top, "period": period, "partial": partial}
    with warnings_told():
        comparison = hold_together(names, figures, by=by or None, **options)
    show(comparison, lang)
    tell_whole(figures, lang)
    save(comparison, out, lang)
