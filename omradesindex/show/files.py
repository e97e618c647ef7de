"""What writes tables and figures to files; what a missing package stands in the way of is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from omradesindex.doors import warn
from omradesindex.show.writing import Writer, write_csv
from omradesindex.wording import Language, say

if TYPE_CHECKING:
    import pandas as pd


def parquet_writer(name: str, frame: Callable[[], pd.DataFrame]) -> dict[str, Writer]:
    """What writes a table as Parquet; without pyarrow nothing, and a warning says so."""
    if find_spec("pyarrow") is None:
        left_out(name, "pyarrow", "parquet")
        return {}
    return {name: lambda path: frame().to_parquet(path, index=False, engine="pyarrow")}


def figure_writers(verbs: Mapping[str, Callable[[], Any]], *, pdf: bool = False) -> dict[str, Writer]:
    """What writes each figure as PNG and SVG, by the name of its files; with ``pdf`` all its sheets too."""
    writers: dict[str, Writer] = {}
    for name, draw in verbs.items():
        # The SVG is written from the figure that was drawn for the PNG.
        figures: list[Any] = []
        writers[f"{name}.png"] = lambda path, draw=draw, figures=figures: _png(path, draw, figures)  # type: ignore[misc]
        writers[f"{name}.svg"] = lambda path, figures=figures: _saved(path, figures)  # type: ignore[misc]
        if pdf:
            writers[f"{name}.pdf"] = lambda path, figures=figures: _saved(path, figures)  # type: ignore[misc]
    return writers


def left_out(what: str, package: str, extra: str) -> None:
    """Warn that something is not written for want of a package, and say how it is installed."""
    warn(
        f"{what} left out, because the package {package} is not installed: "
        f'pip install "omradesindex[{extra}]"'
    )


def excel_csv(path: Path, frame: pd.DataFrame, lang: Language) -> None:
    """Write a table for the spreadsheet programs of a language."""
    # The byte-order mark tells spreadsheet programs that it is UTF-8.
    separator, decimal = say(lang, ";", ","), say(lang, ",", ".")
    write_csv(path, frame, separator=separator, decimal=decimal, line_end="\r\n", encoding="utf-8-sig")


def _png(path: Path, draw: Callable[[], Any], figures: list[Any]) -> None:
    figures.append(draw())
    figures[0].savefig(path, format="png", dpi=200)


def _saved(path: Path, figures: list[Any]) -> None:
    figures[0].savefig(path, format=path.suffix.lstrip("."))
