"""The options that several commands share: their kinds and what is said of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from omradesindex.cli.language import VARIABLE

Lang = Annotated[
    Literal["sv", "en"],
    typer.Option(envvar=VARIABLE, show_envvar=False, help="Language of what is printed and drawn."),
]
Given = Annotated[
    str,
    typer.Option(
        help="A file or folder of statistics, the folder of a project, or 'malmo', 'exempelstad' or "
        "'exempelstad-themes'.",
        show_default=False,
    ),
]
Chosen = Annotated[
    str, typer.Option(help="An index of 'omradesindex list', or a TOML file.", show_default=False)
]
Partial = Annotated[
    bool, typer.Option("--partial", help="Compute also what has too few indicators, and say so.")
]
Mapping = Annotated[
    Path | None,
    typer.Option(help="What the words of a table that is not tidy mean (TOML); a folder may hold its own."),
]
Areas = Annotated[
    str | None,
    typer.Option(help="The areas of a statistics file: 'geso', 'exempelstad', or a geographic file."),
]
Code = Annotated[str | None, typer.Option(help="Column with the codes in a division file.")]
Name = Annotated[str | None, typer.Option(help="Column with the names in a division file.")]
Layer = Annotated[str | None, typer.Option(help="Layer of a GeoPackage with several.")]
Tolerance = Annotated[
    float | None,
    typer.Option(
        "--tolerance-m2",
        "--tolerance",
        min=0,
        help="How many m² two areas of a division file may overlap; rounding is allowed.",
    ),
]
KeyFile = Annotated[
    Path | None,
    typer.Option(
        "--key", help="The statistics are of sub-areas: which area each belongs to (CSV).", show_default=False
    ),
]
Crs = Annotated[str | None, typer.Option(help="Coordinate system of a division file that lacks it.")]
By = Annotated[
    list[str] | None,
    typer.Option(help="Break down by a column, such as sex; say it again for several.", show_default=False),
]
City = Annotated[str | None, typer.Option(help="Code of the whole city's own rows in a statistics file.")]
Period = Annotated[
    str | None, typer.Option(help="Use figures of this period only, instead of each one's latest.")
]
