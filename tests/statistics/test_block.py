"""What a block is: its address and its figures."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.statistics.block import NUMBERS, Block, BlockId
from tests.statistics.made_up import table


def test_a_block_has_every_numeric_column_of_the_table_and_the_city_last() -> None:
    assert set(NUMBERS) < set(Block._fields)
    malmo = oi.malmo_statistics()
    block = malmo.block("folkmangd", "2022")
    assert BlockId("folkmangd", "2022", malmo.total) in malmo.blocks
    assert {len(getattr(block, column)) for column in NUMBERS} == {len(malmo.areas) + 1}
    assert block.value[:-1].sum() == block.value[-1]


def test_what_was_done_to_a_figure_is_noise_and_rounding_together() -> None:
    rows = table(value=[5, 10, 15], noise=[0, 1.5, 1.5], rounding=["nearest 5", "", "nearest 5"])
    block = oi.Statistics.from_frame(rows).block("folkmangd", "2024")
    rounded = 5 / 12**0.5
    assert block.moved[:3].tolist() == pytest.approx([rounded, 1.5, (rounded**2 + 1.5**2) ** 0.5])
