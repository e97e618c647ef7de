"""What a register makes certain tells nothing that is withheld: held against whoever reads its definition."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import DefinitionError
from tests.registers.own_definitions import Case, draw
from tests.registers.provstad import DEFINITION, YEAR, counted, division, people, refusal, register
from tests.registers.reader import Reader

#: Drawn registers of which some variables are of ages.
AGED = (3, 7, 9)
TENURES = ("hyresratt", "bostadsratt", "aganderatt")


def tenures() -> dict[str, Any]:
    """A definition with households by how they live, and ages, under names that no catalogue knows."""
    homes: dict[str, Any] = {"alla_hushall": {}, **{t: {"where": {"boende": t}} for t in TENURES}}
    variables = {name: {"distinct": "hushall", **told} for name, told in homes.items()}
    return {**DEFINITION, "variables": variables}


def some_areas() -> dict[str, Any]:
    """Five areas, in one of which two households rent."""
    who = people()
    home = who["hushall"].str[3:].astype(int)
    area = "0" + (home % 5).astype(str)
    kind = np.where(home % 7 == 0, "aganderatt", np.where(home % 2 == 0, "bostadsratt", "hyresratt"))
    kind = np.where((area == "04") & (kind == "hyresratt") & (home > 20), "bostadsratt", kind)
    return {"omrade": area, "hushall": area + "-" + home.astype(str), "boende": kind}


def test_the_few_are_not_what_is_left_of_all_in_five_areas() -> None:
    shown = counted(register(**some_areas()), variables=tenures(), unprotected=False)
    names = ("alla_hushall", *TENURES)
    of_area = {name: shown.block(name, YEAR).value[shown.areas.index("04")] for name in names}
    assert len(shown.areas) == 5
    assert np.isnan(of_area["hyresratt"])
    assert sum(np.isnan(value) for value in of_area.values()) > 1
    assert shown.protected is not None
    assert shown.protected.identities is not None
    assert {*shown.protected.identities["alla_hushall"][0]} == {*TENURES}


def test_who_is_left_of_a_whole_is_protected_as_a_figure_is() -> None:
    who = people()
    status = who["status"].where(who.groupby("omrade").cumcount() > 1, None)
    what = {**DEFINITION, "variables": {"alla": {}, "kanda": {"where": {"status": {"known": True}}}}}
    raw, shown = (counted(register(status=status), variables=what, unprotected=how) for how in (True, False))
    alla, kanda = (raw.block(name, YEAR).value for name in ("alla", "kanda"))
    assert (alla - kanda)[:-1].tolist() == [2, 2, 2]
    both = [shown.block(name, YEAR).value for name in ("alla", "kanda")]
    assert np.isnan(both).any(axis=0)[:-1].all()


def test_the_amounts_of_a_few_who_are_left_are_protected() -> None:
    who = people()
    ja = who.groupby("omrade").cumcount() > 1
    sums = {"alla_kr": {"sum": "inkomst"}, "med_kr": {"sum": "inkomst", "where": {"bistand": True}}}
    shown = counted(register(bistand=ja), variables={**DEFINITION, "variables": sums}, unprotected=False)
    assert np.isnan([shown.block(name, YEAR).value for name in sums]).any(axis=0)[:-1].all()


def test_publish_and_a_later_release_know_the_same(tmp_path: Path) -> None:
    """The first release holds all households and those who own; the second those who rent or buy."""
    ledger = oi.Ledger.create(tmp_path / "liggare")
    columns = some_areas()
    what = tenures()
    first = {
        **what,
        "variables": {n: v for n, v in what["variables"].items() if n in ("alla_hushall", "aganderatt")},
    }
    shown = []
    for name, asked in (("a.csv", first), ("b.csv", what)):
        found = counted(register(**columns), variables=asked, unprotected=False, ledger=ledger)
        oi.publish(found.protected, tmp_path / name, ledger=ledger)
        shown.append(found.to_frame())
    kept = oi.Ledger.read(ledger.folder).entries[-1].tables[0]
    assert {*kept.identities["alla_hushall"][0]} == {*TENURES}
    # What a later release is held against, whoever makes it.
    raw = counted(register(**columns), variables=what)
    again = oi.protect(raw.only(list(TENURES)), ledger=ledger)
    assert np.isnan(again.statistics.block("hyresratt", YEAR).value).any()


WOMEN: dict[str, Any] = {"alla": {}, "kvinnor": {"where": {"kon": "2"}}}


def test_a_condition_on_what_the_counts_are_divided_by_is_refused(tmp_path: Path) -> None:
    """All women among all, and all among women, are one figure."""
    what = {**DEFINITION, "variables": WOMEN}
    for told in (
        lambda: counted(variables=what, by="sex", unprotected=False),
        lambda: counted(variables={**DEFINITION, "where": {"kon": "2"}}, by="sex", unprotected=False),
        lambda: counted(
            variables={**DEFINITION, "variables": {"a": {"where": {"omrade": "01"}}}}, unprotected=False
        ),
    ):
        with pytest.raises(DefinitionError, match="which the counts are divided by"):
            told()
    ledger = oi.Ledger.create(tmp_path / "liggare")
    alone = counted(variables=what, unprotected=False, ledger=ledger)
    oi.publish(alone.protected, tmp_path / "a.csv", ledger=ledger)
    with pytest.raises(DefinitionError, match="'kon'"):
        counted(variables=what, by="sex", unprotected=False, ledger=ledger)


def test_a_condition_that_divides_nobody_is_not_refused() -> None:
    known: dict[str, Any] = {"kon": {"known": True}}
    what = {**DEFINITION, "where": known, "variables": {"alla": {"where": known}}}
    assert counted(variables=what, by="sex", unprotected=False).block("alla", YEAR).value[-1] == 600
    homes = {"variables": {"hem": {"distinct": "hushall", "where": {"kon": "2"}}, "alla": {}}}
    assert counted(variables={**DEFINITION, **homes}, by="sex", unprotected=False).protected is not None


def test_ages_that_no_group_has_are_protected_as_the_others_are() -> None:
    """Children are what the groups leave of those under 65: three of an area are withheld of all of these."""
    who = people()
    few = (who["omrade"] == "02") & (who.groupby("omrade").cumcount() >= 3)
    born = who["fodd"].where(~few | (who["fodd"].astype(str) < "2009"), date(1990, 1, 1))
    what = {**DEFINITION, "by": {"age": {"groups": ["16-24", "25-64"]}}}
    what["variables"] = {"under_65": {"ages": "0-64"}, "barn": {"ages": "0-15"}}
    found = counted(register(fodd=born), variables=what, by="age", unprotected=False)
    assert {block.group for block in found.blocks} == {("total",), ("16-24",), ("25-64",)}
    at = found.areas.index("02")
    told = [found.block("under_65", YEAR, (age,)).value[at] for age in ("total", "16-24", "25-64")]
    assert np.isnan(found.block("barn", YEAR).value[at])
    assert np.isnan(told).any()
    assert found.protected is not None
    groups = {block.group for block in found.protected.statistics.blocks}
    assert {("0-15",), ("65-",)} & groups


def test_areas_that_a_condition_leaves_empty_are_no_cover() -> None:
    what = {**DEFINITION, "where": {"omrade": ["01", "02"]}}
    assert "leaves nobody in '10'" in refusal(variables=what, areas=division(), unprotected=False)
    assert counted(variables=what, areas=division()).block("folkmangd", YEAR).value[2] == 0


def test_what_a_column_of_amounts_tells_of_others_is_known(tmp_path: Path) -> None:
    """Three have capital in an area: it does not follow from wages and all income, nor from a ledger's."""
    who = people()
    few = (who["omrade"] != "01") | (who.groupby("omrade").cumcount() < 3)
    columns = {"lon": who["inkomst"] + 1, "kapital": (who.index.to_series() % 50 + 1).where(few, 0)}
    columns["alla"] = columns["lon"] + columns["kapital"]
    what = {name: {"sum": name} for name in columns}
    ledger = oi.Ledger.create(tmp_path / "liggare")
    shown: dict[str, float] = {}
    for asked in (("alla", "kapital"), ("alla", "lon", "kapital")):
        some = {**DEFINITION, "variables": {name: what[name] for name in asked}}
        found = counted(register(**columns), variables=some, unprotected=False, ledger=ledger)
        oi.publish(found.protected, tmp_path / f"{len(asked)}.csv", ledger=ledger)
        of_area = {name: found.block(name, YEAR).value[0] for name in asked}
        shown |= {name: value for name, value in of_area.items() if not np.isnan(value)}
    assert "kapital" not in shown
    assert len(shown) < 2


def outcome(case: Case, folder: Path) -> list[str]:
    """What whoever reads the definition can tell from all that is handed over."""
    ibis = pytest.importorskip("ibis", reason="counting registers needs the extra 'registers'")
    rows = pd.DataFrame(case.rows).astype({"tal": "Int64", "status": "object"})
    ledger = oi.Ledger.create(folder / "liggare") if len(case.calls) > 1 else None
    shown: list[pd.DataFrame] = []
    told: list[str] = []
    for k, names in enumerate(case.calls):
        what = case.definition(names)
        found = oi.counts(ibis.memtable(rows), variables=what, by=case.by, period="2024", ledger=ledger)
        if ledger is not None:
            oi.publish(found.protected, folder / f"{k}.csv", ledger=ledger)
        shown.append(found.to_frame())
        told += Reader(case.rows, what, case.by).told(*shown)
    assert all(table["value"].notna().any() for table in shown)
    return told


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("seed", range(8))
def test_nobody_who_reads_the_definition_finds_a_few(seed: int, tmp_path: Path) -> None:
    assert outcome(draw(np.random.default_rng(seed)), tmp_path) == []


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("seed", AGED)
def test_nor_by_age_where_more_is_certain(seed: int, tmp_path: Path) -> None:
    """In a group of ages all are of those that a variable counts, or none is."""
    case = draw(np.random.default_rng(seed))
    by = {**case.what["by"], "age": {"groups": ["0-15", "16-24", "25-64", "65-"]}}
    assert outcome(replace(case, what={**case.what, "by": by}, by=("age",)), tmp_path) == []


def test_the_reader_finds_what_follows() -> None:
    """Of three tenures the one that is withheld is all less the others."""
    columns, what = some_areas(), tenures()
    rows = people(**columns).to_dict("records")
    rows = [{**row, "var": row["omrade"], "alder": 0} for row in rows]
    reader = Reader(rows, what, ())
    raw = counted(register(**columns), variables=what).to_frame()
    few = (raw["variable"] == "hyresratt") & (raw["value"] < 5)
    assert few.any()
    told = reader.told(raw.assign(value=raw["value"].mask(few)))
    assert any("hyresratt" in one for one in told)
    assert not reader.told(raw.assign(value=np.nan))
