"""Figures for others: what must be withheld so that nobody can be found, and the proof that it suffices."""

from omradesindex.disclosure.rounding import Rounded, round_statistics, round_to_base

__all__ = ["Rounded", "round_statistics", "round_to_base"]
