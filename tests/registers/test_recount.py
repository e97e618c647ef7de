"""Random questions to random registers: the library and plain Python count the same, to the last person."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

import omradesindex as oi
from tests.registers.random_registers import Drawn, registers
from tests.registers.recount import counted_jointly, fulfils, recounted

# A question drawn at random names what nobody has.
pytestmark = pytest.mark.filterwarnings("ignore:.*the register:UserWarning")

#: Of each column what it holds: an example may have nothing of it that is known.
KINDS = {
    "alder": "int64",
    "heltal": "int32",
    "tal": "float64",
    "ja": "bool",
    "fodd": "date32",
    "dag": "date32",
}
KINDS |= {"belopp": "int64", "belopp_kr": "float64", "stund": "timestamp[us]"}


def rows_of(drawn: Drawn) -> Any:
    """The register as Arrow's table."""
    pa = pytest.importorskip("pyarrow")
    return pa.table(
        {
            name: pa.array(
                [row[name] for row in drawn.rows],
                (pa.int64() if isinstance(drawn.rows[0]["vem"], int) else pa.string())
                if name == "vem"
                else pa.type_for_alias(KINDS.get(name, "string")),
            )
            for name in drawn.rows[0]
        }
    )


def asked(drawn: Drawn, table: Any) -> oi.types.Counts:
    return oi.counts(
        table,
        variables=drawn.what,
        by=drawn.by,
        period=drawn.periods,
        index=oi.load_index("malmo-oppna-data") if drawn.joint else None,
        joint=drawn.joint,
        unprotected=True,
    )


@given(registers())
def test_the_library_counts_as_whoever_goes_through_the_persons_one_by_one(drawn: Drawn) -> None:
    ibis = pytest.importorskip("ibis", reason="counting registers needs the extra 'registers'")
    where, table = drawn.what.get("where"), ibis.memtable(rows_of(drawn))
    there = {row["nar"] for row in drawn.rows if where is None or fulfils(row, where)}
    if there != {*drawn.periods}:
        with pytest.raises(oi.errors.StatisticsError, match="nobody"):
            asked(drawn, table)
        return
    found = asked(drawn, table)
    frame, expected = found.to_frame(), recounted(drawn)
    keys = zip(*(frame[name] for name in ("area", "variable", "period", *drawn.by)), strict=True)
    told = {tuple(at): value for at, value in zip(keys, frame["value"], strict=True)}
    assert len(told) == len(frame)
    assert {at: value for at, value in told.items() if value} == expected
    if drawn.joint:
        tops = counted_jointly(drawn, "sysselsatta_16_64", "personer_ekonomiskt_bistand_20_64")
        bases = counted_jointly(drawn, "befolkning_16_64", "befolkning_20_64")
        both, persons = (
            {
                (area, period): n
                for area, period, n in found.joint[["area", "period", of]].itertuples(index=False)
                if n
            }
            for of in ("both", "persons")
        )
        assert persons == bases
        # Nobody is in both denominators: there is no row.
        assert both == {at: n for at, n in tops.items() if at in bases}
