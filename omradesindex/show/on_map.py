"""An answer's areas on a map: one row for each with its outline, as map programs read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Protocol

from omradesindex.errors import DivisionError, OmradesindexError, did_you_mean, listing

if TYPE_CHECKING:
    import folium
    import geopandas as gpd
    import pandas as pd

#: Columns that tell of the whole answer, and of an area by itself; all others are told of what is measured.
_OF_ALL = "statistics index partial stick against level correlation confidence kind seed"
_COMMON = frozenset(f"name {_OF_ALL} period_before period_after from to".split())
#: What a map that can be moved about needs.
_NEEDED = ("folium", "mapclassify", "matplotlib")


class Outlined(Protocol):
    """What areas have their outlines from."""

    @property
    def has_outlines(self) -> bool:
        """Whether there are any."""

    @property
    def outlines(self) -> gpd.GeoDataFrame:
        """The outlines, by code."""


@dataclass(frozen=True)
class OnMap:
    """What an answer says of its areas.

    Attributes
    ----------
    rows : DataFrame
        With a column ``area``.
    by : sequence of str
        Columns that tell the rows of one area apart: ``measure``, ``set``, a breakdown.
    areas : sequence of str
        Codes, in their order; other rows (the whole city's) are left out.
    division : Outlined or None
    whose : str
        Whose figures these are.
    shown : str
        The column that is coloured where nobody says which.
    """

    rows: pd.DataFrame
    by: Sequence[str]
    areas: Sequence[str]
    division: Outlined | None
    whose: str
    shown: str

    def to_geo(self) -> gpd.GeoDataFrame:
        """Return a row for each area, with its outline.

        Raises
        ------
        DivisionError
            There are no outlines.
        """
        import geopandas as gpd

        if self.division is None or not self.division.has_outlines:
            raise DivisionError(
                "there are no outlines to lay on a map",
                where=self.whose,
                remedy="give the statistics a division with outlines: "
                'oi.read_statistics(…, division=oi.read_division("areas.geojson", code=…, name=…))',
            )
        outlines = self.division.outlines.loc[[*self.areas]]
        frame = one_row_each(self.rows, self.by).reindex([*self.areas]).rename_axis("area").reset_index()
        return gpd.GeoDataFrame(frame, geometry=outlines.geometry.to_numpy(), crs=outlines.crs)

    def explore(self, column: str | None, tiles: str | None) -> folium.Map:
        """Return a map to move about in, coloured by a column.

        Raises
        ------
        OmradesindexError
            A package that it needs is not installed, or an unknown column.
        """
        lacking = [name for name in _NEEDED if find_spec(name) is None]
        if lacking:
            raise OmradesindexError(
                f"a map to move about in needs the package {listing(lacking)}",
                remedy='install it: pip install "omradesindex[explore]"; or draw a picture: plot.map()',
            )
        geo = self.to_geo()
        wanted = self._column(column, [name for name in geo.columns if name != geo.geometry.name])
        beside = [name for name in ("area", "name", wanted) if name in geo.columns]
        shown = geo[[*dict.fromkeys(beside), geo.geometry.name]].to_crs(4326)
        if str(shown[wanted].dtype) == "Int64":  # whose NA no JSON has
            shown[wanted] = shown[wanted].astype(float)
        return shown.explore(column=wanted, tiles=tiles, tooltip=list(dict.fromkeys(beside)))

    def _column(self, asked: str | None, known: Sequence[str]) -> str:
        """Return the column that is meant: by its own name, or as what is measured."""
        if asked is None:
            return self.shown
        near = (asked, f"{self.shown.partition('_')[0]}_{asked}")
        if any(name in known for name in near):
            return next(name for name in near if name in known)
        raise OmradesindexError(
            f"there is no column '{asked}'{did_you_mean(asked, known)}",
            where=self.whose,
            expected=f"one of {listing(known, 30)}",
        )


def one_row_each(frame: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return a table with one row for each area: what differs between an area's rows gets a column for each.

    Parameters
    ----------
    frame : DataFrame
        With a column ``area``.
    by : sequence of str
        Columns that tell an area's rows apart. Their words follow the names of the columns: ``low_index``.

    Returns
    -------
    DataFrame
        By area. Columns that hold nothing are left out.

    Examples
    --------
    >>> import pandas as pd
    >>> long = pd.DataFrame({"area": ["1", "1"], "name": "Norr", "measure": ["a", "b"], "low": [1, 2]})
    >>> one_row_each(long, ["measure"]).to_dict("index")
    {'1': {'name': 'Norr', 'low_a': 1, 'low_b': 2}}
    """
    import pandas as pd

    keys = ["area", *by]
    others = [name for name in frame.columns if name not in keys and not _is_empty(frame[name])]
    rows = frame[[*keys, *others]]
    if not by:
        return rows.set_index("area")
    common = [name for name in others if name in _COMMON and _is_one_each(rows, name)]
    parts = [rows.drop_duplicates("area").set_index("area")[common]]
    for words, own in rows.groupby([*by], sort=False, dropna=False):
        named = own.set_index("area")[[name for name in others if name not in common]]
        named = named[[n for n in named.columns if not _is_empty(named[n])]]
        parts.append(named.add_suffix(f"_{'_'.join(map(str, words))}"))
    return pd.concat(parts, axis=1).copy()


def _is_one_each(rows: pd.DataFrame, name: str) -> bool:
    """Whether no area has two words in a column."""
    return not rows[["area", name]].drop_duplicates()["area"].duplicated().any()


def _is_empty(column: pd.Series[Any]) -> bool:
    return bool((column.isna() | column.eq("")).all())
