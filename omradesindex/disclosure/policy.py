"""What counts as disclosing, and how wide an outsider's best guess has to be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from numbers import Real
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.disclosure.words import CONVENTIONS, rules
from omradesindex.doors import door
from omradesindex.errors import ComputeError
from omradesindex.methods.functions import log1p
from omradesindex.methods.guard import numbers
from omradesindex.show.page import Page
from omradesindex.show.shown import Shown, facts
from omradesindex.wording import Language, Text

Bools = NDArray[np.bool_]

_TITLE = Text("Regler för röjandeskydd", "Rules of disclosure control")


@door
@dataclass(frozen=True, repr=False, kw_only=True)
class DisclosurePolicy(Shown):
    """The rules for figures that are meant for others.

    No rule of the city's own is published: **the defaults are generic conventions**, not Malmö's decision.

    Parameters
    ----------
    threshold : int
        A count of 1 to ``threshold - 1`` persons is unsafe. 5 by default; the OECD Glossary of Statistical
        Terms ("threshold rule") names 3 or 5 as usual.
    margin : int, optional
        How wide, in persons, the interval that an outsider can derive for an unsafe figure must be at least.
        The threshold by default.
    small_group : int, optional
        In a group of fewer persons than this, shares of 0 and of 100 % disclose everybody. Twice the
        threshold by default (our choice).
    protect_zeros : bool
        Whether shares of 0 and 100 % of small groups are unsafe.
    sensitive : iterable of str, optional
        Variables that are about persons; all if left out. Others may still be withheld to protect these.
    base : int
        Base that counts are rounded to (OECD Glossary, "rounding": 5).
    dominance : tuple of (int, float), optional
        (n, k): a sum is unsafe where its n largest contributions are more than k % of it.
    p_percent : float, optional
        A sum is unsafe where all contributions but the two largest are less than p % of the largest.
    loss : {"log", "value", "count"}
        What it costs to withhold a figure: 1 + log(1 + value), 1 + value, or 1.
    rounds : int
        How many patterns the search for the cheapest one tries on the outsider, for each variable and period.
        After that the best so far is completed and audited, and the log says that it may not be the cheapest.
        More rounds take longer and may lose less. A count and no time, so that every machine finds the same
        pattern.

    Raises
    ------
    ComputeError
        A rule that cannot be.

    Examples
    --------
    >>> policy = DisclosurePolicy()
    >>> policy.threshold, policy.margin_width, policy.small
    (5, 5, 10)
    """

    threshold: int = 5
    margin: int | None = None
    small_group: int | None = None
    protect_zeros: bool = True
    sensitive: str | Iterable[str] | None = None
    base: int = 5
    dominance: tuple[int, float] | None = None
    p_percent: float | None = None
    loss: Literal["log", "value", "count"] = "log"
    rounds: int = 3

    def __post_init__(self) -> None:
        whole: tuple[tuple[str, object, int], ...] = (
            ("threshold", self.threshold, 1),
            ("base", self.base, 1),
            ("margin", self.margin, 1),
            ("small_group", self.small_group, 0),
            ("rounds", self.rounds, 1),
        )
        for name, value, least in whole:
            if value is None and name in ("margin", "small_group"):
                continue
            if isinstance(value, int | np.integer) and value < least:
                _refuse(name, value, f"a whole number, at least {least}")
        if self.dominance is not None:
            n, k = self.dominance
            if (
                not all(isinstance(given, Real) for given in (n, k))
                or not n >= 1
                or n != int(n)
                or not 0 < k <= 100
            ):
                _refuse("dominance", self.dominance, "(n, k): a number of contributors and a percentage")
        if self.p_percent is not None and not 0 < self.p_percent <= 100:
            _refuse("p_percent", self.p_percent, "a percentage above 0")
        if self.sensitive is not None:
            names = [self.sensitive] if isinstance(self.sensitive, str) else self.sensitive
            if not all(isinstance(name, str) for name in names):
                _refuse("sensitive", names, "names of variables")
            object.__setattr__(self, "sensitive", tuple(sorted(set(names))))

    def page(self, lang: Language = "sv") -> Page:
        """Return the rules in words."""
        return Page(_TITLE.in_(lang), facts(rules(self, lang)), [CONVENTIONS.in_(lang)], lang)

    @property
    def margin_width(self) -> int:
        """The least width of an outsider's interval around an unsafe figure, in persons."""
        return self.threshold if self.margin is None else self.margin

    @property
    def small(self) -> int:
        """Groups of fewer persons than this are small."""
        return 2 * self.threshold if self.small_group is None else self.small_group

    def is_sensitive(self, variable: str) -> bool:
        """Whether the variable is about persons who must be protected."""
        return self.sensitive is None or variable in tuple(self.sensitive)

    def too_few(self, values: ArrayLike) -> Bools:
        """Which counts are more than nobody and fewer than the threshold.

        Examples
        --------
        >>> DisclosurePolicy().too_few([0, 1, 4, 5])
        array([False,  True,  True, False])
        """
        count = numbers(values, "the counts")
        return (count > 0) & (count < self.threshold)

    def costs(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """What withholding each figure costs."""
        how: dict[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]] = {
            "log": lambda v: 1.0 + log1p(v),
            "value": lambda v: 1.0 + v,
            "count": np.ones_like,
        }
        return how[self.loss](np.maximum(numbers(values, "the counts"), 0.0))


def _refuse(name: str, value: object, expected: str) -> None:
    raise ComputeError(f"'{name}' is {value!r}", where="disclosure policy", expected=expected)
