"""The frame of every figure: its texts fit, and it says in its files what it shows."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

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


@pytest.mark.parametrize("left", np.linspace(0.1, 5.0, 50))
def test_a_text_is_not_cut_in_a_room_measured_for_it(left: float) -> None:
    for text in ("Område 0", "Påhittet", "Norra Torget"):
        right = left + text_width(text, BODY)
        assert fitted(text, right - left, BODY) == text
