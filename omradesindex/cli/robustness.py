"""The command ``omradesindex robustness``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from omradesindex.cli.console import progress_bar, save, show, tell_whole, warnings_told
from omradesindex.cli.given import division_of, is_project, listed, project_figures, statistics_of
from omradesindex.cli.options import (
    Areas,
    By,
    City,
    Code,
    Crs,
    KeyFile,
    Lang,
    Layer,
    Mapping,
    Name,
    Partial,
    Tolerance,
)
from omradesindex.errors import OmradesindexError


def robustness(
    index: Annotated[
        str | None,
        typer.Argument(
            metavar="INDEX", help="An index of 'omradesindex list', or a TOML file.", show_default=False
        ),
    ] = None,
    statistics: Annotated[
        str,
        typer.Option(
            help="A file or folder of statistics, the folder of a project, or 'malmo', 'exempelstad' or "
            "'exempelstad-themes'."
        ),
    ] = "malmo",
    out: Annotated[Path | None, typer.Option(help="Folder for tables and charts.")] = None,
    sets: Annotated[
        str | None, typer.Option(help="Alternative sets of indicators, with commas between.")
    ] = None,
    drop: Annotated[
        int | None, typer.Option(help="Leave up to so many indicators out.  [default: 1]")
    ] = None,
    weights: Annotated[
        str | None,
        typer.Option(
            help="'±25 %', 'dirichlet', weighting methods with commas between, or 'own': as defined.  "
            "[default: ±25 %]"
        ),
    ] = None,
    normalise: Annotated[
        str | None,
        typer.Option(help="Other ways to normalise, with commas between, or 'own'.  [default: min_max,rank]"),
    ] = None,
    treat: Annotated[
        str | None, typer.Option(help="Other treatments of outliers, with commas between.")
    ] = None,
    aggregate: Annotated[
        str | None,
        typer.Option(help="Other ways to aggregate, with commas between, or 'own'.  [default: geometric]"),
    ] = None,
    impute: Annotated[str | None, typer.Option(help="Other ways to fill gaps, with commas between.")] = None,
    data: Annotated[
        Literal["sampling", "exact"] | None,
        typer.Option(help="Let values vary by their errors, or not.  [default: where errors are known]"),
    ] = None,
    membership: Annotated[
        bool, typer.Option("--membership", help="Let values vary by what doubtful sub-areas may add.")
    ] = False,
    rest: Annotated[
        Literal["default", "own"], typer.Option(help="What is not said: by default, or as the index has it.")
    ] = "default",
    n: Annotated[int, typer.Option("-n", "--n", help="How many scenarios.")] = 100_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same answer.")] = 1,
    mapping: Mapping = None,
    division: Areas = None,
    code: Code = None,
    name: Name = None,
    layer: Layer = None,
    crs: Crs = None,
    tolerance_m2: Tolerance = None,
    key: KeyFile = None,
    whole: City = None,
    partial: Partial = False,
    by: By = None,
    lang: Lang = "sv",
) -> None:
    """See how far an index's conclusion holds over every choice at once (Ctrl+C: what is done so far)."""
    from omradesindex.index import load_index
    from omradesindex.subjects.robustness.robustness import robustness as vary

    own = index is None and is_project(statistics)
    if index is None and statistics != "malmo" and not own:
        raise OmradesindexError(
            "no index is named",
            where=f"--statistics {statistics}",
            remedy="name one of 'omradesindex list', or a TOML file",
        )
    with warnings_told():
        chosen = project_figures(statistics)[0] if own else load_index(index or "malmo-oppna-data")
    areas = division_of(division, code, name, layer, crs, tolerance_m2, whole)
    figures = statistics_of(statistics, mapping, areas, division, whole, key)
    options: dict[str, Any] = {
        "sets": listed(sets),
        "drop": drop,
        # A comma before a digit is a decimal one: ±12,5 %.
        "weights": None if weights is None else listed(weights, r",(?!\d)"),
        "normalise": None if normalise is None else listed(normalise),
        "treat": listed(treat),
        "aggregate": None if aggregate is None else listed(aggregate),
        "impute": listed(impute),
        "data": data,
        "membership": membership,
        "rest": rest,
        "n": n,
        "rng": seed,
        "partial": partial,
    }
    with warnings_told(), progress_bar(lang) as progress:
        study = vary(chosen, figures, by=by or None, progress=progress, **options)
    show(study, lang)
    tell_whole(figures, lang)
    if out is not None:
        save(study, out, lang)
