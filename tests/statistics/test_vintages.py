"""A table that mixes versions of DeSO or RegSO is refused, and says which."""

from __future__ import annotations

import pandas as pd
import pytest

import omradesindex as oi


def table(*areas: str) -> oi.Statistics:
    frame = pd.DataFrame({"area": areas, "variable": "folkmangd", "period": "2024", "value": 1})
    return oi.Statistics.from_frame(
        frame, name="Exempelstad (påhittad)", whole="1280" if "1280" in areas else None
    )


@pytest.mark.parametrize(
    ("areas", "told"),
    [
        (
            ("1280C1010", "1280C1010_DeSO2025"),
            r"without year ('1280C1010'), DeSO 2025 ('1280C1010_DeSO2025')",
        ),
        (("1280R001_RegSO2020", "1280R001_RegSO2025"), "RegSO 2020 ('1280R001_RegSO2020'), RegSO 2025"),
        (("1280C1010_DeSO2025", "1280R001_RegSO2025"), "DeSO 2025 ('1280C1010_DeSO2025'), RegSO 2025"),
    ],
)
def test_mixed_versions_are_named(areas: tuple[str, ...], told: str) -> None:
    with pytest.raises(oi.errors.StatisticsError) as error:
        table(*areas)
    assert told in str(error.value)
    assert "omradesindex.crosswalk" in str(error.value)


@pytest.mark.parametrize(
    "areas",
    [("1280C1010", "1280C1020", "1280"), ("1280C1010_DeSO2025", "1280"), ("01", "02"), ("10101", "do")],
)
def test_one_version_is_read(areas: tuple[str, ...]) -> None:
    assert set(table(*areas).all_areas) == set(areas)
