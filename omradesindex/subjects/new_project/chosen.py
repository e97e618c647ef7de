"""What a new project chooses from what was seen: which areas, which key, what of the files is laid."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from omradesindex.errors import DivisionError
from omradesindex.geography.text_table import require_columns
from omradesindex.statistics.reading.known import narrowed
from omradesindex.statistics.reading.mapping import Axis
from omradesindex.subjects.new_project import words
from omradesindex.subjects.new_project.codes import kind_of, versions_said, why_apart
from omradesindex.subjects.new_project.matched import (
    KeyColumns,
    code_column,
    key_alone,
    key_columns,
    name_column,
    town_named,
    towns_by_row,
)
from omradesindex.subjects.new_project.regions import names_of, own_name, town_and_code
from omradesindex.subjects.new_project.seen import Columns, SeenTable, towns_of
from omradesindex.totals import higher_levels, is_whole
from omradesindex.wording import Language, Text, join, number
from omradesindex.wording import some as some_of

#: How many municipalities an error names.
_FEW = 3

if TYPE_CHECKING:
    import geopandas as gpd


@dataclass(frozen=True, eq=False)
class Chosen:
    """Which areas a project has, and how its figures come to them.

    Attributes
    ----------
    outlines : Path
        The file of outlines that was given.
    code, name : str
        Its columns.
    n : int
        The number of areas.
    key : KeyColumns or None
    kept : frozenset of str
        Codes of the file that are in; all where it is empty.
    city : str
        The municipality's name, where a file has it.
    towns : frozenset of str
    called : mapping of str to str
        What the outlines call their areas, code by code.
    layer, crs : str or None
        The file's layer, where it has several, and its coordinate system, where the file does not say it.
    tolerance_m2 : float or None
        How many m² two areas may overlap, where somebody said it.
    is_listed : bool
        Whether there are no outlines, and the file is the key or the figures that name the areas.
    """

    outlines: Path
    code: str
    name: str
    n: int
    key: KeyColumns | None = None
    kept: frozenset[str] = field(default_factory=frozenset)
    city: str = ""
    towns: frozenset[str] = field(default_factory=frozenset)
    called: Mapping[str, str] = field(default_factory=dict)
    layer: str | None = None
    crs: str | None = None
    tolerance_m2: float | None = None
    is_listed: bool = False

    @property
    def is_made(self) -> bool:
        """Whether the areas are laid anew: listed, cut to the municipality, or merged."""
        return self.is_listed or bool(self.kept) or (self.key is not None and self.key.merges)


def chosen(
    path: Path,
    outlines: Columns,
    tables: Sequence[SeenTable],
    key: tuple[Path, Columns] | None,
    *,
    code: str | None,
    name: str | None,
    keep: Sequence[str],
    lang: Language,
    layer: str | None = None,
) -> Chosen:
    """Choose areas and key, or refuse files that do not belong together.

    Of the areas only those whose code is like one of ``keep``; all where there is none.

    Raises
    ------
    DivisionError
    """
    wanted = Axis("region", keep=tuple(keep))
    require_columns(outlines, filter(None, (code,)), where=str(path))
    figures = list(dict.fromkeys(area for table in tables for area in table.areas))
    parts = _wanted_parts(tables)
    where = str(path)
    # What may be the areas tells the column of codes where they are codes: names are told of those.
    coded = [*figures, *(part for part in parts if any(letter.isdigit() for letter in part))]
    possible = code_column(outlines, _wanted(coded, key), given=code, where=path, lang=lang)
    in_town = towns_by_row(outlines, possible)
    ours = [town for area, town in zip(outlines[possible], in_town, strict=True) if wanted.keeps(area)]
    if not ours:
        raise DivisionError(words.NOTHING_KEPT.in_(lang).format(keep=words.few(keep, lang)), where=where)
    towns = _towns(frozenset(filter(None, ours)), tables, path, lang)
    told = outlines if key is None else {**key[1], **{f"{path}, {name}": c for name, c in outlines.items()}}
    _refuse_strangers(tables, {cell for cells in told.values() for cell in cells}, lang)
    versions = _versions(path, outlines, tables, key, lang)
    if key is None:
        found = None
        code = possible
    else:
        file, columns = key
        found = key_columns(columns, outlines, parts, where=file, lang=lang, versions=versions)
        reached = {sub if found.merges else area for sub, area in found.pairs}
        code = code or code_column(outlines, reached, given=None, where=path, lang=lang)
    rows = [
        row
        for row, area in enumerate(outlines[code])
        if wanted.keeps(area) and (not towns or in_town[row] in towns)
    ]
    codes = [outlines[code][row] for row in rows]
    called = name or name_column(outlines, code)
    require_columns(outlines, (called,), where=where)
    _refuse_other_levels(tables, {sub for sub, _ in found.pairs} if found else set(codes), lang)
    if found is None:
        _hold_areas(
            codes, _in_codes(tables, codes, [outlines[called][row] for row in rows]), where, lang, versions
        )
    else:
        found = _held_key(found, codes, figures, key[0] if key else path, lang, versions)
    return Chosen(
        outlines=path,
        code=code,
        name=called,
        n=len({area for _, area in found.pairs}) if found is not None else len(codes),
        key=found,
        kept=frozenset(codes) if len(rows) < len(outlines[code]) else frozenset(),
        city=town_named(outlines, rows) or (_key_town(key[1], found) if key and found else ""),
        towns=towns,
        called={outlines[code][row]: outlines[called][row] for row in rows},
        layer=layer,
    )


def chosen_without_outlines(
    tables: Sequence[SeenTable], key: tuple[Path, Columns] | None, *, keep: Sequence[str], lang: Language
) -> Chosen | None:
    """Choose the areas that a key leads to, or those of the figures that are kept; None are all of theirs.

    Raises
    ------
    DivisionError
    """
    figures = list(dict.fromkeys(area for table in tables for area in table.areas))
    if key is not None:
        path, columns = key
        found = key_alone(columns, _wanted_parts(tables), where=path, lang=lang)
        areas = tuple(dict.fromkeys(area for _, area in found.pairs))
        listed = {found.area: areas, "name": tuple(found.names.get(area, area) for area in areas)}
        code, name = found.area, "name" if found.names else found.area
    elif keep and figures:
        path, listed, code, name = tables[0].file, {"code": tuple(figures)}, "code", "code"
    else:
        _towns(frozenset(), tables, None, lang)
        _refuse_strangers(tables, (), lang)
        return None
    choice = chosen(path, listed, tables, key, code=code, name=name, keep=keep, lang=lang)
    return replace(choice, is_listed=True)


def made_outlines(choice: Chosen) -> gpd.GeoDataFrame:
    """Return the outlines that are laid anew: of the areas that are kept, merged where the key says so."""
    from omradesindex.geography import read_outlines

    frame = read_outlines(
        choice.outlines,
        code=choice.code,
        name=choice.name,
        layer=choice.layer,
        crs=choice.crs,
        tolerance_m2=choice.tolerance_m2,
    )
    if choice.kept:
        frame = frame[frame.index.isin(choice.kept)]
    if choice.key is None or not choice.key.merges:
        return frame
    area_of = dict(choice.key.pairs)
    areas = [area_of[sub] for sub in frame.index]
    frame = frame.reset_index(drop=True).assign(code=areas).dissolve("code")
    return frame.assign(name=[choice.key.names.get(area, area) for area in frame.index])


def _wanted_parts(tables: Sequence[SeenTable]) -> list[str]:
    """Return what the areas of the statistics are, or may be where a mapping has still to say it."""
    return list(dict.fromkeys(area for table in tables for area in (*table.areas, *table.may_be)))


def _wanted(figures: Sequence[str], key: tuple[Path, Columns] | None) -> Collection[str]:
    """Return codes that the outlines' own may be among."""
    return [*figures, *(cell for cells in (key[1].values() if key else ()) for cell in cells)]


def _towns(
    ours: frozenset[str], tables: Sequence[SeenTable], path: Path | None, lang: Language
) -> frozenset[str]:
    """Return the municipalities that outlines and every table have; refuse two cities.

    A file of the whole country goes with any. Tables that have different ones of the outlines' do not.
    """
    first: tuple[str, frozenset[str]] | None = None
    for table in tables:
        theirs = towns_of(table.told)
        both = theirs & ours if ours else theirs
        if not theirs:
            continue
        if not both:
            raise _two_cities(table.file.name, theirs, words.THE_OUTLINES.in_(lang), ours, path, lang)
        if first is not None and (both != first[1] if ours else not both & first[1]):
            raise _two_cities(table.file.name, both, f"'{first[0]}'", first[1], table.file, lang)
        first = first or (table.file.name, both)
    return first[1] if first is not None and ours else ours


def _refuse_strangers(tables: Sequence[SeenTable], areas: Collection[str], lang: Language) -> None:
    """Refuse tables by name that have no area in common: those of two cities, for all that is known.

    What meets the areas, where there are any, is of them; a table of one area alone may be a part of several.
    """
    ours = names_of(areas)
    first: tuple[str, set[str]] | None = None
    for table in tables:
        named = {area for area in table.told if not is_whole(area)}
        if len(named) < 2 or any(kind_of([area]) for area in named):
            continue
        known = ours or names_of(first[1] if first is not None else named)
        if names_of(named) & known or table.cells & known:
            first = first or (table.file.name, named)
            continue
        what, against = (f"'{first[0]}'", first[1]) if first else (words.THE_OUTLINES.in_(lang), {*areas})
        few = [words.few(sorted(some - {""}), lang, 2) for some in (named, against)]
        raise DivisionError(
            words.STRANGERS.in_(lang).format(file=table.file.name, theirs=few[0], what=what, ours=few[1]),
            where=str(table.file),
            remedy=words.STRANGERS_REMEDY.in_(lang),
        )


def _in_codes(tables: Sequence[SeenTable], codes: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return the areas of the figures, those that are named by their codes."""
    coded = dict(zip(map(own_name, names), codes, strict=True))
    figures = dict.fromkeys(area for table in tables for area in table.areas)
    for table in tables:
        named = dict.fromkeys(own_name(area) for area in table.may_be)
        if not table.areas and any(name in coded for name in named):
            figures |= dict.fromkeys(coded.get(name, name) for name in named)
    return [*figures]


def _two_cities(
    file: str, towns: Collection[str], what: str, others: Collection[str], where: Path | None, lang: Language
) -> DivisionError:
    few = [some_of([town_and_code(town) for town in sorted(one)], _FEW, lang=lang) for one in (towns, others)]
    return DivisionError(
        words.TWO_CITIES.in_(lang).format(file=file, towns=few[0], what=what, others=few[1]),
        where=None if where is None else str(where),
        remedy=words.TWO_CITIES_REMEDY.in_(lang),
    )


def _refuse_other_levels(tables: Sequence[SeenTable], wanted: Collection[str], lang: Language) -> None:
    """Refuse a table of none of the areas that another table is of: those of another level."""
    ours = []
    for table in tables:
        axis = narrowed(Axis("region"), table.areas, wanted)
        ours.append({axis.take(area) or area for area in table.areas if axis.keeps(area)} & set(wanted))
    met = next(filter(None, ours), None)
    for table, areas in zip(tables, ours, strict=True):
        if met and table.areas and not areas:
            few = [words.few(sorted(some), lang, 2) for some in (table.areas, met)]
            raise DivisionError(
                words.OTHER_LEVEL.in_(lang).format(file=table.file.name, theirs=few[0], ours=few[1]),
                where=str(table.file),
                remedy=words.OTHER_LEVEL_REMEDY.in_(lang),
            )


def _versions(
    path: Path,
    outlines: Columns,
    tables: Sequence[SeenTable],
    key: tuple[Path, Columns] | None,
    lang: Language,
) -> str:
    """Return what the files say themselves of their versions; empty where they say nothing."""
    files = {words.THE_KEY: key, words.THE_OUTLINES: (path, outlines)}
    said = {
        what: versions_said([file[0].name, *file[1], *(cell for cells in file[1].values() for cell in cells)])
        for what, file in files.items()
        if file is not None
    }
    years = sorted({period for table in tables for period in table.periods})
    of_codes = versions_said(area for table in tables for area in table.areas)
    of_years = [words.OF_YEAR.in_(lang).format(years=join(years, lang=lang))] if years else []
    said[words.THE_STATISTICS] = of_codes + of_years
    if not any(said.values()) or not any(kind_of([area]) for table in tables for area in table.areas[:1]):
        return ""
    told = [f"{what.in_(lang)} {join(versions, lang=lang)}" for what, versions in said.items() if versions]
    return words.SAID_THEMSELVES.in_(lang).format(said=", ".join(told))


def _hold_areas(
    codes: Sequence[str], figures: Sequence[str], where: str, lang: Language, versions: str
) -> None:
    """Refuse outlines that are not those of the statistics: a key is lacking, or they are of another year."""
    if not figures:
        return
    axis = narrowed(Axis("region"), figures, codes)
    theirs = {axis.take(area) or area for area in figures if axis.keeps(area)}
    apart = why_apart(theirs, codes, lang)
    if not theirs & set(codes) and len(theirs) > len(codes) and not apart:
        raise DivisionError(
            words.NEEDS_KEY.in_(lang).format(
                n=number(len(theirs), lang=lang),
                examples=words.few(sorted(theirs), lang, 2),
                areas=number(len(codes), lang=lang),
            ),
            where=where,
            remedy=words.NEEDS_KEY_REMEDY.in_(lang),
        )
    wholes = {area for area in theirs if is_whole(area) or area in higher_levels([*codes, area])}
    lacking, strange = set(codes) - theirs, theirs - set(codes) - wholes
    remedy = words.UNMATCHED_REMEDY.in_(lang)
    if not theirs & set(codes):
        few = [words.few(sorted(some), lang) for some in (theirs, codes)]
        said = words.UNMATCHED.in_(lang).format(theirs=few[0], ours=few[1])
    elif lacking:
        said = words.STATISTICS_LACK.in_(lang).format(
            n=len(lacking), all=len(codes), examples=words.few(sorted(lacking), lang)
        )
    elif len(strange) > 1:  # one row more may be the whole city's own, which reading finds out
        said = words.OUTLINES_SHORT.in_(lang).format(
            areas=words.areas(len(strange), lang), examples=words.few(sorted(strange), lang)
        )
        remedy = words.OUTLINES_SHORT_REMEDY.in_(lang).format(example=f"{codes[0][:4]}*")
    else:
        return
    raise _unlike(said, apart, remedy, where, lang, versions=versions)


def _unlike(
    said: str, apart: str, remedy: str, where: str, lang: Language, expected: str = "", versions: str = ""
) -> DivisionError:
    """Return an error about areas that do not meet: what parts their codes, where that is seen, is mended."""
    mended = words.APART_REMEDY.in_(lang) if apart else remedy
    told = "; ".join(filter(None, (apart or expected, versions)))
    return DivisionError(said, where=where, expected=told or None, remedy=mended)


def _held_key(
    key: KeyColumns,
    codes: Sequence[str],
    figures: Sequence[str],
    where: Path,
    lang: Language,
    versions: str,
) -> KeyColumns:
    """Return the key's pairs for these areas; refuse one that lacks sub-areas that the statistics have."""
    here = set(codes)
    pairs = tuple(pair for pair in key.pairs if (pair[0] if key.merges else pair[1]) in here)
    subs = {sub for sub, _ in pairs}
    axis = narrowed(Axis("region"), figures, subs)
    theirs = [area for area in figures if axis.keeps(area)]
    lacking = [area for area in theirs if (axis.take(area) or area) not in subs and not is_whole(area)]
    elsewhere = {area for sub, area in key.pairs if sub in lacking}
    empty = here - {pair[0] if key.merges else pair[1] for pair in pairs}
    towns = words.few(
        [town_and_code(town) for town in sorted(towns_of(subs | {*theirs}))] or [where.name], lang
    )
    expected = words.KEY_LACKS_EXPECTED.in_(lang) if kind_of(lacking or subs) else ""

    def unlike(said: str, remedy: Text, apart: str = "", expected: str = "") -> DivisionError:
        return _unlike(said, apart, remedy.in_(lang), str(where), lang, expected, versions)

    if elsewhere and empty and not key.merges:
        said = words.KEY_ELSEWHERE.in_(lang).format(
            theirs=words.areas(len(elsewhere), lang),
            their_examples=words.few(sorted(elsewhere), lang),
            ours=words.areas(len(empty), lang),
            our_examples=words.few(sorted(empty), lang),
        )
        raise unlike(said, words.KEY_ELSEWHERE_REMEDY, why_apart(elsewhere, empty, lang))
    if elsewhere and not key.merges:
        said = words.OUTLINES_LACK.in_(lang).format(
            areas=words.areas(len(elsewhere), lang), examples=words.few(sorted(elsewhere), lang)
        )
        raise unlike(said, words.OUTLINES_LACK_REMEDY, why_apart(elsewhere, here, lang))
    if empty and key.merges:
        said = words.OUTLINES_MORE.in_(lang).format(
            n=len(empty), all=len(here), examples=words.few(sorted(empty), lang)
        )
        raise unlike(said, words.OUTLINES_MORE_REMEDY, why_apart({sub for sub, _ in key.pairs}, empty, lang))
    if empty:
        said = words.WITHOUT_PARTS.in_(lang).format(n=len(empty), examples=words.few(sorted(empty), lang))
        apart = why_apart({area for pair in key.pairs for area in pair}, empty, lang)
        raise unlike(said, words.KEY_LACKS_REMEDY, apart)
    if lacking:
        said = words.KEY_LACKS.in_(lang).format(
            n=len(lacking), all=len(theirs), towns=towns, examples=words.few(lacking, lang)
        )
        apart = why_apart({sub for sub, _ in key.pairs}, lacking, lang)
        raise unlike(said, words.KEY_LACKS_REMEDY, apart, expected)
    without = subs - {axis.take(area) or area for area in theirs}
    if theirs and without:
        said = words.KEY_MORE.in_(lang).format(
            n=len(without), all=len(subs), towns=towns, examples=words.few(sorted(without), lang)
        )
        raise unlike(said, words.KEY_LACKS_REMEDY, expected=expected)
    return replace(key, pairs=pairs)


def _key_town(columns: Columns, key: KeyColumns) -> str:
    subs = {sub for sub, _ in key.pairs}
    return town_named(columns, [row for row, sub in enumerate(columns[key.sub]) if sub in subs])
