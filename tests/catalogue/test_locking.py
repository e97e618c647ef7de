"""A definition is fixed, and written whole."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.errors import DefinitionError

INDEX = oi.load_index("malmo-oppna-data")
DAY = "2026-03-01"


def test_a_locked_definition_comes_back_locked_and_the_same(tmp_path: Path) -> None:
    fixed = INDEX.locked(DAY)
    read = oi.load_index(fixed.save(tmp_path / "fast.toml"))
    assert read == INDEX
    assert read.is_locked
    assert read.lock == fixed.lock
    assert read.to_toml() == (tmp_path / "fast.toml").read_text(encoding="utf-8")
    assert oi.load_index(INDEX.save(tmp_path / "fri.toml")).lock is None


def test_nothing_that_it_says_stands_outside_the_file(tmp_path: Path) -> None:
    # What a later catalogue says of an indicator does not change what was fixed.
    text = INDEX.locked(DAY).save(tmp_path / "fast.toml").read_text(encoding="utf-8")
    assert all(f"[indicators.{i.id}]" in text for i in INDEX.indicators)
    assert f"[indicators.{INDEX.indicators[0].id}]" not in INDEX.to_toml()


def test_today_is_the_day_where_none_is_given() -> None:
    before = datetime.now(UTC).date().isoformat()
    lock = INDEX.locked().lock
    assert lock is not None
    assert before <= lock.date <= datetime.now(UTC).date().isoformat()


def test_a_day_that_has_not_come_is_refused() -> None:
    with pytest.raises(DefinitionError, match="2126-01-01, which has not come"):
        INDEX.locked("2126-01-01")


def test_a_flat_table_has_no_place_for_a_lock(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"no place for a lock.*\.toml"):
        INDEX.locked(DAY).save(tmp_path / "fast.csv")
    assert not list(tmp_path.iterdir())
