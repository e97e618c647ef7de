from __future__ import annotations

import pytest

from omradesindex.errors import DivisionError
from omradesindex.geography import Provenance


def test_each_word_has_a_swedish_and_an_english_label() -> None:
    for word in ("documented", "inferred", "derived", "made_up", "given"):
        provenance = Provenance(word, "…")
        assert provenance.label("sv") != provenance.label("en")


def test_unknown_word_is_refused_with_the_nearest() -> None:
    with pytest.raises(DivisionError, match="did you mean 'inferred'"):
        Provenance("infered", "…")  # type: ignore[arg-type]


def test_confidence_is_a_share() -> None:
    with pytest.raises(DivisionError, match="confidence is 95"):
        Provenance("documented", "…", confidence=95)
