"""What is handed over is declared, written all or not at all, and told: what it is and for whom."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from omradesindex.errors import OmradesindexError
from omradesindex.show.folder import Folder
from omradesindex.show.page import Page, Paragraph
from omradesindex.wording import Language, Text

WHAT = Text("allt", "everything")


def folder(*, figures: bool = False) -> Folder:
    made = Folder("sv", figures=figures)
    made.page("sida", lambda: Page("Titel", [Paragraph("Först.")]), WHAT, more=lambda: ["Mer."])
    made.table("tabell", lambda: pd.DataFrame({"a": [1.5]}), WHAT)
    made.sheet("tabell_excel", lambda: pd.DataFrame({"a": [1.5]}), WHAT)
    return made


def test_every_file_is_told_with_what_it_is_and_for_whom(tmp_path: Path) -> None:
    written = folder().write(tmp_path)
    names = ["sida.txt", "sida.html", "sida.xlsx", "tabell.csv", "tabell_excel.csv"]
    assert [path.name for path in written] == names
    assert all(path.is_file() for path in written)
    shown = repr(written)
    assert shown.count("Att läsa och lämna vidare:") == shown.count("Att räkna vidare på:") == 1
    assert all(name in shown for name in ("sida.txt, .html", "tabell.csv", "tabell_excel.csv"))


#: Saves three files, and is killed in the middle of the third.
KILLED = """
import os, signal, sys
from pathlib import Path
from omradesindex.show.folder import Folder
from omradesindex.show.page import Page
from omradesindex.wording import Text

def killed(path):
    path.write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)

made = Folder("sv")
made.page("sida", lambda: Page("Ny", []), Text("allt", "everything"))
made.add("tabell.csv", killed, Text("allt", "everything"), "data")
made.write(Path(sys.argv[1]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_one_that_is_killed_leaves_the_files_of_before(tmp_path: Path) -> None:
    folder().write(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], timeout=120, check=False)
    assert done.returncode == -signal.SIGKILL
    # What it had begun lies aside, where nobody takes it for a result, and goes after a day.
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert after == before
    assert [path.name[:14] for path in tmp_path.iterdir() if path.is_dir()] == [".omradesindex-"]
    folder().write(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_a_text_goes_on_after_a_rule(tmp_path: Path) -> None:
    folder().write(tmp_path)
    text = (tmp_path / "sida.txt").read_text(encoding="utf-8")
    assert text.startswith("Titel\nFörst.\n\n----")
    assert text.endswith("----\n\nMer.\n")


def test_spreadsheets_get_the_signs_of_the_language(tmp_path: Path) -> None:
    folder().write(tmp_path)
    assert "1,5" in (tmp_path / "tabell_excel.csv").read_text(encoding="utf-8-sig")
    assert "1.5" in (tmp_path / "tabell.csv").read_text(encoding="utf-8")


def test_an_earlier_answers_figures_are_taken_away(tmp_path: Path) -> None:
    (tmp_path / "karta.png").write_bytes(b"old")
    (tmp_path / "annat.png").write_bytes(b"kept")
    made = folder()
    made.figure("karta", lambda: None, WHAT)
    made.write(tmp_path)
    assert not (tmp_path / "karta.png").exists()
    assert (tmp_path / "annat.png").exists()


def test_no_old_parquet_stands_beside_a_new_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tabell.parquet").write_bytes(b"old")
    monkeypatch.setattr("omradesindex.show.files.find_spec", lambda _: None)
    made = Folder("sv")
    with pytest.warns(UserWarning, match="pyarrow"):
        made.table("tabell", lambda: pd.DataFrame({"a": [1.5]}), WHAT, parquet=True)
    made.write(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["tabell.csv"]


def test_without_openpyxl_the_rest_is_written_and_one_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sida.xlsx").write_bytes(b"old")
    monkeypatch.setattr("omradesindex.show.workbook.find_spec", lambda _: None)
    made = folder()
    made.page("mer", lambda: Page("Titel", []), WHAT)
    with pytest.warns(UserWarning, match=r"^workbooks .* openpyxl .*omradesindex\[excel\]") as warned:
        written = made.write(tmp_path)
    assert len(warned) == 1
    assert {path.suffix for path in written} == {".txt", ".html", ".csv"}
    assert not (tmp_path / "sida.xlsx").exists()


def test_all_or_nothing(tmp_path: Path) -> None:
    made = folder()

    def fails() -> pd.DataFrame:
        raise OmradesindexError("no figures")

    made.table("sist", fails, WHAT)
    with pytest.raises(OmradesindexError, match="no figures"):
        made.write(tmp_path / "ny")
    assert not (tmp_path / "ny").exists()


def test_what_is_kept_inside_is_told_so(tmp_path: Path) -> None:
    folder = Folder("sv")
    folder.text("for_alla.txt", lambda: ["svaret"], Text("svaret", "the answer"))
    folder.keep_inside()
    folder.text("internt.txt", lambda: ["loggen"], Text("loggen", "the log"))
    assert [file.whom for file in folder.write(tmp_path).files] == ["reader", "inside"]


@pytest.mark.parametrize(("lang", "caption"), [("sv", "1 fil"), ("en", "1 file")])
def test_one_file_is_one(tmp_path: Path, lang: Language, caption: str) -> None:
    folder = Folder(lang)
    folder.text("a.txt", lambda: ["a"], Text("en text", "a text"))
    assert folder.write(tmp_path).page().tables()[0].caption == caption


def test_the_further_sheets_of_a_figure_are_told_and_replace_earlier_ones(tmp_path: Path) -> None:
    class Sheets:
        def savefig(self, path: Path, **_options: object) -> None:
            for name in (path.name, f"{path.stem}-2{path.suffix}"):
                path.with_name(name).touch()

    (tmp_path / "karta-3.png").touch()
    made = Folder("sv")
    made.figure("karta", Sheets, WHAT)
    made.readme("LÄSMIG.txt", "Filerna")
    written = made.write(tmp_path)
    sheets = ["karta.png", "karta-2.png", "karta.svg", "karta-2.svg"]
    assert [path.name for path in written] == [*sheets, "LÄSMIG.txt"]
    assert "karta-2.png, .svg" in (tmp_path / "LÄSMIG.txt").read_text(encoding="utf-8")
    assert [file.name for file in written.files] == [path.name for path in written]
    assert not (tmp_path / "karta-3.png").exists()
    assert "karta-2.png, .svg" in repr(written)
