"""The words of area types."""

from __future__ import annotations

import pytest

from omradesindex.subjects.area_types.words import TYPES, counted, notes
from tests.subjects.area_types.town import types


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_sentence_ends_and_every_type_has_a_name(lang) -> None:
    held = types()
    assert all(text.endswith(".") for text in (counted(held, lang), *notes(held, lang)))
    assert len({text.in_(lang) for text in TYPES.values()}) == 5
