"""The files that a new project is laid of: their text, with comments for whoever changes them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from omradesindex.patterns import pattern
from omradesindex.show.file_names import file_name, held_in
from omradesindex.subjects.new_project.proposed import Proposed
from omradesindex.wording import Language, Text

PROJECT, INDEX, MAPPING = "project.toml", "index.toml", "mapping.toml"
#: Where a project keeps what it was given.
_PLACES = ("omraden", "statistik")
#: What an update keeps there.
_KEPT = ("runs", "snapshots")

_MARK = pattern(r"# omradesindex new [0-9a-f]{12}")

_PROJECT = Text(
    """\
# Ett projekt: vilka uppgifter, vilka områden och vilket index. Rader som börjar med # är kommentarer.
# Räkna med: omradesindex update {folder}

# Vems uppgifter det är. Namnet står på allt som skrivs.
name = {name}

[index]
# Dimensioner, indikatorer och vikter: en fil här i mappen, eller ett id från `omradesindex list`.
definition = {definition}
# Utan period räknas den senaste som alla indikatorer har. Annars: period = "2022"
# Året vars måttstock alla år mäts med. Utan base är det den första körningens. Annars: base = "2022"

[areas]
{areas}

[[source]]
# En fil eller mapp med statistik. SCB:s tabeller per DeSO och RegSO är kända.
# Vad orden i andra tabeller betyder står i {statistics}/mapping.toml.
path = {path}
{key}
{more}
# Vatten, grannar, vägar eller ortnamn runt områdena på kartorna, ett [[backdrop]] för varje fil:
# [[backdrop]]
# path = "omraden/vatten.gpkg"
# kind = "water"  # eller "land", "lines", "places" (då också name = "kolumnen med namnet")
# source = "Vems kartan är"

[outputs]
# Språket i det som skrivs: "sv" eller "en".
lang = "sv"
""",
    """\
# A project: which figures, which areas and which index. Lines that begin with # are comments.
# Compute it with: omradesindex update {folder}

# Whose figures these are. The name stands on all that is written.
name = {name}

[index]
# Dimensions, indicators and weights: a file in this folder, or an id of `omradesindex list`.
definition = {definition}
# Without a period the latest that every indicator has is computed. Otherwise: period = "2022"
# The year whose stick all years are measured with; without base the first run's. Otherwise: base = "2022"

[areas]
{areas}

[[source]]
# A file or folder of statistics. SCB's tables by DeSO and RegSO are known.
# What the words of other tables mean stands in {statistics}/mapping.toml.
path = {path}
{key}
{more}
# Water, neighbours, roads or place names around the areas on the maps, a [[backdrop]] for each file:
# [[backdrop]]
# path = "omraden/water.gpkg"
# kind = "water"  # or "land", "lines", "places" (then also name = "the column of the name")
# source = "Whose the map is"

[outputs]
# The language of what is written: "sv" or "en".
lang = "en"
""",
)
_AREAS = Text(
    "# Gränserna, och vilka av filens kolumner som är områdets kod och namn.\n",
    "# The outlines, and which of the file's columns are the area's code and name.\n",
)
_NO_AREAS = Text(
    '# Gränserna: lägg filen i {areas}, och skriv\n# division = "{areas}/fil.gpkg"\n'
    '# code = "kolumnen med områdets kod"\n# name = "kolumnen med områdets namn"',
    '# The outlines: put the file in {areas}, and write\n# division = "{areas}/file.gpkg"\n'
    '# code = "the column of the area\'s code"\n# name = "the column of the area\'s name"',
)
_KEY = Text(
    "# Statistiken gäller delområden. Nyckeln (sub_area, area) visar vilket område vart och ett hör till.\n",
    "# The statistics are of sub-areas. The key (sub_area, area) tells which area each belongs to.\n",
)
_NO_KEY = Text(
    "# Gäller statistiken mindre områden behövs en nyckel (CSV med kolumnerna sub_area och area):\n"
    '# key = "{key}"',
    "# Where the statistics are of smaller areas a key is needed (CSV with the columns sub_area and area):\n"
    '# key = "{key}"',
)
_SOURCE = Text(
    "\n[[source]]\n# Tabeller med en egen mapping.toml bredvid sig.\npath = {path}\n{key}",
    "\n[[source]]\n# Tables with a mapping.toml of their own beside them.\npath = {path}\n{key}",
)
_INDEX = Text(
    """\
# Indexets definition. 100 är som alla i områdena tillsammans; högre är större utmaning.
# Indikatorernas definitioner står i katalogen: oi.data.variables() visar vad de behöver.
id = {id}
label = {label}
""",
    """\
# The definition of the index. 100 is as all in the areas together; higher is a greater challenge.
# What the indicators are stands in the catalogue: oi.data.variables() shows what they need.
id = {id}
label = {label}
""",
)
_LABEL = Text("Områdesindex", "Area index")  # whose it is stands beside it wherever it is shown
_LACKS = Text("det saknas uppgifter om {needs}", "there are no figures of {needs}")


@dataclass(frozen=True)
class Places:
    """What a project's folders and files are called: as its folder has them already, else in its language.

    Attributes
    ----------
    areas, statistics : str
        The folders of what was given.
    outlines, listed, key : str
        What is made of given outlines, of areas without any, and of a given key, in the folder of areas.
    proposal : str
        The mapping that is proposed.
    """

    areas: str
    statistics: str
    outlines: str
    listed: str
    key: str
    proposal: str

    @classmethod
    def of(cls, folder: Path, lang: Language) -> Places:
        """Return the places of a folder.

        Examples
        --------
        >>> Places.of(Path("town"), "en").key, Places.of(Path("stad"), "sv").key
        ('areas/key.csv', 'omraden/nyckel.csv')
        """
        held = (held_in(folder, name) for name in _PLACES)
        areas, statistics = (
            path.name if path.is_dir() else file_name(name, lang)
            for path, name in zip(held, _PLACES, strict=True)
        )
        return cls(
            areas,
            statistics,
            f"{areas}/{areas}.gpkg",
            f"{areas}/{areas}.csv",
            f"{areas}/{file_name('nyckel.csv', lang)}",
            file_name("mapping.forslag.toml", lang),
        )

    def of_its_own(self, name: str, taken: Collection[str]) -> str:
        """Return what a further folder of statistics is called in the project: as it was, where that is free.

        Examples
        --------
        >>> Places.of(Path("stad"), "sv").of_its_own("Val 2022", ["statistik"])
        'val_2022'
        >>> Places.of(Path("stad"), "sv").of_its_own("statistik", ["statistik"])
        'statistik_2'
        """
        plain = _id_of(name).replace("-", "_")
        names = (plain, *(f"{plain}_{n}" for n in range(2, len(taken) + 3)))
        return next(one for one in names if one not in {*taken, *_KEPT})


def project_text(
    lang: Language,
    *,
    folder: str,
    name: str,
    definition: str,
    areas: Mapping[str, str | float],
    key: str,
    places: Places,
    more: Sequence[str] = (),
) -> str:
    """Write a project file.

    Parameters
    ----------
    lang : {"sv", "en"}
    folder, name, definition : str
    areas : mapping of str
        ``division``, ``code``, ``name`` and what else was said; empty where there are no areas yet.
    key : str
        The key's path within the project; empty where there is none.
    places : Places
    more : sequence of str
        Further folders of statistics, each with a mapping of its own.
    """
    lines = "\n".join(f"{what} = {_quoted(value)}" for what, value in areas.items())
    key_line = f"key = {_quoted(key)}\n" if key else ""
    sources = "".join(_SOURCE.in_(lang).format(path=_quoted(path), key=key_line) for path in more)
    return _PROJECT.in_(lang).format(
        folder=folder,
        name=_quoted(name),
        definition=_quoted(definition),
        areas=_AREAS.in_(lang) + lines if areas else _NO_AREAS.in_(lang).format(areas=places.areas),
        statistics=places.statistics,
        path=_quoted(places.statistics),
        more=sources,
        key=_KEY.in_(lang) + f"key = {_quoted(key)}" if key else _NO_KEY.in_(lang).format(key=places.key),
    )


def index_text(lang: Language, name: str, dimensions: tuple[Proposed, ...]) -> str:
    """Write a definition with those indicators that there are figures for; the others stand as comments."""
    label = _quoted(_LABEL.in_(lang))
    lines = [_INDEX.in_(lang).format(id=_quoted(_id_of(name)), label=label)]
    for dimension in dimensions:
        mark = "" if dimension.indicators else "# "
        head = [f"{mark}[[dimensions]]", f"{mark}id = {_quoted(dimension.id)}"]
        head.append(f"{mark}label = {_quoted(dimension.label.in_(lang))}")
        head.append(f"{mark}indicators = {json.dumps(list(dimension.indicators), ensure_ascii=False)}")
        lacks = [
            f"# {indicator}: {_LACKS.in_(lang).format(needs=', '.join(needs))}"
            for indicator, needs in dimension.lacking.items()
        ]
        lines.append("\n".join([*head, *lacks, ""]))
    return "\n".join(lines)


def marked(text: str) -> str:
    """Return a file's text under a mark that tells whether anybody has changed it since."""
    return f"# omradesindex new {_digest(text)}\n{text}"


def is_untouched(text: str) -> bool:
    """Whether a file is as it was laid.

    Examples
    --------
    >>> is_untouched(marked("a = 1")), is_untouched(marked("a = 1") + "2"), is_untouched("a = 1")
    (True, False, False)
    """
    first, _, rest = text.partition("\n")
    return _MARK.fullmatch(first) is not None and first.endswith(_digest(rest))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _quoted(text: str | float) -> str:
    return json.dumps(text, ensure_ascii=False)


def _id_of(name: str) -> str:
    """Return an id made of a name: small letters without diacritics."""
    plain = name.casefold().translate(str.maketrans("åäàáéèöøüæ", "aaaaeeoous"[:9] + "a"))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "index"
