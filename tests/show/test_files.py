"""Files that a missing package stands in the way of, tables for spreadsheet programs, figures drawn once."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from omradesindex.show import files

FRAME = pd.DataFrame({"namn": ["Hamnen", "Åsen"], "andel": [1.5, 1234.25]})


@pytest.mark.parametrize(("lang", "row"), [("sv", "Åsen;1234,25"), ("en", "Åsen,1234.25")])
def test_a_spreadsheet_program_gets_the_signs_of_its_language(tmp_path: Path, lang: str, row: str) -> None:
    files.excel_csv(tmp_path / "a.csv", FRAME, lang)  # type: ignore[arg-type]
    written = (tmp_path / "a.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.decode("utf-8-sig").split("\r\n")[2] == row


def test_parquet_is_left_out_with_a_word_where_it_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "find_spec", lambda name: None)
    with pytest.warns(UserWarning, match=r"a\.parquet left out.*pip install \"omradesindex\[parquet\]\""):
        assert files.parquet_writer("a.parquet", lambda: FRAME) == {}


def test_a_figure_is_drawn_once_for_both_its_files(tmp_path: Path) -> None:
    saved: list[tuple[str, dict[str, object]]] = []

    class Figure:
        def savefig(self, path: Path, **options: object) -> None:
            saved.append((path.name, options))

    drawn: list[Figure] = []

    def draw() -> Figure:
        drawn.append(Figure())
        return drawn[-1]

    writers = files.figure_writers({"karta": draw})
    for name, write in writers.items():
        write(tmp_path / name)
    assert list(writers) == ["karta.png", "karta.svg"]
    assert len(drawn) == 1
    assert saved == [("karta.png", {"format": "png", "dpi": 200}), ("karta.svg", {"format": "svg"})]
