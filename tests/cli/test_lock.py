"""The command ``omradesindex lock``."""

from __future__ import annotations

import omradesindex as oi


def test_lock_writes_a_definition_that_is_fixed_and_replaces_no_file(run, tmp_path) -> None:
    code, out, _ = run("lock", "malmo-2023", "fast.toml", "--date", "2026-03-01")
    assert code == 0
    assert "låst sedan 2026-03-01" in out
    assert oi.load_index(tmp_path / "fast.toml").is_locked
    code, _, err = run("lock", "malmo-2023", "fast.toml")
    assert code == 2
    assert "finns redan" in err
