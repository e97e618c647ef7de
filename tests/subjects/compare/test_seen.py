"""How much of a proposal can be seen."""

from __future__ import annotations

import omradesindex as oi
from omradesindex.subjects.compare.seen import lacks_figures, new_figures, replaced_by_nothing
from tests.subjects.compare.sets import (
    BASE,
    REPLACED,
    said,
)


def test_partial_says_what_each_set_has_and_what_does_not_show() -> None:
    s = oi.malmo_statistics()
    comparison = oi.compare(["malmo-2023", "mkb", "hvon", "sbn"], s, partial=True)
    assert comparison.partial
    assert comparison.sets == ("malmo-2023", "mkb", "hvon")
    assert list(comparison.empty) == ["sbn"]
    coverage = comparison.coverage
    for name in (*comparison.sets, "sbn"):
        index = oi.load_index(name)
        rows = coverage[coverage["set"] == name]
        assert list(rows["indicator"]) == [i.id for i in index.indicators]
        assert comparison.counts(name) == (int(rows["figures"].sum()), len(rows))
    assert comparison.counts("sbn")[0] == 0
    # Health has no figures at all, so that set is the base in disguise: agreement would be no finding.
    assert comparison.unseen == ("hvon",)
    assert not comparison.agreement.loc["hvon", "seen"]
    assert "säger inget om förslaget" in said(comparison.explain("hvon"))
    assert "sbn (0 av 8)" in said(comparison.explain("sbn"))
    there, every = comparison.counts("mkb")
    assert f"Delvis: {there} av {every} indikatorer har uppgifter." in said(comparison.explain("mkb"))
    assert "Barnfattigdom" in said(comparison.explain("mkb"))


def test_what_sets_two_indices_apart_is_seen_or_not() -> None:
    every = {member.id for member in (*BASE.members, *REPLACED.members)}
    assert not lacks_figures(BASE, REPLACED, every)
    assert lacks_figures(BASE, REPLACED, every - {"ekonomiskt_bistand"})
    assert not lacks_figures(BASE, BASE, set())
    assert new_figures(BASE, REPLACED, every - {"ekonomiskt_bistand"}) == (0, 1)
    assert replaced_by_nothing(BASE, REPLACED, every - {"ekonomiskt_bistand"}) == 1
    assert replaced_by_nothing(BASE, REPLACED, every) == 0
