"""A goal as data, in a file or as an object; and what is none."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.subjects.goals.goal import read_goals
from omradesindex.wording import Text

FILE = """
[[goal]]
label = { sv = "Varje område minst som staden", en = "Every area at least as the city" }
measure = "index"
at_most = "city"
year = 2030

[[goal]]
measure = "gymnasiebehorighet"
at_least = 85
year = 2028
areas = ["07", "10"]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mal.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_a_file_and_objects_say_the_same(file: Path, trend: oi.types.Trend) -> None:
    written = oi.Goal("gymnasiebehorighet", 2028, at_least=85, areas=("07", "10"))
    assert read_goals(file)[1] == written
    found = oi.goals(trend, file)
    assert found.label(found.goals[0], "en") == "Every area at least as the city"
    assert found.label(written) == "Gymnasiebehörighet: minst 85,0\N{NO-BREAK SPACE}% till 2028"
    assert found.to_frame()["area"].tolist() == [*trend.areas, "07", "10"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "there are no goals"),
        ('[[goal]]\nmeasure = "index"\nyear = 2030', "a goal needs one target"),
        ('[[goal]]\nmeasure = "index"\nyear = 2030\nat_most = 1\nat_least = 1', "a goal needs one target"),
        ('[[goal]]\nmeasure = "index"\nyear = 2030\nat_moost = 1', "did you mean 'at_most'"),
        ("[[goal]]\nyear = 2030\nat_most = 1", "'measure' is missing"),
        ('[[goal]]\nmeasure = "index"\nyear = "2030"\nat_most = 1', "year must be a finite number"),
        ('[[goal]]\nmeasure = "index"\nyear = 20.5\nat_most = 1', "the year of a goal"),
        ('[[goal]]\nmeasure = "index"\nyear = 203\nat_most = 1', "the year of a goal is 203"),
        ('[[goal]]\nmeasure = "index"\nyear = 2030\nat_most = "town"', "at_most must be a finite number"),
        ("[[goal]\n", "cannot be read as TOML"),
    ],
)
def test_mistakes_in_the_file_are_named(tmp_path: Path, written: str, said: str) -> None:
    path = tmp_path / "mal.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(oi.errors.DefinitionError, match=said) as caught:
        read_goals(path)
    assert "mal.toml" in str(caught.value) or "goal" in str(caught.value)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"at_most": np.nan}, "a finite number"),
        ({"at_most": np.inf}, "a finite number"),
        ({"at_most": True}, "a finite number"),
        ({"at_most": "5"}, "a finite number or 'city'"),
        ({"at_most": Decimal(5)}, "a finite number"),
        ({}, "needs one target"),
        ({"at_most": 5, "at_least": 5}, "has both"),
        ({"at_most": 5, "year": 2030.5}, "a whole number"),
        ({"at_most": 5, "year": "2030"}, "a whole number"),
        ({"at_most": 5, "areas": "07"}, "a list of text"),
        ({"at_most": 5, "areas": (7,)}, "the area 7 is no text"),
        ({"at_most": 5, "areas": ("07", "07")}, "stands there twice"),
    ],
)
def test_a_goal_that_is_none_is_refused(options: dict[str, object], said: str) -> None:
    with pytest.raises(oi.errors.OmradesindexError, match=said):
        oi.Goal(**{"measure": "index", "year": 2030, **options})  # type: ignore[arg-type]


def test_a_goal_is_called_by_one_string_or_by_two() -> None:
    assert oi.Goal("index", 2030, at_most=100, label="Mål").label == Text("Mål", "Mål")
    with pytest.raises(oi.errors.DefinitionError, match="control character"):
        oi.Goal("index", 2030, at_most=100, label="\x1b[31m")
