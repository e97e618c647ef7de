"""Themes in numbers: where each stands in its own distribution over the areas, and whether beyond chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import Indicator
from omradesindex.doors import door
from omradesindex.errors import ComputeError, did_you_mean
from omradesindex.index.result import Result
from omradesindex.index.uncertainty.if_alike import errors_if_alike
from omradesindex.index.uncertainty.uncertainty import Uncertainty
from omradesindex.methods import rank
from omradesindex.methods.beyond_chance import chance_of_differences, share_beyond_chance
from omradesindex.methods.equal import above, reaches, scale_of
from omradesindex.methods.functions import hypot
from omradesindex.methods.joint_ranks import joint_ranks
from omradesindex.methods.many_tests import Together, holm, simultaneous
from omradesindex.subjects.over_time.noise import score_errors
from omradesindex.subjects.themes.touched import Touched, touched

Floats = NDArray[np.float64]
Words = NDArray[np.object_]

#: Who lives in an area, where nobody says what counts them.
FOLK = "folkmangd"
#: What can be said of an area in a theme. ``unknown``: there is a value, and no error to hold it against.
VERDICTS: tuple[str, ...] = ("challenge", "chance", "better", "unknown", "missing")


@door
@dataclass(frozen=True, eq=False, repr=False)
class Themed:
    """The numbers of :class:`~omradesindex.subjects.themes.answer.Themes`.

    Arrays have the areas as rows and the themes as columns: the index's dimensions and its indicators, or
    the indicators that a body answers for. Everything is turned so that more is a greater challenge.

    Attributes
    ----------
    result : Result
        What the figures are of.
    uncertainty : Uncertainty
        Of the same.
    themes : tuple of str
        Ids of dimensions, and after them of indicators.
    people : ndarray, shape (n_areas,)
        Who lives in each area; NaN where the table does not say.
    people_of : str
        The period of these.
    apart : float
        How many standard deviations a theme must lie above the area's others to stand out in it.
    body : str
        Whose mission it is; empty where the whole index was asked about.
    lacking : tuple of Indicator
        What the body answers for and that has no figures.
    people_are : str
        The variable that counts the people.
    """

    result: Result
    uncertainty: Uncertainty
    themes: tuple[str, ...]
    people: Floats
    people_of: str
    apart: float
    body: str = ""
    lacking: tuple[Indicator, ...] = ()
    people_are: str = FOLK

    # -- what the themes are ----------------------------------------------------------------------------

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of the areas."""
        return self.result.areas

    @property
    def level(self) -> float:
        """How sure what is said is, all of it together: such as 0.95."""
        return self.uncertainty.level

    @cached_property
    def n_dimensions(self) -> int:
        """How many of the themes are dimensions; they come first."""
        return sum(theme in self.result.columns for theme in self.themes)

    @cached_property
    def levels(self) -> tuple[slice, slice]:
        """Where the dimensions stand among the themes, and where the indicators."""
        return slice(0, self.n_dimensions), slice(self.n_dimensions, len(self.themes))

    @property
    def leading(self) -> tuple[str, ...]:
        """The themes that an area is read by: the dimensions, or the indicators where there are none."""
        return self.themes[: self.n_dimensions] or self.themes

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """Where each indicator stands among the result's."""
        ids = [member.id for member in self.result.index.members]
        return tuple(ids.index(theme) for theme in self.themes[self.n_dimensions :])

    def at(self, theme: str) -> int:
        """Place of a theme among all of them.

        Raises
        ------
        ComputeError
            Unknown theme.
        """
        if theme not in self.themes:
            raise ComputeError(
                f"the theme '{theme}' is unknown{did_you_mean(theme, self.themes)}",
                where=f"index '{self.result.index.id}'",
                expected="one of: " + ", ".join(self.themes),
            )
        return self.themes.index(theme)

    @cached_property
    def indicators(self) -> tuple[Indicator | None, ...]:
        """The indicator that each theme is; None for a dimension."""
        members = self.result.index.members
        return (*[None] * self.n_dimensions, *(members[j].indicator for j in self.columns))

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """``dimension`` or ``indicator``, for each theme."""
        return tuple("dimension" if known is None else "indicator" for known in self.indicators)

    @cached_property
    def members(self) -> tuple[tuple[int, ...], ...]:
        """The result's indicators that each theme is made of."""
        place = {member.id: j for j, member in enumerate(self.result.index.members)}
        inside = {d.id: tuple(place[leaf.id] for leaf in d.leaves()) for d in self.result.index.walk()}
        dims = [inside[theme] for theme in self.themes[: self.n_dimensions]]
        return (*dims, *((j,) for j in self.columns))

    # -- values, and what they are held against ---------------------------------------------------------

    @cached_property
    def values(self) -> Floats:
        """Scores of the dimensions, in points, and values of the indicators in their own units."""
        dims = [self.result.level_scores[theme] for theme in self.themes[: self.n_dimensions]]
        own = [self.result.measured.values[:-1, j] for j in self.columns]
        return _beside([*dims, *own], len(self.areas))

    @cached_property
    def signs(self) -> Floats:
        """+1 where a higher value is a greater challenge, −1 where it is a smaller one."""
        own = [self.result.index.members[j].indicator.direction.sign for j in self.columns]
        return np.array([*[1] * self.n_dimensions, *own], dtype=float)

    @cached_property
    def errors(self) -> Floats:
        """Standard errors of the values: chance, doubtful membership, unknown parts. NaN where not known."""
        u, dims = self.uncertainty, self.themes[: self.n_dimensions]
        chance = score_errors(u, dims, len(self.areas)) if dims else np.empty((len(self.areas), 0))
        doubt = _beside([u.score_assumed[theme] for theme in dims], len(self.areas))
        own = [hypot(u.standard_error[:-1, j], u.assumed[:-1, j]) for j in self.columns]
        errors = np.concatenate([hypot(chance, doubt), _beside(own, len(self.areas))], axis=1)
        return np.where(np.isnan(self.values), np.nan, errors)

    @cached_property
    def weights(self) -> Floats:
        """What each area weighs in each theme, summing to 1 over the areas with a value.

        An indicator's base (people, dwellings); otherwise the people; where these are not known, all alike.
        """
        people = np.where(np.isnan(self.people), np.nan, self.people)
        columns = [people] * self.n_dimensions
        for j, count in zip(self.columns, self.counts[self.n_dimensions :], strict=True):
            columns.append(self._base(j) if np.isnan(count.base[:-1]).any() else count.base[:-1])
        weights = _beside(columns, len(self.areas))
        weights = np.where(np.isnan(weights).any(axis=0), 1.0, weights)
        weights = np.where(np.isnan(self.values), 0.0, weights)
        total = weights.sum(axis=0)
        return np.asarray(weights / np.where(total > 0, total, 1.0))

    def _base(self, j: int) -> Floats:
        """The sum of what an indicator is a mix of, or the people."""
        formula = self.result.index.members[j].indicator.formula
        blocks = {block.variable: block for block in self.result.measured.used[j]}
        if formula.kind == "mix" and set(formula.numerator) <= set(blocks):
            parts = [self.result.statistics.block(*blocks[name]).value[:-1] for name in formula.numerator]
            return np.asarray(np.sum(parts, axis=0))
        return self.people

    @cached_property
    def reference(self) -> Floats:
        """What an area is held against in each theme.

        The whole city's own value; for a dimension, a degree of mix, and where the city has no value, the
        mean of the areas weighted with their people (dwellings): a city is always more mixed than its parts.
        """
        mean = np.where(self._there, np.nansum(self.weights * np.nan_to_num(self.values), axis=0), np.nan)
        for place, j in enumerate(self.columns, start=self.n_dimensions):
            city = self.result.measured.values[-1, j]
            if self.result.index.members[j].indicator.formula.kind != "mix" and not np.isnan(city):
                mean[place] = city
        return mean

    @cached_property
    def _there(self) -> NDArray[np.bool_]:
        return np.asarray((~np.isnan(self.values)).any(axis=0))

    @cached_property
    def spread(self) -> Floats:
        """Standard deviation of each theme over the areas, each counting once; NaN where it does not vary."""
        sizes = np.full(len(self.themes), np.nan)
        sizes[self._there] = np.nanstd(self.values[:, self._there], axis=0)
        return np.where(sizes > 0, sizes, np.nan)

    @cached_property
    def distance(self) -> Floats:
        """How far each area is from the reference, turned, in the theme's own unit."""
        return np.asarray(self.signs * (self.values - self.reference))

    @cached_property
    def distance_error(self) -> Floats:
        r"""Standard error of the distance: an area is itself a part of what it is held against.

        :math:`(1-w_i)^2s_i^2 + \sum_{k\ne i}w_k^2s_k^2`; areas without a known error add nothing. A count's
        error is no less than if the area were as the city, so that few people are not called sure for being
        all alike.
        """
        errors = self._safe_errors
        squares = self.weights**2 * np.nan_to_num(errors) ** 2
        own = (1 - 2 * self.weights) * errors**2 + squares.sum(axis=0)
        return np.asarray(np.sqrt(np.maximum(own, 0.0)))

    @cached_property
    def _safe_errors(self) -> Floats:
        return np.where(self.errors > 0, np.fmax(self.errors, self._errors_as_the_city), self.errors)

    @cached_property
    def _errors_as_the_city(self) -> Floats:
        """The counts' standard errors if every area had the reference's share or rate; NaN for the others."""
        errors = np.full(self.values.shape, np.nan)
        for place, j in enumerate(self.columns, start=self.n_dimensions):
            by_count = np.isin(self.uncertainty.method[:-1, j], ("wilson", "byar"))
            chance = errors_if_alike(self.result, j, float(self.reference[place]))
            both = hypot(chance, self.uncertainty.assumed[:-1, j])
            errors[:, place] = np.where(by_count, both, np.nan)
        return errors

    # -- beyond chance ----------------------------------------------------------------------------------

    @cached_property
    def judged(self) -> Together:
        """All areas in all themes held against the reference, as one family of tests."""
        return _judged(self.distance, self.distance_error, self.level)

    @cached_property
    def verdict(self) -> Words:
        """One of :data:`VERDICTS` for each area in each theme."""
        words = np.full(self.values.shape, "missing", dtype=object)
        words[~np.isnan(self.values)] = "unknown"
        words[~np.isnan(self.judged.p)] = "chance"
        words[self.judged.beyond & (self.distance > 0)] = "challenge"
        words[self.judged.beyond & (self.distance < 0)] = "better"
        return words

    @cached_property
    def position(self) -> Floats:
        """Distance from the reference in standard deviations between areas; more is a greater challenge."""
        return np.asarray(self.distance / self.spread)

    @cached_property
    def limits(self) -> tuple[Floats, Floats]:
        """Between which positions each area lies, all of them together at the level."""
        return np.asarray(self.judged.low / self.spread), np.asarray(self.judged.high / self.spread)

    @cached_property
    def ranks(self) -> Floats:
        """Place of each area in each theme; 1 is the greatest challenge, equal ones share the first."""
        return _beside([rank(column) for column in (self.signs * self.values).T], len(self.areas))

    @cached_property
    def rank_limits(self) -> tuple[Floats, Floats]:
        """First and last place that each area can have in each theme, all together at the level.

        NaN where no area's error is known; where only some are, the others may stand anywhere.
        """
        turned = self.signs * self.values
        reach = np.where(np.isnan(self.errors), np.inf, self.errors * self._critical)
        first, last = np.full((2, *turned.shape), np.nan)
        for place in range(len(self.themes)):
            if not np.isnan(self.errors[:, place]).all():
                column = turned[:, place]
                limits = column - reach[:, place], column + reach[:, place]
                first[:, place], last[:, place] = joint_ranks(*limits)
        return first, last

    @cached_property
    def _critical(self) -> float:
        return float(simultaneous(self.values.ravel(), self.errors.ravel(), level=self.level).critical)

    # -- what stands out in an area ---------------------------------------------------------------------

    @cached_property
    def profile(self) -> Floats:
        """How far a theme's position lies above the mean of the area's other themes, in each area.

        Dimensions are held against dimensions and indicators against indicators; a theme without a known
        error is in none of these.
        """
        return self._profile[0]

    @cached_property
    def stands_out(self) -> NDArray[np.bool_]:
        """Where a theme is a challenge in an area, and a greater one than its other themes, beyond chance.

        Large populations make small differences certain, so that it must be so much :attr:`apart` too.
        """
        greatest = self._profile[1].beyond & (self.profile > 0) & reaches(self.profile, self.apart)
        return np.asarray(greatest & (self.verdict == "challenge"))

    @cached_property
    def _profile(self) -> tuple[Floats, Together]:
        tested = ~np.isnan(self.judged.p) & ~np.isnan(self.spread)
        error = np.where(tested, self.distance_error / self.spread, np.nan)
        contrast, noise = np.full((2, *self.values.shape), np.nan)
        for level in self.levels:
            position = np.where(tested[:, level], self.position[:, level], 0.0)
            sizes = np.where(tested[:, level], error[:, level], 0.0)
            others = tested[:, level].sum(axis=1, keepdims=True) - 1
            fits = tested[:, level] & (others > 0)
            others = np.maximum(others, 1)
            mean = (position.sum(axis=1, keepdims=True) - position) / others
            # What a theme's error and the others' have in common is not in the distance between them.
            shared = self._shared(level, sizes)
            every = shared.sum(axis=2)
            squares = sizes**2
            rest = (every.sum(axis=1, keepdims=True) - 2 * every + squares) / others**2
            both = squares + rest - 2 * (every - squares) / others
            contrast[:, level] = np.where(fits, position - mean, np.nan)
            noise[:, level] = np.where(fits, np.sqrt(np.maximum(both, 0.0)), np.nan)
        return contrast, _judged(contrast, noise, self.level)

    def _shared(self, level: slice, sizes: Floats) -> Floats:
        """Covariances of the themes' errors in each area, shape (n_areas, n_themes, n_themes).

        Errors of doubtful membership are taken to hang together as those of chance do.
        """
        u, themes = self.uncertainty, self.themes[level]
        n = len(self.result.index.members)
        if level == self.levels[0]:
            parts = np.array([u.score_parts[theme] for theme in themes]).reshape(-1, len(self.areas), n)
        else:
            parts = np.zeros((len(themes), len(self.areas), n))
            parts[np.arange(len(themes)), :, list(self.columns)] = 1.0
        covariance = u.dependence.covariance(parts)
        error = np.sqrt(np.einsum("aii->ai", covariance))
        scale = np.where(error > 0, sizes / np.where(error > 0, error, 1.0), 0.0)
        found = covariance * scale[:, :, None] * scale[:, None]
        # A theme's own is its whole error, also where no part of it is known.
        np.einsum("aii->ai", found)[...] = sizes**2
        return found

    # -- each theme over the whole city -----------------------------------------------------------------

    @cached_property
    def beyond_chance(self) -> Floats:
        """Share 0–1 of each theme's variance between areas that chance does not make; NaN where not known."""
        return share_beyond_chance(self.values, self.errors)

    @cached_property
    def differs(self) -> Floats:
        """How likely chance alone makes areas as unlike as these: p values, after Holm over the themes."""
        return holm(chance_of_differences(self.values, self._safe_errors))

    @cached_property
    def counts(self) -> tuple[Touched, ...]:
        """Whom each theme touches; nobody for a dimension, as people cannot be added over indicators."""
        nobody = np.full(len(self.areas) + 1, np.nan)
        dims = [Touched(nobody, nobody)] * self.n_dimensions
        return (*dims, *(touched(self.result, j) for j in self.columns))

    @cached_property
    def unevenness(self) -> Floats:
        """Dissimilarity beyond chance, its 95 % interval, of how many indicators; shape (n_themes, 4).

        A dimension's is the mean of its indicators', without an interval.
        """
        rows = []
        for count, members in zip(self.counts, self.members, strict=True):
            parts = [touched(self.result, j).unevenness[0] for j in members]
            known = [value for value in parts if not np.isnan(value)]
            rows.append((np.mean(known) if known else np.nan, *count.unevenness[1:], len(known)))
        return np.array(rows, dtype=float).reshape(-1, 4)

    @cached_property
    def people_challenged(self) -> Floats:
        """Who lives in the areas where each theme is a challenge; NaN where that is not known.

        Nor is it where a theme cannot be tested anywhere.
        """
        inside = np.where(self.verdict == "challenge", self.people[:, None], 0.0).sum(axis=0)
        tested = (~np.isnan(self.judged.p)).any(axis=0)
        return np.where(tested & ~np.isnan(self.people).any(), inside, np.nan)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Places of the areas, those first that stand highest in the themes they are read by."""
        leading = self.position[:, [self.at(theme) for theme in self.leading]]
        known = ~np.isnan(leading)
        n = known.sum(axis=1)
        mean = np.where(n > 0, np.where(known, leading, 0.0).sum(axis=1) / np.maximum(n, 1), -np.inf)
        return tuple(int(i) for i in np.argsort(rank(mean), kind="stable"))


def _beside(columns: Sequence[Floats], n: int) -> Floats:
    return np.stack(columns, axis=-1) if columns else np.empty((n, 0))


def _judged(estimate: Floats, error: Floats, level: float) -> Together:
    """Judge all cells of a table as one family; where a figure is exact, any difference is beyond chance."""
    exact = error == 0
    judged = simultaneous(estimate.ravel(), error.ravel(), level=level)
    low, high, p, beyond = (
        field.reshape(estimate.shape) for field in (judged.low, judged.high, judged.p, judged.beyond)
    )
    unlike = above(np.abs(estimate), 0.0, scale_of(estimate, axis=0))
    return Together(
        np.where(exact, estimate, low),
        np.where(exact, estimate, high),
        np.where(exact, np.where(unlike, 0.0, 1.0), p),
        np.where(exact, unlike, beyond),
        judged.critical,
    )
