"""Definitions mutated at random are read, or refused in the library's own words."""

from __future__ import annotations

import copy
import random
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

import omradesindex as oi
import omradesindex.catalogue as catalogue
from omradesindex.catalogue import Definition, from_table, parse_definition, to_table, to_toml

#: Some thousands by hand; a few each time.
TRIES = 60
INDICES = Path(catalogue.__file__).parent / "indices"
VALUES: list[Any] = [
    *(
        None,
        True,
        5,
        -1,
        0.5,
        float("nan"),
        float("inf"),
        10**400,
        10**5000,
        "",
        " ",
        "x",
        "å ä",
        "null",
        "NA",
    ),
    *([], {}, [[]], [1, 2], ["x", 3], {"x": 1}, {"sv": 1}, {"sv": "a", "de": "b"}, {"method": 3}, {1: 2}),
    *(
        "a\x1b[0m",
        "\ud800",
        "=1+1",
        "index",
        b"x",
        object(),
        {"method": "min_max", "low": "x"},
        "a" * 100_000,
    ),
    {"dimension": {"dimension": {}}},
]


def whole(name: str) -> dict[str, Any]:
    """A definition's tables, with indicators of its own and every method named."""
    return tomllib.loads(to_toml(oi.load_index(name))) | {"indicators": OWN}


OWN = {
    "arbetsloshet": tomllib.loads(
        """
        label = "Egen"
        definition = "Egen"
        population = "Alla"
        unit = "%"
        direction = "higher_is_worse"
        formula = { kind = "share", numerator = ["a"], denominator = ["b"], per = 100 }
        sources = ["x"]
        definition_source = "x"
        asked_by = [{ body = "mkb", asked_for = "theme", ask = "Mer." }]
        """
    )
}
CHANGED = {
    "id": "a",
    "base": "malmo-2023",
    "notes": ["x"],
    "changes": [
        {
            "replace": "arbetsloshet",
            "with": "egen_lon_over_grans",
            "body": "mkb",
            "ask": "x",
            "asked_for": "measure",
        },
        {"add": "franvaro", "to": "utbildning", "weight": 2},
        {"without": "trangboddhet"},
        {"extend": "tillit"},
        {"reweight": "ekonomi", "weight": 2},
    ],
    "methods": {
        "treat": {"method": "winsorise", "most": 2},
        "coverage": 0.5,
        "aggregate": {"ekonomi": "harmonic"},
    },
}


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value inside."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, own in inner for found in ((*way, key), *places(own, (*way, key)))]


def mutate(table: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Replace, remove, rename, repeat or move something."""
    changed = copy.deepcopy(table)
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        ways = places(changed)
        if not ways:
            break
        *way, key = rng.choice(ways)
        home = changed
        for step in way:
            home = home[step]
        kind = rng.random()
        if kind < 0.6:
            home[key] = rng.choice(VALUES)
        elif kind < 0.75:
            del home[key]
        elif isinstance(home, dict):
            home[rng.choice(["x", "index", "dimension", "methods", 5, "å\x1b"])] = home.pop(key)
        else:
            home.append(copy.deepcopy(home[key]))
    return changed


def survives(read: Any, what: Any) -> None:
    with suppress(oi.errors.OmradesindexError):
        index = read(what)
        if isinstance(index, Definition):
            to_toml(index)
            to_table(index)


def test_tables_of_toml() -> None:
    rng = random.Random(1)
    starts = [
        whole("malmo-2023"),
        whole("cni"),
        CHANGED,
        tomllib.loads((INDICES / "gvn.toml").read_text("utf-8")),
    ]
    for _ in range(TRIES):
        survives(parse_definition, mutate(rng.choice(starts), rng))


def test_flat_tables() -> None:
    rng = random.Random(2)
    start = to_table(parse_definition(whole("tillit"))).astype(object)
    for _ in range(TRIES // 2):
        frame = start.copy()
        for _ in range(rng.choice((1, 1, 2, 4))):
            row, column = rng.randrange(len(frame)), rng.choice(list(frame.columns))
            frame.at[row, column] = rng.choice([v for v in VALUES if not isinstance(v, list)])
        if rng.random() < 0.2:
            frame = frame.sample(frac=1, random_state=rng.randrange(99))
        survives(from_table, frame)


def test_verbs() -> None:
    rng = random.Random(3)
    index = oi.load_index("malmo-oppna-data")
    options = [
        "impute",
        "treat",
        "normalise",
        "weight",
        "aggregate",
        "centre",
        "ddof",
        "coverage",
        "zero",
        "points",
    ]
    verbs: list[Any] = [
        lambda v: index.replace("utrikes_fodda", v),
        lambda v: index.replace("utrikes_fodda", "franvaro", basis=v),
        lambda v: index.replace("utrikes_fodda", "franvaro", basis_note=v),
        lambda v: index.replace("utrikes_fodda", "franvaro", basis="asked", asked_for=v),
        lambda v: index.replace(v, "franvaro"),
        index.without,
        lambda v: index.add(v, to="ekonomi"),
        lambda v: index.add("franvaro", to=v),
        lambda v: index.add("franvaro", to="ekonomi", weight=v),
        index.extend,
        index.reweight,
        lambda v: index.reweight({"ekonomi": v}),
        *(lambda v, k=k: index.with_methods(**{k: v}) for k in options),
        *(
            lambda v, k=k: index.with_identity(**{k: v})
            for k in ("id", "label", "description", "notes", "base")
        ),
        lambda v: index.with_methods(aggregate={"ekonomi": v}),
        oi.load_index,
        index.dimension_of,
    ]
    for _ in range(TRIES):
        survives(rng.choice(verbs), rng.choice(VALUES))
