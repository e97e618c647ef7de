"""The figures behind answers, each once."""

from __future__ import annotations

from omradesindex.reports.behind import behind, blocks_of, only
from tests.reports import made


def test_every_figure_that_is_used_stands_there_once() -> None:
    given = made.full().given
    truth = behind(given)
    assert blocks_of(given.result) | blocks_of(given.by[0]) <= set(truth.blocks)
    assert len(set(truth.blocks)) == len(truth.blocks)


def test_blocks_are_taken_as_they_are() -> None:
    blocks = blocks_of(made.result())
    assert set(only(made.statistics(), blocks).blocks) == blocks
