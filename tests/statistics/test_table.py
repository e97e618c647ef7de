"""The tidy table: what it takes, what it gives back, and each mistake with its own error."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from tests.cities import statistics
from tests.statistics.made_up import table


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


def test_a_choice_of_variables_and_periods() -> None:
    rows = pd.concat([table(), table(variable="inflyttade"), table(period="2023")])
    s = statistics(rows)
    assert s.only(["inflyttade"]).variables == ("inflyttade",)
    assert s.only(periods=["2023"]).periods() == ("2023",)
    assert s.without("inflyttade").variables == ("folkmangd",)
    with pytest.raises(oi.errors.StatisticsError, match=r"did you mean 'inflyttade'"):
        s.only(["inflytade"])
    with pytest.raises(
        oi.errors.StatisticsError,
        match=r"no figures for 'folkmangd' in 2020\. Expected: periods '2023', '2024'",
    ):
        s.block("folkmangd", "2020")


def test_some_groups_can_be_kept_beside_everybody() -> None:
    figures = oi.data.example_statistics()
    sex = figures.breakdowns.index("sex")
    kept = figures.only(["folkmangd"], groups={"sex": ["women"]})
    assert {block.group[sex] for block in kept.blocks} == {"women", "total"}
    with pytest.raises(oi.errors.StatisticsError, match="the category 'womn' is not in the table"):
        figures.only(groups={"sex": ["womn"]})
    with pytest.raises(oi.errors.StatisticsError, match="the breakdown 'gender' is not in the table"):
        figures.only(groups={"gender": ["women"]})


def test_breakdowns_are_kept_apart() -> None:
    rows = pd.concat([table(sex=""), table(sex="women", value=[2, 3, 4]), table(birth="abroad", sex="women")])
    s = statistics(rows, breakdowns=["birth"])
    assert s.breakdowns == ("sex", "birth")
    assert s.block("folkmangd", "2024").value[:3].tolist() == [5, 6, 7]
    assert s.block("folkmangd", "2024", ("women", "total")).value[:3].tolist() == [2, 3, 4]


# -- tables of other shapes, and figures beyond all bounds ---------------------------------------------------


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
    for given, told in (
        (Other(3), "given as Other"),
        (Other(None), "cannot be made a table of pandas .pyarrow is not"),
    ):
        with pytest.raises(oi.errors.StatisticsError, match=told):
            oi.Statistics.from_frame(given)


def test_other_figures_in_the_same_places() -> None:
    before = statistics(table(source="Egen"), notes=["En not."])
    after = before.with_figures({"value": np.array([[1.0, 2.0, 4.0]])}, notes=["En till."])
    assert after.block("folkmangd", "2024").value.tolist() == [1, 2, 4, 7]  # the whole is made of them
    assert after.notes == ("En not.", "En till.")
    unchanged = [column for column in before.to_frame() if column != "value"]
    pd.testing.assert_frame_equal(after.to_frame()[unchanged], before.to_frame()[unchanged])
    assert before.block("folkmangd", "2024").value.tolist() == [5, 6, 7, 18]
    with pytest.raises(TypeError):
        before.numbers["value"] = np.zeros((1, 4))  # type: ignore[index]
