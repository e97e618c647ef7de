"""The English phrases that the package's source hands to errors, warnings and help, and where they stand."""

from __future__ import annotations

import ast
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import omradesindex
from omradesindex import errors

PACKAGE = Path(omradesindex.__file__).parent
#: What parameters are called that take a phrase.
TAKES = ("what", "where", "expected", "remedy", "help", "phrase")
#: What is put in later, by a table's checker.
_FIELD = re.compile(r"\{(?:\w+|\{\})\}")
#: Ways of choosing that are tried out in one text, at most.
MOST = 64


@cache
def trees() -> dict[str, ast.Module]:
    """Each module of the package, by its path below it."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


@cache
def takers() -> dict[str, dict[int, str]]:
    """Functions and classes that take a phrase: at which positions, by the name."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for tree in trees().values():
        for node in ast.walk(tree):
            names: list[str] = []
            if isinstance(node, ast.FunctionDef):
                names = [arg.arg for arg in node.args.args if arg.arg not in ("self", "cls")]
            elif isinstance(node, ast.ClassDef):
                fields = [part for part in node.body if isinstance(part, ast.AnnAssign)]
                names = [field.target.id for field in fields if isinstance(field.target, ast.Name)]
            if taken := {k: name for k, name in enumerate(names) if name in TAKES}:
                found[node.name] |= taken  # type: ignore[attr-defined]
    return found


def texts(node: ast.expr) -> list[str]:
    """What an expression may say, each with ``{}`` for what is put into it; nothing where it says no words.

    Examples
    --------
    >>> texts(ast.parse("f'area {code}' + (' is out' if x else '')", mode="eval").body)
    ['area {} is out', 'area {}']
    """
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.JoinedStr):
        parts = []
        for part in node.values:
            inner = texts(part.value) if isinstance(part, ast.FormattedValue) else texts(part)
            chosen = isinstance(part, ast.Constant) or isinstance(getattr(part, "value", None), ast.IfExp)
            parts.append(inner if inner and chosen else ["{}"])
        return ["".join(each) for each in itertools.islice(itertools.product(*parts), MOST)]
    if isinstance(node, ast.IfExp):
        return [*texts(node.body), *texts(node.orelse)]
    if isinstance(node, ast.BoolOp):
        return [text for value in node.values for text in texts(value)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        sides = [texts(side) or ["{}"] for side in (node.left, node.right)]
        return ["".join(each) for each in itertools.islice(itertools.product(*sides), MOST)]
    return []


@cache
def told(file: str) -> dict[str, list[str]]:
    """What the names of a module are given to say, wherever it does."""
    found: dict[str, list[str]] = defaultdict(list)
    for node in ast.walk(trees()[file]):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] += texts(node.value)
    return found


@cache
def returned(file: str) -> dict[str, list[str]]:
    """What the functions of a module return to be said."""
    found: dict[str, list[str]] = defaultdict(list)
    for node in ast.walk(trees()[file]):
        if isinstance(node, ast.FunctionDef):
            given = (part.value for part in ast.walk(node) if isinstance(part, ast.Return) and part.value)
            found[node.name] += [text for value in given for text in texts(value)]
    return found


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def handed(node: ast.Call, file: str) -> Iterator[str]:
    """The phrases that a call is handed; of a place to look, its steps."""
    name = called(node)
    raises = name in errors.__all__ or name in ("error", "warn")
    places = {0: "what"} if raises else takers().get(name, {})
    given = [(places[k], arg) for k, arg in enumerate(node.args) if k in places]
    given += [(word.arg, word.value) for word in node.keywords if word.arg in TAKES]
    for _, arg in given:
        helpers = (called(part) for part in ast.walk(arg) if isinstance(part, ast.Call))
        yield from (text for name in helpers for text in returned(file).get(name, ()))
    for kind, arg in given:
        said = told(file)[arg.id] if isinstance(arg, ast.Name) else texts(arg)
        for text in (_FIELD.sub("{}", text) for text in said):
            yield from text.split(", ") if kind == "where" else [text]


@cache
def raised() -> dict[str, dict[str, str]]:
    """By file, each phrase of several words with the line that it stands on."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for file, tree in trees().items():
        for node in ast.walk(tree):
            for text in handed(node, file) if isinstance(node, ast.Call) else ():
                if " " in text.strip() and any(letter.isalpha() for letter in text.replace("{}", "")):
                    found[file].setdefault(text, f"{file}:{node.lineno}")
    return found
