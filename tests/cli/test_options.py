"""An option that several commands share is the same in all of them."""

from __future__ import annotations

import inspect

from omradesindex.cli import options
from omradesindex.cli.app import app

SHARED = {
    name: kind for name, kind in vars(options).items() if name[0].isupper() and hasattr(kind, "__metadata__")
}


#: The project's own language, if none is given.
OF_A_PROJECT = {("lang", "update"), ("lang", "report")}


def test_what_bears_a_shared_options_name_is_it() -> None:
    names = {
        "lang": "Lang",
        "mapping": "Mapping",
        "code": "Code",
        "layer": "Layer",
        "crs": "Crs",
        "period": "Period",
    }
    commands = [command.callback for command in app.registered_commands]
    seen = set()
    for command in commands:
        assert command is not None
        for name, kind in inspect.get_annotations(command, eval_str=True).items():
            if name in names and (name, command.__name__) not in OF_A_PROJECT:
                assert kind == SHARED[names[name]], f"{command.__name__}, {name}"
                seen.add(name)
    assert seen == set(names)


def test_every_shared_option_says_what_it_is() -> None:
    assert len(SHARED) > 10
    for name, kind in SHARED.items():
        assert kind.__metadata__[0].help.endswith("."), name
