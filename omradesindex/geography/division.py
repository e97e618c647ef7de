"""A division: a city's areas with their codes, names, members, outlines and what these rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from omradesindex.doors import door
from omradesindex.errors import DivisionError, did_you_mean, listing, must_be_plain
from omradesindex.frozen import Frozen
from omradesindex.geography.keys import Key, check_areas_known
from omradesindex.geography.order import natural_key
from omradesindex.geography.provenance import Provenance, Whole
from omradesindex.geography.text_table import check_codes, is_text, refuse_wholes
from omradesindex.show.cut import cut
from omradesindex.show.page import Page
from omradesindex.show.shown import Shown, facts
from omradesindex.show.table import Column, Table
from omradesindex.units import Units
from omradesindex.wording import Language, Text, join, say

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from omradesindex.geography.difference import DivisionDifference
    from omradesindex.geography.places import Places
    from omradesindex.show.maps.area_map import Land
    from omradesindex.show.maps.backdrop import Backdrop

#: Areas that are listed.
_MOST = 30


@door
@dataclass(frozen=True, repr=False, kw_only=True)
class Division(Shown):
    """A division of a city into areas; any city, any number of areas.

    Parameters
    ----------
    id, label : str
        Short name (``"geso-2022"``) and the name that readers meet.
    codes, names : tuple of str, length n_areas
        The areas. Whatever order they are given in, they are kept in the natural order of the codes
        ("2" before "10"), which is the order in which every table shows them.
    whole : Whole
        Code and name of the whole; its code is no area's code.
    year : int, optional
        The year the division is from.
    keys : mapping of str to Key, optional
        Keys from sub-areas to these areas, by the key's id.
    members_key : str, optional
        The key that says what the areas consist of; the first one where not given.
    provenance : mapping of str to Provenance, optional
        What each part (``codes``, ``names``, ``members``, ``outlines``, ``key_<id>`` …) rests on.
    units : Units, optional
        What the areas are called, where somebody has said so: districts, for example.
    outlines_from : callable, optional
        Gives the outlines when somebody asks for them: a GeoDataFrame in a metric coordinate system
        (EPSG:3006 in Sweden), indexed by code, with columns ``name`` and ``geometry``.
    backdrops : tuple of Backdrop, optional
        What is drawn around the areas on every map: see :meth:`with_backdrop`.

    Raises
    ------
    DivisionError
        On codes that are empty, repeated or numbers, an area without a name, the whole's code among
        the areas, or a key that points outside the division.

    Examples
    --------
    >>> division = Division(id="ex", label="Exempel", codes=("10", "2"), names=("Tian", "Tvåan"),
    ...                     whole=Whole("X", "Allt"))
    >>> division.codes
    ('2', '10')
    >>> division.name_of("10")
    'Tian'
    """

    id: str
    label: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    whole: Whole
    year: int | None = None
    keys: Mapping[str, Key] = field(default_factory=dict, hash=False)
    members_key: str | None = None
    provenance: Mapping[str, Provenance] = field(default_factory=dict, hash=False)
    outlines_from: Callable[[], gpd.GeoDataFrame] | None = field(default=None, compare=False)
    backdrops: tuple[Backdrop, ...] = field(default=(), compare=False)
    units: Units | None = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        where = f"division '{self.id}'"
        codes = check_codes(self.codes, where=where)
        if not codes:
            raise DivisionError("there are no areas", where=where)
        if len(self.names) != len(codes):
            raise DivisionError(f"{len(self.names)} names for {len(codes)} codes", where=where)
        for code, name in zip(codes, self.names, strict=True):
            if not is_text(name):
                raise DivisionError(
                    "the name is missing", where=f"{where}, area '{code}'", remedy="give it a name"
                )
            must_be_plain(name, what="the name", where=f"{where}, area '{code}'", error=DivisionError)
        for what, text in (("the id", self.id), ("the label", self.label)):
            must_be_plain(text, what=what, where=where, error=DivisionError)
        refuse_wholes(codes, self.names, where=where)
        if self.whole.code in codes:
            raise DivisionError(
                f"the whole's code '{self.whole.code}' is also an area's",
                where=where,
                expected="a code of its own for the whole, which has its own row in statistics",
                remedy='say another one with whole=("…", "…")',
            )
        ordered = sorted(zip(codes, self.names, strict=True), key=lambda pair: natural_key(pair[0]))
        object.__setattr__(self, "codes", tuple(code for code, _ in ordered))
        object.__setattr__(self, "names", tuple(name.strip() for _, name in ordered))
        for key in self.keys.values():
            check_areas_known(key, self.codes)
        if self.members_key is None and self.keys:
            object.__setattr__(self, "members_key", next(iter(self.keys)))
        if self.members_key is not None and self.members_key not in self.keys:
            raise DivisionError(f"the members' key '{self.members_key}' is not among the keys", where=where)
        object.__setattr__(self, "keys", Frozen(dict(self.keys)))
        object.__setattr__(self, "provenance", Frozen(dict(self.provenance)))

    @property
    def made_up(self) -> bool:
        """Whether any part is made up, as in Exempelstad."""
        return any(part.word == "made_up" for part in self.provenance.values())

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The sub-areas each area consists of, by area code; empty tuples where no key is known."""
        key = self.keys[self.members_key] if self.members_key else None
        return Frozen({code: key.of_area(code) if key else () for code in self.codes})

    @property
    def has_outlines(self) -> bool:
        """Whether the division can be drawn."""
        return self.outlines_from is not None

    @property
    def outlines(self) -> gpd.GeoDataFrame:
        """The areas' outlines: EPSG:3006 in Sweden, else the local UTM zone; metres.

        Indexed by code in the division's order, with columns ``name`` and ``geometry``. Read the first
        time they are asked for; each call gives a copy of its own.
        For a web map: ``division.outlines.to_crs(4326)``.

        Raises
        ------
        DivisionError
            Where the division has no outlines, or their file does not hold exactly its areas.
        """
        return self._outlines.copy()

    @cached_property
    def land(self) -> Land:
        """What its maps are drawn on: outlines joined once, and what lies around in their coordinate system.

        Raises
        ------
        DivisionError
            There are no outlines, or what lies around lies nowhere near them.
        """
        from omradesindex.geography.land import land_of

        return land_of(self._outlines, self.backdrops, f"division '{self.id}'")

    @cached_property
    def _outlines(self) -> gpd.GeoDataFrame:
        if self.outlines_from is None:
            raise DivisionError(
                "the division has no outlines",
                where=f"division '{self.id}'",
                remedy="read one from a geographic file with read_division(path, code=…, name=…)",
            )
        outlines = self.outlines_from()
        found = check_codes(outlines.index.tolist(), where=f"outlines of division '{self.id}'")
        if set(found) != set(self.codes):
            odd = sorted(set(found) ^ set(self.codes), key=natural_key)
            raise DivisionError(
                f"the outlines and the division disagree about {listing(odd)}",
                where=f"outlines of division '{self.id}'",
                expected=f"one outline for each of {listing(self.codes, most=20)}",
            )
        outlines = outlines.loc[list(self.codes), ["geometry"]]
        outlines.insert(0, "name", list(self.names))
        outlines.index.name = "code"
        return outlines

    @cached_property
    def _name_of(self) -> dict[str, str]:
        return dict(zip(self.codes, self.names, strict=True))

    def name_of(self, code: str) -> str:
        """Name of an area, or of the whole.

        Raises
        ------
        DivisionError
            Where the code is unknown, with the nearest one.
        """
        if code == self.whole.code:
            return self.whole.name
        try:
            return self._name_of[code]
        except (KeyError, TypeError):
            number = "" if is_text(code) else " (codes are text, not numbers)"
            raise DivisionError(
                f"the area {code!r} is unknown{number}{did_you_mean(str(code), self.codes)}",
                where=f"division '{self.id}'",
                expected=f"one of {listing(self.codes, most=20)}, or '{self.whole.code}' for the whole",
            ) from None

    def find(self, name: str) -> Places:
        """Find the areas and sub-areas that bear a name that people use of a place.

        Words are compared whole, without regard to capitals; where nothing bears the name as it is written,
        without marks over letters, too.

        Parameters
        ----------
        name : str
            Such as ``"Holma"``, or a code.

        Returns
        -------
        Places
            With codes, names, the area that each belongs to and how sure that is.

        Raises
        ------
        DivisionError
            Nothing bears the name; the nearest is suggested.

        Examples
        --------
        >>> import omradesindex as oi
        >>> oi.geso().find("Holma").areas
        ('14',)
        """
        from omradesindex.geography.places import find

        return find(self, name)

    def inside(
        self,
        places: str | Path | gpd.GeoDataFrame | Iterable[str],
        *,
        weights: Mapping[str, float] | gpd.GeoDataFrame | None = None,
        key: str | None = None,
        label: str = "",
        layer: str | None = None,
        crs: str | int | None = None,
    ) -> pd.Series[float]:
        """Find how much of each area lies inside another division's areas: a list of codes, or drawn borders.

        Somebody else's areas (a housing company's, the police's) brought to these, to be held against an
        index: ``oi.examine(result, links=division.inside("own.gpkg"))``.

        Parameters
        ----------
        places : str or Path, GeoDataFrame, or iterable of str
            A geographic file or outlines of the places; or codes, of these areas or of the sub-areas of one
            of the division's keys.
        weights : mapping of str to float, or GeoDataFrame, optional
            With codes of sub-areas: the people of each. With outlines: points or squares with a column
            ``weight``; without them it is the share of the surface, as if people lived evenly spread.
        key : str, optional
            Which key the sub-areas are of, where it cannot be seen from their codes.
        label : str, optional
            What they are called; the file's name, or "egna områden", where not said.
        layer, crs : optional
            As in :func:`omradesindex.read_division`.

        Returns
        -------
        Series
            Per cent 0–100 of each area's people (or surface), by its code.

        Raises
        ------
        DivisionError
            Codes that are unknown, or may be either of two kinds; sub-areas without weights where an area is
            only partly inside; outlines that cannot be read, or that lie outside all areas.

        Examples
        --------
        >>> import omradesindex as oi
        >>> own = oi.geso().inside(["8", "10"], label="Bolagets områden")
        >>> own.loc[["8", "9", "10"]].tolist()
        [100.0, 0.0, 100.0]
        """
        from omradesindex.geography.inside import share_inside

        return share_inside(self, places, weights=weights, key=key, label=label, layer=layer, crs=crs)

    def with_keys(self, *keys: Key) -> Division:
        """A copy of the division that holds these keys too; one with the same id is replaced.

        Examples
        --------
        >>> plain = Division(id="ex", label="Exempel", codes=("1",), names=("Ettan",),
        ...                  whole=Whole("X", "Allt"))
        >>> plain.with_keys(Key("deso", ("D1", "D2"), ("1", "1"))).members["1"]
        ('D1', 'D2')
        """
        return replace(self, keys={**self.keys, **{key.id: key for key in keys}})

    def with_backdrop(
        self,
        path: str | Path,
        *,
        kind: Literal["water", "land", "lines", "places"],
        source: str,
        name: str | None = None,
        layer: str | None = None,
        crs: str | int | None = None,
    ) -> Division:
        """A copy of the division whose maps show what lies around: water, neighbours, roads or place names.

        Call it once for each layer; the first lies furthest down.

        Parameters
        ----------
        path : str or Path
            A geographic file, as for :func:`omradesindex.read_division`.
        kind : {"water", "land", "lines", "places"}
            Water and land are surfaces: water is drawn over the areas, which often reach out into it, land
            under them. Lines are roads or railways; places are points.
        source : str
            Whose it is: it stands under every map that it is drawn on.
        name : str, optional
            The column of names, which are written where there is room. Places must have one.
        layer, crs : optional
            As for :func:`omradesindex.read_division`.

        Raises
        ------
        DivisionError
            A file that cannot be read, another kind of shapes, a column or layer that is not there, no
            source. What lies nowhere near the areas is refused when a map is drawn.

        Examples
        --------
        >>> import omradesindex as oi, tempfile, geopandas, shapely
        >>> path = tempfile.mkdtemp() + "/sjo.gpkg"
        >>> lake = shapely.box(370000, 6160000, 371000, 6161000)
        >>> geopandas.GeoDataFrame({"namn": ["Sjön"]}, geometry=[lake], crs=3006).to_file(path)
        >>> division = oi.geso().with_backdrop(path, kind="water", source="Egen karta")
        >>> division.backdrops[0].source
        'Egen karta'
        """
        from omradesindex.geography.backdrops import read_backdrop

        more = read_backdrop(path, kind=kind, source=source, name=name, layer=layer, crs=crs)
        return replace(self, backdrops=(*self.backdrops, more))

    def compare(
        self,
        other: Division,
        *,
        negligible: float = 0.005,
        sub_areas: Mapping[str, gpd.GeoDataFrame] | None = None,
    ) -> DivisionDifference:
        """Show how another division differs from this one: areas, names, surface, keys.

        Parameters
        ----------
        other : Division
            The other one, for example the city's own file.
        negligible : float
            Share of an area's surface, 0–1, below which a shift of its border is not called a change.
            The default, 0.5 %, lets generalised outlines be compared with exact ones.
        sub_areas : mapping of key id to GeoDataFrame, optional
            Outlines of the sub-areas, indexed by their code. With them it is seen which sub-areas lie
            elsewhere; without, only in which areas that is possible.

        Raises
        ------
        DivisionError
            Where ``sub_areas`` names a key that this division lacks or its outlines lack a coordinate system.
        """
        from omradesindex.geography.comparing import compare

        return compare(self, other, negligible=negligible, sub_areas=sub_areas)

    def to_frame(self) -> pd.DataFrame:
        """The areas as a table: index ``code``; ``name`` and, for each key, its number of sub-areas."""
        import pandas as pd

        columns: dict[str, Any] = {"name": self.names}
        for id_, key in self.keys.items():
            columns[f"n_{id_}"] = [len(key.of_area(code)) for code in self.codes]
        return pd.DataFrame(columns, index=pd.Index(self.codes, name="code"))

    def page(self, lang: Language = "sv") -> Page:
        """Return how many areas it has, of what, whether they can be drawn, and what all of it rests on."""
        areas = say(lang, "områden i", "areas in")
        keys = [f"{key.label} ({len(key.sub_areas)})" for key in self.keys.values()]
        said = {
            say(
                lang, "Omfattar", "Holds"
            ): f"{len(self.codes)} {areas} {self.whole.name} ({self.whole.code})",
            say(lang, "Nycklar", "Keys"): join(keys, lang=lang),
            say(lang, "Gränser", "Outlines"): self._drawn(lang),
            **self._rests_on(lang),
        }
        listed = cut(range(len(self.codes)), _MOST)
        table = Table(
            say(lang, "Områden", "Areas"),
            [
                Column(say(lang, "Kod", "Code"), [self.codes[i] for i in listed.order], "code"),
                Column(say(lang, "Område", "Area"), [self.names[i] for i in listed.order], "name"),
            ],
            breaks={listed.head: listed.between(lang)} if listed.broken else {},
        )
        year = f", {self.year}" if self.year else ""
        return Page(f"{self.label}{year}", [*facts(said), table], lang=lang)

    def _drawn(self, lang: Language) -> str:
        if not self.has_outlines:
            return say(
                lang, "saknas, så den kan inte ritas som karta", "none, so it cannot be drawn as a map"
            )
        if "_outlines" not in vars(self):
            return say(lang, "finns, och läses när de behövs", "there, and read when they are needed")
        return say(lang, f"finns, i {self._outlines.crs}", f"there, in {self._outlines.crs}")

    def _rests_on(self, lang: Language) -> dict[str, str]:
        """Name the parts that rest on each kind of ground."""
        parts: dict[str, list[str]] = {}
        for part, provenance in self.provenance.items():
            parts.setdefault(provenance.label(lang).capitalize(), []).append(self._part_label(part, lang))
        return {word: ", ".join(named) for word, named in parts.items()}

    def _part_label(self, part: str, lang: Language) -> str:
        key = self.keys.get(part.removeprefix("key_"))
        if key is not None:
            return say(lang, f"nyckeln för {key.label}", f"the key of {key.label}")
        return _PARTS.get(part, Text(part, part)).in_(lang)


_PARTS = {
    "codes": Text("koder", "codes"),
    "names": Text("namn", "names"),
    "members": Text("vad områdena består av", "what the areas consist of"),
    "identity": Text("att detta är de områden som avses", "that these are the areas that are meant"),
    "outlines": Text("gränser", "outlines"),
}
