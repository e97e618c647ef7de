"""What a change of dimensions does to the weight of those that were there."""

from __future__ import annotations

import omradesindex as oi
from omradesindex.catalogue.dimension_weights import dimension_shares, weights_moved

BASE = oi.load_index("malmo-2023")


def moved(made: oi.types.Index, lang: str = "sv") -> str:
    text = weights_moved(BASE, made)
    return "" if text is None else getattr(text, lang).partition(": ")[2]


def test_a_new_dimension_takes_its_weight_from_the_others() -> None:
    made = BASE.extend("halsa")
    assert dimension_shares(made) == dict.fromkeys(
        ["delaktighet", "utbildning", "ekonomi", "boende", "halsa"], 0.2
    )
    four = "Delaktighet, Utbildning, Ekonomi och Boende"
    assert (
        moved(made) == f"{four} 20,0 procent var (25,0), tillsammans 80,0 (100,0); nya: Hälsa 20,0 procent."
    )
    assert moved(made, "en").endswith("together 80.0 (100.0); new: Health 20.0 per cent.")


def test_what_is_left_out_and_what_weighs_unlike_is_told_apart() -> None:
    made = BASE.without("boende").reweight({"ekonomi": 2})
    assert moved(made) == (
        "Delaktighet och Utbildning 25,0 procent var (25,0), Ekonomi 50,0 procent (25,0), "
        "tillsammans 100,0 (75,0); utgår: Boende."
    )
    assert moved(oi.load_index("sbn")) == (
        "nya: Riskfaktorer och Skyddsfaktorer 50,0 procent var; "
        "utgår: Delaktighet, Utbildning, Ekonomi och Boende."
    )


def test_nothing_is_said_where_no_weight_moved_or_a_method_finds_them() -> None:
    assert moved(BASE.add("ekonomiskt_bistand", to="ekonomi")) == ""
    assert moved(BASE.extend("halsa").with_methods(weight={"index": "entropy"})) == ""
