"""What has to be asked for: nothing that is kept whole, everything that was revised."""

from __future__ import annotations

import pytest

from omradesindex.errors import SourceError
from omradesindex.sources.memory import Plan, about, plan, replayed
from omradesindex.sources.snapshots import Kept

WANTED = {"Region": ("1", "2"), "Tid": ("2022", "2023", "2024")}
OLD, NEW = "2025-03-31", "2026-03-31"


def kept(updated: str, years: tuple[str, ...], regions: tuple[str, ...] = ("1", "2")) -> Kept:
    return Kept("u", "GET", "", "2026", "", 0, updated, {}, {"Tid": years, "Region": regions})


ALL = WANTED["Tid"]


def test_what_is_kept_whole_is_not_asked_for() -> None:
    entries = [kept(NEW, ("2022", "2023")), kept(NEW, ("2024",))]
    assert plan(WANTED, "Tid", entries, updated=NEW) == Plan(tuple(entries), (), ())


def test_a_period_that_lacks_an_area_is_not_whole() -> None:
    entries = [kept(NEW, ALL, ("1",)), kept(NEW, ("2023",), ("2",))]
    assert plan(WANTED, "Tid", entries, updated=NEW).ask == ("2022", "2024")


def test_a_new_period_explains_a_change_and_the_others_are_told_to_be_older() -> None:
    entry = kept(OLD, ("2022", "2023"))
    assert plan(WANTED, "Tid", [entry], updated=NEW) == Plan((entry,), ("2024",), ("2022", "2023"))
    # When it has come, nothing more is asked for.
    both = (entry, kept(NEW, ("2024",)))
    assert plan(WANTED, "Tid", both, updated=NEW) == Plan(both, (), ("2022", "2023"))


def test_a_change_that_nothing_new_explains_is_a_revision() -> None:
    assert plan(WANTED, "Tid", [kept(OLD, ALL)], updated=NEW) == Plan((), ALL, ())
    # What has been read since counts, and nothing older beside it.
    since = kept(NEW, ("2023",))
    assert plan(WANTED, "Tid", [kept(OLD, ALL), since], updated=NEW) == Plan((since,), ("2022", "2024"), ())


def test_everything_is_asked_for_where_nobody_can_tell_or_somebody_wants_it() -> None:
    assert plan(WANTED, "Tid", [kept(NEW, ALL)], updated=None).ask == ALL
    assert plan(WANTED, "Tid", [kept(NEW, ALL)], updated=NEW, refresh="all").ask == ALL
    assert plan({**WANTED, "Kon": ("1",)}, "Tid", [kept(NEW, ALL)], updated=NEW).ask == ALL


def test_replay_takes_what_is_there_and_names_what_is_not() -> None:
    entries = [kept(OLD, ("2022",)), kept(NEW, ("2023", "2024"))]
    assert replayed(WANTED, "Tid", entries, where="t", updated=NEW) == Plan(tuple(entries), (), ("2022",))
    assert replayed(WANTED, "Tid", [entries[1], kept(NEW, ("2022",))], where="t", updated=NEW).older == ()
    with pytest.raises(
        SourceError, match=r"^t: the snapshots lack Tid '2022', '2023'\. What to do: read it once"
    ):
        replayed(WANTED, "Tid", [kept(NEW, ("2024",))], where="t", updated=NEW)


def test_only_what_is_said_identifies_an_answer() -> None:
    assert about(table="TAB1", lang="sv", codelists="") == {"table": "TAB1", "lang": "sv"}
