"""Why a group has no figure, or no score: five kinds, each with its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from omradesindex.frozen import Frozen
from omradesindex.wording import Text

#: Every kind of reason. The first two say that there is nothing to have: what they are said of does not count
#: in the coverage of the group. The others say that something is lacking.
KINDS: Mapping[str, Text] = Frozen(
    {
        "not_applicable": Text("gäller inte", "not applicable"),
        "cannot_be_split": Text("går inte att dela upp", "cannot be broken down"),
        "no_figures": Text("uppgift saknas", "no figures"),
        "too_few": Text("för få", "too few"),
        "suppressed": Text("dold", "withheld"),
    }
)


@dataclass(frozen=True)
class Reason(Text):
    """Why something is not there, in words.

    Attributes
    ----------
    kind : str
        One of :data:`KINDS`.

    Examples
    --------
    >>> reason = Reason("gäller inte 0–5 år", "not applicable aged 0–5", "not_applicable")
    >>> KINDS[reason.kind].sv, counts(reason)
    ('gäller inte', False)
    """

    kind: str = "no_figures"

    def said_of(self, what: str) -> Reason:
        """Return the reason with what it is said of, such as a period, in brackets."""
        return replace(self, sv=f"{self.sv} ({what})", en=f"{self.en} ({what})")


def kind_of(why: Text) -> str:
    """Which kind a reason is of; of one in words only, that figures lack."""
    return getattr(why, "kind", "no_figures")


def counts(why: Text) -> bool:
    """Whether something is lacking, and so counts in the coverage; not where there is nothing to have."""
    return kind_of(why) not in ("not_applicable", "cannot_be_split")
