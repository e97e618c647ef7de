"""What the checks call a count, a sum, an amount and a share."""

from __future__ import annotations

import pytest

from omradesindex.statistics.series import Dated
from omradesindex.subjects.update.words_checks import no_per_cent, other_prices, other_unit, total_moved
from omradesindex.wording import Text


@pytest.mark.parametrize(
    ("variable", "what"),
    [
        ("tillit_myndigheter_polis_stort", "antalet i hela staden"),
        ("nettoinkomst_summa_tkr", "beloppet i hela staden"),
        ("boyta_m2", "ytan i hela staden"),
        ("my_own", "antalet i hela staden"),
    ],
)
def test_a_count_is_called_a_count(variable: str, what: str) -> None:
    assert what in total_moved(variable, "2020", "2024", -11.7, None).sv


def test_the_share_stands_beside_the_count_that_it_is_made_of() -> None:
    text = total_moved("folkmangd", "2020", "2024", -11.7, (Text("Andel", "Share"), -3.6))
    assert text.sv.endswith("har ändrats −11,7 % från 2020 till 2024, andelen −3,6 procentenheter")
    assert text.en.endswith("by −11.7 % from 2020 to 2024, the share by −3.6 percentage points")


def test_what_is_asked_of_units_and_prices() -> None:
    assert (
        "omkring 1\N{NO-BREAK SPACE}000 gånger större"
        in other_unit("folkmangd", "2024", 1000.0, larger=True).sv
    )
    assert no_per_cent("folkmangd", "2024").en.endswith("Are they 0–1 instead of per cent?")
    before, now = (Dated("a", "2024", "", basis) for basis in ("2024", "2025"))
    told = other_prices(Text("Nettoinkomst", "Net income"), before, now)
    assert told.sv == "Nettoinkomst är i 2025 års priser, i den godkända körningen i 2024 års priser"
