"""Names that are imported when first used, so that importing the library stays quick."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazily(
    module: str, names: Mapping[str, tuple[str, ...]], moved: Mapping[str, str] | None = None
) -> Callable[[str], Any]:
    """Make the ``__getattr__`` of a module whose names live in other modules.

    Parameters
    ----------
    module : str
        The module's own name.
    names : mapping of str to tuple of str
        Module of the package → the names that it has.
    moved : mapping of str to str, optional
        Earlier names → what they are called now; the error says so.

    Examples
    --------
    >>> lazily("omradesindex.types", {"index.result": ("Result",)})("Result").__name__
    'Result'
    """
    package = module.partition(".")[0]
    home = {name: place for place, held in names.items() for name in held}

    def get(name: str) -> Any:
        if name in (moved or {}):
            raise AttributeError(f"'{module}.{name}' is now 'omradesindex.{(moved or {})[name]}'")
        if name not in home:
            raise AttributeError(f"module '{module}' has no attribute '{name}'")
        value = getattr(import_module(f"{package}.{home[name]}"), name)
        vars(import_module(module))[name] = value
        return value

    return get
