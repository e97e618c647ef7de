"""What every answer can do, of what its page, table and files are."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from omradesindex.errors import OmradesindexError
from omradesindex.show.answer import Answer
from omradesindex.show.cut import cut
from omradesindex.show.folder import Folder
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.wording import Language, Text


class Counted(Answer):
    """Areas and how many live there."""

    def __init__(self, n: int) -> None:
        self.counts = list(range(n))

    def to_frame(self) -> pd.DataFrame:
        return pd.DataFrame({"people": self.counts})

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        shown = cut(self.counts, most)
        people = Table("Folkmängd", [Column("Antal", shown.order, decimals=0)])
        lead = Paragraph(Text("Så många bor där.", "So many live there.").in_(lang))
        return Page("Hamnstad", [lead, people, Paragraph("Sist på sidan.")], ["Påhittat."], lang)

    def contents(self, folder: Folder) -> None:
        folder.page("folk", lambda: self.page(folder.lang), Text("folkmängden", "the population"))
        folder.table("folk", self.to_frame, Text("alla områden", "all areas"))


def test_it_shows_its_first_table_and_what_every_reader_must_be_told() -> None:
    said = repr(Counted(3))
    assert said.splitlines()[:2] == ["Hamnstad", "Så många bor där."]
    assert "Påhittat." in said
    assert "Sist på sidan." not in said
    assert Counted(3)._repr_html_() == Counted(3).page(most=200).first().html()


def test_a_terminal_and_a_notebook_list_so_many_areas_unasked() -> None:
    rows = [line for line in repr(Counted(500)).splitlines() if line.strip().isdigit()]
    assert len(rows) == 64
    assert (Counted(500)._repr_html_() or "").count("<td") == 200
    assert Counted(500).page().tables()[0].length == 500


def test_its_summary_is_what_stands_before_the_first_table() -> None:
    assert Counted(3).summary() == "Så många bor där."
    assert Counted(3).summary("en") == "So many live there."


def test_it_is_saved_as_it_says_and_tells_for_whom(tmp_path: Path) -> None:
    written = Counted(3).save(tmp_path / "ut", lang="en")
    assert [path.name for path in written] == ["folk.txt", "folk.html", "folk.xlsx", "folk.csv"]
    assert "So many live there." in written[0].read_text(encoding="utf-8")
    assert "the population" in repr(written)
    with pytest.raises(OmradesindexError, match="'sv' or 'en'"):
        Counted(3).save(tmp_path, lang="no")  # type: ignore[arg-type]


def test_who_adds_an_answer_has_three_things_to_write() -> None:
    bare = Answer()
    for ask in (bare.to_frame, bare.page, lambda: bare.contents(Folder("sv"))):
        with pytest.raises(NotImplementedError):
            ask()
    assert repr(bare) == "<Answer that cannot be shown: NotImplementedError: >"
