"""Saving a spread: its tables and its charts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.show.drawing import can_draw
from omradesindex.show.files import figure_writers, left_out, parquet_writer
from omradesindex.show.tags import page_of
from omradesindex.show.writing import Writer, write_csv, write_text, write_together
from omradesindex.subjects.spread.page import headline, spread_html, spread_text
from omradesindex.wording import Language, check_language

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.spread.answer import Spread

# What one answer may have, and another of the same kind not.
_EVERY = ("spridning_*.png", "spridning_*.svg", "spridning.parquet", "delomraden.csv")


def save_spread(spread: Spread, folder: str | Path, *, lang: Language = "sv") -> list[Path]:
    """Write a spread to a folder.

    ========================================  ===========================================================
    ``spridning.txt``, ``spridning.html``     the table to read; the text has every area in words too
    ``spridning.csv``, ``spridning.parquet``  the marks, one row for each measure and area
    ``ytterligheter.csv``                     the lowest and highest sub-areas, one on each row
    ``ojamlikhet.csv``                        the city's inequality, between and within areas
    ``sticker_ut.csv``                        sub-areas with a great challenge in an area with little
    ``delomraden.csv``                        the index of the sub-areas, where one was asked for
    ``spridning_…``                           a chart of each measure, as ``.png`` and ``.svg``
    ========================================  ===========================================================

    Sub-areas below the minimum base are named in none of them.

    Parameters
    ----------
    spread : Spread
    folder : str or Path
        Made if it is not there. Nothing is moved into it before everything has been written.
    lang : {"sv", "en"}

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    OmradesindexError
        The folder cannot be written to.
    """
    check_language(lang)
    tables: dict[str, Callable[[], pd.DataFrame]] = {
        "ytterligheter.csv": lambda: spread.extremes,
        "ojamlikhet.csv": spread.inequality.reset_index,
        "sticker_ut.csv": lambda: spread.standing_out,
    }
    if spread.levels:
        tables["delomraden.csv"] = lambda: _scores(spread)
    writers: dict[str, Writer] = {
        "spridning.txt": lambda path: write_text(path, _report(spread, lang)),
        "spridning.html": lambda path: write_text(
            path, page_of(headline(spread, lang), spread_html(spread, lang=lang), lang)
        ),
        "spridning.csv": lambda path: write_csv(path, spread.to_frame()),
        **parquet_writer("spridning.parquet", spread.to_frame),
    }
    for name, make in tables.items():
        writers[name] = lambda path, make=make: write_csv(
            path, make().assign(statistics=spread.statistics.name)
        )  # type: ignore[misc]
    if not can_draw():
        left_out("charts", "matplotlib", "plot")
        return write_together(Path(folder), writers, instead_of=_EVERY)
    drawn = [m for m, marks in zip(spread.measures, spread.marks, strict=True) if not np.isnan(marks).all()]
    verbs: dict[str, Callable[[], Any]] = {
        f"spridning_{measure}": lambda measure=measure: spread.plot.ranges(measure, lang=lang)  # type: ignore[misc]
        for measure in drawn
    }
    return write_together(Path(folder), writers | figure_writers(verbs), instead_of=_EVERY)


def _scores(spread: Spread) -> pd.DataFrame:
    """Scores of the sub-areas that are large enough to be named."""
    places = [spread.measures.index(level) for level in spread.levels]
    scores = spread.scores[list(spread.levels)]
    frame = scores.where(spread.named[places].T).dropna(how="all").reset_index()
    frame.insert(1, "name", [spread.sub_name(code) for code in frame["sub_area"]])
    return frame


def _report(spread: Spread, lang: Language) -> str:
    rule = f"\n\n{'-' * 80}\n\n"
    told = [str(spread.explain(area, lang)) for area in spread.areas]
    return rule.join([spread_text(spread, lang=lang), *told]) + "\n"
