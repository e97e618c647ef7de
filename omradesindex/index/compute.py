"""From indicators to dimensions to the index, against a fixed reference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import Definition, Dimension, Member, settle, spec_name
from omradesindex.catalogue.methods import AS_GIVEN, Spec, chosen
from omradesindex.doors import methods_door
from omradesindex.errors import ComputeError, MethodError, figure, listing
from omradesindex.index.bent import check_bent
from omradesindex.index.learnt import Learnt
from omradesindex.index.measure import Measured
from omradesindex.index.people import by_people, levels_by_people
from omradesindex.index.prices import refuse_two_bases
from omradesindex.methods import Fitted, fit, present_share, rescale
from omradesindex.methods.aggregate import counting
from omradesindex.methods.equal import flat, half_up, own_scale, reaches, scale_of
from omradesindex.methods.options import NOTHING
from omradesindex.methods.weight import one_for_each
from omradesindex.periods import Calendar
from omradesindex.show.page import Page
from omradesindex.show.shown import Shown, facts
from omradesindex.statistics import Statistics
from omradesindex.statistics.series import Break, Dated, breaks_between
from omradesindex.wording import Language, say, some

if TYPE_CHECKING:
    from omradesindex.methods.treatment import Treatment

Floats = NDArray[np.float64]

_NO_SPREAD = "leave the indicator out of the index, or measure against a reference from other figures"

#: Normalisations that put the city's own value in the middle, and so cannot do without it.
_AROUND_CITY = ("z_score", "robust_z", "mpi", "ampi", "distance_to_reference")

#: The option of a normalisation whose spread is to be that of the true values.
WITHOUT_NOISE = "without_noise"

# Indicators that a measuring stick names.
_MOST = 12

#: Ways of bringing parts together that learn from the areas at hand, so that no stick carries over.
AMONG_THEMSELVES = ("wroclaw", "topsis", "copeland", "kemeny", "borda", "benefit_of_the_doubt")


@methods_door
@dataclass(frozen=True, repr=False)
class Reference(Shown):
    """The stick that an index was measured with, so that another year or group meets the same one.

    Attributes
    ----------
    fitted : Fitted
        The normalisation and its parameters for each indicator, in the turned unit (sign changed where
        higher is better).
    indicators : tuple of str
        The indicators' ids, in the order of the parameters.
    periods : tuple of str
        The base period of each indicator.
    name : str
        Whose figures the stick was made from.
    treatment : Treatment or None
        How outlying values were bent before, in the indicators' own units; None where nothing was asked for.
    weights : mapping of level to ndarray
        Weights within each level, as given or as learnt from the reference.
    rescaled : mapping of level to Fitted
        How the scores of a level are measured once more, where the definition asks for it.
    dated : tuple of Dated
        The variables that it rests on, each with its period and the series that its figures are of.
    figures : ndarray, shape (n_areas + 1, n_indicators), or None
        What the stick was learnt from, the whole city last: a name and a period do not tell revised figures
        from those that they replaced.
    learnt : Learnt or None
        The same with what they were measured on, which tells how far chance may have moved the stick.
    years : str
        The span of the years that it was learnt from, where they are several; ``periods`` are then the base
        year's, whose whole city is the middle.
    """

    fitted: Fitted
    indicators: tuple[str, ...]
    periods: tuple[str, ...]
    name: str
    treatment: Treatment | None
    weights: Mapping[str, Floats] = field(default_factory=dict)
    rescaled: Mapping[str, Fitted] = field(default_factory=dict)
    figures: Floats | None = None
    dated: tuple[Dated, ...] = ()
    learnt: Learnt | None = field(default=None, repr=False, compare=False)
    years: str = ""

    def page(self, lang: Language = "sv") -> Page:
        """Return whose figures it was made from, of when, and how it measures."""
        treated = say(lang, "avvikande värden är behandlade", "outlying values are treated")
        said = {
            say(lang, "Uppgifter för", "Figures for"): self.years
            or Calendar(filter(None, self.periods)).span(),
            say(lang, "Normalisering", "Normalisation"): self.fitted.method,
            say(lang, "Behandling", "Treatment"): treated if self.treatment is not None else "",
            say(lang, "Indikatorer", "Indicators"): some(self.indicators, _MOST, lang=lang),
        }
        return Page(f"{say(lang, 'Måttstock', 'Measuring stick')} · {self.name}", facts(said), lang=lang)

    def treat(self, values: Floats) -> Floats:
        """Bend outlying values as in the reference; shape ``(..., n_indicators)``."""
        return values if self.treatment is None else self.treatment.apply(values)


@dataclass(frozen=True)
class Level:
    """One column of scores: a dimension's or the index's own.

    Attributes
    ----------
    id : str
    columns : tuple of int
        Positions among the indicators and the levels made before this one.
    parts : tuple of str
        Their ids.
    weights : ndarray
        As the definition gives them, summing to 1.
    weight, aggregate : Spec
        How weights are found and how the parts are brought together.
    needed : float
        Share of the stated weight whose parts must have a value.
    fill, rescale : Spec
        How missing parts are filled first, and how the scores are measured once more.
    decimals : int or None
        What the scores are rounded to.
    """

    id: str
    columns: tuple[int, ...]
    parts: tuple[str, ...]
    weights: Floats
    weight: Spec
    aggregate: Spec
    needed: float
    fill: Spec = NOTHING
    rescale: Spec = NOTHING
    decimals: int | None = None

    @property
    def stated(self) -> Floats:
        """The weights that the definition says, with the parts or in the method; never what figures teach."""
        if self.weight == AS_GIVEN or spec_name(self.weight) != AS_GIVEN:
            return self.weights
        own = settle("weight", self.weight, self.parts, (), self.id)
        return np.asarray(own(np.zeros((0, len(self.parts)))))


def lay_out(definition: Definition) -> tuple[Level, ...]:
    """Lay the tree out as levels: each dimension after its parts, the index last."""
    position: dict[str, int] = {member.id: i for i, member in enumerate(definition.members)}
    methods, levels = definition.methods, list[Level]()

    def add(name: str, parts: tuple[Dimension | Member, ...]) -> None:
        levels.append(
            Level(
                id=name,
                columns=tuple(position[part.id] for part in parts),
                parts=tuple(part.id for part in parts),
                weights=rescale([part.weight for part in parts]),
                weight=methods.at("weight", name),
                aggregate=methods.at("aggregate", name),
                needed=methods.at("coverage", name),
                fill=methods.at("fill", name),
                rescale=methods.at("rescale", name),
                decimals=None if methods.at("decimals", name) == NOTHING else methods.at("decimals", name),
            )
        )
        position[name] = len(definition.members) + len(levels) - 1

    for dimension in definition.walk():
        add(dimension.id, dimension.members)
    add("index", definition.dimensions)
    return tuple(levels)


class LaidOut(Definition):
    """A definition that knows its levels, so that figures can be brought together through it."""

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """The tree laid out for computing: each dimension after its parts, the index last."""
        return lay_out(self)


def levels_on(index: LaidOut, statistics: Statistics, *years: Measured) -> tuple[Level, ...]:
    """Return an index's levels, with the areas' counts where a method counts over people."""
    with told_of(index, statistics.name, "people"):
        return levels_by_people(index.levels, years, statistics)


@contextmanager
def told_of(
    definition: Definition, name: str, step: str, parts: Sequence[str] = (), areas: Sequence[str] = ()
) -> Iterator[None]:
    """Let a method's error name the indicator and the area instead of its column and row, and say where."""
    try:
        yield
    except MethodError as error:
        ids = tuple(parts) or tuple(indicator.id for indicator in definition.indicators)

        def named(text: str) -> str:
            # The row after the last area's is the whole city's.
            rows = [*(f"area '{area}'" for area in areas), "the whole city"]
            text = re.sub(
                r"row (\d+), ", lambda m: f"{rows[int(m[1])]}, " if int(m[1]) < len(rows) > 1 else "", text
            )
            return re.sub(
                r"column (\d+)", lambda m: f"'{ids[int(m[1])]}'" if int(m[1]) < len(ids) else m[0], text
            )

        said = {part.strip("'") for part in step.split(", ")}
        inside = f", {named(error.where)}" if error.where and error.where not in said else ""
        raise ComputeError(
            named(error.what),
            where=f"{name}, index '{definition.id}', {step}{inside}",
            expected=error.expected,
            remedy=error.remedy,
        ) from None


def signs(definition: Definition) -> Floats:
    """+1 for each indicator where a higher value is a greater challenge, −1 where it is a smaller one."""
    return np.array([indicator.direction.sign for indicator in definition.indicators], dtype=float)


def learn_treatment(
    definition: Definition, measured: Measured, areas: Sequence[str], name: str
) -> Treatment | None:
    """Learn how outlying values are bent; None where the definition asks for nothing."""
    if spec_name(definition.methods.treat) == "none":
        return None
    ids = [indicator.id for indicator in definition.indicators]
    with told_of(definition, name, "treat", areas=areas):
        treatment: Treatment = settle("treat", definition.methods.treat, ids, areas, "treat")(
            measured.values[:-1]
        )
    check_bent(definition, measured, treatment, name)
    return treatment


def learn(
    definition: Definition,
    measured: Measured,
    statistics: Statistics,
    *,
    treatment: Treatment | None,
    years: Sequence[Measured] = (),
) -> Reference:
    """Learn the normalisation from the figures at hand, treated; of several years, if ``measured`` is theirs.

    Raises
    ------
    ComputeError
        The whole city has no value, fewer than two areas have one, all areas are equal, or a method is not
        defined on the figures.
    """
    methods, areas, name = definition.methods, statistics.areas, statistics.name
    ids = tuple(indicator.id for indicator in definition.indicators)
    learnt = Learnt(tuple(definition.indicators), statistics, measured)
    turn = signs(definition)
    with told_of(definition, name, "treat", areas=areas):
        values = measured.values if treatment is None else treatment.apply(measured.values)
        turned = values * turn
    centre = turned[-1] if methods.centre == "whole" else None
    with told_of(definition, name, "normalise", areas=areas):
        how = settle("normalise", methods.normalise, ids, areas, "normalise").turned(turn)
        how = by_people(how, years or (measured,), statistics)
        if not how.is_fixed:
            _check_spread(definition, measured, turned[:-1], name)
        if centre is not None and how.name in _AROUND_CITY and how.options.get("reference") is None:
            _check_city(definition, measured, name)
        noise = learnt.noise(treatment) if how.options.get("spread") == WITHOUT_NOISE else None
        fitted = fit(turned[:-1], how, centre=centre, ddof=methods.ddof, noise=noise)
    return Reference(
        fitted,
        ids,
        measured.periods,
        name,
        treatment,
        figures=measured.values,
        dated=measured.dated,
        learnt=learnt,
    )


def _check_spread(definition: Definition, measured: Measured, turned: Floats, name: str) -> None:
    """Refuse an indicator that cannot tell areas apart."""
    present = (~np.isnan(turned)).sum(axis=0)
    equal = flat(turned)
    for j, indicator in enumerate(definition.indicators):
        where = f"{name}, indicator '{indicator.id}'"
        if present[j] == 1:
            raise ComputeError(
                "only one area has a value, so there is no spread to measure against",
                where=where,
                expected="at least two areas with different values",
                remedy=_NO_SPREAD,
            )
        if present[j] and equal[j]:
            raise ComputeError(
                f"all areas have the same value ({figure(np.nanmax(measured.values[:-1, j]))}), "
                "so there is no spread to measure against",
                where=where,
                remedy=_NO_SPREAD,
            )


def _check_city(definition: Definition, measured: Measured, name: str) -> None:
    """Refuse an indicator that the whole city has no value for, where that value is the middle."""
    lacking = np.isnan(measured.values[-1]) & ~np.isnan(measured.values[:-1]).all(axis=0)
    for j in np.flatnonzero(lacking):
        raise ComputeError(
            "the whole city has no value, and it cannot be made from the areas' figures",
            where=f"{name}, indicator '{definition.indicators[j].id}'",
            expected="a row for the whole city, or counts for every area",
            remedy="add the city's row, or set centre = \"areas\" in the definition's methods",
        )


def refuse_breaks(breaks: Sequence[Break], *, where: str) -> None:
    """Refuse to measure figures with those of another series: what lies between is no change."""
    if breaks:
        first = breaks[0]
        unnamed = "one that is not named"
        others = f" (and {listing([b.variable for b in breaks[1:]])})" if breaks[1:] else ""
        raise ComputeError(
            f"'{first.variable}' of {first.earlier} and of {first.later} cannot be compared: the figures are "
            f"of different series, {first.before or unnamed} and {first.after or unnamed}{others}",
            where=where,
            expected="figures of one series",
            remedy="choose periods on one side of the break, or leave out the indicators that rest on it "
            "(index.without(…))",
        )


def check_reference(definition: Definition, reference: Reference, measured: Measured) -> None:
    """Refuse a reference made for other indicators, of broken series, or without what now has figures."""
    where = f"index '{definition.id}'"
    refuse_breaks(breaks_between(reference.dated, measured.dated), where=where)
    refuse_two_bases(definition.indicators, reference.dated, measured.dated, where=where)
    ids = tuple(indicator.id for indicator in definition.indicators)
    if ids != reference.indicators or reference.fitted.method != definition.methods.name_of("normalise"):
        raise ComputeError(
            "the reference was made for another definition",
            where=f"index '{definition.id}'",
            expected=f"the indicators {listing(reference.indicators, 20)} normalised by "
            f"{reference.fitted.method}",
            remedy="compute the reference with the same definition",
        )
    normalise = chosen("normalise", definition.methods.normalise)
    without, wanted = (c.options.get("spread") == WITHOUT_NOISE for c in (reference.fitted.choice, normalise))
    if without != wanted:
        raise ComputeError(
            f"the reference's spread is {'without' if without else 'with'} noise, the definition's is not",
            where=f"index '{definition.id}', reference {reference.name}",
            expected="one way to take the spread",
            remedy="compute the reference with the same definition",
        )
    lacking = np.isnan(reference.fitted.parameters["spread"]) | ~(reference.fitted.parameters["spread"] > 0)
    has_figures = (~np.isnan(measured.values)).any(axis=0)
    new = [ids[j] for j in np.flatnonzero(lacking & has_figures)]
    if new:
        raise ComputeError(
            f"the reference has no spread for {listing(new)}, which now have figures",
            where=f"index '{definition.id}', reference {reference.name}",
            remedy="make a new reference from figures that hold them, or leave them out",
        )


def learnt_weights(
    definition: LaidOut, reference: Reference, earlier: Sequence[Level] | None
) -> dict[str, Floats]:
    """Return the weights that a reference has learnt; those that a definition states are its own.

    Parameters
    ----------
    earlier : sequence of Level, optional
        Those of the index that the reference is of, where they are known.

    Raises
    ------
    ComputeError
        The weights of a level were found in another way, or among other parts.
    """
    learnt = {level.id: level for level in definition.levels if level.weight != AS_GIVEN}
    for before in earlier or ():
        level = learnt.get(before.id)
        if level is not None and (before.weight != level.weight or before.parts != level.parts):
            raise ComputeError(
                f"the reference's weights of '{level.id}' were found in another way",
                where=f"index '{definition.id}', reference {reference.name}",
                expected=f"weights by {spec_name(before.weight)} of {listing(before.parts, 20)}",
                remedy="compute the reference with the same definition",
            )
    return {name: weights for name, weights in reference.weights.items() if name in learnt}


@dataclass(frozen=True)
class Aggregated:
    """Scores of every level on the shown scale, with what they rest on.

    Attributes
    ----------
    scores, coverage : mapping of level to ndarray, shape (..., n_areas)
        Scores; share of each level's stated weight whose parts hold a value.
    weights : mapping of level to ndarray
        Weights within each level.
    rescaled : mapping of level to Fitted
        How the scores of levels were measured once more.
    filled : mapping of level to ndarray of bool, shape (..., n_areas, n_parts)
        Parts that are missing and were filled, of the levels that ask for it.
    """

    scores: Mapping[str, Floats]
    coverage: Mapping[str, Floats]
    weights: Mapping[str, Floats]
    rescaled: Mapping[str, Fitted]
    filled: Mapping[str, NDArray[np.bool_]]


def aggregate(
    definition: Definition,
    levels: Sequence[Level],
    shown: Floats,
    areas: Sequence[str],
    *,
    name: str,
    weights: Mapping[str, Floats],
    rescaled: Mapping[str, Fitted],
    partial: bool,
    counted: NDArray[np.bool_] | None = None,
) -> Aggregated:
    """Bring indicators together, level by level.

    Parameters
    ----------
    shown : ndarray, shape (..., n_areas, n_indicators)
        Indicators on the shown scale.
    weights : mapping of level to ndarray
        Those of a reference; what it lacks is found here.
    rescaled : mapping of level to Fitted
        The same of how scores are measured once more.
    partial : bool
        Whether a level with too few parts is computed all the same.
    counted : ndarray of bool, shape (n_indicators,), optional
        The indicators whose absence is felt: of what is not counted, nothing can be lacking. Where a level's
        parts are enough is judged on these; its coverage is still told of all.
    """
    columns = [shown[..., j] for j in range(shown.shape[-1])]
    scores, coverage, used = dict[str, Floats](), dict[str, Floats](), dict[str, Floats]()
    again, filled = dict[str, Fitted](), dict[str, NDArray[np.bool_]]()
    felt = [True] * shown.shape[-1] if counted is None else counted.tolist()
    for level in levels:
        there = parts = np.stack([columns[c] for c in level.columns], axis=-1)
        with told_of(definition, name, f"'{level.id}'", level.parts, areas):
            if spec_name(level.fill) != NOTHING:
                imputed = settle("fill", level.fill, level.parts, areas, level.id)(parts)
                parts, filled[level.id] = imputed.values, imputed.imputed
            weight = weights.get(level.id)
            if weight is None:
                weight = level.weights
                if level.weight != AS_GIVEN:
                    found = settle("weight", level.weight, level.parts, areas, level.id)(parts)
                    weight = one_for_each(np.asarray(found, dtype=float), parts.ndim, "weights")
            score = settle("aggregate", level.aggregate, level.parts, areas, level.id)(parts, weight)
        stated = counting(level.stated, weight)
        coverage[level.id] = present_share(there, stated)
        of_parts = np.array([felt[c] for c in level.columns])
        felt.append(bool(of_parts.any()))
        if not felt[-1]:
            score = np.full_like(score, np.nan)
        elif not partial:
            enough = present_share(parts, stated if of_parts.all() else stated * of_parts)
            score = np.where(reaches(enough, level.needed), score, np.nan)
        scores[level.id] = score
        if spec_name(level.rescale) != NOTHING and not np.isnan(score).all():
            with told_of(definition, name, f"'{level.id}', rescale", (level.id,), areas):
                again[level.id] = rescaled.get(level.id) or _measured_again(level, score, areas, definition)
                if again[level.id].method != spec_name(level.rescale):
                    raise MethodError(
                        f"the reference measures these scores once more by {again[level.id].method}",
                        expected=spec_name(level.rescale),
                        remedy="compute the reference with the same definition",
                    )
                scores[level.id] = again[level.id].apply(score[..., None])[..., 0]
        if level.decimals is not None:
            scores[level.id] = half_up(scores[level.id], level.decimals)
        used[level.id] = weight
        columns.append(scores[level.id] if definition.methods.carry == "rescaled" else score)
    return Aggregated(scores, coverage, used, {**rescaled, **again}, filled)


def _measured_again(level: Level, score: Floats, areas: Sequence[str], definition: Definition) -> Fitted:
    """Learn from a level's scores how they are measured once more."""
    how = settle("rescale", level.rescale, (level.id,), areas, level.id)
    found = fit(score[..., None], how, ddof=definition.methods.ddof)
    return found if how.is_fixed else found.check()


def scales_of(levels: Sequence[Level], shown: Floats, scores: Mapping[str, Floats]) -> dict[str, float]:
    """Return what the scores of each level are equal on.

    That of the indicators that they are made of; or their own, where the level or one within it counts,
    compares or holds areas against each other: a place or a share has nothing left of an income's size.

    Parameters
    ----------
    shown : ndarray, shape (n_areas, n_indicators)
        Indicators on the shown scale.
    scores : mapping of level to ndarray, shape (n_areas,)
    """
    sizes = [float(size) for size in scale_of(shown, axis=0)]
    own = [False] * len(sizes)
    for level in levels:
        own.append(stands_alone(level) or any(own[c] for c in level.columns))
        parts = max(sizes[c] for c in level.columns)
        sizes.append(float(own_scale(scores[level.id])) if own[-1] else parts)
    return {level.id: size for level, size in zip(levels, sizes[-len(levels) :], strict=True)}


def stands_alone(level: Level) -> bool:
    """Whether a level's scores stand on a scale of their own, not on that of its parts."""
    return spec_name(level.rescale) != NOTHING or chosen("aggregate", level.aggregate).method.own_scale


def effective_weights(
    levels: Sequence[Level],
    values: Floats,
    scores: Mapping[str, Floats],
    weights: Mapping[str, Floats] | None = None,
) -> Floats:
    """Weight of each indicator in each area's index, after missing values have given theirs away.

    Parameters
    ----------
    values : ndarray, shape (..., n_areas, n_indicators)
        Only whether a value is there matters.
    weights : mapping of level to ndarray, optional
        Weights within each level; those of the definition if left out.

    Returns
    -------
    ndarray, shape (..., n_areas, n_indicators)
        Rows sum to one where the index has a score. Exact for arithmetic means at every level.
    """
    n = values.shape[-1]
    present = [~np.isnan(values[..., j]) for j in range(n)]
    present += [~np.isnan(scores[level.id]) for level in levels]
    weight: list[Floats] = [np.zeros(values.shape[:-1]) for _ in present]
    weight[-1] = np.ones(values.shape[:-1])
    for place in range(len(levels) - 1, -1, -1):
        level = levels[place]
        own = level.weights if weights is None else weights[level.id]
        weights_present = np.stack([present[c] for c in level.columns], axis=-1) * own
        total = weights_present.sum(axis=-1, keepdims=True)
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = np.where(total > 0, weights_present / total, 0.0) * weight[n + place][..., None]
        for k, c in enumerate(level.columns):
            weight[c] = shares[..., k]
    return np.stack(weight[:n], axis=-1)
