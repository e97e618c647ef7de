"""An outsider of our own, who reads what was published and works out what was withheld.

Nothing here is the library's: it knows no cells and no sums, only *kinds of people*. Everybody is of one kind
(where they live, in which of the smallest areas; women or men; what they do; …), a figure counts some kinds,
and a published figure is an equation of whole numbers ≥ 0. From that it follows that men = all − women, that
areas add up to the city, that two divisions share their smallest areas, and that the employed are in the
labour force.

The outsider also knows the rule. Withheld figures that are tied together hold at least one that is unsafe:
else nothing would have been withheld. And whoever is alone in a cell knows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import permutations, product
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

import omradesindex as oi

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Kind = tuple[str, ...]
TOTAL = "total"
#: Nobody counts more persons than this where nothing that is published says how many they are at most.
MOST = 3000.0


class Figure(NamedTuple):
    """A count: of whom, when, where, and in which group (a category for each column of the world)."""

    variable: str
    period: str
    area: str
    group: tuple[str, ...]


class Share(NamedTuple):
    """Two counts of which the ratio is published: top / base = p / q."""

    top: Figure
    base: Figure
    ratio: Fraction


@dataclass(frozen=True)
class World:
    """What everybody knows of how figures hang together.

    Attributes
    ----------
    areas : area → the smallest areas that it is made of
    columns : column of a table → category → values of that trait; together they are everybody
    variables : variable → trait (``doing``, or a column) → whom it counts; of other traits everybody
    shares : a share → its numerator and its denominator
    """

    areas: Mapping[str, frozenset[str]]
    columns: Mapping[str, Mapping[str, frozenset[str]]]
    variables: Mapping[str, Mapping[str, frozenset[str]]]
    shares: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def kinds(self, figure: Figure) -> frozenset[Kind]:
        """Whom a figure counts: a value of each trait, in the order doing, period, area, columns."""
        counted = self.variables[figure.variable]
        traits = []
        for (column, categories), category in zip(self.columns.items(), figure.group, strict=True):
            everybody = frozenset().union(*categories.values())
            chosen = everybody if category == TOTAL else categories[category]
            traits.append(chosen & counted.get(column, everybody))
        return frozenset(product(counted["doing"], (figure.period,), self.areas[figure.area], *traits))

    def group(self, row: Mapping[str, object]) -> tuple[str, ...]:
        """Return the categories that a row of a table is about, a column that it lacks being everybody."""
        return tuple(str(row.get(column, TOTAL)) for column in self.columns)


@dataclass
class Release:
    """What one publication says: counts (NaN: withheld) and shares."""

    figures: dict[Figure, float] = field(default_factory=dict)
    shares: list[Share] = field(default_factory=list)

    def tell(self, figure: Figure, value: float) -> None:
        """Add a figure; what is shown in one file is not withheld by another."""
        value = float(value)
        before = self.figures.get(figure, np.nan)
        if before == before and value == value and before != value:
            raise ValueError(f"{figure} is {before} in one file and {value} in another")
        self.figures[figure] = value if value == value else before

    def mentioned(self) -> list[Figure]:
        """Every figure that is shown, withheld or behind a share."""
        return list(
            dict.fromkeys([*self.figures, *(f for share in self.shares for f in (share.top, share.base))])
        )


# -- reading -------------------------------------------------------------------------------------------------


def read(path: Path, world: World) -> Release:
    """Read a published file, or every file of a published folder."""
    release = Release()
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    tables = {
        file: pd.read_csv(file, dtype={"area": str, "period": str}) for file in files if _is_table(file)
    }
    periods = {p for table in tables.values() if "period" in table for p in table["period"].dropna()}
    for file, table in tables.items():
        columns = set(table)
        if {"variable", "kind", "value"} <= columns:
            _read_statistics(table, world, release)
        elif {"measure", "score", "value"} <= columns:
            _read_scored(table, world, release)
        elif {"variable", "part", "total", "parts"} <= columns:
            _read_sums(table, world, release)
        elif {"measure", "first", "second"} <= columns:
            _read_gaps(table, world, release, periods)
        elif not file.name.startswith(("index.", "indikatorer.")):  # scores and words alone
            raise ValueError(f"{file.name}: the outsider does not know this file yet: {sorted(columns)}")
    for file in files:
        if file.suffix == ".parquet":
            same = tables[file.with_suffix(".csv")]
            assert len(pd.read_parquet(file)) == len(same), f"{file.name} holds other rows than its CSV"
    return release


def _is_table(file: Path) -> bool:
    # tabell_excel.csv is resultat.csv once more, rounded, as are pages and pictures.
    return file.suffix == ".csv" and file.name != "tabell_excel.csv"


def _rows(table: pd.DataFrame) -> Iterator[dict[str, object]]:
    for row in table.to_dict("records"):
        yield {str(name): value for name, value in row.items()}


def told_by(table: pd.DataFrame, world: World) -> Release:
    """What a table of statistics tells."""
    release = Release()
    _read_statistics(table, world, release)
    return release


def _read_statistics(table: pd.DataFrame, world: World, release: Release) -> None:
    for row in _rows(table):
        where = (str(row["period"]), str(row["area"]), world.group(row))
        name = str(row["variable"])
        if row["kind"] == "count":
            release.tell(Figure(name, *where), row["value"])  # type: ignore[arg-type]
        elif row["kind"] == "share":
            top, base = (Figure(v, *where) for v in world.shares[name])
            release.tell(top, row["numerator"])  # type: ignore[arg-type]
            release.tell(base, row["denominator"])  # type: ignore[arg-type]
            _tell_share(release, top, base, row["value"])


def _tell_share(release: Release, top: Figure, base: Figure, value: object) -> None:
    """A share of full precision is a fraction of whole numbers."""
    if value == value:
        release.shares.append(Share(top, base, Fraction(float(value) / 100).limit_denominator(20000)))  # type: ignore[arg-type]


def _read_scored(table: pd.DataFrame, world: World, release: Release) -> None:
    for row in _rows(table[table["level"] == "indicator"]):
        name = str(row["measure"])
        if name not in world.shares or row["period"] != row["period"]:
            continue
        where = (str(row["period"]), str(row["area"]), world.group(row))
        top, base = (Figure(v, *where) for v in world.shares[name])
        _tell_share(release, top, base, row["value"])
        if row["status"] == "suppressed":
            assert pd.isna([row["value"], row["score"], row["contribution"]]).all(), f"{row} tells its value"
            release.tell(top, np.nan)
            release.tell(base, np.nan)


def _read_sums(table: pd.DataFrame, world: World, release: Release) -> None:
    for row in _rows(table):
        by, within = str(row["by"]), row["within"]
        fixed = dict(one.split("=") for one in str(within).split(", ")) if within == within else {}
        names = world.shares.get(str(row["variable"]), (str(row["variable"]),) * 2)
        name = names[1] if row["part"] == "denominator" else names[0]
        figure = Figure(name, str(row["period"]), str(row["area"]), world.group({**fixed, by: TOTAL}))
        if row["total"] == row["total"]:
            release.tell(figure, row["total"])  # type: ignore[arg-type]
        if row["parts"] == row["parts"]:
            assert row["total"] == row["parts"], f"parts without their total, or another sum: {row}"


def _read_gaps(table: pd.DataFrame, world: World, release: Release, periods: set[str]) -> None:
    for row in _rows(table[table["level"] == "indicator"]):
        name = str(row["measure"])
        if name not in world.shares or len(periods) != 1:
            continue
        within = row["within"]
        fixed = dict(one.split("=") for one in str(within).split(", ")) if within == within else {}
        for side, category in zip(("first", "second"), str(row["pair"]).split(" − "), strict=True):
            group = world.group({**fixed, str(row["by"]): category})
            top, base = (Figure(v, *periods, str(row["area"]), group) for v in world.shares[name])
            _tell_share(release, top, base, row[side])
            both = row["first"] == row["first"] and row["second"] == row["second"]
            assert both or row["gap"] != row["gap"], f"a gap whose ends are not shown: {row}"


# -- what nobody may find ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rule:
    """What is unsafe, as the page on disclosure says."""

    threshold: int
    small: int
    margin: int

    @classmethod
    def of(cls, policy: oi.DisclosurePolicy) -> Rule:
        return cls(policy.threshold, policy.small if policy.protect_zeros else 0, policy.margin_width)

    def few(self, people: Ints) -> Condition:
        """So few that each of them may be known."""
        return Condition("few", people, ((people, 1, self.threshold - 1),))

    def all_or_nobody(self, whole: Ints, part: Ints) -> Iterator[Condition]:
        """All of a small group are in the part, or nobody is: everybody is told."""
        for nobody in (part, whole - part):
            yield Condition("all or nobody", nobody, ((whole, 1, self.small - 1), (nobody, 0, 0)))


class Condition(NamedTuple):
    """Something that the rule calls unsafe: why, who must not be counted, and each count with its bounds."""

    why: str
    people: Ints
    counts: tuple[tuple[Ints, int, int], ...]

    def holds(self, x: Ints) -> bool:
        return all(low <= row @ x <= high for row, low, high in self.counts)


class Pair(NamedTuple):
    """A figure, another that is a part of it, and what makes it one: area, variable or a column."""

    whole: Figure
    part: Figure
    how: str


class Target(NamedTuple):
    """People whom nobody may count, because of what they are in truth.

    ``how``: what takes them apart where they are no figure: a variable, a column, or areas. ``since``: which
    publication made them somebody to find, being the first that holds all figures of it.
    """

    name: str
    why: str
    people: Ints
    value: int
    how: str
    since: int


class Finding(NamedTuple):
    """The least and the most that the outsider takes a target for; ``alone``: who is alone there knows it."""

    target: Target
    low: int
    high: int
    alone: str = ""

    @property
    def width(self) -> int:
        return self.high - self.low

    def __str__(self) -> str:
        name, why, _, value, *_ = self.target
        known = f"{name} ({why}): {value}, known to be {self.low}–{self.high}"
        return f"{known}, to whoever is alone in {self.alone}" if self.alone else known


class Outsider:
    """Knows the world, the rule and some releases.

    ``together``: which releases (their places) were made with an eye to one another, one after another.
    """

    def __init__(
        self, world: World, rule: Rule, releases: Sequence[Release], together: Sequence[Sequence[int]]
    ) -> None:
        self.world, self.rule = world, rule
        told = _all_of(releases)
        self.rows, self.number = _people(world, told.mentioned())
        self.n = len(next(iter(self.rows.values())))
        self.pairs, self.crossing = self._pairs()
        self.matrix, self.right = self._equations(told)
        self.upper = self._upper()
        self.rules = [rule for view in together for rule in self._rules(_all_of([releases[k] for k in view]))]
        self.mentioned: dict[Figure, int] = {}
        before: list[Release] = []
        self.out_before = [_span(self._equations(Release())[0])]
        self.shown_before = [*self.out_before]
        for place, release in enumerate(releases):
            when = next((k for k, view in enumerate(together) if place in view), 0)
            before.append(release)
            out = _all_of(before)
            equations = self._equations(out)[0]
            # A share of few tells its two counts, but for their multiples.
            counts = [self.rows[figure] for share in out.shares for figure in (share.top, share.base)]
            self.out_before[when + 1 :] = [_span(equations)]
            self.shown_before[when + 1 :] = [_span(np.array([*equations, *counts]).reshape(-1, self.n))]
            for figure in release.mentioned():
                self.mentioned.setdefault(figure, when)
        self.active: list[int] = []
        self.undecided = self.false = 0

    def _pairs(self) -> tuple[list[Pair], list[tuple[Figure, Figure]]]:
        """Figures that differ in one way: a whole and its part, or areas whose borders cross."""
        kinds = {figure: self.world.kinds(figure) for figure in self.rows}
        pairs, crossing = [], []
        ways = {"variable": 0, "area": 2} | {column: 3 + k for k, column in enumerate(self.world.columns)}
        for how, place in ways.items():
            alike: dict[tuple[str, ...], list[Figure]] = {}
            for figure in self.rows:
                told = (*figure[:3], *figure.group)
                alike.setdefault((*told[:place], *told[place + 1 :]), []).append(figure)
            for one, other in (pair for those in alike.values() for pair in permutations(those, 2)):
                if kinds[other] < kinds[one]:
                    pairs.append(Pair(one, other, how))
                elif how == "area" and one.area < other.area and kinds[one] & kinds[other]:
                    crossing.append((one, other))
        return pairs, crossing

    def _equations(self, told: Release) -> tuple[Ints, Ints]:
        rows = [(self.rows[f], round(value)) for f, value in told.figures.items() if value == value]
        for share in dict.fromkeys(told.shares):
            p, q = share.ratio.as_integer_ratio()
            rows.append((q * self.rows[share.top] - p * self.rows[share.base], 0))
        return np.array([r for r, _ in rows]).reshape(-1, self.n), np.array(
            [b for _, b in rows], dtype=np.int64
        )

    def _upper(self) -> Floats:
        upper = np.full(self.n, MOST)
        for row, right in zip(self.matrix, self.right, strict=True):
            if (row >= 0).all():
                upper[row > 0] = np.minimum(upper[row > 0], right)
        return upper

    def _rules(self, view: Release) -> Iterator[list[Condition]]:
        """For each group of withheld figures that sums tie together: what may be unsafe in it."""
        elements = {_key(self.rows[f]): self.rows[f] for f, value in view.figures.items() if value != value}
        if not elements:
            return
        there = set(view.mentioned())
        nested = [pair for pair in self.pairs if pair.whole in there and pair.part in there]
        for whole, part, how in nested:
            if how == "variable":  # those who are left, beside the numerator
                rest = self.rows[whole] - self.rows[part]
                elements.setdefault(_key(rest), rest)
        keys = list(elements)
        for tied in _tied(np.array(list(elements.values())), _span(self._equations(view)[0])):
            inside = {keys[k] for k in tied}
            conditions = [self.rule.few(elements[key]) for key in inside]
            for whole, part, how in nested:
                w, p = self.rows[whole], self.rows[part]
                if not inside.isdisjoint((_key(w), _key(p), _key(w - p))):
                    conditions.append(self.rule.few(w - p))
                    conditions += self.rule.all_or_nobody(w, p) if how != "area" else ()
            yield conditions

    def targets(self, true: Ints) -> list[Target]:
        """Everything that is unsafe in truth, of what is published, withheld or implied by two figures."""
        found: dict[bytes, Target] = {}

        def look(
            name: str, figures: Sequence[Figure], conditions: Iterable[Condition], how: str = ""
        ) -> None:
            since = max(self.mentioned[figure] for figure in figures)
            for why, people, counts in conditions:
                if Condition(why, people, counts).holds(true) and not _spans(self.out_before[since], people):
                    found.setdefault(_key(people), Target(name, why, people, int(people @ true), how, since))

        for figure, row in self.rows.items():
            look(_name(figure), [figure], [self.rule.few(row)])
        for whole, part, how in self.pairs:
            w, p = self.rows[whole], self.rows[part]
            look(f"{_name(whole)} minus {_name(part)}", [whole, part], [self.rule.few(w - p)], how)
            if how in self.world.columns or (part.variable, whole.variable) in self.world.shares.values():
                look(f"{_name(part)} of {_name(whole)}", [whole, part], self.rule.all_or_nobody(w, p), how)
        for one, other in self.crossing:
            both = self.rule.few(self.rows[one] * self.rows[other])
            look(f"{_name(one)} within {other.area}", [one, other], [both], "area")
        return list(found.values())

    # -- solving

    def solve(self, goal: Floats, *, known: tuple[Ints, int] | None = None) -> Ints:
        """Return the whole numbers that fit all that is known and make the goal greatest."""
        while True:
            x = self._solve(np.asarray(goal, dtype=float), known)
            broken = [
                k
                for k, rule in enumerate(self.rules)
                if k not in self.active and not any(c.holds(x) for c in rule)
            ]
            if not broken:
                return x
            self.active += broken  # what the rule says is added when it is needed

    def _solve(self, goal: Floats, known: tuple[Ints, int] | None) -> Ints:
        equations = [*zip(self.matrix, self.right, strict=True), *([known] if known is not None else [])]
        unsafe = [condition for k in self.active for condition in self.rules[k]]
        n, m = self.n, len(unsafe)
        rows: list[tuple[Floats, float, float]] = [(np.r_[row, np.zeros(m)], b, b) for row, b in equations]
        for at, condition in enumerate(unsafe, start=n):  # a 1 there: this is what is unsafe
            for row, least, most in condition.counts:
                count, far = np.r_[row, np.zeros(m)].astype(float), float(row @ self.upper)
                if least > 0:
                    rows.append((count - least * (np.arange(n + m) == at), 0, np.inf))
                if far > most:
                    rows.append((count + (far - most) * (np.arange(n + m) == at), -np.inf, far))
        at = n
        for k in self.active:
            one_of = np.zeros(n + m)
            one_of[at : at + len(self.rules[k])] = 1
            rows.append((one_of, 1, np.inf))
            at += len(self.rules[k])
        matrix, low, high = (np.array(part) for part in zip(*rows, strict=True))
        found = milp(
            np.r_[-goal, np.zeros(m)],
            constraints=LinearConstraint(matrix, low, high),
            bounds=Bounds(np.zeros(n + m), np.r_[self.upper, np.ones(m)]),
            integrality=np.ones(n + m, dtype=np.int64),
            options={"time_limit": 20.0},
        )
        self.undecided += found.status == 1
        if found.x is None:
            raise RuntimeError(f"nothing fits what was published: {found.message}")
        x: Ints = np.round(found.x[:n]).astype(np.int64)
        if not np.array_equal(self.matrix @ x, self.right):
            raise RuntimeError("the solver's whole numbers do not fit")
        return x

    def attack(
        self, truth: Mapping[Kind, int], rng: np.random.Generator, *, closely: bool = True
    ) -> list[Finding]:
        """Return what the outsider knows of every target.

        ``closely``: exactly, where it is less than two margins wide, and what those know who are alone in a
        cell; else only whether it is narrower than the margin.
        """
        true = self.true(truth)
        if not np.array_equal(self.matrix @ true, self.right):
            raise ValueError("what was published is not true")
        # Where nothing is unsafe in truth, the rule was not why: believing so would lead the outsider astray.
        false = len(self.rules)
        self.rules = [rule for rule in self.rules if any(condition.holds(true) for condition in rule)]
        self.false = false - len(self.rules)
        targets = self.targets(true)
        if not targets:
            return []
        rows = np.array([target.people for target in targets])
        fits = [true]  # the truth fits, too; every other table that does makes some interval wider
        enough = (1 + closely) * self.rule.margin

        def width() -> Ints:
            counts = rows @ np.array(fits).T
            return np.asarray(counts.max(axis=1) - counts.min(axis=1))

        for _ in range(20):
            before = width()
            narrow = before < enough
            if not narrow.any():
                break
            fits.append(self.solve(rng.choice([-1.0, 1.0], size=int(narrow.sum())) @ rows[narrow]))
            if np.array_equal(width(), before):
                break
        for k in np.flatnonzero(width() < enough):
            fits.append(self.solve(1.0 * rows[k]))
            if width()[k] < enough:
                fits.append(self.solve(-1.0 * rows[k]))
        counts = rows @ np.array(fits).T
        found = [Finding(t, int(c.min()), int(c.max())) for t, c in zip(targets, counts, strict=True)]
        return found + (list(self._alone([f.target for f in found if f.width], fits)) if closely else [])

    def true(self, truth: Mapping[Kind, int]) -> Ints:
        """Return how many there truly are of those that no figure tells apart."""
        values = np.zeros(self.n, dtype=np.int64)
        for kind, number in self.number.items():
            values[number] += truth[kind]
        return values

    def _alone(self, targets: Sequence[Target], fits: list[Ints]) -> Iterator[Finding]:
        """Yield the unsafe figures that somebody who is alone in a cell then knows exactly, beside it.

        Those outside an area are no cell: everybody within one knows what is left of a city that is shown.
        """
        targets = [target for target in targets if target.how != "area"]
        rows = np.array([target.people for target in targets])
        for alone in targets:
            if alone.value != 1:
                continue
            counts = rows @ np.array([x for x in fits if alone.people @ x == 1]).T
            for j in np.flatnonzero(counts.min(axis=1) == counts.max(axis=1)):
                other = targets[int(j)]
                if other.value <= 1 and (other.people * alone.people).any():
                    continue  # of themselves
                before = self.shown_before[max(other.since, alone.since)]
                if _spans(before, other.people + alone.people):
                    continue  # they are in a sum that was out before
                for sign in (1.0, -1.0):
                    fits.append(self.solve(sign * other.people, known=(alone.people, 1)))
                    if other.people @ fits[-1] != other.value:
                        break
                else:
                    yield Finding(other, other.value, other.value, alone.name)


def _all_of(releases: Sequence[Release]) -> Release:
    told = Release()
    for release in releases:
        for figure, value in release.figures.items():
            told.tell(figure, value)
        told.shares += release.shares
    return told


def _people(world: World, figures: Iterable[Figure]) -> tuple[dict[Figure, Ints], dict[Kind, int]]:
    """Return each figure as a row of 0 and 1 over numbers of people, and which number each kind is part of.

    Kinds that no figure tells apart are one number.
    """
    kinds = {figure: world.kinds(figure) for figure in figures}
    marks: dict[Kind, list[int]] = {}
    for place, members in enumerate(kinds.values()):
        for kind in members:
            marks.setdefault(kind, []).append(place)
    apart: dict[tuple[int, ...], int] = {}
    number = {kind: apart.setdefault(tuple(places), len(apart)) for kind, places in marks.items()}
    matrix = np.zeros((len(kinds), len(apart)), dtype=np.int64)
    for places, k in apart.items():
        matrix[list(places), k] = 1
    return dict(zip(kinds, matrix, strict=True)), number


def _key(row: Ints) -> bytes:
    return row.tobytes()


def _name(figure: Figure) -> str:
    return " ".join((figure.variable, figure.period, figure.area, *(g for g in figure.group if g != TOTAL)))


def _span(rows: Ints) -> Floats:
    """An orthonormal base of what some rows span."""
    if not rows.size:
        return np.zeros((rows.shape[1], 0))
    u, s, _ = np.linalg.svd(rows.T.astype(float), full_matrices=False)
    return np.asarray(u[:, s > 1e-9 * max(1.0, s[0])])


def _spans(known: Floats, people: Ints) -> bool:
    """Whether some people could be counted from sums before: that cannot be taken back."""
    return float(np.abs(people - people @ known @ known.T).max()) < 1e-7


def _tied(elements: Ints, known: Floats) -> Iterator[list[int]]:
    """Yield the groups of rows that sums tie together, given what is known: their matroid's components."""
    rest = elements - elements @ known @ known.T
    left = [k for k in range(len(rest)) if np.abs(rest[k]).max(initial=0.0) > 1e-7]
    group = {k: k for k in left}

    def root(k: int) -> int:
        while group[k] != k:
            k = group[k]
        return k

    base: list[int] = []
    chosen = np.zeros((0, elements.shape[1]))
    for k in left:
        if base:
            weights, *_ = np.linalg.lstsq(chosen.T, rest[k], rcond=None)
            if np.abs(chosen.T @ weights - rest[k]).max() < 1e-7:
                for b, weight in zip(base, weights, strict=True):
                    if abs(weight) > 1e-7:
                        group[root(b)] = root(k)
                continue
        base.append(k)
        chosen = np.vstack([chosen, rest[k]])
    groups: dict[int, list[int]] = {}
    for k in left:
        groups.setdefault(root(k), []).append(k)
    yield from groups.values()
