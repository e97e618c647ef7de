"""What the verbs give and take, by its class: for annotations and ``isinstance``.

>>> import omradesindex as oi
>>> isinstance(oi.load_index("malmo-2023"), oi.types.Index)
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.lazily import lazily

if TYPE_CHECKING:
    from omradesindex.catalogue import Difference, NotMeasured
    from omradesindex.disclosure.audit import Audit
    from omradesindex.disclosure.policy import DisclosurePolicy
    from omradesindex.disclosure.protect import Protected
    from omradesindex.geography import Crosswalk, Division, Key
    from omradesindex.geography.places import Places
    from omradesindex.index import Breakdown, Index, Result, Uncertainty
    from omradesindex.index.alike.answer import Likeness
    from omradesindex.registers.counted import Counts
    from omradesindex.reports.answer import Report
    from omradesindex.reports.what_if.what_if import WhatIf
    from omradesindex.show.page import Page
    from omradesindex.statistics import Deflator, RawTable, ReadLimits, Statistics, Variables
    from omradesindex.statistics.writing.dcat import Publisher
    from omradesindex.subjects.area_types.answer import AreaTypes
    from omradesindex.subjects.by_group.answer import ByGroup
    from omradesindex.subjects.change.answer import Change
    from omradesindex.subjects.cni.answer import CniResult
    from omradesindex.subjects.compare.answer import Comparison
    from omradesindex.subjects.examine.answer import Examination
    from omradesindex.subjects.goals.answer import Goals
    from omradesindex.subjects.goals.goal import Goal
    from omradesindex.subjects.new_project.answer import NewProject
    from omradesindex.subjects.review.answer import Review
    from omradesindex.subjects.robustness.answer import Robustness
    from omradesindex.subjects.spread.answer import Spread
    from omradesindex.subjects.themes.answer import Themes
    from omradesindex.subjects.trend.answer import Trend
    from omradesindex.subjects.update.answer import Update
    from omradesindex.subjects.update.reproduce import Reproduction

__all__ = [
    "AreaTypes",
    "Audit",
    "Breakdown",
    "ByGroup",
    "Change",
    "CniResult",
    "Comparison",
    "Counts",
    "Crosswalk",
    "Deflator",
    "Difference",
    "DisclosurePolicy",
    "Division",
    "Examination",
    "Goal",
    "Goals",
    "Index",
    "Key",
    "Likeness",
    "NewProject",
    "NotMeasured",
    "Page",
    "Places",
    "Protected",
    "Publisher",
    "RawTable",
    "ReadLimits",
    "Report",
    "Reproduction",
    "Result",
    "Review",
    "Robustness",
    "Spread",
    "Statistics",
    "Themes",
    "Trend",
    "Uncertainty",
    "Update",
    "Variables",
    "WhatIf",
]

if not TYPE_CHECKING:  # which then tells a name that is none
    __getattr__ = lazily(
        __name__,
        {
            "catalogue": ("Difference", "NotMeasured"),
            "disclosure.audit": ("Audit",),
            "disclosure.policy": ("DisclosurePolicy",),
            "disclosure.protect": ("Protected",),
            "geography": ("Crosswalk", "Division", "Key"),
            "geography.places": ("Places",),
            "index": ("Breakdown", "Index", "Result", "Uncertainty"),
            "index.alike.answer": ("Likeness",),
            "registers.counted": ("Counts",),
            "reports.answer": ("Report",),
            "reports.what_if.what_if": ("WhatIf",),
            "show.page": ("Page",),
            "statistics": ("Deflator", "RawTable", "ReadLimits", "Statistics", "Variables"),
            "statistics.writing.dcat": ("Publisher",),
            "subjects.by_group.answer": ("ByGroup",),
            "subjects.change.answer": ("Change",),
            "subjects.area_types.answer": ("AreaTypes",),
            "subjects.cni.answer": ("CniResult",),
            "subjects.compare.answer": ("Comparison",),
            "subjects.examine.answer": ("Examination",),
            "subjects.goals.answer": ("Goals",),
            "subjects.goals.goal": ("Goal",),
            "subjects.new_project.answer": ("NewProject",),
            "subjects.review.answer": ("Review",),
            "subjects.robustness.answer": ("Robustness",),
            "subjects.spread.answer": ("Spread",),
            "subjects.themes.answer": ("Themes",),
            "subjects.trend.answer": ("Trend",),
            "subjects.update.answer": ("Update",),
            "subjects.update.reproduce": ("Reproduction",),
        },
    )


def __dir__() -> list[str]:
    return list(__all__)
