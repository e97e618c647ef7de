"""What was counted is statistics: written, read, pickled and computed like any."""

from __future__ import annotations

import pickle
from pathlib import Path

import omradesindex as oi
from tests.registers.provstad import counted


def test_it_is_statistics_in_all_that_is_done_with_it(tmp_path: Path) -> None:
    found = counted(by="sex")
    assert isinstance(found, oi.Statistics)
    assert (found.joint, found.protected) == (None, None)
    assert pickle.loads(pickle.dumps(found)).fingerprint == found.fingerprint
    assert found.only("folkmangd").variables == ("folkmangd",)
    found.to_frame().to_csv(tmp_path / "tal.csv", index=False)
    read = oi.read_statistics(tmp_path / "tal.csv", name=found.name)
    assert read.block("folkmangd", "2024", ("women",)).value.tolist() == (
        found.block("folkmangd", "2024", ("women",)).value.tolist()
    )
