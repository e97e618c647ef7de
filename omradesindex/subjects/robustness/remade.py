"""What is done with a level beside bringing its parts together: gaps filled, scores measured again, rounded.

In every draw as in a result: what is learnt is learnt from the scores that the draw's weights give, without
errors; what errors make of the scores is then measured by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import settle, spec_name
from omradesindex.catalogue.methods import Spec
from omradesindex.errors import ComputeError
from omradesindex.methods import Choice, Fitted, fit
from omradesindex.methods.equal import half_up
from omradesindex.methods.options import NOTHING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from omradesindex.index.compute import Level

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Remade:
    """How one level's parts are filled, and its scores measured once more and rounded.

    Attributes
    ----------
    level : str
        Its id.
    fill, rescale : Choice, optional
    ddof : int
    decimals : int, optional
    carried : bool
        Whether the level above takes the scores as they become, and not as they were.
    """

    level: str
    fill: Choice | None = None
    rescale: Choice | None = None
    ddof: int = 0
    decimals: int | None = None
    carried: bool = True

    def filled(self, parts: Floats, weights: Floats) -> Floats:
        """Fill the gaps of parts, shape (n_draws, n_areas, n_parts); weights, shape (n_draws, n_parts).

        A part without weight is not there, and tells nothing of the others.
        """
        if self.fill is None or not np.isnan(parts).any():
            return parts
        whole = parts.copy()
        for one, weight in zip(whole, weights, strict=True):
            counted = weight > 0
            if counted.all():
                one[:] = self.fill(one).values
            elif counted.any():
                one[:, counted] = self.fill(one[:, counted]).values
        return whole

    def learnt(self, scores: Floats) -> list[Fitted | None]:
        """How the scores of each draw are measured once more; scores of shape (n_areas, n_draws).

        Raises
        ------
        ComputeError
            The areas' scores are all alike in some draw.
        """
        found = list[Fitted | None]()
        for mine in scores.T:
            if self.rescale is None or np.isnan(mine).all():
                found.append(None)
                continue
            stick = fit(mine[:, None], self.rescale, ddof=self.ddof)
            if not (self.rescale.is_fixed or (stick.parameters["spread"] > 0).all()):
                raise ComputeError(
                    "the scores are the same in all areas in some draw, so they cannot be measured once more",
                    where=f"robustness, '{self.level}', rescale {self.rescale.name}",
                    remedy='vary less, or index.with_methods(rescale="none")',
                )
            found.append(stick)
        return found

    def again(self, scores: Floats, sticks: Sequence[Fitted | None]) -> Floats:
        """Measure scores, shape (n_areas, n_draws), once more, and round them."""
        made = scores.copy()
        for draw, stick in enumerate(sticks):
            if stick is not None:
                made[:, draw] = stick.apply(scores[:, draw, None])[:, 0]
        return made if self.decimals is None else half_up(made, self.decimals)


def remade_of(level: Level, areas: Sequence[str], *, ddof: int, carry: str) -> Remade | None:
    """What a level does beside bringing its parts together; None where that is all."""

    def said(step: str, spec: Spec, names: Sequence[str]) -> Choice | None:
        if spec_name(spec) == NOTHING:
            return None
        choice = settle(step, spec, names, areas, level.id)
        # Options as a plain dict travel to other processes.
        return Choice(choice.method, dict(choice.options))

    fill, rescale = said("fill", level.fill, level.parts), said("rescale", level.rescale, (level.id,))
    if fill is None and rescale is None and level.decimals is None:
        return None
    return Remade(level.id, fill, rescale, ddof, level.decimals, carry == "rescaled")
