"""What stands beside each other, on the page and in the files."""

from __future__ import annotations

import pandas as pd
import pytest

import omradesindex as oi
from tests.subjects.examine.test_beside import held


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_areas_in_the_index_s_order_with_places_and_lists(plain: oi.types.Result, lang) -> None:
    beside, pairs = held(plain).page(lang).tables()[-2:]
    frame = beside.to_frame()
    place = {"sv": "Index: Plats", "en": "Index: Place"}[lang]
    assert frame[place].tolist() == sorted(plain.ranks["index"].tolist())
    assert frame["lista"].tolist()[:3] == ["●"] * 3
    cells = pairs.to_frame().iloc[:, 2].tolist()
    assert cells[:2] == ["", "1,00" if lang == "sv" else "1.00"]
    assert cells[3].startswith({"sv": "3 av 3 (1,00)", "en": "3 of 3 (1.00)"}[lang])


def test_the_interval_with_the_index_stands_there(example: oi.types.Result) -> None:
    table = oi.examine(example, links=example.scores["ekonomi"]).page().tables()[-1]
    interval = table.to_frame()["Med index, 95 %"].tolist()
    assert interval[0] == ""
    assert interval[1].startswith("0,")


def test_many_areas_are_cut(example: oi.types.Result) -> None:
    page = oi.examine(example, links=example.scores["ekonomi"]).page(most=6)
    assert page.tables()[-2].length == 6
    assert "… 8 områden till …" in page.text()


def test_files(plain: oi.types.Result, tmp_path) -> None:
    held(plain).save(tmp_path, figures=False)
    saved = pd.read_csv(tmp_path / "bredvid_varandra.csv", dtype={"area": str})
    assert saved["index_rank"].tolist() == held(plain).beside["index_rank"].tolist()
    assert len(pd.read_csv(tmp_path / "overensstammelse.csv")) == 10
