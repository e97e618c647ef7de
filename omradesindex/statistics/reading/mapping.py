"""What a source's words mean in ours: a mapping, kept as TOML beside the files that it is for."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import chain, zip_longest

from omradesindex.statistics.rounded import Rounding
from omradesindex.totals import is_whole

#: Which categories of which dimensions: several of one dimension are added.
Selection = MappingOf[str, tuple[str, ...]]

#: What a template calls a code, which is one word.
_CODES = ("kod", "code")


@dataclass(frozen=True)
class Axis:
    """How a dimension becomes our area, period or breakdown.

    Attributes
    ----------
    dimension : str
    keep : tuple of str
        Only codes like one of these: ``1280*``. All where there is none.
    template : str
        What a code looks like; what stands at the first braces is taken: ``Malmö (RegSO-{area})``.
    codes : mapping of str to str
        What was taken → our code.
    names : bool
        The source names areas; the division tells their codes.
    """

    dimension: str
    keep: tuple[str, ...] = ()
    template: str = ""
    codes: MappingOf[str, str] = field(default_factory=dict)
    names: bool = False

    def keeps(self, code: str) -> bool:
        """Whether a code is wanted."""
        return not self.keep or any(fnmatchcase(code, pattern) for pattern in self.keep)

    def take(self, code: str) -> str | None:
        """Return our code for a source's, or None where it does not look like the template.

        Examples
        --------
        >>> Axis("region", template="Malmö (RegSO-{area})").take("Malmö (RegSO-Rosengård)")
        'Rosengård'
        """
        if self.template:
            parted = part(self.template, code)
            if parted is None:
                return None
            code = next(iter(parted.values()))
        return self.codes.get(code, code)


def area_taken(axis: Axis, name: str) -> str | None:
    """Return our code for what stands where areas do; a word for all of them stays as it is.

    Examples
    --------
    >>> area_taken(Axis("område", template="{kod} {namn}"), "1 Centrum")
    '1'
    >>> area_taken(Axis("område", template="{kod} {namn}"), "Hela staden")
    'Hela staden'
    """
    return name if name not in axis.codes and is_whole(name) else axis.take(name)


@dataclass(frozen=True)
class VariableMapping:
    """Which of a table's cells are one of our variables.

    Attributes
    ----------
    variable : str
    where : mapping of str to tuple of str
        Dimension → categories (codes or labels). Several of one dimension are added, which counts can be.
    kind, quality, source : str
        As in a tidy table; empty where the catalogue or the table says it.
    scale : float
        What values are multiplied by: 0.1 makes per cent of per mille.
    denominator : mapping of str to tuple of str
        Which cells are the denominator of a share or mean.
    series : mapping of str to str
        Period → the series that figures are of from then on, where a source has changed what it counts.
    prices : str
        In which prices amounts of money are: ``current``, or the year of constant ones. Where the mapping
        does not say, the source's title, headings and notes may.
    """

    variable: str
    where: Selection
    kind: str = ""
    scale: float = 1.0
    denominator: Selection | None = None
    source: str = ""
    quality: str = ""
    series: MappingOf[str, str] = field(default_factory=dict)
    prices: str = ""


@dataclass(frozen=True)
class TableMapping:
    """How one table, or several alike, is read.

    Attributes
    ----------
    file, code : str
        Which files this is for: a pattern such as ``000005FF*.xlsx``, or the table's code. Any if empty.
    sheet : str or None
        Worksheet of a workbook.
    hidden : {"", "read"}
        Whether hidden rows and columns of a workbook are read as the others; without it they are refused.
    dimensions : tuple of str or None
        Of a table of one's own: the columns that are not figures. The others' headings make ``kolumn``.
    ignore : tuple of str
        Of a table of one's own: columns that are left out.
    marks, decimal
        Of a table of one's own: what its marks mean, and its decimal mark.
    split : mapping of str to str
        Dimension → template that parts its codes into several dimensions: ``{innehåll} {år}``.
    area : Axis
    period : Axis or str
        A dimension, or the one period of the whole table.
    breakdowns : mapping of str to Axis
        Our column → dimension. Known spellings (kvinnor, K, 2) need no ``codes``.
    variables : tuple of VariableMapping
    source, quality : str
        For all of the table's variables.
    noise : float or bool
        Standard deviation of the random noise in its counts; True where the source does not state it. A
        table whose footnotes say so needs nothing here.
    rounding : Rounding or None
        How its counts are rounded.
    """

    area: Axis
    period: Axis | str
    variables: tuple[VariableMapping, ...]
    file: str = ""
    code: str = ""
    sheet: str | None = None
    hidden: str = ""
    dimensions: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    marks: MappingOf[str, str] | None = None
    decimal: str = ""
    split: MappingOf[str, str] = field(default_factory=dict)
    breakdowns: MappingOf[str, Axis] = field(default_factory=dict)
    source: str = ""
    quality: str = ""
    noise: float | bool = False
    rounding: Rounding | None = None

    def fits(self, file: str, code: str) -> bool:
        """Whether this is for a file, or for the table of that code."""
        return (not self.file or fnmatchcase(file, self.file)) and (
            not self.code or not code or code == self.code
        )


@dataclass(frozen=True)
class Mapping:
    """Mappings of tables, and what holds for all of them.

    Attributes
    ----------
    name : str
        The file, for errors.
    tables : tuple of TableMapping
    whole : str or None
        Code of the rows about the whole city.
    overlapping : bool
        Periods of one variable may overlap, as those of moving averages do.
    """

    name: str
    tables: tuple[TableMapping, ...]
    whole: str | None = None
    overlapping: bool = False


def part(template: str, text: str) -> dict[str, str] | None:
    """Part a text by a template; each pair of braces takes at least a character, earlier ones the most.

    A code has no spaces: ``{kod}`` takes one word.

    Examples
    --------
    >>> part("{innehåll} {år}", "Antal personer 2020")
    {'innehåll': 'Antal personer', 'år': '2020'}
    >>> part("{kod} {namn}", "0114 Upplands Väsby")
    {'kod': '0114', 'namn': 'Upplands Väsby'}
    >>> part("Malmö (RegSO-{area})", "Lund (RegSO-Norra)") is None
    True
    """
    names, pattern = compiled(template)
    found = re.fullmatch(pattern, text)
    return dict(zip(names, found.groups(), strict=True)) if found else None


def compiled(template: str) -> tuple[list[str], str]:
    """Return the names in a template's braces, and the pattern that takes what stands there."""
    pieces = re.split(r"\{([^{}]+)\}", template)
    names, between = pieces[1::2], [re.escape(piece) for piece in pieces[::2]]
    taken = [r"(\S+)" if name in _CODES else "(.+)" for name in names]
    return names, "".join(chain.from_iterable(zip_longest(between, taken, fillvalue="")))
