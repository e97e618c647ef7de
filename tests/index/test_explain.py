"""What is said of an area that has no index."""

from __future__ import annotations

import omradesindex as oi


def test_without_an_index_the_reason_and_the_scale_are_said() -> None:
    result = oi.load_index("malmo-2023").compute(oi.malmo_statistics())
    told = result.explain("10")
    assert "Index saknas, eftersom Boende inte kan beräknas." in told
    # The dimensions' scores are still there to read.
    assert "100 är hela staden" in told
    english = result.explain("10", lang="en")
    assert "No index, because Housing cannot be computed." in english
    assert "100 is the whole city" in english


def test_with_an_index_nothing_is_said_to_be_missing() -> None:
    result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    assert "saknas" not in result.explain("10")
    assert result.explain("10").count("100 är hela staden") == 1
