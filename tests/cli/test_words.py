from __future__ import annotations

from omradesindex.cli import words
from omradesindex.wording import Text


def test_what_commands_say_names_the_option_that_helps() -> None:
    for said, option in ((words.NO_MAP, "--division"), (words.NO_WHOLE, "--whole")):
        assert isinstance(said, Text)
        assert option in said.sv
        assert option in said.en
