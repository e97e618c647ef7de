"""The page of a question by group: the gaps, the dimensions, and each group's own to unfold."""

from __future__ import annotations

import pytest

from omradesindex.show.page import Fold, Heading
from omradesindex.subjects.by_group.page import explanation, page_of
from tests.subjects.by_group.made_up import AREAS, change, example, trend
from tests.subjects.conftest import said


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_first_table_has_every_area_with_its_verdict(lang: str) -> None:
    table = page_of(change(), lang).tables()[0].to_frame()  # type: ignore[arg-type]
    assert table.iloc[:, 0].tolist()[: len(AREAS)] == sorted(
        AREAS, key=lambda code: -change().gaps.query("measure == 'index'").set_index("area")["gap"][code]
    )
    assert table.iloc[:, -1].str.len().min() > 3


def test_of_several_pairs_one_stands_open() -> None:
    page = page_of(example(), "sv", 6)
    folds = [block.summary for block in page.blocks if isinstance(block, Fold)]
    assert len(folds) == 3 + 4  # the other pairs, and each group's own
    assert next(b.text for b in page.blocks if isinstance(b, Heading)).startswith("Kvinnor")
    assert "… 8 områden till …" in said(page.text())


def test_an_area_is_told_measure_by_measure() -> None:
    page = explanation(trend(), 0, "sv")
    assert page.tables()[0].to_frame()["Mått"].tolist()[0] == "Index"
    assert sum(isinstance(block, Fold) for block in page.blocks) == 2
    assert len(page.tables()) > 1
