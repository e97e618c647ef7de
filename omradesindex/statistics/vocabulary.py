"""The words that every figure carries: what it is, or why it is not there."""

from __future__ import annotations

from collections.abc import Mapping

from omradesindex.frozen import Frozen
from omradesindex.wording import Text

#: What a figure is, from the firmest to the least firm. A computed figure takes the least firm of its parts.
QUALITIES: tuple[str, ...] = ("official", "unstated", "proxy", "estimated", "assumed", "made_up")

#: Whether a figure is there, and if not why. A computed figure takes the last in this order of its parts:
#: what was withheld of one part stays withheld in what is made of it.
STATUSES: tuple[str, ...] = ("observed", "missing", "not_collected", "suppressed")

#: The status of a cell that no figure belongs in: the whole city's place, an indicator in another's year.
NO_CELL = "no_cell"

#: What a figure is as a number: this decides whether parts add up to a whole.
KINDS: tuple[str, ...] = ("count", "share", "mean", "median", "index", "")

#: Breakdown columns that need not be declared.
BREAKDOWNS: tuple[str, ...] = ("sex", "age", "disability")

#: The end of the name of a column that says what a breakdown column's categories mean.
DEFINITION = "_definition"

#: The category that stands for "not broken down".
TOTAL = "total"

#: Singular and plural.
QUALITY_LABELS: Mapping[str, tuple[Text, Text]] = Frozen(
    {
        "official": (Text("officiell", "official"), Text("officiella", "official")),
        "unstated": (Text("utan angiven kvalitet", "of unstated quality"),) * 2,
        "proxy": (Text("närmevärde", "proxy"), Text("närmevärden", "proxies")),
        "estimated": (Text("uppskattad", "estimated"), Text("uppskattade", "estimated")),
        "assumed": (Text("antagen", "assumed"), Text("antagna", "assumed")),
        "made_up": (Text("påhittad", "made up"), Text("påhittade", "made up")),
    }
)

#: Singular and plural.
STATUS_LABELS: Mapping[str, tuple[Text, Text]] = Frozen(
    {
        "observed": (Text("uppgift finns", "observed"), Text("uppgifter finns", "observed")),
        "missing": (Text("saknas", "missing"),) * 2,
        "suppressed": (Text("röjandeskyddad", "suppressed"), Text("röjandeskyddade", "suppressed")),
        "not_collected": (Text("ej insamlad", "not collected"), Text("ej insamlade", "not collected")),
    }
)

#: Why a figure of this kind cannot be made for a whole from its parts.
UNSUMMABLE: Mapping[str, str] = Frozen(
    {
        "median": "a median of a whole cannot be made from the medians of its parts",
        "index": "an index value of a whole cannot be made from the index values of its parts",
        "": "its kind is not stated, so nobody knows whether parts add up to a whole",
    }
)
