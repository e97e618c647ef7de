"""Goals and outside measures in a project: each run ends with whether the index holds."""

from __future__ import annotations

import pytest

from omradesindex.errors import DefinitionError, OmradesindexError
from omradesindex.subjects.update.outside import read_outside
from omradesindex.subjects.update.project import read_project
from omradesindex.subjects.update.reproduce import reproduce
from tests.subjects.update.projects import Town

pytestmark = pytest.mark.usefixtures("sketched")

MEASURE = """
[[compare_with]]
label = "Skolans index"
path = "skolan.csv"
code = "omrade"
column = "tal"
"""
GOAL = """
[[goal]]
measure = "index"
at_most = "city"
year = 2040
"""


def asked(town: Town, text: str, table: str = "omrade;tal\n01;1,5\n02;2\n03;2,5\n04;3\n05;5\n06;4\n") -> Town:
    (town.folder / "skolan.csv").write_text(table, encoding="utf-8")
    town.text += text
    town.write_project()
    return town


def test_each_run_ends_with_whether_the_index_holds(town: Town) -> None:
    first = asked(town, MEASURE + GOAL).update(accept_all=True)
    text = str(first.page())
    tail = text[text.index("Stämmer indexet?") :]
    assert "Mål, Index: högst som hela Exempelstad till 2040" in tail
    assert "Skolans index: rangkorrelation" in tail
    assert "Vilka områden det är värt att titta närmare på sägs inte här" in tail
    assert (first.run.folder / "stammer" / "stammer_indexet.csv").is_file()
    assert (first.run.folder / "underlag" / "skolan.csv").is_file()
    # The measure has another order now; what it was stands in the accepted run.
    asked(town, "", "omrade;tal\n01;5\n02;4\n03;3\n04;2\n05;1\n06;0\n")
    town.put(town.year("2024"))
    second = town.update(accept_all=True)
    (one,) = second.review.agreement
    assert one.change.before == pytest.approx(first.review.agreement[0].correlation)
    assert one.correlation == pytest.approx(one.change.after)
    assert one.change.difference != 0
    assert reproduce(town.project, second.run.name).same


@pytest.mark.parametrize(
    ("text", "table", "told"),
    [
        (MEASURE.replace("tal", "tall"), None, r"no column 'tall' \(did you mean 'tal'\?\)"),
        (MEASURE.replace("skolan", "skolor"), None, r"compare_with 1.*there is no file 'skolor\.csv'"),
        (MEASURE.replace("code", "kod"), None, r"compare_with 1.*'kod' is unknown"),
        (MEASURE.replace('"skolan.csv"', '"../skolan.csv"'), None, "leads out of the folder"),
        (MEASURE + MEASURE, None, "two measures are called 'Skolans index'"),
        (MEASURE + 'decimal = ";"\n', None, "decimal"),
        (MEASURE, "omrade;tal\n01;1\n99;2\n", "the area '99' is unknown"),
        (MEASURE, "omrade;tal\n01;1\n01;2\n", "the area '01' stands there twice"),
        (MEASURE, "omrade;tal\n01;många\n02;2\n", "många"),
        (MEASURE, "omrade;tal\n;1\n02;2\n", "a row has no area's code"),
        (GOAL.replace('"index"', '"indx"'), None, r"'indx' is no part of the index \(did you mean 'index'"),
        (GOAL + 'areas = ["99"]\n', None, "the area '99' is unknown"),
        (GOAL.replace("2040", '"snart"'), None, r"goal 1: year"),
        (GOAL + GOAL, None, "stands there twice"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_recorded(
    town: Town, text: str, table: str | None, told: str
) -> None:
    asked(town, text, *([table] if table else []))
    with pytest.raises(OmradesindexError, match=told) as error:
        town.update()
    # The place to look is the project's, and not where the run that is gone kept its files.
    assert any(name in str(error.value) for name in ("project.toml", "'Skolans index', skolan.csv"))
    assert "ofardig" not in str(error.value)
    assert not (town.folder / "runs" / "current").exists()


def test_what_travels_with_the_library_is_named_by_its_id(town: Town) -> None:
    asked(town, '[[compare_with]]\nmeasure = "karta_samlat"\n')
    figures = read_outside(read_project(town.project))
    assert figures is not None
    assert (figures.columns.tolist(), len(figures)) == (["karta_samlat"], 15)
    town.write_project(("karta_samlat", "karta_samla"))
    with pytest.raises(DefinitionError, match=r"compare_with 1.*did you mean 'karta_samlat'"):
        read_project(town.project)


def test_a_file_of_another_kind_is_refused(town: Town) -> None:
    asked(town, MEASURE.replace("skolan.csv", "skolan.px"))
    (town.folder / "skolan.px").write_text('CHARSET="ANSI";\n', encoding="utf-8")
    with pytest.raises((DefinitionError, OmradesindexError), match=r"skolan\.px"):
        read_outside(read_project(town.project))
