"""Which of several keys is meant: the one that leads from all tables to the areas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from omradesindex.errors import DivisionError
from omradesindex.subjects.new_project import words
from omradesindex.subjects.new_project.chosen import Chosen
from omradesindex.subjects.new_project.seen import Columns, SeenTable
from omradesindex.wording import Language

#: A key's file, and its columns.
Held = tuple[Path, Columns]
#: What chooses areas of tables by a key, or refuses them.
Choose = Callable[[Sequence[SeenTable], Held], Chosen | None]


def fitting_key(keys: Sequence[Held], tables: Sequence[SeenTable], choose: Choose, lang: Language) -> Held:
    """Return the key that fits all tables; keys that say the same are one.

    Raises
    ------
    DivisionError
        Several fit and lead elsewhere; tables need different ones; or none fits, with what is wrong with the
        first.
    """
    tried = {key[0]: _tried(choose, tables, key) for key in keys}
    fitting = [key for key in keys if isinstance(tried[key[0]], frozenset)]
    if fitting and len({tried[path] for path, _ in fitting}) == 1:
        return fitting[0]
    named = [path.name for path, _ in fitting or keys]
    where = ", ".join(str(path) for path, _ in fitting or keys)
    if fitting:
        raise DivisionError(
            words.KEYS_DIFFER.in_(lang).format(files=words.few(named, lang)),
            where=where,
            remedy=words.ONE_OF_THEM.in_(lang),
        )
    alone = [[k for k in keys if isinstance(_tried(choose, [table], k), frozenset)] for table in tables]
    if tables and all(alone):
        pairs = [f"{table.file.name}: {fits[0][0].name}" for table, fits in zip(tables, alone, strict=True)]
        raise DivisionError(
            words.KEYS_BY_TABLE.in_(lang).format(pairs="; ".join(pairs)),
            where=where,
            remedy=words.KEYS_BY_TABLE_REMEDY.in_(lang),
        )
    # What is wrong is told of the key that most of the tables fit.
    most = max(keys, key=lambda key: sum(key in fits for fits in alone))
    wrong = tried[most[0]]
    assert isinstance(wrong, DivisionError)
    raise wrong


def _tried(
    choose: Choose, tables: Sequence[SeenTable], key: Held
) -> frozenset[tuple[str, str]] | DivisionError:
    """Return which sub-areas a key leads to which areas, or why it does not."""
    try:
        choice = choose(tables, key)
    except DivisionError as problem:
        return problem
    return frozenset(choice.key.pairs if choice is not None and choice.key is not None else ())
