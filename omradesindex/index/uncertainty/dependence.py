"""How the errors of an area's indicators hang together: the choices, and what each of them says."""

from __future__ import annotations

from dataclasses import dataclass, replace
from numbers import Real
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue.counted_on import shared
from omradesindex.errors import ComputeError, MethodError, did_you_mean, listing
from omradesindex.index.evidence import ready_made
from omradesindex.index.uncertainty.dependence_words import REST, SAID, given
from omradesindex.index.uncertainty.joint_counts import exact_correlations
from omradesindex.methods.dependence import (
    COUNTED,
    LATENT,
    MEASURED,
    combined,
    common,
    connected,
    factors,
    latent,
    root,
)
from omradesindex.methods.sums import total
from omradesindex.plain_frames import as_rows
from omradesindex.wording import Text

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.scored import Scored

Floats = NDArray[np.float64]

#: The choices that have a name; the first is the default.
NAMED: tuple[str, ...] = ("moderate", "independent", "bounded")
#: What marks a table as one of joint counts and not of correlations.
_JOINT = frozenset({"first", "second", "both"})


@dataclass(frozen=True, eq=False)
class Dependence:
    """How the errors of the same area's indicators hang together.

    Attributes
    ----------
    name : str
        ``moderate``, ``independent``, ``bounded``; ``given`` (one number), ``matrix``, ``joint``.
    correlations : ndarray, shape (1 or n_areas, n_indicators, n_indicators)
        Between errors that are turned so that higher is a greater challenge.
    text : Text
        What is said of it wherever intervals are shown.
    own : ndarray, shape (n_indicators,)
        How much of each error's variance is surely the indicator's own, so that errors are quick to draw.
    """

    name: str
    correlations: Floats
    text: Text
    own: Floats

    def combined(self, parts: Floats) -> Floats:
        """Return the standard error of scores from what each indicator's error makes of them.

        Parameters
        ----------
        parts : ndarray, shape (n_areas, n_indicators)
            Turned so that higher is a greater challenge.
        """
        return combined(np.abs(parts) if self.name == "bounded" else parts, self.correlations)

    def factored(self) -> tuple[Floats, Floats]:
        """What to draw errors with: what is each indicator's own, and what several have in common.

        Returns
        -------
        own : ndarray, shape (1 or n_areas, n_indicators)
            Share of each error's variance.
        common : ndarray, shape (n_common, 1 or n_areas, n_indicators)
            What each common error makes of each indicator's; see
            :func:`omradesindex.methods.dependence.factors`. Of ``bounded`` all errors go one way that are
            linked by any persons.
        """
        matrices = self.correlations if self.name != "bounded" else map(connected, self.correlations)
        found = [factors(matrix, self.own) for matrix in matrices]
        common = np.zeros((max(len(c) for _, c in found), len(found), len(self.own)))
        for area, (_, some) in enumerate(found):
            common[: len(some), area] = some
        return np.stack([own for own, _ in found]), common

    def covariance(self, parts: Floats) -> Floats:
        """Return the covariances between several scores of an area.

        Parameters
        ----------
        parts : ndarray, shape (n_scores, n_areas, n_indicators)
            What one standard error of each indicator makes of each, turned so that higher is a greater
            challenge.

        Returns
        -------
        ndarray, shape (n_areas, n_scores, n_scores)
        """
        own, common = self.factored()
        found = np.einsum("ian,jan,an->aij", parts, parts, np.broadcast_to(own, parts.shape[1:]))
        for factor in common:
            along = total(np.moveaxis(parts * factor, -1, 0))
            found += along.T[:, :, None] * along.T[:, None]
        return np.asarray(found)

    def of(self, rows: NDArray[np.intp]) -> Dependence:
        """The same for some of the areas."""
        return self if len(self.correlations) == 1 else replace(self, correlations=self.correlations[rows])

    def of_city(self) -> Dependence:
        """The same for the whole city: where areas differ, what is common to them."""
        return replace(self, correlations=self.correlations.mean(axis=0, keepdims=True))

    def everywhere(self) -> Dependence:
        """The same for what moves every indicator, whatever it is counted on: where a sub-area belongs.

        A given table and joint counts are of persons and say nothing of that: the moderate assumption.
        """
        n = self.correlations.shape[-1]
        if self.name == "independent":
            return self
        alike, loadings = np.ones((n, n)), np.full(n, COUNTED)
        if self.name == "bounded":
            return replace(self, correlations=alike[None])
        return replace(self, correlations=latent(loadings, alike)[None], own=_own(loadings))


def dependence_of(result: Scored, choice: str | float | pd.DataFrame, challenge: Floats) -> Dependence:
    """Settle how the errors of a result's indicators hang together.

    Parameters
    ----------
    result : Scored
    choice : str, float or DataFrame
        See :meth:`omradesindex.index.result.Result.uncertainty`.
    challenge : ndarray, shape (n_indicators,)
        +1 where a higher value is a greater challenge, −1 where it is a smaller one.

    Raises
    ------
    ComputeError
        An unknown name; a table that is neither of correlations nor of joint counts, or of other indicators.
    MethodError
        A correlation outside −1 to 1, or correlations that cannot stand together.
    """
    overlap = shared(result.index.indicators)
    found = _dependence(result, choice, challenge, overlap)
    linked = bool((np.triu(overlap, 1) > 0).any()) or found.name in ("matrix", "joint")
    # Of indicators that share no persons, and of one alone, there is nothing to say.
    return found if linked and len(overlap) > 1 else replace(found, text=Text("", ""))


def _dependence(
    result: Scored, choice: str | float | pd.DataFrame, challenge: Floats, overlap: Floats
) -> Dependence:
    nothing = np.zeros(len(overlap))
    if isinstance(choice, str):
        if choice not in NAMED:
            raise ComputeError(
                f"how the indicators' errors hang together is '{choice}', which is unknown"
                f"{did_you_mean(choice, NAMED)}",
                expected=f"{listing(NAMED)}, a correlation, a table of correlations, or one of joint counts",
            )
        own = nothing
        if choice == "moderate":
            matrix, own = latent(_loadings(result), overlap), _own(_loadings(result))
        else:
            # Where any persons are the same the worst that can happen is that all errors go one way.
            matrix = np.eye(len(overlap)) if choice == "independent" else (overlap > 0).astype(float)
        return Dependence(choice, matrix[None], SAID[choice], own)
    if isinstance(choice, int | float | Real):
        matrix, own = common(float(choice), overlap), nothing + max(1 - float(choice), 0.0) * (choice >= 0)
        return Dependence("given", matrix[None], given(float(choice)), own)
    if {*choice.columns, *choice.index.names} >= _JOINT:
        start = latent(_loadings(result), overlap)
        matrices, whole = exact_correlations(result, choice, start, challenge)
        for area, matrix in zip(result.areas, matrices, strict=True):
            _stands(matrix, f"the joint counts, area '{area}'")
        said = SAID["joint"] if whole else Text(SAID["joint"].sv + REST.sv, SAID["joint"].en + REST.en)
        return Dependence("joint", matrices, said, nothing)
    return Dependence("matrix", _table(result, choice)[None], SAID["matrix"], nothing)


def _own(loadings: Floats) -> Floats:
    """What of each variance is an indicator's own where a latent condition is correlated moderately."""
    return np.asarray(1 - LATENT * loadings**2)


def _loadings(result: Scored) -> Floats:
    """What each indicator leaves of a latent correlation: all where it is measured, less where it is cut."""
    loadings = []
    for j, indicator in enumerate(result.index.indicators):
        blocks = {b.variable: result.statistics.block(*b) for b in result.measured.used[j]}
        own = ready_made(indicator, blocks)
        kind = indicator.formula.kind if own is None else own.kind
        loadings.append(MEASURED if kind in ("mean", "median", "index", "given", "mix") else COUNTED)
    return np.array(loadings)


def _table(result: Scored, table: pd.DataFrame) -> Floats:
    """Read a table of correlations, rows and columns named by indicator."""
    ids = [indicator.id for indicator in result.index.indicators]
    where = "the table of correlations between the indicators' errors"
    beside = [name for name in table.columns if name not in ids]
    if len(beside) == 1 and set(table[beside[0]]) >= set(ids):  # a table that cannot name its rows
        table = as_rows(table, beside[0])
    for side, names in (("rows", table.index), ("columns", table.columns)):
        lacking = [name for name in ids if name not in names]
        if lacking or not names.is_unique:
            raise ComputeError(
                f"the {side} lack {listing(lacking)}" if lacking else f"the {side} name an indicator twice",
                where=where,
                expected="rows and columns named by the ids of the index's indicators, each once; a table of "
                "joint counts has the columns area, first, second, both",
            )
    try:
        matrix = table.loc[ids, ids].to_numpy(dtype=float)
    except (TypeError, ValueError) as error:
        raise ComputeError("not all correlations are numbers", where=where) from error
    outside = ~((matrix >= -1) & (matrix <= 1))
    if outside.any():
        i, j = np.argwhere(outside)[0]
        raise ComputeError(
            f"the correlation is {matrix[i, j]:g}",
            where=f"{where}, of {ids[i]} and {ids[j]}",
            expected="a number from −1 to 1",
        )
    crooked = np.abs(matrix - matrix.T) > _EQUAL
    if crooked.any() or (np.abs(np.diag(matrix) - 1) > _EQUAL).any():
        i, j = np.argwhere(crooked)[0] if crooked.any() else (0, 0)
        raise ComputeError(
            f"the table says {matrix[i, j]:g} of {ids[i]} with {ids[j]}, and {matrix[j, i]:g} the other way"
            if crooked.any()
            else "an indicator's correlation with itself is not 1",
            where=where,
            expected="a symmetric table with 1 along the diagonal",
        )
    _stands(matrix, where)
    return matrix


#: How far two entries that should be one may differ: rounding of whoever wrote them.
_EQUAL = 1e-6


def _stands(matrix: Floats, where: str) -> None:
    try:
        root(matrix)
    except MethodError as error:
        raise ComputeError(
            "the correlations cannot stand together: the table is not positive semidefinite",
            where=where,
            expected="correlations that some persons could have, such as those of one table of persons",
        ) from error
