"""Every figure is legible and says what varied."""

from __future__ import annotations

import pytest

from omradesindex.wording import NBSP
from tests.figures import words_in
from tests.subjects.robustness.made_up import (
    FIGURES,
    LEAST,
    assert_legible,
)


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("verb", FIGURES)
def test_figure_is_legible_and_says_what_whose_and_what_varied(shown, drawn, verb: str, lang) -> None:
    figure = drawn(verb, lang)
    assert_legible(figure)
    told = " ".join(words_in(figure)).replace(NBSP, " ")
    assert "Exempelstad (påhittad)" in told
    assert ("Käll" if lang == "sv" else "Source") in told
    if verb not in ("scenarios", "rank_sets"):
        assert (f"på {LEAST} sätt" if lang == "sv" else f"in {LEAST} ways") in told
        assert ("slumpen" if lang == "sv" else "chance") in told
    if verb == "ranks":
        assert shown.kind(lang) in told
    assert "konfidensintervall" not in told
    assert "confidence interval" not in told


@pytest.mark.parametrize("verb", ["ranks", "acceptability", "pairs"])
def test_ties_gaps_and_long_names(prov, verb: str) -> None:
    figure = getattr(prov.plot, verb)()
    assert_legible(figure)
    told = words_in(figure)
    assert "Likhetstecken efter platsen: delad plats." in told
    assert any(text.startswith("Prov$berget") and text.endswith("…") for text in told)
