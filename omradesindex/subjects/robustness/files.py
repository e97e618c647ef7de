"""A study of robustness as files: tables, the summary, the design and the figures."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from omradesindex.errors import ComputeError
from omradesindex.index import words
from omradesindex.show.drawing import can_draw
from omradesindex.show.files import excel_csv, figure_writers, left_out
from omradesindex.show.writing import Writer, write_csv, write_text, write_together
from omradesindex.subjects.robustness.page import reading_frame, robustness_page, robustness_text
from omradesindex.subjects.robustness.plots import any_draws
from omradesindex.wording import Language, check_language, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.show.figure import Picture
    from omradesindex.subjects.compare.answer import Comparison
    from omradesindex.subjects.robustness.answer import Robustness
    from omradesindex.subjects.robustness.ranks_under_error import RanksUnderError

T = TypeVar("T")
# What a study may hold, and another study not.
_TABLES = (
    *("rangfordelning", "par", "avstand", "orsaker", "nivaer", "en_i_taget", "utan_indikator", "rangmangder"),
    "scenarier",
)
_FIGURES = ("rangintervall", "rangfordelning", "par", "orsaker", "ett_val_i_taget", "rangmangder")
_EVERY = [f"{name}.csv" for name in _TABLES] + [
    f"{name}.{kind}" for name in _FIGURES for kind in ("png", "svg")
]

# As many scenarios as a file of the design holds, spread over as many as it is quick to make again.
_DESIGN, _MADE_AGAIN = 10_000, 200_000


def save_robustness(study: Robustness, folder: str | Path, *, lang: Language = "sv") -> list[Path]:
    """Write a study to a folder.

    ==================================  ================================================================
    ``robusthet.txt``, ``.html``        the summary and the table of ranks to read
    ``robusthet.csv``                   ranks and scores with their ranges, a row for each area
    ``robusthet_excel.csv``             the same for a Swedish spreadsheet program
    ``rangfordelning.csv``              share of the scenarios with each rank, areas × ranks
    ``par.csv``                         every pair of areas, those nearest to even first
    ``avstand.csv``                     how far the scenarios' orders lie from the index as defined
    ``orsaker.csv``                     Sobol indices: each output and factor
    ``nivaer.csv``                      mean rank shift for each level of each choice
    ``en_i_taget.csv``                  each factor alone
    ``utan_indikator.csv``              ranks when each indicator is left out
    ``rangmangder.csv``                 confidence sets for the ranks under the values' errors
    ``faktorer.csv``                    what varied, with its levels, and those that are another level again
    ``scenarier.csv``                   the design: all scenarios, or 10,000 of them
    ``rangintervall``,                  figures, as ``.png`` and ``.svg``
    ``rangfordelning``, ``par``,
    ``orsaker``, ``ett_val_i_taget``,
    ``rangmangder``
    ==================================  ================================================================

    What the study does not hold is left out: pairs, distances and rank sets of more than 64 areas, Sobol
    indices that were not asked for, rank sets where no error is known. Of a study in which nothing changes
    any score there is the summary, the index as defined and what was to vary.

    Parameters
    ----------
    study : Robustness
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
    if study.tried:
        any_draws(study)
    scenarios = _if_any(lambda: _scenarios(study))
    # Rank sets judge every pair of areas too, which takes minutes where they are many.
    sets = None if study.tally.pairs is None or not study.tried else _if_any(study.rank_sets)
    writers: dict[str, Writer] = {
        "robusthet.txt": lambda path: write_text(path, _report(study, lang)),
        "robusthet.html": lambda path: write_text(path, robustness_page(study, lang)),
        "robusthet.csv": lambda path: write_csv(path, _labelled(study, study.to_frame().reset_index())),
        "robusthet_excel.csv": lambda path: excel_csv(path, reading_frame(study, lang), lang),
    }
    for name, frame in _frames(study, sets).items():
        writers[name] = lambda path, frame=frame: write_csv(path, _labelled(study, frame()))  # type: ignore[misc]
    if not study.tried:
        return write_together(Path(folder), writers, instead_of=_EVERY)
    if not can_draw():
        left_out("the charts", "matplotlib", "plot")
        return write_together(Path(folder), writers, instead_of=_EVERY)
    plots = study.plot
    verbs: dict[str, Callable[[], Any]] = {
        "rangintervall": lambda: plots.ranks(lang=lang),
        "rangfordelning": lambda: plots.acceptability(lang=lang),
    }
    if study.tally.pairs is not None:
        verbs["par"] = lambda: plots.pairs(lang=lang)
    if study.shares is not None:
        verbs["orsaker"] = lambda: plots.sensitivity(lang=lang)
    if scenarios is not None:
        verbs["ett_val_i_taget"] = lambda: _bump(scenarios, lang)
    if sets is not None:
        verbs["rangmangder"] = lambda: _sets(study, sets, lang)
    return write_together(Path(folder), writers | figure_writers(verbs), instead_of=_EVERY)


def _frames(study: Robustness, sets: RanksUnderError | None) -> dict[str, Callable[[], pd.DataFrame]]:
    """The tables that the study holds, by the name of their files."""
    if not study.tried:
        return {"faktorer.csv": lambda: _factors(study)}
    frames: dict[str, Callable[[], pd.DataFrame]] = {
        "rangfordelning.csv": lambda: study.acceptability.rename(columns="rank_{}".format).reset_index(),
    }
    if study.tally.pairs is not None:
        frames["par.csv"] = study.pairs
        frames["avstand.csv"] = lambda: study.distances.rename_axis("distance").reset_index()
    if study.shares is not None:
        frames["orsaker.csv"] = lambda: study.sensitivity
    if not study.by_level.empty:
        frames["nivaer.csv"] = lambda: study.by_level
    frames["en_i_taget.csv"] = lambda: study.one_at_a_time
    frames["utan_indikator.csv"] = study.leave_one_out.reset_index
    if sets is not None:
        frames["rangmangder.csv"] = lambda: _rank_sets(sets)
    frames["faktorer.csv"] = lambda: _factors(study)
    return frames | {"scenarier.csv": lambda: _design(study).reset_index()}


def _design(study: Robustness) -> pd.DataFrame:
    """As many scenarios as a file holds, by their numbers, at even distance: neighbours are much alike."""
    design = study.design(0, min(study.n, _MADE_AGAIN))
    return design.iloc[:: -(-len(design) // _DESIGN)]


def _factors(study: Robustness) -> pd.DataFrame:
    import pandas as pd

    rows = [
        {
            "factor": factor.name,
            "label": factor.label.sv,
            "levels": "; ".join(factor.distinct),
            "base": factor.base,
            "copies": "; ".join(f"{level} = {twin}" for level, twin in factor.copies.items()),
            "changes_scores": factor in study.problem.factors,
        }
        for factor in (*study.problem.factors, *study.problem.idle)
    ]
    return pd.DataFrame(rows)


def _rank_sets(sets: RanksUnderError) -> pd.DataFrame:
    """Rank sets with what they are: they are not the study's own ranges."""
    kind = (
        "confidence set, all areas at once"
        if sets.sets.simultaneous
        else "confidence set, each area by itself"
    )
    return sets.to_frame().reset_index().assign(kind=kind, level=sets.sets.level, known_weight=sets.known)


def _labelled(study: Robustness, frame: pd.DataFrame) -> pd.DataFrame:
    """Add what a table must say of itself when it is passed on alone."""
    frame = frame.assign(index=study.base.index.id, statistics=words.whose(study.base, "sv"), seed=study.seed)
    return frame if "n" in frame.columns else frame.assign(n=study.n)


def _report(study: Robustness, lang: Language) -> str:
    inputs = say(lang, "Underlagets fingeravtryck (SHA-256)", "Fingerprint of the inputs (SHA-256)")
    seed = say(lang, "Frö", "Seed")
    text = robustness_text(study, lang=lang, most=None)
    return f"{text}\n{seed}: {study.seed}\n{inputs}: {study.base.fingerprint}\n"


def _scenarios(study: Robustness) -> Comparison:
    from omradesindex.subjects.robustness.charts.scenarios import one_choice_at_a_time

    return one_choice_at_a_time(study)


def _bump(comparison: Comparison, lang: Language) -> Picture:
    from omradesindex.subjects.robustness.charts.scenarios import draw_scenarios

    return draw_scenarios(comparison, lang, 40)


def _sets(study: Robustness, sets: RanksUnderError, lang: Language) -> Picture:
    from omradesindex.subjects.robustness.charts.ranks import rank_sets

    return rank_sets(study, sets, lang, 60)


def _if_any(ask: Callable[[], T]) -> T | None:
    """What is asked for, or None where the study does not allow it."""
    try:
        return ask()
    except ComputeError:
        return None
