"""What is said of reading: which tables were known, and what a proposal of a mapping asks."""

from __future__ import annotations

from omradesindex.wording import Text

KNOWN = Text(
    "SCB:s tabeller är kända och lästes utan mappning: {tables}.",
    "SCB's tables are known and were read without a mapping: {tables}.",
)
