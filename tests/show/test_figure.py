"""The frame of every figure: its texts fit, and it says in its files what it shows."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from omradesindex.errors import OmradesindexError
from omradesindex.show.figure import BODY, INK, PAPER, Picture, fitted, lay_out, on, text_width, wrapped
from tests.figures import texts

ALT = "Två områden. Störst utmaning: 07 Ängen & <Co> (112,3)."


@pytest.fixture(scope="module")
def picture() -> Picture:
    page = lay_out("Index · Provstad", "Uppgifter för 2024.", ["Källa: prov."], width=6.0, body=1.0, alt=ALT)
    page.line((1.0, 2.0), (page.bottom, page.top))
    page.box(1.0, page.bottom, 1.0, 0.5, facecolor=INK)
    return page.figure


def test_a_picture_is_drawn_and_described_in_png(picture: Picture) -> None:
    image = Image.open(io.BytesIO(picture.png()))
    assert image.text["Description"] == picture.alt  # type: ignore[attr-defined]
    assert picture.alt.endswith(ALT)
    assert image.text["Title"] == "Index · Provstad"  # type: ignore[attr-defined]
    assert picture._repr_png_() == picture.png()


def test_svg_says_the_same_and_its_bytes_are_the_same(picture: Picture, tmp_path: Path) -> None:
    for name in ("a.svg", "b.svg"):
        picture.savefig(tmp_path / name)
    text = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "<title>Index · Provstad</title>" in text
    assert "07 Ängen &amp; &lt;Co&gt; (112,3)" in text
    assert "<dc:date>" not in text
    assert ">Index · Provstad</text>" in text  # to be searched, and changed in a slide
    assert "'DejaVu Sans', Verdana, sans-serif; " in text
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_what_is_said_in_a_file_can_be_said_otherwise(picture: Picture, tmp_path: Path) -> None:
    picture.savefig(tmp_path / "egen.png", metadata={"Title": "Egen"})
    image = Image.open(tmp_path / "egen.png")
    assert (image.text["Title"], image.text["Description"]) == ("Egen", picture.alt)  # type: ignore[attr-defined]
    picture.savefig(tmp_path / "egen.pdf")
    picture.savefig(tmp_path / "egen.jpg")
    assert (tmp_path / "egen.pdf").read_bytes().startswith(b"%PDF")


def test_a_sheet_grows_by_what_its_texts_need(picture: Picture) -> None:
    long = lay_out("Rubrik " * 30, "", ["Fot " * 200], width=6.0, body=1.0, alt=ALT)
    assert long.figure.get_size_inches()[1] > picture.get_size_inches()[1]
    assert long.top - long.bottom == pytest.approx(1.0)
    for text in texts(long.figure):
        box = text.get_window_extent()
        assert box.x0 >= 0
        assert box.x1 <= long.figure.bbox.x1


def test_texts_are_broken_and_cut_to_fit() -> None:
    lines = wrapped("ett två tre fyra fem sex sju åtta", 0.8, 9.0)
    assert " ".join(lines) == "ett två tre fyra fem sex sju åtta"
    assert all(text_width(line, 9.0) <= 0.8 for line in lines)
    assert fitted("Norra Torget", 0.4, 9.0).endswith("…")
    assert fitted("Norra", 3.0, 9.0) == "Norra"


def test_black_and_white_are_chosen_by_contrast() -> None:
    assert [on("#ffffff"), on("#fee0b6"), on("#542788"), on("#000000")] == [INK, INK, PAPER, PAPER]


def test_wrapping_keeps_every_word_and_the_width() -> None:
    text = "Färre än två tredjedelar av indikatorerna har uppgifter i den här delen av indexet"
    lines = wrapped(text, 2.0, 9.0)
    assert " ".join(lines) == text
    assert all(text_width(line, 9.0) <= 2.0 for line in lines)
    assert fitted(text, 2.0, 9.0).endswith("…")


@pytest.mark.parametrize(
    "text", ["Ett kort och ett mycket långt sammansattord, och  två steg till ", "", " a", "Wi AV To"]
)
@pytest.mark.parametrize("width", [0.4, 1.1, 2.0, 9.0])
@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_a_line_takes_every_word_that_it_has_room_for(text: str, width: float, weight: str) -> None:
    """As if each word were tried in its turn."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and text_width(f"{lines[-1]} {word}", 9.0, weight) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    assert wrapped(text, width, 9.0, weight) == [fitted(line, width, 9.0, weight) for line in lines]


@pytest.mark.parametrize("left", np.linspace(0.1, 5.0, 50))
def test_a_text_is_not_cut_in_a_room_measured_for_it(left: float) -> None:
    for text in ("Område 0", "Påhittet", "Norra Torget"):
        right = left + text_width(text, BODY)
        assert fitted(text, right - left, BODY) == text


@pytest.fixture
def two_sheets(picture: Picture) -> Picture:
    first = lay_out("Första", "", [], width=4.0, body=1.0, alt=ALT).figure
    first.following = (lay_out("Andra", "", [], width=4.0, body=1.0, alt=ALT).figure,)
    return first


def test_no_sheet_is_lost_when_a_figure_is_saved(two_sheets: Picture, tmp_path: Path) -> None:
    assert [path.name for path in two_sheets.save(tmp_path / "karta.png")] == ["karta.png", "karta-2.png"]
    assert [path.name for path in two_sheets.save(tmp_path / "karta.svg")] == ["karta.svg", "karta-2.svg"]
    assert "<title>Andra</title>" in (tmp_path / "karta-2.svg").read_text(encoding="utf-8")
    assert [path.name for path in two_sheets.save(tmp_path / "karta.pdf")] == ["karta.pdf"]
    assert (tmp_path / "karta.pdf").read_bytes().count(b"/Type /Page ") == 2


def test_an_earlier_figures_further_sheets_are_taken_away(two_sheets: Picture, tmp_path: Path) -> None:
    two_sheets.save(tmp_path / "karta.png")
    two_sheets.following = ()
    two_sheets.save(tmp_path / "karta.png")
    assert [path.name for path in tmp_path.iterdir()] == ["karta.png"]


def test_a_figure_is_saved_as_what_it_can_be_and_where_there_is_a_folder(picture, tmp_path: Path) -> None:
    with pytest.raises(OmradesindexError, match=r"ends in '.pdf', '.png', '.svg'|\.pdf, \.png, \.svg"):
        picture.save(tmp_path / "karta.docx")
    with pytest.raises(OmradesindexError, match="does not exist"):
        picture.save(tmp_path / "ingen" / "karta.png")
    assert list(tmp_path.iterdir()) == []


def test_svg_is_the_same_in_a_buffer_and_says_no_more_than_a_hundredth_of_a_point(picture, tmp_path) -> None:
    into = io.BytesIO()
    picture.savefig(into, format="svg")
    picture.savefig(tmp_path / "a.svg")
    assert into.getvalue() == (tmp_path / "a.svg").read_bytes()
    paths = re.findall(r' d="([^"]+)"', into.getvalue().decode())
    assert paths
    assert not re.search(r"\.\d{3}", " ".join(paths))
