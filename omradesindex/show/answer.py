"""What every answer can do: become a table, a page, a text, files; and show itself where it is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from omradesindex.doors import door
from omradesindex.errors import OmradesindexError
from omradesindex.show.cut import MOST
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.shown import Shown
from omradesindex.wording import Language

if TYPE_CHECKING:
    import folium
    import geopandas as gpd
    import pandas as pd

    from omradesindex.show.folder import Folder, Written
    from omradesindex.show.on_map import OnMap


@door
class Answer(Shown):
    """An answer to a question about an index: the protocol that all of them share.

    Who adds an answer writes :meth:`to_frame`, :meth:`page` and :meth:`contents`, and a ``plot`` of its own
    where there is something to draw; text, HTML, files and how it shows itself follow.
    """

    def to_frame(self) -> pd.DataFrame:
        """Return the answer as one tidy table."""
        raise NotImplementedError

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        """Return the answer as a page: what it says, its tables, and what every reader must be told.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Areas that are listed; of more, the first and the last, and the table says so. None lists all.
        """
        raise NotImplementedError

    def on_map(self) -> OnMap:
        """Say what the answer has to lay on a map: a row for each area, and what is coloured first."""
        raise OmradesindexError(
            f"{type(self).__name__} is not about areas one by one, so it cannot be laid on a map",
            remedy="take its table: to_frame()",
        )

    def to_geo(self) -> gpd.GeoDataFrame:
        """Return the answer with a row for each area and its outline, as map programs read it.

        Write it with ``answer.to_geo().to_file("areas.gpkg")``; for a web map with
        ``answer.to_geo().to_crs(4326).to_file("areas.geojson")``.

        Returns
        -------
        GeoDataFrame
            ``area``, ``name`` and what :meth:`to_frame` tells of the area. What it tells several times, of
            each measure, group or set, has a column for each: ``rank_boende``, ``low_women_index``. In the
            coordinate system of the division's outlines.

        Raises
        ------
        DivisionError
            There are no outlines.
        OmradesindexError
            The answer is not about areas one by one.

        Examples
        --------
        >>> import omradesindex as oi
        >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
        >>> areas = result.to_geo()
        >>> areas.crs.to_epsg(), areas.loc[0, "quality_valdeltagande"]
        (3006, 'official')
        """
        return self.on_map().to_geo()

    def explore(self, column: str | None = None, *, tiles: str | None = None) -> folium.Map:
        """Return a map to move about in, in a notebook or a browser: ``answer.explore().save("map.html")``.

        Parameters
        ----------
        column : str, optional
            A column of :meth:`to_geo`, or what is measured (``"boende"``); the first thing that the answer
            says where left out.
        tiles : str, optional
            A background, as folium names them; whoever looks then fetches it from another's server.

        Raises
        ------
        DivisionError
            There are no outlines.
        OmradesindexError
            The package folium or mapclassify is not installed; an unknown column; an answer that is not about
            areas one by one.
        """
        return self.on_map().explore(column, tiles)

    def contents(self, folder: Folder) -> None:
        """Say which files :meth:`save` writes."""
        raise NotImplementedError

    def summary(self, lang: Language = "sv") -> str:
        """Say in a few sentences what the answer is."""
        page = self.page(lang, most=MOST)
        return "\n".join(block.text for block in page.first().blocks if isinstance(block, Paragraph))

    def save(self, folder: str | Path, *, lang: Language = "sv", figures: bool = True) -> Written:
        """Write everything to a folder: pages to read, tables to compute on, figures.

        Parameters
        ----------
        folder : str or Path
            Made if it is not there. Nothing is moved into it before everything has been written; earlier
            files of the same names are replaced, and others left alone.
        lang : {"sv", "en"}
            Language of what people read. Data files are the same in both.
        figures : bool
            Whether charts and maps are drawn.

        Returns
        -------
        list of Path
            What was written; shown, it says what each file is and for whom.

        Raises
        ------
        OmradesindexError
            The folder cannot be written to.

        Warns
        -----
        UserWarning
            A missing package stands in the way of some files, which are left out.
        """
        from omradesindex.show.folder import Folder

        files = Folder(lang, figures=figures)
        self.contents(files)
        return files.write(folder)

    def _unasked(self, most: int) -> Page:
        return self.page(most=most).first()
