"""An index proposed from what there are figures for."""

from __future__ import annotations

from omradesindex.subjects.new_project.proposed import proposed_index


def test_what_there_are_figures_for_is_in_and_the_rest_says_what_it_lacks() -> None:
    held = ["sysselsatta_16_64", "befolkning_16_64", "arbetslosa_16_64", "nettoinkomst"]
    proposed = {one.id: one for one in proposed_index(held)}
    assert proposed["arbete"].indicators == ("sysselsattning",)
    assert proposed["arbete"].lacking == {"arbetsloshet": ("arbetskraft_16_64",)}
    assert proposed["ekonomi"].indicators == ("nettoinkomst",)  # ready-made, under its own id
    assert proposed["boende"].indicators == ()
