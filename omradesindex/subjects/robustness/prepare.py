"""From an index, its statistics and what may vary to a problem of plain arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product
from math import comb
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import settle, spec_name
from omradesindex.catalogue.methods import AS_GIVEN
from omradesindex.errors import ComputeError, DefinitionError, MethodError, listing
from omradesindex.index import Index, Result, load_index
from omradesindex.index.compute import Level, aggregate, learn, learn_treatment, levels_on, signs, told_of
from omradesindex.index.fill import fill
from omradesindex.index.measure import Measured, measure
from omradesindex.methods import Choice
from omradesindex.methods.equal import on_grid, reaches
from omradesindex.methods.treatment import Treatment
from omradesindex.subjects.compare.seen import new_figures, says_nothing
from omradesindex.subjects.robustness.choices import (
    is_ranges,
    labels_of,
    left_out,
    ranges,
    spec_label,
    told_apart,
    vectors,
)
from omradesindex.subjects.robustness.copies import without_copies
from omradesindex.subjects.robustness.problem import CHOICES, Candidates, Factor, Problem
from omradesindex.subjects.robustness.remade import remade_of
from omradesindex.subjects.robustness.score import (
    Linked,
    OneByOne,
    Prepared,
    Way,
    collapses,
    displaced,
    nodes_of_errors,
)
from omradesindex.subjects.robustness.varied import Varied, whole_spec
from omradesindex.subjects.robustness.weights import Node, Scheme, Tree
from omradesindex.wording import plural

if TYPE_CHECKING:
    from omradesindex.statistics import Statistics

Floats = NDArray[np.float64]

_POWERS: Mapping[str, float] = {"arithmetic": 1.0, "geometric": 0.0, "harmonic": -1.0}
_MOST_LEVELS = 100_000


#: Computes the figures of whom is studied, for a set of indicators: a group's where it is not everybody.
Scored = Callable[[Index], Result]


def prepare(index: Index, statistics: Statistics, varied: Varied, *, partial: bool) -> tuple[Problem, Result]:
    """Prepare everything that draws are scored with; see :func:`lay_out_problem`."""
    problem, base = lay_out_problem(index, statistics, varied, partial=partial)
    return without_copies(problem), base


def lay_out_problem(
    index: Index, statistics: Statistics, varied: Varied, *, partial: bool, scored: Scored | None = None
) -> tuple[Problem, Result]:
    """Lay out everything that draws are scored with, levels that say the same among them.

    Every stick and every weight that is learnt is learnt from everybody's figures. ``scored`` says whose
    figures are then measured with it, where they are not everybody's.

    Raises
    ------
    ComputeError
        A set without figures; a method that is not defined on them; an area without a score in the index as
        defined, where nothing can be held against it.
    """
    base = index.compute(statistics, partial=partial) if scored is None else scored(index)
    scores = base.level_scores["index"]
    # The highest first; areas without a score last. Equal scores keep the division's order.
    order = np.argsort(-on_grid(scores, base.scale), kind="stable")
    for own in varied.sets[1:]:
        _has_scores(own, statistics, partial, scored)
    sets = tuple(_candidates(own, statistics, varied, order, scored) for own in varied.sets)
    sizes = (len(sets), *(len(varied.levels[name]) for name in CHOICES[1:]))
    n_errors = 1
    if varied.sources:
        every = [p for c in sets for p in c.prepared]
        n_errors = max(nodes_of_errors(ways, c.tree) for c in sets for ways in c.ways)
        if not all(p.complete for p in every):
            n_errors = max(n_errors, *(len(c.tree.nodes) for c in sets))
        if not all(p.complete for p in every) or not all(collapses(ways) for c in sets for ways in c.ways):
            n_errors += max(len(one.common) for p in every for one in p.linked)
    problem = Problem(
        areas=tuple(statistics.areas[k] for k in order),
        base_scores=scores[order],
        base_scale=base.scale,
        sets=sets,
        factors=tuple(_factors(varied, base, sets[0])),
        active={
            "set": np.arange(len(sets)),
            **{name: np.array(varied.active[name], dtype=np.intp) for name in CHOICES[1:]},
        },
        sizes=sizes,
        n_errors=n_errors,
        sources=varied.sources,
        partial=partial,
    )
    return problem, base


def without_empty(varied: Varied, statistics: Statistics) -> Varied:
    """Set the sets apart that nothing can be said of, the index itself excepted."""
    base, *others = varied.sets
    figures = _with_figures(varied.sets, statistics)
    empty = [own for own in others if says_nothing(base, own, figures)]
    kept = [own for own in others if own not in empty]
    return replace(varied, sets=(base, *kept), empty=tuple(empty))


def refuse_unsaid(index: Index, statistics: Statistics) -> None:
    """Refuse an index that nothing can be said of: nothing that it has beside its base has figures.

    What would be tried under its name is the base.
    """
    try:
        base = None if index.base is None else load_index(index.base)
    except DefinitionError:
        # A file beside the index's own; where that lies is no longer known.
        return
    if base is None or not says_nothing(base, index, figures := _with_figures([index], statistics)):
        return
    known, new = new_figures(base, index, figures)
    raise ComputeError(
        f"how far a conclusion of '{index.id}' holds cannot be said: {known} of the {new} "
        f"{plural(new, 'indicator', 'indicators')} that it has beside '{base.id}' "
        f"{plural(known, 'has', 'have')} figures",
        where=statistics.name,
        remedy=f"give statistics that hold its indicators, or study '{base.id}'",
    )


def _with_figures(sets: Sequence[Index], statistics: Statistics) -> set[str]:
    """The indicators of some sets that have figures for any area."""
    figures = set[str]()
    for own in sets:
        values = measure(own.indicators, statistics).values[:-1]
        figures |= {one.id for k, one in enumerate(own.indicators) if not np.isnan(values[:, k]).all()}
    return figures


def _has_scores(own: Index, statistics: Statistics, partial: bool, scored: Scored | None) -> None:
    """Refuse a set that gives no area a score: half of the draws would then hold nothing."""
    found = own.compute(statistics, partial=partial) if scored is None else scored(own)
    if not np.isnan(found.level_scores["index"]).all():
        return
    empty = [level.id for level in own.levels if np.isnan(found.level_scores[level.id]).all()]
    lacking = [name for name in empty if name != "index"]
    raise ComputeError(
        "no area gets a score"
        + (f": too few indicators have figures in {listing(lacking)}" if lacking else ""),
        where=f"robustness, set '{own.id}' on {statistics.name}",
        expected="figures for enough indicators in every dimension",
        remedy="leave the set out, or ask for partial=True",
    )


def _factors(varied: Varied, base: Result, own: Candidates) -> Iterator[Factor]:
    """The factors that vary, each with its levels."""
    if len(varied.sets) > 1:
        yield Factor("set", tuple(own.id for own in varied.sets), varied.sets[0].id)
    for name in CHOICES[1:]:
        weighed = name == "weights"
        labels = tuple(s.label for s in own.schemes) if weighed else labels_of(varied.levels[name])
        if varied.active[name] != (0,):
            yield Factor(name, labels, labels[0])
    if varied.drop:
        yield Factor("drop", ("none", *(i.id for i in base.index.indicators)), "none")
    if varied.subsets:
        yield Factor("subsets", (f"{varied.subsets} / dimension",), "all")
    for source in varied.sources:
        yield Factor(source, ("normal",), "0")


def _candidates(
    own: Index, statistics: Statistics, varied: Varied, order: NDArray[np.intp], scored: Scored | None
) -> Candidates:
    """Everything that can be done to one set of indicators."""
    measured = measure(own.indicators, statistics)
    levels = levels_on(own, statistics, measured)
    tree, weights = _tree(own, levels)
    # Of a group nothing is filled in, as nowhere else.
    group = None if scored is None else scored(own).measured
    values = (measured if group is None else group).values
    has: NDArray[np.bool_] = np.any(~np.isnan(values[:-1]), axis=0)
    if not has.any():
        raise ComputeError(
            "none of its indicators has figures",
            where=f"robustness, set '{own.id}' on {statistics.name}",
            remedy="leave the set out, or give statistics that hold its variables",
        )
    schemes = _schemes(varied.levels["weights"], tree, _as_written(own, tree))
    errors, linked = _errors(own, statistics, varied, scored)
    linked = tuple(one.of(order) for one in linked)
    prepared, learnt = list[Prepared](), dict[tuple[int, int], Floats]()
    steps = ("impute", "treat", "normalise")
    filled, treatments = dict[int, Measured](), dict[tuple[int, int], Treatment | None]()
    for combination, (i, t, k) in enumerate(product(*(range(len(varied.levels[s])) for s in steps))):
        definition = _with(own, varied, {"impute": i, "treat": t, "normalise": k})
        if i not in filled:
            filled[i] = fill(definition, measured, statistics, None)
        if (i, t) not in treatments:
            treatments[i, t] = learn_treatment(definition, filled[i], statistics.areas, statistics.name)
        one, everybodys = _prepared(definition, filled[i], statistics, treatments[i, t], errors, group)
        for place, spec in enumerate(varied.levels["weights"]):
            found = _learnt(definition, spec, measured, everybodys, statistics)
            if found is not None:
                learnt[place, combination] = found
        prepared.append(
            Prepared(one.shown[order], one.errors[:, :, order], one.complete, linked),
        )
    specs = varied.levels["aggregate"]
    return Candidates(
        label=own.id,
        tree=tree,
        weights=weights,
        schemes=schemes,
        learnt=learnt,
        ways=tuple(
            _ways(
                each,
                levels_on(each, statistics, measured),
                [statistics.areas[k] for k in order],
                f"robustness, set '{own.id}' on {statistics.name}",
                prepared,
                group=scored is not None,
            )
            for each in ([own.by_methods(aggregate=spec) for spec in specs] if len(specs) > 1 else [own])
        ),
        prepared=tuple(prepared),
        drops=_drops(tree, varied.drop, own, has, keep_scores=scored is not None),
        subsets=_subsets(tree, varied.subsets, own, has) if varied.subsets else (),
        figures=tuple(i.id for i, figures in zip(own.indicators, has, strict=True) if figures),
    )


def _with(own: Index, varied: Varied, picks: Mapping[str, int]) -> Index:
    """The set with the methods of a combination; what does not vary stays the set's own."""
    changed = {
        step: varied.levels[step][place] for step, place in picks.items() if len(varied.levels[step]) > 1
    }
    return own.by_methods(**changed) if changed else own


def _tree(own: Index, levels: Sequence[Level]) -> tuple[Tree, Floats]:
    nodes, parts, weights = list[Node](), list[str](), list[Floats]()
    for level in levels:
        nodes.append(Node(level.id, level.columns, len(parts), level.needed, tuple(level.stated.tolist())))
        parts += level.parts
        weights.append(level.weights)
    tree = Tree(tuple(i.id for i in own.indicators), tuple(nodes), tuple(parts))
    return tree, np.concatenate(weights)


def _as_written(own: Index, tree: Tree) -> Floats:
    """Weights as the definition writes them, relative to the others of their whole."""
    written = {member.id: member.weight for member in own.members}
    written |= {dimension.id: dimension.weight for dimension in own.walk()}
    return np.array([written[part] for part in tree.parts], dtype=float)


def _schemes(levels: Sequence[Any], tree: Tree, base: Floats) -> tuple[Scheme, ...]:
    """The levels of the factor ``weights``, each with a label of its own."""
    found = [_scheme(level, tree, base) for level in levels]
    labels = told_apart([scheme.label for scheme in found])
    return tuple(replace(scheme, label=label) for scheme, label in zip(found, labels, strict=True))


def _scheme(level: Any, tree: Tree, base: Floats) -> Scheme:
    """A level of the factor ``weights``, with its arrays for this set."""
    if isinstance(level, Scheme):
        return level
    if is_ranges(level):
        scheme = ranges(level, tree.parts, base)
    elif (isinstance(level, Mapping) and "method" not in level) or hasattr(level, "columns"):
        scheme = vectors(level, tree.parts, base)
    else:
        return Scheme(spec_label(level), "fixed")
    most = scheme.high[:, None] if scheme.high is not None else scheme.table
    assert most is not None
    for node in tree.nodes:
        if not (most[node.rows].sum(axis=0) > 0).all():
            raise MethodError(
                f"every part of '{node.id}' has the weight 0",
                where=f"robustness, weights, '{scheme.label}'",
                expected="a weight above zero for at least one of its parts",
            )
    return scheme


def _learnt(
    definition: Index, spec: Any, measured: Measured, shown: Floats, statistics: Statistics
) -> Floats | None:
    """Weights that a method finds on the shown values; None where they are given."""
    if isinstance(spec, Scheme) or not (
        isinstance(spec, str) or (isinstance(spec, Mapping) and "method" in spec)
    ):
        return None
    if spec != AS_GIVEN:
        definition = definition.by_methods(weight=spec)
    levels = levels_on(definition, statistics, measured)
    if all(level.weight == AS_GIVEN for level in levels):
        return None
    found = aggregate(
        definition,
        levels,
        shown,
        statistics.areas,
        name=statistics.name,
        weights={},
        rescaled={},
        partial=True,
    )
    scaled = [np.asarray(found.weights[level.id]) / np.sum(found.weights[level.id]) for level in levels]
    return np.concatenate(scaled)


def _prepared(
    definition: Index,
    measured: Measured,
    statistics: Statistics,
    treatment: Treatment | None,
    errors: Floats,
    group: Measured | None,
) -> tuple[Prepared, Floats]:
    """Treated and normalised values on the shown scale, in the order of the statistics; and everybody's."""
    mine = (measured if group is None else group).values
    stick = learn(definition, measured, statistics, treatment=treatment)
    turn, methods = signs(definition), definition.methods
    # A share stays a share, and a count is never negative, whatever the error.
    tops = np.array([100.0 if i.formula.is_part else np.inf for i in definition.indicators])
    floors = np.where(np.fmin.reduce(mine[:-1], axis=0) >= 0, 0.0, -np.inf) if len(errors) else None

    def shown_at(values: Floats) -> Floats:
        if floors is not None:
            values = np.clip(values, floors, np.maximum(tops, np.fmax.reduce(mine, axis=0)))
        return methods.zero + methods.points * stick.fitted.apply(stick.treat(values) * turn)

    with told_of(definition, statistics.name, "normalise"):
        shown = shown_at(mine[:-1])
        moved = [displaced(shown_at, mine[:-1], error) for error in errors]
        everybodys = shown if group is None else shown_at(measured.values[:-1])
    complete = not np.isnan(shown).any()
    shape = (0, 0, *shown.shape)
    return Prepared(shown, np.stack(moved) if moved else np.empty(shape), complete), everybodys


def _errors(
    own: Index, statistics: Statistics, varied: Varied, scored: Scored | None
) -> tuple[Floats, tuple[Linked, ...]]:
    """Standard error of each value for each source, shape (n_sources, n_areas, n_indicators); 0 = unknown.

    And how those of an area hang together.
    """
    if not varied.sources:
        return np.empty((0, len(statistics.areas), len(own.indicators))), ()
    result = own.compute(statistics, partial=True) if scored is None else scored(own)
    known = result.uncertainty(dependence=varied.dependence)
    errors = {"sampling": known.standard_error, "membership": known.assumed}
    together = {"sampling": known.dependence, "membership": known.dependence.everywhere()}
    return (
        np.stack([np.nan_to_num(errors[source][:-1]) for source in varied.sources]),
        tuple(Linked(*together[source].factored()) for source in varied.sources),
    )


def _ways(
    definition: Index,
    levels: Sequence[Level],
    areas: Sequence[str],
    where: str,
    prepared: Sequence[Prepared],
    *,
    group: bool,
) -> tuple[Way, ...]:
    """How each node brings its parts together; areas in the order of the prepared values."""
    methods = definition.methods
    altered = [level.id for level in levels if methods.alters(level.id)]
    if altered and group:
        raise ComputeError(
            f"the scores of {listing(altered)} are filled, rescaled or rounded among the areas of everybody, "
            "and not of a group",
            where=where,
            expected="scores that are brought together and nothing more",
            remedy='study everybody, or index.with_methods(fill="none", rescale="none", decimals="none")',
        )
    ways = list[Way]()
    lowest = min(float(np.nanmin(p.shown)) for p in prepared)
    for level in levels:
        name = spec_name(level.aggregate)
        remade = remade_of(level, areas, ddof=methods.ddof, carry=methods.carry)
        rescaled = remade is not None and remade.rescale is not None
        power = _POWERS.get(name)
        if name == "power_mean" and isinstance(level.aggregate, Mapping):
            given = float(level.aggregate.get("power", 2.0))
            power = given if np.isfinite(given) else None
        elif name == "power_mean":
            power = 2.0
        if power is not None and (remade is None or remade.fill is None):
            ways.append(Way(power, floor=max(lowest, 0.0) / 100, own_scale=rescaled, remade=remade))
            continue
        choice = settle("aggregate", level.aggregate, level.parts, areas, level.id)
        # Options as a plain dict travel to other processes.
        plain = Choice(choice.method, dict(choice.options))
        call = plain if isinstance(level.aggregate, (str, Mapping)) else OneByOne(plain)
        ways.append(Way(None, call, own_scale=rescaled or choice.method.own_scale, remade=remade))
    for level, way in zip(levels, ways, strict=True):
        if altered and min(level.columns) >= len(definition.indicators):
            continue  # of scores that are measured again, which are known when they are made
        if way.power is not None and way.power != 1 and (lowest < 0 or (way.power <= 0 and lowest == 0)):
            raise ComputeError(
                f"the aggregation {spec_label(whole_spec(definition.methods.aggregate))} is not defined for "
                f"the value {lowest:g}",
                where=where,
                expected="values above zero on the shown scale",
                remedy="leave that aggregation out (aggregate='own'), or normalise to a scale above zero, as "
                "min-max to 1–100",
            )
    return tuple(ways)


def _drops(
    tree: Tree, most: int, own: Index, has: NDArray[np.bool_], *, keep_scores: bool = False
) -> NDArray[np.intp]:
    """Rows that may be left out together, those that would empty a dimension not among them.

    What has no figures is not there to be left out. With ``keep_scores`` neither is what leaves a dimension
    too few indicators, as it soon does for a group that lacks those that cannot be broken down.
    """
    if not most:
        return np.empty((1, 0), dtype=np.intp)
    n = len(tree.indicators)
    _bounded(sum(comb(n, k) for k in range(most + 1)), "drop")
    every = left_out(n, most)
    gone = every[~np.isin(every, np.flatnonzero(~has)).any(axis=1)]
    for node in tree.nodes:
        members = [c for c in node.columns if c < n]
        if members and len(members) == len(node.columns):
            every = every[np.isin(every, members).sum(axis=1) < len(members)]
            there = [c for c in members if has[c]]
            gone = gone[np.isin(gone, there).sum(axis=1) < max(len(there), 1)]
            if keep_scores:
                gone = gone[_enough(node, has, gone)]
    if len(every) == 1:
        raise DefinitionError(
            "no indicator can be left out: each is the only one of its dimension",
            where=f"robustness, drop, set '{own.id}'",
            remedy="leave drop out",
        )
    # The last row stands for none.
    return np.array([*tree.row_of, -1], dtype=np.intp)[gone]


def _enough(node: Node, has: NDArray[np.bool_], gone: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether a dimension keeps enough indicators with figures, for each choice of what is left out."""
    columns = np.array(node.columns)
    stays = ~(gone[:, :, None] == columns).any(axis=1)
    stated = np.where(stays, np.array(node.stated), 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(has[columns], stated, 0.0).sum(axis=1) / stated.sum(axis=1)
    lacks = float(np.where(has[columns], node.stated, 0.0).sum() / np.sum(node.stated)) < node.needed
    return np.asarray(lacks | reaches(share, node.needed))


def _subsets(tree: Tree, k: int, own: Index, has: NDArray[np.bool_]) -> tuple[NDArray[np.intp], ...]:
    """Rows that every choice of ``k`` indicators leaves out, for each dimension that has more.

    What has no figures cannot be chosen.
    """
    found, n = list[NDArray[np.intp]](), len(tree.indicators)
    rows = np.array(tree.row_of, dtype=np.intp)
    several = False
    for node in tree.nodes:
        members = [c for c in node.columns if c < n]
        several = several or len(members) > k
        there, absent = ([c for c in members if has[c] == figures] for figures in (True, False))
        if len(there) > k:
            _bounded(comb(len(there), k), "subsets")
            others = [(*gone, *absent) for gone in combinations(there, len(there) - k)]
            found.append(rows[np.array(others, dtype=np.intp)])
    if not several:
        raise DefinitionError(
            f"no dimension has more than {k} indicators, so there is nothing to choose from",
            where=f"robustness, subsets, set '{own.id}'",
            remedy="add candidates to the dimensions (index.add), or ask for fewer",
        )
    return tuple(found)


def _bounded(n: int, what: str) -> None:
    if n > _MOST_LEVELS:
        raise MethodError(
            f"there are {n} ways to choose",
            where=f"robustness, {what}",
            expected=f"at most {_MOST_LEVELS}",
            remedy="leave fewer out at a time",
        )
