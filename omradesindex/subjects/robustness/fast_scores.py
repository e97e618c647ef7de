"""Draws weighed and scored in machine code, a strip of them at a time.

What ``weights.py`` and ``score.py`` do with long rows, an operation after the other, is done here for so
few draws at a time that all of it stays in a processor's nearer memory. Each number comes of the same
operations in the same order, and none is fused with the next (``fastmath`` is off): the answer is the same to
the last bit. Rows of a strip are ``m`` draws of :data:`STRIP`, or areas where they are the longer way.

It is compiled by numba, which the extra ``fast`` brings; ``fast.py`` imports it where that is worth it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.subjects.robustness.fast_functions import exp_row, log_row
from omradesindex.subjects.robustness.fast_layout import (
    DIRICHLET,
    EXPONENTIAL,
    FIXED,
    INVERSE,
    RANGE,
    RELATIVE,
    ROOT,
    SQUARE,
    STRIP,
    Levels,
    Means,
    Shape,
    Weighing,
    Wide,
    inner,
    kernel,
)

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Integers = NDArray[np.int64]

# -- weights -------------------------------------------------------------------------------------------------


@inner
def _larger(a: float, b: float) -> float:
    """The larger of two; NaN where any is."""
    return a if a >= b or a != a else b


@inner
def copy(row: Any, into: Any) -> None:
    """Write a row into another."""
    for d in range(len(row)):
        into[d] = row[d]


@inner
def _weigh(
    shape: Shape, how: Weighing, uniforms: Floats, chosen: Floats, start: int, m: int,
    weights: Floats, room: Floats,
) -> None:  # fmt: skip
    """Weights of a strip of draws, scaled within each level; as ``weights_of``."""
    if len(how.shares):
        _given(how, chosen, start, m, weights)
    else:
        _drawn(how, uniforms, start, m, weights, room)
        _leave_out(how, chosen, start, m, weights)
        total = room[0][:m]
        for node in range(len(shape.above)):
            total[:] = 0.0
            for part in range(shape.first[node], shape.first[node + 1]):
                mine = weights[part][:m]
                for d in range(m):
                    total[d] += mine[d]
            for part in range(shape.first[node], shape.first[node + 1]):
                mine = weights[part][:m]
                for d in range(m):
                    mine[d] /= total[d]
    if how.kind == RELATIVE:
        _within_width(shape, how.width, uniforms, start, m, weights, room)


@inner
def _given(how: Weighing, chosen: Floats, start: int, m: int, weights: Floats) -> None:
    """Weights that are the same in every draw, but for what is left out: scaled beforehand."""
    for part in range(len(how.base)):
        weights[part][:m] = how.shares[0, part]
    for factor in range(len(how.choices)):
        drawn, choices = chosen[factor][start : start + m], how.choices[factor]
        for d in range(m):
            row = 1 + int(drawn[d] * choices)
            for place in range(how.starts[row], how.starts[row + 1]):
                weights[how.changed[place], d] = how.into[place]


@inner
def _drawn(how: Weighing, uniforms: Floats, start: int, m: int, weights: Floats, room: Floats) -> None:
    """As ``draw_weights``."""
    for part in range(len(how.base)):
        mine = weights[part][:m]
        if how.kind in (FIXED, RELATIVE):
            mine[:] = how.base[part]
        elif how.kind == DIRICHLET:
            u = uniforms[part][start : start + m]
            for d in range(m):
                mine[d] = 1.0 - u[d]
            log_row(mine, room[0][:m].view(np.int64))
            there = 1.0 if how.base[part] > 0 else 0.0
            for d in range(m):
                mine[d] = -mine[d] * there
        elif how.kind == RANGE:
            u, low, span = uniforms[part][start : start + m], how.table[part, 0], how.table[part, 1]
            for d in range(m):
                mine[d] = low + span * u[d]
        else:
            u, vectors = uniforms[0][start : start + m], how.table.shape[1]
            for d in range(m):
                mine[d] = how.table[part, int(u[d] * vectors)]


@inner
def _leave_out(how: Weighing, chosen: Floats, start: int, m: int, weights: Floats) -> None:
    for factor in range(len(how.choices)):
        for d in range(m):
            row = int(chosen[factor, start + d] * how.choices[factor])
            for place in range(how.left.shape[2]):
                if how.left[factor, row, place] >= 0:
                    weights[how.left[factor, row, place], d] = 0.0


@inner
def _within_width(
    shape: Shape, width: float, uniforms: Floats, start: int, m: int, weights: Floats, room: Floats
) -> None:
    """As ``within_width``; ``room`` has 4 rows, and then two for each node."""
    root, n = len(shape.above) - 1, shape.n_indicators
    largest, factor = room[0][:m], room[1][:m]
    largest[:] = 0.5
    for node in range(root, -1, -1):
        first, last = shape.counted_first[node], shape.counted_first[node + 1]
        if first == last:
            continue
        middle, whole = room[4 + 2 * node][:m], room[5 + 2 * node][:m]
        _middle(shape, node, uniforms, start, m, weights, room)
        high, low = room[2][:m], room[3][:m]
        if node == root:
            for d in range(m):
                found = _larger(largest[d], high[d] - middle[d])
                largest[d] = _larger(found, -(low[d] - middle[d]))
        else:
            for d in range(m):
                up, down = high[d] - middle[d], low[d] - middle[d]
                found = _larger(largest[d], _larger(up, -down) + width * abs(whole[d]))
                found = _larger(found, up + whole[d])
                largest[d] = _larger(found, -(down + whole[d]))
        for place in range(first, last):
            part = shape.counted[place]
            if shape.column[part] >= n:
                u = uniforms[part][start : start + m]
                below = room[5 + 2 * (shape.column[part] - n)][:m]
                if node == root:
                    for d in range(m):
                        below[d] = u[d] - middle[d] + 0.0
                else:
                    for d in range(m):
                        below[d] = u[d] - middle[d] + whole[d]
    for d in range(m):
        largest[d] = width / largest[d]
    for node in range(root + 1):
        middle, whole = room[4 + 2 * node][:m], room[5 + 2 * node][:m]
        copy(largest, factor)
        if node < root:
            for d in range(m):
                factor[d] /= _larger(1 + largest[d] * whole[d], 2.0**-40)
        for place in range(shape.counted_first[node], shape.counted_first[node + 1]):
            part = shape.counted[place]
            u, mine = uniforms[part][start : start + m], weights[part][:m]
            for d in range(m):
                times = (u[d] - middle[d]) * factor[d] + 1
                mine[d] *= 0.0 if times < 0 else times


@inner
def _middle(
    shape: Shape, node: int, uniforms: Floats, start: int, m: int, weights: Floats, room: Floats
) -> None:
    """What is drawn of a node's parts: the weighted mean, the highest and the lowest."""
    first, last = shape.counted_first[node], shape.counted_first[node + 1]
    middle, high, low = room[4 + 2 * node][:m], room[2][:m], room[3][:m]
    middle[:] = 0.0
    copy(uniforms[shape.counted[first]][start : start + m], high)
    copy(high, low)
    place = first
    while place + 1 < last:
        part, after = shape.counted[place], shape.counted[place + 1]
        u, v = uniforms[part][start : start + m], uniforms[after][start : start + m]
        mine, its = weights[part][:m], weights[after][:m]
        for d in range(m):
            middle[d] = (middle[d] + u[d] * mine[d]) + v[d] * its[d]
        for d in range(m):
            up, down = (u[d], v[d]) if u[d] > v[d] else (v[d], u[d])
            high[d] = up if up > high[d] else high[d]
            low[d] = down if down < low[d] else low[d]
        place += 2
    if place < last:
        u, mine = uniforms[shape.counted[place]][start : start + m], weights[shape.counted[place]][:m]
        for d in range(m):
            middle[d] += u[d] * mine[d]
            high[d] = u[d] if u[d] > high[d] else high[d]
            low[d] = u[d] if u[d] < low[d] else low[d]
    if last - first < shape.first[node + 1] - shape.first[node]:
        for d in range(m):
            shares = 0.0
            for place in range(first, last):
                shares += weights[shape.counted[place], d]
            middle[d] /= shares


@inner
def _collapse(shape: Shape, m: int, weights: Floats, whole: Floats) -> None:
    """Each indicator's weight in the whole index; as ``effective``, in the place of nodes' own weights."""
    for node in range(len(shape.above) - 1, -1, -1):
        above = shape.above[node]
        for part in range(shape.first[node], shape.first[node + 1]):
            row, column = weights[part][:m], shape.column[part]
            into = whole[column][:m] if column < shape.n_indicators else row
            if above < 0:
                for d in range(m):
                    into[d] = row[d]
            else:
                own = weights[above][:m]
                for d in range(m):
                    into[d] = row[d] * own[d]


# -- scores --------------------------------------------------------------------------------------------------


@inner
def _add_products(values: Any, weights: Any, m: int, found: Any) -> None:
    """Add values times weights, from the first to the last."""
    k = 0
    while k + 3 < len(values):
        v0, v1, v2, v3 = values[k], values[k + 1], values[k + 2], values[k + 3]
        w0, w1, w2, w3 = weights[k][:m], weights[k + 1][:m], weights[k + 2][:m], weights[k + 3][:m]
        for d in range(m):
            found[d] = (((found[d] + v0 * w0[d]) + v1 * w1[d]) + v2 * w2[d]) + v3 * w3[d]
        k += 4
    while k < len(values):
        v0, w0 = values[k], weights[k][:m]
        for d in range(m):
            found[d] += v0 * w0[d]
        k += 1


@inner
def _add_products_of_two(
    values: Floats, its: Floats, weights: Floats, m: int, found: Floats, other: Floats
) -> None:
    """The same of two areas at once, which read each weight once."""
    k = 0
    while k + 2 < len(values):
        v0, v1, v2, i0, i1, i2 = values[k], values[k + 1], values[k + 2], its[k], its[k + 1], its[k + 2]
        w0, w1, w2 = weights[k][:m], weights[k + 1][:m], weights[k + 2][:m]
        for d in range(m):
            found[d] = ((found[d] + v0 * w0[d]) + v1 * w1[d]) + v2 * w2[d]
            other[d] = ((other[d] + i0 * w0[d]) + i1 * w1[d]) + i2 * w2[d]
        k += 3
    while k < len(values):
        v0, i0, w0 = values[k], its[k], weights[k][:m]
        for d in range(m):
            found[d] += v0 * w0[d]
            other[d] += i0 * w0[d]
        k += 1


@inner
def _back(turn: int, x: Floats, bits: Integers) -> None:
    """Turn sums back to the values' scale; as ``Way.back``."""
    if turn == EXPONENTIAL:
        exp_row(x, bits)
    elif turn == INVERSE:
        for d in range(len(x)):
            x[d] = 1.0 / x[d]
    elif turn == ROOT:
        for d in range(len(x)):
            x[d] = np.sqrt(x[d])
    elif turn == SQUARE:
        for d in range(len(x)):
            x[d] = x[d] * x[d]


@kernel
def score_means(
    shape: Shape, how: Weighing, means: Means, uniforms: Floats, chosen: Floats, errors: Singles,
    start: int, scores: Floats,
) -> None:  # fmt: skip
    """Scores of draws of one combination of choices, whose tree is one mean; as ``score``.

    Parameters
    ----------
    scores : ndarray, shape (n_areas, n_draws)
        Written.
    """
    n, sources = shape.n_indicators, len(means.own)
    weights, whole = np.empty((len(shape.column), STRIP)), np.empty((n, STRIP))
    room, bits = np.empty((4 + 2 * len(shape.above), STRIP)), np.empty(STRIP, dtype=np.int64)
    single = np.empty((2, n if sources else 0, STRIP), dtype=np.float32)
    rows, spare = np.empty((2, STRIP), dtype=np.float32), np.empty(STRIP)
    for at in range(0, scores.shape[1], STRIP):
        m = min(STRIP, scores.shape[1] - at)
        _weigh(shape, how, uniforms, chosen, start + at, m, weights, room)
        _collapse(shape, m, weights, whole)
        for k in range(n if sources else 0):
            w, s, q = whole[k][:m], single[0, k][:m], single[1, k][:m]
            for d in range(m):
                s[d] = np.float32(w[d])
            for d in range(m):
                q[d] = s[d] * s[d]
        for area in range(0, len(scores), 2):
            found, other = scores[area][at : at + m], spare[:m]
            its = means.mean[area]
            if area + 1 < len(scores):
                other, its = scores[area + 1][at : at + m], means.mean[area + 1]
            found[:] = 0.0
            other[:] = 0.0
            _add_products_of_two(means.mean[area], its, whole, m, found, other)
        for area in range(len(scores)):
            found = scores[area][at : at + m]
            for source in range(sources):
                drawn = errors[source, 0, area][start + at : start + at + m]
                _add_error(means, source, area, single, m, drawn, rows, found)
            _back(means.back, found, bits[:m])


@inner
def _add_error(
    means: Means,
    source: int,
    area: int,
    single: Singles,
    m: int,
    drawn: Singles,
    rows: Singles,
    found: Floats,
) -> None:
    spread, along = rows[0][:m], rows[1][:m]
    spread[:] = np.float32(0.0)
    _add_products(means.own[source, area], single[1], m, spread)
    for k in range(means.n_common[source]):
        along[:] = np.float32(0.0)
        _add_products(means.common[source, k, area], single[0], m, along)
        for d in range(m):
            spread[d] += along[d] * along[d]
    for d in range(m):
        found[d] += np.float32(np.sqrt(spread[d])) * drawn[d]


@kernel
def score_wide(
    shape: Shape, how: Weighing, wide: Wide, uniforms: Floats, chosen: Floats, errors: Singles,
    start: int, scores: Floats,
) -> None:  # fmt: skip
    """As :func:`score_means`, along the areas.

    Parameters
    ----------
    scores : ndarray, shape (n_draws, n_areas)
        Written.
    """
    n, sources, draws = shape.n_indicators, len(wide.own), len(scores)
    weights, whole = np.empty((len(shape.column), STRIP)), np.empty((n, STRIP))
    room, bits = np.empty((4 + 2 * len(shape.above), STRIP)), np.empty(STRIP, dtype=np.int64)
    rows = np.empty((3, STRIP), dtype=np.float32)
    mine, single = np.empty((STRIP, n)), np.empty((2, STRIP, n), dtype=np.float32)
    for at in range(0, draws, STRIP):
        m = min(STRIP, draws - at)
        _weigh(shape, how, uniforms, chosen, start + at, m, weights, room)
        _collapse(shape, m, weights, whole)
        for d in range(m):
            for k in range(n):
                mine[d, k] = whole[k, d]
                single[0, d, k] = np.float32(whole[k, d])
                single[1, d, k] = single[0, d, k] * single[0, d, k]
        for strip in range(len(wide.mean)):
            first = strip * STRIP
            length = min(STRIP, scores.shape[1] - first)
            for d in range(m):
                found = scores[at + d][first : first + length]
                found[:] = 0.0
                _add_products(mine[d], wide.mean[strip], length, found)
                for source in range(sources):
                    drawn = rows[2][:length]
                    for area in range(length):
                        drawn[area] = errors[source, 0, first + area, start + at + d]
                    spread, along = rows[0][:length], rows[1][:length]
                    spread[:] = np.float32(0.0)
                    _add_products(single[1, d], wide.own[source, strip], length, spread)
                    for k in range(wide.n_common[source]):
                        along[:] = np.float32(0.0)
                        _add_products(single[0, d], wide.common[source, k, strip], length, along)
                        for area in range(length):
                            spread[area] += along[area] * along[area]
                    for area in range(length):
                        found[area] += np.float32(np.sqrt(spread[area])) * drawn[area]
                _back(wide.back, found, bits[:length])


@kernel
def score_levels(
    shape: Shape, how: Weighing, levels: Levels, uniforms: Floats, chosen: Floats, errors: Singles,
    start: int, scores: Floats,
) -> bool:  # fmt: skip
    """Scores level by level, values missing or means of several powers; as ``score``.

    Returns
    -------
    bool
        Whether a mean is not defined for what it is to be made of: the scores are then no scores.
    """
    parts, nodes = len(shape.column), len(shape.above)
    weights, counting = np.empty((parts, STRIP)), np.empty((parts, STRIP))
    room, bits = np.empty((4 + 2 * nodes, STRIP)), np.empty(STRIP, dtype=np.int64)
    above, sums, counts = np.empty((2, nodes, STRIP)), np.empty((nodes, STRIP)), np.empty((nodes, STRIP))
    missing, undefined = np.empty((2, nodes), dtype=np.int64), 0
    for at in range(0, scores.shape[1], STRIP):
        m = min(STRIP, scores.shape[1] - at)
        _weigh(shape, how, uniforms, chosen, start + at, m, weights, room)
        _counting(shape, levels, m, weights, counting, sums, counts)
        for area in range(0, len(scores), 2):
            after = min(area + 1, len(scores) - 1)
            for node in range(nodes):
                first, last = shape.first[node], shape.first[node + 1]
                found, other = above[0, node][:m], above[1, node][:m]
                found[:] = 0.0
                other[:] = 0.0
                its, own = levels.mean[after][first:last], weights[first:last]
                _add_products_of_two(levels.mean[area][first:last], its, own, m, found, other)
                for k in range(1 + after - area):
                    undefined += _mean(
                        shape, levels, node, area + k, weights, counting, sums, counts, errors, start + at, m,
                        above[k], missing[k], room, bits,
                    )  # fmt: skip
            for k in range(1 + after - area):
                copy(above[k, nodes - 1][:m], scores[area + k][at : at + m])
    return undefined > 0


@inner
def _counting(
    shape: Shape, levels: Levels, m: int, weights: Floats, counting: Floats, sums: Floats, counts: Floats
) -> None:
    """How much each part counts as there, as ``counting``; each node's sums of that, and of weights.

    Weights of indicators are added before those of nodes, as in a mean.
    """
    n = shape.n_indicators
    for node in range(len(shape.above)):
        first, last, total = shape.first[node], shape.first[node + 1], counts[node][:m]
        total[:] = 0.0
        for part in range(first, last):
            mine, w, stated = counting[part][:m], weights[part][:m], levels.stated[part]
            for d in range(m):
                mine[d] = stated if w[d] > 0 else 0.0
                total[d] += mine[d]
        nothing = 0
        for d in range(m):
            nothing += total[d] == 0.0
        for d in range(m if nothing else 0):
            if total[d] == 0.0:
                for part in range(first, last):
                    counting[part, d] = 1.0 if weights[part, d] > 0 else 0.0
                    total[d] += counting[part, d]
        whole = sums[node][:m]
        whole[:] = 0.0
        for nodes in (False, True):
            for part in range(first, last):
                if (shape.column[part] >= n) == nodes:
                    w = weights[part][:m]
                    for d in range(m):
                        whole[d] += w[d]


@inner
def _mean(
    shape: Shape, levels: Levels, node: int, area: int, weights: Floats, counting: Floats, sums: Floats,
    counts: Floats, errors: Singles, at: int, m: int, above: Floats, missing: Integers, room: Floats,
    bits: Integers,
) -> int:  # fmt: skip
    """Mean of a node's parts, where enough of them are there; how often one is not defined.

    ``above`` has what its indicators add up to, and ``missing`` is how many draws lack each node's score.
    """
    n, first, last = shape.n_indicators, shape.first[node], shape.first[node + 1]
    top, base, spread, part = above[node][:m], room[0][:m], room[1][:m], room[2][:m]
    lacking = False
    for place in range(first, last):
        column = shape.column[place]
        lacking |= missing[column - n] > 0 if column >= n else levels.there[area, place] == 0.0
    if lacking:
        base[:] = 0.0
        _add_products(levels.there[area][first:last], weights[first:last], m, base)
    else:
        base = sums[node][:m]
    for source in range(len(levels.own)):
        spread[:] = 0.0
        for place in range(first, last):
            if shape.column[place] < n:
                own, w = levels.own[source, area, place], weights[place][:m]
                for d in range(m):
                    spread[d] += own * (w[d] * w[d])
        drawn = errors[source, node, area][at : at + m]
        for d in range(m):
            top[d] += np.sqrt(spread[d]) * drawn[d]
        for k in range(levels.n_common[source]):
            spread[:] = 0.0
            for place in range(first, last):
                if shape.column[place] < n:
                    along, w = levels.common[source, k, area, place], weights[place][:m]
                    for d in range(m):
                        spread[d] += along * w[d]
            drawn = errors[source, errors.shape[1] - 1 - k, area][at : at + m]
            for d in range(m):
                top[d] += spread[d] * drawn[d]
    undefined, moved = 0, len(levels.own) > 0
    for place in range(first, last):
        if shape.column[place] >= n:
            w, its = weights[place][:m], above[shape.column[place] - n][:m]
            for d in range(m):
                part[d] = its[d] if w[d] > 0 else np.nan
            undefined += _into(levels.back[node], moved, levels.floor[node], part, spread, bits[:m])
            for d in range(m):
                top[d] += part[d] * w[d] if part[d] == part[d] else 0.0
            for d in range(m if lacking else 0):
                base[d] += w[d] if part[d] == part[d] else 0.0
    for d in range(m):
        top[d] /= base[d]
    _back(levels.back[node], top, bits[:m])
    if lacking and not levels.partial:
        _where_enough(shape, levels, node, area, m, counting, counts, above, spread)
    gone = 0
    for d in range(m):
        gone += top[d] != top[d]
    missing[node] = gone
    return undefined


@inner
def _where_enough(
    shape: Shape, levels: Levels, node: int, area: int, m: int, counting: Floats, counts: Floats,
    above: Floats, share: Floats,
) -> None:  # fmt: skip
    """Make a score missing where too few of the node's parts have a value."""
    n, needed, top, all_of = shape.n_indicators, levels.needed[node], above[node][:m], counts[node][:m]
    share[:] = 0.0
    for place in range(shape.first[node], shape.first[node + 1]):
        column, count = shape.column[place], counting[place][:m]
        if column >= n:
            its = above[column - n][:m]
            for d in range(m):
                share[d] += count[d] if its[d] == its[d] else 0.0
        elif levels.there[area, place] > 0:
            for d in range(m):
                share[d] += count[d]
    for d in range(m):
        reached = share[d] / all_of[d]
        near = abs(reached - needed) <= 2.0**-32 * needed
        top[d] = top[d] if reached >= needed or near else np.nan


@inner
def _into(turn: int, moved: bool, floor: float, part: Floats, spare: Floats, bits: Integers) -> int:
    """Turn a whole's score so that the mean becomes a sum; how often that is not defined."""
    if turn == 0:
        return 0
    undefined = 0
    if moved:
        for d in range(len(part)):
            part[d] = floor if part[d] <= 0 else part[d]
    else:
        positive = turn in (EXPONENTIAL, INVERSE)
        for d in range(len(part)):
            undefined += part[d] <= 0 if positive else part[d] < 0
    if turn == EXPONENTIAL:
        for d in range(len(part)):
            spare[d] = part[d] if part[d] >= 1e-300 else 1.0
            undefined += part[d] < 1e-300 or part[d] == np.inf
        log_row(spare, bits)
        for d in range(len(part)):
            part[d] = spare[d] if part[d] == part[d] else part[d]
    else:
        for d in range(len(part)):
            x = part[d]
            part[d] = 1.0 / x if turn == INVERSE else (x * x if turn == ROOT else np.sqrt(x))
    return undefined
