"""What was not tried is said."""

from __future__ import annotations

import omradesindex as oi
from omradesindex.subjects.robustness.copy_words import copy_lines, untried_line
from tests.subjects.robustness.made_up import EXAMPLE, INDEX
from tests.subjects.robustness.only import only


def test_a_level_that_is_another_again_is_named_in_both_languages() -> None:
    study = only(INDEX, EXAMPLE, treat=["winsorise"], drop=1, n=200, sobol=False)
    factor = next(f for f in (*study.problem.factors, *study.problem.idle) if f.name == "treat")
    assert (untried_line(study, "sv"), untried_line(study, "en")) == ("", "")
    if factor.copies:
        assert any("ger här samma poäng som" in line for line in copy_lines(study, "sv"))
        assert any("the same scores as" in line for line in copy_lines(study, "en"))


def test_proposals_whose_difference_has_no_figures_say_nothing_of_themselves() -> None:
    shorter = INDEX.without("svarsfrekvens_folkhalsoenkat").with_identity(id="kort")
    study = only(INDEX, oi.malmo_statistics(), sets=[shorter, "sbn"], n=100, partial=True, sobol=False)
    told = " ".join(copy_lines(study, "sv"))
    assert "saknar uppgifter" in told
    assert "Det säger inget om förslage" in told
    assert "Det går inte att säga vad det här förslaget skulle ändra" in told


def test_two_proposals_that_come_to_the_same_are_one_and_say_as_much_as_it() -> None:
    """Of either the half shows: that they are alike is no reason to say that one of them says nothing."""
    half = INDEX.add("ekonomiskt_bistand", to="ekonomi")
    sets = [half.extend(name).with_identity(id=f"{name}-och-mer") for name in ("ctc", "tillit")]
    study = only(INDEX, oi.malmo_statistics(), sets=sets, n=100, partial=True, sobol=False)
    told = " ".join(copy_lines(study, "sv"))
    assert "tillit-och-mer ger här samma poäng som ctc-och-mer" in told
    assert "Det säger inget" not in told
