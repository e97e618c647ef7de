"""Counts of a register against plain pandas, however it lies there, and whatever is wrong in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from tests.registers.provstad import (
    AREAS,
    DEFINITION,
    YEAR,
    counted,
    definition,
    division,
    people,
    refusal,
    register,
)


def in_pandas(chosen: Any, **amounts: str) -> list[float]:
    """How many of some persons, or what sum, there is in each area and in all."""
    by = people()[chosen].groupby("omrade")
    told = by[amounts["sum"]].sum() if amounts else by.size()
    values = [float(told.get(area, 0)) for area in AREAS]
    return [*values, sum(values)]


def ages() -> pd.Series:
    """Ages by the calendar: on 31 December all have had their birthday."""
    return 2024 - pd.to_datetime(people()["fodd"]).dt.year


def test_counts_are_those_of_pandas() -> None:
    found, who, age = counted(by=["sex", "age"]), people(), ages()
    unemployed = (who["status"] == "arbetslos") & age.between(16, 64)
    everybody = ("total", "total")
    for group, chosen in {
        everybody: unemployed,
        ("women", "total"): unemployed & (who["kon"] == "2"),
        ("men", "16-24"): unemployed & (who["kon"] == "1") & (age <= 24),
        ("total", "25-64"): unemployed & (age >= 25),
    }.items():
        assert found.block("arbetslosa_16_64", YEAR, group).value.tolist() == in_pandas(chosen)
    assert found.block("folkmangd", YEAR, ("total", "65-")).value.tolist() == in_pandas(age >= 65)
    income = found.block("nettoinkomst_summa_tkr", YEAR, everybody)
    assert income.value.tolist() == in_pandas(who["inkomst"] >= 0, sum="inkomst")
    homes = who[who["hyr"]].groupby("omrade")["hushall"].nunique()
    assert found.block("lagenheter_hyresratt", YEAR, everybody).value[:-1].tolist() == homes.tolist()
    # Nobody of 0–15 years is 16–64; a household is of no sex.
    assert not found.has("arbetslosa_16_64", YEAR, ("total", "0-15"))
    assert not found.has("lagenheter_hyresratt", YEAR, ("women", "total"))
    assert found.areas == AREAS
    assert found.prices == {("nettoinkomst_summa_tkr", YEAR): "current"}


def test_parts_add_up_to_every_total() -> None:
    found = counted(by=["sex", "disability"])
    value = {b: found.block(*b).value for b in found.blocks if b.variable == "folkmangd"}
    groups = {b.group: v for b, v in value.items()}
    for sex in ("women", "men", "total"):
        parts = groups[sex, "with"] + groups[sex, "without"]
        np.testing.assert_array_equal(groups[sex, "total"], parts)
    np.testing.assert_array_equal(groups["total", "total"], groups["women", "total"] + groups["men", "total"])


def test_a_file_is_counted_as_the_table_is(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="counting files needs the extra 'registers'")
    import pyarrow as pa

    whole, who = counted(by="sex").fingerprint, people()
    who.to_csv(tmp_path / "p.csv", index=False)
    (tmp_path / "delar").mkdir()
    with duckdb.connect(str(tmp_path / "p.duckdb")) as connection:
        connection.register("who", pa.Table.from_pandas(who))
        connection.execute("create table personer as select * from who")
        connection.execute(f"copy (from who limit 250) to '{tmp_path}/delar/a.parquet'")
        connection.execute(f"copy (from who offset 250) to '{tmp_path}/delar/b.parquet'")
    for name in ("p.csv", "delar", "p.duckdb"):
        assert counted(tmp_path / name, by="sex").fingerprint == whole, name
    assert "there is no table 'annan'" in refusal(tmp_path / "p.duckdb", table_name="annan")


def test_a_definition_is_a_file_too(tmp_path: Path) -> None:
    path = tmp_path / "vad.toml"
    path.write_text(
        'label = "Prov (påhittad)"\nsource = "prov"\n'
        '[columns]\nperson = "lopnr"\narea = "omrade"\nborn = "fodd"\n'
        '[variables.barn_0_17]\nages = "0-17"\n',
        encoding="utf-8",
    )
    found = counted(variables=path)
    assert found.block("barn_0_17", YEAR).value.tolist() == in_pandas(ages() <= 17)
    assert found.sources == ("prov",)


def test_an_area_where_nobody_lives_counts_nobody_and_those_outside_count_in_the_whole() -> None:
    who = people()
    moved = np.where(who["omrade"] == "10", "99", who["omrade"])
    found = counted(register(omrade=moved), areas=division(), outside=["99"])
    here = in_pandas(who["omrade"] != "10")
    assert found.block("folkmangd", YEAR).value.tolist() == [*here[:3], 600.0]
    assert "the area '99' is unknown" in refusal(register(omrade=moved), areas=division())


def test_sub_areas_are_summed_through_a_key() -> None:
    key = oi.Key("del", ("01a", "01b", "02a", "10a"), ("01", "01", "02", "10"))
    place = people()["omrade"] + np.where((people()["omrade"] == "01") & people()["funk"], "b", "a")
    table = register(omrade=place, hushall=place + people()["hushall"])
    found = counted(table, areas=division(), key=key)
    np.testing.assert_array_equal(
        found.block("folkmangd", YEAR).value, counted().block("folkmangd", YEAR).value
    )


def test_periods_are_counted_each_on_its_own_day() -> None:
    who = people()
    both = pd.concat([who.assign(ar=2024), who.assign(ar=2025)])
    ibis = pytest.importorskip("ibis")
    of_years = definition(columns={"period": "ar"})
    found = counted(ibis.memtable(both), variables=of_years, period=["2025", "2024"])
    assert found.periods() == ("2024", "2025")
    assert found.block("folkmangd", "2025").value.tolist() == found.block("folkmangd", "2024").value.tolist()
    later = (ages() + 1).between(16, 64)
    assert found.block("befolkning_16_64", "2025").value.tolist() == in_pandas(later)
    assert "which are meant is not said" in refusal(ibis.memtable(both), variables=of_years, period=None)
    assert "holds nobody of the period '2020'" in refusal(
        ibis.memtable(both), variables=of_years, period="2020"
    )


def test_what_may_not_be_shown_is_withheld_before_anything_is_handed_over() -> None:
    what = {**DEFINITION, "variables": {"folkmangd": {}, "bistand": {"where": {"bistand": True}}}}
    asked = {"variables": what, "by": ["sex", "disability"]}
    raw, shown = counted(**asked), counted(**asked, unprotected=False)
    assert shown.protected is not None
    assert shown.protected.audit.passed
    few = [(b, k) for b in raw.blocks for k, v in enumerate(raw.block(*b).value[:3]) if 0 < v < 9]
    assert few
    strict = counted(**asked, unprotected=False, policy=oi.DisclosurePolicy(threshold=9))
    assert all(np.isnan(strict.block(*block).value[k]) for block, k in few)


def test_an_index_is_computed_of_what_was_counted_and_knows_its_errors_correlation() -> None:
    index = oi.load_index("malmo-oppna-data")
    found = counted(index=index, joint=True)
    assert "arbetslosa_16_64" not in found.variables  # which the index has no use for
    who, age = people(), ages()
    row = found.joint.set_index("area").loc["01"]
    here, bistand = who["omrade"] == "01", who["bistand"] & age.between(20, 64)
    works = (who["status"] == "arbetar") & age.between(16, 64)
    assert (row["first"], row["second"]) == ("sysselsattning", "ekonomiskt_bistand")
    assert row["both"] == (here & works & bistand).sum()
    assert row["persons"] == (here & age.between(20, 64)).sum()
    result = index.compute(found, partial=True)
    assert set(result.uncertainty(dependence=found.joint).scores["area"]) >= set(AREAS)
    safe = counted(index=index, joint=True, unprotected=False)
    assert safe.protected is not None
    assert not [name for name in safe.variables if " " in name]


LATE = date(2025, 1, 1)
BAD: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "no column": ({}, {"variables": definition(columns={"area": "omr"})}, "no column 'omr', which"),
    "a code that was a number": ({"omrade": 1}, {}, "where each person lives, holds numbers"),
    "a date that is text": ({"fodd": "1990-01-01"}, {}, "says when each person was born, holds text"),
    "text against a number": ({"status": 1}, {}, "'status', which a condition is about, holds numbers"),
    "amounts that are text": ({"inkomst": "12"}, {}, "'nettoinkomst_summa_tkr' adds up, holds text"),
    "nobody's row": ({"lopnr": ["", *(["a", None] * 300)][1:]}, {}, "no person is named in 300 of"),
    "nobody's name": ({"lopnr": ["", *(f"{i}" for i in range(599))]}, {}, "no person is named in 1 of 600"),
    "two rows": ({"lopnr": [f"{i // 2}" for i in range(600)]}, {}, "persons on more than one row: 300"),
    "no area": ({"omrade": [None, *["01"] * 599]}, {}, "no area is given for 1 of 600 persons"),
    "a blank area": ({"omrade": ["", *["01"] * 599]}, {}, "no area is given for 1 of 600 persons"),
    "no date": ({"fodd": [None, *[date(1990, 1, 1)] * 599]}, {}, "no age is known of 1 of 600 persons"),
    "not born": ({"fodd": [LATE] * 3 + [date(1990, 1, 1)] * 597}, {}, "last day: 3 of 600 persons"),
    "another sex": ({"kon": ["9", *["1"] * 599]}, {"by": "sex"}, "'9' is no category of 'sex'"),
    "no sex": ({"kon": [None, *["1"] * 599]}, {"by": "sex"}, "no category of 'sex' is known of 1 of"),
    "an amount below": ({"inkomst": -1}, {}, "the sum is below 0"),
    "no amount": ({"inkomst": [None, *[1] * 599]}, {}, "'inkomst' is not known of all who are counted: unk"),
    "unknown as 1800": ({"fodd": date(1800, 1, 1)}, {}, "600 of 600 persons: an age above 130"),
    "a zone": ({"fodd": pd.Timestamp("1990-01-01", tz="UTC")}, {}, "holds times with a time zone"),
    "blanks": ({"status": ["arbetar ", *["arbetar"] * 599]}, {}, "1 of 600 rows: a blank before or after"),
    "inside and outside": ({}, {"areas": division(), "outside": ["01"]}, "both among the areas and outside"),
    "a home in two areas": ({"hushall": "1", "hyr": True}, {}, "the same 'hushall' is in more than one area"),
    "no home": ({"hushall": None, "hyr": True}, {}, "'hushall' is not known of all who"),
    "a home of no name": ({"hushall": "", "hyr": True}, {}, "'hushall' is not known of all who"),
    "an unknown area": ({"omrade": "77"}, {"areas": division()}, "the area '77' is unknown"),
    "no period": ({}, {"period": None}, "which period the register is of is not said"),
    "a control character": ({"omrade": "01\x1b[31m"}, {}, "holds the control character U+001B"),
    "a period given twice": ({}, {"period": ["2024", "2024"]}, "the period '2024' is given twice"),
    "a period twice": ({}, {"period": ["2024M9", "2024M09"]}, "'2024M9' and '2024M09' are the same period"),
    "two periods": ({}, {"period": ["2023", "2024"]}, "the register has no column of periods"),
    "an area called as the whole": ({"omrade": ["Totalt", *["1"] * 599]}, {}, "an area is called 'Totalt'"),
    "nobody by the top condition": (
        {},
        {"variables": definition(where={"status": "sjuk"})},
        "see whether the definition's where leaves everybody out",
    ),
    "a data frame": ({}, {"table": people()}, "ibis.memtable(frame)"),
    "no known time": ({}, {"period": "i våras"}, "when 'i våras' is, is not known"),
    "an unknown group": ({}, {"by": "language"}, "told apart by 'language' is not said"),
    "no areas for a key": ({}, {"key": oi.Key("k", ("01",), ("01",))}, "which areas there are is not said"),
    "joint of nothing": ({}, {"joint": True}, "which indicators are to be counted jointly"),
    "no register": ({}, {"table": "saknas.parquet"}, "the file does not exist"),
    "another file": ({}, {"table": Path(__file__)}, "no kind of file that can be counted in"),
    "no table": ({}, {"table": 3}, "the register is given as int"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_told_in_one_clear_error(name: str) -> None:
    columns, options, said = BAD[name]
    table = register(**columns)
    assert said in refusal(options.pop("table", table) if "table" in options else table, **options)


def test_a_period_that_the_register_spells_in_two_ways_is_refused() -> None:
    table = register(ar=["2024M9", "2024M09"] * 300)
    assert "are the same period" in refusal(
        table, variables=definition(columns={"period": "ar"}), period="2024M9"
    )


def test_no_person_is_read_by_python(monkeypatch: pytest.MonkeyPatch) -> None:
    register()
    from omradesindex.registers import checking, counts, engine

    seen: list[pd.DataFrame] = []

    def watched(question: Any, where: str) -> pd.DataFrame:
        seen.append(answer := engine.ask(question, where))
        return answer

    for module in (counts, checking):
        monkeypatch.setattr(module, "ask", watched)
    counted(by="sex")
    told = {str(v) for answer in seen for column in answer for v in answer[column]}
    assert not told & {*people()["lopnr"], *people()["fodd"].map(str)}
    assert sum(map(len, seen)) < 20
    assert DEFINITION["columns"]["person"] not in {c for answer in seen for c in answer}


def test_more_counts_than_can_be_protected_are_refused_before_it_is_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = register()
    monkeypatch.setattr("omradesindex.registers.protecting.MOST_PROTECTED", 10)
    assert "too many to be protected at once" in refusal(table, unprotected=False)
    assert counted(table).has("folkmangd", YEAR)


def test_how_to_protect_is_not_given_beside_leaving_it_undone(tmp_path: Path) -> None:
    said = refusal(register(), policy=oi.DisclosurePolicy(), ledger=tmp_path / "out")
    assert "'policy', 'ledger': what is handed over as it is, is not protected" in said


def test_counts_that_no_memory_holds_are_refused_before_anything_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = register()
    monkeypatch.setattr("omradesindex.registers.counts.MOST_COUNTED", 3 * len(DEFINITION["variables"]) * 3)
    assert counted(table, by="sex", areas=division()).has("folkmangd", YEAR)
    assert "do not fit in the memory" in refusal(table, by=["sex", "age"])
    monkeypatch.setattr("omradesindex.registers.counts.ask", None)
    assert "do not fit in the memory" in refusal(table, by=["sex", "age"], areas=division())
