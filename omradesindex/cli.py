"""The command line: ``omradesindex demo``, ``compute``, ``compare`` and ``list``.

Nothing here that the library cannot do without it: it reads, computes, saves and tells.
"""

from __future__ import annotations

import io
import sys
import traceback
import warnings
from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console
from rich.text import Text

from omradesindex import __version__
from omradesindex.errors import OmradesindexError

if TYPE_CHECKING:
    from omradesindex.geography import Division
    from omradesindex.index import Comparison, Result
    from omradesindex.statistics import Statistics

Lang = Annotated[Literal["sv", "en"], typer.Option(help="Language of what is printed and drawn.")]
Given = Annotated[
    str, typer.Option(help="A tidy table (CSV, Parquet), or 'malmo' or 'exempelstad'.", show_default=False)
]
Areas = Annotated[
    str | None,
    typer.Option(help="The areas of a statistics file: 'geso', 'exempelstad', or a geographic file."),
]
Code = Annotated[str | None, typer.Option(help="Column with the codes in a division file.")]
Name = Annotated[str | None, typer.Option(help="Column with the names in a division file.")]
Layer = Annotated[str | None, typer.Option(help="Layer of a GeoPackage with several.")]
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
    from omradesindex.present.words import ordered
    from omradesindex.statistics import malmo_statistics

    statistics = malmo_statistics()
    result = load_index("malmo-oppna-data").compute(statistics)
    _show(result, lang)
    _say("")
    _say(
        "Vad det högsta indexet består av" if lang == "sv" else "What the highest index is made of", bold=True
    )
    _prose(result.explain(result.areas[ordered(result)[0]], lang=lang))
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
    index: Annotated[
        str, typer.Option(help="An index of 'omradesindex list', or a TOML file.", show_default=False)
    ],
    out: Annotated[Path, typer.Option(help="Folder for tables, maps and charts.", show_default=False)],
    division: Areas = None,
    code: Code = None,
    name: Name = None,
    layer: Layer = None,
    crs: Crs = None,
    whole: City = None,
    period: Period = None,
    partial: Annotated[
        bool, typer.Option("--partial", help="Compute also what has too few indicators, and say so.")
    ] = False,
    lang: Lang = "sv",
) -> None:
    """Compute an index and save tables, map layers, maps and charts."""
    from omradesindex.index import load_index

    chosen = load_index(index)
    figures = _statistics(statistics, _division(division, code, name, layer, crs, whole), division, whole)
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
    division: Areas = None,
    code: Code = None,
    name: Name = None,
    layer: Layer = None,
    crs: Crs = None,
    whole: City = None,
    period: Period = None,
    partial: Annotated[
        bool,
        typer.Option("--partial", help="Compare each on the indicators that have figures, and say so."),
    ] = False,
    lang: Lang = "sv",
) -> None:
    """Compare indices on the same figures: whose areas come first, and why."""
    from omradesindex.index import compare as hold_together
    from omradesindex.present import comparison_text

    figures = _statistics(statistics, _division(division, code, name, layer, crs, whole), division, whole)
    names = [part.strip() for part in indices.split(",") if part.strip()]
    comparison = hold_together(figures, names, base=base, top=top, period=period, partial=partial)
    _say(comparison_text(comparison, lang=lang, width=_width()))
    _tell_whole(figures, lang)
    _save(comparison, out, lang)


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
    whole: str | None,
) -> Division | None:
    from omradesindex.geography import example_division, geso, read_division

    embedded = {"geso": geso, "exempelstad": example_division}
    if given is None or given in embedded:
        options = {"--code": code, "--name": name, "--layer": layer, "--crs": crs}
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
    return read_division(path, code=code, name=name, layer=layer, crs=crs, whole=city)


def _statistics(given: str, division: Division | None, named: str | None, whole: str | None) -> Statistics:
    from omradesindex.statistics import example_statistics, malmo_statistics, read_statistics

    embedded = {"malmo": malmo_statistics, "exempelstad": example_statistics}
    if given not in embedded:
        return read_statistics(given, division=division, whole=whole)
    for option, value in {"--division": named, "--whole": whole}.items():
        if value is not None:
            raise OmradesindexError(
                f"'{given}' has its own areas",
                where=f"{option} {value}",
                remedy=f"leave {option} out, or give a statistics file",
            )
    return embedded[given]()


# -- telling ---------------------------------------------------------------------------------------------


def _say(text: str, *, bold: bool = False) -> None:
    """Print a text as it stands: brackets are no markup, numbers get no colour."""
    Console(highlight=False).print(Text(text, style="bold" if bold else ""), soft_wrap=True)


def _prose(text: str) -> None:
    """Print lines that may be long, broken between words."""
    for line in text.splitlines():
        _say("\n".join(wrap(line, _width(), drop_whitespace=bool(line.strip()), subsequent_indent="  ")))


def _width() -> int:
    return min(Console().width, _WIDEST)


def _note(text: str) -> None:
    console = Console(stderr=True, highlight=False)
    console.print(Text(text, style="dim"), soft_wrap=not console.is_terminal)


def _complain(text: str) -> None:
    console = Console(stderr=True, highlight=False)
    message = Text.assemble(("Error: ", "bold red"), text)
    console.print(message, soft_wrap=not console.is_terminal)


def _show(result: Result, lang: Literal["sv", "en"]) -> None:
    from omradesindex.present import text_table

    _say(text_table(result, lang=lang, width=_width()))


def _tell_whole(figures: Statistics, lang: Literal["sv", "en"]) -> None:
    if figures.whole is None:
        _note(
            "Ingen rad är utpekad som hela staden (--whole): den räknas fram ur områdena."
            if lang == "sv"
            else "No row is pointed out as the whole city (--whole): it is made from the areas."
        )


def _save(result: Result | Comparison, out: Path, lang: Literal["sv", "en"]) -> None:
    told = "Ritar och sparar …" if lang == "sv" else "Drawing and saving …"
    with Console(stderr=True).status(told), warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always", UserWarning)
        paths = result.save(out, lang=lang)
    _say("")
    _say(f"Sparat i {out}:" if lang == "sv" else f"Saved in {out}:", bold=True)
    for path in paths:
        _say(f"  {path}")
    for warning in heard:
        if issubclass(warning.category, UserWarning):
            _note(str(warning.message))
