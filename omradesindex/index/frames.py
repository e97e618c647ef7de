"""A result as tables of its own: to compute on, to open in a spreadsheet program, to lay on a map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from omradesindex.index import words
from omradesindex.index.decimals import score_decimals
from omradesindex.show.file_names import file_name
from omradesindex.show.on_map import OnMap
from omradesindex.statistics.vocabulary import QUALITY_LABELS
from omradesindex.wording import Language, rounded, say, unit_said

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.scored import Scored


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


def reading_frame(result: Scored, lang: Language) -> pd.DataFrame:
    """Return what a person opens in a spreadsheet: labels for heads, rounded as it is shown."""
    import pandas as pd

    order = words.ordered(result)
    ranks = words.rank_labels(result)
    columns: dict[str, Any] = {
        say(lang, "Plats", "Place"): [ranks[i] for i in order],
        say(lang, "Kod", "Code"): [result.areas[i] for i in order],
        say(lang, "Område", "Area"): [result.statistics.name_of(result.areas[i]) for i in order],
    }
    for column in result.columns:
        decimals = score_decimals(result, column)
        columns[result.label(column, lang)] = [
            rounded(result.level_scores[column][place], decimals) for place in order
        ]
    for place, indicator in enumerate(result.index.indicators):
        quality = result.made_of[place].quality
        kind = f", {QUALITY_LABELS[quality][0].in_(lang)}" if quality not in ("", "official") else ""
        head = f"{indicator.label.in_(lang)} ({unit_said(indicator.unit, lang)}){kind}"
        columns[head] = [rounded(v, indicator.decimals) for v in result.measured.values[order, place]]
    columns[say(lang, "Uppgifter", "Figures")] = words.whose(result, lang)
    return pd.DataFrame(columns)


def map_frame(result: Scored) -> pd.DataFrame:
    """Scores, ranks and indicators, one row for each area, with what kind of figures they are."""
    frame = score_frame(result)
    told = result.to_frame().set_index(["measure", "area"])
    for name in result.indicators.columns:
        own = told.loc[name].loc[list(result.areas)]
        frame[name] = result.indicators[name].to_numpy()[:-1]
        for mark in ("quality", "status", "doubtful", "coverage"):
            frame[f"{mark}_{name}"] = own[mark].to_numpy()
    return frame


def write_layers(path: Path, result: Scored, lang: Language) -> None:
    """Write a GeoPackage: the outlines with scores, ranks and indicators, and what the indicators are."""
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

    division = result.statistics.division
    assert division is not None  # asked before
    layer = OnMap(map_frame(result), (), result.areas, division, division.label, "").to_geo()
    # The same result gives the same file: no date.
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "1970-01-01T00:00:00.000Z"})
    try:
        pyogrio.write_dataframe(layer, path, layer=file_name("omraden", lang), driver="GPKG")
        pyogrio.write_dataframe(
            indicator_frame(result, lang), path, layer=file_name("indikatorer", lang), driver="GPKG"
        )
    except (DataSourceError, DataLayerError, FeatureError) as error:  # a full disk, among others
        raise OSError(str(error)) from error
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
