"""Do the parts add up? Women and men against everybody, in every count that the indicators rest on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import ComputeError, figure
from omradesindex.index.groups.words_sums import ABOVE, BELOW, LARGER, RANDOM, ROUNDED, not_adding_up
from omradesindex.methods.equal import above, reaches
from omradesindex.statistics.perturbed import allowance
from omradesindex.statistics.vocabulary import TOTAL
from omradesindex.wording import Text

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.scored import Scored
    from omradesindex.statistics import Statistics

Floats = NDArray[np.float64]


class Sum(NamedTuple):
    """One count's parts against its total.

    ``column``: what is added over; ``within``: the other columns' categories, ``disability=with``;
    ``part``: ``value`` of a count, ``numerator`` or ``denominator`` of a share; ``total``, ``parts``:
    floats, shape ``(n_areas + 1,)``: the total and the sum; ``each``: the parts, a row for each category;
    ``noise``: how far noise in the counts or their rounding may move the sum from the total; ``rounded``:
    whether any of them is rounded.
    """

    indicators: tuple[str, ...]
    variable: str
    period: str
    part: str
    column: str
    within: str
    categories: tuple[str, ...]
    total: Floats
    parts: Floats
    each: Floats
    noise: Floats
    rounded: bool


def reconcile(
    total: Scored, columns: Sequence[str], categories: Mapping[str, Sequence[str]]
) -> tuple[Sum, ...]:
    """Add up the parts of every count, over one column at a time.

    Parameters
    ----------
    total : Scored
        Which figures the indicators rest on.
    columns : sequence of str
        What is broken down.
    categories : mapping of column to sequence of str

    Returns
    -------
    tuple of Sum
        In the order of the indicators. Counts that no part is given of are left out.
    """
    users: dict[tuple[str, str], list[str]] = {}
    for member, blocks in zip(total.index.members, total.measured.used, strict=True):
        for block in blocks:
            users.setdefault((block.variable, block.period), []).append(member.id)
    return tuple(
        one
        for (variable, period), indicators in users.items()
        for column in columns
        for within in _margins(columns, categories, column)
        for one in _sums(total.statistics, tuple(indicators), (variable, period), column, within, categories)
    )


def _margins(
    columns: Sequence[str], categories: Mapping[str, Sequence[str]], column: str
) -> Iterator[dict[str, str]]:
    """Yield each choice of the other columns' categories, the margin last."""
    others = [c for c in columns if c != column]
    for fixed in product(*((*categories[c], TOTAL) for c in others)):
        yield dict(zip(others, fixed, strict=True))


def _sums(
    statistics: Statistics,
    indicators: tuple[str, ...],
    count: tuple[str, str],
    column: str,
    within: Mapping[str, str],
    categories: Mapping[str, Sequence[str]],
) -> Iterator[Sum]:
    """Add a count's categories of one column up, within those of the others."""
    variable, period = count

    def whole(category: str) -> tuple[str, ...]:
        chosen = {**within, column: category}
        return tuple(chosen.get(c, TOTAL) for c in statistics.breakdowns)

    given = [c for c in categories[column] if statistics.has(variable, period, whole(c))]
    if not given or not statistics.has(variable, period, whole(TOTAL)):
        return
    everybody = statistics.block(variable, period, whole(TOTAL))
    parts = [statistics.block(variable, period, whole(c)) for c in given]
    variance = np.sum([block.moved**2 for block in (everybody, *parts)], axis=0)
    rounded = any(block.rounding.any() for block in (everybody, *parts))
    for field in ("value",) if everybody.kind == "count" else ("numerator", "denominator"):
        top = getattr(everybody, field)
        each = np.stack([getattr(part, field) for part in parts])
        if np.isnan(top).all() or np.isnan(each).all():
            continue
        yield Sum(
            indicators=indicators,
            variable=variable,
            period=period,
            part=field,
            column=column,
            within=", ".join(f"{c}={v}" for c, v in within.items() if v != TOTAL),
            categories=tuple(given),
            total=top,
            parts=each.sum(axis=0),
            each=each,
            noise=allowance(variance, 1 + len(parts), period),
            rounded=rounded,
        )


def adds_up(total: Floats, parts: Floats, tolerance: float | Floats) -> NDArray[np.bool_]:
    """Whether parts lie within the tolerance of their total; true where either is not known."""
    apart = np.abs(parts - total)
    return np.isnan(apart) | reaches(tolerance, apart, np.abs(total))


def reconciliation_frame(sums: Sequence[Sum], areas: Sequence[str], tolerance: float) -> pd.DataFrame:
    """Write the sums as a tidy table: one row for each area and count.

    Returns
    -------
    DataFrame
        ``variable, period, part, by, within, area, total, parts, difference, reconciles`` (empty where a part
        is missing or suppressed).
    """
    import pandas as pd

    heads = ["variable", "period", "part", "by", "within", "area", "total", "parts", "difference"]
    if not sums:
        return pd.DataFrame(columns=[*heads, "reconciles"])
    n = len(areas)
    columns = {
        head: np.repeat(np.array([getattr(s, field) for s in sums], dtype=object), n)
        for head, field in zip(heads[:5], ("variable", "period", "part", "column", "within"), strict=True)
    }
    total, parts = (np.concatenate([getattr(s, field)[:n] for s in sums]) for field in ("total", "parts"))
    frame = pd.DataFrame(columns).assign(
        area=np.tile(np.array(areas, dtype=object), len(sums)),
        total=total,
        parts=parts,
        difference=parts - total,
    )
    known = ~np.isnan(parts - total)
    reconciles = pd.array(adds_up(total, parts, tolerance), dtype="boolean")
    reconciles[~known] = pd.NA
    return frame.assign(reconciles=reconciles)


def refuse_beyond(sums: Sequence[Sum], statistics: Statistics, tolerance: float) -> None:
    """Refuse a group that is larger than the whole it is part of, where no noise can explain it.

    Raises
    ------
    ComputeError
        Naming the count, the area and the group.
    """
    for s in sums:
        beyond = above(s.each - s.total, tolerance + s.noise, np.abs(s.total))
        if not beyond.any():
            continue
        group, area = (int(k) for k in np.argwhere(beyond)[0])
        code = (*statistics.areas, statistics.whole or "the whole city")[area]
        of = "" if s.part == "value" else f" (the {s.part})"
        raise ComputeError(
            f"'{s.categories[group]}' is {figure(s.each[group, area])}, more than the whole, "
            f"{figure(s.total[area])}",
            where=f"{statistics.name}, area '{code}', variable '{s.variable}'{of}, period '{s.period}'"
            + (f", {s.within}" if s.within else ""),
            expected="a group that is not larger than the whole it is part of",
            remedy="correct the figures; or, where the source says that it adds noise, declare it "
            "(Statistics.from_frame(…, noise=…)) or give its tolerance=…",
        )


def reconciliation_notes(sums: Sequence[Sum], common: Sequence[str], tolerance: float) -> tuple[Text, ...]:
    """Say where parts do not add up, in the counts that the common indicators use; nothing where they do."""
    wanted = [s for s in sums if set(s.indicators) & set(common)]
    apart_at_all = [s for s in wanted if not adds_up(s.total, s.parts, tolerance).all()]
    wrong = [s for s in apart_at_all if not adds_up(s.total, s.parts, tolerance + s.noise).all()]
    if not wrong:
        return _done(apart_at_all)
    apart = [np.nan_to_num(s.parts - s.total) for s in wrong]
    names = list(dict.fromkeys(s.variable for s in wrong))
    over = any((a > 0).any() for a in apart)
    beyond = any(above(np.nan_to_num(s.each - s.total), tolerance, np.abs(s.total)).any() for s in wrong)
    below = any((a < 0).any() for a in apart)
    most = max(float(np.abs(a).max()) for a in apart)
    why = [text for text, there in ((LARGER, beyond), (ABOVE, over), (BELOW, below)) if there]
    told = not_adding_up(names, most, why)
    return (told, *_done([s for s in wrong if (s.noise > 0).any()]))


def _done(sums: Sequence[Sum]) -> tuple[Text, ...]:
    """Say what was done to counts whose parts so do not add up."""
    why = {RANDOM: any(not s.rounded for s in sums), ROUNDED: any(s.rounded for s in sums)}
    return tuple(text for text, there in why.items() if there)
