"""A breakdown as an answer: a group's result, how it shows itself, and the files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError
from omradesindex.index.groups import breakdown
from omradesindex.index.groups.group_values import measures
from omradesindex.show import files, folder
from tests.figures import words_in
from tests.index.groups.made_up import both, example, malmo


def test_a_group_result_says_whose_it_is() -> None:
    assert example()["women"].statistics.name == "Exempelstad (påhittad), kvinnor"
    assert "kvinnor" in repr(example()["women"])
    assert "Exempelstad (made up), women" in example()["women"].page("en").title
    assert "Exempelstad (påhittad), kvinnor" in example()["women"].page("sv").title
    assert example().statistics.name == "Exempelstad (påhittad)"
    assert isinstance(both()["women", "with"], oi.types.Result)
    assert example().index is example().full.index
    with pytest.raises(ComputeError, match="did you mean 'women'"):
        example()["woman"]


def test_it_shows_its_first_table_and_what_every_reader_must_be_told() -> None:
    assert repr(malmo()) == malmo().page().first().text()
    assert malmo()._repr_html_() == malmo().page().first().html()
    assert malmo().summary().startswith("Inget index räknas: 4 av 11 indikatorer")
    assert "Bygger på 4 av 11 indikatorer (" in malmo().summary()
    with pytest.raises(ComputeError, match="the area '99' is unknown"):
        malmo().explain("99")


@pytest.fixture
def tables_only(monkeypatch) -> Iterator[None]:
    """Leave the figures out, which take the longest."""
    monkeypatch.setattr(files, "_png", lambda path, *_: path.touch())
    monkeypatch.setattr(files, "_saved", lambda path, *_: path.touch())
    return None


@pytest.mark.usefixtures("tables_only")
def test_save_writes_tables_and_a_chart_of_everything_there_is(tmp_path: Path) -> None:
    names = {path.name for path in both().save(tmp_path / "ut")}
    assert names == {path.name for path in (tmp_path / "ut").iterdir()}
    charts = {f"grupper_{m}.{kind}" for m in measures(both()) for kind in ("png", "svg")}
    assert "grupper_bostads_eller_aganderatt.png" not in charts
    assert names - charts == {
        *("uppdelning.txt", "uppdelning.html", "uppdelning.csv", "uppdelning.parquet"),
        *("uppdelning.xlsx", "uppdelning_ord.txt", "uppdelning_ord.html"),
        *("skillnader.csv", "skillnader.parquet", "avstamning.csv"),
    }
    csv = pd.read_csv(tmp_path / "ut" / "uppdelning.csv", dtype=str)
    parquet = pd.read_parquet(tmp_path / "ut" / "uppdelning.parquet")
    assert len(csv) == len(parquet) == len(both().to_frame())
    gaps = pd.read_csv(tmp_path / "ut" / "skillnader.csv", dtype={"area": str})
    np.testing.assert_allclose(gaps["points"], both().gaps["points"])
    assert set(gaps["statistics"]) == {"Exempelstad (påhittad)"}
    text = (tmp_path / "ut" / "uppdelning.txt").read_text(encoding="utf-8")
    assert "inte röjandeskyddade" in text
    assert all(both().statistics.name_of(code) in text for code in both().areas)
    assert both().full.fingerprint in text


@pytest.mark.usefixtures("tables_only")
def test_save_without_pyarrow_and_matplotlib_names_what_is_left_out(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(files, "find_spec", lambda name: None)
    monkeypatch.setattr(folder, "can_draw", lambda: False)
    with pytest.warns(UserWarning, match="left out") as caught:
        names = {path.name for path in malmo().save(tmp_path)}
    told = " ".join(str(w.message) for w in caught)
    assert "omradesindex[parquet]" in told
    assert "omradesindex[plot]" in told
    assert {w.filename for w in caught} == {__file__}
    assert all(name.endswith((".txt", ".html", ".xlsx", ".csv")) for name in names)


@pytest.mark.slow
@pytest.mark.usefixtures("tables_only")
def test_too_many_groups_for_a_chart_are_told_of(tmp_path: Path) -> None:
    found = oi.load_index("malmo-2023").compute(oi.example_statistics(), by=["sex", "age"], partial=True)
    with pytest.warns(UserWarning, match="12 groups are too many") as caught:
        names = {path.name for path in found.save(tmp_path)}
    assert not any(name.startswith("grupper_") for name in names)
    assert caught[0].filename == __file__
    with pytest.raises(ComputeError, match="12 groups cannot be drawn"):
        found.plot.groups("trangboddhet")
    told = words_in(found.plot.groups("trangboddhet", groups=[("women", "18-24"), ("women", "65-")]))
    assert "kvinnor 65 år och äldre" in told


def test_one_chart_is_written_as_png_and_svg(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(breakdown, "measures", lambda _: ("lag_lon",))
    malmo().save(tmp_path, lang="en")
    assert (tmp_path / "groups_lag_lon.png").read_bytes().startswith(b"\x89PNG")
    assert "women" in (tmp_path / "breakdown.html").read_text(encoding="utf-8").casefold()
    assert (tmp_path / "groups_lag_lon.svg").stat().st_size > 1000


@pytest.mark.usefixtures("tables_only")
def test_who_has_saved_sees_what_each_file_is(tmp_path: Path) -> None:
    written = example().save(tmp_path, lang="en", figures=False)
    assert len(written) == 10
    said = str(written.page().text(width=140))
    files = ("breakdown.txt, .html", "breakdown.xlsx")
    for what in (*files, "every gap, its interval", "the parts against the total"):
        assert what in said
    assert not list(tmp_path.glob("groups_*"))
