"""The smallest change of weights that lets one area draw level with another: exact, by linear programming."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import door, methods_door
from omradesindex.errors import ComputeError
from omradesindex.index import words
from omradesindex.index.caveats import caveats
from omradesindex.index.explain import place_of
from omradesindex.methods.equal import above, reaches, same, settled
from omradesindex.show.answer import Answer
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.subjects.robustness.swap_words import level_line, never_line
from omradesindex.wording import Language, Text, area_name, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index import Index, Result
    from omradesindex.show.folder import Folder

Floats = NDArray[np.float64]


@methods_door
@dataclass(frozen=True, eq=False, repr=False)
class Swap(Answer):
    """How far weights must move before two areas change places.

    Attributes
    ----------
    base : Result
    first, second : str
        Codes; ``first`` lies above in the index as defined.
    gap : float
        Their distance in points.
    moved : float
        Smallest share of all weight that must be taken from some indicators and given to others, 0–1; NaN
        where no weights whatever would do: ``first`` lies above in every indicator.
    relative : float
        Smallest p such that the two draw level when every indicator's share of the index may be 1 ± p times
        its own; above 1 where that would take shares below zero, infinite where no weights would do.
    before, after : ndarray, shape (n_indicators,)
        Each indicator's weight in the whole index; ``after`` is where ``moved`` is least.
    """

    base: Result
    first: str
    second: str
    gap: float
    moved: float
    relative: float
    before: Floats
    after: Floats

    @property
    def possible(self) -> bool:
        """Whether any weights let the second draw level."""
        return not np.isnan(self.moved)

    @property
    def weights(self) -> pd.DataFrame:
        """Weights in the whole index: ``before``, ``after``, ``change``, a row for each indicator."""
        import pandas as pd

        ids = [i.id for i in self.base.index.indicators]
        table = pd.DataFrame(
            {"before": self.before, "after": self.after}, index=pd.Index(ids, name="indicator")
        )
        return table.assign(change=table["after"] - table["before"])

    @property
    def index(self) -> Index:
        """The index with the weights of ``after``, to be computed.

        Raises
        ------
        ComputeError
            No weights do.
        """
        if not self.possible:
            raise ComputeError(
                f"no weights let area '{self.second}' draw level with '{self.first}'",
                where=f"index '{self.base.index.id}'",
            )
        share = dict(zip((i.id for i in self.base.index.indicators), self.after, strict=True))
        gone = [name for name, weight in share.items() if same(weight, 0.0, 1.0)]
        emptied = [d.id for d in self.base.index.walk() if all(leaf.id in gone for leaf in d.leaves())]
        own = self.base.index.without(*gone, *emptied) if gone else self.base.index
        weights = {m.id: float(share[m.id]) for m in own.members}
        for dimension in own.walk():
            weights[dimension.id] = float(sum(share[leaf.id] for leaf in dimension.leaves()))
        return own.reweight(weights)

    def to_frame(self) -> pd.DataFrame:
        """Return :attr:`weights`."""
        return self.weights

    def summary(self, lang: Language = "sv") -> str:
        """Say it in a sentence."""
        names = self.base.names
        a, b = (area_name(code, names[code]) for code in (self.first, self.second))
        return level_line(a, b, self.moved, lang) if self.possible else never_line(a, b, lang)

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:  # noqa: ARG002
        """Return the sentence, and each indicator's weight before and after.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Not used: every indicator is listed.
        """
        weights = 100 * self.weights
        columns = [
            Column(
                say(lang, "Indikator", "Indicator"),
                [self.base.label(name, lang) for name in weights.index],
                "name",
            ),
            Column(say(lang, "Vikt", "Weight"), list(weights["before"]), decimals=1, unit="%"),
        ]
        if self.possible:
            columns += [
                Column(say(lang, "Ny vikt", "New weight"), list(weights["after"]), decimals=1, unit="%"),
                Column(
                    say(lang, "Ändring", "Change"),
                    list(weights["change"]),
                    decimals=1,
                    sign=True,
                    unit="%",
                ),
            ]
        caption = say(lang, "Vikter i hela indexet", "Weights in the whole index")
        title = say(lang, "Minsta ändring av vikter", "The smallest change of weights")
        return Page(
            f"{title} · {words.headline(self.base, lang)}",
            [Paragraph(self.summary(lang)), Table(caption, columns)],
            [*caveats(self.base, lang), words.source_line(self.base, lang)],
            lang,
        )

    def contents(self, folder: Folder) -> None:
        """Say which files :meth:`save` writes."""
        what = Text("den minsta ändringen av vikter", "the smallest change of weights")
        folder.page("vikter", lambda: self.page(folder.lang), what)
        folder.table("vikter", self.weights.reset_index, what)


@door
def smallest_change(base: Result, first: str, second: str) -> Swap:
    r"""Find the smallest change of weights that swaps two areas.

    Parameters
    ----------
    base : Result
        An index of arithmetic means.
    first, second : str
        Two areas' codes, in either order.

    Returns
    -------
    Swap

    Raises
    ------
    ComputeError
        Another aggregation; an unknown area; the same area twice; an area that lacks an indicator or score.

    Notes
    -----
    With weights w in the whole index and the areas' difference d in each indicator, minimise
    :math:`\tfrac12\sum|v_j - w_j|` over :math:`v \ge 0`, :math:`\sum v_j = 1`, :math:`\sum v_j d_j \le 0`: a
    linear program. With every share of the index at most ±p from its own, all of them summing to one, the two
    draw level at :math:`p = \sum w_j d_j / \sum w_j |d_j - m|`, where m is the weighted median of d.

    Examples
    --------
    >>> import omradesindex as oi
    >>> base = oi.load_index("malmo-2023").compute(oi.example_statistics())
    >>> swap = smallest_change(base, "06", "13")
    >>> level = swap.index.compute(base.statistics).scores["index"]
    >>> bool(abs(level["06"] - level["13"]) < 1e-6)
    True
    """
    from scipy.optimize import linprog

    where = f"index '{base.index.id}'"
    if not base.index.additive:
        raise ComputeError(
            "the smallest change of weights is found for arithmetic means only",
            where=where,
            remedy='compute the index with aggregate = "arithmetic"',
        )
    i, j = (place_of(area, base.areas, base.statistics.name) for area in (first, second))
    if i == j:
        raise ComputeError(f"'{first}' is named twice", where=where, expected="two areas")
    scores = base.level_scores["index"]
    values = base.index.methods.points * base.normalised[:-1]
    lacking = [base.areas[k] for k in (i, j) if np.isnan(values[k]).any() or np.isnan(scores[k])]
    if lacking:
        raise ComputeError(
            f"area '{lacking[0]}' lacks an indicator, so that its weights are not those of the others",
            where=where,
            remedy="leave the indicator out, or choose other areas",
        )
    if above(scores[j], scores[i], base.scale):
        i, j = j, i
    w, d = base.weights[i], values[i] - values[j]
    gap = float((w * d).sum())
    gap = 0.0 if same(gap, 0.0, base.scale) else gap
    relative = 0.0 if gap <= 0 else np.inf
    if gap > 0 and (d < 0).any():
        relative = float(gap / (w * np.abs(d - _middle(d, w))).sum())
    n = len(w)
    # Parts given and taken: v = w + up − down.
    found = linprog(
        np.full(2 * n, 0.5),
        A_ub=np.concatenate([d, -d])[None, :],
        b_ub=[-gap],
        A_eq=np.concatenate([np.ones(n), -np.ones(n)])[None, :],
        b_eq=[0.0],
        bounds=[(0.0, None)] * n + [(0.0, float(weight)) for weight in w],
        method="highs",
    )
    if found.status == 2:
        after, moved = np.full(n, np.nan), float("nan")
    else:
        change = settled(np.asarray(found.x), 1.0)
        after = np.clip(w + change[:n] - change[n:], 0.0, None)
        moved = float(np.abs(after - w).sum() / 2)
    return Swap(base, base.areas[i], base.areas[j], gap, moved, relative, w, after)


def _middle(values: Floats, weights: Floats) -> float:
    """The weighted median: no more than half of the weight lies to either side."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    return float(values[order][np.argmax(reaches(reached, reached[-1] / 2))])
