"""A locked file is refused where it was changed; a result says whether its definition was fixed."""

from __future__ import annotations

from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.catalogue.lock import fingerprint, lock_line, read_lock
from omradesindex.catalogue.tables import Place
from omradesindex.errors import DefinitionError

INDEX = oi.load_index("malmo-oppna-data")
DAY = "2026-03-01"


def test_a_copy_that_was_changed_is_no_longer_the_locked_one_and_says_it() -> None:
    other = INDEX.locked(DAY).without("lag_lon")
    assert not other.is_locked
    assert f"inte den som låstes {DAY}" in lock_line(other, "sv")
    assert "[lock]" not in other.to_toml()
    assert lock_line(INDEX, "sv") == ""


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_results_and_pages_say_whether_the_definition_is_the_locked_one(lang: str) -> None:
    malmo, fixed = oi.malmo_statistics(), INDEX.locked(DAY)
    for page in (fixed.page(lang), fixed.compute(malmo).page(lang)):
        assert any(note == lock_line(fixed, lang) for note in page.notes)
    changed = fixed.reweight({"boende": 2}).compute(malmo)
    assert lock_line(changed.index, lang) in changed.page(lang).notes
    assert not any("lås" in note or "lock" in note for note in INDEX.compute(malmo).page(lang).notes)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("higher_is_worse", "higher_is_better"),
        ("weight = 1.0", "weight = 2.0"),
        ("points = 10.0", "points = 5.0"),
    ],
)
def test_a_file_that_was_changed_since_is_refused(tmp_path: Path, old: str, new: str) -> None:
    path = INDEX.locked(DAY).save(tmp_path / "fast.toml")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(
        DefinitionError, match=rf"fast\.toml.*not the one that was locked on {DAY}.*Expected"
    ) as e:
        oi.load_index(path)
    assert "remove [lock]" in (e.value.remedy or "")


def test_comments_and_order_are_free(tmp_path: Path) -> None:
    path = INDEX.locked(DAY).save(tmp_path / "fast.toml")
    path.write_text("# antagen\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert oi.load_index(path).is_locked
    assert fingerprint({"a": 1, "b": 2, "lock": {}}, DAY) == fingerprint({"b": 2, "a": 1}, DAY)


def test_the_day_is_fixed_too(tmp_path: Path) -> None:
    path = INDEX.locked(DAY).save(tmp_path / "fast.toml")
    path.write_text(path.read_text(encoding="utf-8").replace(DAY, "2025-01-01"), encoding="utf-8")
    with pytest.raises(DefinitionError, match="something in the file was changed"):
        oi.load_index(path)


def test_what_builds_on_a_locked_definition_is_another(tmp_path: Path) -> None:
    INDEX.locked(DAY).with_identity(id="fast").locked(DAY).save(tmp_path / "fast.toml")
    (tmp_path / "annan.toml").write_text(
        'id = "annan"\nbase = "fast"\n[[changes]]\nwithout = "lag_lon"\n', encoding="utf-8"
    )
    assert oi.load_index("annan", folder=tmp_path).lock is None


def test_a_lock_on_what_stands_on_another_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(
        'id = "a"\nbase = "malmo-oppna-data"\n[lock]\ndate = "2026-03-01"\nsha256 = "0"\n', encoding="utf-8"
    )
    with pytest.raises(DefinitionError, match="stands on another, which may be changed"):
        oi.load_index(tmp_path / "a.toml")


@pytest.mark.parametrize("day", ["i morgon", "2026-13-01", 3])
def test_a_date_that_is_none_is_refused(day: object) -> None:
    with pytest.raises(DefinitionError, match="date of a lock"):
        read_lock(INDEX, {"lock": {"date": day, "sha256": "0"}}, Place("fil"))
