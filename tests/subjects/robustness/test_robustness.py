"""The verb: what it is given, it leaves as it was."""

from __future__ import annotations

import pytest

import omradesindex as oi
from tests.subjects.robustness.made_up import (
    EVERYTHING,
    EXAMPLE,
    INDEX,
)
from tests.subjects.robustness.only import only


@pytest.mark.parametrize(("index", "figures"), [("malmo-2023", EXAMPLE), (INDEX, "exempelstad")])
def test_names_in_the_place_of_index_and_statistics_are_refused(index: object, figures: object) -> None:
    with pytest.raises(oi.errors.MethodError, match="given as str"):
        only(index, figures, drop=1)  # type: ignore[arg-type]


def test_inputs_are_left_as_they_were() -> None:
    before = EXAMPLE.fingerprint, INDEX.to_toml()
    only(INDEX, EXAMPLE, **EVERYTHING, n=1000)
    assert (EXAMPLE.fingerprint, INDEX.to_toml()) == before
