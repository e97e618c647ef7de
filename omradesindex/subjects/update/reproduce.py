"""Compute a run anew from what it keeps, and compare every file."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from omradesindex.doors import door
from omradesindex.index import load_index
from omradesindex.show.answer import Answer
from omradesindex.show.folder import Folder
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.subjects.update.answer import Update, write_run
from omradesindex.subjects.update.earlier import DEFINITION, kept_project
from omradesindex.subjects.update.make import make, versions
from omradesindex.subjects.update.project import Project, read_project
from omradesindex.subjects.update.record import Run, Runs, fingerprints
from omradesindex.wording import Language, Text, check_language, number, say

if TYPE_CHECKING:
    import pandas as pd

#: What may be wrong with a file of a run.
FAULTS = {
    "differs": Text("blir en annan", "comes out otherwise"),
    "damaged": Text("har ändrats sedan körningen", "was changed after the run"),
}


@door
def reproduce(project: Project | str | Path, run: str) -> Reproduction:
    """Compute a run anew from what it keeps, and compare every file.

    Raises
    ------
    OmradesindexError
        There is no such run, or what it rests on is gone.
    """
    project = project if isinstance(project, Project) else read_project(project)
    runs = Runs(project.runs, project.lang)
    chosen = runs.find(run)
    kept = replace(
        kept_project(chosen),
        runs=project.runs,
        snapshots=project.snapshots,
        by=tuple(chosen.manifest.get("by", ())),
    )
    previous = runs.find(str(chosen.manifest["previous"])) if chosen.manifest["previous"] else None
    index = load_index(chosen.folder / DEFINITION)
    with tempfile.TemporaryDirectory(prefix="omradesindex-") as folder:
        aside = Path(folder)
        made = make(kept, runs, previous, aside, offline=True, until=chosen.time, index=index)
        write_run(Update.of(kept, made, None, "pending"), aside)
        now = {name: file["sha256"] for name, file in fingerprints(aside).items()}
    was = chosen.files
    now_versions = versions()
    return Reproduction(
        run=chosen,
        differ=tuple(sorted(name for name in {*was, *now} if was.get(name) != now.get(name))),
        damaged=tuple(chosen.damaged()),
        versions={
            name: (str(then), now_versions.get(name, ""))
            for name, then in chosen.manifest["versions"].items()
            if now_versions.get(name) != then
        },
    )


@door
@dataclass(frozen=True, repr=False)
class Reproduction(Answer):
    """Whether a run computed anew gives the same files.

    Attributes
    ----------
    run : Run
    differ : tuple of str
        Files that came out otherwise, or are in one of the two only.
    damaged : tuple of str
        Files in the run's folder that are no longer what the run wrote.
    versions : mapping of str to (str, str)
        What the run was made with and what there is now, where they differ.
    """

    run: Run
    differ: tuple[str, ...]
    damaged: tuple[str, ...]
    versions: Mapping[str, tuple[str, str]]

    @property
    def same(self) -> bool:
        """Whether every file is the same, to the byte."""
        return not self.differ and not self.damaged

    def to_frame(self) -> pd.DataFrame:
        """Return the files that are not the same: ``file``, ``fault`` (``differs``, ``damaged``)."""
        import pandas as pd

        rows = [*((name, "differs") for name in self.differ), *((name, "damaged") for name in self.damaged)]
        return pd.DataFrame(rows, columns=["file", "fault"])

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:  # noqa: ARG002 - every answer's page has it
        """Return what differs as a page."""
        check_language(lang)
        files, rows = len(self.run.files), self.to_frame()
        title = f"{say(lang, 'Körningen om igen', 'The run once more')} · {self.run.name}"
        count = number(files, lang=lang)
        if self.same:
            line = say(lang, f"Alla {count} filer är desamma.", f"All {count} files are the same.")
            return Page(title, [Paragraph(line)], lang=lang)
        other = number(len(rows), lang=lang)
        line = say(lang, f"{other} filer är inte desamma.", f"{other} files are not the same.")
        blocks: list[Paragraph | Table] = [
            Paragraph(line),
            Table(
                say(lang, "Filer", "Files"),
                [
                    Column(say(lang, "Fil", "File"), rows["file"].tolist(), "name"),
                    Column(
                        say(lang, "Vad som skiljer", "What differs"),
                        [FAULTS[fault].in_(lang) for fault in rows["fault"]],
                        "words",
                    ),
                ],
            ),
        ]
        if self.versions:
            was, now = zip(*self.versions.values(), strict=True)
            blocks.append(
                Table(
                    say(lang, "Andra versioner", "Other versions"),
                    [
                        Column(say(lang, "Paket", "Package"), [*self.versions], "name"),
                        Column(say(lang, "Då", "Then"), [version or "–" for version in was], "code"),
                        Column(say(lang, "Nu", "Now"), [version or "–" for version in now], "code"),
                    ],
                )
            )
        return Page(title, blocks, lang=lang)

    def contents(self, folder: Folder) -> None:
        """Say which files are written."""
        what = Text("vilka filer som inte är desamma", "which files are not the same")
        folder.page("om_igen", partial(self.page, folder.lang), what)
        folder.table("om_igen", self.to_frame, what)
