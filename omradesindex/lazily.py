"""Names that are imported when first used, so that importing the library stays quick."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any


def lazily(
    module: str, names: Mapping[str, tuple[str, ...]], parts: Iterable[str] = ()
) -> Callable[[str], Any]:
    """Make the ``__getattr__`` of a module whose names live in other modules.

    Parameters
    ----------
    module : str
        The module's own name.
    names : mapping of str to tuple of str
        Module of the package → the names that it has.
    parts : iterable of str
        Modules of the package that have public names of their own; a name that is asked for in the wrong
        place is told with the right one.

    Examples
    --------
    >>> lazily("omradesindex.types", {"index.result": ("Result",)})("Result").__name__
    'Result'
    """
    package = module.partition(".")[0]
    home = {name: place for place, held in names.items() for name in held}

    def get(name: str) -> Any:
        if name not in home:
            raise AttributeError(
                f"module '{module}' has no attribute '{name}'{_elsewhere(package, parts, name)}"
            )
        value = getattr(import_module(f"{package}.{home[name]}"), name)
        vars(import_module(module))[name] = value
        return value

    return get


def _elsewhere(package: str, parts: Iterable[str], name: str) -> str:
    """Say where a name stands instead; nothing where it is none, or asked for by Python itself."""
    for part in () if name.startswith("_") else parts:
        if name in import_module(f"{package}.{part}").__all__:
            return f": it is '{package}.{part}.{name}'"
    return ""
