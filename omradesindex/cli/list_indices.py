"""The command ``omradesindex list``."""

from __future__ import annotations

from omradesindex.cli.console import tell
from omradesindex.cli.options import Lang


def list_(lang: Lang = "sv") -> None:
    """List the indices that can be computed."""
    from omradesindex.catalogue import list_indices, read_definition

    for place, name in enumerate(list_indices()):
        index = read_definition(name)
        if place:
            tell("")
        tell(name, bold=True)
        tell(f"  {index.label.in_(lang)}")
        for dimension in index.walk():
            labels = ", ".join(member.indicator.label.in_(lang) for member in dimension.leaves())
            tell(f"  {dimension.label.in_(lang)}: {labels}")
