"""The one door to a file for others: nothing unsafe passes it, and nothing half is left behind."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError, OmradesindexError, StatisticsError
from tests.cities import index_of, statistics
from tests.disclosure.made_up import both_sexes, city, differencing, one_count, pupils, together

# -- an index -----------------------------------------------------------------------------------------------


def test_publish_an_index(everything: oi.Statistics, index: oi.types.Index, tmp_path: Path) -> None:
    result = index.compute(everything)
    path = oi.publish(result, tmp_path / "index.csv")
    frame = pd.read_csv(path, dtype={"area": str})
    hidden = frame[frame["status"] == "suppressed"]
    assert len(hidden)
    told = ["value", "score", "contribution"]
    assert (hidden[told].fillna(0.0) == 0.0).all(axis=None)


def test_publish_groups(everything: oi.Statistics, index: oi.types.Index, tmp_path: Path) -> None:
    groups = index.compute(everything, by=["sex"])
    path = oi.publish(groups, tmp_path / "kvinnor_man.csv", unchecked=True)
    frame = pd.read_csv(path, dtype={"area": str})
    assert set(frame["sex"]) == {"women", "men", "total"}
    # Nobody's figure in a small group is there; its indicator has left the common set.
    assert "gymnasiebehorighet" in groups.common
    assert "gymnasiebehorighet" not in set(frame["measure"])


@pytest.mark.slow
def test_index_of_withheld_figures_is_refused(
    everything: oi.Statistics, index: oi.types.Index, tmp_path: Path
) -> None:
    policy = oi.DisclosurePolicy(threshold=100_000)
    with pytest.raises(ComputeError, match=r"withhold every|does not make the index"):
        oi.publish(index.compute(everything), tmp_path / "index.csv", policy=policy, unchecked=True)
    assert list(tmp_path.iterdir()) == []


def test_folder_of_an_index_is_whole_or_not_there(
    everything: oi.Statistics, index: oi.types.Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[oi.types.Result] = []
    monkeypatch.setattr(oi.types.Result, "save", lambda self, folder, *, lang: seen.append(self))
    result = index.compute(everything)
    assert oi.publish(result, tmp_path / "ut", unchecked=True) == tmp_path / "ut"
    assert seen[0] is not result
    assert seen[0].statistics.notes[-1].startswith("Uppgifter som vilar på för få personer är dolda")


def test_all_that_is_known_of_a_withheld_figure_goes_with_it(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "area": ["01", "02", "03", "X"],
            "variable": "andel",
            "period": "2024",
            "kind": "share",
            "numerator": [2.0, 30, 40, 72],
            "denominator": [50.0, 60, 70, 180],
            "standard_error": [2.8, 6.4, 5.9, 3.6],
            "doubtful": [0.04, 0.02, 0.0, 0.02],
        }
    )
    frame["value"] = 100 * frame["numerator"] / frame["denominator"]
    path = oi.publish(oi.protect(statistics(frame, whole="X")), tmp_path / "a.csv")
    written = pd.read_csv(path, dtype={"area": str}).set_index("area")
    gone = written["status"] == "suppressed"
    assert gone["01"]
    assert not gone.all()
    told = ["value", "numerator", "denominator", "standard_error"]
    assert written.loc[gone, told].isna().all(axis=None)
    assert (written.loc[gone, ["doubtful", "coverage"]] == 0).all(axis=None)
    # 0.02 of 180 persons is four in a sub-area; the step spans ten.
    assert written.loc[~gone, "doubtful"].tolist() == [0, 0.1]


def test_publish_refuses_and_leaves_nothing(tmp_path: Path) -> None:
    figures = city(np.random.default_rng(1).poisson(6, (4, 2, 2)))
    with pytest.raises(ComputeError, match="the audit FAILS"):
        oi.publish(figures, tmp_path / "tabell.csv")
    assert list(tmp_path.iterdir()) == []
    path = oi.publish(oi.protect(figures), tmp_path / "tabell.csv")
    assert [p.name for p in tmp_path.iterdir()] == ["tabell.csv"]
    again = oi.read_statistics(path, whole="X")
    hidden = again.to_frame()["status"] == "suppressed"
    assert hidden.any()
    assert again.to_frame().loc[hidden, "value"].isna().all()
    with pytest.raises(ComputeError, match="Expected: Protected"):
        oi.publish("tabell", tmp_path / "b.csv")  # type: ignore[arg-type]


def test_publish_asks_about_what_no_audit_can_judge(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            "area": ["01", "02"] * 2,
            "variable": ["folkmangd"] * 2 + ["median"] * 2,
            "period": "2024",
            "kind": ["count"] * 2 + ["median"] * 2,
            "value": [300.0, 400, 20, 30],
        }
    )
    with pytest.raises(ComputeError, match="no audit can judge"):
        oi.publish(statistics(frame), tmp_path / "a.csv")
    assert oi.publish(statistics(frame), tmp_path / "a.csv", unchecked=True).is_file()


# -- sets ---------------------------------------------------------------------------------------------------

#: Women and men of five areas: 3 women in 01 are unsafe. And all, whom nothing need be withheld of alone.
BY_SEX = both_sexes(np.array([[3, 71], [61, 53], [83, 97], [47, 59], [67, 89]]))
ALL = statistics(one_count([74, 114, 180, 106, 156]), whole="X")


def shown_in(file: Path) -> oi.Statistics:
    return oi.read_statistics(file, whole="X")


def test_a_set_is_protected_together(tmp_path: Path) -> None:
    """Each alone is safe, and side by side a figure follows: unless they are published at once."""
    by_disability, by_both = pupils()
    ledger = oi.Ledger.create(tmp_path / "liggare")
    given = {"funktion.csv": by_disability, "kon_och_funktion.csv": by_both}
    path = oi.publish(given, tmp_path / "ut", ledger=ledger)
    assert path == tmp_path / "ut"
    assert sorted(file.name for file in path.iterdir()) == ["funktion.csv", "kon_och_funktion.csv"]
    tables = [shown_in(path / name) for name in given]
    assert all(np.isnan(table.numbers["value"]).any() for table in tables)
    assert differencing(together(*tables)) == {}
    (entry,) = oi.Ledger.read(ledger.folder).entries
    assert entry.files == ("ut/funktion.csv", "ut/kon_och_funktion.csv")
    assert [table.breakdowns for table in entry.tables] == [("disability",), ("sex", "disability")]
    oi.publish(given, tmp_path / "igen", ledger=ledger, called="samma igen")
    assert oi.Ledger.read(ledger.folder).entries[-1].name == "0002 samma igen"


def test_a_set_of_a_table_and_an_index(
    everything: oi.Statistics, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved: list[Path] = []

    def save(result: oi.types.Result, folder: Path, *, lang: str) -> None:
        (folder / "index.csv").write_text(lang)
        saved.append(folder)

    monkeypatch.setattr(oi.types.Result, "save", save)
    given = {
        "index": index_of("arbetsloshet").compute(everything),
        "folkmangd.csv": everything.only(["folkmangd"], periods=["2024"]),
    }
    path = oi.publish(given, tmp_path / "ut", unchecked=True, lang="en")
    assert {file.relative_to(path).as_posix() for file in path.rglob("*.csv")} == {
        "index/index.csv",
        "folkmangd.csv",
    }
    assert (path / "index" / "index.csv").read_text() == "en"
    assert len(saved) == 1


@pytest.mark.parametrize("name", ["", "..", "a/b.csv", "../a.csv"])
def test_names_of_a_set(name: str, tmp_path: Path) -> None:
    with pytest.raises(ComputeError, match="is no name of a file"):
        oi.publish({name: ALL}, tmp_path / "ut")
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_set(tmp_path: Path) -> None:
    for figures, path, told in (
        ({}, "ut", "there is nothing in the set"),
        ({"a.csv": oi.protect(BY_SEX)}, "ut", "'a.csv' is Protected.*give the statistics as they were"),
        ({"a.csv": ALL, "b.csv": "tabell"}, "ut", "'b.csv' is str"),
        ({3: ALL}, "ut", "(?s)3 is no name of a file|mapping of text"),
        ({"a": ALL}, "ut", "figures are published as CSV"),
        ({"a.csv": ALL}, "ut.csv", "a set is published as a folder"),
        (ALL, "ut", "figures are published as CSV"),
    ):
        with pytest.raises(OmradesindexError, match=told):
            oi.publish(figures, tmp_path / path)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_all_of_a_set_is_written_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = oi.Ledger.create(tmp_path / "liggare")
    before = {file.name: file.read_bytes() for file in ledger.folder.iterdir()}
    written: list[Path] = []

    def one_and_no_more(file: Path, frame: pd.DataFrame) -> None:
        if written:
            raise OSError(28, "No space left on device")
        file.write_text("en")
        written.append(file)

    monkeypatch.setattr("omradesindex.disclosure.publish.write_csv", one_and_no_more)
    with pytest.raises((OmradesindexError, OSError), match="No space left"):
        oi.publish({"kon.csv": BY_SEX, "alla.csv": ALL}, tmp_path / "ut", ledger=ledger)
    assert written
    assert [path.name for path in tmp_path.iterdir()] == ["liggare"]
    # The ledger says nothing of what was not written.
    assert {file.name: file.read_bytes() for file in ledger.folder.iterdir()} == before
    with pytest.raises((OmradesindexError, OSError), match="No space left"):
        oi.publish(ALL, tmp_path / "alla.csv", ledger=ledger)
    assert not (tmp_path / "alla.csv").exists()
    assert {file.name: file.read_bytes() for file in ledger.folder.iterdir()} == before


def test_one_of_a_set_that_cannot_be_published(tmp_path: Path) -> None:
    median = statistics(one_count([20, 30], "median").assign(kind="median"), whole="X")
    ledger = oi.Ledger.create(tmp_path / "liggare")
    with pytest.raises(ComputeError, match=r"'median' .* has no counts, so no audit can judge it"):
        oi.publish({"alla.csv": ALL, "median.csv": median}, tmp_path / "ut", ledger=ledger)
    other = statistics(one_count([75, 114, 180, 106, 156]), whole="X")
    with pytest.raises(StatisticsError, match="is 74 in one table and 75 in another"):
        oi.publish({"alla.csv": ALL, "andra.csv": other}, tmp_path / "ut", ledger=ledger)
    assert [path.name for path in tmp_path.iterdir()] == ["liggare"]
    assert oi.Ledger.read(ledger.folder).entries == ()


def test_a_folder_that_holds_something_is_refused(
    everything: oi.Statistics, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands there may have been made of figures that nobody protected."""
    monkeypatch.setattr(oi.types.Result, "save", lambda self, folder, *, lang: None)
    folder, ledger = tmp_path / "ut", oi.Ledger.create(tmp_path / "liggare")
    folder.mkdir()
    (folder / "karta.svg").write_text("oskyddad")
    for figures in (index_of("arbetsloshet").compute(everything), {"alla.csv": ALL}):
        with pytest.raises(ComputeError, match=r"ut: "):
            oi.publish(figures, folder, unchecked=True, ledger=ledger)
    assert [(file.name, file.read_text()) for file in folder.iterdir()] == [("karta.svg", "oskyddad")]
    assert oi.Ledger.read(ledger.folder).entries == ()
    (folder / "karta.svg").unlink()
    assert oi.publish({"alla.csv": ALL}, folder) == folder
    assert [file.name for file in folder.iterdir()] == ["alla.csv"]


def test_a_share_and_its_base_tell_how_many(tmp_path: Path) -> None:
    """4.1 % of 74 is three persons, if nobody writes so too; and where 71 are 95.9 %, three are left."""
    rows = pd.DataFrame({"area": ["01", "02"], "variable": "andel", "period": "2024", "kind": "share"})
    for counts in (
        {"value": [4.1, 50.0], "denominator": [74.0, 114.0]},
        {"value": [95.9, 50.0], "numerator": [71.0, 57.0]},
    ):
        figures = statistics(rows.assign(**counts, quality="made_up"))
        with pytest.raises(
            ComputeError, match=r"the audit FAILS for 1 of 1 figures, first 'andel' in area '01'"
        ):
            oi.publish(figures, tmp_path / "andel.csv")
        assert oi.protect(figures).log["area"].tolist() == ["01"]


def test_figures_that_came_rounded_are_read_by_their_rounding_when_they_are_protected(tmp_path: Path) -> None:
    frame = both_sexes(np.array([[15, 40], [45, 50], [200, 300]])).to_frame()
    kept = ["area", "variable", "period", "sex", "kind", "value", "quality"]
    figures = statistics(frame[kept].assign(rounding="nearest 5"), whole="X")
    ledger = oi.Ledger.create(tmp_path / "liggare")
    oi.publish(oi.protect(figures, ledger=ledger), tmp_path / "a.csv", ledger=ledger)
    (entry,) = oi.Ledger.read(tmp_path / "liggare").entries
    for told in entry.tables[0].strips.values():
        shown = ~np.isnan(told.low)
        assert shown.any()
        assert (told.high[shown] - told.low[shown] == 4).all()
