"""Notes are dated and signed, and about areas and indicators that there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from omradesindex.errors import DefinitionError
from omradesindex.reports.knowledge import Knowledge, read_knowledge
from tests.reports.made import NOTES


def read(folder: Path, text: str) -> Knowledge:
    file = folder / "kunskap.toml"
    file.write_text(text, encoding="utf-8")
    return read_knowledge(file)


def test_notes_and_corrections_are_read_in_the_order_of_their_days(tmp_path: Path) -> None:
    later = '[[note]]\narea = "1"\ndate = 2023-01-01\nsigned = "A"\ntext = "Tidigare."\n'
    known = read(tmp_path, NOTES + later)
    assert [note.text for note in known.notes] == ["Tidigare.", "Påhittad anteckning."]
    assert [note.indicator for note in known.of("10")] == ["gymnasiebehorighet"]
    assert (known.corrections[0].when.isoformat(), known.contact) == ("2024-03-02", "Kontaktcenter")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[note]]\narea = "10"\ndate = 2024-03-01\ntext = "x"\n', "note 1: 'signed' is missing"),
        ('[[note]]\narea = "10"\ndate = 2024-03-01\nsigned = " "\ntext = "x"\n', "signed is empty"),
        ('[[note]]\narea = "10"\ndate = "i mars"\nsigned = "A"\ntext = "x"\n', "date must be a day"),
        ('[[note]]\narea = "10"\nsigned = "A"\ntext = "x"\n', "'date' is missing"),
        ('[[note]]\narea = "10"\ndate = 3026-03-01\nsigned = "A"\ntext = "x"\n', "line 3, .*not been yet"),
        (2 * '[[note]]\narea = "10"\ndate = 2024-03-01\nsigned = "A"\ntext = "x"\n', "line 6, .*same note"),
        (2 * '[[right]]\nname = "A"\nsource = "B"\n', "line 4, right 2: the same right"),
        ('[[right]]\nname = "A"\nsource = "B"\nindicators = ["a", "a"]\n', "'a' is given twice"),
        ('[[notes]]\narea = "10"\n', "'notes' is unknown .did you mean 'note'"),
    ],
)
def test_a_note_that_nobody_answers_for_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(DefinitionError, match=said) as error:
        read(tmp_path, text)
    assert "kunskap.toml" in str(error.value)


AREAS = {"9": "Kullen", "10": "Ängen, Havet m fl"}


def test_a_name_in_place_of_a_code_is_answered_with_the_code(tmp_path: Path) -> None:
    text = '[[note]]\narea = "ängen"\ndate = 2024-03-01\nsigned = "A"\ntext = "x"\n'
    with pytest.raises(DefinitionError, match=r"'ängen', which is unknown .did you mean '10'"):
        read(tmp_path, text).check(AREAS, {})


@pytest.mark.parametrize(("area", "indicator"), [("100", ""), ("10", "gymnasiebehorigheten")])
def test_a_note_is_of_an_area_and_an_indicator_that_there_are(
    area: str, indicator: str, tmp_path: Path
) -> None:
    about = f'indicator = "{indicator}"\n' if indicator else ""
    text = f'[[note]]\narea = "{area}"\n{about}date = 2024-03-01\nsigned = "A"\ntext = "x"\n'
    line = 3 if indicator else 2
    told = rf"kunskap.toml, line {line}, note 1: .*'{indicator or area}', which is unknown .did you mean"
    with pytest.raises(DefinitionError, match=told):
        read(tmp_path, text).check(AREAS, {"gymnasiebehorighet": "Gymnasiebehörighet"})
