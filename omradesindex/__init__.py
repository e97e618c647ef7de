"""Socioeconomic area indices: compute them, take them apart, test how far they hold.

>>> import omradesindex as oi
>>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
>>> result.ranks["index"].idxmin() in result.areas
True

Verbs are functions, ``oi.verb(index or answer, statistics, …)``; what only looks at an answer is its method.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from omradesindex.lazily import lazily

__version__ = "0.1.0"

if TYPE_CHECKING:
    from omradesindex import data, errors, methods, sources, types
    from omradesindex.catalogue import diff, list_indices
    from omradesindex.disclosure.audit import audit
    from omradesindex.disclosure.ledger import Ledger
    from omradesindex.disclosure.policy import DisclosurePolicy
    from omradesindex.disclosure.protect import protect
    from omradesindex.disclosure.publish import publish
    from omradesindex.geography import Key, crosswalk, example_division, geso, read_division
    from omradesindex.index import load_index
    from omradesindex.registers.counts import counts
    from omradesindex.reports.report import report
    from omradesindex.reports.what_if.what_if import what_if
    from omradesindex.statistics import (
        Deflator,
        Statistics,
        example_statistics,
        malmo_statistics,
        read_statistics,
    )
    from omradesindex.subjects.area_types.area_types import area_types
    from omradesindex.subjects.change.change import change
    from omradesindex.subjects.cni.cni import cni
    from omradesindex.subjects.compare.compare import compare
    from omradesindex.subjects.examine.examine import examine
    from omradesindex.subjects.goals.goal import Goal
    from omradesindex.subjects.goals.goals import goals
    from omradesindex.subjects.new_project.new_project import new_project
    from omradesindex.subjects.review.review import review
    from omradesindex.subjects.robustness.robustness import robustness
    from omradesindex.subjects.spread.spread import spread
    from omradesindex.subjects.themes.themes import themes
    from omradesindex.subjects.trend.trend import trend
    from omradesindex.subjects.update.accept import accept
    from omradesindex.subjects.update.reproduce import reproduce
    from omradesindex.subjects.update.update import update

_WHERE: dict[str, tuple[str, ...]] = {
    "catalogue": ("diff", "list_indices"),
    "disclosure.audit": ("audit",),
    "disclosure.ledger": ("Ledger",),
    "disclosure.policy": ("DisclosurePolicy",),
    "disclosure.protect": ("protect",),
    "disclosure.publish": ("publish",),
    "geography": ("Key", "crosswalk", "example_division", "geso", "read_division"),
    "index": ("load_index",),
    "registers.counts": ("counts",),
    "reports.report": ("report",),
    "reports.what_if.what_if": ("what_if",),
    "statistics": ("Deflator", "Statistics", "example_statistics", "malmo_statistics", "read_statistics"),
    "subjects.area_types.area_types": ("area_types",),
    "subjects.change.change": ("change",),
    "subjects.cni.cni": ("cni",),
    "subjects.compare.compare": ("compare",),
    "subjects.examine.examine": ("examine",),
    "subjects.goals.goal": ("Goal",),
    "subjects.goals.goals": ("goals",),
    "subjects.new_project.new_project": ("new_project",),
    "subjects.review.review": ("review",),
    "subjects.robustness.robustness": ("robustness",),
    "subjects.spread.spread": ("spread",),
    "subjects.themes.themes": ("themes",),
    "subjects.trend.trend": ("trend",),
    "subjects.update.accept": ("accept",),
    "subjects.update.reproduce": ("reproduce",),
    "subjects.update.update": ("update",),
}
# Parts that are used by their own name: `oi.sources.PxWeb`. `oi.PxWeb` is refused with it.
_PARTS = ("data", "errors", "methods", "sources", "types")
__all__ = [
    "Deflator",
    "DisclosurePolicy",
    "Goal",
    "Key",
    "Ledger",
    "Statistics",
    "accept",
    "area_types",
    "audit",
    "change",
    "cni",
    "compare",
    "counts",
    "crosswalk",
    "data",
    "diff",
    "errors",
    "examine",
    "example_division",
    "example_statistics",
    "geso",
    "goals",
    "list_indices",
    "load_index",
    "malmo_statistics",
    "methods",
    "new_project",
    "protect",
    "publish",
    "read_division",
    "read_statistics",
    "report",
    "reproduce",
    "review",
    "robustness",
    "sources",
    "spread",
    "themes",
    "trend",
    "types",
    "update",
    "what_if",
]

if not TYPE_CHECKING:  # which then tells a name that is none
    _lazy = lazily(__name__, _WHERE, _PARTS)

    def __getattr__(name: str) -> Any:
        return import_module(f"{__name__}.{name}") if name in _PARTS else _lazy(name)


def __dir__() -> list[str]:
    return sorted(__all__)
