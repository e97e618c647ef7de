"""The ledger: what has been released counts, nothing withheld is in it, and a damaged one stops all."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.disclosure.audit import what_is_needed
from omradesindex.disclosure.laid import Reading
from omradesindex.disclosure.ledger import add_release, ledger_given, releases_for, take_back
from omradesindex.disclosure.primary import unsafe_mask
from omradesindex.disclosure.system import build
from omradesindex.disclosure.trying import Trial
from omradesindex.errors import ComputeError
from tests.cities import statistics
from tests.disclosure.made_up import both_sexes, one_count

#: Women and men of five areas: 3 women in 01 are unsafe.
BY_SEX = both_sexes(np.array([[3, 71], [61, 53], [83, 97], [47, 59], [67, 89]]))
ALL = statistics(one_count([74, 114, 180, 106, 156]), whole="X")


@pytest.fixture
def ledger(tmp_path: Path) -> oi.Ledger:
    return oi.Ledger.create(tmp_path / "liggare")


def released(figures: oi.Statistics, ledger: oi.Ledger, name: str = "a.csv") -> Path:
    """Protect and publish with the ledger."""
    protected = oi.protect(figures, ledger=ledger)
    return oi.publish(protected, ledger.folder.parent / name, ledger=ledger)


# -- what it holds ------------------------------------------------------------------------------------------


def test_each_release_is_an_entry(ledger: oi.Ledger) -> None:
    assert ledger.entries == ()
    released(BY_SEX, ledger)
    released(ALL, ledger, "b.csv")
    now = oi.Ledger.read(ledger.folder)
    assert [(e.number, e.name, e.files, e.ours) for e in now.entries] == [
        (1, "0001 a.csv", ("a.csv",), True),
        (2, "0002 b.csv", ("b.csv",), True),
    ]
    frame = now.to_frame()
    assert frame["name"].tolist() == ["0001 a.csv", "0002 b.csv"]
    assert frame["withheld"].tolist() == [4, 0]
    assert sorted(path.name for path in ledger.folder.iterdir()) == ["0001.json", "0002.json", "liggare.json"]
    page = now.page("en")
    assert page.title == "Ledger of releases: liggare"
    assert page.tables()[0].length == 2
    assert oi.Ledger.create(ledger.folder.parent / "ny").page().tables() == []


def test_no_withheld_value_is_in_it(ledger: oi.Ledger) -> None:
    """Figures that stand nowhere else: whatever is withheld of them would be found in the files."""
    women = np.array([3, 6011, 8311, 4703, 6701])
    men = np.array([7103, 5303, 9701, 5903, 8903])
    figures = both_sexes(np.column_stack([women, men]))
    protected = oi.protect(figures, ledger=ledger)
    oi.publish(protected, ledger.folder.parent / "a.csv", ledger=ledger)
    gone = np.isnan(protected.statistics.numbers["value"])
    true = figures.numbers["value"]
    secret = {int(value) for value in true[gone]} - {3}
    assert len(secret) == 3
    text = (ledger.folder / "0001.json").read_text(encoding="utf-8")
    numbers = {float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)}
    assert not secret & numbers
    assert {int(value) for value in true[~gone]} <= numbers
    # The small one too: where it would stand, nothing does.
    (entry,) = oi.Ledger.read(ledger.folder).entries
    (table,) = entry.tables
    for (block, _), told in table.strips.items():
        closed = table.closed.get(block, np.zeros(6, dtype=bool))
        assert np.isnan(told.low[closed]).all()
        assert np.isnan(told.high[closed]).all()
    assert sum(int(mask.sum()) for mask in table.closed.values()) == int(gone.sum()) == 4


def test_it_may_be_given_by_its_folder(ledger: oi.Ledger) -> None:
    protected = oi.protect(BY_SEX, ledger=str(ledger.folder))
    oi.publish(protected, ledger.folder.parent / "a.csv", ledger=ledger.folder)
    assert len(oi.Ledger.read(str(ledger.folder)).entries) == 1
    # The ledger is what it is on the disk, whatever was read before.
    assert len(ledger_given(ledger).entries) == 1
    assert ledger_given(None).entries == ()


# -- what was withheld stays so -----------------------------------------------------------------------------


def test_what_was_withheld_stays_withheld(ledger: oi.Ledger) -> None:
    first = oi.protect(BY_SEX, ledger=ledger)
    oi.publish(first, ledger.folder.parent / "a.csv", ledger=ledger)
    lenient = oi.DisclosurePolicy(threshold=1)
    again = oi.protect(BY_SEX, lenient, ledger=ledger)
    assert (again.statistics.status == first.statistics.status).all()
    assert set(again.log["reason"]) == {"withheld in an earlier release"}
    with pytest.raises(ComputeError, match="the audit FAILS"):
        oi.publish(BY_SEX, ledger.folder.parent / "b.csv", policy=lenient, ledger=ledger)
    assert not (ledger.folder.parent / "b.csv").exists()


def test_revised_figures_are_an_edition_of_their_own_and_what_was_withheld_stays_so(
    ledger: oi.Ledger,
) -> None:
    first = oi.protect(BY_SEX, ledger=ledger)
    oi.publish(first, ledger.folder.parent / "a.csv", ledger=ledger)
    gone = np.isnan(first.statistics.numbers["value"])
    # Six women more in area 01 and none of them few; four men fewer in area 03.
    revised = both_sexes(np.array([[9, 71], [61, 53], [83, 93], [47, 59], [67, 89]]))
    again = oi.protect(revised, ledger=ledger)
    assert np.isnan(again.statistics.numbers["value"])[gone].all()
    oi.publish(again, ledger.folder.parent / "b.csv", ledger=ledger)
    assert len(oi.Ledger.read(ledger.folder).entries) == 2


def test_what_was_not_revised_is_laid_beside_the_new_edition(ledger: oi.Ledger) -> None:
    """One person more in area 05 does not hide that of 33 in area 01 all but 3 are men."""
    everybody = one_count([33, 50, 50, 46, 41]).assign(sex="total")
    first = pd.concat([everybody, one_count([100, 120, 130, 140, 150], "folkmangd").assign(sex="total")])
    released(statistics(first, whole="X"), ledger)
    again = one_count([33, 50, 50, 46, 42]).assign(sex="total")
    men = one_count([30, 30, 20, 21, 20]).assign(sex="men")
    for now in (men, pd.concat([men, again])):
        unsafe = oi.audit(statistics(now, whole="X"), ledger=ledger).table.query("not safe")
        assert unsafe[["area", "low", "high"]].to_numpy().tolist() == [["01", 3, 3]]


def test_revised_figures_are_not_asked_about_as_if_they_were_a_sum(ledger: oi.Ledger) -> None:
    released(BY_SEX, ledger)
    revised = both_sexes(np.array([[3, 71], [61, 53], [83, 97], [47, 59], [69, 89]]))
    assert oi.protect(revised, ledger=ledger).audit.passed


def test_a_table_of_some_areas_does_not_tell_of_the_others(ledger: oi.Ledger) -> None:
    """All of the city but areas 01 and 02 live in 03: 4 of them with a disability."""
    rows = [([90, 80, 60], "total"), ([15, 12, 4], "with")]
    every = pd.concat([one_count(values).assign(disability=d) for values, d in rows])
    assert every.query("area == 'X'")["value"].tolist() == [230, 31]
    path = released(statistics(every[every["area"] != "03"], whole="X"), ledger)
    shown = pd.read_csv(path).query("disability == 'with'")["value"]
    assert shown.isna().any()
    unsafe = oi.audit(statistics(every[every["area"] != "03"], whole="X")).table.query("not safe")
    assert unsafe[["area", "low", "high"]].to_numpy().tolist() == [["X − 01 − 02", 4, 4]]
    released(statistics(every, whole="X"), ledger, "b.csv")


# -- another division ---------------------------------------------------------------------------------------


def test_a_ledger_of_another_division_is_refused(ledger: oi.Ledger) -> None:
    released(BY_SEX, ledger)
    renamed = {f"{i:02}": f"skola{i}" for i in range(1, 6)}
    other = statistics(one_count([74, 114, 180, 106, 156]).replace({"area": renamed}), whole="X")
    for ask in (
        lambda: oi.protect(other, ledger=ledger),
        lambda: oi.audit(other, ledger=ledger),
        lambda: oi.publish(other, ledger.folder.parent / "b.csv", ledger=ledger),
        lambda: ledger.declare(other),
    ):
        with pytest.raises(
            ComputeError, match=r"the ledger is of another division: .*Expected: areas that the ledger"
        ):
            ask()
    assert not (ledger.folder.parent / "b.csv").exists()
    assert len(oi.Ledger.read(ledger.folder).entries) == 1
    # Whoever says how they make each other up is let in.
    large = statistics(one_count([188, 442]).replace({"area": {"01": "A", "02": "B"}}), whole="X")
    within = {"A": ["01", "02"], "B": ["03", "04", "05"]}
    assert oi.protect(large, within=within, ledger=ledger).audit.passed
    assert ledger.declare(large, within=within).entries[-1].tables[0].within["A"] == ("01", "02")
    assert oi.protect(large, ledger=ledger).audit.passed


# -- figures that somebody else has published ---------------------------------------------------------------


def test_declared_figures_are_known(ledger: oi.Ledger) -> None:
    """Somebody else has published the men: the 3 women of area 01 follow from all."""
    men = statistics(one_count([71, 53, 97, 59, 89]).assign(sex="men"), whole="X")
    declared = ledger.declare(men, name="Statistik (påhittad)")
    assert [(e.name, e.ours) for e in declared.entries] == [("0001 Statistik (påhittad)", False)]
    assert declared.to_frame()["withheld"].tolist() == [0]
    assert oi.audit(ALL).passed
    unsafe = oi.audit(ALL, ledger=ledger).table.query("not safe")
    assert unsafe[["area", "low", "high", "how"]].to_numpy().tolist() == [["01", 3, 3, "sums"]]
    protected = oi.protect(ALL, ledger=ledger)
    shown = protected.statistics.to_frame().set_index("area")["value"]
    assert np.isnan(shown["01"])
    assert shown.isna().sum() >= 2
    assert protected.audit.passed


def test_of_rounded_figures_that_are_declared_the_interval_is_known(ledger: oi.Ledger) -> None:
    rounded = one_count([70, 55, 95, 60, 90]).assign(sex="men", rounding="nearest 5")
    (entry,) = ledger.declare(statistics(rounded, whole="X")).entries
    (told,) = entry.tables[0].strips.values()
    assert (told.low[0], told.high[0]) == (68, 72)
    # Men of 71 do not contradict them, and 74 of all still tell of at most 6 women.
    protected = oi.protect(BY_SEX, ledger=ledger)
    assert protected.audit.passed
    assert protected.log.query("area == '01'")["sex"].nunique() == 3


def test_a_figure_declared_public_that_is_withheld_is_refused(ledger: oi.Ledger) -> None:
    released(BY_SEX, ledger)
    before = (ledger.folder / "liggare.json").read_bytes()
    public = statistics(one_count([3, 61, 83, 47, 67]).assign(sex="women"), whole="X")
    with pytest.raises(
        ComputeError,
        match=r"\(2024\) in area '01' is declared public, and withheld elsewhere: in '0001 a\.csv'",
    ):
        ledger.declare(public)
    assert (ledger.folder / "liggare.json").read_bytes() == before
    # Nor may it follow: women with a disability and women without one are the women.
    parts = [([2, 30, 40, 20, 30], "with"), ([1, 31, 43, 27, 37], "without")]
    telling = pd.concat([one_count(values).assign(sex="women", disability=d) for values, d in parts])
    with pytest.raises(ComputeError, match=r"area '01' is withheld, and could be worked out from what is"):
        ledger.declare(statistics(telling, whole="X"))
    assert (ledger.folder / "liggare.json").read_bytes() == before
    # Figures without a value are left out.
    open_ = one_count([74, 114, 180, 106, 156]).assign(status="observed")
    open_.loc[0, ["value", "status"]] = [np.nan, "suppressed"]
    assert len(ledger.declare(statistics(open_, whole="X")).entries) == 2


def test_a_file_system_without_links(ledger: oi.Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr("os.link", no_links)
    held = ledger_given(ledger)
    release = ledger.declare(ALL).entries[0].tables[0]
    assert len(oi.Ledger.read(ledger.folder).entries) == 1
    with pytest.raises(ComputeError, match="another release has been written meanwhile"):
        add_release(held, [release], ["a.csv"])


# -- a ledger that is missing or damaged --------------------------------------------------------------------


def test_a_ledger_that_is_not_there(tmp_path: Path) -> None:
    missing = tmp_path / "ingen"
    for ask in (
        lambda: oi.Ledger.read(missing),
        lambda: oi.protect(BY_SEX, ledger=missing),
        lambda: oi.audit(ALL, ledger=str(missing)),
        lambda: oi.publish(ALL, tmp_path / "a.csv", ledger=missing),
    ):
        with pytest.raises(
            ComputeError, match=r"there is no ledger here\. Expected: a folder with the file liggare"
        ):
            ask()
    assert list(tmp_path.iterdir()) == []


def test_a_new_ledger_needs_a_folder_of_its_own(ledger: oi.Ledger, tmp_path: Path) -> None:
    with pytest.raises(ComputeError, match=r"there is a ledger here already.*oi\.Ledger\.read"):
        oi.Ledger.create(ledger.folder)
    (tmp_path / "fil").write_text("")
    for taken in (tmp_path, tmp_path / "fil", tmp_path / "fil" / "liggare"):
        with pytest.raises(ComputeError, match=r"the folder is not empty: it holds 'fil'|is a file"):
            oi.Ledger.create(taken)
    (tmp_path / "tom").mkdir()
    assert oi.Ledger.create(tmp_path / "tom").entries == ()


def _edit(name: str, change: Callable[[str], str]) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert change(text) != text
        (folder / name).write_text(change(text), encoding="utf-8")

    return edit


def _head(**told: object) -> Callable[[str], str]:
    return lambda text: json.dumps(json.loads(text) | told)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "first edited": _edit("0001.json", lambda text: text.replace("74", "75")),
    "last edited": _edit("0002.json", lambda text: text.replace("74", "75")),
    "opened": _edit("0001.json", lambda text: text.replace('"withheld":[[', '"withheld_":[[')),
    "first truncated": _edit("0001.json", lambda text: text[: len(text) // 2]),
    "last truncated": _edit("0002.json", lambda text: text[: len(text) // 2]),
    "empty": _edit("0002.json", lambda _: ""),
    "not JSON": _edit("0001.json", lambda _: "Exempelstad"),
    "a list": _edit("0002.json", lambda _: "[]"),
    "first removed": lambda folder: (folder / "0001.json").unlink(),
    "last removed": lambda folder: (folder / "0002.json").unlink(),
    "no head": lambda folder: (folder / "liggare.json").unlink(),
    "head not JSON": _edit("liggare.json", lambda _: "{"),
    "head forgets": _edit("liggare.json", _head(entries=1)),
    "head of another format": _edit("liggare.json", _head(format=99)),
    "head without a number": _edit("liggare.json", _head(entries="2")),
    "two more and a gap": lambda folder: [
        (folder / f"000{n}.json").write_bytes((folder / "0002.json").read_bytes()) for n in (3, 5)
    ],
    "nested too deep": _edit("0002.json", lambda _: "[" * 100_000),
    "bytes": lambda folder: (folder / "0001.json").write_bytes(b"\xff\xfe\x00"),
}


@pytest.fixture(scope="module")
def two_releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a ledger with two entries."""
    folder = oi.Ledger.create(tmp_path_factory.mktemp("liggare") / "liggare").folder
    ledger = oi.Ledger.read(folder)
    released(BY_SEX, ledger)
    released(ALL, ledger, "b.csv")
    return folder


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_with_a_damaged_ledger_nothing_is_published(
    damage: Callable[[Path], object], two_releases: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "liggare"
    folder.mkdir()
    for file in two_releases.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    damage(folder)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    with pytest.raises(
        ComputeError, match=r"the ledger is damaged: .*take it back from a backup|there is no ledger"
    ):
        oi.publish(ALL, tmp_path / "c.csv", ledger=folder)
    assert [file.name for file in tmp_path.iterdir()] == ["liggare"]
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_an_entry_that_was_written_but_not_counted_is_read(two_releases: Path, tmp_path: Path) -> None:
    """The machine stopped between the two files: what may be out is taken to be out."""
    folder = tmp_path / "liggare"
    folder.mkdir()
    for file in two_releases.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    told = json.loads((folder / "0002.json").read_text(encoding="utf-8"))
    head = {"format": 1, "entries": 1, "last": told["previous"]}
    (folder / "liggare.json").write_text(json.dumps(head), encoding="utf-8")
    assert len(oi.Ledger.read(folder).entries) == 2


# -- two at once --------------------------------------------------------------------------------------------


def test_whoever_comes_second_is_told(ledger: oi.Ledger, two_releases: Path) -> None:
    (table,) = oi.Ledger.read(two_releases).entries[0].tables
    mine, theirs = oi.Ledger.read(ledger.folder), oi.Ledger.read(ledger.folder)
    add_release(theirs, [table], ["b.csv"], day="2026-01-31")
    before = {file.name: file.read_bytes() for file in ledger.folder.iterdir()}
    with pytest.raises(ComputeError, match=r"another release has been written meanwhile.*publish again"):
        add_release(mine, [table], ["a.csv"])
    assert {file.name: file.read_bytes() for file in ledger.folder.iterdir()} == before
    (entry,) = oi.Ledger.read(ledger.folder).entries
    assert (entry.files, entry.day) == (("b.csv",), "2026-01-31")


def test_the_last_entry_may_be_taken_back(two_releases: Path, ledger: oi.Ledger) -> None:
    (table,) = oi.Ledger.read(two_releases).entries[0].tables
    one = add_release(ledger, [table], ["a.csv"])
    before = {file.name: file.read_bytes() for file in ledger.folder.iterdir()}
    take_back(add_release(one, [table], ["b.csv"]))
    assert {file.name: file.read_bytes() for file in ledger.folder.iterdir()} == before
    # Not if another has been written after it meanwhile.
    add_release(one, [table], ["b.csv"])
    take_back(one)
    assert len(oi.Ledger.read(ledger.folder).entries) == 2
    take_back(ledger_given(ledger))
    take_back(one)
    assert oi.Ledger.read(ledger.folder).entries == ()
    assert [file.name for file in ledger.folder.iterdir()] == ["liggare.json"]


# -- what cannot be made safe any more ----------------------------------------------------------------------


def test_what_would_have_to_be_left_out_is_said(ledger: oi.Ledger) -> None:
    """All are out: women and men of area 01 have to go, and those of one area more."""
    released(ALL, ledger)
    with pytest.raises(
        ComputeError,
        match=r"the audit FAILS for .* together with what is out already \(liggare\), "
        r".*leave out more, 4 in all \('01 inflyttade women', .*"
        r"publish\(protect\(statistics, policy, ledger=ledger\)",
    ):
        oi.publish(BY_SEX, ledger.folder.parent / "b.csv", ledger=ledger)
    assert not (ledger.folder.parent / "b.csv").exists()
    assert len(oi.Ledger.read(ledger.folder).entries) == 1


def test_what_cannot_be_shown_at_all_is_said_too(ledger: oi.Ledger) -> None:
    released(ALL, ledger)
    few = one_count([3, 3]).query("area != 'X'").assign(sex="women")
    with pytest.raises(ComputeError, match=r"What to do: publish nothing of it: the policy would withhold"):
        oi.publish(statistics(few), ledger.folder.parent / "b.csv", ledger=ledger)


def test_other_years_have_nothing_to_do_with_each_other(ledger: oi.Ledger) -> None:
    released(BY_SEX, ledger)
    next_year = statistics(one_count([74, 114, 180, 106, 156]).assign(period="2025"), whole="X")
    (release,) = releases_for(ledger_given(ledger), [next_year])
    assert not release.strips
    assert not release.closed


def test_a_set_is_believed_only_if_something_in_it_may_be_unsafe(ledger: oi.Ledger) -> None:
    """The later of two releases, which knows only a part of what they withhold together, may keep others."""
    names = ["barn_trygghet_svarande", "barn_trygghet_trygga"]
    frame = oi.example_statistics().only(names, periods=["2024"]).to_frame()
    frame = frame[frame["age"] == "total"].drop(columns="age")
    for by, other in (("sex", "disability"), ("disability", "sex")):
        own = frame[frame[other] == "total"].drop(columns=[other, f"{other}_definition"], errors="ignore")
        figures = oi.Statistics.from_frame(own, name=f"Exempelstad, {by}", whole="X00")
        released(figures, ledger, f"{by}.csv")
    figures = oi.Statistics.from_frame(frame, name="Exempelstad", whole="X00")
    system = build([Reading(figures)], releases=releases_for(ledger_given(ledger), [figures], None))
    policy = oi.DisclosurePolicy()
    need, reason = what_is_needed(system, policy, [Reading(figures)])
    believed = Trial(system, policy, need, reason).earlier_sets
    unsafe = unsafe_mask(system, policy, system.values)
    assert not np.isnan(system.values[system.earlier.indices]).any()
    assert 0 < believed.shape[0] < system.earlier.shape[0]
    assert (believed @ unsafe.astype(float) > 0).all()
