"""Saving a result: every file is written aside first, and all are moved into place together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.index import words
from omradesindex.index.decimals import score_decimals
from omradesindex.index.page import html_page, text_table
from omradesindex.show.drawing import can_draw
from omradesindex.show.files import excel_csv, figure_writers, left_out, parquet_writer
from omradesindex.show.writing import Writer, write_csv, write_text, write_together
from omradesindex.statistics.vocabulary import QUALITY_LABELS
from omradesindex.wording import Language, check_language, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.result import Result
    from omradesindex.index.scored import Scored

# What one result may have, and another not.
_FIGURES = ("karta", "kartor", "rangordning", "varmekarta")
_OPTIONAL = [f"{name}.{kind}" for name in _FIGURES for kind in ("png", "svg")]
_OPTIONAL += ["omraden.gpkg", "resultat.parquet"]


def save(result: Result, folder: str | Path, *, lang: Language = "sv", figures: bool = True) -> list[Path]:
    """Write a result to a folder: tables, map layers and figures.

    ======================================  ============================================================
    ``tabell.txt``, ``tabell.html``         the table to read; the page has the indicators too
    ``forklaringar.txt``                    what makes each area's score, in words
    ``index.csv``                           scores and ranks; UTF-8, comma, decimal point
    ``indikatorer.csv``                     what each indicator is: unit, direction, quality, period, source
    ``tabell_excel.csv``                    scores, ranks and indicators for a Swedish spreadsheet program
                                            (semicolon, decimal comma)
    ``resultat.csv``, ``resultat.parquet``  everything, one row for each area and measure
    ``omraden.gpkg``                        outlines with scores, ranks and indicators (layer ``omraden``)
                                            and what the indicators are (layer ``indikatorer``)
    ``karta``, ``kartor``, ``rangordning``, maps and charts, as ``.png`` and ``.svg``
    ``varmekarta``
    ======================================  ============================================================

    Maps and GeoPackage need outlines. What a missing package stands in the way of is left out with a warning
    that names it. Nothing is moved into the folder before everything has been written, and other files in
    the folder are left alone.

    Parameters
    ----------
    result : Result
    folder : str or Path
        Made if it is not there. Earlier files of the same names are replaced.
    lang : {"sv", "en"}
        Language of what people read. Machine-readable files are the same in both.
    figures : bool
        Whether maps and charts are drawn.

    Returns
    -------
    list of Path
        What was written, in the order above.

    Raises
    ------
    OmradesindexError
        The folder cannot be written to.

    Examples
    --------
    >>> import tempfile
    >>> import omradesindex as oi
    >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    >>> paths = save(result, tempfile.mkdtemp(), figures=False)
    >>> "index.csv" in [path.name for path in paths]
    True
    """
    check_language(lang)
    folder = Path(folder)
    return write_together(folder, _writers(result, lang, figures=figures), instead_of=_OPTIONAL)


def _writers(result: Result, lang: Language, *, figures: bool) -> dict[str, Writer]:
    writers: dict[str, Writer] = {
        "tabell.txt": lambda path: write_text(path, _report(result, lang)),
        "tabell.html": lambda path: write_text(path, html_page(result, lang=lang)),
        "forklaringar.txt": lambda path: write_text(path, _explanations(result, lang)),
        "index.csv": lambda path: write_csv(path, score_frame(result)),
        "indikatorer.csv": lambda path: write_csv(path, indicator_frame(result, lang)),
        "tabell_excel.csv": lambda path: excel_csv(path, _reading_frame(result, lang), lang),
        "resultat.csv": lambda path: write_csv(path, result.to_frame()),
    }
    writers |= parquet_writer("resultat.parquet", result.to_frame)
    division = result.statistics.division
    outlines = division is not None and division.has_outlines
    if outlines:
        writers["omraden.gpkg"] = lambda path: _geopackage(path, result, lang)
    if not figures:
        return writers
    if not can_draw():
        left_out("maps and charts", "matplotlib", "plot")
        return writers
    plots = result.plot
    verbs: dict[str, Callable[[], Any]] = {}
    if outlines:
        verbs |= {"karta": lambda: plots.map(lang=lang), "kartor": lambda: plots.maps(lang=lang)}
    verbs |= {"rangordning": lambda: plots.ranking(lang=lang), "varmekarta": lambda: plots.heatmap(lang=lang)}
    return writers | figure_writers(verbs)


# -- tables -------------------------------------------------------------------------------------------------


def score_frame(result: Scored) -> pd.DataFrame:
    """Scores and ranks, one row for each area, with whose they are."""
    import pandas as pd

    frame = pd.DataFrame({"area": result.areas, "name": [result.statistics.name_of(c) for c in result.areas]})
    for column in result.columns:
        frame[f"score_{column}"] = result.scores[column].to_numpy()
    for column in result.columns:
        frame[f"rank_{column}"] = result.ranks[column].array
    frame["statistics"] = words.whose(result, "sv")
    frame["index"] = result.index.id
    frame["partial"] = result.partial
    return frame


def indicator_frame(result: Scored, lang: Language) -> pd.DataFrame:
    """What each indicator is: label, unit, direction, and what its figures rest on."""
    frame = result.quality.reset_index()
    indicators = result.index.indicators
    frame.insert(1, "label", [i.label.in_(lang) for i in indicators])
    frame.insert(2, "unit", [i.unit for i in indicators])
    frame.insert(3, "direction", [i.direction.value for i in indicators])
    frame["definition"] = [i.definition.in_(lang) for i in indicators]
    frame["population"] = [i.population.in_(lang) for i in indicators]
    return frame.assign(statistics=words.whose(result, "sv"))


def _reading_frame(result: Scored, lang: Language) -> pd.DataFrame:
    """Return what a person opens in a spreadsheet: labels for heads, rounded as it is shown."""
    import pandas as pd

    order = words.ordered(result)
    ranks = words.rank_labels(result)
    columns: dict[str, Any] = {
        say(lang, "Rang", "Rank"): [ranks[i] for i in order],
        say(lang, "Kod", "Code"): [result.areas[i] for i in order],
        say(lang, "Område", "Area"): [result.statistics.name_of(result.areas[i]) for i in order],
    }
    for column in result.columns:
        columns[result.label(column, lang)] = (
            result.scores[column].to_numpy()[order].round(score_decimals(result, column))
        )
    for place, indicator in enumerate(result.index.indicators):
        quality = str(result.quality["quality"].iat[place])
        told = f", {QUALITY_LABELS[quality][0].in_(lang)}" if quality not in ("", "official") else ""
        head = f"{indicator.label.in_(lang)} ({indicator.unit}){told}"
        columns[head] = np.round(result.measured.values[order, place], indicator.decimals)
    columns[say(lang, "Uppgifter", "Figures")] = words.whose(result, lang)
    return pd.DataFrame(columns)


def _report(result: Scored, lang: Language) -> str:
    inputs = say(lang, "Underlagets fingeravtryck (SHA-256)", "Fingerprint of the inputs (SHA-256)")
    source = words.source_line(result, lang)
    return f"{text_table(result, lang=lang, most=None)}\n{source}\n{inputs}: {result.fingerprint}\n"


def _explanations(result: Result, lang: Language) -> str:
    head = f"{words.headline(result, lang)} · {words.periods(result, lang)}"
    texts = [result.explain(result.areas[i], lang=lang) for i in words.ordered(result)]
    rule = f"\n\n{'-' * 80}\n\n"
    return rule.join([head, *texts]) + "\n"


# -- layers and figures -------------------------------------------------------------------------------------


def _geopackage(path: Path, result: Scored, lang: Language) -> None:
    import geopandas as gpd
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

    division = result.statistics.division
    assert division is not None  # asked before
    frame = score_frame(result)
    for name in result.indicators.columns:
        frame[name] = result.indicators[name].to_numpy()[:-1]
    outlines = division.outlines.loc[list(result.areas)]
    layer = gpd.GeoDataFrame(frame, geometry=outlines.geometry.to_numpy(), crs=outlines.crs)
    # The same result gives the same file: no date.
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "1970-01-01T00:00:00.000Z"})
    try:
        pyogrio.write_dataframe(layer, path, layer="omraden", driver="GPKG")
        pyogrio.write_dataframe(indicator_frame(result, lang), path, layer="indikatorer", driver="GPKG")
    except (DataSourceError, DataLayerError, FeatureError) as error:  # a full disk, among others
        raise OSError(str(error)) from error
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
