"""The tidy table: what it takes, what it gives back, and each mistake with its own error."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from tests.cities import statistics


def table(**columns: object) -> pd.DataFrame:
    """Three areas with a count each."""
    return pd.DataFrame(
        {"area": ["01", "02", "03"], "variable": "folkmangd", "period": "2024", "value": [5, 6, 7]} | columns
    )


def test_what_goes_in_comes_out() -> None:
    given = table(
        sex=["total", "total", "total"],
        quality=["official", "estimated", "official"],
        status=["observed", "observed", "suppressed"],
        value=[5.0, 6.0, np.nan],
        source=["A", "A", "B"],
    )
    out = statistics(given).to_frame()
    for column in given.columns:
        pd.testing.assert_series_equal(
            out[column].astype(object), given[column].astype(object), check_names=False
        )
    again = statistics(out).to_frame()
    pd.testing.assert_frame_equal(out, again)


def test_inputs_are_never_changed() -> None:
    given = table()
    before = given.copy(deep=True)
    s = statistics(given)
    pd.testing.assert_frame_equal(given, before)
    with pytest.raises(ValueError, match=r"read-only"):
        s.block("folkmangd", "2024").value[0] = 1


def test_the_order_of_rows_means_nothing() -> None:
    rows = pd.concat([table(), table(variable="inflyttade", value=[1, 2, 3])])
    shuffled = rows.sample(frac=1, random_state=3)
    assert statistics(rows).fingerprint == statistics(shuffled).fingerprint
    assert statistics(rows).fingerprint != statistics(rows.assign(value=rows["value"] + 1)).fingerprint


def test_the_whole_is_made_from_counts_and_never_from_values() -> None:
    s = statistics(
        pd.concat(
            [
                table(),
                table(
                    variable="en_andel",
                    kind="share",
                    value=[50.0, 10.0, 0.0],
                    denominator=[10.0, 100.0, 10.0],
                ),
                table(variable="en_median", kind="median"),
            ]
        )
    )
    assert s.block("folkmangd", "2024").value[-1] == 18
    assert s.block("en_andel", "2024").value[-1] == pytest.approx(100 * (5 + 10 + 0) / 120)
    assert np.isnan(s.block("en_median", "2024").value[-1])


def test_the_whole_is_unknown_where_an_area_is() -> None:
    s = statistics(table(value=[5.0, np.nan, 7.0], status=["observed", "suppressed", "observed"]))
    assert np.isnan(s.block("folkmangd", "2024").value[-1])


def test_an_area_without_anybody_takes_nothing_from_the_whole() -> None:
    s = statistics(
        table(variable="en_andel", kind="share", value=[50.0, np.nan, 20.0], denominator=[10.0, 0.0, 10.0])
    )
    assert s.block("en_andel", "2024").value[-1] == pytest.approx(35.0)


def test_the_city_s_own_row_wins_over_the_sum() -> None:
    given = pd.concat([table(), table().head(1).assign(area="X", value=20)])
    s = statistics(given, whole="X")
    assert s.areas == ("01", "02", "03")
    assert s.block("folkmangd", "2024").value.tolist() == [5, 6, 7, 20]


def test_a_choice_of_variables_and_periods() -> None:
    rows = pd.concat([table(), table(variable="inflyttade"), table(period="2023")])
    s = statistics(rows)
    assert s.only(["inflyttade"]).variables == ("inflyttade",)
    assert s.only(periods=["2023"]).periods() == ("2023",)
    assert s.without("inflyttade").variables == ("folkmangd",)
    with pytest.raises(oi.StatisticsError, match=r"did you mean 'inflyttade'"):
        s.only(["inflytade"])
    with pytest.raises(
        oi.StatisticsError, match=r"no figures for 'folkmangd' in 2020\. Expected: periods '2023', '2024'"
    ):
        s.block("folkmangd", "2020")


BAD = {
    "a missing column": (table().drop(columns="value"), "'value' is missing"),
    "an unknown column": (table(kon="kvinnor"), r"column 'kon' is unknown.*breakdowns=\[\"kon\"\]"),
    "codes as numbers": (table(area=[1, 2, 3]), "'area' holds numbers .such as 1.*dtype"),
    "codes that were numbers": (
        table(area=["1.0", "2.0", "3.0"]),
        r"row 0.*the code '1.0' has been a number.*make the column text",
    ),
    "a blank code": (table(area=["01", " ", "03"]), "row 1.*'area' is empty"),
    "a number among codes": (table(area=["01", 2, "03"]), "row 1.*'area' is empty or not text"),
    "text for a number": (
        table(value=["5", "many", "7"]),
        "row 1 .from 0., area '02', variable 'folkmangd'.*'many'",
    ),
    "a decimal comma": (table(value=["5", "6,5", "7"]), "row 1.*'6,5', which is not a number"),
    "infinity": (table(value=[5, np.inf, 7]), "row 1.*infinite"),
    "infinity as text": (table(value=["5", "inf", "7"]), "row 1.*infinite"),
    "a truth value": (table(value=[True, False, True]), "true/false"),
    "a negative count": (table(value=[5, -1, 7]), r"row 1.*negative \(-1"),
    "an unknown quality": (table(quality="offical"), "did you mean 'official'"),
    "an unknown status": (
        table(status=["observed", "hidden", "observed"]),
        "row 1.*status 'hidden' is unknown",
    ),
    "observed, but not there": (table(value=[5, None, 7], status="observed"), "row 1.*no value, although"),
    "there, but suppressed": (
        table(status=["observed", "suppressed", "observed"]),
        "row 1.*although the status",
    ),
    "a share above 100": (table(variable="a", kind="share", value=[5, 101, 7]), "row 1.*101.*outside 0–100"),
    "a part above its whole": (
        table(
            variable="a",
            kind="share",
            value=[5.0, None, 7.0],
            numerator=[None, 9, None],
            denominator=[None, 8, None],
        ),
        "row 1.*numerator 9.* larger than the denominator 8",
    ),
    "a denominator of zero": (
        table(variable="a", kind="share", denominator=[100, 0, 100]),
        "row 1.*denominator is 0",
    ),
    "a share given as a fraction": (
        table(
            variable="a",
            kind="share",
            value=[0.05, 0.6, 0.7],
            numerator=[5, 60, 70],
            denominator=[100, 100, 100],
        ),
        "row 0.*does not agree with numerator.*and 2 more rows",
    ),
    "a share without agreement": (
        table(variable="a", kind="mean", value=[5, 60, 7], numerator=[10, 30, 14], denominator=[2, 2, 2]),
        "row 1.*does not agree with numerator",
    ),
    "a coverage above one": (table(coverage=[1, 50, 1]), "row 1.*'coverage' lies outside 0–1"),
    "a row given twice": (
        pd.concat([table(), table().tail(1)]),
        "row 3 .from 0., area '03'.*already given further up",
    ),
    "an area without a row": (
        pd.concat([table(), table(variable="b").head(2)]),
        "variable 'b', period '2024': no row for area '03'",
    ),
    "two kinds of one variable": (
        table(variable="a", kind=["share", "share", "mean"]),
        "kind 'mean' differs",
    ),
    "no rows": (table().head(0), "no rows"),
    "a column twice": (pd.concat([table(), table()[["value"]]], axis=1), "'value' stands there twice"),
}


@pytest.mark.parametrize("case", BAD)
def test_each_mistake_has_its_own_error(case: str) -> None:
    frame, message = BAD[case]
    with pytest.raises(oi.StatisticsError, match=message):
        oi.Statistics.from_frame(frame.reset_index(drop=True), name="fil.csv")


def test_a_declared_breakdown_that_is_not_there() -> None:
    with pytest.raises(oi.StatisticsError, match=r"'alder' is declared but not there"):
        statistics(table(), breakdowns=["alder"])


def test_breakdowns_are_kept_apart() -> None:
    rows = pd.concat([table(sex=""), table(sex="women", value=[2, 3, 4]), table(birth="abroad", sex="women")])
    s = statistics(rows, breakdowns=["birth"])
    assert s.breakdowns == ("sex", "birth")
    assert s.block("folkmangd", "2024").value[:3].tolist() == [5, 6, 7]
    assert s.block("folkmangd", "2024", ("women", "total")).value[:3].tolist() == [2, 3, 4]


def test_a_division_tells_unknown_and_missing_areas() -> None:
    division = oi.geso()
    rows = pd.DataFrame({"area": division.codes, "variable": "folkmangd", "period": "2024", "value": 1.0})
    assert statistics(rows, division=division).name_of("10") == "Örtagården, Herrgården m fl"
    with pytest.raises(oi.StatisticsError, match=r"row 3.*area '04' is unknown"):
        statistics(rows.assign(area=rows["area"].replace("4", "04")), division=division)
    with pytest.raises(oi.StatisticsError, match=r"no row for area '4'"):
        statistics(rows[rows["area"] != "4"], division=division)


@pytest.mark.parametrize("column", ["area", "variable", "period", "sex", "source", "sex_definition"])
@pytest.mark.parametrize("hidden", ["\x1b[31m", "\x9b", "\u202e", "\x00"])
def test_no_text_of_a_table_steers_a_terminal(column: str, hidden: str) -> None:
    table = pd.DataFrame(
        {
            "area": ["01", "02"],
            "variable": "n",
            "period": "2024",
            "value": [1, 2],
            "kind": "count",
            "sex": "women",
        }
    )
    table[column] = ["01", f"0{hidden}2"]
    with pytest.raises(oi.StatisticsError, match=rf"'{column}' holds the control character U\+") as told:
        oi.Statistics.from_frame(table, name="t")
    assert hidden[0] not in str(told.value)
    with pytest.raises(oi.StatisticsError, match="the name"):
        oi.Statistics.from_frame(table, name=f"t{hidden}")


# -- tables of other shapes, and figures beyond all bounds ---------------------------------------------------

_ROWS = {"area": ["A", "B"], "variable": ["x"] * 2, "period": ["2024"] * 2, "value": [3.0, 5.0]}


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame(_ROWS).set_index(["area", "period"]),
        pd.DataFrame(_ROWS).astype({"area": "category", "value": "Int64"}),
    ],
)
def test_a_table_of_another_shape_is_read(table) -> None:
    assert oi.Statistics.from_frame(table).block("x", "2024").value[:2].tolist() == [3, 5]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", "b")])), "several levels"),
        (pd.DataFrame(_ROWS).assign(value=[1e308, 1e308]), "too large to be added up"),
    ],
)
def test_what_is_no_table_of_figures_is_refused(table, said: str) -> None:
    with pytest.raises(oi.StatisticsError, match=said):
        oi.Statistics.from_frame(table)


def test_codes_that_look_the_same_are_the_same() -> None:
    table = pd.DataFrame(_ROWS).assign(area=["Ro\u0301n", "B"])
    later = table.assign(area=["R\u00f3n\u200b", "B\u00a0"], period="2025")
    statistics = oi.Statistics.from_frame(pd.concat([table, later]))
    assert statistics.areas == ("R\u00f3n", "B")


def test_names_are_the_same_however_they_are_composed(tmp_path: Path) -> None:
    def apart(text: str) -> str:
        return unicodedata.normalize("NFD", text) + "\u200b"

    written = "område;kön;år;antal\nÖster;Kvinnor;2024;10\nÖster;Män;2024;12\nVäster;Kvinnor;2024;20\n"
    mapping = (
        '[[table]]\ndimensions = ["{område}", "{kön}", "år"]\narea = {{ dimension = "{område}", codes = '
        '{{ "{Öster}" = "01", "{Väster}" = "02" }} }}\nperiod = "år"\n'
        'variables = [{{ variable = "folkmangd", where = {{ "{kön}" = "Kvinnor" }} }}]\n'
    )
    names = ("område", "kön", "Öster", "Väster")
    for in_file, in_mapping in ((str, apart), (apart, str)):
        text = written
        for name in names:
            text = text.replace(name, in_file(name))
        (tmp_path / "t.csv").write_text(text, encoding="utf-8")
        said = mapping.format(**{name: in_mapping(name) for name in names})
        (tmp_path / "m.toml").write_text(said, encoding="utf-8")
        read = oi.read_statistics(tmp_path / "t.csv", mapping=tmp_path / "m.toml")
        assert read.block("folkmangd", "2024").value[:2].tolist() == [10, 20]
    rows = [(a, "v", "2024", n, g) for a, n in (("Å", 5), ("Stad", 9)) for g in ("total", "född")]
    table = pd.DataFrame(rows, columns=["area", "variable", "period", "value", apart("härkomst")])
    statistics = oi.Statistics.from_frame(table, breakdowns=["härkomst"], whole=apart("Stad"))
    assert (statistics.areas, statistics.breakdowns) == (("Å",), ("härkomst",))


class Other:
    """A table of another library."""

    def __init__(self, frame: object) -> None:
        self.frame = frame

    def to_pandas(self) -> object:
        if self.frame is None:
            raise ModuleNotFoundError("pyarrow is not installed")
        return self.frame


def test_a_table_of_another_library_is_read_where_it_becomes_pandas() -> None:
    assert (
        oi.Statistics.from_frame(Other(table())).fingerprint == oi.Statistics.from_frame(table()).fingerprint
    )
    assert oi.Statistics.from_frame(frame=Other(table())).areas == ("01", "02", "03")
    for given, told in ((Other(3), "given as Other"), (Other(None), "to_pandas.. fails .pyarrow is not")):
        with pytest.raises(oi.StatisticsError, match=told):
            oi.Statistics.from_frame(given)


def test_a_number_that_no_float_holds_is_refused() -> None:
    with pytest.raises(oi.StatisticsError, match=r"row 0.*'value' is infinite"):
        oi.Statistics.from_frame(table(value=pd.Series([10**400, 6, 7], dtype=object)))
