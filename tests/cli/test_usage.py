"""Help, and how a command is written, are in the language that is spoken."""

from __future__ import annotations

import pytest
from typer.main import get_command

from omradesindex.cli.app import app
from omradesindex.swedish.phrases import phrases

COMMANDS = get_command(app).commands  # type: ignore[attr-defined]


def test_everything_that_help_says_has_its_swedish() -> None:
    said = {command.help for command in [get_command(app), *COMMANDS.values()]}
    said |= {p.help for c in COMMANDS.values() for p in c.params if getattr(p, "help", None)}
    lacking = {text for text in said if text not in phrases()} - {"Show this message and exit."}
    assert not lacking


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_page_of_help_has_one_language(run, monkeypatch, name: str) -> None:
    code, swedish, _ = run(name, "--help")
    assert code == 0
    assert swedish.startswith(f"Användning: omradesindex {name} [VAL]")
    assert not {"Options:", "Show", "required", "<str>", "Language", "the"} & set(swedish.split())
    monkeypatch.setenv("OMRADESINDEX_LANG", "en")
    _, english, _ = run(name, "--help")
    assert english.startswith(f"Usage: omradesindex {name} [OPTIONS]")
    assert not {"Visa", "och", "eller", "Mapp"} & set(english.split())


def test_the_programs_own_help_names_every_command(run) -> None:
    code, out, _ = run()
    assert code == 2
    assert all(name in out for name in COMMANDS)
    assert "Kommandon:" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("compute",), "Valet '--statistics' saknas."),
        (("nosuch",), "Kommandot 'nosuch' finns inte."),
        (("demo", "--lang", "no"), "'no' är inget av 'sv', 'en'."),
        (("lock",), "saknas"),
    ],
)
def test_how_a_command_is_written_is_complained_of_in_swedish(run, arguments, told: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("Användning: omradesindex")
    assert told in err
    assert "--help' för hjälp." in err
