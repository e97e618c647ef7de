"""Lay a project for a city of one's own: look at its files, choose what they show, and say the next step."""

from __future__ import annotations

import re
import shutil
import tempfile
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from omradesindex.catalogue import read_definition
from omradesindex.doors import door
from omradesindex.errors import (
    DefinitionError,
    DivisionError,
    StatisticsError,
    must_be,
    must_be_plain,
)
from omradesindex.show.writing import in_new_folder, is_there, write_csv, write_together
from omradesindex.subjects.new_project import words
from omradesindex.subjects.new_project.answer import NewProject
from omradesindex.subjects.new_project.chosen import Chosen, chosen, made_outlines
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
from omradesindex.subjects.new_project.seen import (
    SeenTable,
    key_seen,
    outlines_and_keys,
    outlines_seen,
    proposed_together,
    statistics_files,
    statistics_seen,
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
    key: str | Path | None = None,
    definition: str | Path | None = None,
    name: str | None = None,
    code: str | None = None,
    area_name: str | None = None,
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
    key : str or Path, optional
        A CSV or Excel file that tells which area each sub-area belongs to, whatever its columns are called.
    definition : str or Path, optional
        A definition of one's own, or the id of one that travels with the library; proposed if left out.
    name : str, optional
        Whose figures these are, such as ``"Uppsala"``; the municipality's name in the files, else the
        folder's.
    code, area_name : str, optional
        The columns of the outlines with the areas' codes and names, where the files do not tell.
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
    outlines, key_file = _areas_and_key(target, places, areas, key, lang)
    tables, mapping = _tables(target / places.statistics, statistics, lang)
    choice = None
    pair = None if key_file is None else (key_file, key_seen(key_file))
    if definition is not None:
        read_definition(definition)
    if outlines is not None:
        kept = (keep,) if isinstance(keep, str) else tuple(keep)
        columns = outlines_seen(outlines)
        choice = chosen(outlines, columns, tables, pair, code=code, name=area_name, keep=kept, lang=lang)
    proposal = proposed_together(tables, choice.names if choice else ())
    dimensions = (
        () if definition is not None else proposed_index({name for one in tables for name in one.variables})
    )
    called = name or (choice.city if choice else "") or _town_in(proposal) or _titled(target)
    laying = _laying(
        target.name, places, called, choice, key_file, tables, mapping, proposal, dimensions, definition, lang
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
    )
    _lay(target, places, laying, tried=made.is_ready)
    return made


def _refuse_another(target: Path, places: Places, lang: Language) -> None:
    """Refuse a folder that holds something of somebody's."""
    file = target / PROJECT
    if is_there(file):
        if not is_untouched(file.read_text(encoding="utf-8")):
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


def _tables(
    folder: Path, statistics: str | Path | Sequence[str | Path] | None, lang: Language
) -> tuple[list[SeenTable], Path | None]:
    """Return what is seen of the tables, those given or those in the folder, and the mapping among them."""
    several = () if statistics is None else statistics
    given = [several] if isinstance(several, str | Path) else [*several]
    for path in given:
        must_be(path, (str, Path), what="a table", expected="a path", error=StatisticsError)
    if not given and folder.is_dir():
        given = [folder] if any(folder.iterdir()) else []
    files, mapping = statistics_files([Path(path) for path in given])
    names = [file.name for file in files]
    twice = next((file for file in files if names.count(file.name) > 1), None)
    if twice is not None:
        raise StatisticsError(
            words.TWICE.in_(lang).format(file=twice.name),
            where=str(twice),
            remedy=words.TWICE_REMEDY.in_(lang),
        )
    return statistics_seen(files, mapping), mapping


def _areas_and_key(
    target: Path, places: Places, areas: str | Path | None, key: str | Path | None, lang: Language
) -> tuple[Path | None, Path | None]:
    """Return the outlines and the key: those that are given, else those in the folder of areas."""
    place = Path(areas) if areas is not None else target / places.areas
    if not place.is_dir():
        return (place if areas is not None else None), (Path(key) if key is not None else None)
    outlines, tables = outlines_and_keys(place)
    if not outlines:  # a list of areas is outlines enough, where nothing is to be drawn
        outlines, tables = (tables, []) if key is not None or len(tables) == 1 else ([], tables)
    # What an earlier laying made of others gives way to them.
    outlines = [p for p in outlines if p.name != Path(places.outlines).name] or outlines
    tables = [p for p in tables if p.name != Path(places.key).name] or tables
    for many, said in ((outlines, words.SEVERAL_OUTLINES), ([] if key else tables, words.SEVERAL_KEYS)):
        if len(many) > 1:
            raise DivisionError(
                said.in_(lang).format(n=len(many), files=words.few([p.name for p in many], lang)),
                where=str(place),
                remedy=words.ONE_OF_THEM.in_(lang),
            )
    return next(iter(outlines), None), Path(key) if key is not None else next(iter(tables), None)


def _titled(target: Path) -> str:
    name = re.sub(r"[_-]+", " ", target.resolve().name)
    return name[:1].upper() + name[1:]


def _town_in(proposal: str) -> str:
    """Return the municipality that a proposal takes names out of: ``Uppsala (Bergsbrunna)``."""
    towns = set(re.findall(r'code = "([^"({]+) \(\{namn\}\)"', proposal))
    return towns.pop() if len(towns) == 1 else ""


def _is_file(definition: str | Path | None) -> bool:
    return definition is not None and is_there(Path(definition)) and Path(definition).is_file()


def _laying(
    folder: str,
    places: Places,
    name: str,
    choice: Chosen | None,
    key_file: Path | None,
    tables: Sequence[SeenTable],
    mapping: Path | None,
    proposal: str,
    dimensions: tuple[Proposed, ...],
    definition: str | Path | None,
    lang: Language,
) -> Laying:
    """Return what is laid: path within the project → what writes it."""
    laying: dict[str, Callable[[Path], object]] = {}
    areas: dict[str, str] = {}
    if choice is not None:
        made = choice.is_made
        laid = places.outlines if made else f"{places.areas}/{choice.outlines.name}"
        laying |= _outlines(places, choice)
        columns = ("code", "name") if made else (choice.code, choice.name)
        areas = {"division": laid, "code": columns[0], "name": columns[1]}
        if choice.key is not None and key_file is not None:
            laying[places.key] = partial(_write_key, choice)
    for file in [*(table.file for table in tables), *([mapping] if mapping else [])]:
        laying[f"{places.statistics}/{file.name}"] = partial(shutil.copyfile, file)
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
    )
    return {**laying, PROJECT: partial(_write, marked(text))}


def _outlines(places: Places, choice: Chosen) -> Laying:
    if choice.is_made:
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


def _write_key(choice: Chosen, path: Path) -> None:
    import pandas as pd

    assert choice.key is not None  # asked before
    write_csv(path, pd.DataFrame(choice.key.pairs, columns=["sub_area", "area"]))


def _lay(target: Path, places: Places, laying: Laying, *, tried: bool) -> None:
    """Lay the files, all or none; first read them as an update will, where they can be."""

    def lay(folder: Path) -> None:
        for place in (places.areas, places.statistics):
            (folder / place).mkdir(exist_ok=True)
        with warnings.catch_warnings(), tempfile.TemporaryDirectory(prefix="omradesindex-") as copies:
            warnings.simplefilter("ignore", UserWarning)  # the update itself will say so
            for name, write in laying.items():
                write(folder / name)
            if tried:
                gather(read_project(folder / PROJECT), Path(copies))

    if not (target.is_dir() and any(target.iterdir())):
        in_new_folder(target, lay, error=DefinitionError)
        return
    with tempfile.TemporaryDirectory(prefix="omradesindex-") as aside:
        new = Path(aside)
        lay(new)
        for place in (places.areas, places.statistics, "."):  # the project file last
            held = {p.name: p.read_bytes() for p in sorted((new / place).iterdir()) if p.is_file()}
            changed = {
                name: content
                for name, content in held.items()
                if not (target / place / name).is_file() or (target / place / name).read_bytes() != content
            }
            write_together(target / place, changed, error=DefinitionError)
