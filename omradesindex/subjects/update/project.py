"""A project: which sources, which index, which areas, what to be careful about. Kept as TOML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, cast

from omradesindex.catalogue import outside_measures
from omradesindex.catalogue.tables import Place, choice, number, only, read_toml, string, strings, tables
from omradesindex.errors import DefinitionError, StatisticsError, listing
from omradesindex.geography.backdrops import KINDS
from omradesindex.index.uncertainty.dependence import NAMED
from omradesindex.plaintext import hidden_in, plain
from omradesindex.show.writing import is_there
from omradesindex.statistics import Deflator
from omradesindex.statistics.reading.mapping_file import noise_in
from omradesindex.subjects.goals.goal import Goal, goals_in
from omradesindex.wording import Language

#: The embedded divisions.
EMBEDDED = ("geso", "exempelstad")

#: What a project's file is called.
PROJECT_FILE = "project.toml"

#: Periods to compute: the latest that every indicator has, or each indicator's own latest.
COMMON, LATEST = "common", "latest"

#: Service → what a project file must say of it, and what it may.
SERVICES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "pxweb": (("address", "table"), ("selection", "codelists")),
    "pxweb-v1": (("address", "table"), ("selection",)),
    "kolada": (("kpis", "areas", "years"), ("address", "kind")),
    "ckan": (("address", "resource"), ("dimensions", "decimal")),
}

_COMMON = ("mapping", "key", "outside", "noise")
_TOP = ("name", "index", "areas", "source", "prices", "goal", "compare_with", "checks", "outputs", "backdrop")
_COMPARED = ("label", "path", "code", "column", "decimal")
_INDEX = ("definition", "period", "base", "partial", "locked", "by", "dependence")
_AREAS = ("division", "code", "name", "whole", "units", "layer", "crs", "tolerance_m2")
_BACKDROP = ("path", "kind", "source", "name", "layer", "crs")
_PRICES = ("year", "index", "name", "source")
_OUTPUTS = ("runs", "snapshots", "lang", "figures")


@dataclass(frozen=True)
class Source:
    """Where figures come from: a file, a folder, or a table of a service.

    Attributes
    ----------
    path : Path or None
        A file or folder in the project.
    service : str
        One of :data:`SERVICES`; empty for files.
    asked : mapping
        What is asked of the service, as it stands in the project file.
    mapping : Path or None
        What the source's words mean.
    key : str
        Where the figures are of sub-areas: a key of the division, or a file, that leads to the areas.
    outside : tuple of str
        Sub-areas that belong to no area.
    noise : float or bool
        Standard deviation of the random noise in its counts; True where the source does not state it.
    """

    path: Path | None = None
    service: str = ""
    asked: Mapping[str, Any] = field(default_factory=dict)
    mapping: Path | None = None
    key: str = ""
    outside: tuple[str, ...] = ()
    noise: float | bool = False

    @property
    def label(self) -> str:
        """What a reader is told it is."""
        if self.path is not None:
            return self.path.name
        what = self.asked.get("table", self.asked.get("resource", self.asked.get("kpis", "")))
        return f"{self.service} {what if isinstance(what, str) else ', '.join(map(str, what))}"


@dataclass(frozen=True)
class Areas:
    """The areas: an embedded division, or a file with the columns that hold codes and names."""

    division: str = ""
    code: str = ""
    name: str = ""
    whole: str | None = None
    units: str | None = None
    layer: str | None = None
    crs: str | None = None
    tolerance_m2: float | None = None


@dataclass(frozen=True)
class Around:
    """What lies around the areas, drawn on every map: see :meth:`Division.with_backdrop`."""

    path: Path
    kind: Literal["water", "land", "lines", "places"]
    source: str
    name: str | None = None
    layer: str | None = None
    crs: str | None = None


@dataclass(frozen=True)
class ComparedWith:
    """A measure from outside that every run holds the index against.

    Attributes
    ----------
    label : str
        What it is called; the id of a measure that travels with the library
        (:func:`omradesindex.data.outside_measures`).
    path : Path or None
        A file of the project; None for the library's own.
    code, column : str
        The headings of the areas' codes and of the measure.
    decimal : {"", ".", ","}
        The file's decimal mark, where the file does not tell.
    """

    label: str
    path: Path | None = None
    code: str = ""
    column: str = ""
    decimal: str = ""


@dataclass(frozen=True)
class Limits:
    """From where on something is shown to a person before it is accepted.

    Attributes
    ----------
    total : float
        How much the whole city's count may change from one period to the next, as a share of it.
    jump_level : float
        A jump is pointed out where chance alone would give one, anywhere in the table, less often than
        1 − this.
    jump_size : float
        And only where it is at least as many standard deviations between areas.
    unit_factor : float
        How many times larger or smaller figures must have become for another unit to be suspected.
    """

    total: float = 0.1
    jump_level: float = 0.999
    jump_size: float = 0.5
    unit_factor: float = 5.0


@dataclass(frozen=True)
class Project:
    """What one ``project.toml`` says. Paths are absolute and lie inside ``folder``.

    Attributes
    ----------
    file, folder : Path
    name : str
        Whose figures these are; shown on every output.
    index : str
        An index that travels with the library, or the path of a definition.
    period : str
        A period, ``"common"`` or ``"latest"``.
    base : str or None
        The period whose stick all years are measured with; the first run's own where not said.
    partial : bool
    by : tuple of str
        Columns that the result and its change are broken down by; none where not said.
    locked : bool
        Whether the definition must be a locked one.
    areas : Areas
    sources : tuple of Source
    dependence : str or float
        How the errors of an area's indicators hang together; see :meth:`Result.uncertainty`.
    prices : tuple of (str, Deflator), or None
        The year in whose prices amounts of money are to be, and the index that turns them.
    goals : tuple of Goal
    outside : tuple of ComparedWith
    backdrops : tuple of Around
    limits : Limits
    runs, snapshots : Path
        Folders of runs, and of answers from services.
    lang : {"sv", "en"}
    figures : bool
        Whether maps and charts are drawn.
    """

    file: Path
    folder: Path
    name: str
    index: str
    sources: tuple[Source, ...]
    runs: Path
    snapshots: Path
    period: str = COMMON
    base: str | None = None
    partial: bool = False
    by: tuple[str, ...] = ()
    locked: bool = False
    areas: Areas = field(default_factory=Areas)
    dependence: str | float = NAMED[0]
    prices: tuple[str, Deflator] | None = None
    goals: tuple[Goal, ...] = ()
    outside: tuple[ComparedWith, ...] = ()
    backdrops: tuple[Around, ...] = ()
    limits: Limits = field(default_factory=Limits)
    lang: Language = "sv"
    figures: bool = True


def read_project(path: str | Path) -> Project:
    """Read a project from its TOML file, or from the ``project.toml`` of its folder.

    Raises
    ------
    DefinitionError
        Naming file, line and key; a path that leads out of the project's folder, also through a link.
    """
    if Path(path).is_dir():
        path = Path(path) / PROJECT_FILE
    if not Path(path).exists():
        raise DefinitionError(
            "there is no project here",
            where=str(path),
            expected=f"a folder with {PROJECT_FILE}, or such a file",
            remedy="check the path; 'omradesindex new FOLDER' lays a project",
        )
    data, place = read_toml(Path(path))
    file = Path(path).resolve()
    only(data, _TOP, place, required=("name", "index", "source"))
    index = only(data["index"], _INDEX, place.into("index", find="[index]"), required=("definition",))
    here = place.into("index", find="definition")
    definition = string(index["definition"], "definition", here)
    if _is_path(definition, (".toml", ".csv", ".xlsx")):
        definition = str(inside(file.parent, definition, here))
    outputs = only(data.get("outputs", {}), _OUTPUTS, place.into("outputs"))
    outputs_at = place.into("outputs")
    runs = inside(
        file.parent, string(outputs.get("runs", "runs"), "runs", outputs_at), outputs_at, find="runs"
    )
    kept = string(outputs.get("snapshots", "snapshots"), "snapshots", outputs_at)
    snapshots = inside(file.parent, kept, outputs_at, find="snapshots")
    listed = [
        _source(entry, file.parent, place.into(f"source {k}", find="[[source]]"))
        for k, entry in enumerate(tables(data["source"], "source", place), 1)
    ]
    if not listed:
        raise DefinitionError("there is no [[source]]", where=str(place))
    _refuse_mixed({"runs": runs, "snapshots": snapshots}, listed, file.parent, outputs_at)
    return Project(
        file=file,
        folder=file.parent,
        name=string(data["name"], "name", place),
        index=definition,
        period=string(index.get("period", COMMON), "period", here),
        base=string(index["base"], "base", here) if "base" in index else None,
        partial=_flag(index.get("partial", False), "partial", here),
        by=strings(index["by"], "by", here) if "by" in index else (),
        locked=_flag(index.get("locked", False), "locked", here),
        dependence=_dependence(index["dependence"], here) if "dependence" in index else NAMED[0],
        areas=_areas(data.get("areas", {}), file.parent, place),
        sources=tuple(listed),
        prices=_prices(data["prices"], place.into("prices", find="[prices]")) if "prices" in data else None,
        goals=goals_in(tables(data.get("goal", ()), "goal", place), place),
        outside=_outside(data.get("compare_with", ()), file.parent, place),
        backdrops=_backdrops(data.get("backdrop", ()), file.parent, place),
        limits=_limits(data.get("checks", {}), place.into("checks")),
        runs=runs,
        snapshots=snapshots,
        lang=cast(Language, choice(outputs.get("lang", "sv"), ("sv", "en"), "lang", outputs_at)),
        figures=_flag(outputs.get("figures", True), "figures", outputs_at),
    )


def inside(folder: Path, path: str, place: Place | str, *, find: str = "") -> Path:
    """Return the path below a folder; refuse one that leads out of it, by dots, by a root or by a link.

    Examples
    --------
    >>> inside(Path("/projekt"), "statistik/2024.csv", "project.toml").name
    '2024.csv'
    >>> inside(Path("/projekt"), "../2024.csv", "project.toml")
    Traceback (most recent call last):
    ...
    omradesindex.errors.DefinitionError: project.toml: the path '../2024.csv' leads out of the folder...
    """
    home = folder.resolve()
    given = Path(path)
    if hidden_in(path) or set(path) & set("\n\t"):
        # In TOML "omraden\nyckel.csv" has a line break in it.
        raise DefinitionError(
            f"the path {path!r} has a character in it that no path has",
            where=place.at(find or path) if isinstance(place, Place) else place,
            expected="a path with / between its parts, in Windows too",
            remedy="write the path with / instead of \\",
        )
    try:
        out = (
            given.is_absolute()
            or bool(given.drive or given.root)
            or ".." in path.replace("\\", "/").split("/")
            or not (home / given).resolve().is_relative_to(home)
        )
    except (OSError, RuntimeError, ValueError) as error:
        raise DefinitionError(f"the path {path!r} cannot be followed ({error})", where=str(place)) from None
    if out:
        raise DefinitionError(
            f"the path '{path}' leads out of the folder",
            where=place.at(find or path) if isinstance(place, Place) else place,
            expected=f"a path below {home}, without '..'",
            remedy="copy what is meant into that folder, and name it there",
        )
    return home / given


def _refuse_mixed(own: Mapping[str, Path], sources: Iterable[Source], folder: Path, place: Place) -> None:
    """Refuse folders of our own among what is read, or inside each other."""
    others = [s.path for s in sources if s.path is not None]
    for what, path in own.items():
        rest = [*others, *(p for name, p in own.items() if name != what)]
        if path == folder or any(_within(path, other) or _within(other, path) for other in rest):
            raise DefinitionError(
                f"the folder of {what}, '{path.name}', is mixed up with another",
                where=place.at(what),
                expected=f"a folder of its own, such as '{what}'",
            )


def _is_path(text: str, endings: tuple[str, ...]) -> bool:
    """Whether a file is meant and no id: what could lead to a file anywhere is checked as a path."""
    return text.lower().endswith(endings) or "/" in text or "\\" in text


def _within(path: Path, folder: Path) -> bool:
    # Many disks hold 'Runs' and 'runs' to be one folder.
    return Path(str(path).casefold()).is_relative_to(str(folder).casefold())


def _source(entry: object, folder: Path, place: Place) -> Source:
    if isinstance(entry, Mapping) and "service" in entry:
        service = choice(entry["service"], SERVICES, "service", place)
        needed, more = SERVICES[service]
        table = only(entry, ("service", *needed, *more, *_COMMON), place, required=(*needed, "mapping"))
        asked = {key: table[key] for key in (*needed, *more) if key in table}
        path = None
    else:
        table = only(entry, ("path", *_COMMON), place, required=("path",))
        service, asked = "", {}
        path = inside(folder, string(table["path"], "path", place), place)
        if not is_there(path):
            raise DefinitionError(
                f"there is no '{table['path']}'", where=place.at("path"), remedy="check the path"
            )
    mapping = table.get("mapping")
    key = string(table["key"], "key", place) if "key" in table else ""
    if _is_path(key, (".csv",)):
        key = str(inside(folder, key, place))
    return Source(
        path=path,
        service=service,
        asked=asked,
        mapping=None if mapping is None else inside(folder, string(mapping, "mapping", place), place),
        key=key,
        outside=tuple(map(plain, strings(table.get("outside", ()), "outside", place))),
        noise=noise_in(table, place),
    )


def _outside(data: object, folder: Path, place: Place) -> tuple[ComparedWith, ...]:
    measures: list[ComparedWith] = []
    here = place
    for k, entry in enumerate(tables(data, "compare_with", place), 1):
        here = here.next("[[compare_with]]")
        at = replace(here, steps=(*place.steps, f"compare_with {k}"))
        if isinstance(entry, Mapping) and "measure" in entry:
            name = string(only(entry, ("measure",), at)["measure"], "measure", at)
            measures.append(ComparedWith(choice(name, outside_measures(), "measure", at)))
            continue
        table = only(entry, _COMPARED, at, required=("label", "path", "code", "column"))
        given = {key: string(value, key, at) for key, value in table.items()}
        if "decimal" in given:
            choice(given["decimal"], (".", ","), "decimal", at)
        path = inside(folder, given["path"], at, find="path")
        measure = ComparedWith(
            label=given["label"],
            path=path,
            code=given["code"],
            column=given["column"],
            decimal=given.get("decimal", ""),
        )
        if not path.is_file():
            raise DefinitionError(
                f"there is no file '{given['path']}'", where=at.at("path"), remedy="check the path"
            )
        measures.append(measure)
    labels = [measure.label for measure in measures]
    twice = next((label for label in labels if labels.count(label) > 1), None)
    if twice is not None:
        raise DefinitionError(
            f"two measures are called '{twice}'", where=place.at(twice), remedy="change one, or remove it"
        )
    return tuple(measures)


def _backdrops(data: object, folder: Path, place: Place) -> tuple[Around, ...]:
    layers: list[Around] = []
    here = place
    for k, entry in enumerate(tables(data, "backdrop", place), 1):
        here = here.next("[[backdrop]]")
        at = replace(here, steps=(*place.steps, f"backdrop {k}"))
        table = only(entry, _BACKDROP, at, required=("path", "kind", "source"))
        given = {key: string(value, key, at) for key, value in table.items()}
        path = inside(folder, given.pop("path"), at, find="path")
        if not path.is_file():
            raise DefinitionError(
                f"there is no file '{table['path']}'", where=at.at("path"), remedy="check the path"
            )
        kind = choice(given.pop("kind"), KINDS, "kind", at)
        layers.append(Around(path, cast("Literal['water', 'land', 'lines', 'places']", kind), **given))
    return tuple(layers)


def _areas(data: object, folder: Path, place: Place) -> Areas:
    here = place.into("areas", find="[areas]")
    table = only(data, _AREAS, here)
    tolerance = number(table["tolerance_m2"], "tolerance_m2", here) if "tolerance_m2" in table else None
    if tolerance is not None and tolerance < 0:
        raise DefinitionError(
            f"tolerance_m2 is {tolerance:g}",
            where=here.at("tolerance_m2"),
            expected="0 or more square metres",
        )
    given = {key: string(value, key, here) for key, value in table.items() if key != "tolerance_m2"}
    division = given.get("division", "")
    if division in EMBEDDED or not division:
        odd = [key for key in table if key not in ("division", *(() if division else ("whole",)))]
        if odd:
            raise DefinitionError(
                f"'{odd[0]}' belongs to a division file",
                where=here.at(odd[0]),
                remedy=f"leave it out, or name a file instead of '{division}'",
            )
        return Areas(division, whole=given.get("whole"))
    only(table, _AREAS, here, required=("code", "name"))
    return Areas(**{**given, "division": str(inside(folder, division, here))}, tolerance_m2=tolerance)


def _dependence(given: object, place: Place) -> str | float:
    """Return how the errors of an area's indicators hang together: by name, or their correlation."""
    if isinstance(given, str):
        return choice(given, NAMED, "dependence", place)
    correlation = number(given, "dependence", place)
    if not -1 <= correlation <= 1:
        raise DefinitionError(
            f"dependence is {correlation:g}",
            where=place.at("dependence"),
            expected=f"a correlation from −1 to 1, or one of {listing(NAMED)}",
        )
    return correlation


def _prices(data: object, place: Place) -> tuple[str, Deflator]:
    """Return the year in whose prices amounts are to be, and the price index that turns them."""
    table = only(data, _PRICES, place, required=_PRICES)
    year, name, source = (string(table[key], key, place) for key in ("year", "name", "source"))
    try:
        deflator = Deflator(table["index"], name, source)
        deflator.at(year, what="the base year")
    except StatisticsError as error:
        raise DefinitionError(
            error.what, where=place.at("index"), expected=error.expected, remedy=error.remedy
        ) from None
    return year, deflator


def _limits(data: object, place: Place) -> Limits:
    table = only(data, ("total", "jump_level", "jump_size", "unit_factor"), place)
    limits = {key: number(value, key, place) for key, value in table.items()}
    for key, value in limits.items():
        low, high = {"jump_level": (0.5, 1.0), "unit_factor": (1.0, float("inf"))}.get(
            key, (0.0, float("inf"))
        )
        if not low < value < high:
            raise DefinitionError(
                f"'{key}' is {value:g}",
                where=place.at(key),
                expected=f"above {low:g}" + (f" and below {high:g}" if high < float("inf") else ""),
            )
    return Limits(**limits)


def _flag(value: object, what: str, place: Place) -> bool:
    if not isinstance(value, bool):
        raise DefinitionError(f"{what} must be true or false, but is {value!r}", where=place.at(what))
    return value
