"""A breakdown's chart and files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from omradesindex.doors import warn
from omradesindex.index import words
from omradesindex.index.groups.page import breakdown_html, breakdown_text, headline
from omradesindex.show.drawing import can_draw
from omradesindex.show.files import figure_writers, left_out, parquet_writer
from omradesindex.show.tags import page_of
from omradesindex.show.writing import Writer, write_csv, write_text, write_together
from omradesindex.wording import Language, check_language, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.groups.breakdown import Breakdown

Group = tuple[str, ...]

# What one answer may have, and another of the same kind not.
_EVERY = ("grupper_*.png", "grupper_*.svg", "uppdelning.parquet", "skillnader.parquet")


def save_breakdown(breakdown: Breakdown, folder: str | Path, *, lang: Language = "sv") -> list[Path]:
    """Write a breakdown to a folder.

    ==========================================  =========================================================
    ``uppdelning.txt``, ``uppdelning.html``     the table to read; the text has every area in words too
    ``uppdelning.csv``, ``uppdelning.parquet``  everything, one row for each group, area and measure
    ``skillnader.csv``, ``skillnader.parquet``  every gap: points, own unit, interval, ratio, parity
    ``avstamning.csv``                          the parts against the total
    ``grupper_…``                               charts of the index and of each indicator that groups have,
                                                as ``.png`` and ``.svg`` (up to six groups)
    ==========================================  =========================================================

    The files are for whoever may see the figures they were made from: nothing is withheld in them. What goes
    to others goes through :func:`omradesindex.publish`.

    Parameters
    ----------
    breakdown : Breakdown
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
    writers: dict[str, Writer] = {
        "uppdelning.txt": lambda path: write_text(path, _report(breakdown, lang)),
        "uppdelning.html": lambda path: write_text(
            path, page_of(headline(breakdown, lang), breakdown_html(breakdown, lang=lang), lang)
        ),
        "uppdelning.csv": lambda path: write_csv(path, breakdown.to_frame()),
        **parquet_writer("uppdelning.parquet", breakdown.to_frame),
        "skillnader.csv": lambda path: write_csv(path, _labelled(breakdown, breakdown.gaps)),
        **parquet_writer("skillnader.parquet", lambda: _labelled(breakdown, breakdown.gaps)),
        "avstamning.csv": lambda path: write_csv(path, _labelled(breakdown, breakdown.reconciliation)),
    }
    if not can_draw():
        left_out("charts", "matplotlib", "plot")
        return write_together(Path(folder), writers, instead_of=_EVERY)
    from omradesindex.index.groups.charts import LOOKS, measures

    if len(breakdown.groups) > len(LOOKS):
        warn(
            f"charts left out, because {len(breakdown.groups)} groups are too many to be drawn beside each "
            f"other: choose at most {len(LOOKS)} with plot.groups(groups=…)"
        )
        return write_together(Path(folder), writers, instead_of=_EVERY)
    verbs: dict[str, Callable[[], Any]] = {
        f"grupper_{measure}": lambda measure=measure: breakdown.plot.groups(measure, lang=lang)  # type: ignore[misc]
        for measure in measures(breakdown)
    }
    writers |= figure_writers(verbs)
    return write_together(Path(folder), writers, instead_of=_EVERY)


def _labelled(breakdown: Breakdown, frame: pd.DataFrame) -> pd.DataFrame:
    """Add what a table must say of itself when it is passed on alone."""
    return frame.assign(statistics=words.whose(breakdown.full, "sv"), index=breakdown.index.id)


def _report(breakdown: Breakdown, lang: Language) -> str:
    inputs = say(lang, "Underlagets fingeravtryck (SHA-256)", "Fingerprint of the inputs (SHA-256)")
    care = say(
        lang,
        "Uppgifterna är inte röjandeskyddade: få personer kan ligga bakom en grupps tal.",
        "Nothing is withheld here: few people may stand behind a group's figure.",
    )
    rule = f"\n\n{'-' * 80}\n\n"
    told = [str(breakdown.explain(area, lang)) for area in breakdown.areas]
    source = words.source_line(breakdown.total, lang)
    head = f"{breakdown_text(breakdown, lang=lang)}\n{care}"
    return rule.join([head, *told]) + f"\n\n{source}\n{inputs}: {breakdown.full.fingerprint}\n"
