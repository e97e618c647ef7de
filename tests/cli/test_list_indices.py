"""The command ``omradesindex list``."""

from __future__ import annotations

import omradesindex as oi


def test_list_names_every_index_with_its_indicators(run) -> None:
    code, out, _ = run("list")
    assert code == 0
    assert all(name in out for name in oi.list_indices())
    assert "Boende: Trångboddhet, In- och utflyttning" in out
