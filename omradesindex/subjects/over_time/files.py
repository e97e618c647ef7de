"""The door to charts and files of what happens over time: changes, trends, goals."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from omradesindex.show.drawing import can_draw
from omradesindex.show.files import figure_writers, left_out
from omradesindex.show.tags import page_of
from omradesindex.show.writing import Writer, write_csv, write_text, write_together
from omradesindex.subjects.change.page import change_page
from omradesindex.subjects.change.page import title as change_title
from omradesindex.subjects.goals.page import goals_page
from omradesindex.subjects.goals.page import title as goals_title
from omradesindex.subjects.trend.page import title as trend_title
from omradesindex.subjects.trend.page import trend_page
from omradesindex.wording import Language, check_language

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.show.old_page import Page
    from omradesindex.subjects.change.answer import Change
    from omradesindex.subjects.goals.answer import Goals
    from omradesindex.subjects.trend.answer import Trend


def save_change(
    change: Change, folder: str | Path, *, lang: Language = "sv", figures: bool = True
) -> list[Path]:
    """Write a change to a folder.

    ========================================  ===========================================================
    ``forandring.txt``, ``forandring.html``   the page to read; the text has every area in words too
    ``forandring.csv``                        every change with its interval and verdict
    ``forandring_platser.csv``                ranks with the places that cannot be ruled out
    ``forandring_delar.csv``                  what each change consists of
    ``omprovning.csv``                        areas whose strategy should be opened again
    ``forandring.png``, ``.svg``              the chart
    ========================================  ===========================================================

    Parameters
    ----------
    change : Change
    folder : str or Path
        Made if it is not there. Nothing is moved into it before everything has been written.
    lang : {"sv", "en"}
    figures : bool
        Whether the chart is drawn.
    """
    check_language(lang)
    told = "\n\n".join(change.explain(area, lang=lang) for area in change.areas)
    return _save(
        folder,
        "forandring",
        change_page(change, lang),
        change_title(change, lang),
        {
            "forandring.csv": change.to_frame,
            "forandring_platser.csv": lambda: change.ranks,
            "forandring_delar.csv": lambda: change.parts,
            "omprovning.csv": change.reopen,
        },
        {"forandring": lambda: change.plot.moves(lang=lang)} if figures else {},
        lang,
        more=told,
    )


def save_trend(trend: Trend, folder: str | Path, *, lang: Language = "sv") -> list[Path]:
    """Write a trend to a folder.

    ==============================  =====================================================================
    ``trend.txt``, ``trend.html``   the page to read
    ``trend.csv``                   every slope with its interval and verdict
    ``trend_ar.csv``                the index of every area and year
    ``konvergens_beta.csv``         do areas converge: beta in its three ways
    ``konvergens_sigma.csv``        do the differences shrink: one row for each year
    ``omprovning.csv``              areas whose strategy should be opened again
    ``trend.png``, ``.svg``         the chart
    ==============================  =====================================================================

    Parameters
    ----------
    trend : Trend
    folder : str or Path
        Made if it is not there. Nothing is moved into it before everything has been written.
    lang : {"sv", "en"}
    """
    return _save(
        folder,
        "trend",
        trend_page(trend, lang),
        trend_title(trend, lang),
        {
            "trend.csv": trend.to_frame,
            "trend_ar.csv": trend.scores.reset_index,
            "konvergens_beta.csv": lambda: trend.beta,
            "konvergens_sigma.csv": lambda: trend.sigma,
            "omprovning.csv": trend.reopen,
        },
        {"trend": lambda: trend.plot.lines(lang=lang)},
        lang,
    )


def save_goals(goals: Goals, folder: str | Path, *, lang: Language = "sv") -> list[Path]:
    """Write goals to a folder.

    =========================  ==========================================================================
    ``mal.txt``, ``mal.html``  the page to read
    ``mal.csv``                every area's way to every goal
    ``mal_alla.csv``           one row for each goal
    ``mal_1.png``, ``.svg`` …  a chart for each goal
    =========================  ==========================================================================

    Parameters
    ----------
    goals : Goals
    folder : str or Path
        Made if it is not there. Nothing is moved into it before everything has been written.
    lang : {"sv", "en"}
    """
    charts: dict[str, Callable[[], Any]] = {
        f"mal_{k}": partial(goals.plot.goal, k, lang=lang) for k in range(1, len(goals.goals) + 1)
    }
    tables = {"mal.csv": goals.to_frame, "mal_alla.csv": lambda: goals.summary}
    return _save(folder, "mal", goals_page(goals, lang), goals_title(goals, lang), tables, charts, lang)


def _save(
    folder: str | Path,
    name: str,
    page: Page,
    title: str,
    tables: dict[str, Callable[[], pd.DataFrame]],
    charts: dict[str, Callable[[], Any]],
    lang: Language,
    *,
    more: str = "",
) -> list[Path]:
    text = page.text() + (f"\n\n{more}" if more else "") + "\n"
    writers: dict[str, Writer] = {
        f"{name}.txt": lambda path: write_text(path, text),
        f"{name}.html": lambda path: write_text(path, page_of(title, page.html(lang), lang)),
    }
    for file, make in tables.items():
        writers[file] = lambda path, make=make: write_csv(path, make())  # type: ignore[misc]
    if can_draw() or not charts:
        writers |= figure_writers(charts)
    else:
        left_out("charts", "matplotlib", "plot")
    figures = [
        f"{chart}.{kind}"
        for chart in (name, f"{name}_[0-9]", f"{name}_[0-9][0-9]")
        for kind in ("png", "svg")
    ]
    return write_together(Path(folder), writers, instead_of=figures)
