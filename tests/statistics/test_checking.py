"""Figures that cannot be, columns that say nothing, gaps, and totals among categories: each has its error."""

from __future__ import annotations

import pandas as pd
import pytest

import omradesindex as oi
from tests.cities import statistics
from tests.statistics.made_up import table

BAD = {
    "a missing column": (table().drop(columns="value"), "'value' is missing"),
    "an unknown column": (table(kon="kvinnor"), r"column 'kon' is unknown.*breakdowns=\[\"kon\"\]"),
    "a negative count": (table(value=[5, -1, 7]), r"row 1.*negative \(-1"),
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
    with pytest.raises(oi.errors.StatisticsError, match=message):
        oi.Statistics.from_frame(frame.reset_index(drop=True), name="fil.csv")


def test_a_declared_breakdown_that_is_not_there() -> None:
    with pytest.raises(oi.errors.StatisticsError, match=r"'alder' is declared but not there"):
        statistics(table(), breakdowns=["alder"])


def by(column: str, **categories: tuple[int, int]) -> pd.DataFrame:
    rows = [
        (a, c.replace("_", " "), n)
        for c, values in categories.items()
        for a, n in zip("AB", values, strict=True)
    ]
    return pd.DataFrame(rows, columns=["area", column, "value"]).assign(
        variable="x", period="2024", kind="count"
    )


def test_a_total_among_categories_is_everybody() -> None:
    rows = by("age", unga=(10, 20), gamla=(30, 40), Samtliga_åldrar=(40, 60))
    assert [b.group for b in oi.Statistics.from_frame(rows).blocks][-1] == ("total",)


def test_a_category_that_holds_the_others_is_refused() -> None:
    rows = by("tenure", hyresrätt=(1000, 2000), äganderätt=(300, 400), bostäder=(1300, 2400))
    with pytest.raises(oi.errors.StatisticsError, match="category 'bostäder' in 'tenure' is the sum of"):
        oi.Statistics.from_frame(rows, breakdowns=["tenure"])
    rows["tenure"] = rows["tenure"].replace("bostäder", "total")
    oi.Statistics.from_frame(rows, breakdowns=["tenure"])


def test_kinds_come_from_the_catalogue_where_they_are_blank() -> None:
    rows = pd.concat(
        [table(), table(variable="arbetsloshet"), table(variable="okand"), table(variable="a", kind="mean")]
    )
    read = statistics(rows)
    kinds = {name: read.block(name, "2024").kind for name in read.variables}
    assert kinds == {"folkmangd": "count", "arbetsloshet": "share", "okand": "", "a": "mean"}


def test_blanks_say_what_is_usual() -> None:
    read = statistics(table(value=[5, None, 7], quality=["official", "", None]))
    block = read.block("folkmangd", "2024")
    assert block.coverage[:3].tolist() == [1, 0, 1]
    frame = read.to_frame()
    assert frame["status"].tolist() == ["observed", "missing", "observed"]
    assert frame["quality"].tolist() == ["official", "unstated", "unstated"]


@pytest.mark.parametrize("noise", [-1.0, float("nan"), "2", None])
def test_a_noise_that_is_none(noise: object) -> None:
    with pytest.raises(oi.errors.StatisticsError, match="noise"):
        statistics(table(), noise=noise)


def test_kinds_are_filled_in_however_many_variables_there_are() -> None:
    """Codes of 126 variables are kept in a byte each."""
    names = [*(f"v{i}" for i in range(125)), "folkmangd"]
    rows = [
        {"area": area, "variable": name, "period": "2024", "value": 1.0, "kind": "count"}
        for name in names
        for area in ("1", "2")
    ]
    frame = pd.DataFrame(rows)
    frame.loc[frame["variable"] == "folkmangd", "kind"] = ""
    assert set(oi.Statistics.from_frame(frame).kinds) == {"count"}
