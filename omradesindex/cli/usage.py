"""Help and complaints about how a command is written, in the language that is spoken."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

from omradesindex.cli.language import in_spoken
from omradesindex.patterns import pattern

#: What the program that parses commands says by itself, wherever it stands in a page of help.
_BUILT_IN = (
    "Usage:", "Options:", "Arguments:", "Commands:", "Show this message and exit.", "[required]",
    "[default: ", "; required]",
)  # fmt: skip
#: Kinds of values, as its versions write them in a column of their own.
_KINDS = pattern(
    r"<(?:str|path|int|float|list\[str\])(?: range)?>|\b(?:TEXT|PATH|(?:INTEGER|FLOAT)(?: RANGE)?)\b"
)


class Command(TyperCommand):
    """A command whose page of help is in the language that is spoken."""

    def get_help(self, ctx: Any) -> str:
        """Return the page of help."""
        return _in_spoken(self, super().get_help, ctx)

    def get_usage(self, ctx: Any) -> str:
        """Return how the command is written, in one line."""
        return _in_spoken(self, super().get_usage, ctx)


class Group(TyperGroup):
    """The program itself, whose page of help is in the language that is spoken."""

    def get_help(self, ctx: Any) -> str:
        """Return the page of help."""
        for command in self.commands.values():
            command.help = in_spoken(command.help or "")
        return _in_spoken(self, super().get_help, ctx)

    def get_usage(self, ctx: Any) -> str:
        """Return how the program is written, in one line."""
        return _in_spoken(self, super().get_usage, ctx)


def _in_spoken(command: Any, write: Any, ctx: Any) -> str:
    """Write a text about a command, with what is said of its options in the language that is spoken."""
    command.help = in_spoken(command.help or "")
    command.options_metavar = in_spoken(command.options_metavar or "")
    if hasattr(command, "subcommand_metavar"):
        command.subcommand_metavar = in_spoken(command.subcommand_metavar)
    for parameter in command.params:
        parameter.help = in_spoken(getattr(parameter, "help", None) or "")
        if parameter.param_type_name == "argument" and parameter.metavar:
            parameter.metavar = in_spoken(parameter.metavar)
    page = _KINDS.sub(lambda kind: in_spoken(kind[0]).ljust(len(kind[0])), write(ctx))
    for words in _BUILT_IN:
        page = page.replace(words, in_spoken(words))
    return str(page)


def usage_of(error: Any) -> list[str]:
    """Return how the command that a complaint is about is written, and where to read more of it."""
    ctx = getattr(error, "ctx", None)
    if ctx is None:
        return []
    return [ctx.get_usage(), in_spoken(f"Try '{ctx.command_path} --help' for help.")]
