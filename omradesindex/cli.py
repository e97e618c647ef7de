"""The command line: ``omradesindex demo``, ``compute``, ``compare``, ``list`` and the others.

Nothing here that the library cannot do without it: it reads, computes, saves and tells.
"""

from __future__ import annotations

import io
import re
import sys
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.text import Text

from omradesindex import __version__
from omradesindex.errors import OmradesindexError
from omradesindex.plaintext import visible

if TYPE_CHECKING:
    from omradesindex.geography import Division, Key
    from omradesindex.index import Breakdown, Result
    from omradesindex.statistics import Statistics
    from omradesindex.subjects.compare.answer import Comparison
    from omradesindex.subjects.robustness.answer import Robustness
    from omradesindex.subjects.spread.answer import Spread
    from omradesindex.subjects.update.reproduce import Reproduction

Lang = Annotated[Literal["sv", "en"], typer.Option(help="Language of what is printed and drawn.")]
Given = Annotated[
    str,
    typer.Option(help="A file or folder of statistics, or 'malmo' or 'exempelstad'.", show_default=False),
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
    typer.Option(min=0, help="How many m² two areas of a division file may overlap; rounding is allowed."),
]
Crs = Annotated[str | None, typer.Option(help="Coordinate system of a division file that lacks it.")]
City = Annotated[str | None, typer.Option(help="Code of the whole city's own rows in a statistics file.")]
Period = Annotated[
    str | None, typer.Option(help="Use figures of this period only, instead of each one's latest.")
]

_WIDEST = 110
_DEBUG = "--debug"

app = typer.Typer(
    name="omradesindex",
    help="Socioeconomic area indices: from statistics to table, map and chart.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0, or 2 where something given to it is wrong.

    An error that the library raises on purpose is told in one message and without a traceback. Anything else
    is a fault of the library's own (exit code 1); ``--debug`` then shows where.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    debug = _DEBUG in arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # An old terminal may lack a sign; a question mark is better than no table.
            stream.reconfigure(errors="replace")
    try:
        app([a for a in arguments if a != _DEBUG], prog_name="omradesindex")
    except OmradesindexError as error:
        _complain(str(error))
        if debug:
            traceback.print_exc()
        return 2
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else int(done.code is not None)
    except Exception as error:  # noqa: BLE001 - the last door: a person gets a sentence, not a traceback
        _complain(f"an unexpected fault in omradesindex {__version__}: {type(error).__name__}: {error}")
        if debug:
            traceback.print_exc()
        else:
            _note(f"Run the same command with {_DEBUG} to see where, and send that with your report.")
        return 1
    return 0


@app.callback(invoke_without_command=True)
def _start(
    version: Annotated[
        bool, typer.Option("--version", help="Say the version and stop.", is_eager=True)
    ] = False,
    debug: Annotated[bool, typer.Option(_DEBUG, help="Show the traceback of an error.")] = False,  # noqa: ARG001
) -> None:
    if version:
        _say(f"omradesindex {__version__}")
        raise typer.Exit


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="Folder for tables, maps and charts.")] = Path("demo"),
    lang: Lang = "sv",
) -> None:
    """Compute the index of Malmö's 14 areas from open statistics, show it and save it."""
    from omradesindex.index import load_index
    from omradesindex.index.words import ordered
    from omradesindex.statistics import malmo_statistics

    statistics = malmo_statistics()
    result = load_index("malmo-oppna-data").compute(statistics)
    _show(result, lang)
    _say("")
    _say(
        "Vad det högsta indexet består av" if lang == "sv" else "What the highest index is made of", bold=True
    )
    _say(result.explain(result.areas[ordered(result)[0]], lang=lang).text(_width()))
    wider = load_index("malmo-2023").compute(statistics)
    _say("")
    _say(f"{wider.index.label.in_(lang)} (malmo-2023)", bold=True)
    _prose(wider.quality_line(lang))
    _save(result, out, lang)
    _say("")
    _say(
        "Ett index med alla uppgifter på plats, för en påhittad stad:"
        if lang == "sv"
        else "An index with every figure in place, for a made-up city:"
    )
    _say("  omradesindex compute --statistics exempelstad --index malmo-2023 --out exempelstad")


@app.command()
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
    whole: City = None,
    period: Period = None,
    partial: Partial = False,
    by: Annotated[
        list[str] | None,
        typer.Option(
            help="Break down by a column, such as sex; say it again for several.", show_default=False
        ),
    ] = None,
    lang: Lang = "sv",
) -> None:
    """Compute an index, of everybody or of groups, and save tables, map layers, maps and charts."""
    from omradesindex.index import load_index
    from omradesindex.show.cut import MOST

    with _warnings_told():
        chosen = load_index(index)
    figures = _statistics(
        statistics, mapping, _division(division, code, name, layer, crs, tolerance_m2, whole), division, whole
    )
    if by:
        with _warnings_told():
            groups = chosen.compute(figures, period=period, partial=partial, by=by)
        _say(groups.page(lang, most=MOST).first().text(_width()))
        _tell_whole(figures, lang)
        _save(groups, out, lang)
        return
    result = chosen.compute(figures, period=period, partial=partial)
    _show(result, lang)
    if figures.division is None:
        _note(
            "Ingen karta: uppgifterna har ingen områdesindelning (--division)."
            if lang == "sv"
            else "No map: the statistics have no division (--division)."
        )
    _tell_whole(figures, lang)
    _save(result, out, lang)


@app.command()
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
    top: Annotated[int, typer.Option(help="How many areas count as coming first.")] = 3,
    mapping: Mapping = None,
    division: Areas = None,
    code: Code = None,
    name: Name = None,
    layer: Layer = None,
    crs: Crs = None,
    tolerance_m2: Tolerance = None,
    whole: City = None,
    period: Period = None,
    partial: Annotated[
        bool,
        typer.Option("--partial", help="Compare each on the indicators that have figures, and say so."),
    ] = False,
    lang: Lang = "sv",
) -> None:
    """Compare indices on the same figures: whose areas come first, and why."""
    from omradesindex.show.cut import MOST
    from omradesindex.subjects.compare.compare import compare as hold_together

    figures = _statistics(
        statistics, mapping, _division(division, code, name, layer, crs, tolerance_m2, whole), division, whole
    )
    names = [part.strip() for part in indices.split(",") if part.strip()]
    comparison = hold_together(names, figures, base=base, top=top, period=period, partial=partial)
    _say(comparison.page(lang, most=MOST).text(_width()))
    _tell_whole(figures, lang)
    _save(comparison, out, lang)


@app.command()
def spread(
    statistics: Annotated[
        str,
        typer.Option(
            help="A file or folder of statistics by sub-area, or 'exempelstad'.", show_default=False
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

    with _warnings_told():
        chosen = load_index(index)
    areas = _division(division, code, name, layer, crs, tolerance_m2, None)
    figures, parts, areas = _sub_areas(statistics, mapping, key, areas, division)
    found = look_inside(
        chosen, figures, parts, division=areas, period=period, minimum_base=minimum_base, partial=partial
    )
    _say(found.page(lang).text(_width()))
    _save(found, out, lang)


@app.command()
def robustness(
    index: Annotated[
        str, typer.Argument(help="An index of 'omradesindex list', or a TOML file.")
    ] = "malmo-oppna-data",
    statistics: Annotated[
        str, typer.Option(help="A file or folder of statistics, or 'malmo' or 'exempelstad'.")
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
    whole: City = None,
    partial: Partial = False,
    lang: Lang = "sv",
) -> None:
    """See how far an index's conclusion holds over every choice at once (Ctrl+C: what is done so far)."""
    from omradesindex.index import load_index
    from omradesindex.show.cut import MOST
    from omradesindex.subjects.robustness.robustness import robustness as vary

    with _warnings_told():
        chosen = load_index(index)
    figures = _statistics(
        statistics, mapping, _division(division, code, name, layer, crs, tolerance_m2, whole), division, whole
    )
    with _warnings_told(), _progress(lang) as progress:
        study = vary(
            chosen,
            figures,
            sets=_listed(sets),
            drop=drop,
            # A comma before a digit is a decimal one: ±12,5 %.
            weights=None if weights is None else _listed(weights, r",(?!\d)"),
            normalise=None if normalise is None else _listed(normalise),
            treat=_listed(treat),
            aggregate=None if aggregate is None else _listed(aggregate),
            impute=_listed(impute),
            data=data,
            membership=membership,
            rest=rest,
            n=n,
            rng=seed,
            partial=partial,
            progress=progress,
        )
    _say(study.page(lang, most=MOST).text(_width()))
    _tell_whole(figures, lang)
    if out is not None:
        _save(study, out, lang)


@app.command()
def update(
    project: Annotated[Path, typer.Argument(help="The project's TOML file.", show_default=False)],
    offline: Annotated[
        bool, typer.Option("--offline", help="Ask no service: take its answers from the snapshots.")
    ] = False,
    accept: Annotated[
        str | None, typer.Option(help="Accept this run, which waits, instead of making one.")
    ] = None,
    accept_all: Annotated[
        bool, typer.Option("--accept-all", help="Accept whatever the checks find.")
    ] = False,
    reproduce: Annotated[
        str | None, typer.Option(help="Compute this run anew and compare every file.")
    ] = None,
) -> None:
    """Read new figures, check them, compute the index, and record the run.

    Exit code 3: the run waits until somebody has accepted it. 4: a reproduced run gives other files.
    """
    from omradesindex.subjects.update.accept import accept as accept_run
    from omradesindex.subjects.update.project import read_project
    from omradesindex.subjects.update.reproduce import reproduce as reproduce_run
    from omradesindex.subjects.update.update import update as make_run

    given = read_project(project)
    lang = given.lang
    if sum((accept is not None, accept_all, reproduce is not None)) > 1:
        raise OmradesindexError(
            "--accept, --accept-all and --reproduce do not go together", remedy="give one of them"
        )
    if accept is not None:
        run = accept_run(given, accept)
        _say(f"Godkänd: {run.folder}" if lang == "sv" else f"Accepted: {run.folder}")
        return
    with _warnings_told(), Console(stderr=True).status("…") as status:
        if reproduce is not None:
            _compared(reproduce_run(given, reproduce), lang)
            return
        found = make_run(
            given,
            offline=offline,
            accept_all=accept_all,
            progress=lambda line: status.update(Text(visible(str(line)))),
        )
    assert found.run is not None  # an update that ends has one
    if found.status != "unchanged":
        _say(found.page().text(_width()))
        _say("")
    told = {
        "accepted": ("Godkänd", "Accepted"),
        "pending": ("Väntar på godkännande", "Waits to be accepted"),
        "unchanged": ("Inget nytt sedan den godkända körningen", "Nothing new since the accepted run"),
    }[found.status][lang != "sv"]
    _say(f"{told}: {found.run.folder}", bold=True)
    if found.status == "pending":
        _say(f"  omradesindex update {project} --accept {found.run.name}")
        raise typer.Exit(3)


@app.command("list")
def list_(lang: Lang = "sv") -> None:
    """List the indices that can be computed."""
    from omradesindex.catalogue import list_indices, read_definition

    for place, name in enumerate(list_indices()):
        index = read_definition(name)
        if place:
            _say("")
        _say(name, bold=True)
        _say(f"  {index.label.in_(lang)}")
        for dimension in index.walk():
            labels = ", ".join(member.indicator.label.in_(lang) for member in dimension.leaves())
            _say(f"  {dimension.label.in_(lang)}: {labels}")


# -- reading ---------------------------------------------------------------------------------------------


def _division(
    given: str | None,
    code: str | None,
    name: str | None,
    layer: str | None,
    crs: str | None,
    tolerance_m2: float | None,
    whole: str | None,
) -> Division | None:
    from omradesindex.geography import example_division, geso, read_division

    embedded = {"geso": geso, "exempelstad": example_division}
    if given is None or given in embedded:
        options: dict[str, object] = {"--code": code, "--name": name, "--layer": layer, "--crs": crs}
        options["--tolerance-m2"] = tolerance_m2
        if given is not None:
            options["--whole"] = whole
        for option, value in options.items():
            if value is not None:
                raise OmradesindexError(
                    f"{option} belongs to a division file",
                    where=f"--division {given}" if given else None,
                    expected="a geographic file, or a CSV with codes and names",
                    remedy="give the file with --division, or leave the option out",
                )
        return embedded[given]() if given else None
    if code is None or name is None:
        raise OmradesindexError(
            "it is not said which columns hold the areas' codes and names",
            where=f"--division {given}",
            remedy="add --code COLUMN and --name COLUMN",
        )
    path = Path(given)
    city = (whole, path.stem) if whole is not None else None
    with _warnings_told():
        return read_division(
            path, code=code, name=name, layer=layer, crs=crs, whole=city, tolerance_m2=tolerance_m2
        )


def _statistics(
    given: str, mapping: Path | None, division: Division | None, named: str | None, whole: str | None
) -> Statistics:
    from omradesindex.statistics import example_statistics, malmo_statistics, read_statistics

    embedded: dict[str, Callable[[], Statistics]] = {
        "malmo": malmo_statistics,
        "exempelstad": example_statistics,
    }
    if given not in embedded:
        return read_statistics(given, mapping=mapping, division=division, whole=whole)
    _refuse_mapping(given, mapping)
    for option, value in {"--division": named, "--whole": whole}.items():
        if value is not None:
            raise OmradesindexError(
                f"'{given}' has its own areas",
                where=f"{option} {value}",
                remedy=f"leave {option} out, or give a statistics file",
            )
    return embedded[given]()


def _sub_areas(
    given: str, mapping: Path | None, key: str | None, areas: Division | None, named: str | None
) -> tuple[Statistics, Key, Division]:
    """Return the sub-areas' figures, which area each belongs to, and the areas."""
    from omradesindex.geography import Key, example_division
    from omradesindex.statistics import example_statistics, read_statistics

    if given == "malmo":
        raise OmradesindexError(
            "Malmö's figures by sub-area do not travel with the library, only the spread made from them",
            where="--statistics malmo",
            remedy="read that spread with oi.data.malmo_spread(), or give a table of sub-areas with --key",
        )
    if given == "exempelstad":
        _refuse_mapping(given, mapping)
        for option, value in {"--division": named, "--key": key}.items():
            if value is not None:
                raise OmradesindexError(
                    f"'{given}' has its own areas",
                    where=f"{option} {value}",
                    remedy=f"leave {option} out, or give a statistics file",
                )
        town = example_division()
        return example_statistics(level="sub_area"), town.keys["delomrade"], town
    for option, there in {"--division": areas, "--key": key}.items():
        if there is None:
            raise OmradesindexError(
                f"{option} is not given, so nobody knows which areas the sub-areas belong to",
                where=f"--statistics {given}",
                remedy="add --division (geso, or a geographic file) and --key (a CSV with sub_area and area)",
            )
    assert areas is not None
    assert key is not None
    return read_statistics(given, mapping=mapping), Key.read(key), areas


def _refuse_mapping(given: str, mapping: Path | None) -> None:
    if mapping is not None:
        raise OmradesindexError(
            f"'{given}' is in our own words already",
            where=f"--mapping {mapping}",
            remedy="leave --mapping out, or give a statistics file",
        )


def _listed(given: str | None, comma: str = ",") -> list[str]:
    """What is named, with commas between."""
    return [part.strip() for part in re.split(comma, given or "") if part.strip()]


# -- telling ---------------------------------------------------------------------------------------------


def _say(text: str, *, bold: bool = False) -> None:
    """Print a text as it stands: brackets are no markup, numbers get no colour."""
    Console(highlight=False).print(Text(visible(text), style="bold" if bold else ""), soft_wrap=True)


def _prose(text: str) -> None:
    """Print lines that may be long, broken between words."""
    for line in text.splitlines():
        _say("\n".join(wrap(line, _width(), drop_whitespace=bool(line.strip()), subsequent_indent="  ")))


def _width() -> int:
    return min(Console().width, _WIDEST)


def _note(text: str) -> None:
    console = Console(stderr=True, highlight=False)
    console.print(Text(visible(text), style="dim"), soft_wrap=not console.is_terminal)


def _complain(text: str) -> None:
    console = Console(stderr=True, highlight=False)
    message = Text.assemble(("Error: ", "bold red"), visible(text))
    console.print(message, soft_wrap=not console.is_terminal)


def _show(result: Result, lang: Literal["sv", "en"]) -> None:
    from omradesindex.show.cut import MOST

    _say(result.page(lang, most=MOST).first().text(_width()))


def _compared(reproduced: Reproduction, lang: Literal["sv", "en"]) -> None:
    """Tell whether a reproduced run gave the same files, and leave with 4 where it did not."""
    _say(reproduced.page(lang).text(_width()))
    if not reproduced.same:
        raise typer.Exit(4)


def _tell_whole(figures: Statistics, lang: Literal["sv", "en"]) -> None:
    if figures.whole is None:
        _note(
            "Ingen rad är utpekad som hela staden (--whole): den räknas fram ur områdena."
            if lang == "sv"
            else "No row is pointed out as the whole city (--whole): it is made from the areas."
        )


@contextmanager
def _warnings_told() -> Iterator[None]:
    """Tell what the library warns of, without the line of code that it points at."""
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always", UserWarning)
        yield
    for warning in heard:
        if issubclass(warning.category, UserWarning):
            _note(str(warning.message))


@contextmanager
def _progress(lang: Literal["sv", "en"]) -> Iterator[Callable[[int, int], None]]:
    """Show how many scenarios are done, where someone sits at the terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda *_: None
        return
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Scenarier" if lang == "sv" else "Scenarios", total=None)
        yield lambda done, asked: bar.update(task, completed=done, total=asked)


def _save(
    result: Result | Comparison | Breakdown | Spread | Robustness, out: Path, lang: Literal["sv", "en"]
) -> None:
    told = "Ritar och sparar …" if lang == "sv" else "Drawing and saving …"
    with _warnings_told():
        with Console(stderr=True).status(told):
            paths = result.save(out, lang=lang)
        _say("")
        _say(f"Sparat i {out}:" if lang == "sv" else f"Saved in {out}:", bold=True)
        for path in paths:
            _say(f"  {path}")
