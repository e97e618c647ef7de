"""A group on everybody's stick: what has no meaning for it, or cannot be broken down, is not lacking."""

from __future__ import annotations

import numpy as np

from tests.cities import statistics
from tests.index.groups.made_up import by_age, city, example, index

IDS = [member.id for member in index().members]


def test_a_score_is_the_mean_of_what_has_a_meaning_for_the_group() -> None:
    old = by_age()["65-"]
    points = 100 + 10 * old.normalised[:-1]
    used = {
        dimension.id: [
            IDS.index(m.id) for m in dimension.leaves() if (~np.isnan(points[:, IDS.index(m.id)])).all()
        ]
        for dimension in index().dimensions
    }
    assert {name: len(columns) for name, columns in used.items()}["utbildning"] == 0
    means = [points[:, columns].mean(axis=1) for columns in used.values() if columns]
    np.testing.assert_allclose(old.scores["index"], np.mean(means, axis=0))


def test_figures_of_what_has_no_meaning_for_a_group_are_not_used() -> None:
    """The made-up city has employed people of 16 and 17, and employment is not about those aged 13 to 17."""
    youths = by_age()["13-17"]
    assert youths.indicators["arbetsloshet"].isna().all()
    assert "not applicable aged 13–17" in youths.quality.loc["arbetsloshet", "reason"]
    assert youths.scores["index"].isna().all()


def test_bands_of_ones_own_are_judged_by_the_same_rule() -> None:
    """Of 10–29 years, 14 of 20 are of working age; those of 0–9 years are none."""
    bands = {"women": "10-29", "men": "0-9", "total": "total"}
    table = city().rename(columns={"sex": "age"})
    broken = index().compute(statistics(table.assign(age=table["age"].map(bands))), by=["age"])
    assert broken["10-29"].indicators["arbetsloshet"].notna().all()
    assert broken["0-9"].indicators["arbetsloshet"].isna().all()
    assert broken["0-9"].indicators["trangboddhet"].notna().all()


def test_coverage_is_still_told_of_the_whole_definition() -> None:
    assert example()["women"].coverage["boende"].round(3).eq(0.667).all()
    assert by_age()["65-"].coverage["index"].eq(0.75).all()
