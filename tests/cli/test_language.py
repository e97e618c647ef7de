"""Which language is spoken: the option's, the project's, the environment's, or Swedish."""

from __future__ import annotations

from pathlib import Path

import pytest

from omradesindex.cli.language import of_project
from omradesindex.errors import OmradesindexError
from omradesindex.wording import speak, spoken

ASKED = ("compute", "--statistics", "a.csv", "--index", "mkb", "--out", "ut")
SWEDISH, ENGLISH = "Fel: a.csv: filen finns inte.", "Error: a.csv: the file does not exist."


@pytest.mark.parametrize(
    ("environment", "option", "told"),
    [
        ("", (), SWEDISH),
        ("en", (), ENGLISH),
        ("en", ("--lang", "sv"), SWEDISH),
        ("", ("--lang=en",), ENGLISH),
        ("no", (), "Fel: språket 'no' finns inte. Så ska det vara: något av 'sv', 'en'."),
    ],
)
def test_a_person_chooses(run, monkeypatch, environment: str, option: tuple[str, ...], told: str) -> None:
    monkeypatch.setenv("OMRADESINDEX_LANG", environment)
    code, out, err = run(*ASKED, *option)
    assert (code, out) == (2, "")
    assert err.startswith(told)


def test_a_project_speaks_its_own_language(run, tmp_path: Path) -> None:
    file = tmp_path / "project.toml"
    file.write_text('nam = "X"\n[outputs]\nlang = "en"\n', encoding="utf-8")
    assert "Error: project.toml, line 1: the key 'nam' is unknown" in run("update", "project.toml")[2]
    assert run("update", "project.toml", "--lang", "sv")[2].startswith("Fel: ")
    assert run("update", "nowhere.toml")[2].startswith("Fel: ")
    speak("sv")
    for broken in ("[outputs]\nlang = 3", "not toml", 'outputs = "en"', '[outputs]\nlang = "no"'):
        file.write_text(broken, encoding="utf-8")
        assert of_project(file) == "sv"


def test_a_language_that_nothing_is_written_in_is_refused() -> None:
    speak("en")
    with pytest.raises(OmradesindexError, match="'no' is unknown"):
        speak("no")
    assert spoken() == "en"
    speak("sv")


@pytest.mark.parametrize(("lang", "told"), [("sv", "# Föreslaget av"), ("en", "# Proposed by")])
def test_a_proposal_is_in_the_language_that_is_spoken(run, tmp_path: Path, lang: str, told: str) -> None:
    (tmp_path / "a.csv").write_text("region;antal\n0301;5\n0302;6\n", encoding="utf-8")
    code, _, err = run(*ASKED, "--lang", lang)
    assert code == 2
    assert told in err
