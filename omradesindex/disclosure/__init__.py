"""Figures for others: what must be withheld so that nobody can be found, and the proof that it suffices."""

from omradesindex.disclosure.audit import Audit, audit
from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.disclosure.protecting import Protected, protect
from omradesindex.disclosure.publishing import publish
from omradesindex.disclosure.rounding import Rounded, round_statistics, round_to_base

__all__ = [
    "Audit",
    "DisclosurePolicy",
    "Protected",
    "Rounded",
    "audit",
    "protect",
    "publish",
    "round_statistics",
    "round_to_base",
]
