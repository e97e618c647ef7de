"""A comparison's files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from omradesindex.index import words
from omradesindex.index.decimals import score_decimals
from omradesindex.show.drawing import can_draw
from omradesindex.show.files import excel_csv, figure_writers, left_out
from omradesindex.show.writing import Writer, write_csv, write_text, write_together
from omradesindex.subjects.compare.page import comparison_page, comparison_text
from omradesindex.wording import Language, check_language, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.compare.answer import Comparison


def save_comparison(comparison: Comparison, folder: str | Path, *, lang: Language = "sv") -> list[Path]:
    """Write a comparison to a folder.

    ==============================  ====================================================================
    ``jamforelse.txt``, ``.html``   the table to read, and what each set changes and why
    ``jamforelse.csv``              scores, ranks and moves, one row for each set and area
    ``jamforelse_excel.csv``        the ranks for a Swedish spreadsheet program
    ``overensstammelse.csv``        rank correlations with the base
    ``bidrag.csv``                  each score's difference from the base, by indicator
    ``orsaker.csv``                 what made each area move, by indicator
    ``tackning.csv``                which indicators each set has, and which have figures
    ``rangdiagram``                 the bump chart, as ``.png`` and ``.svg``
    ==============================  ====================================================================

    Parameters
    ----------
    comparison : Comparison
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
        "jamforelse.txt": lambda path: write_text(path, _report(comparison, lang)),
        "jamforelse.html": lambda path: write_text(path, comparison_page(comparison, lang=lang)),
        "jamforelse.csv": lambda path: write_csv(path, comparison.to_frame()),
        "jamforelse_excel.csv": lambda path: excel_csv(path, _reading_frame(comparison, lang), lang),
        "overensstammelse.csv": lambda path: write_csv(
            path, _labelled(comparison, comparison.agreement.reset_index())
        ),
        "bidrag.csv": lambda path: write_csv(path, _labelled(comparison, comparison.attribution)),
        "orsaker.csv": lambda path: write_csv(path, _labelled(comparison, comparison.causes)),
        "tackning.csv": lambda path: write_csv(path, _labelled(comparison, comparison.coverage)),
    }
    if can_draw():
        writers |= figure_writers({"rangdiagram": lambda: comparison.plot.bump(lang=lang)})
    else:
        left_out("the chart", "matplotlib", "plot")
    return write_together(Path(folder), writers, instead_of=["rangdiagram.png", "rangdiagram.svg"])


def _labelled(comparison: Comparison, frame: pd.DataFrame) -> pd.DataFrame:
    """Add what a table must say of itself when it is passed on alone."""
    return frame.assign(base=comparison.base, statistics=words.whose(comparison.everything, "sv"))


def _report(comparison: Comparison, lang: Language) -> str:
    inputs = say(lang, "Underlagets fingeravtryck (SHA-256)", "Fingerprint of the inputs (SHA-256)")
    rule = f"\n\n{'-' * 80}\n\n"
    source = words.source_line(comparison.everything, lang)
    told = [comparison.explain(name, lang=lang) for name in (*comparison.sets, *comparison.empty)]
    return (
        rule.join([comparison_text(comparison, lang=lang, most=None), *told])
        + f"\n\n{source}\n{inputs}: {comparison.everything.fingerprint}\n"
    )


def _reading_frame(comparison: Comparison, lang: Language) -> pd.DataFrame:
    """Return ranks and scores as a person opens them in a spreadsheet, in the order of the base."""
    order = comparison.ranks[comparison.base].astype(float).argsort(kind="stable").to_numpy()
    codes = [comparison.areas[i] for i in order]
    import pandas as pd

    columns: dict[str, Any] = {
        say(lang, "Kod", "Code"): codes,
        say(lang, "Område", "Area"): [comparison.statistics.name_of(code) for code in codes],
    }
    decimals = {name: score_decimals(result) for name, result in comparison.results.items()}
    for word, frame in (
        (say(lang, "plats", "place"), comparison.ranks),
        (say(lang, "poäng", "score"), comparison.scores.round(decimals)),
    ):
        for name in comparison.sets:
            there, every = comparison.counts(name)
            gap = f", {there} {say(lang, 'av', 'of')} {every}" if there < every else ""
            columns[f"{name} ({word}{gap})"] = frame[name].to_numpy()[order]
    columns[say(lang, "Uppgifter", "Figures")] = words.whose(comparison.everything, lang)
    return pd.DataFrame(columns)
