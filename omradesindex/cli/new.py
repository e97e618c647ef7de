"""The command ``omradesindex new``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from omradesindex.cli.console import show_page
from omradesindex.cli.options import Code, Crs, Lang, Layer, Name, Tolerance


def new(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A new folder for the project.", show_default=False)
    ],
    areas: Annotated[
        Path | None,
        typer.Option(
            help="The areas' outlines: a geographic file, also of the whole country.", show_default=False
        ),
    ] = None,
    statistics: Annotated[
        list[Path] | None,
        typer.Option(help="A table, or a folder of tables; say it again for several.", show_default=False),
    ] = None,
    key: Annotated[
        list[Path] | None,
        typer.Option(
            help="Which area each sub-area belongs to (CSV or Excel); say it again for several.",
            show_default=False,
        ),
    ] = None,
    definition: Annotated[
        str | None,
        typer.Option(
            help="An index of 'omradesindex list', or a TOML file; else one is proposed.", show_default=False
        ),
    ] = None,
    title: Annotated[
        str | None, typer.Option(help="Whose figures these are, such as Uppsala.", show_default=False)
    ] = None,
    code: Code = None,
    name: Name = None,
    layer: Layer = None,
    crs: Crs = None,
    tolerance: Tolerance = None,
    keep: Annotated[
        list[str] | None,
        typer.Option(help="Only areas whose codes are like this: '0380*', '03*'.", show_default=False),
    ] = None,
    lang: Lang = "sv",
) -> None:
    """Lay a project for your own areas: look at the files, propose what is needed, say the next step."""
    from omradesindex.subjects.new_project.new_project import new_project

    laid = new_project(
        folder,
        areas=areas,
        statistics=statistics or None,
        key=key or None,
        definition=definition,
        name=title,
        code=code,
        area_name=name,
        layer=layer,
        crs=crs,
        tolerance_m2=tolerance,
        keep=keep or (),
        lang=lang,
    )
    show_page(laid.page(lang))
