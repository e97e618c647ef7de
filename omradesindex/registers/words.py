"""What is said to whoever counts a register."""

from __future__ import annotations

from omradesindex.wording import Text


def nobody_has(value: str, column: str, near: str) -> Text:
    """Say that a value that the definition names is nobody's; ``near`` is one that is, or empty."""
    meant = Text(f" Menas '{near}'?", f" Is '{near}' meant?") if near else Text("", "")
    return Text(
        f"Ingen i registret har värdet {value} i kolumnen '{column}'.{meant.sv}",
        f"Nobody in the register has the value {value} in the column '{column}'.{meant.en}",
    )


def holds_of_nobody(condition: str) -> Text:
    """Say that a condition holds of nobody."""
    return Text(
        f"Villkoret {condition} gäller ingen i registret.",
        f"The condition {condition} holds of nobody in the register.",
    )


def holds_of_everybody(condition: str) -> Text:
    """Say that a condition holds of everybody, and so leaves nobody out."""
    return Text(
        f"Villkoret {condition} gäller alla i registret.",
        f"The condition {condition} holds of everybody in the register.",
    )


def counts_nobody(variable: str) -> Text:
    """Say that each condition of a variable holds of somebody, and all of them together of nobody."""
    return Text(
        f"Ingen i registret räknas i '{variable}', fast varje villkor gäller någon.",
        f"Nobody in the register is counted in '{variable}', though each condition holds of somebody.",
    )
