"""How much of a proposal can be seen."""

from __future__ import annotations

import omradesindex as oi
from omradesindex.subjects.compare.seen import (
    lacks_figures,
    new_figures,
    replaced_by_nothing,
    says_nothing,
)
from omradesindex.subjects.compare.words import no_figures_line
from tests.subjects.compare.sets import BASE, REPLACED, SHORTER, named, said


def test_partial_says_what_each_set_has_and_what_does_not_show() -> None:
    s = oi.malmo_statistics()
    comparison = oi.compare([BASE, "mkb", SHORTER, "sbn"], s, partial=True)
    assert comparison.partial
    assert comparison.sets == ("malmo-2023", "mkb", SHORTER.id)
    assert list(comparison.empty) == ["sbn"]
    coverage = comparison.coverage
    for name in (*comparison.sets, "sbn"):
        index = comparison.index_of(name)
        rows = coverage[coverage["set"] == name]
        assert list(rows["indicator"]) == [i.id for i in index.indicators]
        assert comparison.counts(name) == (int(rows["figures"].sum()), len(rows))
    assert comparison.counts("sbn")[0] == 0
    # What is gone from it has no figures, so that set is the base in disguise: agreement would be no finding.
    assert comparison.unseen == (SHORTER.id,)
    assert not comparison.agreement.loc[SHORTER.id, "seen"]
    assert "säger därför inget om förslaget" in said(comparison.explain(SHORTER.id))
    assert "Det går inte att säga" in said(comparison.explain("sbn"))
    assert "sbn (0 av 8)" in said(comparison.explain("sbn"))
    there, every = comparison.counts("mkb")
    assert f"Bygger på {there} av {every} indikatorer." in said(comparison.explain("mkb"))
    assert "Barnfattigdom" in said(comparison.explain("mkb"))


def test_what_sets_two_indices_apart_is_seen_or_not() -> None:
    every = {member.id for member in (*BASE.members, *REPLACED.members)}
    assert not lacks_figures(BASE, REPLACED, every)
    assert lacks_figures(BASE, REPLACED, every - {"ekonomiskt_bistand"})
    assert not lacks_figures(BASE, BASE, set())
    assert new_figures(BASE, REPLACED, every - {"ekonomiskt_bistand"}) == (0, 1)
    assert replaced_by_nothing(BASE, REPLACED, every - {"ekonomiskt_bistand"}) == 1
    assert replaced_by_nothing(BASE, REPLACED, every) == 0


def test_of_a_proposal_whose_own_indicators_have_no_figures_nothing_can_be_said() -> None:
    """Whether it adds, replaces or starts anew: that the old ones are gone is not what it proposes."""
    figures = {member.id for member in BASE.members}
    fewer = figures - {"bostads_eller_aganderatt"}
    wider = named("wider", BASE.extend("ctc"))
    for own in (wider, REPLACED, oi.load_index("ctc")):
        assert says_nothing(BASE, own, figures)
        assert not says_nothing(BASE, own, {*figures, *(member.id for member in own.members)})
    for own in (
        BASE,
        named("removed", BASE.without("trangboddhet")),
        named("both", wider.add("lag_lon", to="ekonomi")),
    ):
        assert not says_nothing(BASE, own, {*fewer, "lag_lon"})
    assert says_nothing(BASE, named("removed", BASE.without("trangboddhet")), set())
    assert no_figures_line(BASE, {}, "sv") == ""
    assert "skulle ändra: w (0 av 8) och r (0 av 1)." in no_figures_line(
        BASE, {"w": wider, "r": REPLACED}, "sv"
    )
    assert "this proposal would change cannot be said" in no_figures_line(BASE, {"r": REPLACED}, "en")


def test_a_comparison_does_not_call_a_proposal_without_figures_agreement() -> None:
    """The areas of "every index" are those of the indices that say something."""
    wider = named("wider", BASE.extend("ctc"))
    swapped = named("swapped", BASE.replace("bostads_eller_aganderatt", "hyresratt_nyare"))
    comparison = oi.compare([BASE, wider, swapped, "mkb"], oi.malmo_statistics(), partial=True)
    assert comparison.sets == ("malmo-2023", "mkb")
    told = comparison.summary()
    assert "Bland de tre med störst utmaning i alla index som det går att säga något om: " in told
    assert "swapped" not in said(comparison.explain("wider"))
    assert "wider, swapped: Det går inte att säga. Allt nytt saknar uppgifter." in told
    assert "wider (0 av 8) och swapped (0 av 1)" in said(comparison.page())
    known, new = new_figures(BASE, oi.load_index("mkb"), comparison.figures)
    assert 0 < known < new
    same = "mkb: Samma områden är de tre med störst utmaning. Det gäller bara den del som syns."
    assert f"{same} {known} av {new}" in told
