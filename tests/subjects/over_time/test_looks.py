"""How verdicts look: told apart by colour and by shape."""

from __future__ import annotations

from omradesindex.subjects.over_time.looks import COLOURS, is_firm, verdict_mark
from omradesindex.subjects.over_time.words import SIGNS


def test_every_verdict_has_a_mark_of_its_own() -> None:
    assert set(COLOURS) == set(SIGNS)
    looks = {verdict: verdict_mark(verdict) for verdict in COLOURS}
    assert len({(look["marker"], look.get("markerfacecolor")) for look in looks.values()}) == len(looks)
    assert [verdict for verdict in COLOURS if is_firm(verdict)] == ["improved", "worsened"]
