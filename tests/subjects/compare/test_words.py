"""What is said of a cause and of what lacks figures."""

from __future__ import annotations

import omradesindex as oi
from omradesindex.catalogue import indicators
from tests.subjects.compare.sets import (
    BASE,
    REPLACED,
    flat,
    known,
    named,
    said,
)


def test_a_removed_indicator_is_told_as_such() -> None:
    s = known(arbetsloshet=[40.0, 30.0, 20.0, 10.0], trangboddhet=[0.0, 20.0, 30.0, 60.0])
    both, alone = flat("a", "arbetsloshet", "trangboddhet"), flat("b", "arbetsloshet")
    sentences = said(oi.compare([both, alone], s).explain("b"))
    assert "mest genom att Trångboddhet utgår (" in sentences


def test_half_a_replacement_is_told_as_what_it_is() -> None:
    s = oi.example_statistics().without(*indicators()["ekonomiskt_bistand"].formula.numerator)
    richer = named("replaced", REPLACED.add("lag_lon", to="ekonomi"))  # so that something of it shows
    comparison = oi.compare([BASE, richer], s, partial=True)
    assert "removed" not in set(comparison.causes["role"])
    pairs = comparison.causes[comparison.causes["role"] == "replaced"]
    assert set(pairs["without_figures"]) == {"ekonomiskt_bistand"}
    assert set(pairs["instead_of"]) == {"bostads_eller_aganderatt"}
    assert "ekonomiskt_bistand" not in set(comparison.attribution["indicator"])
    sentences = said(comparison.explain("replaced"))
    old, new = "Bostadsrätt eller äganderätt", "Ekonomiskt bistånd"
    assert f"{old} byts mot {new}, som saknar uppgifter. Här syns bara att {old} inte räknas." in sentences
    assert f"{old} utgår" not in sentences + str(comparison)


def test_a_cause_says_what_lacks_figures() -> None:
    s = known(
        arbetsloshet=[40.0, 30.0, 20.0, 10.0],
        trangboddhet=[0.0, 20.0, 30.0, 60.0],
        lag_lon=[9.0, 8.0, 7.0, 6.0],
    )
    both = flat("a", "arbetsloshet", "trangboddhet")
    alone = flat("b", "arbetsloshet", "nettoinkomst", "lag_lon", lag_lon=0.1)
    gone = oi.compare([both, alone], s, partial=True)
    assert "genom att Trångboddhet byts mot Genomsnittlig nettoinkomst, som saknar uppgifter (" in said(
        gone.explain("b")
    )
    assert "Overcrowding giving way to Mean net income, which has no figures" in said(
        gone.explain("b", lang="en")
    )
    come = oi.compare([alone, both], s, partial=True)
    assert "genom Trångboddhet i stället för Genomsnittlig nettoinkomst, som saknar uppgifter (" in said(
        come.explain("a")
    )


def test_of_many_areas_without_a_place_the_first_are_named() -> None:
    table = known(arbetsloshet=[float(k % 40) for k in range(60)]).to_frame()
    table.loc[table["area"].between("11", "50"), ["value", "status"]] = [None, "missing"]
    figures = oi.Statistics.from_frame(table[table["area"] != "X"], name="Gles stad")
    own = flat("a", "arbetsloshet").with_methods(centre="areas")
    told = said(oi.compare([own, own.with_identity(id="b")], figures).page())
    assert "Områden utan plats: 11, 12" in told
    assert "30 och 20 till. De saknar poäng" in told
