"""The age groups of Exempelstad (påhittad) as they are published, made by splitting those that are drawn.

The model draws people in few, wide age groups (:data:`exempelstad_model.AGE`). Those that are published are
narrower: preschool, school, upper secondary school. Each drawn number is therefore split over finer ages,
from a random stream of its own, so that nothing that is published for all ages is moved by it.

Whoever is counted in a part is counted in its whole too: a part is drawn from the finer ages of its whole
without replacement. Where a variable exists for some of the finer ages only (voters are 18 or over) and a
small cell holds more of them than people of that age, those left over are counted in the nearest older group
that has room, or else beside disability or sex.

Arrays have the shape (sub-areas, periods, sexes, disability, ages).
"""

from __future__ import annotations

from itertools import product
from typing import Any, NamedTuple

import numpy as np
from exempelstad_model import AGE, City, Floats, Parameters, membership, stream
from numpy.typing import NDArray

Counts = NDArray[np.int64]

#: The finer ages of each age group that is drawn.
FINER = {
    "0-15": ("0-5", "6-12", "13-15"),
    "16-24": ("16-17", "18-24"),
    "25-64": ("25-64",),
    "65-": ("65-",),
}
#: The finer ages of each age group that is published.
PUBLISHED = {
    "0-5": ("0-5",),
    "6-12": ("6-12",),
    "13-17": ("13-15", "16-17"),
    "18-24": ("18-24",),
    "25-64": ("25-64",),
    "65-": ("65-",),
}
FINE = tuple(age for ages in FINER.values() for age in ages)
#: Which drawn group each finer age is of.
DRAWN = [AGE.index(drawn) for drawn, ages in FINER.items() for _ in ages]

_ENDLESS = 10**9
_WIDE = range(len(AGE))
#: Who is 6–15 years is a pupil, and who is 16–17 a child: what tells how old people of a drawn group are.
_PUPILS, _CHILDREN, _PEOPLE = "elever_grundskola", "barn_0_17", "folkmangd"


def split_ages(p: Parameters, city: City) -> dict[str, Counts]:
    """Split every variable counted in persons over the finer ages; -1 where it does not exist for one."""
    rows = {row["id"]: row for row in p["variable"]}
    split = _Split(p, city)
    for name in (*rows[_PUPILS]["including"], _PUPILS):
        split.persons(rows[name], whole=None)
    split.people()
    for name, row in rows.items():
        if name in split.fine:
            continue
        if "difference" in row:
            first, second = (split.fine[part] for part in row["difference"])
            split.fine[name] = np.where(first < 0, -1, first - second)
        elif "mean" in row:
            split.amounts(row)
        else:
            split.persons(row, whole=row["of"])
    return split.fine


def published(fine: NDArray[Any]) -> NDArray[Any]:
    """Add finer ages up to the age groups that are published; -1 where none of them exists."""
    groups = [fine[..., [FINE.index(age) for age in ages]] for ages in PUBLISHED.values()]
    return np.stack([np.where((g < 0).all(-1), -1, np.maximum(g, 0).sum(-1)) for g in groups], axis=-1)


def truth_by_age(p: Parameters, city: City, row: Parameters, fine: dict[str, Counts]) -> Floats | None:
    """Return the true value of an indicator by published age group; None where the model does not say it.

    Within a drawn group the finer ages share its rates, so that the truth of an age group follows from the
    numbers of it. Of a part that only exists for some ages of its whole, the model knows no rate.

    Returns
    -------
    ndarray or None, shape (areas and the whole city, periods, published age groups)
    """
    rows = {variable["id"]: variable for variable in p["variable"]}
    inside = membership(p, city.map)

    def expected(name: str) -> Floats | None:
        if name in row.get("given", row["denominator"]):
            return np.maximum(fine[name], 0).astype(float)
        if "difference" in rows[name]:
            first, second = (expected(part) for part in rows[name]["difference"])
            return None if first is None or second is None else first - second
        number = expected(rows[name]["of"]) if name in rows and "finer" not in rows[name] else None
        return None if number is None else number * np.nan_to_num(city.rate[name])[..., DRAWN]

    parts = [expected(name) for name in (*row["numerator"], *row["denominator"])]
    if any(part is None for part in parts):
        return None
    top, base = (
        np.einsum("as,stxdg->atg", inside, published(np.sum(some, axis=0)))
        for some in (parts[: len(row["numerator"])], parts[len(row["numerator"]) :])
    )
    per = row.get("per", 100 if row["kind"] in ("share", "scale") else 1)
    return np.where(base > 0, per * top / np.where(base > 0, base, 1.0), np.nan)


class _Move(NamedTuple):
    """Persons of one drawn group counted in another: `moving` of `number`, each (sub-areas, periods)."""

    out: tuple[Any, ...]
    to: tuple[Any, ...]
    moving: Counts
    number: Counts


class _Split:
    """The finer ages of every variable so far, and who was moved between drawn groups to make room."""

    def __init__(self, p: Parameters, city: City) -> None:
        self.p, self.city = p, city
        self.fine: dict[str, Counts] = {}
        self.moves: dict[str, list[_Move]] = {}

    def people(self) -> None:
        """How old people are: pupils and children say it; the rest is younger or older than they."""
        people, pupils = self.city.counts[_PEOPLE][..., DRAWN], self.fine[_PUPILS]
        at = {age: FINE.index(age) for age in FINE}
        for age in ("6-12", "13-15"):
            people[..., at[age]] = pupils[..., at[age]]
            people[..., at["0-5"]] -= pupils[..., at[age]]
        people[..., at["16-17"]] = self.city.counts[_CHILDREN][..., AGE.index("16-24")]
        people[..., at["18-24"]] -= people[..., at["16-17"]]
        self.fine[_PEOPLE] = people

    def persons(self, row: Parameters, *, whole: str | None) -> None:
        """Split a number of persons drawn from a whole (None: nobody knows its ages yet)."""
        random, number = stream(self.p, f"{row['id']}: ages"), self.city.counts[row["id"]]
        weight, exists = _weights(row), (number >= 0)[..., DRAWN]
        exists = exists & (weight != 0) & (whole is None or self.fine[whole] >= 0)
        taken = self._sum(row.get("including", []), exists.shape)
        room = np.full(exists.shape, _ENDLESS)
        if whole is not None:
            room = self.fine[whole] - taken - self._sum(row.get("excluding", []), exists.shape)
        room = np.where(exists, np.maximum(room, 0), 0)
        left = np.maximum(number, 0)
        for move in self.moves.get(whole or "", []):  # of those moved, as many as chance has it are parts
            part = left[move.out]
            along = _drawn(random, part, move.number - part, move.moving)
            left[move.out], left[move.to] = part - along, left[move.to] + along
        left -= _wide(taken)
        self.moves[row["id"]] = [*self.moves.get(whole or "", []), *_make_room(row, left, _wide(room))]
        for k in range(len(FINE)):
            later = [j for j in range(k + 1, len(FINE)) if DRAWN[j] == DRAWN[k]]
            now, rest, n = room[..., k], room[..., later].sum(axis=-1), left[..., DRAWN[k]]
            if np.isnan(weight[k]):
                here = _drawn(random, now, rest, n)
            else:
                share = weight[k] / max(weight[[k, *later]].sum(), 1e-9)
                here = np.clip(random.binomial(n, share), np.maximum(n - rest, 0), np.minimum(n, now))
            taken[..., k] += here
            left[..., DRAWN[k]] = n - here
        self.fine[row["id"]] = np.where(exists, taken, -1)

    def amounts(self, row: Parameters) -> None:
        """Split a sum of gamma amounts over the ages of its persons: shares of it are beta."""
        random, persons = stream(self.p, f"{row['id']}: ages"), self.fine[row["of"]]
        total = np.maximum(self.city.counts[row["id"]], 0)
        for move in self.moves.get(row["of"], []):
            along = np.round(total[move.out] * (move.moving / np.maximum(move.number, 1))).astype(int)
            total[move.out], total[move.to] = total[move.out] - along, total[move.to] + along
        left, taken = total[..., DRAWN], np.zeros(persons.shape, dtype=int)
        shapes = np.maximum(persons, 0) / row["cv"] ** 2
        for k in range(len(FINE)):
            later = [j for j in range(k + 1, len(FINE)) if DRAWN[j] == DRAWN[k]]
            now, rest = shapes[..., k], shapes[..., later].sum(axis=-1)
            share = random.beta(np.where(now > 0, now, 1.0), np.where(rest > 0, rest, 1.0))
            share = np.where(now == 0, 0.0, np.where(rest == 0, 1.0, share))
            taken[..., k] = np.round(left[..., k] * share)
            for j in later:
                left[..., j] -= taken[..., k]
        self.fine[row["id"]] = np.where(persons < 0, -1, taken)

    def _sum(self, names: list[str], shape: tuple[int, ...]) -> Counts:
        return sum((np.maximum(self.fine[name], 0) for name in names), np.zeros(shape, dtype=int))


def _weights(row: Parameters) -> Floats:
    """How those of a drawn group lie over its finer ages: nan where they lie as their whole does."""
    finer = row.get("finer", {})
    told = {drawn for drawn, ages in FINER.items() if set(ages) & set(finer)}
    return np.array([finer.get(age, 0.0) if AGE[DRAWN[k]] in told else np.nan for k, age in enumerate(FINE)])


def _wide(fine: Counts) -> Counts:
    """Add finer ages up to the drawn groups."""
    return np.stack(
        [fine[..., [k for k in range(len(FINE)) if DRAWN[k] == g]].sum(-1) for g in _WIDE], axis=-1
    )


def _drawn(random: np.random.RandomState, marked: Counts, others: Counts, n: Counts) -> Counts:
    """How many of `n` drawn without replacement from marked and others are marked."""
    others = np.maximum(others, (marked < 1).astype(int))
    return np.where(n > 0, random.hypergeometric(marked, others, np.maximum(n, 1)), 0)


def _make_room(row: Parameters, number: Counts, room: Counts) -> list[_Move]:
    """Move, in place, those whom a drawn group has no room for."""
    moves = []
    for x, d in ((0, 0), (0, 1), (1, 0), (1, 1)):  # the other sex, the other disability
        for sex, disability, g in product(range(2), range(2), _WIDE):
            for h in _WIDE[g:]:
                out, to = (..., sex, disability, g), (..., sex ^ x, disability ^ d, h)
                moving = np.minimum(
                    np.maximum(number[out] - room[out], 0), np.maximum(room[to] - number[to], 0)
                )
                if moving.any():
                    moves.append(_Move(out, to, moving, number[out].copy()))
                    number[out] -= moving
                    number[to] += moving
    if (number > room).any():
        raise SystemExit(f"'{row['id']}' counts more persons than there are of their age")
    return moves
