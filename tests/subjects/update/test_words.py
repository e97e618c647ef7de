"""How a run stands, in words: nothing that may be chance is told as a change."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.subjects.update.words import more_in_file, moved, movers, moves, standing, what_was_read
from tests.subjects.conftest import errors, said


@pytest.mark.parametrize(
    ("asks", "status", "told"),
    [
        (15, "pending", "Kontrollerna hittade 15 saker att ta ställning till. Inget ersätts"),
        (1, "accepted", "Kontrollerna hittade 1 sak att ta ställning till. Körningen är godkänd."),
        (0, "accepted", "Kontrollerna hittade inget att ta ställning till."),
        (0, "unchanged", "Inget nytt sedan den godkända körningen."),
    ],
)
def test_how_it_stands(asks: int, status: str, told: str) -> None:
    update = SimpleNamespace(asks=[None] * asks, status=status, change=None, why_no_change=None)
    assert said(standing(update, "sv")).startswith(told)  # type: ignore[arg-type]
    assert standing(update, "sv").endswith("Det finns ingen tidigare godkänd körning.")  # type: ignore[arg-type]


def test_only_certain_changes_are_told(change: oi.types.Change) -> None:
    lines = movers(change, "sv")
    assert [line[:2] for line in lines[1:]] == ["10", "07"]
    assert "poäng, indexet har sjunkit (bättre villkor). Största bidrag: arbetslöshet" in lines[1]
    assert len(moved(change)) > 2
    assert moves(change).shape == (14,)


def test_where_none_is_certain_it_says_so(change: oi.types.Change) -> None:
    unsure = replace(change, errors=(errors(change.before, 50.0), errors(change.after, 50.0)))
    assert movers(unsure, "sv") == ["Inget område har säkert ändrats sedan den godkända körningen."]
    assert movers(None, "sv") == []


def test_what_was_read_and_what_is_left(change: oi.types.Change) -> None:
    update = SimpleNamespace(result=change.after)
    assert what_was_read(update, "sv").endswith("Indexet gäller 2024.")  # type: ignore[arg-type]
    assert more_in_file(3, "en") == "… and 3 more, in checks.csv"
    assert not np.isnan(moves(change)).any()
