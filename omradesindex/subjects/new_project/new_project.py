"""Lay a project for a city of one's own: look at its files, choose what they show, and say the next step."""

from __future__ import annotations

import re
import shutil
import tempfile
import tomllib
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from omradesindex.catalogue import read_definition
from omradesindex.doors import door
from omradesindex.errors import (
    DefinitionError,
    DivisionError,
    MappingNeededError,
    OmradesindexError,
    StatisticsError,
    must_be,
    must_be_plain,
)
from omradesindex.geography.text_table import refuse_geography
from omradesindex.show.writing import in_new_folder, is_there, write_csv, write_together
from omradesindex.subjects.new_project import words
from omradesindex.subjects.new_project.answer import NewProject
from omradesindex.subjects.new_project.chosen import (
    Chosen,
    chosen,
    chosen_without_outlines,
    made_outlines,
)
from omradesindex.subjects.new_project.keyed import Held, fitting_key
from omradesindex.subjects.new_project.laid import (
    INDEX,
    PROJECT,
    Places,
    index_text,
    is_untouched,
    marked,
    project_text,
)
from omradesindex.subjects.new_project.proposed import Proposed, proposed_index
from omradesindex.subjects.new_project.regions import region_named, some_of
from omradesindex.subjects.new_project.seen import (
    SeenTable,
    is_key,
    key_seen,
    outlines_and_keys,
    outlines_seen,
    proposed_together,
    statistics_files,
    statistics_seen,
    towns_of,
)
from omradesindex.subjects.update.gather import gather
from omradesindex.subjects.update.project import read_project
from omradesindex.wording import Language

_BESIDE_SHP = (".shx", ".dbf", ".prj", ".cpg")

#: What writes a file to the path that it is given.
Laying = Mapping[str, Callable[[Path], object]]


@door
def new_project(
    folder: str | Path,
    *,
    areas: str | Path | None = None,
    statistics: str | Path | Sequence[str | Path] | None = None,
    key: str | Path | Sequence[str | Path] | None = None,
    definition: str | Path | None = None,
    name: str | None = None,
    code: str | None = None,
    area_name: str | None = None,
    layer: str | None = None,
    crs: str | int | None = None,
    tolerance_m2: float | None = None,
    keep: str | Sequence[str] = (),
    lang: Language = "sv",
) -> NewProject:
    r"""Lay a project for a city of one's own: a project file, a definition, and folders for its files.

    The files that are given are looked at: which column of the outlines is the areas' code, which columns of
    the key lead from the statistics' sub-areas to them, which tables are known, and which indicators there
    are figures for. What cannot be seen is asked for in an error, before anything is written. Without files
    the project is laid empty; put them in its folders, and call again.

    Parameters
    ----------
    folder : str or Path
        A new or empty folder, or one that was laid before and is untouched.
    areas : str or Path, optional
        The areas' outlines: GeoJSON, GeoPackage, shapefile or FlatGeobuf; also of the whole country, or of
        the sub-areas that the key merges to areas.
    statistics : str, Path or sequence of them, optional
        Tables, or folders of tables.
    key : str, Path or sequence of them, optional
        A CSV or Excel file that tells which area each sub-area belongs to, whatever its columns are called.
        Of several the one that fits all tables is taken.
    definition : str or Path, optional
        A definition of one's own, or the id of one that travels with the library; proposed if left out.
    name : str, optional
        Whose figures these are, such as ``"Uppsala"``; the municipality's name in the files, the county
        that they are all of, else the folder's name.
    code, area_name : str, optional
        The columns of the outlines with the areas' codes and names, where the files do not tell.
    layer : str, optional
        The layer of outlines, where their file has several.
    crs : str or int, optional
        Their coordinate system, where the file does not say it, for example 3006.
    tolerance_m2 : float, optional
        How many m² two areas may overlap; see :func:`omradesindex.read_division`.
    keep : str or sequence of str
        Only the areas whose codes are like one of these, whole municipalities: ``"0380*"``, ``"03*"``.
    lang : {"sv", "en"}
        Language of what is laid, and of errors.

    Returns
    -------
    NewProject

    Raises
    ------
    OmradesindexError
        The files do not go together, or cannot be read: nothing was written.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "areas.csv").write_text("code,name\n01,Norr\n02,Söder\n", encoding="utf-8")
    >>> _ = (folder / "work.csv").write_text('''area,variable,period,value
    ... 01,arbetslosa_16_64,2024,50
    ... 02,arbetslosa_16_64,2024,10
    ... 01,arbetskraft_16_64,2024,500
    ... 02,arbetskraft_16_64,2024,400
    ... ''', encoding="utf-8")
    >>> laid = new_project(folder / "town", areas=folder / "areas.csv", statistics=folder / "work.csv")
    >>> laid.is_ready, laid.areas.n, laid.n_indicators
    (True, 2, 1)
    """
    target = Path(folder)
    for text in filter(None, (name, target.name)):
        must_be_plain(text, what="the project's name", error=DefinitionError)
    places = Places.of(target, lang)
    _refuse_another(target, places, lang)
    outlines, keys = _areas_and_keys(target, places, areas, key, lang)
    placed, mappings, documents = _tables(target, places, statistics, lang)
    tables = [table for _, table in placed]
    before = _laid_before(target)
    definition = definition or _changed_index(target) or before.get("definition")
    if definition is not None:
        read_definition(definition)
    held = [(file, key_seen(file)) for file in keys]
    kept = (keep,) if isinstance(keep, str) else tuple(keep)
    said = _areas_before(target, outlines)
    code, area_name = code or said.get("code"), area_name or said.get("name")
    layer, crs = layer or said.get("layer"), crs if crs is not None else said.get("crs")
    tolerance_m2 = tolerance_m2 if tolerance_m2 is not None else said.get("tolerance_m2")
    if outlines is not None and outlines.suffix.lower() == ".csv":
        refuse_geography(outlines, layer=layer, crs=crs, tolerance_m2=tolerance_m2)
    columns = None if outlines is None else outlines_seen(outlines, layer)

    def choose(some: Sequence[SeenTable], pair: Held | None) -> Chosen | None:
        if outlines is None or columns is None:
            return chosen_without_outlines(some, pair, keep=kept, lang=lang)
        told = {"code": code, "name": area_name, "layer": layer}
        choice = chosen(outlines, columns, some, pair, keep=kept, lang=lang, **told)
        return replace(choice, crs=None if crs is None else str(crs), tolerance_m2=tolerance_m2)

    pair = fitting_key(held, tables, choose, lang) if len(held) > 1 else next(iter(held), None)
    key_file = None if pair is None else pair[0]
    choice = choose(tables, pair)
    named, towns = ((), ()) if choice is None else (choice.called.values(), choice.towns)
    proposal = proposed_together(tables, [*named], towns)
    dimensions = (
        () if definition is not None else proposed_index({name for one in tables for name in one.variables})
    )
    told = name or before.get("name") or _named_by_files(choice, tables, proposal, lang)
    called = told or _titled(target)
    held_tables = {f"{place}/{table.file.name}": table.file for place, table in placed}
    copied = held_tables | {f"{place}/{file.name}": file for place, file in mappings}
    laying = _laying(
        target.name, places, called, choice, key_file, copied, proposal, dimensions, definition, lang
    )
    made = NewProject(
        folder=target,
        name=called,
        project=target / PROJECT,
        areas=choice,
        key=key_file,
        tables=tuple(tables),
        dimensions=dimensions,
        definition=INDEX if dimensions or _is_file(definition) else str(definition),
        places=places,
        is_called=bool(told),
        documents=tuple(documents),
    )
    given = {**held_tables}
    if choice is not None and not choice.is_made:
        given[f"{places.areas}/{choice.outlines.name}"] = choice.outlines
    _lay(target, places, laying, given, tried=made.is_ready)
    return made


def _refuse_another(target: Path, places: Places, lang: Language) -> None:
    """Refuse a folder that holds something of somebody's."""
    file = target / PROJECT
    if is_there(file):
        if not is_untouched(_text_of(file)):
            raise DefinitionError(
                words.ALREADY.in_(lang),
                where=str(file),
                remedy=words.ALREADY_REMEDY.in_(lang).format(folder=target.as_posix()),
            )
        return
    held = sorted(p.name for p in target.iterdir()) if target.is_dir() else []
    if set(held) - {places.areas, places.statistics}:
        raise DefinitionError(
            words.NOT_EMPTY.in_(lang).format(held=words.few(held, lang)),
            where=str(target),
            remedy=words.NOT_EMPTY_REMEDY.in_(lang),
        )


def _text_of(file: Path) -> str:
    """Return a file's text; one that somebody saved otherwise than as it was laid is another text."""
    return file.read_bytes().decode("utf-8", errors="replace").replace("\r\n", "\n")


def _laid_before(target: Path) -> dict[str, str]:
    """Return the name and the definition that somebody said when the project was laid before."""
    file = target / PROJECT
    if not is_there(file):
        return {}
    project = tomllib.loads(_text_of(file))
    said = {"name": project["name"], "definition": project["index"]["definition"]}
    ours = {"name": _titled(target), "definition": INDEX}
    return {what: value for what, value in said.items() if value != ours[what]}


def _areas_before(target: Path, outlines: Path | None) -> dict[str, Any]:
    """Return what a project says of its areas, where they are still those of the same file."""
    file = target / PROJECT
    if outlines is None or not is_there(file):
        return {}
    areas: dict[str, Any] = tomllib.loads(_text_of(file)).get("areas", {})
    return areas if target / areas.get("division", "") == outlines else {}


def _sources_before(target: Path) -> list[str]:
    """Return the folders of statistics that a project was laid with."""
    file = target / PROJECT
    return [one["path"] for one in tomllib.loads(_text_of(file))["source"]] if is_there(file) else []


def _folder_of(path: str) -> str:
    return path.rpartition("/")[0]


def _changed_index(target: Path) -> Path | None:
    """Return the definition that somebody changed since it was laid: it is theirs, and stays."""
    file = target / INDEX
    return file if is_there(file) and file.is_file() and not is_untouched(_text_of(file)) else None


def _tables(
    target: Path, places: Places, statistics: str | Path | Sequence[str | Path] | None, lang: Language
) -> tuple[list[tuple[str, SeenTable]], list[tuple[str, Path]], list[Path]]:
    """Return what is seen of the tables, those given or those that the project has; mappings, and documents.

    Each table and mapping stands beside the folder of the project that it is laid in.
    """
    several = () if statistics is None else statistics
    given = [several] if isinstance(several, str | Path) else [*several]
    for path in given:
        must_be(path, (str, Path), what="a table", expected="a path", error=StatisticsError)
    if not given:
        held = [target / place for place in _sources_before(target) or (places.statistics,)]
        given = [folder for folder in held if folder.is_dir() and any(folder.iterdir())]
    seen: list[tuple[str, SeenTable]] = []
    mappings: list[tuple[str, Path]] = []
    documents: list[Path] = []
    for together in statistics_files([Path(path) for path in given]):
        taken = {places.areas, places.statistics, *(place for place, _ in mappings)}
        place = places.of_its_own(together.name, taken) if together.name else places.statistics
        _refuse_twice(together.files, lang)
        seen += [(place, table) for table in statistics_seen(together.files, together.mapping)]
        mappings += [(place, together.mapping)] if together.mapping else []
        documents += together.documents
    return seen, mappings, documents


def _refuse_twice(files: Sequence[Path], lang: Language) -> None:
    """Refuse two files that would lie in one folder under one name."""
    names = [file.name for file in files]
    twice = next((file for file in files if names.count(file.name) > 1), None)
    if twice is not None:
        raise StatisticsError(
            words.TWICE.in_(lang).format(file=twice.name),
            where=str(twice),
            remedy=words.TWICE_REMEDY.in_(lang),
        )


def _areas_and_keys(
    target: Path,
    places: Places,
    areas: str | Path | None,
    key: str | Path | Sequence[str | Path] | None,
    lang: Language,
) -> tuple[Path | None, list[Path]]:
    """Return the outlines and the keys: those that are given, else those in the folder of areas."""
    given_file = Path(areas) if areas is not None and not Path(areas).is_dir() else None
    place = Path(areas) if areas is not None and given_file is None else target / places.areas
    outlines, tables = outlines_and_keys(place) if place.is_dir() else ([], [])
    if given_file is not None:
        outlines = [given_file]
    # What an earlier laying made of others gives way to them.
    made, listed, keyed = (Path(name).name for name in (places.outlines, places.listed, places.key))
    outlines = [p for p in outlines if p.name != made] or outlines
    given = [p for p in tables if p.name not in (keyed, listed)]
    keys = given or [p for p in tables if p.name == keyed]
    if not outlines:  # a list of areas is outlines enough, where nothing is to be drawn
        lists = [p for p in given if not is_key(p)]
        keys = [p for p in keys if p not in lists]
        outlines = lists or ([] if given else [p for p in tables if p.name == listed])
    if len(outlines) > 1:
        named = words.few([p.name for p in outlines], lang)
        raise DivisionError(
            words.SEVERAL_OUTLINES.in_(lang).format(n=len(outlines), files=named),
            where=str(place),
            remedy=words.ONE_OF_THEM.in_(lang),
        )
    if key is not None:
        keys = [Path(key)] if isinstance(key, str | Path) else [Path(one) for one in key]
    return next(iter(outlines), None), keys


def _titled(target: Path) -> str:
    name = re.sub(r"[_-]+", " ", target.resolve().name)
    return name[:1].upper() + name[1:]


def _town_in(proposal: str) -> str:
    """Return the municipality that a proposal takes names out of: ``Uppsala (Bergsbrunna)``."""
    towns = set(re.findall(r'code = "([^"({]+) \(\{namn\}\)"', proposal))
    return towns.pop() if len(towns) == 1 else ""


def _named_by_files(choice: Chosen | None, tables: Sequence[SeenTable], proposal: str, lang: Language) -> str:
    """Return what the areas together are: a municipality, a county, the country, or some areas of one."""
    areas = [*choice.called] if choice else [area for table in tables for area in table.areas]
    towns = choice.towns if choice and choice.towns else towns_of(areas)
    told = (choice.city if choice else "") or _town_in(proposal)
    told = told or region_named(towns or {area for area in areas if re.fullmatch("[0-9]{4}", area)})
    return some_of(told, areas, lang) or told


def _is_file(definition: str | Path | None) -> bool:
    return definition is not None and is_there(Path(definition)) and Path(definition).is_file()


def _laying(
    folder: str,
    places: Places,
    name: str,
    choice: Chosen | None,
    key_file: Path | None,
    copied: Mapping[str, Path],
    proposal: str,
    dimensions: tuple[Proposed, ...],
    definition: str | Path | None,
    lang: Language,
) -> Laying:
    """Return what is laid: path within the project → what writes it."""
    laying: dict[str, Callable[[Path], object]] = {}
    areas: dict[str, str | float] = {}
    if choice is not None:
        made = choice.is_made
        kept = f"{places.areas}/{choice.outlines.name}"
        laid = (places.listed if choice.is_listed else places.outlines) if made else kept
        laying |= _outlines(places, choice)
        columns = ("code", "name") if made else (choice.code, choice.name)
        areas = {"division": laid, "code": columns[0], "name": columns[1]}
        said: dict[str, str | float | None] = {"layer": choice.layer, "crs": choice.crs} if not made else {}
        said["tolerance_m2"] = None if choice.is_listed else choice.tolerance_m2
        areas |= {what: value for what, value in said.items() if value is not None}
        if choice.key is not None and key_file is not None:
            laying[places.key] = partial(_write_key, choice)
    laying |= {path: partial(shutil.copyfile, file) for path, file in copied.items()}
    if proposal:
        laying[places.proposal] = partial(_write, proposal + "\n")
    if _is_file(definition):
        laying[INDEX] = partial(shutil.copyfile, Path(str(definition)))
    elif dimensions:
        laying[INDEX] = partial(_write, marked(index_text(lang, name, dimensions)))
    text = project_text(
        lang,
        folder=folder,
        name=name,
        definition=INDEX if INDEX in laying else str(definition),
        areas=areas,
        key=places.key if places.key in laying else "",
        places=places,
        more=[*dict.fromkeys(place for place in map(_folder_of, copied) if place != places.statistics)],
    )
    return {**laying, PROJECT: partial(_write, marked(text))}


def _outlines(places: Places, choice: Chosen) -> Laying:
    if choice.is_made:
        if choice.is_listed:
            return {places.listed: partial(_write_list, choice)}
        return {places.outlines: partial(_write_outlines, choice, places.areas)}
    path = choice.outlines
    beside = [path.with_suffix(end) for end in _BESIDE_SHP] if path.suffix.lower() == ".shp" else []
    return {
        f"{places.areas}/{file.name}": partial(shutil.copyfile, file)
        for file in [path, *beside]
        if file.is_file()
    }


def _write(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_outlines(choice: Chosen, layer: str, path: Path) -> None:
    made_outlines(choice).reset_index().to_file(path, driver="GPKG", layer=layer)


def _write_list(choice: Chosen, path: Path) -> None:
    import pandas as pd

    write_csv(path, pd.DataFrame(choice.called.items(), columns=["code", "name"]))


def _write_key(choice: Chosen, path: Path) -> None:
    import pandas as pd

    assert choice.key is not None  # asked before
    write_csv(path, pd.DataFrame(choice.key.pairs, columns=["sub_area", "area"]))


def _lay(target: Path, places: Places, laying: Laying, given: Mapping[str, Path], *, tried: bool) -> None:
    """Lay the files, all or none; first read them as an update will, where they can be.

    What is wrong with one of them is told of the file that was given, since its copy is gone by then.
    """

    def lay(folder: Path) -> None:
        for place in (places.areas, places.statistics, *filter(None, map(_folder_of, laying))):
            (folder / place).mkdir(exist_ok=True)
        with warnings.catch_warnings(), tempfile.TemporaryDirectory(prefix="omradesindex-") as copies:
            warnings.simplefilter("ignore", UserWarning)  # the update itself will say so
            for name, write in laying.items():
                write(folder / name)
            if not tried:
                return
            try:
                gather(read_project(folder / PROJECT), Path(copies))
            except MappingNeededError:
                raise
            except OmradesindexError as problem:
                raise problem.with_names(
                    {str(folder / at): str(file) for at, file in given.items()}
                ) from None

    if not (target.is_dir() and any(target.iterdir())):
        in_new_folder(target, lay, error=DefinitionError)
        return
    with tempfile.TemporaryDirectory(prefix="omradesindex-") as aside:
        new = Path(aside)
        lay(new)
        for place in (*sorted(p.name for p in new.iterdir() if p.is_dir()), "."):  # the project file last
            (target / place).mkdir(exist_ok=True)
            held = {p.name: p.read_bytes() for p in sorted((new / place).iterdir()) if p.is_file()}
            changed = {
                name: content
                for name, content in held.items()
                if not (target / place / name).is_file() or (target / place / name).read_bytes() != content
            }
            write_together(target / place, changed, error=DefinitionError)
