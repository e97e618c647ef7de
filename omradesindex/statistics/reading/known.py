"""Tables that are known: SCB's by small area. What is known is no guess, and needs no mapping of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import get_args

from omradesindex.catalogue.tables import only, read_toml, string, strings, text
from omradesindex.patterns import pattern
from omradesindex.plaintext import plain
from omradesindex.statistics.reading.footnotes import without_marks
from omradesindex.statistics.reading.grid import COLUMN
from omradesindex.statistics.reading.mapping import Axis, Selection, TableMapping, VariableMapping
from omradesindex.statistics.reading.mapping_file import table_mapping
from omradesindex.statistics.reading.raw import RawTable
from omradesindex.totals import is_everybody
from omradesindex.wording import Language, Text

_FILE = Path(__file__).with_name("known_tables.toml")
_ABOUT = ("title", "codes", "address")
_MORE = ("without", "note")
#: What SCB calls the dimension of what is counted, and what a split of headings calls it.
_COUNTED, _CONTENTS = "tabellinnehåll", "innehåll"
#: A code of DeSO or RegSO: the municipality, the kind of area, and the version where the code tells it.
_SMALL_AREA = pattern(r"([0-9]{4})([ABC][0-9]{4}|R[0-9]{3})(_(?:DeSO|RegSO)[0-9]{4})?")


@dataclass(frozen=True)
class KnownTable:
    """A table whose words are known.

    Attributes
    ----------
    id : str
    title : Text
    codes : tuple of str
        What the table calls itself, wherever it is fetched; none for one whose headings are only proposed.
    address : str
        Where it is published.
    mapping : TableMapping
        What its words mean, all of them.
    without : tuple of str
        Dimensions that may be left out when it is fetched; it then holds everybody.
    note : Text or None
        What every reader of the figures must be told.
    """

    id: str
    title: Text
    codes: tuple[str, ...]
    address: str
    mapping: TableMapping
    without: tuple[str, ...] = ()
    note: Text | None = None

    @property
    def called(self) -> Text:
        """Its title, with the code that it is most often met by where it has one."""
        code = f" ({self.codes[0]})" if self.codes else ""
        return Text(*(f"{self.title.in_(lang)}{code}" for lang in get_args(Language)))

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables that the table can hold."""
        return tuple(one.variable for one in self.mapping.variables)


@cache
def known_tables() -> tuple[KnownTable, ...]:
    """Every table that is known.

    Examples
    --------
    >>> next(table.id for table in known_tables() if "000005FF" in table.codes)
    'folkmangd'
    """
    contents, start = read_toml(_FILE)
    tables = []
    for name, table in contents.items():
        place = start.into(name)
        said = {key: value for key, value in table.items() if key not in (*_ABOUT, *_MORE)}
        about = only(
            {key: value for key, value in table.items() if key not in said},
            (*_ABOUT, *_MORE),
            place,
            required=_ABOUT,
        )
        tables.append(
            KnownTable(
                id=name,
                title=text(about["title"], "title", place),
                codes=strings(about["codes"], "codes", place),
                address=string(about["address"], "address", place),
                mapping=table_mapping({"quality": "official", **said}, place),
                without=strings(about.get("without", ()), "without", place),
                note=text(about["note"], "note", place) if "note" in about else None,
            )
        )
    return tuple(tables)


def recognised(raw: RawTable) -> KnownTable | None:
    """Return the known table that a table is, by its code; None where nobody knows it."""
    return next((table for table in known_tables() if raw.code and raw.code in table.codes), None)


def known_mapping(raw: RawTable, *, areas: Collection[str] = ()) -> TableMapping | None:
    """Return what a table's words mean, where the table is known; with those of its variables that it holds.

    Parameters
    ----------
    raw : RawTable
    areas : collection of str
        The areas that are wanted. Of a table of the whole country only their municipalities are read, and of
        DeSO and RegSO in one table those that they are.

    Returns
    -------
    TableMapping or None
        None where the code is unknown, and where the table does not hold the words that its code promises.

    Examples
    --------
    >>> table = RawTable.from_cube("t", {"region": ["0380A0010"], "ålder": ["totalt"], "år": ["2022"]}, [5],
    ...                            code="000005FF")
    >>> [one.variable for one in known_mapping(table).variables]
    ['folkmangd']
    """
    known = recognised(raw)
    if known is None:
        return None
    words = _Words(raw.in_plain_words())
    mapping = known.mapping
    assert isinstance(mapping.period, Axis)  # a table over several years says which
    area, period = words.dimension(mapping.area.dimension), words.dimension(mapping.period.dimension)
    if not (area and period):
        return None
    read = _read_as(known, words, (area, period))
    if read is None:
        return None
    return replace(read, area=narrowed(Axis(area), words.raw.codes(area), areas), period=Axis(period))


def like_known(raw: RawTable, used: Collection[str]) -> tuple[KnownTable, TableMapping] | None:
    """Return the known table whose words a table has, and what they then mean.

    Without its code it may be another table of the same words, so that is for a person to say.

    Parameters
    ----------
    raw : RawTable
    used : collection of str
        Its dimensions of area and period, whatever they are called.

    Examples
    --------
    >>> categories = {"deso": ["0380A0010"], "upplåtelseform": ["hyresrätt", "bostadsrätt", "äganderätt"]}
    >>> known, read = like_known(RawTable.from_cube("t", categories, [1, 2, 3]), ["deso"])
    >>> known.id, [one.variable for one in read.variables][0]
    ('upplatelseform', 'lagenheter_hyresratt')
    """
    words = _Words(raw.in_plain_words())
    alike = [(one, read) for one in known_tables() if (read := _read_as(one, words, used)) is not None]
    # Of two alike, the first that there was.
    return max(alike, key=lambda pair: len(pair[1].variables), default=None)


def _read_as(known: KnownTable, words: _Words, used: Collection[str]) -> TableMapping | None:
    """Return what a table's words mean if it is a known one; None where they leave something open."""
    breakdowns = {
        column: replace(axis, dimension=found)
        for column, axis in known.mapping.breakdowns.items()
        if (found := words.dimension(axis.dimension))
    }
    variables = tuple(filter(None, (words.variable(one, known.without) for one in known.mapping.variables)))
    settled = {*map(plain, used), *(axis.dimension for axis in breakdowns.values())}
    if not variables or not all(words.settles(one, settled) for one in variables):
        return None
    return replace(known.mapping, breakdowns=breakdowns, variables=variables)


def narrowed(axis: Axis, present: Iterable[str], wanted: Collection[str]) -> Axis:
    """Return the axis of areas for a table of more than those that are wanted.

    Whole municipalities are kept, never single areas: one that somebody forgot must not go unseen.

    Examples
    --------
    >>> narrowed(Axis("region"), ["0380A0010", "0380R001", "1280C1010"], ["0380A0010"]).keep
    ('0380[ABC]????',)
    >>> narrowed(Axis("region"), ["Norr", "Söder"], ["Norr"]).keep
    ()
    """
    forms = [_SMALL_AREA.fullmatch(code) for code in wanted]
    if not forms or None in forms:
        return axis
    kinds = {(one[1], one[2][0] == "R", one[3] or "") for one in forms if one}
    if all(code in wanted for code in present):
        return axis
    here = [one for code in present if (one := _SMALL_AREA.fullmatch(code))]
    keep = sorted({f"{town}{'R???' if is_regso else '[ABC]????'}{year}" for town, is_regso, year in kinds})
    if not any((one[1], one[2][0] == "R", one[3] or "") in kinds for one in here):
        # Outlines are often without the year that the table's codes bear; the very same ones are the same.
        kin = {(town, is_regso) for town, is_regso, _ in kinds}
        dated = [one for one in here if (one[1], one[2][0] == "R") in kin and one[3]]
        years = {one[3] for one in dated}
        if len(years) == 1 and {f"{one[1]}{one[2]}" for one in dated} == set(wanted):
            year = years.pop()
            return replace(
                axis, keep=tuple(f"{pattern}{year}" for pattern in keep), template=f"{{kod}}{year}"
            )
        return axis
    return replace(axis, keep=tuple(keep))


class _Words:
    """What a table calls its dimensions and categories, found by code or by label."""

    def __init__(self, raw: RawTable) -> None:
        self.raw = raw
        self._dimensions = {
            spoken.casefold(): d for d in raw.dimensions for spoken in (d, raw.dimension_labels.get(d, d))
        }
        # What is counted stands in the headings, or in a column of its own.
        for own in (_CONTENTS, COLUMN):
            if own in self._dimensions:
                self._dimensions.setdefault(_COUNTED, self._dimensions[own])

    def dimension(self, name: str) -> str:
        """Return what the table calls a dimension; empty where it has none such."""
        return self._dimensions.get(name.casefold(), "")

    def variable(self, one: VariableMapping, without: Collection[str]) -> VariableMapping | None:
        """Return a variable in the table's own names; None where the table does not hold it."""
        where = self._selection(one.where, without)
        if where is None:
            return None
        denominator = None if one.denominator is None else self._selection(one.denominator, without)
        return replace(one, where=where, denominator=denominator)

    def settles(self, one: VariableMapping, used: Collection[str]) -> bool:
        """Whether nothing is left open of which cells are meant."""
        open_ = [d for d in self.raw.dimensions if d not in used and len(self.raw.codes(d)) > 1]
        selections = (one.where, *([one.denominator] if one.denominator is not None else []))
        return all(d in selection for selection in selections for d in open_)

    def _selection(self, wanted: Selection, without: Collection[str]) -> Mapping[str, tuple[str, ...]] | None:
        told: dict[str, tuple[str, ...]] = {}
        for name, categories in wanted.items():
            dimension = self.dimension(name)
            if not dimension:
                if name in without and all(map(is_everybody, categories)):
                    continue
                return None
            codes = tuple(self._category(dimension, category) for category in categories)
            if "" in codes:
                return None
            told[dimension] = codes
        return told

    def _category(self, dimension: str, category: str) -> str:
        """Return the code of a category; empty where the table has none such."""
        bare = without_marks(category).casefold()
        return next(
            (
                code
                for code in self.raw.codes(dimension)
                if bare in (code.casefold(), without_marks(self.raw.label(dimension, code)).casefold())
            ),
            "",
        )
