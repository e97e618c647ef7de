"""What a block is: its address and its figures."""

from __future__ import annotations

import omradesindex as oi
from omradesindex.statistics.block import NUMBERS, Block, BlockId


def test_a_block_has_every_numeric_column_of_the_table_and_the_city_last() -> None:
    assert set(NUMBERS) < set(Block._fields)
    malmo = oi.malmo_statistics()
    block = malmo.block("folkmangd", "2022")
    assert BlockId("folkmangd", "2022", malmo.total) in malmo.blocks
    assert {len(getattr(block, column)) for column in NUMBERS} == {len(malmo.areas) + 1}
    assert block.value[:-1].sum() == block.value[-1]
