"""A result as open data: the files that statistical databases, map programs and data portals take."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from omradesindex.frozen import Frozen
from omradesindex.index import frames
from omradesindex.index.cube import cube_of, dataset_of
from omradesindex.statistics.writing.dcat import Publisher, dcat_of
from omradesindex.statistics.writing.jsonstat import jsonstat_of
from omradesindex.statistics.writing.px import px_of
from omradesindex.wording import Text

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored
    from omradesindex.show.folder import Folder

#: What each file holds.
_FILES: Mapping[str, Text] = Frozen(
    {
        "resultat": Text(
            "allt, en rad för varje område och mått", "everything, one row for each area and measure"
        ),
        "px": Text(
            "poäng, platser och indikatorer för en statistikdatabas (PxWeb), på svenska och engelska",
            "scores, places and indicators for a statistical database (PxWeb), in Swedish and English",
        ),
        "json": Text("samma tabell som json-stat2", "the same table as json-stat2"),
        "omraden": Text(
            "områdenas gränser med poäng, plats och indikatorer (lager omraden), och vad indikatorerna är",
            "the areas' outlines with scores, places and indicators (layer areas), and what these are",
        ),
        "dcat": Text(
            "beskrivning för en dataportal (DCAT-AP-SE)", "a description for a data portal (DCAT-AP-SE)"
        ),
    }
)


def add_open_data(folder: Folder, result: Scored) -> None:
    """Add the tidy table, the cube in both its forms and, where there are outlines, the map layers."""
    lang, division = folder.lang, result.statistics.division
    cube = cache(lambda: cube_of(result))
    folder.table("resultat", result.to_frame, _FILES["resultat"], parquet=True)
    folder.add("index.px", lambda to: to.write_bytes(px_of(cube(), lang)), _FILES["px"], "data")
    folder.add("index.json", lambda to: to.write_bytes(jsonstat_of(cube(), lang)), _FILES["json"], "data")
    folder.earlier("dcat.rdf", "omraden.gpkg")
    if division is not None and division.has_outlines:
        folder.add("omraden.gpkg", lambda to: frames.write_layers(to, result, lang), _FILES["omraden"], "map")


def add_description(folder: Folder, result: Scored, publisher: Publisher) -> None:
    """Add what tells a data portal of the files to compute on that the folder has so far."""
    dataset = dataset_of(result, folder.names("data", "map"))
    folder.add("dcat.rdf", lambda to: to.write_bytes(dcat_of(dataset, publisher)), _FILES["dcat"], "data")
