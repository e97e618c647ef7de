"""What was laid for a new project, and what there is to do next."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from omradesindex.catalogue import indicators
from omradesindex.doors import methods_door
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.shown import Shown, facts
from omradesindex.show.table import Column, Table
from omradesindex.subjects.new_project import words
from omradesindex.subjects.new_project.chosen import Chosen
from omradesindex.subjects.new_project.laid import INDEX, MAPPING, Places
from omradesindex.subjects.new_project.proposed import Proposed
from omradesindex.subjects.new_project.regions import county_and_beyond, region_named
from omradesindex.subjects.new_project.seen import SeenTable
from omradesindex.wording import Language, Text, join, number, plural, say

__all__ = ["NewProject"]


@methods_door
@dataclass(frozen=True, repr=False)
class NewProject(Shown):
    """A project that was laid: what was seen in its files, what was chosen, and what there is to do next.

    Attributes
    ----------
    folder : Path
    name : str
        Whose figures these are.
    project : Path
        The project file.
    areas : Chosen or None
        The areas; None where no outlines were given yet.
    key : Path or None
        The key that was given.
    tables : tuple of SeenTable
        The statistics, file by file.
    dimensions : tuple of Proposed
        The index that is proposed; empty where a definition was given.
    definition : str
        The definition's name in the project.
    places : Places
        What its folders and files are called.
    is_called : bool
        Whether somebody, or a file, told the name; else it is the folder's.
    documents : tuple of Path
        What lay beside the tables and is not read.
    """

    folder: Path
    name: str
    project: Path
    areas: Chosen | None
    key: Path | None
    tables: tuple[SeenTable, ...]
    dimensions: tuple[Proposed, ...]
    definition: str
    places: Places
    is_called: bool = True
    documents: tuple[Path, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether the index can be computed: statistics and indicators are there, all of them read."""
        told = not any(table.proposal for table in self.tables)
        return bool(self.tables) and told and bool(self.n_indicators)

    @property
    def n_indicators(self) -> int:
        """How many indicators the definition has figures for; of one's own definition at least one."""
        return sum(len(one.indicators) for one in self.dimensions) or int(not self.dimensions)

    def page(self, lang: Language = "sv") -> Page:
        """Return what was seen, what was chosen, and the next step."""
        blocks: list[Paragraph | Table] = [
            *facts({words.NAME.in_(lang): "" if self.is_called else words.BY_FOLDER.in_(lang)}),
            *facts({words.AREAS.in_(lang): self._areas(lang), words.KEY.in_(lang): self._key(lang)}),
            *([self._tables(lang)] if self.tables else []),
            *facts({words.NOT_READ.in_(lang): self._documents(lang)}),
            *facts({words.INDEX.in_(lang): self._index(lang), words.LACKING.in_(lang): self._lacking(lang)}),
            Paragraph(self._next(lang), words.NEXT.in_(lang)),
        ]
        return Page(f"{words.TITLE.in_(lang)} · {self.name}", blocks, lang=lang)

    def _areas(self, lang: Language) -> str:
        chosen = self.areas
        if chosen is None or (chosen.is_listed and chosen.key is None):
            many = chosen.n if chosen else len({area for table in self.tables for area in table.areas})
            return words.AREAS_OF_FIGURES.in_(lang).format(n=words.areas(many, lang)) if many else ""
        if chosen.is_listed:
            return words.AREAS_LISTED.in_(lang).format(
                n=words.areas(chosen.n, lang), code=chosen.code, file=chosen.outlines.name
            )
        key = chosen.key
        found = words.AREAS_FOUND if chosen.code != chosen.name else words.AREAS_UNNAMED
        parts = [
            found.in_(lang).format(
                n=number(chosen.n, lang=lang), file=chosen.outlines.name, code=chosen.code, name=chosen.name
            )
        ]
        made = self.places.outlines
        if chosen.kept:
            towns = join([region_named([town]) or town for town in sorted(chosen.towns)], lang=lang)
            parts.append(words.AREAS_CUT.in_(lang).format(towns=towns, file=made))
        beyond = county_and_beyond([*chosen.called])
        if beyond is not None:
            county, code, outside = beyond
            parts.append(
                words.AREAS_BEYOND.in_(lang).format(n=number(outside, lang=lang), county=county, code=code)
            )
        if key is not None and key.merges:
            n = number(len(key.pairs), lang=lang)
            parts = [
                words.AREAS_MERGED.in_(lang).format(
                    n=n, file=made, of=chosen.outlines.name, areas=number(chosen.n, lang=lang)
                )
            ]
        return " ".join(parts)

    def _key(self, lang: Language) -> str:
        chosen = self.areas
        if chosen is None or not self.tables:
            return ""
        if chosen.key is None or self.key is None:
            return words.NO_KEY_NEEDED.in_(lang) if any(one.areas for one in self.tables) else ""
        return words.KEY_FOUND.in_(lang).format(
            n=number(len(chosen.key.pairs), lang=lang),
            areas=number(chosen.n, lang=lang),
            sub=chosen.key.sub,
            area=chosen.key.area,
            file=self.key.name,
        )

    def _tables(self, lang: Language) -> Table:
        titles = [one.known.title.in_(lang) if one.known else "–" for one in self.tables]
        return Table(
            words.TABLES.in_(lang),
            [
                Column(words.FILE.in_(lang), [one.file.name for one in self.tables], "words"),
                Column(words.TABLE.in_(lang), titles, "words"),
                Column(
                    words.HOW.in_(lang), [_how(one, self.places).in_(lang) for one in self.tables], "words"
                ),
            ],
        )

    def _documents(self, lang: Language) -> str:
        names = [path.name for path in self.documents]
        return words.DOCUMENTS.in_(lang).format(files=words.few(names, lang)) if names else ""

    def _index(self, lang: Language) -> str:
        if not self.dimensions:
            return words.INDEX_GIVEN.in_(lang).format(file=self.definition)
        n = self.n_indicators
        said = words.INDEX_OF if n else words.INDEX_NONE
        many = say(lang, plural(n, "indikator", "indikatorer"), plural(n, "indicator", "indicators"))
        return said.in_(lang).format(file=INDEX, n=f"{n} {many}") if self.tables else ""

    def _lacking(self, lang: Language) -> str:
        lacking = [indicators()[name].label.in_(lang) for one in self.dimensions for name in one.lacking]
        return ", ".join(lacking) if self.tables and self.n_indicators else ""

    def _next(self, lang: Language) -> str:
        folder, places = self.folder.as_posix(), self.places
        if not self.tables:
            return words.NEXT_FILES.in_(lang).format(
                areas=f"{folder}/{places.areas}", statistics=f"{folder}/{places.statistics}", folder=folder
            )
        if not any(table.proposal for table in self.tables) and not self.n_indicators:
            return words.NEXT_TABLES.in_(lang).format(
                statistics=f"{folder}/{places.statistics}", folder=folder
            )
        if not self.is_ready:
            open_ = any('= "?"' in table.proposal for table in self.tables)
            said = words.NEXT_MAPPING if open_ else words.NEXT_MAPPING_FILLED
            return said.in_(lang).format(
                file=f"{folder}/{places.proposal}",
                mapping=f"{folder}/{places.statistics}/{MAPPING}",
                folder=folder,
            )
        return words.NEXT_UPDATE.in_(lang).format(folder=folder)


def _how(table: SeenTable, places: Places) -> Text:
    if table.proposal:
        return Text(*(words.PROPOSED.in_(lang).format(file=places.proposal) for lang in ("sv", "en")))
    if table.mapped:
        return words.MAPPED
    return words.KNOWN if table.known is not None else words.TIDY
